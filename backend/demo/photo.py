"""A receipt as the kiosk's camera sees it: on the dark tray, in a hand, at an angle, in the light there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, radians, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from backend.demo.grain import noise
from backend.demo.hand import finger
from backend.demo.projection import Point, laid

SIZE = (1280, 720)
_PAPER = (243, 241, 234)
_INK = (52, 50, 54)
_TRAY = (38, 42, 46)
_SHOWN = 760
"""So much of the receipt's end a photo takes: the rest is beyond the far edge."""
_FEED = 96
"""Blank paper the till feeds before it cuts; where the thumb is."""
_EMPTY, _BRINGING = 0.4, 0.9
"""Seconds of a clip: nothing there yet, then the receipt on its way."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What stays the same from frame to frame. `holding`: the finger behind the receipt, the thumb on it."""

    tray: Image.Image
    sheet: Image.Image
    corners: tuple[Point, Point, Point, Point]
    holding: tuple[Image.Image, Image.Image]
    light: Image.Image
    lens: float


def photo(image: Image.Image, seed: int) -> Image.Image:
    """RGB, 1280 x 720, of a receipt's picture (`receipt_picture`); the same for the same seed."""
    random = Random(seed)
    return _seen(_scene(image, random, _SHOWN), (0, 0), random)


def clip(image: Image.Image, seed: int, *, seconds: float = 3, per_second: int = 15) -> Iterator[Image.Image]:
    """Frames of the same scene: the empty tray, a hand that brings the receipt, and holds it as still as hands do."""
    random = Random(seed)
    scene = _scene(image, random, image.height + _FEED)
    sway = [(random.uniform(0.3, 1.4), random.uniform(0, 2 * pi), random.uniform(1.0, 3.5)) for _ in range(6)]
    for n in range(round(seconds * per_second)):
        now = n / per_second
        x, y = (sum(far * sin(phase + 2 * pi * pace * now) for pace, phase, far in sway[k::2]) for k in range(2))
        away = max(0.0, 1 - max(0.0, now - _EMPTY) / _BRINGING) ** 2
        yield _seen(scene, (x + 360 * away, y + (scene.sheet.height + 160) * away), random)


