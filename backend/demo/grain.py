"""Noise that is the same for the same seed (Pillow's own cannot be seeded)."""

from __future__ import annotations

from random import Random
from statistics import NormalDist

from PIL import Image


def noise(size: tuple[int, int], sigma: float, random: Random) -> Image.Image:
    """Mode L, normally distributed about 128."""
    bell = NormalDist(128, sigma)
    table = [round(bell.inv_cdf((value + 0.5) / 256)) for value in range(256)]
    even = Image.frombytes("L", size, random.randbytes(size[0] * size[1]))
    return even.point([max(0, min(255, level)) for level in table])
