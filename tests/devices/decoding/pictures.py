"""Pictures of codes for tests: rendered here, then turned, blurred and dirtied as a camera would."""

from __future__ import annotations

import cv2
import numpy as np
import segno
from barcode.charsets import code128

from devices.contracts import Frame

RECEIPT = "990007261120184226"
PRODUCT = "6901234567892"


def is_receipt(text: str) -> bool:
    return len(text) == 18 and text.isascii() and text.isdecimal() and int(text) % 97 == 1


def receipt(number: int) -> str:
    """An 18-digit code with ISO 7064 MOD 97-10 check digits."""
    body = f"9900{number % 10**12:012d}"
    return body + f"{98 - int(body) * 100 % 97:02d}"


def bars(modules: str, *, module: int, height: int) -> Frame:
    line = np.repeat([0 if m == "1" else 255 for m in modules], module).astype(np.uint8)
    return np.repeat(line[None, :], height, axis=0)


def code128_c(text: str, *, module: int = 3, height: int = 90, gs1: bool = False) -> Frame:
    """Code 128, subset C, of an even number of digits; with a leading FNC1 as GS1-128."""
    values = [105, *([102] if gs1 else []), *(int(text[i : i + 2]) for i in range(0, len(text), 2))]
    check = (105 + sum(i * v for i, v in enumerate(values[1:], 1))) % 103
    return bars("".join(code128.CODES[v] for v in [*values, check]) + code128.STOP + "11", module=module, height=height)


def ean13(text: str, *, module: int = 3, height: int = 90) -> Frame:
    odd = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
    kinds = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")
    digits = [int(d) for d in text]
    right = ["".join("10"[int(b)] for b in code) for code in odd]
    left = "".join(
        odd[d] if kind == "L" else right[d][::-1] for d, kind in zip(digits[1:7], kinds[digits[0]], strict=True)
    )
    return bars(f"101{left}01010{''.join(right[d] for d in digits[7:])}101", module=module, height=height)


def qr(text: str, *, module: int = 6) -> Frame:
    grid = np.array([[bool(c) for c in row] for row in segno.make(text, error="m", micro=False).matrix])
    return np.kron(np.where(grid, 0, 255), np.ones((module, module))).astype(np.uint8)


def scene(*codes: Frame, size: tuple[int, int] = (1280, 720), paper: int = 235) -> Frame:
    """Codes side by side on paper in the middle of a frame of `size` (width, height), as BGR."""
    width, height = size
    grey = np.full((height, width), paper, np.uint8)
    x = (width - sum(c.shape[1] for c in codes) - 120 * (len(codes) - 1)) // 2
    for code in codes:
        y = (height - code.shape[0]) // 2
        grey[y : y + code.shape[0], x : x + code.shape[1]] = np.minimum(code, paper)
        x += code.shape[1] + 120
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)


def turned(frame: Frame, degrees: float, zoom: float = 1.0) -> Frame:
    height, width = frame.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, zoom)
    return cv2.warpAffine(frame, turn, (width, height), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)


def blurred(frame: Frame, sigma: float) -> Frame:
    return cv2.GaussianBlur(frame, (0, 0), sigma)


def dirtied(frame: Frame, *, noise: float = 0.0, contrast: float = 1.0, light: float = 1.0, seed: int = 1) -> Frame:
    """Noise in grey levels, contrast and brightness as factors."""
    rng = np.random.default_rng(seed)
    values = ((frame.astype(np.float32) - 235) * contrast + 235) * light
    noisy = values + rng.normal(0, noise, frame.shape[:2])[..., None]
    return np.clip(noisy, 0, 255).astype(np.uint8)
