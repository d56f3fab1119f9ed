"""Forging: whoever claims to be somebody else, or sends what was sent before, changes nothing by it."""

import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sociotui.domain import commands as c
from sociotui.room import wire
from sociotui.room.frames import frame
from sociotui.room.home import Home
from sociotui.room.identity import Identity
from sociotui.room.messages import (
    Errand,
    No,
    encode,
)
from sociotui.served.socket_door import SocketDoor
from tests.journal.conftest import NOBODY, unprivileged
from tests.room.holding import go_on
from tests.room.secrets import MARK, open_private
from tests.served.serving import SOON, Serving, records, until
from tests.served.speaking import Speaker


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that every account can get to."""
    with tempfile.TemporaryDirectory(prefix="sociotui-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another account")
def test_another_account_is_who_the_kernel_says(
    server: Serving, reachable: Path, meeting: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    def identity_of(uid: int) -> Identity:
        return Identity(person={0: "zoe", NOBODY: "ben"}[uid], door="socket", steward=uid == 0)

    door = server.doors["all"] = SocketDoor(server.hub, identity_of)
    path = reachable / "door.sock"
    server.on_loop(lambda: door.open(path))

    def work() -> list[str]:
        with Speaker(path) as ben:
            ben.enter(meeting)
            first = ben.act(meeting, c.FinishTurn(person="ana"), cmd="c1")
            forged = {"is": "act", "number": 9, "cmd": "c9", "meeting": meeting, "actor": "zoe", "person": "zoe"}
            ben.say(frame(encode(forged | {"command": {"is": "NextStep", "actor": "zoe", "seen": ""}})))
            second = ben.answer(9)
            ben.say(Errand(number=10, name="act", said=said("--by ana")))
            return [first.said, second.said, ben.answer(10).said]

    def said(_why: str) -> dict[str, Any]:
        return {"meeting": meeting, "action": "next", "said": {}, "by": "ana", "cmd": "c3"}

    answers = unprivileged(work)
    assert len(answers) == 3, answers
    assert all(answers)
    assert server.spoken(meeting) == ()
    with Speaker(path) as zoe:
        assert zoe.greet().person == "zoe"
    assert records(caplog).count(f"account {NOBODY} (ben): FinishTurn {meeting} refused: ") == 1
    assert f"NextStep {meeting} refused" in records(caplog)
    assert f"act next {meeting} refused" in records(caplog)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another account")
def test_whom_the_mode_shuts_out_does_not_even_connect(server: Serving, reachable: Path) -> None:
    door = server.doors["all"] = SocketDoor(server.hub, lambda _uid: Identity(person="ana", door="socket"))
    server.on_loop(lambda: door.open(reachable / "door.sock", 0o600))

    def work() -> list[str]:
        try:
            Speaker(reachable / "door.sock")
        except PermissionError:
            return ["shut"]
        return ["open"]

    assert unprivileged(work) == ["shut"]


def test_who_one_claims_to_be_changes_nothing(server: Serving, meeting: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with Speaker(server.socket_of("ben")) as ben:
        ben.enter(meeting)
        for number, command in enumerate((c.FinishTurn(person="ana"), c.NextStep(), c.PassTurn(person="ana"))):
            assert isinstance(ben.act(meeting, command, cmd=f"c{number}"), No)
    assert server.spoken(meeting) == ()
    assert f"(ben): FinishTurn {meeting} refused: " in records(caplog)
    done = [r.actor for r in server.home.journal.read(server.home.stream_of(meeting))]
    assert set(done) == {"zoe"}  # who opened it


def test_a_message_that_comes_again_is_done_once(server: Serving, meeting: str) -> None:
    path = server.socket_of("zoe", steward=True)
    with Speaker(path) as zoe:
        zoe.enter(meeting)
        first = zoe.act(meeting, c.FinishTurn())
        assert zoe.act(meeting, c.FinishTurn())[0] == first[0]
    with Speaker(path) as again:
        again.enter(meeting)
        assert again.act(meeting, c.FinishTurn())[0] == first[0]
    assert server.spoken(meeting) == ("ana",)


def test_a_message_that_comes_again_before_its_answer_is_done_once(server: Serving, meeting: str) -> None:
    with Speaker(server.socket_of("zoe", steward=True)) as zoe:
        zoe.enter(meeting)
        with server.held_up() as waiting:
            act = wire.Act(number=1, cmd="c1", meeting=meeting, command=c.FinishTurn())
            zoe.say(*[act] * 3)
            zoe.say(wire.Act(number=2, cmd="c2", meeting=meeting, command=c.RaiseHand(person="zoe")))
            until(lambda: waiting() == 4)
        answers = [zoe.answer(number) for number in (1, 1, 1, 2)]
    assert not any(isinstance(answer, No) for answer in answers)
    assert answers[0][0] == answers[1][0] == answers[2][0]
    assert server.spoken(meeting) == ("ana",)


def test_nobody_can_use_up_the_id_of_another_or_of_the_program(server: Serving, meeting: str) -> None:
    with Speaker(server.socket_of("ana")) as ana, Speaker(server.socket_of("ben")) as ben:
        for each, person in ((ana, "ana"), (ben, "ben")):
            each.enter(meeting)
            for cmd in ("same", f"seal-{meeting}", f"outcomes-{meeting}", f"sealed-{meeting}"):
                command = c.LowerHand(person=person) if cmd.startswith("out") else c.RaiseHand(person=person)
                each.act(meeting, command, cmd=cmd)
    cmds = {r.cmd for r in server.home.journal.read(server.home.stream_of(meeting))}
    assert not cmds & {"same", f"seal-{meeting}", f"outcomes-{meeting}", f"sealed-{meeting}"}

    def close() -> bool:
        go_on(server.home, meeting, "closing")
        server.home.act(meeting, c.CloseMeeting(), "zoe")
        return server.home.meeting(meeting).sealed and meeting in server.home.organisation().held

    assert server.hub.ask(close).result(SOON)


def test_a_private_meeting_is_not_seen_by_naming_it(server: Serving, home: Home) -> None:

    private = open_private(home)
    home.act(private, c.AddItem(title=f"{MARK} how we are"), "zoe")
    with Speaker(server.socket_of("hana")) as hana:
        hana.enter()
        hana.say(wire.Watch(number=1, meeting=private))
        assert isinstance(hana.answer(1), No)
        assert isinstance(hana.act(private, c.RaiseHand(person="hana")), No)
        hana.say(wire.Minutes(number=7))
        assert isinstance(hana.answer(7), No)
        assert MARK.encode() not in b"".join(map(encode, hana.heard))
    with Speaker(server.socket_of("hana")) as hana:
        hana.greet()
        hana.say(wire.Enter(number=0, meeting=private))
        assert isinstance(hana.answer(0), No)
