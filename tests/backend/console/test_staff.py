"""Signing in: what a person sees, what a guesser gets."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from backend.services import staff
from backend.services.staff import Locked, MustWait, SignedIn, StaffRole, Wrong
from tests.backend.console.shop import PASSWORD, STORE, Shop


def enter(shop: Shop, password: str = PASSWORD, number: str = "0142") -> staff.SignIn:
    return staff.sign_in(shop.sessions, number, password, shop.now)


def who(shop: Shop, token: str) -> staff.Staff | None:
    with shop.sessions.read() as session:
        return staff.signed_in(session, token, shop.now)


def test_the_right_password_opens_a_session_of_that_person(staffed: Shop) -> None:
    result = enter(staffed)
    assert isinstance(result, SignedIn)
    person = who(staffed, result.token)
    assert person == staff.Staff(STORE.store_id, "0142", "李敏", StaffRole.CLERK)
    staff.sign_out(staffed.sessions, result.token)
    assert who(staffed, result.token) is None


def test_neither_password_nor_session_is_stored_as_it_is(staffed: Shop) -> None:
    result = enter(staffed)
    assert isinstance(result, SignedIn)
    with staffed.sessions.read() as session:
        rows = [str(tuple(row)) for table in ("staff", "staff_sessions", "sign_in_tries")
                for row in session.execute(text(f"SELECT * FROM {table}"))]  # fmt: skip
    assert "$argon2id$" in "".join(rows)
    assert not any(PASSWORD in row or result.token in row for row in rows)


def test_a_wrong_number_is_answered_like_a_wrong_password_all_the_way(staffed: Shop) -> None:
    def answers(number: str) -> Iterator[staff.SignIn]:
        for _ in range(8):
            yield enter(staffed, "not it", number)

    assert list(answers("0142")) == list(answers("9999"))


def test_five_free_tries_then_waiting_that_doubles_then_locked(staffed: Shop) -> None:
    assert [enter(staffed, "no") for _ in range(5)] == [Wrong(4), Wrong(3), Wrong(2), Wrong(1), Wrong(0)]
    waits = []
    for _ in range(9):
        refused = enter(staffed, PASSWORD)  # even the right one
        assert isinstance(refused, MustWait)
        waits.append((refused.until - staffed.now) / timedelta(minutes=1))
        staffed.at = refused.until
        assert isinstance(enter(staffed, "no"), Wrong)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    refused = enter(staffed, "no")
    assert isinstance(refused, MustWait)
    staffed.at = refused.until
    assert isinstance(enter(staffed, "no"), Wrong)  # the fifteenth
    staffed.pass_time(60 * 24 * 30)
    assert enter(staffed) == Locked()
    staff.set_password(staffed.sessions, "0142", "a new password")
    assert isinstance(enter(staffed, "a new password"), SignedIn)


def test_the_right_password_forgets_earlier_tries(staffed: Shop) -> None:
    for _ in range(4):
        enter(staffed, "no")
    assert isinstance(enter(staffed), SignedIn)
    assert enter(staffed, "no") == Wrong(4)


def test_many_guesses_at_once_count_one_by_one(staffed: Shop) -> None:
    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(lambda i: enter(staffed, f"guess {i}"), range(12)))
    assert sum(isinstance(r, Wrong) for r in results) == 5
    assert sum(isinstance(r, MustWait) for r in results) == 7


def test_ten_idle_minutes_or_twelve_hours_end_a_session(staffed: Shop) -> None:
    result = enter(staffed)
    assert isinstance(result, SignedIn)
    staffed.pass_time(9)
    staff.active(staffed.sessions, result.token, staffed.now)
    staffed.pass_time(9)
    assert who(staffed, result.token) is not None
    staffed.pass_time(1)
    assert who(staffed, result.token) is None
    staff.active(staffed.sessions, result.token, staffed.now)
    assert who(staffed, result.token) is None, "a session that is over stays over"

    busy = enter(staffed)
    assert isinstance(busy, SignedIn)
    for _ in range(12 * 60 // 9):
        assert who(staffed, busy.token) is not None
        staffed.pass_time(9)
        staff.active(staffed.sessions, busy.token, staffed.now)
    assert who(staffed, busy.token) is None


def test_a_new_password_ends_every_open_session(staffed: Shop) -> None:
    result = enter(staffed)
    assert isinstance(result, SignedIn)
    staff.set_password(staffed.sessions, "0142", "something else")
    assert who(staffed, result.token) is None


def test_who_is_on_shift_is_who_is_signed_in_once_each(staffed: Shop) -> None:
    for number in ("0142", "0156", "0142"):
        assert isinstance(enter(staffed, number=number), SignedIn)
        staffed.pass_time(1)
    with staffed.sessions.read() as session:
        assert [p.name for p in staff.on_shift(session, STORE.store_id, staffed.now)] == ["李敏", "周婷"]
        assert staff.on_shift(session, STORE.store_id, staffed.now + timedelta(minutes=11)) == ()


def test_full_width_digits_of_a_keyboard_are_the_same_password(staffed: Shop) -> None:
    staff.set_password(staffed.sessions, "0142", "abcd1234")
    assert isinstance(enter(staffed, "ａｂｃｄ１２３４"), SignedIn)


def test_what_cannot_be_added(staffed: Shop) -> None:
    def add(number: str = "0200", name: str = "新人", password: str = PASSWORD) -> None:
        staff.add(staffed.sessions, STORE.store_id, number, name, StaffRole.CLERK, password, staffed.now)

    with pytest.raises(staff.StaffExists):
        add(number="0142")
    with pytest.raises(staff.PasswordTooShort):
        add(password="short")
    for number in ("", "01 42", "工号", "x" * 33):
        with pytest.raises(ValueError, match="staff number"):
            add(number=number)
    for name in ("", "\x1b[31m", "x" * 61):
        with pytest.raises(ValueError, match="name"):
            add(name=name)
    with pytest.raises(staff.StaffUnknown):
        staff.set_password(staffed.sessions, "0200", PASSWORD)
