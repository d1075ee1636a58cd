"""`Reader`: what accumulates over frames, so that a code no single frame gives up is read after a few."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from devices.contracts import Frame, Guidance, Symbol
from devices.decoding import pipeline
from devices.decoding.agreement import Agreement, Vote
from devices.decoding.budget import Budget
from devices.decoding.evidence import Evidence
from devices.decoding.guidance import Steady, advise, moved
from devices.decoding.locate import Candidate, Crop
from devices.decoding.pipeline import Accept, Read
from devices.decoding.symbologies import DEFAULT, resolve

_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What one frame gave. `symbols`: seen in it; `believed`: newly believed by it; `guidance`: what would help."""

    symbols: tuple[Symbol, ...]
    believed: tuple[Symbol, ...]
    guidance: Guidance


class Reader:
    """Feed it frames of one scene; it believes a text after two agreeing frames.

    `accept` is the shop's own filter (pattern and check characters): a linear code read from a picture that had to be
    worked on counts only if the filter takes its text. `budget_ms` is what a frame may cost; work that does not
    fit is handed to the next frames. It is measured in this thread's processor time by default, so that a busy
    machine makes frames late but does not make the reader read less. `likely`: how many characters (start, data,
    check) the shop's own Code 128 has; these lengths are always among those tried on blurred lines. One reader belongs
    to one thread.
    """

    def __init__(
        self,
        symbologies: frozenset[str] = DEFAULT,
        accept: Accept | None = None,
        budget_ms: float = 33.0,
        clock: Callable[[], float] = time.thread_time,
        likely: tuple[int, ...] = (11,),
    ) -> None:
        resolve(symbologies)
        self._names = symbologies
        self._accept = accept
        self._budget = Budget(0.9 * budget_ms / 1000, clock)
        self._agreement = Agreement()
        self._plain: set[tuple[str, str]] = set()
        self._evidence = Evidence(likely)
        self._turn = 0
        self._matrix_turn = 0
        self._place: Candidate | None = None
        self._steady = Steady()

    def reset(self) -> None:
        """Forget everything that came from frames. Called at the end of a session."""
        self._agreement.reset()
        self._evidence.reset()
        self._turn = 0
        self._matrix_turn = 0
        self._place = None
        self._steady.reset()

    def feed(self, frame: Frame) -> Reading:
        budget = self._budget
        budget.begin()
        grey = pipeline.grey_of(frame)
        with budget.spending("frame"):
            reads = pipeline.full_frame(grey, self._names - pipeline.DEAR)
        # What a second engine may bear witness to, though it saw it only in a crop.
        self._plain = {(r.symbol.symbology, r.symbol.text) for r in reads}
        guidance = Guidance.NONE
        lacking = any(self._wants_witness(r) for r in reads)
        done = any(self._wanted(r) for r in reads) and not lacking
        if not done or any(pipeline.may_be_piece(r.symbol) for r in reads):
            with budget.spending("locate"):
                found = pipeline.candidates(grey, _CANDIDATES)
            reads = pipeline.whole(grey, reads, found)
            if not done:
                reads += self._work(grey, found, everywhere=lacking)
            if not reads:
                guidance = advise(grey, found, self._moved(found))
        believed = self._agreement.add(self._votes(reads))
        reads = pipeline.merged(reads)
        return Reading(tuple(r.symbol for r in reads), believed, self._steady.add(guidance))

    def _work(self, grey: Frame, found: list[Candidate], *, everywhere: bool) -> list[Read]:
        """Places of linear codes, best first: as they are, softly, then repaired; then one try at matrix codes.

        `everywhere`: do not stop at what is wanted, another code in view still lacks its second engine.
        """
        reads: list[Read] = []
        crops = []
        for candidate in found:
            if not self._budget.fits("crop"):
                break
            with self._budget.spending("crop"):
                crop, got = pipeline.crop_as_is(grey, candidate, self._names)
            got = [r for r in got if self._takes(r)]
            if not got:
                crops.append(crop)
                if len(crops) == 1 and "code128" in self._names:
                    got = self._softly(crop)
            reads += got
            if not everywhere and any(self._wanted(r) for r in reads):
                return reads
        if reads:
            return reads
        for _ in range(3):
            for crop in crops[:2]:
                if not self._budget.fits("variant"):
                    return reads
                with self._budget.spending("variant"):
                    reads += [r for r in pipeline.crop_variant(crop, self._turn, self._names) if self._takes(r)]
            self._turn += 1
            if reads:
                return reads
        if self._budget.fits("matrix"):
            with self._budget.spending("matrix"):
                reads += self._matrix(grey)
        return reads

    def _softly(self, crop: Crop) -> list[Read]:
        """The soft decoder on the best crop, its evidence added to what earlier frames gave."""
        if not self._budget.fits("line"):
            return []
        with self._budget.spending("line"):
            line = pipeline.soft_line(crop)
            guesses = self._evidence.worth_trying(line.guesses(self._evidence.counts())) if line is not None else []
        reads: list[Read] = []
        for guess in guesses:
            if line is None or reads or not self._budget.fits("soft"):
                break
            with self._budget.spending("soft"):
                reading = line.read(guess)
                findings = self._evidence.add(reading, self._accept) if reading is not None else []
            for finding in findings:
                if reading is not None:
                    reads.append(pipeline.soft_read(finding.text, crop, reading, sure=finding.sure))
        return reads

    def _matrix(self, grey: Frame) -> list[Read]:
        """One of the dear kinds on the plain frame or one worked-on picture for QR, in turn."""
        dear = sorted(self._names & pipeline.DEAR)
        turn, self._matrix_turn = self._matrix_turn, self._matrix_turn + 1
        if dear and turn % 2:
            return pipeline.full_frame(grey, frozenset({dear[turn // 2 % len(dear)]}))
        return pipeline.matrix_variant(grey, turn // (2 if dear else 1), self._names - pipeline.DEAR)

    def _votes(self, reads: list[Read]) -> list[Vote]:
        """A number the shop's own pattern takes has check digits enough; any other EAN is for two engines to say."""
        votes = []
        for read in pipeline.merged(reads):
            symbol = read.symbol
            same = [r for r in reads if (r.symbol.symbology, r.symbol.text) == (symbol.symbology, symbol.text)]
            engines = frozenset(pipeline.engine(r) for r in same)
            votes.append(Vote(symbol, self._strong(read), self._thin(read), engines))
        return votes

    def _thin(self, read: Read) -> bool:
        return pipeline.is_thin(read.symbol) and not self._vouched(read)

    def _wants_witness(self, read: Read) -> bool:
        return self._thin(read) and not self._agreement.by_two(read.symbol)

    def _takes(self, read: Read) -> bool:
        return not read.weak or (read.symbol.symbology, read.symbol.text) in self._plain or self._wanted(read)

    def _wanted(self, read: Read) -> bool:
        return self._accept is None or self._accept(read.symbol.text)

    def _vouched(self, read: Read) -> bool:
        """The shop has a pattern, and it takes the text."""
        return self._accept is not None and self._accept(read.symbol.text)

    def _strong(self, read: Read) -> bool:
        if read.doubtful:
            return False
        if read.weak:
            return self._accept is not None or pipeline.is_checked(read.symbol)
        return pipeline.is_checked(read.symbol) or self._vouched(read)

    def _moved(self, found: list[Candidate]) -> float:
        before, self._place = self._place, found[0] if found else None
        return moved(before, self._place)
