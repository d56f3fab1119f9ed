"""A session: one person at one terminal; their app as a task, what comes in at its pace, and what goes out."""

import logging
import sys
from asyncio import AbstractEventLoop, Event, Task, TimerHandle, get_running_loop
from collections.abc import Callable
from contextvars import Context
from typing import Protocol, runtime_checkable

from msgspec import Struct
from textual.dom import DOMNode

from sociotui.room.identity import Identity
from sociotui.room.looks import Asked, looks
from sociotui.room.port import Room
from sociotui.room.preferences import Config
from sociotui.served.hosted_app import HostedApp
from sociotui.served.keyboard import Keyboard
from sociotui.served.limits import Bucket, Limits
from sociotui.served.outlet import Outlet, Sink
from sociotui.served.redraws import Redraws
from sociotui.tui.private import contain, leave_output_alone, run_beside_others, take_apart
from sociotui.tui.terminal import settings_for
from sociotui.words import _

log = logging.getLogger(__name__)
_CHUNK = 64
"""Bytes of input that are taken at a time, before others have their turn."""
_LOOK = 0.25
"""Seconds between two looks at a terminal that is stalled."""
_RESIZE = 6
"""What another size costs, in keys: everything is laid out anew."""
_BYTE = 1 / 1000
"""What a byte costs, in keys: a long paste is one thing to do, but it has to be read."""


class Terminal(Struct, frozen=True, kw_only=True):
    """A terminal as its client tells of it, in cells; `environ` is what `told.accepted` left of its variables."""

    environ: dict[str, str]
    width: int = 80
    height: int = 24
    address: str = ""


class Line(Sink, Protocol):
    """A connection to a terminal: a sink, and a source that can be held back."""

    def pause(self) -> None:
        """Take in nothing for the moment."""
        ...

    def resume(self) -> None:
        """Take in what comes."""
        ...

    def close(self) -> None:
        """Close it when all that was written has gone out."""
        ...


@runtime_checkable
class Losable(Protocol):
    """A room that keeps the seat of somebody whose connection went."""

    def lose(self) -> None:
        """Leave because the connection went."""
        ...


