"""Beside: the long part of an errand is done by another thread than the home's, and comes to it when it has to."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from sociotui.domain.refusal import Refused
from sociotui.room.beside import AtHome, Beside, finished, followed

SOON = 20.0


class House:
    """A home's thread, which does what it is asked for when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[Callable[[], Any], Future[Any]]] = []
        self.came = threading.Semaphore(0)

    def ask(self, work: Callable[[], Any]) -> "Future[Any]":
        """Take something to do."""
        answer: Future[Any] = Future()
        self.asked.append((work, answer))
        self.came.release()
        return answer

    def do(self) -> None:
        """Do the next thing, when there is one."""
        assert self.came.acquire(timeout=SOON)
        work, answer = self.asked.pop(0)
        try:
            answer.set_result(work())
        except Refused as refusal:
            answer.set_exception(refusal)


def answered(found: Any) -> "Future[Any]":
    """Return an answer that is there."""
    answer: Future[Any] = Future()
    answer.set_result(found)
    return answer


def refuse() -> None:
    raise Refused("not now")


def test_what_is_short_is_as_it_was() -> None:
    assert finished(3) == 3
    assert followed(answered(3), House().ask).result(0) == 3
    failed: Future[Any] = Future()
    failed.set_exception(Refused("not now"))
    with pytest.raises(Refused, match="not now"):
        followed(failed, House().ask).result(0)


def test_what_is_left_is_done_at_once_where_nobody_else_waits() -> None:
    here = threading.current_thread()
    assert finished(Beside(lambda at_home: (at_home(threading.current_thread), threading.current_thread()))) == (
        here,
        here,
    )
    with pytest.raises(Refused, match="not now"):
        finished(Beside(lambda at_home: at_home(refuse)))


def test_else_it_is_done_beside_and_comes_home_when_it_has_to() -> None:
    house = House()

    def work(at_home: AtHome) -> tuple[threading.Thread, threading.Thread]:
        return at_home(threading.current_thread), threading.current_thread()

    answer = followed(answered(Beside(work)), house.ask)
    house.do()
    home, beside = answer.result(SOON)
    assert home is threading.current_thread()
    assert beside is not home


def test_what_goes_wrong_beside_is_told_and_the_next_one_is_done() -> None:
    house = House()
    answers = [followed(answered(Beside(lambda at_home: at_home(refuse))), house.ask) for _ in range(2)]
    for _ in answers:
        house.do()
    for answer in answers:
        with pytest.raises(Refused, match="not now"):
            answer.result(SOON)


def test_one_is_done_after_the_other() -> None:
    house, running = House(), []

    def work(at_home: AtHome) -> int:
        running.append(1)
        at_home(lambda: None)
        return len(running)

    answers = [followed(answered(Beside(work)), house.ask) for _ in range(3)]
    for count in (1, 2, 3):
        assert house.came.acquire(timeout=SOON)
        assert len(running) == count
        house.came.release()
        house.do()
    assert sorted(answer.result(SOON) for answer in answers) == [1, 2, 3]


def test_what_is_light_waits_for_nothing_that_is_not() -> None:
    house = House()
    long = followed(answered(Beside(lambda at_home: at_home(lambda: 1))), house.ask)
    assert house.came.acquire(timeout=SOON)
    assert followed(answered(Beside(lambda _at_home: 2, light=True)), house.ask).result(SOON) == 2
    assert not long.done()
    house.came.release()
    house.do()
    assert long.result(SOON) == 1
