"""Camera addresses from the configuration, taken apart into one of three things that can be opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from devices.contracts import BadDeviceUri
from devices.shown import shown

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff", ".gif", ".pgm", ".ppm"})
VIDEOS = frozenset({".mp4", ".avi", ".mkv", ".mov", ".webm", ".m4v", ".mjpeg", ".mpg", ".mpeg", ".ts"})

_EXAMPLES = "examples: camera:0, file:///data/receipt.png, file:///data/clip.mp4?once=1, rtsp://10.0.0.5/stream"


@dataclass(frozen=True, slots=True)
class LocalCamera:
    """A V4L2/UVC camera by number. Zero means: leave to the device."""

    index: int
    width: int = 1280
    height: int = 720
    fps: float = 30.0
    exposure: float | None = None
    focus: float | None = None


@dataclass(frozen=True, slots=True)
class StreamCamera:
    url: str


@dataclass(frozen=True, slots=True)
class FileCamera:
    """Pictures or videos as a camera. `fps` None: a video's own speed, 15 for pictures. `once`: end after the last."""

    path: Path
    fps: float | None = None
    once: bool = False


CameraAddress = LocalCamera | StreamCamera | FileCamera


def parse(uri: str) -> CameraAddress:
    """Raises BadDeviceUri with a sentence for the person who wrote the configuration."""
    try:
        parts = urlsplit(uri.strip())
    except ValueError:
        raise BadDeviceUri(f"{shown(uri)!r} is not a camera address; {_EXAMPLES}") from None
    match parts.scheme:
        case "camera":
            options = _Options(parts.query, uri, {"width", "height", "fps", "exposure", "focus"})
            where = parts.path or parts.netloc
            if not where.isdecimal() or not where.isascii():
                raise BadDeviceUri(f"the camera address {shown(uri)!r} needs the camera's number, like camera:0")
            return LocalCamera(
                int(where),
                int(options.number("width", 1280, 16, 16384)),
                int(options.number("height", 720, 16, 16384)),
                options.number("fps", 30, 0.1, 1000),
                options.optional("exposure", -100000, 100000),
                options.optional("focus", 0, 100000),
            )
        case "rtsp" | "rtsps":
            if not parts.hostname:
                raise BadDeviceUri(f"the stream address {shown(uri)!r} names no host; {_EXAMPLES}")
            return StreamCamera(uri)
        case "file":
            options = _Options(parts.query, uri, {"fps", "once", "loop"})
            if parts.netloc not in ("", "localhost") or not parts.path:
                raise BadDeviceUri(f"the file address {shown(uri)!r} needs a full path with three slashes; {_EXAMPLES}")
            fps = options.optional("fps", 0.5, 1000)
            once = options.flag("once", False) or not options.flag("loop", True)
            return FileCamera(Path(unquote(parts.path)), fps, once)
        case "":
            raise BadDeviceUri(f"{shown(uri)!r} is not a camera address; {_EXAMPLES}")
        case other:
            raise BadDeviceUri(f"cameras cannot be reached by {other!r} (in {shown(uri)!r}); {_EXAMPLES}")


class _Options:
    def __init__(self, query: str, uri: str, known: set[str]) -> None:
        self._uri = uri
        self._values = {k: v[-1] for k, v in parse_qs(query, keep_blank_values=True).items()}
        for name in self._values:
            if name not in known:
                here = ", ".join(sorted(known))
                raise BadDeviceUri(f"unknown option {shown(name)!r} in {shown(uri)!r}; known here: {here}")

    def optional(self, name: str, low: float, high: float) -> float | None:
        text = self._values.get(name)
        if text is None:
            return None
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            raise BadDeviceUri(f"{name}={text} in {shown(self._uri)!r} should be a number from {low:g} to {high:g}")
        return value

    def number(self, name: str, default: float, low: float, high: float) -> float:
        value = self.optional(name, low, high)
        return default if value is None else value

    def flag(self, name: str, default: bool) -> bool:
        text = self._values.get(name)
        if text is None:
            return default
        if text not in ("0", "1"):
            raise BadDeviceUri(f"{name}={text} in {shown(self._uri)!r} should be 0 or 1")
        return text == "1"
