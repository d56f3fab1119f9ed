"""The units under a real systemd: shut in as they say, the program does all of its work; and it comes back by itself."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .booted import Booted
from .serving import Serving, free_port, until


@pytest.fixture
def booted(closed: Serving) -> Iterator[Booted]:
    """A machine that has booted, on which the doors are to be opened."""
    closed.port = free_port()
    with tempfile.TemporaryDirectory(prefix="booted-") as folder:
        booted = Booted(Path(folder), closed.program.home, closed.state, closed.port)
        try:
            booted.start()
            yield booted
        finally:
            closed.close()
            booted.close()


def test_shut_in_by_systemd_the_server_does_all_of_its_work(closed: Serving, booted: Booted) -> None:
    assert booted.systemctl("start", "sociotui.socket").returncode == 0
    assert booted.shows("ActiveState") == "inactive"
    opened = booted.sociotui("u-ana", "open", "well")  # whoever comes first wakes it
    assert opened.returncode == 0, opened.stderr
    until(lambda: booted.shows("ActiveState") == "active", "readiness")
    assert booted.shows("StatusText") == "The doors are open."
    seat = closed.visit("ana")
    seat.wait_for("Your turn, Ana")
    seat.press("space")
    seat.wait_for(lambda t: not t.shows("Your turn, Ana"))
    assert "Now Zoe" in booted.sociotui("u-ben", "status").stdout
    assert "refused" not in booted.sociotui("u-ben", "list").stderr
    killed = booted.shows("MainPID")
    assert booted.systemctl("kill", "--signal=KILL", "sociotui.service").returncode == 0
    seat.wait_for_end()
    back = closed.visit("zoe")  # the door is systemd's, and stays open
    back.wait_for("Your turn, Zoe")
    assert booted.shows("NRestarts") == "1"
    assert booted.shows("MainPID") != killed
    assert booted.systemctl("stop", "sociotui.service").returncode == 0
    assert back.wait_for_end() == 0
    assert back.unrestored() == []
    assert booted.shows("Result") == "success"


def test_it_ends_when_nobody_is_in_and_is_there_again_for_who_comes_next(closed: Serving, booted: Booted) -> None:
    usual = booted.shows("ExecStart")
    assert "--idle-exit 30 " in usual
    words = usual.partition("argv[]=")[2].partition(" ;")[0].replace("--idle-exit 30", "--idle-exit 0.02")
    booted.settle("ExecStart=", f"ExecStart={words}")
    assert booted.systemctl("start", "sociotui.socket", "sociotui.service").returncode == 0
    for name in ("ana", "ben"):
        seat = closed.visit(name)
        seat.wait_for("enter meet")
        seat.press("q")
        assert seat.wait_for_end() == 0
        until(lambda: booted.shows("ActiveState") == "inactive", "an end, as nobody is in")
        assert (booted.shows("Result"), booted.shows("NRestarts")) == ("success", "0")
    assert booted.sociotui("u-ana", "list").returncode == 0


def test_what_refuses_to_begin_is_not_begun_again_and_again(booted: Booted) -> None:
    key = booted.folder / "lib" / "state" / "ssh_host_ed25519_key"
    aside = key.rename(key.with_name("aside"))
    assert booted.systemctl("start", "sociotui.service").returncode
    until(lambda: booted.shows("ActiveState") == "failed", "a refusal")
    assert (booted.shows("ExecMainStatus"), booted.shows("NRestarts")) == ("1", "0")
    assert booted.systemctl("stop", "sociotui.socket").returncode == 0
    aside.rename(key)
    assert booted.systemctl("start", "sociotui.socket", "sociotui.service").returncode == 0
    assert booted.shows("ActiveState") == "active"
    assert booted.systemctl("stop", "sociotui.service").returncode == 0


def test_who_knocks_at_a_door_behind_which_nothing_begins_ends_that_soon(booted: Booted) -> None:
    units = ("sociotui.socket", "sociotui.service")
    key = booted.folder / "lib" / "state" / "ssh_host_ed25519_key"
    aside = key.rename(key.with_name("aside"))
    assert booted.systemctl("start", units[0]).returncode == 0
    knocked = booted.sociotui("u-ana", "list")
    assert knocked.returncode == 1
    assert "No sociotui server answers" in knocked.stderr
    for unit in units:
        until(lambda: booted.systemctl("is-failed", unit).returncode == 0, "an end of it")  # noqa: B023 - is done at once
    aside.rename(key)
    assert booted.systemctl("reset-failed", *units).returncode == 0
    assert booted.systemctl("start", *units).returncode == 0
    assert booted.sociotui("u-ana", "list").returncode == 0
    assert booted.systemctl("stop", *units).returncode == 0
