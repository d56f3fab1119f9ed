"""Patience: keys count in the order in which they are pressed, and none of them freezes a screen when nobody answers."""

from asyncio import Task, create_task, wait
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp

PATIENCE = 0.5
"""Seconds that the next key waits for what the last one asked for; what takes longer goes on beside it."""


async def patiently(screen: Screen[Any], work: Coroutine[Any, Any, None]) -> None:
    """Do what a key on `screen` asks for. What it comes to may be long in coming, as when the connection is gone."""
    app: SociotuiApp = screen.app  # type: ignore[assignment]
    task = create_task(work)
    done, _waits = await wait((task,), timeout=0 if app.room.snapshot.lost else PATIENCE)
    if done:
        task.result()  # what went wrong is told as it would have been without the task
    else:
        screen.run_worker(_finished(task))


async def _finished(task: "Task[None]") -> None:
    await task
