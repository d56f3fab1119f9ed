"""The socket room: coming in by a server's socket, and the errands that go by it; in the room it keeps the contract of all."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from sociotui.domain import commands as c
from sociotui.domain.refusal import Refused
from sociotui.journal.port import OutcomeUnknown
from sociotui.room.connection import Connection, NobodyThere, Turned
from sociotui.room.frames import FROM_CLIENT
from sociotui.room.home import Home
from sociotui.room.socket_room import SocketRoom
from tests.served.joined import Joined
from tests.served.serving import SOON, Seen, Serving, until

ROOT = Path(__file__).parents[3]


def test_where_no_meeting_is_named_one_is_brought_to_ones_own(
    join: Callable[..., Joined], meeting: str, server: Serving
) -> None:
    room = SocketRoom(server.socket_of("ana"))
    assert room.snapshot.meeting is not None
    assert room.snapshot.meeting.id == meeting
    room.start(Seen())
    room.act(c.FinishTurn()).result(SOON)
    room.stop()
    assert server.spoken(meeting) == ("ana",)
    assert not SocketRoom(server.socket_of("ana"), "").snapshot.meeting
    assert not SocketRoom(server.socket_of("hana")).snapshot.meeting


def test_what_is_answered_soon_is_not_shown_as_waiting(join: Callable[..., Joined], meeting: str) -> None:
    ana = join("ana", meeting)
    ana.room.act(c.FinishTurn()).result(SOON)
    assert not any(s.pending or s.lost for s in ana.seen.snapshots)


def test_where_no_server_is_one_is_told_so(tmp_path: Path, home: Home) -> None:
    with pytest.raises(NobodyThere, match=r"No sociotui server answers at .*/none\.sock"):
        SocketRoom(tmp_path / "none.sock")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(NobodyThere):
        Connection(tmp_path / "file")


def test_whom_the_server_does_not_let_in_is_told_so(server: Serving) -> None:
    path = server.socket_of("mallory")
    server.turned["mallory"] = "This server does not know this account."
    for come in (SocketRoom, Connection):
        with pytest.raises(Turned, match="does not know this account") as turned:
            come(path)
        assert not turned.value.again


def test_a_meeting_that_may_not_be_seen_is_refused_at_the_door(server: Serving, home: Home) -> None:
    with pytest.raises(Refused, match="no meeting “nowhere”"):
        SocketRoom(server.socket_of("ana"), "nowhere")
    until(lambda: not server.visits())


def test_another_language_is_told_on_both_sides(server: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    from sociotui.room import connection, messages

    path = server.socket_of("ana")
    with monkeypatch.context() as patch:
        patch.setattr(connection, "hello", lambda: messages.Hello(protocol=0, program="0.1"))
        with pytest.raises(Turned, match=r"you have here \(0\.1\) is older"):
            Connection(path)
    with monkeypatch.context() as patch:
        patch.setattr(connection, "PROTOCOL", 99)
        with pytest.raises(Turned):
            Connection(path)


def test_errands_are_run_and_refused_as_they_would_be_here(server: Serving, meeting: str) -> None:
    with Connection(server.socket_of("zoe", steward=True)) as zoe, Connection(server.socket_of("ana")) as ana:
        assert (zoe.welcome.person, ana.welcome.steward) == ("zoe", False)
        lines = ana.errand("status", {"meeting": meeting})
        assert isinstance(lines, list)
        assert any("Garden" in line for line in lines)
        assert isinstance(ana.errand("calendar", {"circle": ""}), bytes)
        said: dict[str, Any] = {"meeting": meeting, "action": "next", "said": {}, "by": "", "cmd": "c1"}
        assert ana.errand("act", said) == ana.errand("act", said)
        with pytest.raises(Refused, match="There is no errand"):
            ana.errand("dance", {})
        with pytest.raises(Refused, match="looks after this server"):
            ana.errand("data", {})
        with pytest.raises(Refused, match="more text than a server takes"):
            ana.errand("open", {"circle": "x" * FROM_CLIENT})
        assert ana.errand("list", {})
        assert server.hub.ask(server.hub.presence).result(SOON) == {}  # an errand is nobody's presence
        assert server.hub.ask(lambda: server.home.meeting(meeting).round.spoken).result(SOON) == ("ana",)  # type: ignore[union-attr]


def test_a_server_that_goes_before_it_answers_leaves_the_outcome_open(server: Serving) -> None:
    ana = Connection(server.socket_of("ana"))
    with server.held_up() as waiting:
        stops = Thread(target=lambda: (until(waiting), server.on_loop(server.doors["ana"].close)))
        stops.start()
        with pytest.raises(OutcomeUnknown, match="went away before it answered"):
            ana.errand("list", {})
        stops.join(SOON)
    ana.close()
    ana.close()


def test_the_command_line_goes_there_without_screens_and_loops() -> None:
    names = "('asyncio', 'textual', 'rich', 'tinydb', 'click', 'sociotui.domain.commands', 'concurrent.futures')"
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys, sociotui.room.connection; print([n for n in {names} if n in sys.modules])",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "[]\n"
