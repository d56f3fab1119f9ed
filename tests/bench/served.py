"""Served: a server in a process of its own, on the demo's meeting, to which people come in over its SSH door."""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import asyncssh

from .people import NAMES, Person
from .ssh_people import come_in


class Served:
    """All sessions in the server's one process."""

    def __init__(self, folder: Path, home: Path, meeting: str) -> None:
        host = asyncssh.generate_private_key("ssh-ed25519")
        host.write_private_key(folder / "host")
        self._keys = [asyncssh.generate_private_key("ssh-ed25519") for _name in NAMES]
        known = [f"{key.get_fingerprint()} {name}\n" for key, name in zip(self._keys, NAMES, strict=True)]
        (folder / "people").write_text("".join(known), "utf-8")
        command = [sys.executable, "-m", "tests.bench.ssh_server"]
        command += [str(part) for part in (home, meeting, folder / "host", folder / "people")]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        self._port = int(self._process.stdout.readline())

    def pids(self) -> Sequence[int]:
        """Return the server."""
        return [self._process.pid]

    def person(self, number: int) -> AbstractAsyncContextManager[Person]:
        """Come in by the key of the person of that number; with more than there are, they come in again."""
        return come_in(self._port, "x", self._keys[number % len(NAMES)])

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(30)
        if self._process.stdout:
            self._process.stdout.close()
