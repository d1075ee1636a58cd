"""A slip laid out for a printer: `render` gives the bytes, `picture` the same slip as an image. Both are pure."""

from devices.layout.fonts import FontMissing
from devices.layout.profiles import Profile, find_profile, profile_names
from devices.layout.render import length_mm, picture, render, void_mark, warm_up

__all__ = [
    "FontMissing",
    "Profile",
    "find_profile",
    "length_mm",
    "picture",
    "profile_names",
    "render",
    "void_mark",
    "warm_up",
]
