"""Saying that something is at work: a moving line on a terminal, a plain one where nobody watches it move."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


@contextmanager
def working(title: str) -> Iterator[None]:
    """For anything that takes over a second. Goes to standard error: standard output is for results."""
    console = Console(stderr=True)
    if not console.is_terminal:
        console.print(f"{title} ...", soft_wrap=True, highlight=False)
        yield
        return
    with console.status(title):
        yield
