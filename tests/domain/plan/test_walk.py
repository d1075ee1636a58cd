"""A way as a link: what goes in comes out, and nothing else comes out of anything."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.plan import UnitKind
from domain.plan.walk import (
    FARTHEST,
    LANGUAGES,
    LONGEST_LINK_TEXT,
    MOST_POINTS,
    BadWalk,
    Target,
    TargetKind,
    Walk,
    WalkLeg,
    decode,
    encode,
    link,
)
from domain.wire import Pace

USUAL = Walk(
    "9907", "1f2e3d4c5b6a", (Target(TargetKind.PRODUCT, "6901234567892"),),
    (
        WalkLeg("L1", ((90, 30), (142, 83), (151, 83)), ride=UnitKind.ESCALATOR),
        WalkLeg("L2", ((151, 17), (176, 24), (408, 30), (434, 57)), reaches=True),
    ),
)  # fmt: skip

names = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=64)
numbers = st.integers(-FARTHEST, FARTHEST)
targets = st.builds(Target, st.sampled_from(TargetKind), names)
rides = st.sampled_from((None, UnitKind.ELEVATOR, UnitKind.ESCALATOR, UnitKind.STAIRS, UnitKind.RAMP))


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    found = tuple(draw(st.lists(targets, min_size=1, max_size=4)))
    levels = draw(st.lists(names, min_size=1, max_size=3))
    legs = []
    for _ in found:
        for _ in range(draw(st.integers(0, 2))):
            legs.append(WalkLeg(draw(st.sampled_from(levels)), points(draw), ride=draw(rides)))
        legs.append(WalkLeg(draw(st.sampled_from(levels)), points(draw), reaches=True))
    how = (draw(st.booleans()), draw(st.sampled_from(LANGUAGES)), draw(st.sampled_from(Pace)))
    return Walk(draw(names), draw(names), found, tuple(legs), *how)


def points(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    return tuple(draw(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=8)))


def spelled(data: bytes) -> str:
    """As a link has it, with a checksum that fits."""
    whole = data + binascii.crc32(data).to_bytes(4, "big")
    return base64.urlsafe_b64encode(whole).decode().rstrip("=")


@given(walks())
def test_what_goes_in_comes_out(walk: Walk) -> None:
    try:
        text = encode(walk)
    except BadWalk as problem:
        assert "longer" in str(problem)  # noqa: PT017  # many long names: the only reason there may be
        return
    assert len(text) <= LONGEST_LINK_TEXT
    assert decode(text) == walk


@given(st.text(max_size=400) | st.binary(max_size=300).map(lambda data: base64.urlsafe_b64encode(data).decode()))
@example("")
@example("=")
@example("AAAA")
@example("走")
@example("A" * (LONGEST_LINK_TEXT + 1))
@example(encode(USUAL) + "=")
@example(encode(USUAL) + "\n")
@example(" " + encode(USUAL))
def test_junk_is_no_walk(text: str) -> None:
    with pytest.raises(BadWalk):
        decode(text)


@given(st.binary(max_size=200))
@example(b"\x01\x00\x01a\x01b\x01\x00\x01c\xff\xff\xff\xff\xff\xff\xff\xff")
def test_junk_with_a_fitting_checksum_is_refused_or_is_a_walk_spelled_as_walks_are(data: bytes) -> None:
    text = spelled(bytes([1]) + data)
    try:
        walk = decode(text)
    except BadWalk:
        return
    assert encode(walk) == text


@given(st.data())
def test_one_changed_character_is_noticed(data: st.DataObject) -> None:
    text = encode(USUAL)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(sorted(set("ABCXYZabcxyz0189-_") - {text[at]})))
    with pytest.raises(BadWalk):
        decode(text[:at] + other + text[at + 1 :])


@given(st.data())
def test_a_link_cut_short_is_noticed(data: st.DataObject) -> None:
    text = encode(USUAL)
    with pytest.raises(BadWalk):
        decode(text[: data.draw(st.integers(0, len(text) - 1))])


@pytest.mark.parametrize(
    ("walk", "why"),
    [
        (replace(USUAL, store_id=""), "store"),
        (replace(USUAL, store_id="a" * 65), "store"),
        (replace(USUAL, store_id="a\nb"), "store"),
        (replace(USUAL, plan_version="\u202e"), "plan"),
        (replace(USUAL, plan_version="\ud800"), "plan"),
        (replace(USUAL, language="fr"), "language"),
        (replace(USUAL, targets=()), "targets"),
        (replace(USUAL, legs=()), "legs"),
        (replace(USUAL, legs=(USUAL.legs[0],)), "reach"),
        (replace(USUAL, legs=(*USUAL.legs, USUAL.legs[1])), "reach"),
        (replace(USUAL, legs=(replace(USUAL.legs[1], points=()),)), "without points"),
        (replace(USUAL, legs=(replace(USUAL.legs[1], points=((0, 0),) * (MOST_POINTS + 1)),)), "points"),
        (replace(USUAL, legs=(replace(USUAL.legs[1], points=((0, FARTHEST + 1),)),)), "beyond"),
        (replace(USUAL, legs=(replace(USUAL.legs[1], ride=UnitKind.ROOM),)), "ride"),
    ],
)
def test_what_nobody_could_walk_is_not_written(walk: Walk, why: str) -> None:
    with pytest.raises(BadWalk, match=why):
        encode(walk)


def test_a_usual_walk_is_a_short_link() -> None:
    text = link("https://fuwutai.example/", USUAL)
    parts = urlsplit(text)
    assert parts.path == "/w/9907"
    assert decode(parse_qs(parts.query)["p"][0]) == USUAL
    assert len(encode(USUAL)) < 120


def test_a_store_with_odd_letters_stays_one_part_of_the_path() -> None:
    text = link("https://fuwutai.example", replace(USUAL, store_id="a/../b?c#青"))
    assert urlsplit(text).path == "/w/a%2F..%2Fb%3Fc%23%E9%9D%92"
