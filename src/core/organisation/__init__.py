"""The distributor that runs the BSS."""
