"""SSH serving: a server with an SSH door in a thread of the test's own, and the `ssh` of this machine to come in with."""

import asyncio
import os
import subprocess
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any, TypeVar

from sociotui.domain.refusal import Refused
from sociotui.room.home import Home
from sociotui.room.hub import Hub
from sociotui.room.identity import Identity
from sociotui.room.port import Room
from sociotui.served.hosting import Host
from sociotui.served.limits import Limits
from sociotui.served.session import Terminal as Told
from sociotui.served.ssh_door import Key, SshDoor
from sociotui.served.watchdog import Watchdog
from tests.terminal.screen import Terminal

SOON = 20.0
"""Seconds after which something that has to come has not come."""
T = TypeVar("T")


def new_key(folder: Path, name: str, kind: Sequence[str] = ("-t", "ed25519")) -> Path:
    """Make a key without a passphrase and return where its private half lies."""
    path = folder / name
    subprocess.run(
        ["ssh-keygen", "-q", *kind, "-N", "", "-C", name, "-f", str(path)], check=True, stdin=subprocess.DEVNULL
    )
    return path


def fingerprint(key: Path) -> str:
    """Return the fingerprint of a key, as `ssh-keygen` tells it."""
    told = subprocess.run(["ssh-keygen", "-lf", str(key)], check=True, capture_output=True, text=True)
    return told.stdout.split()[1]


class SshServing:
    """A server on a home, with an SSH door on a port of its own. Keys and codes are those that a test puts in.

    `room_of` makes the room that somebody enters; without it they enter the home, in `meeting` where one is named.
    """

    def __init__(
        self,
        home: Home,
        folder: Path,
        *,
        limits: Limits | None = None,
        meeting: str = "",
        room_of: Callable[[Identity, Told], Room] | None = None,
    ) -> None:
        self.folder, self.meeting = folder, meeting
        self.people: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.entered: list[tuple[Identity, Told]] = []
        self.blocked: list[str] = []
        self.hub = Hub(home)
        self._room_of = room_of
        self._limits = limits or Limits()
        self._watchdog = Watchdog()
        self._loop = self._watchdog.new_loop()
        self._thread = Thread(target=self._run, name="serving")
        self.host_key = new_key(folder, "host")
        self.host: Host
        self.door: SshDoor
        self.port = 0

    def start(self) -> None:
        """Begin to serve."""
        self.hub.start()
        self._thread.start()
        self.do(self._open())

    def stop(self, farewell: str = "The server is going to sleep.") -> None:
        """Stop serving, as a server does that is told to."""
        if self._thread.is_alive():
            self.do(self.door.close(farewell))
            self.do(self.host.close(farewell))
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self.hub.stop()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Have something done in the server's loop, and return what comes of it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(SOON)

    def look(self, look: Callable[[], T]) -> T:
        """Return what `look` returns in the server's loop."""

        async def work() -> T:
            return look()

        return self.do(work())

    def know(self, person: str, *, kind: Sequence[str] = ("-t", "ed25519")) -> Path:
        """Make a key for a person, which the server knows from now on."""
        key = new_key(self.folder, f"key-{person}-{len(self.people)}", kind)
        self.people[fingerprint(key)] = person
        return key

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._watchdog.start()
        self._loop.run_forever()
        self._watchdog.close()
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    async def _open(self) -> None:
        self.host = Host(self._limits)
        self.door = SshDoor(
            self.host, self.host_key.read_bytes(), who=self._who, bind=self._bind, enter=self._enter, name="127.0.0.1"
        )
        self.port = await self.door.listen("127.0.0.1", 0)

    def _who(self, key: Key) -> Identity | None:
        person = self.people.get(key.fingerprint)
        return Identity(person=person, door="ssh", session=key.fingerprint) if person else None

    async def _bind(self, key: Key, code: str) -> Identity:
        person = self.codes.pop(code, None)
        if person is None:
            raise Refused("This code was made for nobody.")
        self.people[key.fingerprint] = person
        return Identity(person=person, door="ssh", session=key.fingerprint)

    async def _enter(self, identity: Identity, terminal: Told) -> Room:
        self.entered.append((identity, terminal))
        if self._room_of:
            return self._room_of(identity, terminal)
        return await asyncio.wrap_future(self.hub.ask(lambda: self.hub.enter(identity, self.meeting)))

    # --- clients

    def command(self, key: Path | None, *options: str, name: str = "someone", program: str = "ssh") -> list[str]:
        """Return the command by which somebody comes in with a key."""
        identity = ["-i", str(key)] if key else []
        settled = [
            "BatchMode=yes",
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            "StrictHostKeyChecking=no",
            f"UserKnownHostsFile={self.folder / 'known'}",
            "LogLevel=ERROR",
        ]
        port = "-p" if program == "ssh" else "-P"
        told = [word for option in settled for word in ("-o", option)]
        return [program, "-F", "/dev/null", *options, *told, *identity, port, str(self.port), f"{name}@127.0.0.1"]

    @contextmanager
    def visit(
        self,
        key: Path | None,
        *options: str,
        name: str = "someone",
        size: tuple[int, int] = (80, 24),
        **variables: str,
    ) -> Iterator[Terminal]:
        """Come in at a terminal of one's own."""
        env = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "TERM": "xterm-256color", **variables}
        sending = [word for variable in variables for word in ("-o", f"SendEnv={variable}")]
        command = self.command(key, *sending, *options, name=name)
        terminal = Terminal(command, size=size, env=env, cwd=self.folder)
        try:
            yield terminal
        finally:
            terminal.close()

    def run(self, command: Sequence[str], **variables: str) -> "subprocess.CompletedProcess[str]":
        """Run a command that needs no terminal, to its end."""
        env = {"PATH": os.environ["PATH"], "HOME": str(self.folder), **variables}
        return subprocess.run(
            command, env=env, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SOON
        )


def until(holds: Callable[[], T], what: str = "it") -> T:
    """Return what `holds` returns as soon as that is true; fails where it never is."""
    deadline = monotonic() + SOON
    while not (found := holds()):
        if monotonic() > deadline:
            raise AssertionError(f"{what} did not come")
        os.sched_yield()
    return found
