"""What a step of type measures on a given paper. The whole look of a slip's sizes and gaps stands here."""

from __future__ import annotations

from dataclasses import dataclass

from domain.slip import Size


@dataclass(frozen=True, slots=True)
class Measures:
    """Dots. `number` is the largest a banner's number gets; `gap` is the white between unlike things."""

    dots: int
    margin: int
    caption: int
    body: int
    heading: int
    hero: int
    number: int
    gap: int
    rule: int
    bars: int
    dots_per_mm: float

    @property
    def inner(self) -> int:
        return self.dots - 2 * self.margin

    def size(self, step: Size) -> int:
        match step:
            case Size.CAPTION:
                return self.caption
            case Size.BODY:
                return self.body
            case Size.HEADING:
                return self.heading
            case Size.HERO:
                return self.hero


# margin, caption, body, heading, hero, number, gap, rule, bars: at 203 dpi
WIDE = (24, 24, 30, 34, 68, 92, 14, 3, 92)
WIDE_LARGE = (24, 32, 38, 44, 84, 92, 18, 4, 110)
NARROW = (12, 24, 28, 32, 54, 76, 12, 3, 76)
NARROW_LARGE = (12, 30, 34, 38, 60, 76, 14, 4, 90)


def measures_for(dots: int, width: int, dpi: int, large: bool) -> Measures:
    """Sizes for `dots` of printable width on `width` mm paper; smaller dots get more of them."""
    steps = {(80, False): WIDE, (80, True): WIDE_LARGE, (58, False): NARROW, (58, True): NARROW_LARGE}[width, large]
    margin, caption, body, heading, hero, number, gap, rule, bars = (round(step * dpi / 203) for step in steps)
    return Measures(dots, margin, caption, body, heading, hero, number, gap, rule, bars, dpi / 25.4)
