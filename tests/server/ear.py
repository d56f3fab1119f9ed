"""Ear: a client at the socket that keeps every byte that it is sent."""

import subprocess

from .serving import SOON, Serving, until


class Ear:
    """A client at the socket that keeps every byte that it is sent."""

    def __init__(self, server: Serving, account: str, data: bytes) -> None:
        assert server.machine
        self._file = server.folder / f"heard-{account}"
        command = server.machine.command(account, str(server.socket), "0", module="tests.server.saying")
        with self._file.open("wb") as file:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=file)
        assert self._process.stdin
        self._process.stdin.write(data.hex().encode())
        self._process.stdin.close()

    def hears(self, what: bytes) -> None:
        """Wait until that has come."""
        until(lambda: what in self._file.read_bytes(), f"{what!r} in {self._file.name}")

    def ended(self) -> bytes:
        """Return all that was heard, after the server has gone."""
        self._process.wait(SOON)
        return self._file.read_bytes()
