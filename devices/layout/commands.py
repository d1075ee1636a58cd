"""ESC/POS commands of the text mode. The bytes are python-escpos' where it has them right."""

from __future__ import annotations

from dataclasses import dataclass

from escpos import constants

from devices.layout.encoding import encoded
from devices.layout.symbols import code128_values
from domain.slip import Align

RESET: bytes = constants.HW_INIT
LINE_FEED: bytes = constants.CTL_LF
KANJI = b"\x1c&"
"""FS &. python-escpos' `text()` leaves it out and sends bare GB bytes, which most printers show as garbage."""

CUT = b"\x1dVB\0"
"""Feed to the knife, then a partial cut: the slip hangs on by a corner and does not fall on the floor."""

TEAR = LINE_FEED * 4
"""Without a knife the paper has to pass the tear bar: about 15 mm."""

TIGHT, LOOSE = b"\x1b3\x18", b"\x1b2"
"""Line spacing of 24 units and the default one. Whatever a model's unit is, 24 of them are no more than a line is high,
so the bars of a banner touch."""

ALIGNMENT = {Align.LEFT: b"\x1ba\0", Align.CENTER: b"\x1ba\1", Align.RIGHT: b"\x1ba\2"}


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one look. `wide` and `high` multiply a cell of 12 x 24 dots, 1 to 8."""

    text: str
    wide: int = 1
    high: int = 1
    bold: bool = False
    reverse: bool = False


def line(spans: tuple[Span, ...], align: Align = Align.LEFT) -> bytes:
    """One line: alignment, spans, line feed, and back to plain, so that no line depends on the one before."""
    return ALIGNMENT[align] + b"".join(map(_span, spans)) + LINE_FEED


def _span(span: Span) -> bytes:
    before = after = b""
    if (span.wide, span.high) != (1, 1):
        # GS ! and not ESC !: in kanji mode the latter leaves Chinese as small as it was.
        before += constants.TXT_SIZE + bytes([(span.wide - 1) << 4 | (span.high - 1)])
        after += constants.TXT_SIZE + b"\0"
    if span.bold:
        before += constants.TXT_STYLE["bold"][True]
        after += constants.TXT_STYLE["bold"][False]
    if span.reverse:
        before += constants.TXT_STYLE["invert"][True]
        after += constants.TXT_STYLE["invert"][False]
    return before + encoded(span.text) + after


def code128(text: str, module: int, height: int) -> bytes:
    """GS k, centred, without the text under it. `text` has been found fit by `symbols.code128_modules`."""
    values = code128_values(text)
    assert values is not None
    data = _code128_data(values)
    parts: tuple[bytes, ...] = (
        ALIGNMENT[Align.CENTER],
        constants.BARCODE_TXT_OFF,
        constants.BARCODE_WIDTH + bytes([module]),
        constants.BARCODE_HEIGHT + bytes([min(255, height)]),
        constants.BARCODE_TYPE_B["CODE128"] + bytes([len(data)]) + data,
        ALIGNMENT[Align.LEFT],
    )
    return b"".join(parts)


CODE_SETS = {103: b"{A", 104: b"{B", 105: b"{C", 101: b"{A", 100: b"{B", 99: b"{C"}
"""Start codes, and the codes that change over (set C's 100 and 101 lead to B and A, set B's 99 to C)."""


def _code128_data(values: tuple[int, ...]) -> bytes:
    data = b""
    in_c = False
    for index, value in enumerate(values):
        if index == 0 or (value in CODE_SETS and (value > 98 and not (in_c and value < 100))):
            data += CODE_SETS[value]
            in_c = CODE_SETS[value] == b"{C"
        elif in_c:
            data += bytes([value])
        else:
            char = bytes([value + 32])
            data += b"{{" if char == b"{" else char
    return data


def qr(text: str, module: int) -> bytes:
    """GS ( k: model 2, error correction M, centred."""
    data = text.encode("utf-8")
    steps = (b"1A2\0", b"1C" + bytes([module]), b"1E1", b"1P0" + data, b"1Q0")
    commands = b"".join(b"\x1d(k" + len(step).to_bytes(2, "little") + step for step in steps)
    return ALIGNMENT[Align.CENTER] + commands + ALIGNMENT[Align.LEFT]