def _scene(image: Image.Image, random: Random, shown: int) -> _Scene:
    tray, sheet = _tray(random), _sheet(image, random, shown)
    corners = _corners(sheet.size, random)
    slope = Image.linear_gradient("L").resize(SIZE).rotate(random.choice((0, 180)))
    light = slope.point([205 + value * 50 // 255 for value in range(256)])
    behind, thumb = finger(118, 420, nail=False), finger(128, 420, nail=True)
    return _Scene(
        tray, sheet, corners, (behind, thumb), Image.merge("RGB", (light,) * 3), random.uniform(0.55, 0.8)
    )


def _seen(scene: _Scene, moved: Point, random: Random) -> Image.Image:
    """One frame: what is in view, uneven light, a lens that is not perfect, a sensor that is not quiet."""
    view = scene.tray.copy()
    corners = tuple((x + moved[0], y + moved[1]) for x, y in scene.corners)
    mask = laid(Image.new("L", scene.sheet.size, 255), corners, SIZE)
    _shadow(view, mask, (14, 18), 16, 0.6)
    x, y = corners[2]
    behind, thumb = scene.holding
    _hold(view, behind, (x - 30, y - 170), -38)
    view.paste(laid(scene.sheet, corners, SIZE), mask=mask)
    _hold(view, thumb, (x - 128, y - 84), -24)
    lit = ImageChops.multiply(view, scene.light).filter(ImageFilter.GaussianBlur(scene.lens))
    grain = Image.merge("RGB", [noise(SIZE, 7, random) for _ in range(3)])
    return ImageChops.add(lit, grain, 1, -128)


def _tray(random: Random) -> Image.Image:
    """Dark, a little lighter where the lamp is."""
    lamp = Image.radial_gradient("L").resize((SIZE[0] * 2, SIZE[1] * 2))
    left, top = SIZE[0] // 2 + random.randrange(-120, 120), SIZE[1] // 2 + random.randrange(-80, 80)
    glow = ImageChops.invert(lamp.crop((left, top, left + SIZE[0], top + SIZE[1])))
    dark = Image.new("RGB", SIZE, tuple(c // 2 for c in _TRAY))
    light = Image.new("RGB", SIZE, tuple(min(255, c * 3 // 2) for c in _TRAY))
    tray = Image.composite(light, dark, glow)
    ImageDraw.Draw(tray).rounded_rectangle((46, 34, SIZE[0] - 46, SIZE[1] + 60), 40, None, (64, 70, 76), 4)
    return tray.filter(ImageFilter.GaussianBlur(1.4))


def _sheet(image: Image.Image, random: Random, shown: int) -> Image.Image:
    """The receipt's end as a thing of paper: grain, ink that is not quite black, bands where it curls."""
    long = Image.new("L", (image.width, image.height + _FEED), 255)
    long.paste(image.convert("L"), (0, 0))
    flat = long.crop((0, max(0, long.height - shown), long.width, long.height))
    paper = Image.new("RGB", flat.size, _PAPER)
    grain = noise(flat.size, 9, random).filter(ImageFilter.GaussianBlur(0.6))
    paper = ImageChops.add(paper, Image.merge("RGB", (grain,) * 3), 1, -128)
    sheet = Image.composite(paper, Image.new("RGB", flat.size, _INK), flat)
    return ImageChops.multiply(sheet, Image.merge("RGB", (_curl(flat.size, random),) * 3))


def _curl(size: tuple[int, int], random: Random) -> Image.Image:
    """Paper from a roll keeps some of its roundness: soft bands of shade across it, one fold."""
    width, height = size
    phase, depth = random.uniform(0, 2 * pi), random.uniform(9, 16)
    fold = random.randrange(height // 8, height // 3)
    column = Image.new("L", (1, height))
    for y in range(height):
        band = depth * (1 + cos(phase + y / height * 3.2 * pi)) / 2
        crease = 22 * max(0.0, 1 - abs(y - fold) / 5)
        column.putpixel((0, y), int(252 - band - crease))
    return column.resize((width, height))


def _corners(size: tuple[int, int], random: Random) -> tuple[Point, Point, Point, Point]:
    """Turned a little, the far end a little smaller, the near end in the frame."""
    turn = radians(random.uniform(-9, 9))
    scale = random.uniform(0.92, 1.0)
    narrow = random.uniform(0.90, 0.96)
    width, height = size[0] * scale, size[1] * scale
    near = (SIZE[0] * random.uniform(0.44, 0.50), SIZE[1] - random.uniform(60, 84))

    def put(across: float, up: float) -> Point:
        x, y = across * width, -up * height
        return near[0] + x * cos(turn) - y * sin(turn), near[1] + x * sin(turn) + y * cos(turn)

    far = narrow / 2
    return put(-far, 1), put(far, 1), put(0.5, 0), put(-0.5, 0)


def _hold(scene: Image.Image, limb: Image.Image, tip: Point, turn: float) -> None:
    """A finger with its tip there, coming from the lower right (`turn` below zero leans its tip to the left)."""
    turned = limb.rotate(-turn, Image.Resampling.BICUBIC, expand=True)
    lean = radians(turn)
    reach = limb.height / 2
    centre = (tip[0] - sin(lean) * reach, tip[1] + cos(lean) * reach)
    at = (round(centre[0] - turned.width / 2), round(centre[1] - turned.height / 2))
    mask = Image.new("L", SIZE, 0)
    mask.paste(turned.getchannel("A"), at)
    _shadow(scene, mask, (-7, 9), 9, 0.45)
    scene.paste(turned.convert("RGB"), at, turned.getchannel("A"))


def _shadow(scene: Image.Image, mask: Image.Image, offset: tuple[int, int], blur: float, strength: float) -> None:
    moved = Image.new("L", SIZE, 0)
    moved.paste(mask, offset)
    soft = moved.filter(ImageFilter.GaussianBlur(blur))
    scene.paste((6, 7, 9), mask=soft.point([int(value * strength) for value in range(256)]))

