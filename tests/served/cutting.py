"""Cutting: a way to a server's socket that is cut after so many bytes in one direction, for tests."""

import socket
from collections import deque
from pathlib import Path
from threading import Lock, Thread
from typing import Literal

Way = Literal["up", "down"]
"""To the server, or from it."""


class Cutting:
    """A socket at `path` that leads to the one at `to`. Each connection is cut as `cuts` have it, one after the other.

    A cut says after how many bytes in which direction; with none left connections last.
    """

    def __init__(self, path: Path, to: Path) -> None:
        self.path, self._to = path, to
        self.cuts: deque[tuple[Way, int]] = deque()
        self.made = 0
        self._lock = Lock()
        self._now: tuple[Way, int] | None = None  # what is left of the cut that comes next
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(path))
        self._listening.listen(64)
        Thread(target=self._accept, daemon=True).start()

    def cut(self, way: Way, after: int) -> None:
        """Cut what is connected now, after so many bytes from now on."""
        with self._lock:
            self._now = way, after

    def close(self) -> None:
        """Lead nowhere any more."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for pair in self._pairs:
            _hang_up(*pair)

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listening.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(str(self._to))
            except OSError:
                client.close()
                continue
            with self._lock:
                self.made += 1
                self._now = self.cuts.popleft() if self.cuts else None
                self._pairs.append((client, server))
            Thread(target=self._carry, args=("up", client, server), daemon=True).start()
            Thread(target=self._carry, args=("down", server, client), daemon=True).start()

    def _carry(self, way: Way, one: socket.socket, other: socket.socket) -> None:
        """Carry bytes from one to the other."""
        try:
            while data := one.recv(65_536):
                with self._lock:
                    now = self._now
                    if now and now[0] == way:
                        data, left = data[: now[1]], now[1] - len(data)
                        self._now = (way, left) if left > 0 else None
                        if left <= 0:
                            other.sendall(data)
                            break
                other.sendall(data)
        except OSError:
            pass
        _hang_up(one, other)


def _hang_up(*ends: socket.socket) -> None:
    for end in ends:
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            continue
