"""Which sentences lack a recording is told by the command, for whoever records them."""

from __future__ import annotations

import tomllib
import wave
from pathlib import Path

from typer.testing import CliRunner

from kiosk.__main__ import app
from kiosk.spoken import sentences

ALL = sentences("zh_CN")


def speech(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["speech", *map(str, arguments)])
    return result.exit_code, result.output


def record(path: Path, width: int = 2) -> None:
    with wave.open(str(path), "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(width)
        recording.setframerate(16000)
        recording.writeframes(bytes(width * 100))


def test_without_any_recording_every_sentence_of_every_language_is_named(tmp_path: Path) -> None:
    status, told = speech(tmp_path)
    assert status == 1
    for language in ("zh_CN", "en", "zh_TW"):
        assert f"{language}: 0 of {len(sentences(language))} sentences recorded." in told
    assert "no recording: 把小票放到扫描台上\n" in told
    assert "no recording: Put the receipt" in told


def test_the_table_to_record_by_has_a_file_for_every_sentence_and_is_never_written_over(tmp_path: Path) -> None:
    status, told = speech(tmp_path, "--language", "zh_CN", "--begin")
    table = tomllib.loads((tmp_path / "zh_CN" / "prompts.toml").read_text("utf-8"))
    assert status == 1
    assert tuple(table) == ALL
    assert len(set(table.values())) == len(ALL)
    assert f"no recording: {ALL[0]} (there is no {table[ALL[0]]})" in told
    for name in table.values():
        record(tmp_path / "zh_CN" / name)
    (tmp_path / "zh_CN" / "prompts.toml").write_text(
        (tmp_path / "zh_CN" / "prompts.toml").read_text("utf-8") + '"以前说的" = "old.wav"\n', "utf-8"
    )
    status, told = speech(tmp_path, "--language", "zh_CN", "--begin")
    assert status == 0
    assert f"{len(ALL)} of {len(ALL)} sentences recorded." in told
    assert "said by no screen: 以前说的" in told


def test_recordings_that_cannot_be_played_are_told_with_the_reason(tmp_path: Path) -> None:
    folder = tmp_path / "zh_CN"
    folder.mkdir()
    (folder / "prompts.toml").write_text(f'"{ALL[0]}" = "8.wav"\n"{ALL[1]}" = "text.wav"\n', "utf-8")
    record(folder / "8.wav", width=1)
    (folder / "text.wav").write_text("not a sound")
    _, told = speech(tmp_path, "--language", "zh_CN")
    assert f"no recording: {ALL[0]} (8.wav has samples of 8 bit, not of 16)" in told
    assert f"no recording: {ALL[1]} (text.wav is no WAV recording" in told


def test_what_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    assert speech(tmp_path, "--language", "fr")[0] == 2
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "prompts.toml").write_text("no table", "utf-8")
    status, told = speech(tmp_path, "--language", "en")
    assert status == 2
    assert "prompts.toml cannot be read" in told
