"""Cameras by address: files that play at their own pace, and addresses and devices that are not there."""

from __future__ import annotations

import contextlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.camera import open_camera, parse
from devices.camera.address import FileCamera, LocalCamera, StreamCamera
from devices.contracts import BadDeviceUri, DeviceUnavailable


class Pace:
    """A clock that moves only when somebody waits."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


def picture(path: Path, level: int) -> Path:
    cv2.imwrite(str(path), np.full((48, 64, 3), level, np.uint8))
    return path


def video(path: Path, frames: int = 6, fps: float = 10) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), fps, (64, 48))
    for i in range(frames):
        writer.write(np.full((48, 64, 3), 30 * i, np.uint8))
    writer.release()
    return path


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("camera:0", LocalCamera(0)),
        ("camera:2?width=1920&height=1080&fps=15&focus=30", LocalCamera(2, 1920, 1080, 15.0, None, 30.0)),
        ("rtsp://10.0.0.5:554/stream", StreamCamera("rtsp://10.0.0.5:554/stream")),
        ("file:///data/%E5%B0%8F%E7%A5%A8.png", FileCamera(Path("/data/小票.png"))),
        ("file:///a/b?fps=5&once=1", FileCamera(Path("/a/b"), 5.0, True)),
        ("file:///a/b?loop=0", FileCamera(Path("/a/b"), None, True)),
    ],
)
def test_addresses_are_understood(uri: str, address: object) -> None:
    assert parse(uri) == address


@pytest.mark.parametrize(
    ("uri", "sentence"),
    [
        ("", "is not a camera address"),
        ("camera:front", "needs the camera's number"),
        ("camera:0?width=wide", "should be a number from 16 to 16384"),
        ("camera:0?colour=1", "unknown option 'colour'"),
        ("file://host/x.png", "three slashes"),
        ("file:///x.png?once=yes", "should be 0 or 1"),
        ("rtsp:///stream", "names no host"),
        ("http://10.0.0.5/snap.jpg", "cannot be reached by 'http'"),
    ],
)
def test_an_address_that_makes_no_sense_is_answered_with_a_sentence(uri: str, sentence: str) -> None:
    with pytest.raises(BadDeviceUri, match=sentence) as raised:
        open_camera(uri)
    assert raised.value.permanent


@given(st.text(max_size=40) | st.text("abc:/?[]%=&0", max_size=30).map(lambda t: "rtsp://" + t))
def test_any_text_is_an_address_or_a_clear_error(text: str) -> None:
    with contextlib.suppress(BadDeviceUri):
        assert parse(text)


def test_a_picture_repeats_at_fifteen_frames_a_second(tmp_path: Path) -> None:
    pace = Pace()
    camera = open_camera(picture(tmp_path / "p.png", 90).as_uri(), wait=pace.wait, clock=pace)
    frames = [camera.read() for _ in range(31)]
    assert all(f is not None and f.shape == (48, 64, 3) and int(f[0, 0, 0]) == 90 for f in frames)
    assert pace.now - 100 == pytest.approx(2.0)


def test_a_slow_reader_is_not_made_to_wait_more(tmp_path: Path) -> None:
    pace = Pace()
    camera = open_camera(picture(tmp_path / "p.png", 90).as_uri(), wait=pace.wait, clock=pace)
    for _ in range(5):
        camera.read()
        pace.now += 1.0
    assert pace.waits == []


def test_a_video_plays_at_its_own_speed_and_begins_anew(tmp_path: Path) -> None:
    pace = Pace()
    camera = open_camera(video(tmp_path / "v.mp4").as_uri(), wait=pace.wait, clock=pace)
    levels = [int(f.mean()) for _ in range(13) if (f := camera.read()) is not None]
    assert levels[0] == pytest.approx(levels[6], abs=3)
    assert levels[5] > levels[0]
    assert pace.now - 100 == pytest.approx(1.2, abs=0.05)


def test_once_ends_with_none(tmp_path: Path) -> None:
    pace = Pace()
    camera = open_camera(video(tmp_path / "v.mp4").as_uri() + "?once=1", wait=pace.wait, clock=pace)
    assert [camera.read() is not None for _ in range(8)] == [True] * 6 + [False] * 2


def test_a_folder_shows_its_files_in_order_and_passes_over_a_bad_one(tmp_path: Path) -> None:
    picture(tmp_path / "a.png", 10)
    (tmp_path / "b.jpg").write_bytes(b"no picture")
    (tmp_path / "notes.txt").write_text("no camera")
    picture(tmp_path / "c.bmp", 200)
    pace = Pace()
    camera = open_camera(tmp_path.as_uri() + "?once=1&fps=3", wait=pace.wait, clock=pace)
    seen = []
    while (frame := camera.read()) is not None:
        seen.append(int(frame[0, 0, 0]))
    assert seen == [10] * 3 + [200] * 3


def test_what_is_not_there_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "broken.mp4").write_bytes(b"\x00" * 100)
    for uri in ("file:///no/such/file.png", "camera:77", tmp_path.joinpath("empty").as_uri()):
        with pytest.raises(DeviceUnavailable):
            open_camera(uri)
    for name in ("broken.png", "broken.mp4"):
        with pytest.raises(DeviceUnavailable):
            open_camera((tmp_path / name).as_uri()).read()
