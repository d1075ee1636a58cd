"""What a word of the store is to the thing it leads to."""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    NAME = 0
    """Its own name, without brand and size."""
    KIND = 1
    """Of a product: the kind of goods it is."""
    BRAND = 2
    WHOLE = 3
    """Its name with its size."""
    ENGLISH = 4
    ALIAS = 5
    """Another word for it."""
    PART = 6
    """Half of a department's double name, or what a kind is called for short."""
    DEPARTMENT = 7
    """Of a product: where it belongs."""
    WISH = 8
    """A dish or a wish it is one of many things for."""
    TITLE = 9
    """Of a promotion: what it is announced by."""


Use = tuple[int, int, int]
"""Which entry, by its number; its `Role`; and how far back among all that the word stands for."""
