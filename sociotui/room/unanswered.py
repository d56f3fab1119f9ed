"""Unanswered: what was asked of a server and has no answer yet, in the order in which it was asked for. For several threads."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from threading import Lock
from typing import Any

from sociotui.room.messages import Message

SLOW = 0.3
"""Seconds after which an act without an answer is shown as one that waits."""


class Asked:
    """Something that was asked for. Its message is made when it is first sent, for the meeting that is watched then.

    What `changes` something goes on record. What `moves` to another meeting holds all back that was asked for after it.
    """

    def __init__(self, make: Callable[[str], Message], *, changes: bool, moves: bool) -> None:
        self.changes, self.moves = changes, moves
        self.since = time.monotonic()
        self.sent_by: object = None  # the line by which it was sent last
        self.answer: Future[Any] = Future()
        self.answer.set_running_or_notify_cancel()  # what was sent can't be taken back
        self._make = make
        self._message: Message | None = None

    @property
    def message(self) -> Message | None:
        """What was sent; None before that."""
        return self._message

    def sending(self, watched: str) -> Message:
        """Return what to send: the first time for the meeting that is watched, and ever after the same."""
        self._message = self._message or self._make(watched)
        return self._message


class Unanswered:
    """All that has no answer yet, by its number; numbers count from `first`."""

    def __init__(self, first: int) -> None:
        self._lock = Lock()
        self._asked: dict[int, Asked] = {}
        self._numbers = count(first)
        self._closed: Exception | None = None

    def ask(self, make: Callable[[int, str], Message], *, changes: bool, moves: bool) -> "Future[Any]":
        """Take note of something that is asked for; once it is closed, that is the answer."""
        with self._lock:
            number = next(self._numbers)
            asked = Asked(lambda watched: make(number, watched), changes=changes, moves=moves)
            closed = self._closed
            if closed is None:
                self._asked[number] = asked
        if closed:
            asked.answer.set_exception(closed)
        return asked.answer

    def find(self, number: int) -> Asked | None:
        """Return what has that number, if it has no answer yet."""
        return self._asked.get(number)

    def take(self, number: int) -> Asked | None:
        """Return what has that number, and which has an answer from now on; None where it had one."""
        with self._lock:
            return self._asked.pop(number, None)

    def to_send(self) -> list[tuple[int, Asked]]:
        """Return what may be sent, or has been: all up to the first that moves to another meeting."""
        with self._lock:
            waiting = list(self._asked.items())
        last = next((n for n, (_number, asked) in enumerate(waiting, 1) if asked.moves), None)
        return waiting[:last]

    def changes(self) -> list[Asked]:
        """Return what is to go on record."""
        with self._lock:
            return [asked for asked in self._asked.values() if asked.changes]

    def slow(self) -> float | None:
        """Return in how many seconds the first change will have waited for long; 0.0 where one has, None where there is none."""
        waiting = [asked.since + SLOW - time.monotonic() for asked in self.changes()]
        return max(0.0, min(waiting)) if waiting else None

    def close(self, error: Exception) -> None:
        """Answer all of it with `error`, and whatever is asked for from now on, unless it was closed before."""
        with self._lock:
            self._closed = self._closed or error
            asked = list(self._asked.values())
            self._asked.clear()
        for each in asked:
            each.answer.set_exception(error)
