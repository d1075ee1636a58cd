"""Scripted shoppers on the real app: what `fuwutai journey` and the demo show."""
