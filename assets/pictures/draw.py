"""Draws the kiosk's pictures: svg/*.svg (a small part of SVG, on a 120 grid) to png/*.png, edges supersampled.

    python assets/pictures/draw.py

Round ends and joins only; shapes: path, circle, rect, g (translate, scale, rotate), clip (everything above `top` is
hidden). Two scenes move: their `paper` group shifts from frame to frame.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

from fontTools.misc.transform import Identity, Transform
from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from PIL import Image, ImageChops, ImageDraw

HERE = Path(__file__).parent
FINE = 6
GOODS_PX = 240
SCENE_SCALE = 1.0

Style = dict[str, str]
Line = list[tuple[float, float]]

SCAN_LIFT = (-12, -9, -5, 0, 5, 10, 12, 10, 5, 0, -5, -9)
"""How far above its resting place the receipt is held, frame by frame: it comes down over the tray and up again."""
SLIP_OUT = (-120, -96, -72, -48, -24, 0, 0, 0)
"""How much of the slip is still inside, frame by frame."""


class Flatten(BasePen):  # type: ignore[misc]
    """Collects a path's outlines as points."""

    def __init__(self) -> None:
        super().__init__(None)
        self.lines: list[tuple[Line, bool]] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self.lines.append(([pt], False))

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self.lines[-1][0].append(pt)

    def _curveToOne(self, p1: Any, p2: Any, p3: Any) -> None:
        p0 = self.lines[-1][0][-1]
        for i in range(1, 25):
            t = i / 24
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            self.lines[-1][0].append(
                tuple(a * p0[k] + b * p1[k] + c * p2[k] + d * p3[k] for k in (0, 1))  # type: ignore[arg-type]
            )

    def _closePath(self) -> None:
        self.lines[-1] = (self.lines[-1][0], True)


class Drawing:
    """One picture: the SVG's tree, drawn with `moves` (id of a group -> shift)."""

    def __init__(self, root: ElementTree.Element, scale: float, moves: dict[str, tuple[float, float]]) -> None:
        _, _, wide, high = (float(v) for v in root.attrib["viewBox"].split())
        self._scale, self._moves = scale * FINE, moves
        self.size = (round(wide * scale), round(high * scale))
        self._image = Image.new("RGBA", (self.size[0] * FINE, self.size[1] * FINE), (0x13, 0x21, 0x1A, 0))
        self._clip: float | None = None
        self._walk(root, dict(root.attrib), Identity.scale(self._scale))

    def image(self) -> Image.Image:
        return premultiplied_resize(self._image, self.size)

    def _walk(self, element: ElementTree.Element, style: Style, transform: Transform) -> None:
        for child in element:
            tag = child.tag.rpartition("}")[2]
            own = {**style, **child.attrib}
            own.pop("transform", None)
            placed = transform.transform(_transform(child.attrib.get("transform", "")))
            if tag == "g":
                dx, dy = self._moves.get(child.attrib.get("id", ""), (0, 0))
                self._walk(child, own, placed.translate(dx, dy))
            elif tag == "clip":
                self._clip = float(child.attrib["top"]) * self._scale
                self._walk(child, own, placed)
                self._clip = None
            else:
                self._shape(_outline(tag, child.attrib), own, placed)

    def _shape(self, lines: list[tuple[Line, bool]], style: Style, transform: Transform) -> None:
        fill, stroke = style.get("fill", "none"), style.get("stroke", "none")
        placed = [([transform.transformPoint(p) for p in line], closed) for line, closed in lines]
        grow = math.sqrt(abs(transform[0] * transform[3] - transform[1] * transform[2]))
        if fill != "none":
            mask = Image.new("L", self._image.size, 0)
            for line, _ in placed:
                one = Image.new("L", self._image.size, 0)
                if len(line) > 2:
                    ImageDraw.Draw(one).polygon(line, fill=255)
                mask = ImageChops.lighter(mask, one)
            self._paint(mask, fill, float(style.get("opacity", "1")))
        if stroke != "none":
            mask = Image.new("L", self._image.size, 0)
            draw = ImageDraw.Draw(mask)
            wide = float(style.get("stroke-width", "1")) * grow
            reach = wide / 2 - 0.5
            for line, closed in placed:
                points = [*line, line[0]] if closed else line
                draw.line(points, fill=255, width=round(wide), joint="curve")
                for x, y in points:
                    draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)
            self._paint(mask, stroke, 1.0)

    def _paint(self, mask: Image.Image, colour: str, opacity: float) -> None:
        if self._clip is not None:
            ImageDraw.Draw(mask).rectangle((0, 0, mask.width, self._clip), fill=0)
        digits = colour.lstrip("#")
        digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
        layer = Image.new("RGBA", mask.size, (*bytes.fromhex(digits), 0))
        layer.putalpha(mask.point(lambda v: round(v * opacity)))
        self._image.alpha_composite(layer)


