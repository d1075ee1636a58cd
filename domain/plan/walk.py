"""A way through a store as a link for a phone: the route itself is in it, so that the kiosk needs no line to make it
and the central service keeps nothing of it.

    {service}/w/{store_id}?p=<base64url, without padding>

The bytes: format number, flags (step-free, language, pace), texts with their lengths, legs with their points as
differences in decimetres (zigzag varints), and a CRC-32 of all that. One walk has one text: another spelling of it is
refused.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote

from domain.plan.model import UnitKind
from domain.wire import Pace

FORMAT = 1
LONGEST_LINK_TEXT = 1_500
"""Characters. A usual walk has 100 to 200; a QR code on paper holds some 600 well."""
MOST_LEGS = 40
MOST_POINTS = 400
"""In all."""
MOST_TARGETS = 20
FARTHEST = 100_000
"""Decimetres from the plan's origin: ten kilometres."""
LONGEST_NAME = 64
LANGUAGES = ("zh_CN", "en", "zh_TW")

Decimetres = tuple[int, int]


class BadWalk(ValueError):
    """Not a walk, or not one that can be drawn. The message says why, without echoing the input."""


class TargetKind(Enum):
    """What somebody walks to; `key` is its id on the plan or in the range."""

    PRODUCT = "product"
    FIXTURE = "fixture"
    AMENITY = "amenity"
    SERVICE = "service"
    DEPARTMENT = "department"
    PLACE = "place"
    """Only a point."""


@dataclass(frozen=True, slots=True)
class Target:
    kind: TargetKind
    key: str


@dataclass(frozen=True, slots=True)
class WalkLeg:
    """A polyline on one level. `reaches`: a target is reached at its end, the next one in order. `ride`: what takes one
    on from its end to the next leg's level."""

    level_id: str
    points: tuple[Decimetres, ...]
    reaches: bool = False
    ride: UnitKind | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """`targets` in the order of walking."""

    store_id: str
    plan_version: str
    targets: tuple[Target, ...]
    legs: tuple[WalkLeg, ...]
    step_free: bool = False
    language: str = "zh_CN"
    pace: Pace = Pace.NORMAL


def link(service: str, walk: Walk) -> str:
    """What the QR code says. Raises BadWalk like `encode`."""
    return f"{service.rstrip('/')}/w/{quote(walk.store_id, safe='')}?p={encode(walk)}"


def encode(walk: Walk) -> str:
    """Raises BadWalk for one beyond the limits."""
    _check(walk)
    flags = int(walk.step_free) | LANGUAGES.index(walk.language) << 1 | int(walk.pace is Pace.SENIOR) << 3
    out = bytearray([FORMAT, flags])
    out += _text(walk.store_id) + _text(walk.plan_version) + _number(len(walk.targets))
    for target in walk.targets:
        out += bytes([_TARGETS.index(target.kind)]) + _text(target.key)
    levels = list(dict.fromkeys(leg.level_id for leg in walk.legs))
    out += _number(len(levels)) + b"".join(map(_text, levels)) + _number(len(walk.legs))
    x = y = 0
    for leg in walk.legs:
        ride = 0 if leg.ride is None else _RIDES.index(leg.ride) + 1
        out += bytes([int(leg.reaches) | ride << 1]) + _number(levels.index(leg.level_id)) + _number(len(leg.points))
        for to_x, to_y in leg.points:
            out += _number(_zigzag(to_x - x)) + _number(_zigzag(to_y - y))
            x, y = to_x, to_y
    out += binascii.crc32(out).to_bytes(4, "big")
    text = base64.urlsafe_b64encode(out).decode("ascii").rstrip("=")
    if len(text) > LONGEST_LINK_TEXT:
        raise BadWalk(f"longer than {LONGEST_LINK_TEXT} characters")
    return text


def decode(text: str) -> Walk:
    """The walk of a link's `p`. Raises BadWalk for anything else, whoever made it."""
    if not 1 <= len(text) <= LONGEST_LINK_TEXT:
        raise BadWalk(f"not 1 to {LONGEST_LINK_TEXT} characters")
    if not _BASE64.fullmatch(text):
        raise BadWalk("characters that base64url does not have")
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise BadWalk("not base64url") from None
    if len(data) < 6 or binascii.crc32(data[:-4]) != int.from_bytes(data[-4:], "big"):
        raise BadWalk("cut short or changed on the way")
    walk = _Reader(data[:-4]).walk()
    _check(walk)
    if encode(walk) != text:
        raise BadWalk("not spelled as a walk is")
    return walk


