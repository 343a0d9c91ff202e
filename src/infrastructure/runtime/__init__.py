"""The machine that Perpetua runs on: its clock and its source of ids."""
