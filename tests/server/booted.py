"""Booted: a systemd of its own, in namespaces and on a copy of this machine that is thrown away, which runs the units."""

import errno
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

import pytest

from sociotui.room.files import data_folder
from tests.terminal.program import CHECKOUT

from .machine import ACCOUNTS, APART, SERVER, program, where
from .serving import SOON, until

# Neither settings of this kernel nor devices of this machine are within its reach.
_SET_UP = f"""{APART}
mkdir "$5/over"; mount -t tmpfs none "$5/over"; cd "$5/over"; mkdir upper work root
mount -t overlay overlay -o "lowerdir=/,upperdir=$5/over/upper,workdir=$5/over/work" root
cd root
mount -t proc proc proc; mount --bind proc/sys proc/sys; mount -o remount,bind,ro proc/sys
mount -t sysfs -o ro sysfs sys; mount -t tmpfs -o mode=755 none dev; mkdir dev/shm dev/pts
for node in null zero full random urandom tty; do touch "dev/$node"; mount --bind "/dev/$node" "dev/$node"; done
mount -t devpts -o newinstance,mode=620,ptmxmode=666 devpts dev/pts; ln -s pts/ptmx dev/ptmx
mount -t tmpfs -o mode=755 none run; mount -t tmpfs -o mode=1777 none tmp; mount -t tmpfs -o mode=755 none srv
mount -t cgroup2 none sys/fs/cgroup
rm -rf etc/systemd/system/*.wants
mkdir srv/python srv/site srv/main srv/work var/lib/sociotui
mount --bind "$1" srv/python; mount --bind "$2" srv/site; mount --bind "$3" srv/main; mount --bind "$4" srv/work
mount --bind "$4/lib" var/lib/sociotui
cat "$4/passwd" >> etc/passwd; cat "$4/group" >> etc/group; cp "$4"/units/* etc/systemd/system/
systemd="$(command -v systemd || echo /lib/systemd/systemd)"
exec chroot . env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin "$systemd" --system --unit=basic.target
"""


class _Group:
    """A control group of a test's own, so that what systemd makes of groups is made in there and nowhere else."""

    def __init__(self, name: str) -> None:
        tops = (Path("/sys/fs/cgroup"), Path("/sys/fs/cgroup/unified"))
        top = next((top for top in tops if (top / "cgroup.procs").exists()), None)
        if top is None or not os.access(top, os.W_OK):
            pytest.skip("no control groups can be made here")
        self._path = top / name
        self._path.mkdir()

    def enter(self) -> None:
        """Put the process that calls this into it, and whatever that will start."""
        (self._path / "cgroup.procs").write_text(str(os.getpid()))

    def close(self) -> None:
        """Take it away, when nobody is in it any more."""
        until(self._taken_away, "an end of all processes and of their groups")

    def _taken_away(self) -> bool:
        groups = [self._path, *(path for path in self._path.rglob("*") if path.is_dir())]
        try:
            for group in reversed(groups):
                group.rmdir()
        except OSError as error:
            if error.errno != errno.EBUSY:  # as it is while somebody is on the way out, listed or not listed any more
                raise
            return False
        return True


