"""PCM to a loudspeaker, through ALSA's own player: it can be stopped at once and takes no library into the process."""

from __future__ import annotations

import shutil
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Pcm:
    """Signed 16 bit samples, little endian."""

    samples: bytes
    rate: int
    channels: int = 1

    @property
    def seconds(self) -> float:
        return len(self.samples) / (2 * self.channels * self.rate)


class Sound(Protocol):
    """A place sound can go."""

    def present(self) -> bool: ...

    def play(self, pcm: Pcm, stop: threading.Event) -> None:
        """Play to the end, or until `stop` is set. Returns silently when the device went away."""
        ...


class AlsaSound:
    """`aplay` (package alsa-utils). Looks for a playback device each time: loudspeakers are plugged in late."""

    def __init__(self, devices: Path = Path("/dev/snd"), player: str = "aplay") -> None:
        self._devices = devices
        self._player = player

    def present(self) -> bool:
        return shutil.which(self._player) is not None and any(self._devices.glob("pcm*p"))

    def play(self, pcm: Pcm, stop: threading.Event) -> None:
        command = [self._player, "-q", "-t", "raw", "-f", "S16_LE", "-r", str(pcm.rate), "-c", str(pcm.channels)]
        try:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        except OSError:
            return
        with process:
            feeder = threading.Thread(target=_feed, args=(process, pcm.samples), name="sound", daemon=True)
            feeder.start()
            while process.poll() is None:
                if stop.wait(0.05):
                    process.kill()
                    break
            feeder.join()


def _feed(process: subprocess.Popen[bytes], samples: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(samples)
        process.stdin.close()
    except OSError:
        return  # stopped in the middle of a sentence
