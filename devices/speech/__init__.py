"""The kiosk's voice: a recording where there is one, espeak-ng otherwise, nothing at all without a sound device."""

from devices.speech.contract import Speaker, SpeechStatus
from devices.speech.espeak import Espeak, VoiceMissing
from devices.speech.prompts import TABLE, BadRecording, Prompts, read_recording, table_of
from devices.speech.sound import AlsaSound, Pcm, Sound
from devices.speech.speaker import ThreadedSpeaker, open_speaker

__all__ = [
    "TABLE",
    "AlsaSound",
    "BadRecording",
    "Espeak",
    "Pcm",
    "Prompts",
    "Sound",
    "Speaker",
    "SpeechStatus",
    "ThreadedSpeaker",
    "VoiceMissing",
    "open_speaker",
    "read_recording",
    "table_of",
]
