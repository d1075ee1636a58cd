"""The few elements pages are built of. Text is always text: nothing here takes HTML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nicegui.element import Element

from backend.console.files import WEB, fingerprint
from backend.console.gate import PREFIX

JS = WEB / "js"


def assets() -> str:
    return f"{PREFIX}/assets/{fingerprint()}"


def sprite() -> str:
    return f"{assets()}/icons.svg"


def el(tag: str, classes: str = "", text: str = "", **attributes: str) -> Element:
    """An element, its text and attributes; `_` in an attribute's name stands for a dash (`data_go`, `type_`)."""
    element = Element(tag)
    if classes:
        element.classes(classes)
    if text:
        element._text = text
    for name, value in attributes.items():
        # Set one by one: props("...") would read quotes and colons in a value as its own.
        element._props[name.rstrip("_").replace("_", "-")] = value
    return element


def icon(name: str, classes: str = "") -> Element:
    with el("svg", f"ic {classes}".strip(), aria_hidden="true") as element:
        el("use", href=f"{sprite()}#{name}")
    return element


def bold(text: str, classes: str = "") -> None:
    """A sentence in which **this** is bold."""
    with el("span", classes):
        for i, part in enumerate(text.split("**")):
            if part:
                el("b" if i % 2 else "span", "", part)


class Live(Element):
    """A component of ours: `feed` gives it new values, and only what changed travels."""

    def __init__(self, **values: Any) -> None:
        super().__init__()
        self._props["icons"] = sprite()
        self._given: dict[str, Any] = {}
        self.feed(**values)

    def feed(self, **values: Any) -> None:
        changed: Mapping[str, Any] = {k: v for k, v in values.items() if k not in self._given or self._given[k] != v}
        if (changed and set(changed) != {"now"}) or not self._given:
            # The time alone is no news: the browser keeps it.
            self._given |= values
            for name, value in values.items():
                self._props[name] = value
            self.update()


class Board(Live, component=JS / "board.js", esm={"fuwutai-console": str(JS)}):
    pass


class Countdown(Live, component=JS / "countdown.js", esm={"fuwutai-console": str(JS)}):
    pass


class CallKey(Live, component=JS / "call_key.js", esm={"fuwutai-console": str(JS)}):
    pass


class LineState(Live, component=JS / "line_state.js", esm={"fuwutai-console": str(JS)}):
    pass
