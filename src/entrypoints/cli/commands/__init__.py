"""The commands of `perpetua`, a module per group; each is imported when its group is used."""
