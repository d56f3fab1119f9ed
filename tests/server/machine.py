"""Machine: accounts, a run folder and an sshd as on a machine that many share, in a mount namespace that leaves nothing behind.

Members' accounts exist in it alone; the program is seen there at a place that every account can read.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal.program import CHECKOUT

from .circle import OUTSIDE, TWELVE

SERVER = "wellkeeper"
"""The account that the server runs in."""
ACCOUNTS = {SERVER: 20_000} | {f"u-{person}": 20_001 + n for n, person in enumerate((*TWELVE, OUTSIDE))}
"""Accounts by name, and their numbers. What they are called says nothing about whose they are."""
UNKNOWN = "nobody"
"""An account of every machine, and of no member."""
_TOP, _WORK = Path("/srv"), Path("/srv/work")
APART = """
for place in $(sed -n 's|^/dev/loop[0-9]* \\(/[^ ]\\{1,\\}\\) .*|\\1|p' /proc/self/mounts); do umount -l "$place" || true; done
"""
"""Lets go of disks that other tests have mounted: they are to be gone when those tests take them away."""
_SET_UP = f"""{APART}
mount -t tmpfs -o mode=755 none /srv
mkdir /srv/python /srv/site /srv/main /srv/work
mount --bind "$1" /srv/python
mount --bind "$2" /srv/site
mount --bind "$3" /srv/main
mount --bind "$4" /srv/work
for file in passwd group shadow; do mount --bind "$4/etc/$file" "/etc/$file"; done
mount -t tmpfs -o mode=755 none /run
mkdir /run/sshd /run/sociotui
chown 20000:20000 /run/sociotui
echo ready
exec sleep 1000000
"""


class Machine:
    """A machine whose accounts see `folder` as their own place. Skips the test where this one lets nobody set it up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process: subprocess.Popen[str] | None = None
        folder.chmod(0o755)
        self._write_accounts()

    def start(self) -> None:
        """Set it up."""
        if os.geteuid():
            pytest.skip("only root can have several accounts take part")
        for tool in ("unshare", "nsenter", "setpriv", "mount"):
            if shutil.which(tool) is None:
                pytest.skip(f"there is no {tool} on this machine")
        places = (sys.base_prefix, sysconfig.get_paths()["purelib"], str(CHECKOUT), str(self.folder))
        self._process = subprocess.Popen(
            ["unshare", "--mount", "--propagation", "private", "sh", "-ec", _SET_UP, "sh", *places],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout and self._process.stderr
        if self._process.stdout.readline().strip() != "ready":
            self._process.wait()
            pytest.skip(f"no accounts can be set up here: {self._process.stderr.read().strip()}")

    def close(self) -> None:
        """Let it go, with all that was mounted."""
        if self._process:
            self._process.kill()
            self._process.communicate()

    # --- what is done there

    def path(self, outside: Path) -> Path:
        """Return where a path in the folder is there."""
        return _WORK / outside.relative_to(self.folder)

    def enter(self, account: str) -> list[str]:
        """Return the beginning of a command that is run there by an account."""
        assert self._process
        uid = ACCOUNTS.get(account, {"root": 0, UNKNOWN: 65534}.get(account, -1))
        enter = ["nsenter", f"--mount=/proc/{self._process.pid}/ns/mnt"]
        return [*enter, "setpriv", "--reuid", str(uid), "--regid", str(uid), "--clear-groups"]

    def command(
        self, account: str, *arguments: str, env: Mapping[str, str] | None = None, module: str = "sociotui"
    ) -> list[str]:
        """Return the command by which an account runs the program there, or another module."""
        settings = self.env(account) | dict(env or {})
        told = [f"{name}={value}" for name, value in settings.items()]
        return [*self.enter(account), "env", "-i", *told, *program(module), *arguments]

    def run(
        self,
        account: str,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        input: str = "",
        module: str = "sociotui",
    ) -> subprocess.CompletedProcess[str]:
        """Let an account run the program there, or another module, to its end."""
        command = self.command(account, *arguments, env=env, module=module)
        return subprocess.run(command, input=input, capture_output=True, text=True, timeout=60, check=False)

    def env(self, account: str) -> dict[str, str]:
        """Return what an account's programs are told."""
        return {
            "HOME": f"{_WORK}/accounts/{account}",
            "PATH": os.environ.get("PATH", os.defpath),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            **where(),
        }

    def _write_accounts(self) -> None:
        etc, accounts = self.folder / "etc", self.folder / "accounts"
        for folder in (etc, accounts):
            folder.mkdir()
            folder.chmod(0o755)
        shells = {SERVER: "/usr/sbin/nologin"}
        lines = {
            "passwd": [f"{n}:x:{i}:{i}::{_WORK}/accounts/{n}:{shells.get(n, SHELL)}" for n, i in ACCOUNTS.items()],
            "group": [f"{n}:x:{i}:" for n, i in ACCOUNTS.items()],
            "shadow": [f"{n}:*:19000:0:99999:7:::" for n in ACCOUNTS],
        }
        for file, more in lines.items():
            there = Path("/etc", file)
            known = there.read_text("utf-8").splitlines() if os.access(there, os.R_OK) else []
            (etc / file).write_text("\n".join([*known, *more]) + "\n", "utf-8")
            (etc / file).chmod(0o640 if file == "shadow" else 0o644)
        for name, uid in ACCOUNTS.items():
            (accounts / name).mkdir(mode=0o700)
            if not os.geteuid():
                os.chown(accounts / name, uid, uid)


SHELL = f"{_WORK}/join"
"""The members' shell: the program, and nothing else."""


def program(module: str = "sociotui") -> list[str]:
    """Return how the program is run there, or another module."""
    return [f"{_TOP}/python/bin/{Path(sys.executable).resolve().name}", "-m", module]


def where() -> dict[str, str]:
    """Return what the program has to be told to find its parts there."""
    return {"PYTHONPATH": f"{_TOP}/main:{_TOP}/site", "LD_LIBRARY_PATH": f"{_TOP}/python/lib"}
