"""The kiosk's voice: recordings first, the newest sentence wins, and silence is said to be silence."""

from __future__ import annotations

import threading
import time
import wave
from pathlib import Path

import pytest

from devices.speech import (
    AlsaSound,
    BadRecording,
    Espeak,
    Pcm,
    Prompts,
    Sound,
    SpeechStatus,
    ThreadedSpeaker,
    read_recording,
)


class Loudspeaker:
    """Keeps what it was given; holds each sentence until the test lets it end or the speaker stops it."""

    def __init__(self, plugged_in: bool = True, endless: bool = False, through: Sound | None = None) -> None:
        self.plugged_in = plugged_in
        self.through = through
        self.endless = endless
        self.heard: list[Pcm] = []
        self.stopped: list[Pcm] = []
        self._may_end = threading.Event()
        self._changed = threading.Condition()

    def present(self) -> bool:
        return self.plugged_in

    def play(self, pcm: Pcm, stop: threading.Event) -> None:
        if self.through is not None:
            self.through.play(pcm, stop)
        with self._changed:
            self.heard.append(pcm)
            self._changed.notify_all()
        if self.endless:
            gives_up = time.monotonic() + 5
            while not stop.wait(0.005) and not self._may_end.is_set():
                assert time.monotonic() < gives_up
            self._may_end.clear()
            with self._changed:
                self.stopped.append(pcm)
                self._changed.notify_all()

    def let_end(self) -> None:
        """The sentence that is being said, to its end."""
        self._may_end.set()

    def wait_for(self, heard: int = 0, stopped: int = 0) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.heard) >= heard and len(self.stopped) >= stopped, 10)


class Letters:
    """A voice whose samples are the sentence."""

    def synthesise(self, text: str, language: str, *, slow: bool, stop: threading.Event) -> Pcm:
        return Pcm(f"{language}:{text}{' slowly' if slow else ''}".encode(), 22050)


@pytest.fixture(scope="module")
def espeak() -> Espeak:
    return Espeak()


def record(path: Path, *, rate: int = 16000, channels: int = 1, width: int = 2, samples: bytes = b"\1\2" * 10) -> None:
    with wave.open(str(path), "wb") as recording:
        recording.setnchannels(channels)
        recording.setsampwidth(width)
        recording.setframerate(rate)
        recording.writeframes(samples)


def recordings(root: Path, language: str, said_by: dict[str, str]) -> Path:
    """A folder of recordings whose table has these file names (without .wav) by sentence."""
    folder = root / language
    folder.mkdir()
    lines = [f'"{sentence}" = "{name}.wav"\n' for sentence, name in said_by.items()]
    (folder / "prompts.toml").write_text("".join(lines), encoding="utf-8")
    return folder


def test_a_screen_is_spoken_in_its_language_in_one_breath() -> None:
    loud = Loudspeaker()
    speaker = ThreadedSpeaker(loud, Prompts(None), Letters())
    speaker.say(("您好", "请放上小票"), "zh_CN", slow=True)
    loud.wait_for(heard=1)
    speaker.close()
    assert loud.heard[0].samples.decode() == "zh_CN:您好 请放上小票 slowly"


def test_a_recording_takes_precedence_over_the_machine(tmp_path: Path) -> None:
    folder = recordings(tmp_path, "zh_CN", {"您好": "hello", "坏了": "broken", "没有": "none", "老式": "old"})
    record(folder / "hello.wav")
    record(folder / "old.wav", width=1)
    (folder / "broken.wav").write_bytes(b"RIFF")
    loud = Loudspeaker()
    speaker = ThreadedSpeaker(loud, Prompts(tmp_path), Letters())
    for number, sentence in enumerate(("您好", "坏了", "没有", "老式", "没录"), start=1):
        speaker.say((sentence,), "zh_CN")
        loud.wait_for(heard=number)
    speaker.close()
    assert [pcm.rate for pcm in loud.heard] == [16000, 22050, 22050, 22050, 22050]


