"""Process each: an OpenSSH server that starts the ordinary program for everybody who logs in, all on one home folder."""

import contextlib
import os
import pwd
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import asyncssh
import pytest

from .ordinary import Ordinary
from .people import PATIENCE, Person
from .ssh_people import come_in

_CONFIG = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
PidFile none
UsePAM no
PubkeyAuthentication yes
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
StrictModes no
AuthorizedKeysFile {folder}/authorized
PrintMotd no
ForceCommand {folder}/shell
"""
_OWN_RUN = 'mount -t tmpfs -o mode=755 none /run && mkdir /run/sshd && exec "$@"'
"""Where sshd's empty folder is missing, as on a machine without its service: give it one that nobody else sees."""


class ProcessEach:
    """A login, an sshd of its own and a program of its own for everybody; the programs follow the files that they share.

    All log in to root's account, as root alone may look into the memory of an sshd. To others sshd gives two processes
    each, so that this is the least that it takes.
    """

    def __init__(self, folder: Path, program: Ordinary) -> None:
        sshd = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
        if sshd is None:
            pytest.fail(
                "a process each over sshd is measured beside, and there is no sshd here: install it (openssh-server)"
            )
        self._key = asyncssh.generate_private_key("ssh-ed25519")
        self._port = _free_port()
        _write(folder, self._key, program, self._port)
        command = [sshd, "-D", "-e", "-f", str(folder / "sshd_config")]
        if not os.geteuid() and not Path("/run/sshd").is_dir():
            command = ["unshare", "--mount", "--propagation", "private", "sh", "-ec", _OWN_RUN, "sh", *command]
        self._log = folder / "log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self._wait()

    def pids(self) -> Sequence[int]:
        """Return sshd, and all that it started."""
        return list(_with_children(self._process.pid))

    def person(self, _number: int) -> AbstractAsyncContextManager[Person]:
        """Log in to the account that the benchmark runs in."""
        return come_in(self._port, pwd.getpwuid(os.geteuid()).pw_name, self._key)

    def close(self) -> None:
        """End it. Who is still in is left to their connection's end."""
        self._process.terminate()
        self._process.wait(30)

    def _wait(self) -> None:
        over = time.monotonic() + PATIENCE
        while True:
            assert self._process.poll() is None and time.monotonic() < over, self._log.read_text("utf-8", "replace")
            try:
                socket.create_connection(("127.0.0.1", self._port), 1).close()
            except OSError:
                time.sleep(0.01)
            else:
                return


def _write(folder: Path, key: asyncssh.SSHKey, program: Ordinary, port: int) -> None:
    """Write what sshd reads."""
    asyncssh.generate_private_key("ssh-ed25519").write_private_key(folder / "host")
    (folder / "host").chmod(0o600)
    key.write_public_key(folder / "authorized")
    settings = shlex.join(f"{name}={value}" for name, value in program.env.items())
    shell = folder / "shell"
    shell.write_text(f"#!/bin/sh\nexec env {settings} {shlex.join(program.command)}\n", "utf-8")
    shell.chmod(0o755)
    (folder / "sshd_config").write_text(_CONFIG.format(port=port, folder=folder), "utf-8")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _with_children(pid: int) -> Iterator[int]:
    """Return a process and all that come of it."""
    yield pid
    with contextlib.suppress(FileNotFoundError):  # one that has just ended has no children
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                yield from _with_children(int(child))
