"""A visit: one session over a connection, from the door to the seat; whoever wants something else is told what there is."""

import asyncio
import logging
from typing import TYPE_CHECKING

from asyncssh import SSHServerChannel, SSHServerSession

from sociotui.domain.refusal import Refused
from sociotui.room.identity import Identity
from sociotui.served.code_prompt import CodePrompt
from sociotui.served.session import Session, Terminal
from sociotui.served.ssh_private import unsent
from sociotui.served.told import accepted
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.served.ssh_guest import Guest

log = logging.getLogger(__name__)
_EARLY = 4096
"""Bytes that are kept of what is typed before a session is there."""


class Visit(SSHServerSession[bytes]):
    """One session of a guest: a line to their terminal."""

    def __init__(self, guest: "Guest") -> None:
        self._guest, self._door = guest, guest.door
        self._chan: SSHServerChannel[bytes]
        self._term: str | None = None
        self._refusal = ""
        self._early = b""
        self._prompt: CodePrompt | None = None
        self._task: asyncio.Task[None] | None = None
        self._gone = False
        self._farewell: str | None = None
        self.identity: Identity | None = None
        self.session: Session | None = None

    # --- what the client asks for

    def connection_made(self, chan: SSHServerChannel[bytes]) -> None:
        """The channel is there."""
        self._chan = chan

    def pty_requested(self, term_type: str, term_size: tuple[int, int, int, int], term_modes: object) -> bool:
        """A terminal it is."""
        self._term = term_type
        return True

    def shell_requested(self) -> bool:
        """What this server is for; without a terminal there is nothing to see."""
        if self._term is None:
            self._refusal = _("A meeting is held at a terminal. Come again with one: ssh -t …")
        elif self._term == "dumb":
            self._refusal = _("Your terminal says that it can't be drawn on (TERM=dumb). Come again from another one.")
        return True

    def exec_requested(self, command: str) -> bool:
        """Run nothing, and say so."""
        self._refusal = _("This server runs no commands; it is here for meetings only. Come again without one: ssh …")
        return True

    def subsystem_requested(self, subsystem: str) -> bool:
        """Give no files, and say so."""
        self._refusal = _("This server gives and takes no files; it is here for meetings only.")
        return True

    def session_started(self) -> None:
        """All is asked for; now they come in, or are told why not."""
        if self._refusal:
            self._chan.write_stderr(f"{self._refusal}\r\n".encode())
            self._leave(1)
        else:
            self._task = asyncio.get_running_loop().create_task(self._come_in())

    # --- what the connection tells

    def data_received(self, data: bytes, datatype: object) -> None:
        """Keys."""
        if self.session:
            self.session.received(data)
        elif self._prompt:
            self._prompt.feed(data)
        else:
            self._early = (self._early + data)[:_EARLY]

    def terminal_size_changed(self, width: int, height: int, pixwidth: int, pixheight: int) -> None:
        """The terminal has another size."""
        if self.session:
            self.session.resized(width, height)

    def eof_received(self) -> bool:
        """No more keys will come; what is on the screen is still put right."""
        self.end("")
        return True

    def signal_received(self, signal: str) -> None:
        """A client that is told to go says so."""
        if signal in ("HUP", "INT", "TERM"):
            self.end("")

    def connection_lost(self, exc: Exception | None) -> None:
        """The line is cut, or was closed."""
        self._gone = True
        if self.session:
            self.session.lost()
        elif self._prompt:
            self._prompt.leave()
        self._guest.ended(self)

    # --- coming in

    async def _come_in(self) -> None:
        try:
            self.identity = self._guest.identity() or await self._bind()
            if self.identity:
                await self._sit_down(self.identity)
            else:
                self._leave(1)
        except Refused as refusal:
            self._say(str(refusal))
            self._leave(1)
        except Exception:
            log.exception("Somebody could not come in by a mistake in this program.")
            self._say(_("Something went wrong in this program. Whoever looks after this server can read what it was."))
            self._leave(1)

    async def _bind(self) -> Identity | None:
        """Ask for a one-time code, and bind the key to whom it was made for; None where that came to nothing."""
        key = self._guest.key
        if not self._guest.may_join or key is None:
            raise Refused(self._door.how_to_join)
        self._say(_("Welcome. Nobody here knows this key yet; your one-time code says whose it is."))
        self._prompt = prompt = CodePrompt(lambda text: self.write(text.encode()))
        self._early = b""
        try:
            async with asyncio.timeout(self._door.limits.code_time):
                for _try in range(self._door.limits.codes_each_connection):
                    code = await prompt.ask(_("Your one-time code: "))
                    if not code or self._gone:
                        return None
                    if not self._door.codes.take(self._guest.address):
                        raise Refused(_("Too many codes from your address. Please try again in a minute."))
                    try:
                        return await self._door.bind(key, code)
                    except Refused as refusal:
                        log.info("A code was refused, from %s.", self._guest.address)
                        self._say(str(refusal))
        except TimeoutError:
            self._say(_("That took long. Come again when you have the code at hand."))
        finally:
            self._prompt = None
        return None

    async def _sit_down(self, identity: Identity) -> None:
        width, height = self._chan.get_terminal_size()[:2]
        told = accepted(self._term or "", self._chan.get_environment())
        terminal = Terminal(environ=told, width=width, height=height, address=self._guest.address)
        room = await self._door.enter(identity, terminal)
        if self._gone or self._farewell is not None:  # while the room was made ready
            room.stop()
            self._say(self._farewell or "")
            self._leave(1)
            return
        for what in self._guest.wanted:
            self._say(_in_vain(what))
        self._guest.wanted.clear()
        try:
            self.session = self._door.host.open(room, identity, terminal, self)
        except Refused:
            room.stop()
            raise
        if self._early:
            self.session.received(self._early)

    # --- a line, as a session needs one

    def write(self, data: bytes) -> None:
        """Send bytes, where anybody is there still."""
        if not self._chan.is_closing():
            self._chan.write(data)

    def waiting(self) -> int:
        """Return how many bytes wait, for the terminal to take them or for the network."""
        return self._chan.get_write_buffer_size() + unsent(self._guest.connection)

    def pause(self) -> None:
        """Take in nothing for the moment."""
        self._chan.pause_reading()

    def resume(self) -> None:
        """Take in what comes."""
        self._chan.resume_reading()

    def abort(self) -> None:
        """Cut the connection."""
        log.info("A terminal took nothing any more, and was cut off; it was at %s.", self._guest.address)
        self._guest.connection.abort()

    def close(self) -> None:
        """Close when all that was written has gone out."""
        self._leave(0)

    def end(self, farewell: str) -> None:
        """End the visit, wherever it has come to."""
        self._farewell = farewell
        if self.session:
            self.session.end(farewell)
        elif self._prompt:
            self._say(farewell)
            self._prompt.leave()

    @property
    def used(self) -> bool:
        """Whether they have come further than a channel that is merely open."""
        return self._task is not None

    def _say(self, sentence: str) -> None:
        if sentence:
            self.write(f"{sentence}\r\n".encode())

    def _leave(self, status: int) -> None:
        """Close the channel; a client that doesn't take what is on its way has a moment, and is then cut off."""
        if not self._chan.is_closing():
            self._chan.exit(status)
            asyncio.get_running_loop().call_later(self._door.limits.goodbye, self._insist)

    def _insist(self) -> None:
        if not self._gone:
            self._guest.connection.abort()


def _in_vain(what: str) -> str:
    """Return what is said of something that was asked for beside a session, and is not given."""
    return {
        "x11": _("This server shows no windows of its own (X11 forwarding); it is here for meetings only."),
        "agent": _("This server has no use for your agent, so it isn't forwarded."),
        "listen": _("This server listens nowhere for you (-R); it is here for meetings only."),
    }[what]
