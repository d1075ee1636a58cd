"""The kiosk's voice: recordings first, the newest sentence wins, and silence is said to be silence."""

from __future__ import annotations

import threading
import wave
from pathlib import Path

import pytest

from devices.speech import AlsaSound, Espeak, Pcm, Prompts, SpeechStatus, ThreadedSpeaker


class Loudspeaker:
    """Keeps what it was given; holds each sentence until the test lets it end or the speaker stops it."""

    def __init__(self, plugged_in: bool = True, endless: bool = False) -> None:
        self.plugged_in = plugged_in
        self.endless = endless
        self.heard: list[Pcm] = []
        self.stopped: list[Pcm] = []
        self._changed = threading.Condition()

    def present(self) -> bool:
        return self.plugged_in

    def play(self, pcm: Pcm, stop: threading.Event) -> None:
        with self._changed:
            self.heard.append(pcm)
            self._changed.notify_all()
        if self.endless:
            assert stop.wait(5)
            with self._changed:
                self.stopped.append(pcm)
                self._changed.notify_all()

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


def test_a_sentence_is_spoken_in_its_language() -> None:
    loud = Loudspeaker()
    speaker = ThreadedSpeaker(loud, Prompts(None), Letters())
    speaker.say("您好", "zh_CN", slow=True)
    loud.wait_for(heard=1)
    speaker.close()
    assert loud.heard[0].samples.decode() == "zh_CN:您好 slowly"


def test_a_recording_takes_precedence_over_the_machine(tmp_path: Path) -> None:
    folder = tmp_path / "zh_CN"
    folder.mkdir()
    (folder / "prompts.toml").write_text('"您好" = "hello.wav"\n"坏了" = "broken.wav"\n', encoding="utf-8")
    (folder / "broken.wav").write_bytes(b"RIFF")
    with wave.open(str(folder / "hello.wav"), "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(16000)
        recording.writeframes(b"\1\2" * 10)
    loud = Loudspeaker()
    speaker = ThreadedSpeaker(loud, Prompts(tmp_path), Letters())
    for number, sentence in enumerate(("您好", "坏了", "没录"), start=1):
        speaker.say(sentence, "zh_CN")
        loud.wait_for(heard=number)
    speaker.close()
    assert [pcm.rate for pcm in loud.heard] == [16000, 22050, 22050]


def test_the_next_screen_stops_the_last_one() -> None:
    loud = Loudspeaker(endless=True)
    speaker = ThreadedSpeaker(loud, Prompts(None), Letters())
    speaker.say("第一屏", "zh_CN")
    loud.wait_for(heard=1)
    speaker.say("第二屏", "zh_CN")
    loud.wait_for(heard=2, stopped=1)
    speaker.cancel()
    loud.wait_for(stopped=2)
    speaker.close()


def test_without_a_sound_device_it_is_silent_and_says_so(tmp_path: Path) -> None:
    loud = Loudspeaker(plugged_in=False)
    speaker = ThreadedSpeaker(loud, Prompts(None), Letters())
    speaker.say("您好", "zh_CN")
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
    speaker.say("坏", "zh_CN")
    speaker.say("好", "zh_CN")
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
