"""Staff hear of the paper before it runs out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from devices.contracts import PrinterStatus
from devices.printer import Roll


def test_slips_left_follow_what_was_printed() -> None:
    roll = Roll(80_000)
    assert roll.slips_left == 333
    for _ in range(100):
        roll = roll.after_slip(200)
    assert roll.slips_left == 300


def test_the_sensors_correct_the_count() -> None:
    roll = Roll(80_000).after_slip(200).seen(PrinterStatus.PAPER_NEAR_END)
    assert roll.slips_left == 20
    assert roll.seen(PrinterStatus.PAPER_EMPTY).slips_left == 0
    fresh = roll.seen(PrinterStatus.PAPER_EMPTY).seen(PrinterStatus.COVER_OPEN).seen(PrinterStatus.READY)
    assert fresh.slips_left == 400
    used = roll.seen(PrinterStatus.PAPER_EMPTY).seen(PrinterStatus.PAPER_NEAR_END)
    assert used.slips_left == 20


@given(st.lists(st.one_of(st.floats(1, 2000), st.sampled_from(PrinterStatus))))
def test_the_estimate_is_never_negative_nor_more_than_a_roll(events: list[float | PrinterStatus]) -> None:
    roll = Roll(30_000)
    for event in events:
        roll = roll.seen(event) if isinstance(event, PrinterStatus) else roll.after_slip(event)
        assert 0 <= roll.left_mm <= roll.length_mm
        assert roll.slips_left >= 0