_BASE64 = re.compile(r"[A-Za-z0-9_-]+")
_TARGETS = tuple(TargetKind)
_RIDES = (UnitKind.ELEVATOR, UnitKind.ESCALATOR, UnitKind.STAIRS, UnitKind.RAMP)


def _check(walk: Walk) -> None:
    for what, name in _names(walk):
        if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable() or name != name.strip():
            raise BadWalk(f"{what} is not 1 to {LONGEST_NAME} printable characters")
    if walk.language not in LANGUAGES:
        raise BadWalk("a language that is not known")
    if not 1 <= len(walk.targets) <= MOST_TARGETS:
        raise BadWalk(f"not 1 to {MOST_TARGETS} targets")
    if not 1 <= len(walk.legs) <= MOST_LEGS:
        raise BadWalk(f"not 1 to {MOST_LEGS} legs")
    if any(not leg.points for leg in walk.legs) or sum(len(leg.points) for leg in walk.legs) > MOST_POINTS:
        raise BadWalk(f"a leg without points, or more than {MOST_POINTS} points")
    if sum(leg.reaches for leg in walk.legs) != len(walk.targets) or not walk.legs[-1].reaches:
        raise BadWalk("legs that do not reach the targets")
    if any(leg.ride is not None and leg.ride not in _RIDES for leg in walk.legs):
        raise BadWalk("a ride by what nobody rides")
    if any(abs(number) > FARTHEST for leg in walk.legs for point in leg.points for number in point):
        raise BadWalk("a point beyond any store")


def _names(walk: Walk) -> Iterator[tuple[str, str]]:
    yield "store", walk.store_id
    yield "plan", walk.plan_version
    yield from (("target", target.key) for target in walk.targets)
    yield from (("level", leg.level_id) for leg in walk.legs)


def _text(text: str) -> bytes:
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        raise BadWalk("a name that is no text") from None
    return _number(len(data)) + data


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _zigzag(value: int) -> int:
    """0, -1, 1, -2 to 0, 1, 2, 3: small numbers stay short whatever their sign."""
    return value << 1 if value >= 0 else (-value << 1) - 1


class _Reader:
    """Reads what `encode` wrote; every count is held to its limit before anything is read for it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def walk(self) -> Walk:
        if self._byte() != FORMAT:
            raise BadWalk("a format that is not known")
        flags = self._byte()
        language, senior, rest = flags >> 1 & 3, flags >> 3 & 1, flags >> 4
        if rest or language >= len(LANGUAGES):
            raise BadWalk("flags that are not known")
        store_id, plan_version = self._name(), self._name()
        targets = tuple(self._target() for _ in range(self._count(MOST_TARGETS)))
        levels = [self._name() for _ in range(self._count(MOST_LEGS))]
        legs = tuple(self._legs(levels))
        if self._at != len(self._data):
            raise BadWalk("something after its end")
        pace = Pace.SENIOR if senior else Pace.NORMAL
        return Walk(store_id, plan_version, targets, legs, bool(flags & 1), LANGUAGES[language], pace)

    def _target(self) -> Target:
        kind = self._byte()
        if kind >= len(_TARGETS):
            raise BadWalk("a target of a kind that is not known")
        return Target(_TARGETS[kind], self._name())

    def _legs(self, levels: Sequence[str]) -> Iterator[WalkLeg]:
        x = y = 0
        for _ in range(self._count(MOST_LEGS)):
            flags, level = self._byte(), self._count(MOST_LEGS)
            if flags >> 1 > len(_RIDES) or level >= len(levels):
                raise BadWalk("a leg on no level")
            points = []
            for _ in range(self._count(MOST_POINTS)):
                x, y = x + self._step(), y + self._step()
                points.append((x, y))
            ride = _RIDES[(flags >> 1) - 1] if flags >> 1 else None
            yield WalkLeg(levels[level], tuple(points), bool(flags & 1), ride)

    def _step(self) -> int:
        value = self._count(4 * FARTHEST)
        return -(value + 1 >> 1) if value & 1 else value >> 1

    def _count(self, most: int) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 0x7F) << shift
            if value > most or shift > 28:
                raise BadWalk("a number out of range")
            if byte < 0x80:
                return value
            shift += 7

    def _name(self) -> str:
        length = self._count(4 * LONGEST_NAME)
        data = self._data[self._at : self._at + length]
        if len(data) < length:
            raise BadWalk("cut short")
        self._at += length
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            raise BadWalk("a name that is no text") from None

    def _byte(self) -> int:
        if self._at >= len(self._data):
            raise BadWalk("cut short")
        self._at += 1
        return self._data[self._at - 1]
