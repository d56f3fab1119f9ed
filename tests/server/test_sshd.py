"""Behind a real sshd: members log in to accounts of theirs, whose shell is `sociotui join`; and what they do at its prompt."""

import os
import signal
import subprocess

from tests.terminal.by_keys import now_and_next

from .crowd import all_see, spoken, wired
from .serving import Serving
from .sshd import FORCED, Sshd

SOCKET = {"SOCIOTUI_SOCKET": "/run/sociotui/socket"}


def test_members_meet_whose_shell_is_the_program(shared: Serving, sshd: Sshd) -> None:
    shared.meet()
    seats = {person: shared.sit(sshd.login(person)) for person in ("ana", "ben", "chidi", "zoe")}
    assert FORCED == "u-ben"
    all_see(seats.values(), wired(4))
    for person, following in (("ana", "zoe"), ("zoe", "kim")):
        seats[person].press("space")
        all_see(seats.values(), lambda t: now_and_next(t)[0] == following.capitalize())  # noqa: B023
    shared.logged("(ana)", "came in", "account 20001")
    # A client that is killed keeps its seat, and is brought back to it.
    gone = seats.pop("chidi")
    os.kill(gone.pid, signal.SIGKILL)
    all_see(seats.values(), wired(3, lost="Chidi"))
    back = shared.sit(sshd.login("chidi"))
    back.wait_for(spoken("Ana"))
    back.press("h")
    all_see([back, *seats.values()], lambda t: "Chidi" in t.pane("Speaking"))
    # Who leaves of their own accord is back at their own prompt, with the terminal as it was.
    seats["ana"].press("q")
    seats["ana"].wait_for("go on with this meeting")
    seats["ana"].press("q")
    assert seats["ana"].wait_for_end() == 0
    assert seats["ana"].unrestored() == []


def test_that_shell_runs_nothing_else(shared: Serving, sshd: Sshd) -> None:
    shared.meet()
    trace = shared.folder / "accounts" / "u-ana" / "trace"
    for account, person in (("u-ana", "ana"), (FORCED, "ben")):
        asked = shared.run(sshd.login(person, words=[f"touch {shared.machine.path(trace)}" if shared.machine else ""]))
        assert asked.returncode == 1, account
        assert "This terminal cannot show the screen" in asked.stderr, asked
        assert not trace.exists()
    denied = shared.run(sshd.login("ana", account="u-zoe"))
    assert denied.returncode == 255
    assert "Permission denied" in denied.stderr


def test_members_use_the_command_line_as_themselves(shared: Serving) -> None:
    shared.start(ssh=False)
    id_ = shared.meet()
    assert shared.machine

    def do(person: str, *arguments: str, code: int = 0) -> str:
        assert shared.machine
        done: subprocess.CompletedProcess[str] = shared.machine.run(f"u-{person}", *arguments, env=SOCKET)
        assert done.returncode == code, f"{arguments}: {done}"
        return done.stdout or done.stderr

    assert "Now Ana, next Zoe." in do("ben", "status")
    assert id_ in do("ben", "list")
    assert "Ana has spoken." in do("ana", "act", id_, "next")
    assert "Now Zoe" in do("ana", "status", id_)
    assert "acts as themselves" in do("ana", "act", id_, "next", "--by", "zoe", code=1)
    shared.logged("account 20001 (ana)", "refused", "acts as themselves")
    assert "Well circle" in do("zoe", "minutes", id_)
    for kept in (("backup", "x.zip"), ("export", "data"), ("member", "keys"), ("import", "org", "/etc/hostname")):
        do("ana", *kept, code=1)
    shared.logged("account 20001 (ana)", "refused", "for whoever looks after", times=3)
