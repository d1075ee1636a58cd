"""A flat sheet seen at an angle: the coefficients Pillow wants, and pixels laid with them."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

Point = tuple[float, float]


def laid(sheet: Image.Image, corners: Sequence[Point], size: tuple[int, int]) -> Image.Image:
    """`sheet` with its corners (top left, top right, bottom right, bottom left) put at these points of a picture of
    `size`; empty around it.
    """
    width, height = sheet.size
    flat = ((0, 0), (width, 0), (width, height), (0, height))
    return sheet.transform(
        size, Image.Transform.PERSPECTIVE, coefficients(corners, flat), Image.Resampling.BICUBIC
    )


def coefficients(seen: Sequence[Point], flat: Sequence[Point]) -> tuple[float, ...]:
    """The eight numbers of the projective map that takes each of four `seen` points to its `flat` one.

    Raises ZeroDivisionError where three of the points lie on a line.
    """
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return _solved(rows)


def _solved(rows: list[list[float]]) -> tuple[float, ...]:
    """Gauss and Jordan, with pivots; each row ends with its right side."""
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        scale = rows[column][column]
        rows[column] = [value / scale for value in rows[column]]
        for row in range(size):
            if row != column and (factor := rows[row][column]):
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return tuple(row[-1] for row in rows)
