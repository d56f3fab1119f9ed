"""Looking: what is wanted is looked for one time after the other, and of what comes meanwhile only the newest counts."""

from asyncio import Event
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

Look = Callable[[], Awaitable[Callable[[], None]]]
"""Looks for what is wanted by then; returns what shows it."""


class Looking:
    """Looks for something whenever it is told to; `work` has a coroutine done beside what goes on."""

    def __init__(self, look: Look, work: Callable[[Coroutine[Any, Any, None]], object]) -> None:
        self._look = look
        self._work = work
        self._at_it = False
        self._again = False
        self._still = Event()
        self._still.set()

    def again(self) -> None:
        """Look for what is wanted now; where one is at it, when that has come to its end, and what it found is not shown."""
        if self._at_it:
            self._again = True
            return
        self._at_it = True
        self._still.clear()
        self._work(self._until_newest())

    async def settled(self) -> None:
        """Wait until what is shown is what was wanted."""
        await self._still.wait()

    async def _until_newest(self) -> None:
        try:
            show = await self._once()
            while self._again:
                show = await self._once()
            show()
        finally:
            self._at_it = False
            self._still.set()

    async def _once(self) -> Callable[[], None]:
        self._again = False
        return await self._look()
