"""Under systemd: its sockets are taken over, it is told how things stand, and the units do what they are there for."""

import errno
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sociotui.cli_home import REFUSED, STORE, USAGE
from sociotui.room.files import data_folder
from sociotui.room.home import Home
from sociotui.room.serving import Hold, open_here
from sociotui.served.server import BROKEN, Plan, Server, serve

from .serving import SOON, Serving, new_key, until

UNITS = ("sociotui.service", "sociotui.socket")


class Service:
    """A service manager: it holds the sockets, starts the server when it wants to, and hears what that says."""

    def __init__(self, server: Serving) -> None:
        self.server = server
        folder = server.folder / "run"
        folder.mkdir()
        self.unix, self.tcp = socket.socket(socket.AF_UNIX), socket.socket()
        self.unix.bind(str(server.socket))
        self.tcp.bind(("127.0.0.1", 0))
        for sock in (self.unix, self.tcp):
            sock.listen(16)
        server.port = self.tcp.getsockname()[1]
        self.notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notify.settimeout(SOON)
        self._address = str(folder / "notify")
        self.notify.bind(self._address)

    def start(self, *more: str, watchdog: float = 0.0) -> None:
        """Start the server with the sockets."""
        env = {"NOTIFY_SOCKET": self._address, "LISTEN_FDS": "2"}
        if watchdog:
            env["WATCHDOG_USEC"] = str(int(watchdog * 1_000_000))
        state = ("--state", str(self.server.state))
        # The process that is told about them has to be the one that serves, so its own number is said by a shell.
        command = ["sh", "-c", 'LISTEN_PID=$$ exec "$@"', "sh", *self.server.own("serve", *state, *more)]
        held = [os.dup(sock.fileno()) for sock in (self.unix, self.tcp) for _far in range(8)][7::8]  # well above 4

        def hand_over() -> None:
            for place, fd in enumerate(held, 3):
                os.dup2(fd, place)

        self.server.launch(command, env, pass_fds=(3, 4), preexec_fn=hand_over)

    def told(self) -> list[str]:
        """Return the next message, line by line."""
        return self.notify.recv(4096).decode().splitlines()

    def close(self) -> None:
        """Let go of the sockets."""
        for sock in (self.unix, self.tcp, self.notify):
            sock.close()


@pytest.fixture
def service(closed: Serving) -> Iterator[Service]:
    """A service manager that has not started the server yet."""
    service = Service(closed)
    yield service
    service.close()


def test_its_sockets_are_taken_over_and_kept(service: Service) -> None:
    server = service.server
    service.start()
    ready = service.told()
    assert "READY=1" in ready
    assert any(line.startswith("STATUS=") for line in ready)
    seat = server.visit("ana")
    seat.wait_for("enter meet")
    id_ = server.meet()
    assert server.program.status()["meeting"] == id_
    assert server.stop() == 0
    assert service.told() == ["STOPPING=1"]
    assert seat.wait_for_end() == 0
    assert seat.unrestored() == []
    # Whoever comes while nobody serves waits at the door.
    waiting = server.visit("ana")
    service.start()
    assert "READY=1" in service.told()
    waiting.wait_for("Your turn, Ana")
    assert server.socket.is_socket()


def test_it_hears_that_all_is_well(service: Service) -> None:
    service.start(watchdog=0.4)
    assert "READY=1" in service.told()
    for _time in range(3):
        assert service.told() == ["WATCHDOG=1"]
    service.server.process.terminate()
    while (told := service.told()) == ["WATCHDOG=1"]:
        pass
    assert told == ["STOPPING=1"]
    assert service.server.wait() == 0


def test_nobody_at_the_other_end_is_no_reason_to_stop(closed: Serving) -> None:
    closed.start(env={"NOTIFY_SOCKET": str(closed.folder / "gone")})
    closed.logged("systemd can't be told", "READY=1")
    seat = closed.visit("ana")
    seat.wait_for("enter meet")
    assert closed.stop() == 0
    assert seat.wait_for_end() == 0
    assert seat.unrestored() == []


def test_it_ends_when_nobody_has_been_in_for_a_while_and_comes_back(service: Service) -> None:
    server = service.server
    service.start("--idle-exit", "0.02")
    assert "READY=1" in service.told()
    seat = server.visit("ana")
    seat.wait_for("enter meet")
    with pytest.raises(subprocess.TimeoutExpired):  # it doesn't while somebody is in
        server.process.wait(2.5)
    stranger = server.visit(new_key(server.folder, "new"), name="join")
    stranger.wait_for("Your one-time code:")
    seat.press("q")
    assert seat.wait_for_end() == 0
    with pytest.raises(subprocess.TimeoutExpired):  # nor while somebody looks for their code
        server.process.wait(2.5)
    stranger.press("ctrl+c")
    stranger.wait_for_end()
    assert server.wait() == 0
    server.logged("Nobody has been in for a while")
    assert service.told() == ["STOPPING=1"]
    coming = server.visit("ben")
    service.start("--idle-exit", "0.02")
    coming.wait_for("enter meet")


