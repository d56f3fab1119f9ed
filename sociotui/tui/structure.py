"""Structure: what screens ask of a room about people and circles: what a change would do, doing it, what was done before."""

from asyncio import shield, wrap_future
from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from sociotui.domain.changes import AnyEdit
from sociotui.domain.history import Entry
from sociotui.domain.touching import Preview
from sociotui.room.changing import Changed

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp

T = TypeVar("T")

# Each of these raises `Refused` or `JournalError`, as the room answers.


async def preview(app: "SociotuiApp", edits: Sequence[AnyEdit]) -> Preview:
    """Return what edits would do."""
    return await _answer(app.room.preview(edits))


async def preview_back(app: "SociotuiApp", number: int) -> Preview:
    """Return what taking back change `number` would do."""
    return await _answer(app.room.preview(take_back=number))


async def change(app: "SociotuiApp", edits: Sequence[AnyEdit], *, decision: str = "", why: str = "") -> Changed:
    """Make edits, all of them or none; by a decision on record or with why."""
    done = await _answer(app.room.change(edits, decision=decision, why=why))
    app.snapshot = app.room.snapshot
    return done


async def take_back(app: "SociotuiApp", number: int, why: str = "") -> Changed:
    """Take a change back."""
    done = await _answer(app.room.take_back(number, why=why))
    app.snapshot = app.room.snapshot
    return done


async def history(app: "SociotuiApp", circle: str = "") -> tuple[Entry, ...]:
    """Return the history of a circle, or for "" of the whole organisation, the oldest first."""
    return await _answer(app.room.history(circle))


async def _answer(future: "Future[T]") -> T:
    """Return an answer; who no longer waits for it takes nothing back of what was asked for."""
    return await shield(wrap_future(future))
