"""Where something stands, as data and as people say it: D 区 12 号柜，第 2 层."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.goods import Placement
from domain.plan.model import Fixture, FixtureKind, Plan
from domain.words import NO_WORDS, Words, begun


@dataclass(frozen=True, slots=True)
class Place:
    """A spot on a fixture. `side`, `bay` and `shelf` are empty or 0 where there is only one, so nobody says it."""

    fixture_id: str
    level_id: str
    level: Words
    kind: FixtureKind
    name: Words
    """What the fixture is called, for those without a number."""
    zone: str = ""
    number: str = ""
    side: str = ""
    bay: int = 0
    shelf: int = 0
    """Counted from the floor."""


_NOUNS = {
    FixtureKind.SHELF: Words("号架", "shelf unit", "號架"),
    FixtureKind.COOLER: Words("号柜", "cooler", "號櫃"),
    FixtureKind.FREEZER: Words("号柜", "freezer", "號櫃"),
    FixtureKind.COUNTER: Words("号柜", "counter", "號櫃"),
    FixtureKind.BIN: Words("号台", "stand", "號台"),
    FixtureKind.TILL: Words("号收银台", "checkout", "號收銀台"),
    FixtureKind.DESK: Words("号台", "desk", "號台"),
    FixtureKind.WALL: Words("号墙", "wall", "號牆"),
    FixtureKind.OTHER: Words("号位", "place", "號位"),
}


def place_of(plan: Plan, placement: Placement) -> Place | None:
    """None where its fixture is not on the plan. A bay or shelf is left out where it tells nothing."""
    fixture = plan.fixture(placement.fixture_id)
    if fixture is None:
        return None
    face = next((face for face in fixture.faces if face.face_id == placement.face_id), None)
    bays = face.bays if face else max((each.bays for each in fixture.faces), default=1)
    return _at(plan, fixture, face.name if face else "", placement.bay if bays > 1 else 0, placement.shelf)


def place_of_fixture(plan: Plan, fixture: Fixture) -> Place:
    """The fixture as a whole."""
    return _at(plan, fixture)


def said(place: Place, *, with_level: bool = False) -> Words:
    """All of it: 3 排 19 号架 A 面，第 4 节，第 2 层. `with_level` puts the floor in front: 二楼，…"""
    zh, en, tw = [_one(place, language) for language in ("zh_CN", "en", "zh_TW")]
    if place.side:
        zh, en, tw = f"{zh} {place.side} 面", f"{en}, side {place.side}", f"{tw} {place.side} 面"
    if place.bay:
        zh, en, tw = f"{zh}，第 {place.bay} 节", f"{en}, bay {place.bay}", f"{tw}，第 {place.bay} 節"
    if place.shelf:
        zh, en, tw = f"{zh}，第 {place.shelf} 层", f"{en}, shelf {place.shelf}", f"{tw}，第 {place.shelf} 層"
    words = _begin(zh, en, tw)
    return _on_level(place.level, words) if with_level else words


def briefly(place: Place, *, with_level: bool = False) -> Words:
    """The fixture alone: D 区 12 号柜."""
    words = _begin(*(_one(place, language) for language in ("zh_CN", "en", "zh_TW")))
    return _on_level(place.level, words) if with_level else words


def zones_said(zones: Iterable[str]) -> Words:
    """Letters and aisles together: A、B 区; 1–2 排. Nothing for none."""
    known = list(dict.fromkeys(zone for zone in zones if zone))
    letters = sorted(zone for zone in known if not _is_aisle(zone))
    aisles = _runs(sorted(int(zone) for zone in known if _is_aisle(zone)))
    zh, en, tw = [], [], []
    if letters:
        zh.append(f"{'、'.join(letters)} 区")
        en.append(f"{'Zone' if len(letters) == 1 else 'Zones'} {', '.join(letters)}")
        tw.append(f"{'、'.join(letters)} 區")
    if aisles:
        several = len(aisles) > 1 or "–" in aisles[0]
        zh.append(f"{'、'.join(aisles)} 排")
        en.append(f"{'Aisles' if several else 'Aisle'} {', '.join(aisles)}")
        tw.append(f"{'、'.join(aisles)} 排")
    return Words("，".join(zh), ", ".join(en), "，".join(tw)) if zh else NO_WORDS


def _at(plan: Plan, fixture: Fixture, side: str = "", bay: int = 0, shelf: int = 0) -> Place:
    level = plan.level(fixture.level_id)
    return Place(
        fixture.fixture_id, fixture.level_id, level.name if level else NO_WORDS, fixture.kind, fixture.name,
        fixture.zone, fixture.number, side, bay, shelf,
    )  # fmt: skip


def _one(place: Place, language: str) -> str:
    """Zone and fixture."""
    zone = zones_said([place.zone]).in_(language)
    noun = _NOUNS[place.kind].in_(language)
    if not place.number:
        what = place.name.in_(language)
    else:
        what = f"{noun} {place.number}" if language == "en" else f"{place.number} {noun}"
    between = ", " if language == "en" else " "
    return between.join(word for word in (zone, what) if word)


def _on_level(level: Words, words: Words) -> Words:
    if not level.zh_CN:
        return words
    english = words.en[:1].lower() + words.en[1:]
    return Words(
        f"{level.zh_CN}，{words.zh_CN}", f"{level.in_('en')}, {english}", f"{level.in_('zh_TW')}，{words.zh_TW}"
    )


def _begin(zh: str, en: str, tw: str) -> Words:
    return Words(begun(zh), begun(en), begun(tw))


def _is_aisle(zone: str) -> bool:
    return zone.isascii() and zone.isdigit() and len(zone) < 6


def _runs(numbers: Sequence[int]) -> list[str]:
    """1, 2, 3, 7 to 1–3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