def test_each_sentence_of_a_screen_is_looked_up_by_itself_and_the_rest_is_made_between(tmp_path: Path) -> None:
    folder = recordings(tmp_path, "zh_CN", {"退这些，对吗？": "ask", "到服务台": "desk"})
    record(folder / "ask.wav", rate=8000)
    record(folder / "desk.wav", rate=44100, channels=2)
    loud = Loudspeaker()
    speaker = ThreadedSpeaker(loud, Prompts(tmp_path), Letters())
    speaker.say(("退这些，对吗？", "一共退您 68 元。", "退现金", "到服务台"), "zh_CN")
    loud.wait_for(heard=3)
    speaker.close()
    ask, made, desk = loud.heard
    assert (ask.rate, ask.channels) == (8000, 1)
    assert made.samples.decode() == "zh_CN:一共退您 68 元。 退现金"
    assert (desk.rate, desk.channels) == (44100, 2)


def test_a_recording_is_its_languages_and_no_others(tmp_path: Path) -> None:
    record(recordings(tmp_path, "en", {"Slip": "slip"}) / "slip.wav")
    loud = Loudspeaker()
    speaker = ThreadedSpeaker(loud, Prompts(tmp_path), Letters())
    for number, language in enumerate(("en", "zh_TW"), start=1):
        speaker.say(("Slip",), language)
        loud.wait_for(heard=number)
    speaker.close()
    assert [pcm.rate for pcm in loud.heard] == [16000, 22050]


def test_recordings_alone_are_a_voice_and_what_is_not_recorded_is_left_out(tmp_path: Path) -> None:
    record(recordings(tmp_path, "zh_CN", {"您好": "hello"}) / "hello.wav")
    loud = Loudspeaker()
    speaker = ThreadedSpeaker(loud, Prompts(tmp_path), None)
    assert speaker.status() is SpeechStatus.READY
    speaker.say(("没录", "您好", "也没录"), "zh_CN")
    loud.wait_for(heard=1)
    speaker.close()
    assert [pcm.rate for pcm in loud.heard] == [16000]


def test_a_file_outside_the_folder_is_never_played(tmp_path: Path) -> None:
    record(tmp_path / "outside.wav")
    folder = recordings(tmp_path, "zh_CN", {"您好": "../outside"})
    with pytest.raises(BadRecording, match="there is no"):
        read_recording(folder, "../outside.wav")


def test_the_next_screen_stops_all_that_the_last_one_had_to_say(tmp_path: Path) -> None:
    record(recordings(tmp_path, "zh_CN", {"第一句": "one"}) / "one.wav")
    loud = Loudspeaker(endless=True)
    speaker = ThreadedSpeaker(loud, Prompts(tmp_path), Letters())
    speaker.say(("第一句", "第二句", "第三句"), "zh_CN")
    loud.wait_for(heard=1)
    speaker.say(("下一屏",), "zh_CN")
    loud.wait_for(heard=2, stopped=1)
    speaker.close()
    assert [pcm.samples.decode(errors="replace") for pcm in loud.heard[1:]] == ["zh_CN:下一屏"]


def test_the_next_screen_stops_the_last_one() -> None:
    loud = Loudspeaker(endless=True)
    speaker = ThreadedSpeaker(loud, Prompts(None), Letters())
    speaker.say(("第一屏",), "zh_CN")
    loud.wait_for(heard=1)
    speaker.say(("第二屏",), "zh_CN")
    loud.wait_for(heard=2, stopped=1)
    speaker.cancel()
    loud.wait_for(stopped=2)
    speaker.close()


def test_what_is_added_waits_for_the_screen_to_be_said_and_the_newest_of_it_is_said() -> None:
    loud = Loudspeaker(endless=True)
    speaker = ThreadedSpeaker(loud, Prompts(None), Letters())
    speaker.say(("把小票放到扫描台上",), "zh_CN")
    loud.wait_for(heard=1)
    speaker.add("再近一点", "zh_CN")
    speaker.add("拿稳一下", "zh_CN", slow=True)
    assert len(loud.heard) == 1
    loud.let_end()
    loud.wait_for(heard=2)
    speaker.add("把小票压平", "zh_CN")
    speaker.say(("看到小票了",), "zh_CN")
    loud.wait_for(heard=3)
    speaker.add("翻个面看看", "zh_CN")
    speaker.add("", "zh_CN")
    loud.let_end()
    speaker.add("还在", "zh_CN")
    loud.wait_for(heard=4)
    speaker.close()
    said = [pcm.samples.decode().removeprefix("zh_CN:") for pcm in loud.heard]
    assert said == ["把小票放到扫描台上", "拿稳一下 slowly", "看到小票了", "还在"]


