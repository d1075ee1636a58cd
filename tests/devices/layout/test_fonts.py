"""Letters are measured one by one; a line must come out as wide as the font itself says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from devices.layout.fonts import FACE_SC, FACE_TC, load_font, text_width

LETTERS = st.text(alphabet="退货单龘𠮷鱼¥128.50 AVATofiWa，。（）「」-", max_size=12)


@given(LETTERS, st.sampled_from((24, 30, 68)), st.booleans(), st.sampled_from((FACE_SC, FACE_TC)))
def test_a_line_is_as_wide_as_the_font_says(text: str, size: int, bold: bool, face: int) -> None:
    assert text_width(text, size, bold, face) == load_font(size, bold, face).getlength(text)


def test_a_rare_character_has_a_glyph_of_its_own() -> None:
    font = load_font(30, False, FACE_SC)
    missing = bytes(font.getmask("\U0010fffd"))
    assert all(bytes(font.getmask(char)) != missing for char in "𠮷龘")
