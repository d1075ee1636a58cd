"""What joins `fuwutai backend` for the guide: its plan, its tables, and what must be told to everybody at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from backend.cli import AnyDatabase, Config

if TYPE_CHECKING:
    from backend.database import Sessions


guide_app = typer.Typer(no_args_is_help=True)
notice_app = typer.Typer(no_args_is_help=True, help="What every screen must say: an emergency takes it over.")

StoreId = Annotated[str | None, typer.Option("--store", help="Store number; needed where there is more than one")]
TableFile = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV, JSON or JSON lines: docs/import.md")
]
Add = Annotated[bool, typer.Option("--add", help="Add to what is there; else the file is all there is")]
Encoding = Annotated[str, typer.Option(help="Of the file; spreadsheets often write gb18030")]
_MOST_SHOWN = 50


@guide_app.command("import-plan")
def import_plan(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="IMDF archive (zip)")],
    store: StoreId = None,
    database: AnyDatabase = None,
    config: Config = None,
) -> None:
    """Put a store's plan in force. It is checked whole first; exit status 1 when it cannot be used."""
    from backend.guide_files import PlanFaults, take_plan
    from backend.settings import utc_now

    with _opened(database, config) as sessions:
        where = _store(sessions, store)
        try:
            taken = take_plan(sessions, where, file.read_bytes(), utc_now())
        except PlanFaults as bad:
            _told(f"{f.severity.value}: {f.feature_id or 'plan'}: {f.text}" for f in bad.faults)
            raise typer.Exit(1) from None
    _told(f"{f.severity.value}: {f.feature_id or 'plan'}: {f.text}" for f in taken.warnings)
    _told(taken.remarks)
    plan = taken.plan
    counts = f"{len(plan.levels)} levels, {len(plan.fixtures)} fixtures, {len(plan.amenities)} amenities"
    typer.echo(f"Plan {plan.version} of store {where} is in force: {counts}")


@guide_app.command("import-promotions")
def import_promotions(
    file: TableFile, store: StoreId = None, add: Add = False, encoding: Encoding = "utf-8",
    database: AnyDatabase = None, config: Config = None,
) -> None:  # fmt: skip
    """Take a table of promotions in, whole or not at all."""
    _import("promotions", file, store, add, encoding, database, config)


@guide_app.command("import-placements")
def import_placements(
    file: TableFile, store: StoreId = None, add: Add = False, encoding: Encoding = "utf-8",
    database: AnyDatabase = None, config: Config = None,
) -> None:  # fmt: skip
    """Take in where products stand, whole or not at all. Products without a place are named, and no fault."""
    _import("placements", file, store, add, encoding, database, config)


@guide_app.command("import-stock")
def import_stock(
    file: TableFile, store: StoreId = None, add: Add = False, encoding: Encoding = "utf-8",
    database: AnyDatabase = None, config: Config = None,
) -> None:  # fmt: skip
    """Take in how much there is of each product, whole or not at all."""
    _import("stocks", file, store, add, encoding, database, config)


@guide_app.command("import-synonyms")
def import_synonyms(
    file: TableFile, store: StoreId = None, add: Add = False, encoding: Encoding = "utf-8",
    database: AnyDatabase = None, config: Config = None,
) -> None:  # fmt: skip
    """Take in what shoppers call things, whole or not at all."""
    _import("synonyms", file, store, add, encoding, database, config)


@notice_app.command("put")
def notice_put(
    title: Annotated[str, typer.Argument(help="Chinese, at most 40 characters")],
    text: Annotated[str, typer.Option(help="More, in Chinese")] = "",
    title_en: Annotated[str, typer.Option(help="The title in English")] = "",
    text_en: Annotated[str, typer.Option(help="The text in English")] = "",
    kind: Annotated[str, typer.Option(help="emergency, silver_day or info")] = "emergency",
    minutes: Annotated[int, typer.Option(min=1, max=60 * 24 * 400, help="How long it stands from now on")] = 30,
    name: Annotated[str | None, typer.Option("--id", help="To change or lift it later; made up when left out")] = None,
    store: StoreId = None,
    everywhere: Annotated[bool, typer.Option("--all-stores", help="In every store of the chain")] = False,
    database: AnyDatabase = None,
    config: Config = None,
) -> None:
    """Say something on every screen, at once. It lifts by itself at its end."""
    from datetime import timedelta

    from backend.services import guide_data
    from backend.services.guide_data import Unfit
    from backend.settings import utc_now
    from domain.promotion import Notice, NoticeKind
    from domain.words import Words

    if kind not in {known.value for known in NoticeKind}:
        raise typer.BadParameter(f"one of {', '.join(known.value for known in NoticeKind)}", param_hint="--kind")
    now = utc_now()
    notice_id = name or f"notice-{now:%Y%m%d-%H%M%S}"
    said = Words(title, title_en), Words(text, text_en)
    notice = Notice(notice_id, NoticeKind(kind), *said, now, now + timedelta(minutes=minutes))
    with _opened(database, config) as sessions:
        try:
            if everywhere:
                stores = guide_data.put_notice_everywhere(sessions, notice, now, by="command line")
            else:
                stores = (_store(sessions, store),)
                guide_data.put_notices(sessions, stores[0], [notice], now, by="command line", whole=False)
        except Unfit as bad:
            _told(fault for _, fault in bad.faults)
            raise typer.Exit(1) from None
        except LookupError as unknown:
            _fail(str(unknown))
    typer.echo(f"{notice_id} stands in {', '.join(stores)} until {notice.ends_at.astimezone():%Y-%m-%d %H:%M}")


