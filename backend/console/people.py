"""How people are called before shoppers."""

from __future__ import annotations

_TWO = frozenset(("欧阳", "司马", "上官", "诸葛", "司徒", "慕容", "皇甫", "令狐", "尉迟", "端木"))


def heard_as(name: str) -> str:
    """小李 for 李敏, the first name for others: shoppers never read a member of staff's whole name."""
    name = name.strip()
    if not name:
        return ""
    if "一" <= name[0] <= "鿿":
        return "小" + (name[:2] if name[:2] in _TWO and len(name) > 2 else name[0])
    return name.split()[0]
