"""Files through the kiosk's pipeline: one result a code, a clear word for what cannot be read, never a traceback."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from devices.decoding.files import scan_path
from tests.devices.decoding.pictures import PRODUCT, RECEIPT, blurred, code128_c, dirtied, ean13, qr, scene, turned


def save(path: Path, frame: np.ndarray) -> Path:
    assert cv2.imwrite(str(path), frame)
    return path


def test_a_picture_gives_its_code_with_symbology_and_time(tmp_path: Path) -> None:
    (result,) = scan_path(save(tmp_path / "r.jpg", turned(scene(code128_c(RECEIPT)), 20)))
    assert (result.text, result.symbology, result.error) == (RECEIPT, "code128", None)
    assert result.file == str(tmp_path / "r.jpg")
    assert result.ms > 0


def test_several_codes_give_several_results(tmp_path: Path) -> None:
    path = save(tmp_path / "two.png", scene(code128_c(RECEIPT), ean13(PRODUCT)))
    assert {(r.text, r.symbology) for r in scan_path(path)} == {(RECEIPT, "code128"), (PRODUCT, "ean13")}


def test_a_folder_is_walked_in_order_and_other_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    save(tmp_path / "deep" / "b.png", scene(qr(RECEIPT)))
    save(tmp_path / "a.png", np.full((100, 100, 3), 200, np.uint8))
    (tmp_path / "a.txt").write_text(RECEIPT)
    assert [(Path(r.file).name, r.text) for r in scan_path(tmp_path)] == [("a.png", None), ("b.png", RECEIPT)]
    (tmp_path / "empty").mkdir()
    (empty,) = scan_path(tmp_path / "empty")
    assert (empty.text, empty.error) == (None, "no picture or video in this folder")


def test_a_video_is_read_like_the_kiosk_reads_its_camera(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 15, (1280, 720))
    for i in range(12):
        writer.write(dirtied(blurred(turned(scene(code128_c(RECEIPT)), 5 + i), 1.6), noise=3, seed=i))
    writer.release()
    assert [(r.text, r.symbology) for r in scan_path(path)] == [(RECEIPT, "code128")]


def bomb(width: int, height: int) -> bytes:
    """A PNG that claims to be huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("empty.png", b"", "not a readable picture"),
        ("noise.jpg", bytes(range(256)) * 20, "not a readable picture"),
        ("large.png", bomb(9_000, 9_000), "picture too large (9000 x 9000)"),
        ("huge.png", bomb(20_000, 20_000), "picture too large"),
        ("absurd.png", bomb(2_000_000_000, 2_000_000_000), "picture"),
        ("empty.mp4", b"", "the file is empty"),
        ("noise.avi", b"RIFF" + bytes(500), "not a readable video"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hostile_files_end_in_a_clear_word(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    (tmp_path / name).write_bytes(data)
    (result,) = scan_path(tmp_path / name)
    assert result.text is None
    assert word in (result.error or "")


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    for name in ("nothing.png", "nothing.mp4"):
        (result,) = scan_path(tmp_path / name)
        assert (result.text, result.error) == (None, "no such file")


def test_a_cut_off_picture_ends_in_a_clear_word(tmp_path: Path) -> None:
    whole = save(tmp_path / "whole.png", scene(code128_c(RECEIPT))).read_bytes()
    for share in (0.1, 0.5, 0.9):
        path = tmp_path / "cut.png"
        path.write_bytes(whole[: int(len(whole) * share)])
        for result in scan_path(path):
            assert result.text == RECEIPT or result.error


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10_000), size=st.integers(1, 40), seed=st.integers(0, 99))
def test_damaged_bytes_are_survived(tmp_path: Path, place: int, size: int, seed: int) -> None:
    buffer = io.BytesIO()
    Image.fromarray(scene(code128_c(RECEIPT, module=1, height=30), size=(200, 60))).save(buffer, "JPEG")
    data = bytearray(buffer.getvalue())
    place %= len(data)
    data[place : place + size] = np.random.default_rng(seed).bytes(size)
    path = tmp_path / "damaged.jpg"
    path.write_bytes(bytes(data))
    assert all(r.text in (None, RECEIPT) for r in scan_path(path))


def test_pictures_of_other_modes_are_read(tmp_path: Path) -> None:
    grey = scene(code128_c(RECEIPT), size=(640, 300))[:, :, 0]
    clear = np.dstack([np.zeros_like(grey)] * 3 + [255 - grey])
    Image.fromarray(clear, "RGBA").save(tmp_path / "clear.png")
    Image.fromarray(grey.astype(np.uint16) * 257).save(tmp_path / "deep.png")
    Image.fromarray(grey).convert("P").save(tmp_path / "palette.gif")
    Image.fromarray(grey).rotate(90, expand=True).save(tmp_path / "side.tiff")
    assert [r.text for r in scan_path(tmp_path)] == [RECEIPT] * 4


def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.png"
    os.mkfifo(pipe)
    (result,) = list(scan_path(pipe))
    assert (result.text, result.error) == (None, "not a file")
