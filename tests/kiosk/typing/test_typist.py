"""Candidates are looked up beside the UI, by whatever engine there is."""

from __future__ import annotations

import queue
import threading

from structlog.testing import capture_logs

from kiosk.typing import Candidate, CandidatesFound
from kiosk.typing.engine import EngineBroken
from kiosk.typing.typist import Typist

WAIT_S = 10.0


class Engine:
    """Answers with its name; holds each answer back until it may go, and can break."""

    def __init__(self, name: str = "best") -> None:
        self.name, self.seen, self.closed = name, list[str](), False
        self.may_answer, self.asked = threading.Event(), queue.SimpleQueue[str]()
        self.may_answer.set()
        self.breaks = False

    def of(self, letters: str, language: str) -> tuple[Candidate, ...]:
        self.seen.append(letters)
        self.asked.put(letters)
        self.may_answer.wait(WAIT_S)
        if self.breaks:
            raise RuntimeError("lost its tables")
        return (Candidate(f"{self.name}{language}", len(letters)), Candidate("操你", 2))

    def close(self) -> None:
        self.closed = True


class Desk:
    def __init__(self, best: Engine | None) -> None:
        self.posted: queue.SimpleQueue[tuple[object, str | None]] = queue.SimpleQueue()
        self.spare = Engine("spare")

        def opened() -> Engine:
            if best is None:
                raise EngineBroken("not installed")
            return best

        self.typist = Typist(opened, lambda: self.spare, lambda event, to: self.posted.put((event, to)))
        self.typist.start()

    def next(self) -> tuple[object, str | None]:
        return self.posted.get(timeout=WAIT_S)


def found(letters: str, text: str) -> CandidatesFound:
    return CandidatesFound(letters, (Candidate(text, len(letters)),))


def test_candidates_go_to_the_session_that_asked_and_nothing_rude_is_among_them() -> None:
    desk = Desk(Engine())
    desk.typist.ask("fuwu", "zh_TW", "s1")
    assert desk.next() == (found("fuwu", "bestzh_TW"), "s1")
    desk.typist.stop()


def test_only_the_letters_that_stand_there_now_are_looked_up() -> None:
    engine = Engine()
    desk = Desk(engine)
    engine.may_answer.clear()
    desk.typist.ask("f", "zh_CN", "s1")
    assert engine.asked.get(timeout=WAIT_S) == "f"
    for letters in ("fu", "fuw", "fuwu"):
        desk.typist.ask(letters, "zh_CN", "s1")
    engine.may_answer.set()
    assert [desk.next()[0], desk.next()[0]] == [found("f", "bestzh_CN"), found("fuwu", "bestzh_CN")]
    assert engine.seen == ["f", "fuwu"]
    desk.typist.stop()
    assert engine.closed


def test_without_an_engine_the_own_table_serves_and_the_log_says_so_once() -> None:
    with capture_logs() as logs:
        desk = Desk(None)
        for letters in ("a", "b"):
            desk.typist.ask(letters, "zh_CN", "s1")
            assert desk.next()[0] == found(letters, "sparezh_CN")
        desk.typist.stop()
    assert [entry["why"] for entry in logs] == ["not installed"]


def test_an_engine_that_fails_is_let_go_and_the_letters_are_still_answered() -> None:
    engine = Engine()
    engine.breaks = True
    with capture_logs() as logs:
        desk = Desk(engine)
        for letters in ("a", "b"):
            desk.typist.ask(letters, "zh_CN", "s1")
            assert desk.next()[0] == found(letters, "sparezh_CN")
        desk.typist.stop()
    assert len(logs) == 1
    assert engine.closed
    assert engine.seen == ["a"]


def test_the_engine_forgets_with_the_session() -> None:
    engine = Engine()
    desk = Desk(engine)
    desk.typist.ask("secret", "zh_CN", "s1")
    desk.next()
    desk.typist.forget()
    assert [engine.asked.get(timeout=WAIT_S) for _ in range(2)] == ["secret", ""]
    desk.typist.stop()
    assert desk.posted.empty()


def test_one_that_never_started_can_be_stopped() -> None:
    Typist(Engine, Engine, lambda event, to: None).stop()
