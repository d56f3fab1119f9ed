"""Speaking: a client of a server's socket that says what it is told to, byte by byte where that is wanted, for tests."""

import socket
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from sociotui.domain import commands as c
from sociotui.domain.event import Command
from sociotui.room import wire
from sociotui.room.frames import FROM_SERVER, Frames, frame
from sociotui.room.messages import Message, No, Parting, Trouble, Value, Welcome, encode, hello
from sociotui.room.port import Snapshot
from sociotui.room.unpacking import Unpacker
from sociotui.room.wire import Changed, FromServer
from tests.served.serving import SOON

Heard = Welcome | FromServer
_heard: "msgspec.msgpack.Decoder[Heard]" = msgspec.msgpack.Decoder(Heard)


class Speaker:
    """A connection to a socket, with all that was heard by it."""

    def __init__(self, path: Path) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(SOON)
        self.sock.connect(str(path))
        self.frames = Frames(FROM_SERVER)
        self.heard: list[Heard] = []
        self.unpacker = Unpacker()
        self._numbers = 0

    def say(self, *messages: Message | bytes) -> None:
        """Send messages, or bytes as they are, at once."""
        self.sock.sendall(b"".join(m if isinstance(m, bytes) else frame(encode(m)) for m in messages))

    def hear(self) -> Heard | None:
        """Return the next message; None where the server hangs up instead. Fails where nothing comes."""
        deadline = time.monotonic() + SOON
        while (body := self.frames.next()) is None:
            self.sock.settimeout(max(0.001, deadline - time.monotonic()))
            try:
                data = self.sock.recv(65_536)
            except ConnectionError:
                return None
            if not data:
                return None
            self.frames.feed(data)
        message = _heard.decode(body)
        self.heard.append(message)
        if isinstance(message, Changed):
            self.unpacker.take(message)
        return message

    def until(self, wanted: Callable[[Heard], Any]) -> Any:
        """Return the first message from now on that is as wanted; fails where the server hangs up before it."""
        while (message := self.hear()) is not None:
            if wanted(message):
                return message
        raise AssertionError("the server hung up")

    def sees(self, wanted: Callable[[Snapshot], Any]) -> Snapshot:
        """Return what there is to see as soon as it is as wanted."""
        while not (self.unpacker.seen and wanted(self.unpacker.seen)):
            self.until(lambda m: isinstance(m, Changed))
        return self.unpacker.seen

    def all(self) -> list[Heard]:
        """Return all that is heard until the server hangs up."""
        while self.hear() is not None:
            pass
        return self.heard

    def greet(self) -> Welcome:
        """Say hello, and return what is answered."""
        self.say(hello())
        welcome = self.hear()
        assert isinstance(welcome, Welcome), welcome
        return welcome

    def enter(self, meeting: str = "") -> "Speaker":
        """Come in, and hear all that there is to see."""
        self.greet()
        self.say(wire.Enter(number=0, meeting=meeting))
        self.until(lambda m: isinstance(m, Value) and m.number == 0)
        return self

    def number(self) -> int:
        """Return a number that was not used yet."""
        self._numbers += 1
        return self._numbers

    def answer(self, number: int) -> Any:
        """Return the answer to what has that number: a value, or No, or Trouble."""
        reply = self.until(lambda m: isinstance(m, Value | No | Trouble) and m.number == number)
        return msgspec.msgpack.decode(reply.value) if isinstance(reply, Value) else reply

    def act(self, meeting: str, command: Command | None = None, cmd: str = "c1") -> Any:
        """Have something done, and return its answer."""
        number = self.number()
        self.say(wire.Act(number=number, cmd=cmd, meeting=meeting, command=command or c.FinishTurn()))
        return self.answer(number)

    def parted(self) -> str:
        """Return the sentence with which the server hangs up."""
        last = self.all()[-1]
        assert isinstance(last, Parting), last
        return last.said

    def close(self) -> None:
        """Hang up."""
        self.sock.close()

    def __enter__(self) -> "Speaker":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
