"""Pictures and videos on disk as a camera. Pace comes from a clock and a wait that tests replace."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import cv2

from devices.camera.address import PICTURES, VIDEOS, FileCamera
from devices.camera.hush import hush
from devices.camera.pictures import MOST_PIXELS, UnreadablePicture, load
from devices.contracts import DeviceUnavailable, Frame

Wait = Callable[[float], None]
Clock = Callable[[], float]

PICTURE_FPS = 15.0
_PICTURE_SECONDS = 1.0
"""How long each picture of a folder is shown before the next."""


class FileFrames:
    """A `Camera` over files. A single picture repeats; a folder shows each of its files for a second, in order."""

    def __init__(self, address: FileCamera, *, wait: Wait, clock: Clock) -> None:
        self._address = address
        self._wait = wait
        self._clock = clock
        self._files = files_of(address.path)
        if not self._files:
            raise DeviceUnavailable(f"no picture or video at {address.path}")
        self._frames = self._play()
        self._due: float | None = None

    def read(self) -> Frame | None:
        step = next(self._frames, None)
        if step is None:
            return None
        frame, seconds = step
        now = self._clock()
        if self._due is not None and self._due > now:
            self._wait(self._due - now)
            now = self._due
        self._due = now + seconds
        return frame

    def close(self) -> None:
        self._frames.close()

    def _play(self) -> Generator[tuple[Frame, float], None, None]:
        while True:
            shown = False
            for path in self._files:
                for step in self._one(path):
                    shown = True
                    yield step
            if self._address.once or not shown:
                if not shown:
                    raise DeviceUnavailable(f"nothing readable at {self._address.path}")
                return

    def _one(self, path: Path) -> Iterator[tuple[Frame, float]]:
        try:
            if path.suffix.lower() in VIDEOS:
                yield from video_frames(path, self._address.fps)
                return
            picture = load(path)
        except (UnreadablePicture, DeviceUnavailable) as error:
            if len(self._files) == 1:
                raise DeviceUnavailable(f"{path}: {error}") from None
            return  # one bad file does not spoil a folder
        fps = self._address.fps or PICTURE_FPS
        for _ in range(max(2, round(_PICTURE_SECONDS * fps))):
            yield picture, 1 / fps


def files_of(path: Path) -> tuple[Path, ...]:
    """The pictures and videos at `path` (one file, or a folder's own files by name)."""
    if path.is_dir():
        return tuple(p for p in sorted(path.iterdir()) if p.suffix.lower() in PICTURES | VIDEOS and p.is_file())
    return (path,) if path.is_file() else ()


def video_frames(path: Path, fps: float | None = None) -> Iterator[tuple[Frame, float]]:
    """Frames of a video with their duration in seconds; ends silently where the file does, raises if it never began."""
    try:
        if not path.stat().st_size:
            raise DeviceUnavailable("the file is empty")
    except OSError as error:
        said = "no such file" if isinstance(error, FileNotFoundError) else str(error.strerror)
        raise DeviceUnavailable(said) from None
    hush()
    capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    try:
        width, height = capture.get(cv2.CAP_PROP_FRAME_WIDTH), capture.get(cv2.CAP_PROP_FRAME_HEIGHT)
        if not capture.isOpened() or width * height > MOST_PIXELS:
            raise DeviceUnavailable("not a readable video")
        own = capture.get(cv2.CAP_PROP_FPS)
        seconds = 1 / (fps or (own if 1 <= own <= 240 else 25.0))
        while True:
            good, frame = capture.read()
            if not good:
                return
            yield frame, seconds
    finally:
        capture.release()
