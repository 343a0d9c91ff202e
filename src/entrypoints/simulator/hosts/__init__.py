"""The hosts of the contract, served on one port: who may call each and how each one answers."""
