"""Meetings that go on in processes of their own while something else is done to their home, and tell what was recorded."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sociotui.domain import commands as c
from sociotui.room.home import Home
from tests.homes import Hands, opened
from tests.room.holding import go_on


def meet_until(folder: Path, enough: Path, told: Path) -> None:
    """Hold short meetings of the garden circle until there is a file `enough`; tell in `told` what was confirmed.

    A line is a meeting's id and a note, or `closed`.
    """
    home = Home(folder, Hands().clock())
    with told.open("a", encoding="utf-8") as file:

        def tell(id_: str, what: str) -> None:
            file.write(f"{id_} {what}\n")
            file.flush()

        while not enough.exists():
            id_ = opened(home)
            for number in range(5):
                home.act(id_, c.TakeNote(text=f"note-{number}"), "zoe")
                tell(id_, f"note-{number}")
            go_on(home, id_, "closing")
            home.act(id_, c.CloseMeeting(), "zoe")
            tell(id_, "closed")
    home.close()


@contextmanager
def meetings_in(folder: Path, beside: Path, circles: int) -> Iterator[list[Path]]:
    """Let so many processes hold meetings in a home; give the files in which they tell of them."""
    enough, told = beside / "enough", [beside / f"told-{number}" for number in range(circles)]
    for file in told:
        file.touch()
    processes = [
        multiprocessing.get_context("spawn").Process(target=meet_until, args=(folder, enough, file)) for file in told
    ]
    for process in processes:
        process.start()
    try:
        yield told
    finally:
        enough.touch()
        for process in processes:
            process.join()
    assert [process.exitcode for process in processes] == [0] * circles