class Booted:
    """A machine that systemd has booted, with the units on it; home and state lie in `folder`. `port` is the SSH door's."""

    def __init__(self, folder: Path, home: Path, state: Path, port: int) -> None:
        tools = ("unshare", "nsenter", "setpriv", "systemctl")
        if os.geteuid() or not all(map(shutil.which, tools)):
            pytest.skip("only root can boot a machine of its own, with systemd and util-linux")
        self.folder, self._port = folder, port
        self._process: subprocess.Popen[bytes] | None = None
        self._group: _Group | None = None
        self._pid = 0
        folder.chmod(0o755)
        for name, source in (("home", home), ("state", state)):
            shutil.copytree(source, folder / "lib" / name)
        for path in (folder / "lib", *(folder / "lib").rglob("*")):
            os.chown(path, ACCOUNTS[SERVER], ACCOUNTS[SERVER])
        (folder / "lib").chmod(0o700)
        self._write_units()
        accounts = {"sociotui": ACCOUNTS[SERVER]} | {name: uid for name, uid in ACCOUNTS.items() if name != SERVER}
        lines = [f"{name}:x:{uid}:" for name, uid in accounts.items()]
        (folder / "group").write_text("\n".join(lines) + "\n", "utf-8")
        people = [f"{line}{line.split(':')[2]}::/nowhere:/usr/sbin/nologin" for line in lines]
        (folder / "passwd").write_text("\n".join(people) + "\n", "utf-8")

    def _write_units(self) -> None:
        units = self.folder / "units"
        units.mkdir()
        for unit in (data_folder() / "systemd").iterdir():
            text = unit.read_text("utf-8").replace("/opt/sociotui/bin/sociotui", "/srv/work/sociotui")
            (units / unit.name).write_text(text.replace("=2222", f"=127.0.0.1:{self._port}"), "utf-8")
        settings = " ".join(f"{name}={value}" for name, value in where().items())
        shell = self.folder / "sociotui"
        shell.write_text(f'#!/bin/sh\nexec env {settings} {" ".join(program())} "$@"\n', "utf-8")
        shell.chmod(0o755)

    def start(self) -> None:
        """Boot it. Skips the test where this machine lets nobody do so."""
        self._group = _Group(self.folder.name)
        places = [sys.base_prefix, sysconfig.get_paths()["purelib"], str(CHECKOUT), str(self.folder), str(self.folder)]
        spaces = [
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "--uts",
            "--ipc",
            "--cgroup",
            "--propagation",
            "private",
        ]
        with (self.folder / "boot").open("wb") as told:
            self._process = subprocess.Popen(
                ["unshare", *spaces, "sh", "-ec", _SET_UP, "sh", *places],
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                preexec_fn=self._group.enter,
            )
        own = self._process.pid

        def runs() -> bool:
            if self._process is None or self._process.poll() is not None:
                pytest.skip(
                    f"no systemd can be booted here: {(self.folder / 'boot').read_text('utf-8', 'replace')[-300:]}"
                )
            children = Path(f"/proc/{own}/task/{own}/children").read_text("utf-8").split()
            self._pid = int(children[0]) if children else 0
            return bool(children) and self.systemctl("is-system-running").stdout.strip() in ("running", "degraded")

        until(runs, "a machine that runs")

    def close(self) -> None:
        """Switch it off, and throw it away."""
        if self._process:
            self._process.kill()
            self._process.wait(SOON)
        if self._group:
            self._group.close()

    def systemctl(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Have systemd do something."""
        return self._run(["systemctl", "--no-pager", *arguments])

    def shows(self, name: str) -> str:
        """Return what systemd says of the service."""
        return self.systemctl("show", "sociotui.service", "--property", name, "--value").stdout.strip()

    def settle(self, *lines: str) -> None:
        """Change the service, as a file beside the unit does."""
        folder = "/run/systemd/system/sociotui.service.d"
        script = f'mkdir -p {folder}; printf "%s\\n" "[Service]" "$@" > {folder}/own.conf; systemctl daemon-reload'
        done = self._run(["sh", "-ec", script, "sh", *lines])
        assert done.returncode == 0, done.stderr

    def sociotui(self, account: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Let an account run the program there, through the server."""
        uid = str(ACCOUNTS[account])
        who = ["setpriv", "--reuid", uid, "--regid", uid, "--clear-groups", "env", "-i", "PATH=/usr/bin:/bin", "HOME=/"]
        return self._run([*who, "LANG=C.UTF-8", "/srv/work/sociotui", "--socket", "/run/sociotui/socket", *arguments])

    def _run(self, command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        enter = [
            "nsenter",
            "--target",
            str(self._pid),
            "--all",
            f"--root=/proc/{self._pid}/root",
            f"--wd=/proc/{self._pid}/root",
        ]
        env = {"PATH": os.environ["PATH"]}
        return subprocess.run(
            [*enter, *command], env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SOON
        )
