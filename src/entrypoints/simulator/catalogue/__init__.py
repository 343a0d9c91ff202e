"""What the stand-in Microsoft sells, where, to whom."""
