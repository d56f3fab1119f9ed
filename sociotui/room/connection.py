"""Connection: a way to a server through its Unix socket, for whoever waits for each answer; the command line goes by it.

What a server answers comes out as it would from the store: a value, a refusal, or the store's own error.
"""

import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from sociotui.domain.refusal import Refused
from sociotui.journal.port import OutcomeUnknown
from sociotui.room.frames import FROM_CLIENT, FROM_SERVER, Frames, Malformed, frame
from sociotui.room.messages import (
    PROTOCOL,
    Bye,
    Errand,
    Message,
    Parting,
    Reply,
    Value,
    Welcome,
    apart,
    decoded,
    encode,
    error_of,
    hello,
)
from sociotui.room.trust import account_named, may_serve, who_answers
from sociotui.words import _

GREETING = 10.0
"""Seconds within which a server has to say who it is."""
_FAREWELL = 1.0
CHUNK = 256 * 1024
"""Bytes that are read at once."""

_first: "msgspec.msgpack.Decoder[Welcome | Parting]" = msgspec.msgpack.Decoder(Welcome | Parting)
_replies: "msgspec.msgpack.Decoder[Reply | Parting]" = msgspec.msgpack.Decoder(Reply | Parting)


class NobodyThere(Refused):
    """No server answers on a socket."""


class Foreign(NobodyThere):
    """Somebody answers on a socket who may not be the server; nothing was said to them."""


class Turned(Refused):
    """A server lets nobody in here, with its sentence; `again` says that it may another time."""

    def __init__(self, parting: Parting) -> None:
        self.again = parting.again
        super().__init__(parting.said)


class Gone(Exception):  # noqa: N818 - it is the server that is gone
    """The connection is gone, with whatever was on its way."""


class Connection:
    """A connection to the server at a socket's `path`, greeted on both sides. `welcome` tells as whom.

    `home` is the folder that pointed to it, if one did. Raises NobodyThere, Foreign where it is somebody else who answers,
    and Turned where the server lets this account not in, or speaks another language.
    """

    def __init__(self, path: Path, within: float = GREETING, home: Path | None = None) -> None:
        self._frames = Frames(FROM_SERVER)
        self._number = 0
        self._sock = connected(path, within, home)
        try:
            self.send(hello())
            self.welcome = greeted(self._message(within))
        except (Gone, Malformed) as error:
            self._sock.close()
            raise nobody_at(path) from error
        except BaseException:
            self._sock.close()
            raise

    def errand(self, name: str, said: Mapping[str, Any]) -> Any:
        """Have the server run an errand, and return what it answers. Raises what the errand does: Refused, JournalError.

        OutcomeUnknown where the server went before it answered; with the same `cmd` in what is `said` it can be sent again.
        """
        self._number += 1
        self._sock.settimeout(None)
        self.send(Errand(number=self._number, name=name, said=dict(said)))
        try:
            reply = decoded(self._message(None), _replies)
        except (Gone, Malformed) as error:
            raise OutcomeUnknown(
                _("The server went away before it answered. Look whether this was done before you do it again.")
            ) from error
        if isinstance(reply, Value):
            return msgspec.msgpack.decode(reply.value)
        raise Turned(reply) if isinstance(reply, Parting) else error_of(reply)

    def send(self, message: Message) -> None:
        """Send a message. Refuses one that is too long; where the server has gone, that shows when it has to answer."""
        sent = framed(message)
        with suppress(BrokenPipeError, ConnectionResetError):
            self._sock.sendall(sent)

    def close(self) -> None:
        """Leave, and let go of the connection; doing it again does nothing."""
        with suppress(OSError):
            self._sock.settimeout(_FAREWELL)
            self._sock.sendall(framed(Bye()))
        self._sock.close()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _message(self, within: float | None) -> bytes:
        """Return the next message; `within` seconds, if that is said. Raises Gone and Malformed."""
        deadline = None if within is None else time.monotonic() + within
        while (body := self._frames.next()) is None:
            self._sock.settimeout(None if deadline is None else max(0.001, deadline - time.monotonic()))
            try:
                data = self._sock.recv(CHUNK)
            except OSError as error:
                raise Gone from error
            if not data:
                raise Gone
            self._frames.feed(data)
        return body


def framed(message: Message) -> bytes:
    """Return a client's message as it is sent; refuses one that is too long for a server, or that none can be sent."""
    try:
        body = encode(message)
    except (OverflowError, UnicodeEncodeError) as error:
        raise unsendable() from error
    if len(body) > FROM_CLIENT:
        raise Refused(_("This is more text than a server takes at once. Please make it shorter."))
    return frame(body)


def unsendable() -> Refused:
    """Return the refusal of what no server takes for a message."""
    return Refused(
        _("There is a name, a number or a sign in this that can't be sent to a server. Please say it in another way.")
    )


def greeted(body: bytes) -> Welcome:
    """Return what a server says first. Raises Turned where it lets nobody in, or speaks another language; Malformed."""
    first = decoded(body, _first)
    if isinstance(first, Parting):
        raise Turned(first)
    if first.protocol != PROTOCOL:
        raise Turned(Parting(said=apart(hello(), first)))
    return first


def connected(path: Path, within: float, home: Path | None = None) -> socket.socket:
    """Return a socket that is connected to the server at `path`, which may have been pointed to by a `home`.

    `within` seconds it may take. Raises NobodyThere, and Foreign before anything was sent.
    """
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
    sock.settimeout(within)
    try:
        sock.connect(str(path))
    except PermissionError as error:
        sock.close()
        raise NobodyThere(
            _(
                "This account may not use the server's socket, {path}. Ask whoever looks after the server to let it.",
                path=path,
            )
        ) from error
    except OSError as error:
        sock.close()
        raise nobody_at(path) from error
    uid = who_answers(sock)
    if not may_serve(uid, path, home):
        sock.close()
        raise _foreign(path, uid)
    return sock


def _foreign(path: Path, uid: int) -> Foreign:
    return Foreign(
        _(
            "The account {account} answers at {path}, and nothing shows that it may: neither the home nor that place is its "
            "own alone. Nothing was said to it. Ask whoever looks after your server where its socket is, and name that "
            "with --socket.",
            account=account_named(uid),
            path=path,
        )
    )


def nobody_at(path: Path) -> NobodyThere:
    """Return what is said where no server answers."""
    return NobodyThere(
        _(
            "No sociotui server answers at {path}. Is it running? Whoever looks after it starts it with “sociotui serve”.",
            path=path,
        )
    )
