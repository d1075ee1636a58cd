"""Dots to GS v 0 commands, in bands small enough for any printer's buffer and cut off where the paper stays white."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

TALLEST_BAND = 48
"""Rows. 576 x 48 dots are 3.5 kB, which fits the smallest receive buffer (4 kB)."""

SHORTEST_GAP = 8
"""Fewer white rows than this are not worth a band of their own."""

INVERTED = bytes(255 - byte for byte in range(256))
"""A printer burns ones, a picture has ones for white."""


def raster(picture: Image.Image) -> bytes:
    """A one-bit picture as GS v 0 bands."""
    width = (picture.width + 7) // 8
    black = picture.tobytes().translate(INVERTED)
    spare = width * 8 - picture.width
    if spare:
        mask = (0xFF << spare) & 0xFF
        black = b"".join(
            black[at : at + width - 1] + bytes([black[at + width - 1] & mask]) for at in range(0, len(black), width)
        )
    rows = [black[at : at + width] for at in range(0, len(black), width)]
    return b"".join(_band(rows[top:bottom]) for top, bottom in _bands(rows))


def _bands(rows: list[bytes]) -> Iterator[tuple[int, int]]:
    """Rows in groups: white stretches apart from inked ones, none taller than a band."""
    inked = [any(row) for row in rows]
    top = 0
    while top < len(rows):
        bottom = top + 1
        if inked[top]:
            white = 0
            while bottom < len(rows) and bottom - top < TALLEST_BAND and white < SHORTEST_GAP:
                white = 0 if inked[bottom] else white + 1
                bottom += 1
            bottom -= white if white >= SHORTEST_GAP else 0
        else:
            while bottom < len(rows) and bottom - top < 255 and not inked[bottom]:
                bottom += 1
        yield top, bottom
        top = bottom


def _band(rows: list[bytes]) -> bytes:
    """GS v 0, as wide as its ink: a printer leaves the rest of the line white."""
    width = max(1, max(len(row.rstrip(b"\0")) for row in rows))
    data = defused(b"".join(row[:width] for row in rows))
    return b"\x1dv0\0" + width.to_bytes(2, "little") + len(rows).to_bytes(2, "little") + data


REAL_TIME = (0x04, 0x05, 0x14)
"""DLE EOT, DLE ENQ, DLE DC4: a printer obeys these even in the middle of a picture."""


def defused(data: bytes) -> bytes:
    """The same dots but for one more in each place where a picture would spell a real-time command (DLE DC4 2 turns
    a printer off). Nobody sees one dot; everybody sees a dead printer."""
    if b"\x10" not in data:
        return data
    for second in REAL_TIME:
        data = data.replace(bytes([0x10, second]), bytes([0x18, second]))
    return data
