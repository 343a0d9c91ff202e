"""The command line `perpetua`: parse, ask the bus, show the answer (SPEC section 6)."""