@notice_app.command("lift")
def notice_lift(
    notice_id: Annotated[str, typer.Argument(help="As `notice list` shows it")],
    store: StoreId = None,
    everywhere: Annotated[bool, typer.Option("--all-stores", help="In every store that has it")] = False,
    database: AnyDatabase = None,
    config: Config = None,
) -> None:
    """Take a notice back before its end."""
    from backend.services import guide_data, reference
    from backend.settings import utc_now

    with _opened(database, config) as sessions:
        if everywhere:
            with sessions.read() as session:
                stores = tuple(each.store_id for each in reference.stores(session))
        else:
            stores = (_store(sessions, store),)
        lifted = [each for each in stores if guide_data.remove_notice(sessions, each, notice_id, utc_now())]
    if not lifted:
        _fail(f"no store asked has a notice {_safe(notice_id)}")
    typer.echo(f"{_safe(notice_id)} is lifted in {', '.join(lifted)}")


@notice_app.command("list")
def notice_list(store: StoreId = None, database: AnyDatabase = None, config: Config = None) -> None:
    """What stands now, and what is to come."""
    from backend.services import guide_data
    from backend.settings import utc_now

    with _opened(database, config) as sessions:
        where = _store(sessions, store)
        with sessions.read() as session:
            notices = guide_data.notices(session, where)
    for notice in notices:
        if notice.ends_at > utc_now():
            span = f"{_local(notice.starts_at)} to {_local(notice.ends_at)}"
            typer.echo(f"{_safe(notice.notice_id)}  {notice.kind.value}  {span}  {_safe(notice.title.zh_CN)}")


def _import(
    kind: str, file: Path, store: str | None, add: bool, encoding: str, database: str | None, config: Path | None
) -> None:
    from backend.guide_files import FileFaults, Kind, take
    from backend.settings import utc_now

    text = _text(file, encoding)
    with _opened(database, config) as sessions:
        where = _store(sessions, store)
        try:
            taken = take(
                sessions, where, Kind(kind), text, utc_now(), is_csv=_is_csv(file, text), whole=not add,
                by="command line",
            )  # fmt: skip
        except FileFaults as bad:
            _told(f"line {line}: {said}" if line else said for line, said in bad.faults)
            if bad.more:
                typer.echo(f"... and {bad.more} more", err=True)
            raise typer.Exit(1) from None
        except LookupError as unknown:
            _fail(str(unknown))
    _told(taken.remarks)
    typer.echo(f"{taken.count} {kind} of store {where} taken in{' beside those there were' if add else ''}")


def _is_csv(file: Path, text: str) -> bool:
    if file.suffix.lower() in (".csv", ".json", ".jsonl", ".ndjson"):
        return file.suffix.lower() == ".csv"
    return text.lstrip("\ufeff \t\r\n")[:1] not in ("[", "{")


def _text(file: Path, encoding: str) -> str:
    try:
        text = file.read_bytes().decode(encoding)
    except LookupError:
        raise typer.BadParameter(f"nobody knows the encoding {_safe(encoding)}", param_hint="--encoding") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        hint = "; try again with --encoding gb18030" if encoding.lower() in ("utf-8", "utf8") else ""
        typer.echo(f"line {line}: not {_safe(encoding)}{hint}", err=True)
        raise typer.Exit(1) from None
    return text


@contextmanager
def _opened(database: str | None, config: Path | None) -> Iterator[Sessions]:
    from backend.workbench import opened, settings_from

    with opened(settings_from(config, database=database).database) as sessions:
        yield sessions


def _store(sessions: Sessions, given: str | None) -> str:
    from backend.services import reference

    with sessions.read() as session:
        known = [store.store_id for store in reference.stores(session)]
    if given is None and len(known) == 1:
        return known[0]
    if given not in known:
        asked = "say which store with --store" if given is None else f"there is no store {_safe(given)}"
        _fail(f"{asked} (known: {', '.join(known) or 'none yet'})")
    return str(given)


def _told(lines: Iterator[str] | tuple[str, ...]) -> None:
    every = list(lines)
    for line in every[:_MOST_SHOWN]:
        typer.echo(_safe(line), err=True)
    if len(every) > _MOST_SHOWN:
        typer.echo(f"... and {len(every) - _MOST_SHOWN} more", err=True)


def _safe(text: str) -> str:
    from backend.services.documents import printable

    return printable(text)


def _local(moment: datetime) -> str:
    try:
        here = moment.astimezone()
    except OverflowError:  # the last day there is, which people write for: never
        here = moment
    return f"{here:%Y-%m-%d %H:%M}"


def _fail(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(2)
