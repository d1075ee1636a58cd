"""How a shopper hears of a member of staff."""

from __future__ import annotations

import pytest

from backend.console.people import heard_as


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        ("李敏", "小李"),
        ("欧阳修文", "小欧阳"),
        ("欧阳", "小欧"),
        (" 王秀兰 ", "小王"),
        ("Anna Smith", "Anna"),
        ("  ", ""),
    ],
)
def test_only_part_of_the_name(name: str, heard: str) -> None:
    assert heard_as(name) == heard
