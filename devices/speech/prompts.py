"""Recorded sentences. A folder for each language holds WAV files and `prompts.toml`, which says what each one says:

    "请把小票放到镜头前" = "show-receipt.wav"
"""

from __future__ import annotations

import tomllib
import wave
from collections.abc import Mapping
from pathlib import Path

from devices.contracts import DeviceError
from devices.speech.sound import Pcm

TABLE = "prompts.toml"


class BadRecording(DeviceError):
    """A recording, or the table of a folder of them, that cannot be used. Says in a sentence why."""

    permanent = True


class Prompts:
    """The recordings under one folder. Without the folder there are none; a broken recording counts as none."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._tables: dict[str, Mapping[str, str]] = {}

    def any(self) -> bool:
        return self._folder is not None and any(self._folder.glob(f"*/{TABLE}"))

    def find(self, text: str, language: str) -> Pcm | None:
        """The recording of exactly this sentence, or None."""
        if self._folder is None:
            return None
        folder = self._folder / language
        if language not in self._tables:
            try:
                self._tables[language] = table_of(folder)
            except BadRecording:
                self._tables[language] = {}
        name = self._tables[language].get(text)
        try:
            return None if name is None else read_recording(folder, name)
        except BadRecording:
            return None


def table_of(folder: Path) -> Mapping[str, str]:
    """File names by what they say; empty without a table. Raises BadRecording for one that cannot be read."""
    path = folder / TABLE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise BadRecording(f"{path} cannot be read: {error}") from None
    return {text: name for text, name in table.items() if isinstance(name, str)}


def read_recording(folder: Path, name: str) -> Pcm:
    """The sound of a WAV file of that folder (of no other, whatever its name says). Raises BadRecording."""
    path = folder / Path(name).name
    try:
        with wave.open(str(path), "rb") as recording:
            if recording.getsampwidth() != 2:
                raise BadRecording(f"{name} has samples of {8 * recording.getsampwidth()} bit, not of 16")
            return Pcm(recording.readframes(recording.getnframes()), recording.getframerate(), recording.getnchannels())
    except FileNotFoundError:
        raise BadRecording(f"there is no {name}") from None
    except (OSError, EOFError, wave.Error) as error:
        raise BadRecording(f"{name} is no WAV recording: {error}") from None
