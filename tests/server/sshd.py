"""An OpenSSH server on a machine that many share: members log in to accounts of theirs, whose shell is the program."""

import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from .machine import ACCOUNTS, SHELL, Machine, program, where
from .serving import SOON, Serving, free_port, new_key

FORCED = "u-ben"
"""The account that has an ordinary shell, and whom sshd makes run the program instead."""
_CONFIG = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
PidFile none
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
StrictModes no
AuthorizedKeysFile {folder}/authorized/%u
AllowTcpForwarding no
PrintMotd no
Match User {forced}
    ForceCommand {shell}
"""


class Sshd:
    """The real sshd, beside a server on its machine. Keys are those by which members come in to the SSH door, too."""

    def __init__(self, server: Serving, machine: Machine) -> None:
        self._server, self._machine = server, machine
        self._folder = machine.folder / "sshd"
        self._folder.mkdir()
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    def start(self) -> None:
        """Start it, and wait until it listens. Skips the test where this machine has none."""
        sshd = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
        if sshd is None:
            pytest.skip("there is no sshd on this machine (openssh-server)")
        inside = self._machine.path(self._folder)
        new_key(self._folder, "host")
        self._write_shell()
        authorized = self._folder / "authorized"
        authorized.mkdir()
        for account in ACCOUNTS:
            key = self._server.keys / f"{account.removeprefix('u-')}.pub"
            if key.exists():
                shutil.copy(key, authorized / account)
        self.port = free_port()
        config = _CONFIG.format(port=self.port, folder=inside, forced=FORCED, shell=SHELL)
        (self._folder / "config").write_text(config, "utf-8")
        command = [*self._machine.enter("root"), sshd, "-D", "-e", "-f", f"{inside}/config"]
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self._wait()

    def _write_shell(self) -> None:
        settings = " ".join(f"{name}={value}" for name, value in where().items())
        shell = self._machine.folder / Path(SHELL).name
        shell.write_text(f"#!/bin/sh\nexec env {settings} {' '.join(program())} join\n", "utf-8")
        shell.chmod(0o755)

    def _wait(self) -> None:
        deadline = time.monotonic() + SOON
        while True:
            assert self._process and self._process.poll() is None, self.log
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                assert time.monotonic() < deadline, self.log
                time.sleep(0.01)
            else:
                return

    @property
    def log(self) -> str:
        """What it has told so far."""
        return (self._folder / "log").read_text("utf-8", "replace")

    def login(self, person: str, *options: str, account: str = "", words: Sequence[str] = ()) -> list[str]:
        """Return the command by which a person logs in to their account, or tries to at another one."""
        return self._server.ssh(person, *options, name=account or f"u-{person}", port=self.port, words=words)

    def close(self) -> None:
        """End it, and all that it lets run."""
        if self._process:
            self._process.terminate()
            self._process.wait(SOON)
