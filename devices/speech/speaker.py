"""The speaker itself: one thread, one screen's sentences at a time, the newest wins; advice comes after them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import structlog

from devices.speech.contract import SpeechStatus
from devices.speech.espeak import Espeak, VoiceMissing
from devices.speech.prompts import Prompts
from devices.speech.sound import AlsaSound, Pcm, Sound

log = structlog.get_logger()


class Voice(Protocol):
    def synthesise(self, text: str, language: str, *, slow: bool, stop: threading.Event) -> Pcm: ...


@dataclass(frozen=True, slots=True)
class _Saying:
    sentences: tuple[str, ...]
    language: str
    slow: bool
    stop: threading.Event


class ThreadedSpeaker:
    """Fulfils `Speaker`. Each sentence is a recording if there is one, else made by `voice`, else skipped."""

    def __init__(self, sound: Sound, prompts: Prompts, voice: Voice | None) -> None:
        self._sound = sound
        self._prompts = prompts
        self._voice = voice
        self._changed = threading.Condition()
        self._next: _Saying | None = None
        self._added: _Saying | None = None
        self._current: _Saying | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="speech", daemon=True)
        self._thread.start()

    def status(self) -> SpeechStatus:
        if not self._sound.present():
            return SpeechStatus.NO_SOUND_DEVICE
        if self._voice is None and not self._prompts.any():
            return SpeechStatus.NO_VOICE
        return SpeechStatus.READY

    def say(self, sentences: Sequence[str], language: str, *, slow: bool = False) -> None:
        with self._changed:
            self._stop_current()
            self._next, self._added = _Saying(tuple(sentences), language, slow, threading.Event()), None
            self._changed.notify()

    def add(self, sentence: str, language: str, *, slow: bool = False) -> None:
        with self._changed:
            self._added = _Saying((sentence,), language, slow, threading.Event()) if sentence else None
            self._changed.notify()

    def cancel(self) -> None:
        with self._changed:
            self._stop_current()
            self._next = self._added = None

    def close(self) -> None:
        with self._changed:
            self._stop_current()
            self._next = self._added = None
            self._closed = True
            self._changed.notify()
        self._thread.join(2)

    def _stop_current(self) -> None:
        if self._current is not None:
            self._current.stop.set()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._current = None
                while (saying := self._next or self._added) is None and not self._closed:
                    self._changed.wait()
                if saying is None:
                    return
                if self._next is None:
                    self._added = None
                self._current, self._next = saying, None
            try:
                self._speak(saying)
            except Exception as error:  # a voice that breaks must not take the kiosk's speech with it for good
                log.warning("speech failed", error=str(error))

    def _speak(self, saying: _Saying) -> None:
        if not self._sound.present():
            return
        for pcm in self._sounds(saying):
            if pcm.samples and not saying.stop.is_set():
                self._sound.play(pcm, saying.stop)

    def _sounds(self, saying: _Saying) -> Iterator[Pcm]:
        """Recordings as they are; what lies between them is made in one piece, with one breath."""
        unrecorded: list[str] = []
        for sentence in saying.sentences:
            recording = self._prompts.find(sentence, saying.language)
            if recording is None:
                unrecorded.append(sentence)
                continue
            yield from self._made(unrecorded, saying)
            unrecorded.clear()
            yield recording
        yield from self._made(unrecorded, saying)

    def _made(self, sentences: Sequence[str], saying: _Saying) -> Iterator[Pcm]:
        text = " ".join(sentences).strip()
        if text and self._voice is not None and not saying.stop.is_set():
            yield self._voice.synthesise(text, saying.language, slow=saying.slow, stop=saying.stop)


def open_speaker(recordings: Path | None = None) -> ThreadedSpeaker:
    """The speaker of this machine, with the recordings under that folder. Without library or sound device it is
    silent, and its status says so."""
    voice: Espeak | None = None
    try:
        voice = Espeak()
    except VoiceMissing as error:
        log.warning("no voice", error=str(error))
    return ThreadedSpeaker(AlsaSound(), Prompts(recordings), voice)
