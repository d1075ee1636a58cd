"""`fuwutai guide`. Answers within a third of a second: what takes longer to load than to do is loaded where needed."""

from __future__ import annotations

import argparse
import json as jsonlib
import sys
import tomllib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from domain.words import NO_WORDS, Words
from kiosk.search.hit import Hit, Place
from kiosk.search.sources import NoSource, of_demo, of_kiosk


def main(arguments: Sequence[str]) -> int:
    """As `run`; 2 also for arguments nobody can follow."""
    parser = argparse.ArgumentParser(
        "fuwutai guide search", description="Answer as the guide's screen does, the best first."
    )
    parser.add_argument("query", help="what a shopper would type: 酱油, jiangyou, jy, soy sauce, a barcode")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--state", type=Path, metavar="DIR", help="a kiosk's state folder; else the demo store")
    where.add_argument("--config", type=Path, metavar="FILE", help="a kiosk's configuration, for its state folder")
    parser.add_argument("--limit", type=_count, default=20, metavar="N", help="at most so many results (20)")
    parser.add_argument("--language", choices=("zh_CN", "en", "zh_TW"), default="zh_CN", help="of the names")
    parser.add_argument("--json", action="store_true", help="one JSON object, for other programs")
    try:
        asked = parser.parse_args(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)
    return run(asked.query, asked.state, asked.config, asked.limit, asked.language, asked.json)


def run(query: str, state: Path | None, config: Path | None, limit: int, language: str, json: bool) -> int:
    """0 also when nothing was found; 2 when there is nothing to search in."""
    now = datetime.now(UTC)
    try:
        folder = state if config is None else _state_of(config)
        answering, moment = of_kiosk(folder, now) if folder is not None else of_demo(now)
    except NoSource as error:
        print(error, file=sys.stderr)
        return 2
    hits, called = answering.search(query, language, limit, moment), _departments(language)
    if json:
        results = [_plain(hit, language, called) for hit in hits]
        print(jsonlib.dumps({"query": query, "results": results}, ensure_ascii=False))
    else:
        for hit in hits:
            said = (hit.kind, _name(hit, called), called(hit.department), _said(hit.place, language))
            print("  ".join(part for part in said if part))
    return 0


def _state_of(config: Path) -> Path:
    """Only the one setting: checking the whole file takes longer than the search. Raises NoSource."""
    try:
        kiosk = tomllib.loads(config.read_text("utf-8"))["kiosk"]
        return Path(kiosk["state_dir"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NoSource(f"{config}: {error}") from None
    except (KeyError, TypeError):
        raise NoSource(f"{config}: kiosk.state_dir: missing, and there is no default") from None


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError("a number from 1 on")
    return int(text)


def _departments(language: str) -> Callable[[str], str]:
    """How departments are called on the screen: by the catalogues. These cost some 50 ms, and Chinese needs none."""
    if language == "zh_CN":
        return str
    from kiosk.i18n import translator

    tr = translator(language)
    return lambda name: tr(name) if name else ""


def _name(hit: Hit, called: Callable[[str], str]) -> str:
    return called(hit.name) if hit.kind == "department" else hit.name


def _plain(hit: Hit, language: str, called: Callable[[str], str]) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "key": hit.key,
        "name": _name(hit, called),
        "name_en": hit.words.en,
        "department": called(hit.department),
        "place": _place(hit.place, language),
        "brand": hit.brand,
        "group": hit.group,
        "in_stock": hit.in_stock,
        "why": hit.why,
        "score": hit.score,
    }


def _place(place: Place | None, language: str) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "level": place.level.in_(language),
        "zone": place.zone,
        "number": place.number,
        "name": place.name.in_(language),
        "side": place.side,
        "bay": place.bay,
        "shelf": place.shelf,
        "level_id": place.level_id,
        "fixture_id": place.fixture_id,
    }


def _said(place: Place | None, language: str) -> str:
    if place is None:
        return ""
    number = "-".join(part for part in (place.zone, place.number) if part)
    board = Words(f"第 {place.shelf} 层", f"shelf {place.shelf}", f"第 {place.shelf} 層") if place.shelf else NO_WORDS
    parts = (place.level.in_(language), f"{place.name.in_(language)} {number}".strip(), board.in_(language))
    return (", " if language == "en" else "，").join(part for part in parts if part)
