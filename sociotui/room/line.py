"""Line: one connection to a server's socket that waits for nothing; what is to be sent is sent when there is room for it."""

import selectors
import socket
from collections.abc import Iterator
from contextlib import suppress

from sociotui.room.connection import CHUNK, Gone, framed
from sociotui.room.frames import FROM_SERVER, Frames
from sociotui.room.messages import Message


class Bell:
    """What a thread that waits for a line can be woken with by others."""

    def __init__(self) -> None:
        self._ear, self._rope = socket.socketpair()
        self._ear.setblocking(False)
        self._rope.setblocking(False)

    def ring(self) -> None:
        """Wake whoever waits; where nobody does, who waits next doesn't."""
        with suppress(BlockingIOError):  # so many rings are there that one more says nothing
            self._rope.send(b"!")

    def hush(self) -> None:
        """Take note of all rings so far."""
        with suppress(BlockingIOError):
            while self._ear.recv(CHUNK):
                pass

    def fileno(self) -> int:
        """Return what a selector waits for."""
        return self._ear.fileno()

    def close(self) -> None:
        """Let go of it."""
        self._ear.close()
        self._rope.close()

    def wait(self, seconds: float) -> None:
        """Wait for a ring, for so long at the most."""
        with selectors.DefaultSelector() as selector:
            selector.register(self, selectors.EVENT_READ)
            selector.select(seconds)
        self.hush()


class Line:
    """A connected socket, and the bell by which its thread is called away from it. Raises Gone when it is gone."""

    def __init__(self, sock: socket.socket, bell: Bell) -> None:
        sock.setblocking(False)
        self._sock, self._bell = sock, bell
        self._frames = Frames(FROM_SERVER)
        self._out = bytearray()
        self._selector = selectors.DefaultSelector()
        self._selector.register(sock, selectors.EVENT_READ)
        self._selector.register(bell, selectors.EVENT_READ)

    def put(self, message: Message) -> None:
        """Send a message as soon as there is room; refuses one that is too long."""
        self._out += framed(message)

    def wait(self, seconds: float | None) -> None:
        """Send what there is room for, and read what has come; return when something did, the bell rang, or time is up."""
        self._flush()
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._out else 0)
        self._selector.modify(self._sock, events)
        for key, ready in self._selector.select(seconds):
            if key.fileobj is self._bell:
                self._bell.hush()
                continue
            if ready & selectors.EVENT_READ:
                self._read()
            if ready & selectors.EVENT_WRITE:
                self._flush()

    def messages(self) -> Iterator[bytes]:
        """Give the messages that have come. Raises Malformed."""
        while (body := self._frames.next()) is not None:
            yield body

    def close(self) -> None:
        """Send what there is room for, and hang up."""
        self._flush()
        self._selector.close()
        self._sock.close()

    def _read(self) -> None:
        try:
            data = self._sock.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError as error:
            raise Gone from error
        if not data:
            raise Gone
        self._frames.feed(data)

    def _flush(self) -> None:
        try:
            while self._out:
                del self._out[: self._sock.send(self._out)]
        except BlockingIOError:
            return
        except OSError:  # what came before is still to be read: it may say why; then its end comes
            self._out.clear()
