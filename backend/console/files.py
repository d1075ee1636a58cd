"""Where the browser's files are, and the icons among them."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "assets" / "console"
WEB = ASSETS / "web"
"""What browsers may have."""


@cache
def fingerprint() -> str:
    """Changes with any file the browser keeps, so that it may keep them for ever."""
    digest = hashlib.sha256()
    for path in sorted(WEB.rglob("*.*")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def icon(name: str) -> str:
    """One icon as an SVG to put into a page. Raises KeyError for a name that is not in icons.svg."""
    text = (WEB / "icons.svg").read_text(encoding="utf-8")
    found = re.search(rf'<symbol id="{re.escape(name)}"( viewBox="[^"]*">.*?)</symbol>', text)
    if found is None:
        raise KeyError(name)
    return f'<svg class="ic" aria-hidden="true"{found[1]}</svg>'
