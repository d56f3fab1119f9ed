"""Jobs: what is asked of a hub, each with the future by which it is answered, and what of it is done together."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import Any

from msgspec import Struct

from sociotui.room.home import Asked


def certain() -> "Future[Any]":
    """Return a future that nobody can cancel: what is asked for is done, also for who waits no more."""
    answer: Future[Any] = Future()
    answer.set_running_or_notify_cancel()
    return answer


class Job(Struct, eq=False):
    """Something that was asked for: either an act, `asked`, in the meeting that `where` tells, or any other `work`."""

    answer: "Future[Any]"
    work: Callable[[], Any] | None = None
    where: Callable[[], str] | None = None
    asked: Asked | None = None

    def worked(self) -> Any:
        """Do the work, and return what comes of it, or the error: whoever asked is told, by the future."""
        try:
            return self.work() if self.work else None
        except Exception as error:
            return error


def together(jobs: Iterable[Job]) -> Iterator[tuple[str, list[Job]]]:
    """Yield what is done together: acts in one meeting that come one after the other, with its id; other work alone.

    What was yielded has to be done before this goes on, so that an act is where a move before it has led.
    """
    meeting, batch = "", list[Job]()
    for job in jobs:
        where = job.where() if job.where else ""
        if batch and (where != meeting or job.asked is None):
            yield meeting, batch
            batch = []
        if job.asked is None:
            yield "", [job]
        else:
            meeting = where
            batch.append(job)
    if batch:
        yield meeting, batch
