"""The speaker itself: one thread, one sentence at a time, the newest wins."""

from __future__ import annotations

import threading
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
class _Sentence:
    text: str
    language: str
    slow: bool
    stop: threading.Event


class ThreadedSpeaker:
    """Fulfils `Speaker`. A sentence is a recording if there is one, else made by `voice`, else skipped."""

    def __init__(self, sound: Sound, prompts: Prompts, voice: Voice | None) -> None:
        self._sound = sound
        self._prompts = prompts
        self._voice = voice
        self._changed = threading.Condition()
        self._next: _Sentence | None = None
        self._current: _Sentence | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="speech", daemon=True)
        self._thread.start()

    def status(self) -> SpeechStatus:
        if not self._sound.present():
            return SpeechStatus.NO_SOUND_DEVICE
        if self._voice is None and not self._prompts.any():
            return SpeechStatus.NO_VOICE
        return SpeechStatus.READY

    def say(self, text: str, language: str, *, slow: bool = False) -> None:
        with self._changed:
            self._stop_current()
            self._next = _Sentence(text, language, slow, threading.Event())
            self._changed.notify()

    def cancel(self) -> None:
        with self._changed:
            self._stop_current()
            self._next = None

    def close(self) -> None:
        with self._changed:
            self._stop_current()
            self._next = None
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
                while self._next is None and not self._closed:
                    self._changed.wait()
                if self._next is None:
                    return
                self._current, self._next = self._next, None
                sentence = self._current
            try:
                self._speak(sentence)
            except Exception as error:  # a voice that breaks must not take the kiosk's speech with it for good
                log.warning("speech failed", error=str(error))

    def _speak(self, sentence: _Sentence) -> None:
        if not sentence.text.strip() or not self._sound.present():
            return
        pcm = self._prompts.find(sentence.text, sentence.language)
        if pcm is None and self._voice is not None:
            pcm = self._voice.synthesise(sentence.text, sentence.language, slow=sentence.slow, stop=sentence.stop)
        if pcm is not None and pcm.samples and not sentence.stop.is_set():
            self._sound.play(pcm, sentence.stop)


def open_speaker(prompts: Path | None = None) -> ThreadedSpeaker:
    """The speaker of this machine. Without library or sound device it is silent, and its status says so."""
    voice: Espeak | None = None
    try:
        voice = Espeak()
    except VoiceMissing as error:
        log.warning("no voice", error=str(error))
    return ThreadedSpeaker(AlsaSound(), Prompts(prompts), voice)
