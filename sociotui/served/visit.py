"""A visit: one connection at the server's Unix socket, from the greeting to the goodbye. Who it is, the kernel says."""

import logging
import socket
import struct
from asyncio import AbstractEventLoop, BaseTransport, Protocol, TimerHandle, Transport
from collections.abc import Callable
from concurrent.futures import Future
from typing import cast

import msgspec
from msgspec import Struct

from sociotui.domain.refusal import Refused
from sociotui.room import wire
from sociotui.room.frames import FROM_CLIENT, FROM_STRANGER, Frames, Malformed
from sociotui.room.hub import Hub
from sociotui.room.identity import Identity
from sociotui.room.messages import PROTOCOL, Bye, Errand, Hello, Parting, Welcome, apart, decoded, encode, hello
from sociotui.room.packing import Packer, Recent
from sociotui.served.guest import Guest, fault_of, on_hub
from sociotui.served.limits import Bucket
from sociotui.served.outbox import Outbox
from sociotui.words import _, printable

log = logging.getLogger("sociotui.served")
_hellos: "msgspec.msgpack.Decoder[Hello]" = msgspec.msgpack.Decoder(Hello)
_CREDENTIALS = struct.Struct("3i")  # pid, uid, gid
_HEAVY = (Errand, wire.Open, wire.Formats, wire.Frame, wire.ItemFormats, wire.Reading, wire.Minutes)
_MUCH = 5.0
"""What one of these counts for: it reads files, or writes pages."""


class SocketLimits(Struct, frozen=True, kw_only=True):
    """What a server's socket allows. Times are in seconds."""

    connections: int = 256
    connections_each_account: int = 32
    greeting: float = 10.0
    """For saying what one wants, and for the next errand."""
    asked_a_second: float = 50.0
    """By all connections of an account together; what is much work counts for more."""
    asked_at_once: float = 200.0
    unanswered: int = 64
    """Of one connection; what is asked for beyond waits outside."""
    buffered: int = 262_144
    """Bytes that wait for a slow client; above that it gets no more until they are gone, and then the newest."""
    stalled: float = 20.0
    """That a client may take nothing at all while bytes wait for it."""


class House(Struct, frozen=True, eq=False):
    """What all visits share. `identity_of` is asked by the hub's thread; it refuses, with a sentence, whom it knows not.

    `admit` refuses where there are too many, and returns how fast an account may ask; `gone` is told when a visit is over.
    """

    hub: Hub
    identity_of: Callable[[int], Identity]
    limits: SocketLimits
    loop: AbstractEventLoop
    recent: Recent
    packer: Packer
    admit: "Callable[[Visit], Bucket]"
    gone: "Callable[[Visit], None]"


