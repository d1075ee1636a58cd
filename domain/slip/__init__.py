"""A printable document: what stands on a slip, in which order and how big, and nothing about any printer.

`Slip` is what the kiosk builds, `devices.layout` turns it into bytes or a picture, and the JSON form of it
is what `fuwutai print DOCUMENT.json` reads.
"""

from domain.slip.document import BadSlipDocument, from_json, to_json
from domain.slip.drawing import Area, Drawing, Fill, Label, Line, Look, Part, Weight
from domain.slip.elements import (
    QR,
    Align,
    Banner,
    Barcode,
    Box,
    Columns,
    Cut,
    Element,
    Rule,
    RuleStyle,
    Size,
    Slip,
    Space,
    Step,
    Text,
)
from domain.slip.example import example

__all__ = [
    "QR",
    "Align",
    "Area",
    "BadSlipDocument",
    "Banner",
    "Barcode",
    "Box",
    "Columns",
    "Cut",
    "Drawing",
    "Element",
    "Fill",
    "Label",
    "Line",
    "Look",
    "Part",
    "Rule",
    "RuleStyle",
    "Size",
    "Slip",
    "Space",
    "Step",
    "Text",
    "Weight",
    "example",
    "from_json",
    "to_json",
]
