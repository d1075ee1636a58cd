"""`fuwutai speech`: which of the kiosk's sentences have a recording, and which the machine has to say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import typer

from devices.speech import TABLE, BadRecording, read_recording, table_of
from kiosk.i18n import LANGUAGES
from kiosk.spoken import sentences


def run(recordings: Path, language: str | None, begin: bool) -> int:
    """0 when all is recorded, 1 when something lacks, 2 when the folder or the language cannot be used."""
    if language is not None and language not in LANGUAGES:
        typer.echo(f"there is no language {language!r}; there is: {', '.join(LANGUAGES)}", err=True)
        return 2
    spoken = [language] if language else LANGUAGES
    try:
        if begin:
            for name in spoken:
                _begin(recordings / name, name)
        complete = [_tell(recordings / name, name) for name in spoken]
    except (BadRecording, OSError) as error:
        typer.echo(str(error), err=True)
        return 2
    return 0 if all(complete) else 1


def _tell(folder: Path, language: str) -> bool:
    wanted, table = sentences(language), table_of(folder)
    lacking = list(_lacking(folder, wanted, table))
    typer.echo(f"{language}: {len(wanted) - len(lacking)} of {len(wanted)} sentences recorded.")
    for line in lacking:
        typer.echo(f"  {line}")
    for sentence in table:
        if sentence not in wanted:
            typer.echo(f"  said by no screen: {_shown(sentence)}")
    return not lacking


def _lacking(folder: Path, wanted: tuple[str, ...], table: Mapping[str, str]) -> Iterator[str]:
    for sentence in wanted:
        if sentence not in table:
            yield f"no recording: {_shown(sentence)}"
            continue
        try:
            read_recording(folder, table[sentence])
        except BadRecording as error:
            yield f"no recording: {_shown(sentence)} ({error})"


def _shown(sentence: str) -> str:
    return " ".join(sentence.split())


def _begin(folder: Path, language: str) -> None:
    """A table with a file name for each sentence, for whoever reads them out; never over one that is there."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = (
        f'{json.dumps(sentence, ensure_ascii=False)} = "{number:03}.wav"\n'
        for number, sentence in enumerate(sentences(language), start=1)
    )
    try:
        with (folder / TABLE).open("x", encoding="utf-8") as table:
            table.writelines(lines)
    except FileExistsError:
        return
