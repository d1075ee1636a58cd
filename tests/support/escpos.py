"""The witness for printed streams. The interpreter itself is the simulator's; it shares no code with the layout."""

from __future__ import annotations

from devices.simulated.escpos import (
    Bars,
    Characters,
    Command,
    Control,
    Cut,
    Group,
    Interpreter,
    Picture,
    Strange,
    commands,
)
from devices.simulated.paper import Paper

__all__ = [
    "Bars",
    "Characters",
    "Command",
    "Control",
    "Cut",
    "Group",
    "Interpreter",
    "Paper",
    "Picture",
    "Strange",
    "commands",
    "real_time_commands",
]


def real_time_commands(data: bytes) -> list[bytes]:
    """Every DLE EOT, DLE ENQ and DLE DC4 anywhere in the bytes, pictures included: printers obey them everywhere."""
    return [data[at : at + 3] for at in range(len(data) - 1) if data[at] == 0x10 and data[at + 1] in (4, 5, 0x14)]
