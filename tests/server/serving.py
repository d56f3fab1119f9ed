"""Serving: the real server in a process of its own, on a home of a test's own, and the ways that members come in by."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sociotui.domain.event import Event
from sociotui.exchange.organisations import read_organisation
from sociotui.room.access import AccessBook
from sociotui.room.home import Home
from tests.terminal.program import COMMAND, Program

from .circle import TWELVE, organisation
from .crowd import Seat
from .machine import ACCOUNTS, SERVER, Machine

SOON = 20.0
"""Seconds after which something that has to come has not come."""
T = TypeVar("T")


def until(holds: Callable[[], T], what: str = "it", within: float = SOON) -> T:
    """Return what `holds` returns as soon as that is true; fails where it never is."""
    deadline = time.monotonic() + within
    while not (found := holds()):
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not come within {within:g} s")
        time.sleep(0.01)  # a look costs something; what is waited for is another process
    return found


def new_key(folder: Path, name: str) -> Path:
    """Make a key without a passphrase and return where its private half lies."""
    path = folder / name
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


def fingerprint(key: Path) -> str:
    """Return the fingerprint of a key, as `ssh-keygen` tells it."""
    told = subprocess.run(["ssh-keygen", "-lf", str(key)], check=True, capture_output=True, text=True)
    return told.stdout.split()[1]


def furnish(program: Program, keys: Path) -> None:
    """Make a home with the organisation and a host key; the twelve may come in by a key in `keys`, and by an account."""
    keys.mkdir(parents=True)
    home = Home(program.home)
    try:
        home.define(read_organisation(organisation(), "wells.toml"), "test")
        book = AccessBook(home)
        for person in TWELVE:
            book.bind_key(person, new_key(keys, person).with_suffix(".pub").read_text("utf-8"), "test")
            book.bind_account(person, str(ACCOUNTS[f"u-{person}"]), "test")
    finally:
        home.close()
    program.ok("host-key", "new", "--state", str(program.folder / "state"))


class Serving:
    """A server on the home of `program`; `keys` is the folder with everybody's. On a `machine` it has an account there."""

    def __init__(self, program: Program, keys: Path, machine: Machine | None = None) -> None:
        self.program, self.keys, self.folder, self.machine = program, keys, program.folder, machine
        self.port = 0
        self.seats: list[Seat] = []
        self.limits: dict[str, float] = {}
        """Limits for sessions that are others than usual."""
        self.faulty = False
        """Whether the key that shows all keys is a mistake of the program's."""
        self._log = self.folder / "log"
        self._log.touch()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def state(self) -> Path:
        """The folder with the host key."""
        return self.folder / "state"

    @property
    def socket(self) -> Path:
        """The socket, where the server and its members see it."""
        return Path("/run/sociotui/socket") if self.machine else self.folder / "run" / "socket"

    def own(self, *arguments: str) -> list[str]:
        """Return the command by which the server's account runs the program."""
        if self.machine is None and (self.limits or self.faulty):
            told = (json.dumps(self.limits), "faulty" if self.faulty else "faultless")
            return [sys.executable, "-m", "tests.server.limited", *told, *arguments]
        if self.machine is None:
            return [*COMMAND, *arguments]
        return self.machine.command(
            SERVER, *arguments, env={"SOCIOTUI_HOME": str(self.machine.path(self.program.home))}
        )

    # --- life

    def start(self, *more: str, env: Mapping[str, str] | None = None, ssh: bool = True) -> None:
        """Start it and wait until its doors are open; the SSH door is on the same port as before."""
        before = len(self.log)
        state = self.machine.path(self.state) if self.machine else self.state
        doors = ["--ssh", f"127.0.0.1:{self.port}", "--state", str(state)] if ssh else []
        self.launch(self.own("serve", "--socket", str(self.socket), *doors, *more), env)

        def is_open() -> bool:
            assert self.running, f"the server ended with {self.process.returncode}:\n{self.log[before:]}"
            return "The doors are open" in self.log[before:]

        until(is_open, "an open door")
        if ssh:
            self.port = int(re.findall(r"SSH door open on port (\d+)", self.log)[-1])

    def launch(self, command: Sequence[str], env: Mapping[str, str] | None = None, **more: Any) -> None:
        """Start a command as the server, with its log in this server's log."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                env=self.program.env | dict(env or {}),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **more,
            )

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        """The process that serves."""
        assert self._process
        return self._process

    @property
    def running(self) -> bool:
        """Whether it still runs."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        self.process.kill()
        self.process.wait(SOON)

    def stop(self) -> int:
        """Tell it to end, and return its exit code."""
        self.process.terminate()
        return self.wait()

    def wait(self) -> int:
        """Wait until it has ended, and return its exit code."""
        return self.process.wait(SOON)

    def close(self) -> None:
        """End everything that is still running."""
        for seat in tuple(self.seats):
            seat.close()
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    # --- its record

    @property
    def log(self) -> str:
        """What it has told so far."""
        return self._log.read_text("utf-8", errors="replace")

    def logged(self, *words: str, times: int = 1) -> str:
        """Wait until there are lines with all these words, that many of them; return the last one."""

        def lines() -> list[str]:
            return [line for line in self.log.splitlines() if all(word in line for word in words)]

        try:
            until(lambda: len(lines()) >= times, f"{times} × {words}", 5.0)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.log}") from None
        return lines()[-1]

    # --- ways in

    def ssh(
        self,
        key: Path | str | None,
        *options: str,
        name: str = "someone",
        port: int = 0,
        words: Sequence[str] = (),
    ) -> list[str]:
        """Return the command by which somebody comes in with a key: a path, or whose it is; to this server's door."""
        path = self.keys / key if isinstance(key, str) else key
        settled = [
            "BatchMode=yes",
            "IdentitiesOnly=yes",
            "StrictHostKeyChecking=accept-new",
            f"UserKnownHostsFile={self.folder / 'known_hosts'}",
            "LogLevel=INFO",
            *([] if any(o.startswith("IdentityAgent") for o in options) else ["IdentityAgent=none"]),
        ]
        told = [word for option in settled for word in ("-o", option)]
        identity = ["-i", str(path)] if path else []
        where = ["-p", str(port or self.port), f"{name}@127.0.0.1"]
        return ["ssh", "-F", "/dev/null", *options, *told, *identity, *where, *words]

    def meet(self, *more: str) -> str:
        """Have the twelve meet, and return the meeting's id: check-in, and Ana begins."""
        return self.ask("open", "well", *more).strip()

    def ask(self, *arguments: str) -> str:
        """Have whoever looks after the server run a command, which goes through it; return what it printed."""
        done = self.run(self.own(*arguments), **({} if self.machine else self.program.env))
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def visit(
        self,
        key: Path | str | None,
        *options: str,
        name: str = "someone",
        size: tuple[int, int] = (80, 24),
        **variables: str,
    ) -> Seat:
        """Come in by SSH, at a terminal of one's own."""
        sending = [word for variable in variables for word in ("-o", f"SendEnv={variable}")]
        return self.sit(self.ssh(key, *sending, *options, name=name), size=size, **variables)

    def sit(self, command: Sequence[str], *, size: tuple[int, int] = (80, 24), **variables: str) -> Seat:
        """Sit down at a terminal in which a command runs."""
        env = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "TERM": "xterm-256color", **variables}
        return Seat(self.seats, command, size=size, env=env, cwd=self.folder)

    def join(self, account: str, *arguments: str, size: tuple[int, int] = (80, 24)) -> Seat:
        """Come in by the socket, in an account of the machine."""
        assert self.machine
        return self.sit(self.machine.command(account, "join", "--socket", str(self.socket), *arguments), size=size)

    def run(self, command: Sequence[str], **variables: str) -> "subprocess.CompletedProcess[str]":
        """Run a command that needs no terminal, to its end."""
        env = {"PATH": os.environ["PATH"], "HOME": str(self.folder), **variables}
        return subprocess.run(
            command, env=env, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SOON
        )


def free_port() -> int:
    """Return a port that nobody listens on, for a program that has to be told one."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def events(folder: Path, meeting: str) -> list[Event]:
    """Return what is on record of a meeting in a home that no server has, in its order."""
    home = Home(folder)
    try:
        return [recorded.event for recorded in home.journal.read(f"meeting/{meeting}")]
    finally:
        home.close()


def freeze(seat: Seat) -> None:
    """Let a client hang, as when a laptop's lid is closed."""
    os.kill(seat.pid, signal.SIGSTOP)
