"""Beside: the long part of an errand, which is done beside the thread that has the home, so that nobody else waits for it."""

from collections.abc import Callable
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")


class AtHome(Protocol):
    """Has something short done by the thread that has the home, and returns what came of it, or raises that."""

    def __call__(self, work: Callable[[], T], /) -> T:
        """Have `work` done."""
        ...


class Beside(Struct, frozen=True, eq=False):
    """What is left to do of an errand; only by what `work` is given it comes to the home again.

    What is `light` is a matter of moments and takes little memory, so that it waits for nothing that is not.
    """

    work: Callable[[AtHome], Any]
    light: bool = False


def finished(found: Any) -> Any:
    """Return what an errand comes to where nobody else waits for the home: what is left of it is done at once."""
    return found.work(_here) if isinstance(found, Beside) else found


def _here(work: Callable[[], T]) -> T:
    return work()


_one_at_a_time = {light: Lock() for light in (False, True)}
"""Of those that are not light each takes much memory, and room on the disk; of light ones a hundred may be asked for at once."""


def followed(answer: "Future[Any]", ask: "Callable[[Callable[[], Any]], Future[Any]]") -> "Future[Any]":
    """Return what an errand comes to, whose `answer` may be that something is left to do: that is done by a thread beside.

    `ask` has something done in the home.
    """
    from concurrent.futures import Future  # a single command waits for itself

    last: Future[Any] = Future()
    last.set_running_or_notify_cancel()

    def at_home(work: Callable[[], T]) -> T:
        done: T = ask(work).result()
        return done

    def go_on(left: Beside) -> None:
        try:
            with _one_at_a_time[left.light]:
                found = left.work(at_home)
        except Exception as error:  # whoever asked is told, by the future
            last.set_exception(error)
        else:
            last.set_result(found)

    def take(answer: "Future[Any]") -> None:
        error = answer.exception()
        if error:
            last.set_exception(error)
        elif isinstance(answer.result(), Beside):
            # Where the server ends meanwhile this ends with it: it has changed nothing, and whoever asked sees it gone.
            Thread(target=go_on, args=(answer.result(),), name="beside", daemon=True).start()
        else:
            last.set_result(answer.result())

    answer.add_done_callback(take)
    return last