class Session:
    """One person at one terminal, from the start until `task` is over; `ready` is set when there is something to see.

    An exception ends it and nothing else. Its app and all that comes from it have a context of their own.
    """

    def __init__(
        self,
        room: Room,
        identity: Identity,
        terminal: Terminal,
        line: Line,
        limits: Limits,
        clock: Callable[[], float],
        *,
        on_ready: Callable[["Session"], None] = lambda _: None,
        on_over: Callable[["Session"], None] = lambda _: None,
    ) -> None:
        self.identity, self.terminal = identity, terminal
        self._room, self._line, self._limits, self._clock = room, line, limits, clock
        self._on_ready, self._on_over = on_ready, on_over
        self._loop: AbstractEventLoop = get_running_loop()
        self._context = Context()
        self._app: HostedApp | None = None
        self._parts: list[DOMNode] = []
        self._outlet = Outlet(
            line,
            clock,
            most=limits.buffered,
            patience=limits.stalled,
            repaint=lambda: self._soon(_redraw),
            stalled=lambda: self._after("stalled", _LOOK, self._look),
        )
        self._inbox = bytearray()
        self._size: tuple[int, int] | None = None
        self._redraws = Redraws()
        self._pumping = self._held = self._ending = False
        self._keys = Bucket(limits.keys_a_second, limits.keys_at_once, clock())
        self._last_key = clock()
        self._farewell = ""
        self._timers: dict[str, TimerHandle] = {}
        self.ready = Event()
        self.task: Task[None] = self._loop.create_task(self._run(), context=self._context)

    @property
    def idle(self) -> float:
        """Seconds since the last key."""
        return self._clock() - self._last_key

    # --- what the connection tells

    def received(self, data: bytes) -> None:
        """Take in what the terminal sent, at the pace that is allowed."""
        self._last_key = self._clock()
        self._inbox += data
        if not self._pumping:
            self._pumping = True
            self._after("pump", 0.0, self._pump)

    def resized(self, width: int, height: int) -> None:
        """The terminal has another size, in cells; of many in a row, the last one counts."""
        waits = self._size is not None
        self._size = width, height
        if not waits:
            self._resize_soon()

    def lost(self) -> None:
        """The connection went: nothing goes out any more, and the seat is kept where the room keeps it."""
        self._outlet.close()
        if not self._ending and isinstance(self._room, Losable):
            self._room.lose()
        self.end("")

    def end(self, farewell: str) -> None:
        """End the session soon: its terminal is restored, and says `farewell`."""
        if not self._ending:
            self._ending, self._farewell = True, self._farewell or farewell
            self._soon(lambda app: app.exit())
            self._after("goodbye", self._limits.goodbye, self._insist)

    # --- the app

    async def _run(self) -> None:
        try:
            await self._play()
        except Exception as error:
            self._failed(error)
        finally:
            self._over()

    async def _play(self) -> None:
        config = Config()
        app = self._app = HostedApp(
            self._room,
            settings_for(looks(Asked(), self.terminal.environ, config), config),
            outlet=self._outlet,
            keyboard=Keyboard(self._limits.paste),
            ready=self._shown,
        )
        contain(app, self._failed)
        leave_output_alone(app, sys.stdout, sys.stderr)
        self._watch_idle()
        if not self._ending:
            await run_beside_others(app, (self.terminal.width, self.terminal.height), self._parts)

    def _shown(self) -> None:
        self.ready.set()
        self._on_ready(self)

    def _failed(self, error: Exception) -> None:
        if self._app and self._app.leaving:  # a screen that was about to open finds that there is none any more
            log.debug("Something went wrong while %s was leaving.", self.identity.person, exc_info=error)
            return
        log.error("The session of %s ended by a mistake in this program.", self.identity.person, exc_info=error)
        self._farewell = _(
            "Something went wrong in this program, so your screen had to close. What you did is on record. "
            "Please come in again; whoever looks after this server can read what it was."
        )

    def _over(self) -> None:
        """Let go of everything, whatever has happened."""
        self._ending = True
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        app, self._app = self._app, None
        if app:
            if app.hosted_driver:
                app.hosted_driver.stop_application_mode()
            take_apart(self._parts)
        self._room.stop()
        if self._farewell:
            self._outlet.send(f"{self._farewell}\r\n")
        self._outlet.close()
        self._line.close()
        self.ready.set()
        self._on_over(self)

    def _insist(self) -> None:
        """End an app that doesn't end when it is asked to."""
        self.task.cancel()
        self._after("goodbye", self._limits.goodbye, self._insist)

    def _soon(self, work: Callable[[HostedApp], None]) -> None:
        """Do something with the app soon, in its own context; nothing, where it is over by then."""

        def do() -> None:
            if self._app:
                work(self._app)

        self._loop.call_soon(self._try, do, context=self._context)

    def _after(self, name: str, seconds: float, work: Callable[[], None]) -> None:
        """Do something after some seconds, instead of what was to be done then under the same name."""
        if name in self._timers:
            self._timers[name].cancel()
        self._timers[name] = self._loop.call_later(seconds, self._try, work, context=self._context)

    def _try(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:
            self._failed(error)
            self.end("")

    # --- what comes in, and what stalls

    def _pump(self) -> None:
        """Take in a little, then let others have their turn; what is too much waits, first here and then where it is."""
        wait = self._keys.wait(self._clock())
        driver = self._app.hosted_driver if self._app else None
        if self._inbox and not wait and driver:
            data = bytes(self._inbox[:_CHUNK])
            del self._inbox[:_CHUNK]
            self._keys.charge(driver.feed(data) + len(data) * _BYTE, self._clock())
        self._hold(bool(self._inbox) and not self._ending)
        self._pumping = bool(self._inbox) and not self._ending
        if self._pumping:
            self._after("pump", wait or (0.0 if driver else _LOOK), self._pump)

    def _resize_soon(self) -> None:
        now = self._clock()
        self._after("resize", max(self._keys.wait(now), self._redraws.wait(now)), self._resize)

    def _resize(self) -> None:
        """Draw for the size that counts by now, unless the last redraw was too short a while ago for what it took."""
        if self._size is None or self._ending:
            return
        now, driver = self._clock(), self._app.hosted_driver if self._app else None
        if driver is None:
            self._after("resize", _LOOK, self._resize)
        elif self._redraws.wait(now):
            self._resize_soon()
        else:
            size, self._size = self._size, None
            self._keys.charge(_RESIZE, now)
            self._redraws.begin(now)
            driver.resize(*size)
            self._soon(self._await_redraw)

    def _await_redraw(self, app: HostedApp) -> None:
        """Send word behind the size, on its way to the app and then to its screen, which answers when it has been drawn."""
        app.call_later(lambda: app.screen.call_after_refresh(self._resized_now))

    def _resized_now(self) -> None:
        self._redraws.end(self._clock())
        if self._size is not None:
            self._resize_soon()

    def _hold(self, hold: bool) -> None:
        if hold != self._held:
            self._held = hold
            (self._line.pause if hold else self._line.resume)()

    def _look(self) -> None:
        if self._outlet.look():
            self._after("stalled", _LOOK, self._look)

    def _watch_idle(self) -> None:
        """End the session of somebody who has gone; a while before, say so, for whoever only listens."""
        idle, limits = self.idle, self._limits
        if idle >= limits.idle:
            self.end(_("You weren't at this screen for a while, so it was closed. Come back whenever you like."))
            return
        left = limits.idle - idle
        if left <= limits.idle_warning:
            told = _("Are you still there? This screen closes in {n} seconds. Press any key to stay.", n=round(left))
            self._soon(lambda app: app.notify(told, timeout=left, markup=False))
        else:
            left -= limits.idle_warning
        self._after("idle", left, self._watch_idle)


def _redraw(app: HostedApp) -> None:
    if app.hosted_driver:
        app.hosted_driver.redraw()
