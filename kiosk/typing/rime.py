"""Chinese by librime through ctypes: the engine of most Chinese desktops, where it is installed.

Debian's packages bring dictionary and tables compiled (librime1, librime-data, rime-data-luna-pinyin); the schema below
is written in compiled form beside them, so nothing is deployed and the engine is ready in 40 ms. It has no user
dictionary: it learns nothing from shoppers and writes nothing. Its folder is its own and goes when it is closed.
librime keeps one state for the whole process: one engine at a time, always used from the thread that opened it.
"""

from __future__ import annotations

import ctypes as c
import itertools
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kiosk.typing.engine import MOST, EngineBroken
from kiosk.typing.state import Candidate

LIBRARY = "librime.so.1"
DATA = Path("/usr/share/rime-data")
_NEEDED = ("luna_pinyin.table.bin", "luna_pinyin_simp.prism.bin")
"""Compiled by Debian. Without them every start would take seconds and a compiler's memory."""
_READ = 2 * MOST
"""How many candidates are looked at: some are not shown."""
_SCHEMA_ID = b"fuwutai"

# Compiled form: what librime's deployment would make of a source schema. `spelling_hints` has every candidate carry its
# syllables, from which is told how many letters it takes.
_SCHEMA = """\
schema: {schema_id: fuwutai, name: fuwutai, version: "1"}
switches:
  - {name: ascii_mode, reset: 0}
engine:
  processors: [speller]
  segmentors: [abc_segmentor, fallback_segmentor]
  translators: [script_translator]
  filters: [simplifier@simplified, simplifier@taiwan, uniquifier]
menu: {page_size: 5}
speller: {alphabet: zyxwvutsrqponmlkjihgfedcba, delimiter: " '"}
translator:
  dictionary: luna_pinyin
  prism: luna_pinyin_simp
  enable_user_dict: false
  enable_completion: true
  spelling_hints: 40
  always_show_comments: true
simplified: {option_name: simplified, opencc_config: t2s.json}
taiwan: {option_name: taiwan, opencc_config: t2tw.json}
"""
_DEFAULT = 'config_version: "1"\nschema_list: [{schema: fuwutai}]\n'


class _Traits(c.Structure):
    """RimeTraits of rime_api.h; `data_size` is the size of what follows it."""

    _fields_ = (
        ("data_size", c.c_int), ("shared_data_dir", c.c_char_p), ("user_data_dir", c.c_char_p),
        ("distribution_name", c.c_char_p), ("distribution_code_name", c.c_char_p),
        ("distribution_version", c.c_char_p), ("app_name", c.c_char_p), ("modules", c.POINTER(c.c_char_p)),
        ("min_log_level", c.c_int), ("log_dir", c.c_char_p), ("prebuilt_data_dir", c.c_char_p),
        ("staging_dir", c.c_char_p),
    )  # fmt: skip


class _Candidate(c.Structure):
    _fields_ = (("text", c.c_char_p), ("comment", c.c_char_p), ("reserved", c.c_void_p))


class _List(c.Structure):
    """RimeCandidateListIterator."""

    _fields_ = (("ptr", c.c_void_p), ("index", c.c_int), ("candidate", _Candidate))


_LOG_ERRORS = 2
_opened = itertools.count()
"""How often an engine was opened: librime's log may be set up once in a process, a second time aborts it."""
_in_use = threading.Lock()
"""librime's state is the process's: a second engine would answer out of the first one's folder."""


