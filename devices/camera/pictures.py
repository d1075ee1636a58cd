"""Pictures from disk, bounded: what is too big, cut short or no picture at all ends in a clear error."""

from __future__ import annotations

import stat
import warnings
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageOps

from devices.contracts import Frame

MOST_PIXELS = 64_000_000
"""Larger pictures are refused unread: 20,000 x 20,000 would take over a gigabyte."""

MOST_BYTES = 256 * 1024 * 1024


class UnreadablePicture(Exception):
    """The file is not a picture that can be read; the message says why in a few words."""


def load(path: Path) -> Frame:
    """The picture as BGR, turned upright as its EXIF data says, at most MOST_PIXELS. Raises UnreadablePicture."""
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            # A pipe would be waited for without end.
            raise UnreadablePicture("not a file")
        if facts.st_size > MOST_BYTES:
            raise UnreadablePicture("file too large")
        with warnings.catch_warnings():
            # Our own limit comes before Pillow's; its warning would only repeat it on standard error.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    raise UnreadablePicture(f"picture too large ({width} x {height})")
                upright = ImageOps.exif_transpose(picture)
                if upright.mode in ("RGBA", "LA", "PA", "P"):
                    upright = _on_white(upright.convert("RGBA"))
                pixels = np.asarray(_eight_bit(upright).convert("RGB"))
    except UnreadablePicture:
        raise
    except FileNotFoundError:
        raise UnreadablePicture("no such file") from None
    except PermissionError:
        raise UnreadablePicture("not allowed to read it") from None
    except Image.DecompressionBombError:
        raise UnreadablePicture("picture too large") from None
    except Exception as error:  # Pillow's plug-ins raise nearly anything on hostile bytes
        raise UnreadablePicture(f"not a readable picture ({type(error).__name__})") from None
    frame: Frame = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    return frame


def _on_white(picture: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", picture.size, (255, 255, 255, 255))
    ground.alpha_composite(picture)
    return ground


def _eight_bit(picture: Image.Image) -> Image.Image:
    """16- and 32-bit greys scaled to 8 bits; Pillow's own conversion would clip them to white."""
    if not picture.mode.startswith(("I", "F")):
        return picture
    values = np.asarray(picture, np.float64)
    top = 65535.0 if picture.mode.startswith("I") else max(1.0, float(np.nanmax(values)))
    return Image.fromarray(np.clip(np.nan_to_num(values) / top * 255, 0, 255).astype(np.uint8))
