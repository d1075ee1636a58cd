"""A printable document: what stands on a slip, in which order and how big, and nothing about any printer.

`Slip` is what the kiosk builds, `devices.layout` turns it into bytes or a picture, and the JSON form of it
is what `fuwutai print DOCUMENT.json` reads.
"""

from domain.slip.document import BadSlipDocument, from_json, to_json
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
    "BadSlipDocument",
    "Banner",
    "Barcode",
    "Box",
    "Columns",
    "Cut",
    "Element",
    "Rule",
    "RuleStyle",
    "Size",
    "Slip",
    "Space",
    "Step",
    "Text",
    "example",
    "from_json",
    "to_json",
]
