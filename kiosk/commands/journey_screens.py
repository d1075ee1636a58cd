"""`fuwutai journey guide` and `fuwutai journey rating`: scripted shoppers at a guide and at a rating screen."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from kiosk.app import KioskApp
from kiosk.central import EmbeddedCentral
from kiosk.commands.journey import attempt, steps
from kiosk.commands.stands import configuration
from kiosk.config import parse_config
from kiosk.journeys import guide, rating


def run_guide(
    query: str, printer: str | None, backend: str | None, state: Path | None, out: Path | None, code: str | None,
    json: bool,
) -> int:  # fmt: skip
    """0 only if a way is shown and its paper is confirmed; what happened is said otherwise."""

    def walk(directory: Path) -> guide.Result:
        with standing("guide", directory, backend, code, printer) as app:
            result = guide.walk(app, query, pictures=out)
        if out is not None and printer is None:
            for made in sorted((directory / "printer").glob("*")):
                shutil.copy2(made, out / made.name)
        return result

    return attempt(walk, state, out, json, guide_summary)


def run_rating(
    stars: int, backend: str | None, state: Path | None, out: Path | None, code: str | None, json: bool
) -> int:
    """0 only if the rating is at the central service; what happened is said otherwise."""

    def walk(directory: Path) -> rating.Result:
        with standing("rating", directory, backend, code, None) as app:
            return rating.walk(app, stars, pictures=out)

    return attempt(walk, state, out, json, rating_summary)


@contextlib.contextmanager
def standing(
    role: str, directory: Path, backend: str | None, code: str | None, printer: str | None
) -> Iterator[KioskApp]:
    """A screen of that role, off screen, with a service to talk to. Raises what keeps it from beginning."""
    # Before the service starts: a wrong address need not wait for it.
    parse_config(configuration(role, directory, backend or "http://127.0.0.1", None, printer=printer), "journey")
    with contextlib.ExitStack() as stack:
        url = backend
        if url is None:
            demo = stack.enter_context(EmbeddedCentral(directory)).ready()
            url, code = demo.url, demo.enrolment_code
        config = parse_config(configuration(role, directory, url, code, printer=printer), "journey")
        app = KioskApp(config, headless=True)
        stack.callback(app.close)
        app.start()
        yield app


def guide_summary(result: guide.Result) -> str:
    """For a person at a terminal."""
    lines = [f"looked for  {result.query}", f"found       {result.found or 'nothing'}  {result.place}"]
    if result.metres is not None:
        lines.append(f"way         {result.metres} m, {result.minutes} min")
        lines += [f"            {n}. {text}" for n, text in enumerate(result.directions, start=1)]
    lines.append(f"paper       {result.print}")
    if result.said:
        lines.append(f"but         {result.said}")
    return "\n".join([*lines, *steps(result.steps_ms)])


def rating_summary(result: rating.Result) -> str:
    lines = [f"stars       {result.stars}, {result.taps} touches", f"complaint   {result.complaint_no or 'none'}"]
    lines.append(f"central     {result.central or 'nothing to send'}")
    if result.said:
        lines.append(f"but         {result.said}")
    return "\n".join([*lines, *steps(result.steps_ms)])
