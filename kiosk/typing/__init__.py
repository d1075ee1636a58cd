"""Typing on the screen, Chinese too: its pure state. What knows Chinese is in `table`, `rime` and `typist`."""

from kiosk.typing.state import (
    Candidate,
    CandidatesFound,
    Char,
    Clear,
    Erase,
    FindCandidates,
    Key,
    KeyPressed,
    Letter,
    Mode,
    Pick,
    Shift,
    ShowFrom,
    ShowKeys,
    Space,
    Typing,
    asks,
    finished,
    offered,
    press,
    press_all,
    taken,
)

__all__ = [
    "Candidate", "CandidatesFound", "Char", "Clear", "Erase", "FindCandidates", "Key", "KeyPressed", "Letter", "Mode",
    "Pick", "Shift", "ShowFrom", "ShowKeys", "Space", "Typing", "asks", "finished", "offered", "press", "press_all",
    "taken",
]  # fmt: skip