# --- the units -------------------------------------------------------------------------------------


def test_the_units_are_written_to_a_folder(closed: Serving, tmp_path: Path) -> None:
    folder = tmp_path / "units"
    folder.mkdir()
    written = closed.program.ok("serve", "--units", str(folder))
    assert written.split() == [str(folder / unit) for unit in UNITS]
    for unit in UNITS:
        assert (folder / unit).read_bytes() == (data_folder() / "systemd" / unit).read_bytes()
    assert closed.program.ok("serve", "--units", str(folder)) == written  # again, as after an update
    assert not closed.socket.exists()


def settings(name: str) -> list[str]:
    """Return the words of a setting of the service."""
    text = (data_folder() / "systemd" / UNITS[0]).read_text("utf-8")
    found = re.search(rf"^{name}=(.+)$", text, re.MULTILINE)
    assert found, name
    return found[1].split()


def test_what_refuses_to_begin_is_left_alone_and_what_breaks_is_started_anew() -> None:
    assert settings("Restart") == ["on-failure"]
    assert settings("RestartPreventExitStatus") == [str(code) for code in (REFUSED, USAGE, STORE)]
    assert str(BROKEN) not in settings("RestartPreventExitStatus")
    # Else there would be no end of it: as often as this it can't begin again within a shorter time.
    again = float(settings("RestartSec")[0])
    assert again * int(settings("StartLimitBurst")[0]) < float(settings("StartLimitIntervalSec")[0])


@pytest.mark.parametrize("wrong", ["no key", "another key", "held", "word", "damaged"])
def test_a_start_that_is_refused_says_so_by_its_exit_code(closed: Serving, wrong: str) -> None:
    words, code = (
        ["serve", "--socket", str(closed.socket), "--ssh", "127.0.0.1:0", "--state", str(closed.state)],
        REFUSED,
    )
    key, hold = closed.state / "ssh_host_ed25519_key", None
    match wrong:
        case "no key":
            key.unlink()
        case "another key":
            key.write_bytes(new_key(closed.folder, "other").read_bytes())
        case "held":
            hold = open_here(closed.program.home)
        case "word":
            words, code = [*words, "--doors", "2"], USAGE
        case _:
            path = closed.program.journal("organisation")
            path.write_bytes(path.read_bytes().replace(b'"', b"#", 40))
            code = STORE
    closed.launch(closed.own(*words))
    assert closed.wait() == code, closed.log
    assert "Traceback" not in closed.log
    assert isinstance(hold, Hold) == (wrong == "held")


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_mistake_of_the_programs_is_none_of_these(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path, when: str
) -> None:
    async def run(server: Server) -> None:
        if when == "after":
            server._opened()
            raise OSError(errno.EIO, "lost")
        raise ZeroDivisionError

    monkeypatch.setattr(Server, "run", run)
    with pytest.raises(SystemExit) as end:
        serve(Home(tmp_path), Plan(socket=tmp_path / "socket", state=tmp_path), {})
    assert end.value.code == BROKEN
    assert "came upon a mistake of its own" in caplog.text


def tool(name: str) -> str:
    """Return a tool of systemd's; skips the test where there is none."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name} on this machine (systemd)")
    return found


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """A folder with the units, whose program is one that is there."""
    for unit in UNITS:
        text = (data_folder() / "systemd" / unit).read_text("utf-8")
        (tmp_path / unit).write_text(text.replace("/opt/sociotui/bin/sociotui", sys.executable), "utf-8")
    return tmp_path


def test_systemd_finds_nothing_wrong_with_the_units(units: Path) -> None:
    command = [tool("systemd-analyze"), "verify", "--man=no", *(str(units / unit) for unit in UNITS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert not [line for line in done.stderr.splitlines() if "sociotui" in line], done.stderr


def test_systemd_finds_the_service_well_shut_in(units: Path) -> None:
    command = [tool("systemd-analyze"), "security", "--offline=true", "--threshold=20", str(units / UNITS[0])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if "unrecognized option" in done.stderr or "Unknown" in done.stderr:
        pytest.skip("this systemd-analyze can't look at a unit that is not loaded")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr


def test_the_command_of_the_service_is_one_that_the_program_has(closed: Serving) -> None:
    text = (data_folder() / "systemd" / UNITS[0]).read_text("utf-8")
    found = re.search(r"^ExecStart=\S+/sociotui (.+)$", text, re.MULTILINE)
    assert found
    home, state = str(closed.program.home), str(closed.state)
    words = found[1].replace("/var/lib/sociotui/home", home).replace("/var/lib/sociotui/state", state).split()
    words[words.index("--ssh") + 1] = "127.0.0.1:0"
    closed.launch(closed.own(*words), {"RUNTIME_DIRECTORY": str(closed.folder / "run")})
    until(lambda: "The doors are open" in closed.log or not closed.running, "an open door")
    assert closed.running, closed.log
    assert closed.stop() == 0
