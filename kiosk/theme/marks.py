"""Marks within a text. No letters: what a store or a shopper wrote is never taken for one."""

STRONG, PLAIN = "\ue010", "\ue011"
"""Between them is bold."""
