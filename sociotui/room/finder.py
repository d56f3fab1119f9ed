"""The finder: looks for decisions, roles and people in an organisation, in a thread of its own, once for all who ask there.

What it has read it keeps: a hundred sessions of one server share one. It takes whole organisations, which never change, so
that it waits for nobody and keeps nobody waiting; the thread is begun by the first who looks for something.
"""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from sociotui.domain.refusal import Refused
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.domain.decisions import Decisions, Page, Wanted
    from sociotui.domain.offices import Offices, Sheet, Sought
    from sociotui.domain.organisation import Organisation

T = TypeVar("T")
_Work = tuple["Future[Any]", Callable[[], Any]]


class Finder:
    """Answers in the order in which it was asked; what goes wrong with reading comes out of the answer."""

    def __init__(self) -> None:
        self._work: SimpleQueue[_Work | None] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._over = False
        self._decisions: Decisions | None = None
        self._offices: Offices | None = None

    def decisions(self, o: "Organisation", today: date, wanted: "Wanted") -> "Future[Page]":
        """Answer with the decisions that are as wanted on `today`."""
        return self._ask(lambda: self._all_decisions().find(o, today, wanted))

    def offices(self, o: "Organisation", today: date, sought: "Sought") -> "Future[Sheet]":
        """Answer with the roles or people that are sought, as they stand on `today`."""
        return self._ask(lambda: self._all_offices().find(o, today, sought))

    def close(self) -> None:
        """Look for nothing more; what was asked before is still answered."""
        with self._lock:
            self._over = True
            if self._thread:
                self._work.put(None)
                self._thread = None

    def _ask(self, work: Callable[[], T]) -> "Future[T]":
        answer: Future[T] = Future()
        with self._lock:
            if self._over:
                answer.set_exception(Refused(_("This room is closed, so nothing was done. Open it again.")))
                return answer
            if self._thread is None:
                self._thread = Thread(target=self._answer, name="finder", daemon=True)
                self._thread.start()
            self._work.put((answer, work))
        return answer

    def _answer(self) -> None:
        while each := self._work.get():
            answer, work = each
            if not answer.set_running_or_notify_cancel():
                continue
            try:
                found = work()
            except Exception as error:  # whoever asked is told, by the future
                answer.set_exception(error)
            else:
                answer.set_result(found)
            del each, answer, work  # an organisation that is no more is not kept by this

    def _all_decisions(self) -> "Decisions":
        if self._decisions is None:
            from sociotui.domain.decisions import Decisions  # who looks for nothing starts without it

            self._decisions = Decisions()
        return self._decisions

    def _all_offices(self) -> "Offices":
        if self._offices is None:
            from sociotui.domain.offices import Offices

            self._offices = Offices()
        return self._offices