class RimeCandidates:
    """Raises EngineBroken where librime or its tables are not there or do not work."""

    def __init__(self, library: str = LIBRARY, data: Path = DATA) -> None:
        missing = [name for name in _NEEDED if not (data / "build" / name).is_file()]
        if missing:
            raise EngineBroken(f"{' and '.join(missing)} not in {data / 'build'}")
        try:
            self._rime: Any = c.CDLL(library)
        except OSError as error:
            raise EngineBroken(str(error)) from error
        if not _in_use.acquire(blocking=False):
            raise EngineBroken("librime is in use in this process already")
        self._folder = tempfile.TemporaryDirectory(prefix="fuwutai-rime-")
        self._letters, self._language = "", ""
        try:
            self._begin(data)
        except BaseException:
            self._let_go()
            raise

    def _begin(self, data: Path) -> None:
        build = Path(self._folder.name) / "build"
        build.mkdir()
        (build / "fuwutai.schema.yaml").write_text(_SCHEMA, "utf-8")
        (build / "default.yaml").write_text(_DEFAULT, "utf-8")
        traits = _Traits(
            data_size=c.sizeof(_Traits) - c.sizeof(c.c_int),
            shared_data_dir=str(data).encode(),
            user_data_dir=self._folder.name.encode(),
            distribution_name=b"fuwutai",
            distribution_code_name=b"fuwutai",
            distribution_version=b"1",
            app_name=b"rime.fuwutai" if next(_opened) == 0 else None,
            min_log_level=_LOG_ERRORS,
            log_dir=b"",
        )
        rime = self._rime
        try:
            rime.RimeCreateSession.restype = c.c_size_t
            rime.RimeSetup(c.byref(traits))
            rime.RimeInitialize(c.byref(traits))
            self._session = c.c_size_t(rime.RimeCreateSession())
            chosen = self._session.value and rime.RimeSelectSchema(self._session, _SCHEMA_ID)
        except AttributeError as error:
            raise EngineBroken(f"{error}: another librime than this was written for") from error
        if not chosen or not self._works():
            rime.RimeFinalize()
            raise EngineBroken("librime opened, but does not know its own tables")

    def _works(self) -> bool:
        return any(found.text == "你好" and found.taken == 5 for found in self.of("nihao", "zh_CN"))

    def of(self, letters: str, language: str) -> tuple[Candidate, ...]:
        self._show(letters, language)
        return tuple(self._read(letters))

    def close(self) -> None:
        self._rime.RimeDestroySession(self._session)
        self._rime.RimeFinalize()
        self._let_go()

    def _let_go(self) -> None:
        self._folder.cleanup()
        _in_use.release()

    def _show(self, letters: str, language: str) -> None:
        """Brings librime's field to these letters. Mostly one more stands there than before: then only it is typed."""
        rime, session = self._rime, self._session
        if language != self._language or not letters.startswith(self._letters) or not self._letters:
            rime.RimeClearComposition(session)
            rime.RimeSetOption(session, b"simplified", c.c_int(language != "zh_TW"))
            rime.RimeSetOption(session, b"taiwan", c.c_int(language == "zh_TW"))
            self._letters = ""
        for letter in letters[len(self._letters) :]:
            rime.RimeProcessKey(session, c.c_int(ord(letter)), c.c_int(0))
        self._letters, self._language = letters, language

    def _read(self, letters: str) -> Iterator[Candidate]:
        rime, found = self._rime, _List()
        if not rime.RimeCandidateListBegin(self._session, c.byref(found)):
            return
        try:
            for _ in range(_READ):
                if not rime.RimeCandidateListNext(c.byref(found)):
                    return
                text = (found.candidate.text or b"").decode("utf-8", "replace")
                syllables = (found.candidate.comment or b"").decode("utf-8", "replace").split()
                if text and len(syllables) == len(text):
                    yield Candidate(text, taken_by(syllables, letters))
        finally:
            rime.RimeCandidateListEnd(c.byref(found))


def taken_by(syllables: list[str], letters: str) -> int:
    """How many letters these syllables stand for: each for itself or for its beginning, together as many as can be.

    fu wu of fuwut: 4; fu wu tai du of fwtd: 4; fan gan of fangan: 6. At least 1.
    """
    ends = {0}
    for syllable in syllables:
        following = {
            end + n
            for end in ends
            for n in range(1, len(syllable) + 1)
            if letters.startswith(syllable[:n], end)
        }
        ends = following or ends
    return max(1, *ends)
