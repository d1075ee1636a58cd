"""espeak-ng to samples, through ctypes on the library that espeakng-loader brings.

(Debian 12's own espeak-ng 1.51 reads Chinese as English letters; the loader's 1.52 speaks it.)
"""

from __future__ import annotations

import ctypes
import threading
from typing import Any

import espeakng_loader

from devices.contracts import DeviceError
from devices.speech.sound import Pcm

SYNCHRONOUS = 2
"""AUDIO_OUTPUT_SYNCHRONOUS: samples go to the callback, and espeak_Synth returns after the last."""

RATE, WORDS_NORMAL, WORDS_SLOW = 1, 165, 125
CHARACTERS, UTF8 = 1, 1
VOICES = {"zh": "cmn", "en": "en-us"}


class VoiceMissing(DeviceError):
    """The speech library cannot be loaded."""

    permanent = True


class Espeak:
    """The library, opened once. It keeps its state for the whole process: have one of these."""

    def __init__(self) -> None:
        """Raises VoiceMissing."""
        self._lock = threading.Lock()
        try:
            self._library: Any = ctypes.cdll.LoadLibrary(espeakng_loader.get_library_path())
        except OSError as error:
            raise VoiceMissing(f"espeak-ng cannot be loaded: {error}") from error
        data = espeakng_loader.get_data_path().encode()
        self._rate = int(self._library.espeak_Initialize(SYNCHRONOUS, 0, data, 0))
        if self._rate <= 0:
            raise VoiceMissing("espeak-ng did not find its voices")
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
        self._samples = bytearray()
        self._stop = threading.Event()
        # Kept for as long as the library may call it.
        self._callback = kind(self._take)
        self._library.espeak_SetSynthCallback(self._callback)

    def _take(self, samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            self._samples += ctypes.string_at(samples, count * 2)
        return 1 if self._stop.is_set() else 0

    def synthesise(self, text: str, language: str, *, slow: bool, stop: threading.Event) -> Pcm:
        """The sentence as sound; what there is of it when `stop` is set meanwhile."""
        voice = VOICES.get(language.replace("-", "_").split("_")[0], "en-us")
        spoken = text.replace("\0", " ").encode("utf-8", errors="replace") + b"\0"
        with self._lock:
            self._samples.clear()
            self._stop = stop
            self._library.espeak_SetVoiceByName(voice.encode())
            self._library.espeak_SetParameter(RATE, WORDS_SLOW if slow else WORDS_NORMAL, 0)
            self._library.espeak_Synth(spoken, len(spoken), 0, CHARACTERS, 0, UTF8, None, None)
            return Pcm(bytes(self._samples), self._rate)