def test_without_a_sound_device_it_is_silent_and_says_so(tmp_path: Path) -> None:
    loud = Loudspeaker(plugged_in=False)
    speaker = ThreadedSpeaker(loud, Prompts(None), Letters())
    speaker.say(("您好",), "zh_CN")
    speaker.close()
    assert speaker.status() is SpeechStatus.NO_SOUND_DEVICE
    assert loud.heard == []
    assert not AlsaSound(devices=tmp_path).present()


def test_a_device_without_a_voice_is_a_status_of_its_own() -> None:
    speaker = ThreadedSpeaker(Loudspeaker(), Prompts(None), None)
    assert speaker.status() is SpeechStatus.NO_VOICE
    speaker.close()


def test_a_voice_that_fails_once_speaks_again() -> None:
    class Hoarse(Letters):
        def synthesise(self, text: str, language: str, *, slow: bool, stop: threading.Event) -> Pcm:
            if text == "坏":
                raise RuntimeError("no breath")
            return super().synthesise(text, language, slow=slow, stop=stop)

    loud = Loudspeaker()
    speaker = ThreadedSpeaker(loud, Prompts(None), Hoarse())
    speaker.say(("坏",), "zh_CN")
    speaker.say(("好",), "zh_CN")
    loud.wait_for(heard=1)
    speaker.close()
    assert loud.heard[-1].samples.decode() == "zh_CN:好"


def test_espeak_speaks_chinese_and_slower_for_those_who_want_it(espeak: Espeak) -> None:
    stop = threading.Event()
    normal = espeak.synthesise("请把小票放到镜头前", "zh_CN", slow=False, stop=stop)
    slow = espeak.synthesise("请把小票放到镜头前", "zh_CN", slow=True, stop=stop)
    # Nine syllables: read as Chinese they take about two seconds, spelled as English letters far longer.
    assert 1.0 < normal.seconds < 4.0
    assert slow.seconds > normal.seconds * 1.1
    assert espeak.synthesise("Hello", "en", slow=False, stop=stop).seconds > 0.3


def test_espeak_stops_in_the_middle(espeak: Espeak) -> None:
    stop = threading.Event()
    whole = espeak.synthesise("你好，" * 200, "zh_CN", slow=False, stop=stop).seconds
    stop.set()
    assert espeak.synthesise("你好，" * 200, "zh_CN", slow=False, stop=stop).seconds < whole / 4


def test_the_player_plays_to_the_end_and_stops_at_once(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    player = tmp_path / "aplay"
    player.write_text(f"#!/bin/sh\ncat > {heard}\n", encoding="utf-8")
    player.chmod(0o755)
    (tmp_path / "pcmC0D0p").touch()
    sound = AlsaSound(devices=tmp_path, player=str(player))
    assert sound.present()
    sound.play(Pcm(b"\1\2" * 50_000, 22050), threading.Event())
    assert heard.read_bytes() == b"\1\2" * 50_000
    player.write_text("#!/bin/sh\nexec tail -f /dev/null\n", encoding="utf-8")
    stop = threading.Event()
    stop.set()
    sound.play(Pcm(b"\1\2" * 50_000, 22050), stop)


def test_a_recordings_own_samples_reach_the_player(tmp_path: Path) -> None:
    heard, player = tmp_path / "heard", tmp_path / "aplay"
    player.write_text(f'#!/bin/sh\necho "$@" >> {heard}\ncat >> {heard}\n', encoding="utf-8")
    player.chmod(0o755)
    (tmp_path / "pcmC0D0p").touch()
    record(recordings(tmp_path, "zh_CN", {"您好": "hello"}) / "hello.wav", rate=8000, samples=b"\1\2" * 4000)
    loud = Loudspeaker(through=AlsaSound(devices=tmp_path, player=str(player)))
    speaker = ThreadedSpeaker(loud, Prompts(tmp_path), None)
    speaker.say(("您好",), "zh_CN")
    loud.wait_for(heard=1)
    speaker.close()
    command, _, samples = heard.read_bytes().partition(b"\n")
    assert b"-f S16_LE -r 8000 -c 1" in command
    assert samples == b"\1\2" * 4000
