"""The switches under /_simulator that no real Partner Center has."""
