"""Frames in, codes out. `decode` is pure; `Reader` keeps what accumulates over frames; `decode_still` spends more."""

from devices.decoding.reader import Reader, Reading
from devices.decoding.still import decode, decode_still
from devices.decoding.symbologies import DEFAULT, UnknownSymbology

__all__ = ["DEFAULT", "Reader", "Reading", "UnknownSymbology", "decode", "decode_still"]
