"""Recorded sentences. A folder for each language holds WAV files and `prompts.toml`, which says what each one says:

    "请把小票放到镜头前" = "show-receipt.wav"
"""

from __future__ import annotations

import tomllib
import wave
from pathlib import Path

from devices.speech.sound import Pcm


class Prompts:
    """The recordings under one folder. Without the folder there are none; a broken recording counts as none."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._tables: dict[str, dict[str, str]] = {}

    def any(self) -> bool:
        return self._folder is not None and any(self._folder.glob("*/prompts.toml"))

    def find(self, text: str, language: str) -> Pcm | None:
        """The recording of exactly this sentence, or None."""
        if self._folder is None:
            return None
        name = self._table(self._folder / language).get(text)
        return None if name is None else _read(self._folder / language / Path(name).name)

    def _table(self, folder: Path) -> dict[str, str]:
        if folder.name not in self._tables:
            try:
                table = tomllib.loads((folder / "prompts.toml").read_text(encoding="utf-8"))
            except (OSError, ValueError):
                table = {}
            self._tables[folder.name] = {text: name for text, name in table.items() if isinstance(name, str)}
        return self._tables[folder.name]


def _read(path: Path) -> Pcm | None:
    try:
        with wave.open(str(path), "rb") as recording:
            if recording.getsampwidth() != 2:
                return None
            return Pcm(recording.readframes(recording.getnframes()), recording.getframerate(), recording.getnchannels())
    except (OSError, EOFError, wave.Error):
        return None
