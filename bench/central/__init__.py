"""What the central service does in a second, printed; nothing is asserted."""