def premultiplied_resize(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Smaller, without the dark fringe transparent pixels would give."""
    return image.convert("RGBa").resize(size, Image.Resampling.LANCZOS).convert("RGBA")


def _transform(text: str) -> Transform:
    result = Identity
    for part in filter(None, (p.strip() for p in text.split(")"))):
        name, _, numbers = part.partition("(")
        v = [float(n) for n in numbers.replace(",", " ").split()]
        match name.strip():
            case "translate":
                result = result.translate(*v)
            case "scale":
                result = result.scale(*v)
            case "rotate" if len(v) == 3:
                result = result.translate(v[1], v[2]).rotate(math.radians(v[0])).translate(-v[1], -v[2])
            case other:
                raise ValueError(f"cannot do {other}")
    return result


def _outline(tag: str, at: dict[str, str]) -> list[tuple[Line, bool]]:
    match tag:
        case "path":
            pen = Flatten()
            parse_path(at["d"], pen)
            return pen.lines
        case "circle":
            x, y, r = (float(at[k]) for k in ("cx", "cy", "r"))
            turn = [math.tau * i / 96 for i in range(96)]
            return [([(x + r * math.cos(a), y + r * math.sin(a)) for a in turn], True)]
        case "rect":
            x, y, w, h, r = (float(at.get(k, "0")) for k in ("x", "y", "width", "height", "rx"))
            centres = ((x + w - r, y + r, -90), (x + w - r, y + h - r, 0), (x + r, y + h - r, 90), (x + r, y + r, 180))
            points = [
                (cx + r * math.cos(math.radians(a + i * 7.5)), cy + r * math.sin(math.radians(a + i * 7.5)))
                for cx, cy, a in centres
                for i in range(13)
            ]
            return [(points, True)]
        case other:
            raise ValueError(f"cannot draw {other}")


def draw(name: str, scale: float, moves: dict[str, tuple[float, float]] | None = None) -> Image.Image:
    root = ElementTree.parse(HERE / "svg" / f"{name}.svg").getroot()
    return Drawing(root, scale, moves or {}).image()


def main() -> None:
    out = HERE / "png"
    out.mkdir(exist_ok=True)
    for source in sorted((HERE / "svg").glob("*.svg")):
        name = source.stem
        if name == "scan":
            frames = [{"paper": (0.0, float(lift))} for lift in SCAN_LIFT]
        elif name == "slip":
            frames = [{"paper": (0.0, float(inside)), "arrow": (0.0, inside / 20)} for inside in SLIP_OUT]
        else:
            draw(name, GOODS_PX / 120).quantize(64, method=Image.Quantize.FASTOCTREE).save(
                out / f"{name}.png", optimize=True
            )
            continue
        for i, moves in enumerate(frames):
            picture = draw(name, SCENE_SCALE, moves)
            picture.quantize(64, method=Image.Quantize.FASTOCTREE).save(out / f"{name}-{i}.png", optimize=True)


if __name__ == "__main__":
    main()
