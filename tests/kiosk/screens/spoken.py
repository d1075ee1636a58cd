"""What the screens say that is the same each time: `python -m tests.kiosk.screens.spoken` writes the list anew."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import fields, replace
from enum import Enum
from types import UnionType
from typing import Any

from domain.device_words import CameraStatus
from domain.wire import Pace
from kiosk.i18n import SOURCE, messages
from kiosk.screens.page import Glance
from kiosk.screens.scenes import scene_of
from kiosk.spoken import LIST
from kiosk.theme.frame import Frame, Panel
from tests.kiosk.screens.gallery import ROLES


def said(language: str) -> Iterator[tuple[str, ...]]:
    """What each screen says: every sample of every role, and each with every other word its state may hold."""
    frame = Frame(Panel())
    for role in ROLES.values():
        place = role.place()
        for name, sample in role.states().items():
            for pace in Pace:
                situation = role.situation(name, language, pace)
                for state in variants(sample):
                    scene = scene_of(state, situation, place, frame, Glance())
                    yield (*scene.spoken, scene.advice)
                yield scene_of(sample, replace(situation, idle_left=12), place, frame, Glance()).spoken


def variants(state: Any) -> Iterator[Any]:
    yield state
    kinds = typing.get_type_hints(type(state))
    for field in fields(state):
        kind = kinds[field.name]
        choices = typing.get_args(kind) if isinstance(kind, UnionType) else (kind,)
        for choice in choices:
            if choice is bool:
                yield replace(state, **{field.name: not getattr(state, field.name)})
            elif isinstance(choice, type) and issubclass(choice, Enum):
                # A camera that is ready is no trouble: a state has None for it.
                words = [word for word in choice if word is not CameraStatus.READY]
                yield from (replace(state, **{field.name: word}) for word in words)


def recordable() -> set[str]:
    """Sentences that are a message as it stands: nothing of a shopper, a product or a day in them."""
    return {sentence for sentences in said(SOURCE) for sentence in sentences} & messages(SOURCE)


if __name__ == "__main__":
    LIST.write_text("".join(message.replace("\n", "\\n") + "\n" for message in sorted(recordable())), "utf-8")