class Visit(Protocol):
    """One connection. What it brings is taken at a bounded pace, and carried on by its guest, once it is known who that is."""

    def __init__(self, house: House, number: int) -> None:
        self._house, self._loop, self._limits = house, house.loop, house.limits
        self._number = number
        self.uid = -1
        self.guest: Guest | None = None
        self._frames = Frames(FROM_STRANGER)
        self._greeted = self._greeting = self._paused = self._closed = self._bye = False
        self._waiting: TimerHandle | None = None
        self._refilling: TimerHandle | None = None

    @property
    def person(self) -> str:
        """Who it is; "" while that is not known."""
        return self.guest.identity.person if self.guest else ""

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin: see whose it is, and whether there is room."""
        self._transport = cast(Transport, transport)
        self._out = Outbox(self._transport, self._loop, self._limits.buffered, self._limits.stalled, self._stalled)
        sock: socket.socket = transport.get_extra_info("socket")
        credentials = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
        _pid, self.uid, _gid = _CREDENTIALS.unpack(credentials)
        try:
            self._bucket = self._house.admit(self)
        except Refused as refusal:
            self.part(str(refusal), again=True)
            return
        self._waiting = self._loop.call_later(self._limits.greeting, self._wait_no_longer)

    def data_received(self, data: bytes) -> None:
        """Take in what has come."""
        self._frames.feed(data)
        self._work()

    def resume_writing(self) -> None:
        """There is room again for what has to go out."""
        if self.guest:
            self.guest.flush()

    def connection_lost(self, exc: Exception | None) -> None:
        """End: the room is left; the seat is kept where nobody said goodbye."""
        self._closed = True
        self._out.close()
        for timer in (self._waiting, self._refilling):
            if timer:
                timer.cancel()
        self._leave()
        self._house.gone(self)
        self._log(logging.INFO, "left" if self._bye else "is gone")

    # --- the end

    def part(self, said: str, *, again: bool) -> None:
        """End this connection with a sentence; `again` says that it may come back."""
        if self._over:
            return
        self._log(logging.WARNING, f"sent away: {said}")
        self._out.write(encode(Parting(said=said, again=again)))
        self._hang_up()

    def end(self, said: str) -> None:
        """End it for good, with a sentence: no seat is kept."""
        self._bye = True
        self.part(said, again=False)

    def close(self) -> None:
        """Hang up when all that was written has gone out; whoever is on the other end may come back at once."""
        if not self._over:
            self._hang_up()

    def abort(self) -> None:
        """Hang up now."""
        if not self._closed:
            self._transport.abort()

    @property
    def _over(self) -> bool:
        return self._closed or self._transport.is_closing()

    def _hang_up(self) -> None:
        self._transport.close()
        self._leave()

    def _leave(self) -> None:
        if self.guest:
            self.guest.leave(lost=not self._bye)

    def _stalled(self) -> None:
        self._log(logging.WARNING, "takes nothing any more, and is given up")
        self._transport.abort()

    def _wait_no_longer(self) -> None:
        """End a connection that wants nothing; one in a room may be silent for as long as it likes."""
        if self.guest and self.guest.inside:
            return
        if self._greeting or (self.guest and self.guest.asked):
            self._waiting = self._loop.call_later(self._limits.greeting, self._wait_no_longer)
            return
        self.part(_("Nothing was asked for in a while. Come back when you would like something."), again=True)

    # --- what comes in

    def _work(self) -> None:
        """Take what has come, as far as its turn has come."""
        held = self._held
        try:
            while held is None and (body := self._frames.next()) is not None:
                self._bucket.charge(self._take(body), self._loop.time())
                held = self._held
        except Malformed as error:
            self._log(logging.WARNING, f"sent what is no message: {error}")
            self.part(_("That was no message of a sociotui. This connection ends here."), again=False)
            return
        self._pace(held)

    @property
    def _held(self) -> float | None:
        """Why nothing more is taken now: for so many seconds, or (0.0) until something else is done; None where it is."""
        if self._over or self._greeting:
            return 0.0
        if self.guest and (self.guest.entering or self.guest.asked >= self._limits.unanswered):
            return 0.0
        wait = self._bucket.wait(self._loop.time())
        return wait if wait > 0 else None

    def _pace(self, held: float | None) -> None:
        """Let nothing more come in while what has come waits for its turn."""
        if self._over:
            return
        if held and self._refilling is None:
            self._refilling = self._loop.call_later(held, self._refilled)
        if held is None and self._paused:
            self._transport.resume_reading()
        elif held is not None and not self._paused:
            self._transport.pause_reading()
        self._paused = held is not None

    def _refilled(self) -> None:
        self._refilling = None
        self._work()

    def _take(self, body: bytes) -> float:
        """Take a message, and return how much work it is."""
        if not self._greeted:
            self._greeted = True
            self._greet(decoded(body, _hellos))
            return 1.0
        request = decoded(body, wire.requests)
        if isinstance(request, Bye):
            self._bye = True
            self._hang_up()
        elif self.guest:
            self.guest.take(request)
        return _MUCH if isinstance(request, _HEAVY) else 1.0

    def _greet(self, said: Hello) -> None:
        misfit = apart(said, hello())
        if misfit:
            self.part(misfit, again=False)
            return
        self._greeting = True
        on_hub(self._house, lambda: self._house.identity_of(self.uid), self._known)

    def _known(self, answer: "Future[Identity]") -> None:
        self._greeting = False
        if self._over:
            return
        error = answer.exception()
        if error:
            self.part(fault_of(error, self._log), again=not isinstance(error, Refused))
            return
        identity = answer.result()
        identity = msgspec.structs.replace(identity, session=identity.session or str(self._number))
        self.guest = Guest(self._house, self.uid, identity, self._out, self._work, self._log)
        self._frames.most = FROM_CLIENT
        self._log(logging.INFO, "came in")
        welcome = Welcome(
            protocol=PROTOCOL,
            program=hello().program,
            person=identity.person,
            steward=identity.steward,
            session=identity.session,
            now=self._house.hub.home.clock.now(),
        )
        self._out.write(encode(welcome))
        self._work()

    def _log(self, level: int, said: str) -> None:
        """Put on the server's record, on one line, what there is to tell of this connection."""
        plain = " ".join(printable(said).split())
        log.log(level, "socket %d, account %d (%s): %s", self._number, self.uid, self.person or "?", plain)
