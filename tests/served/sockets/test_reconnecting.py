"""Reconnecting: a lost connection is seen at once, and made anew; what one sees and asks for goes on."""

import itertools
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from sociotui.domain import commands as c
from sociotui.domain.circles import Circle
from sociotui.domain.refusal import Refused
from sociotui.exchange.organisations import definition_of
from sociotui.journal.port import OutcomeUnknown
from sociotui.room import connection, link
from sociotui.room.connection import connected
from sociotui.room.socket_room import SocketRoom
from tests.served.cutting import Cutting
from tests.served.joined import Joined
from tests.served.serving import SOON, Seen, Serving, until


def test_a_lost_connection_shows_at_once_and_comes_back(
    join: Callable[..., Joined], server: Serving, meeting: str, tmp_path: Path
) -> None:
    ana, ben = join("ana", meeting), join("ben", meeting)
    server.on_loop(server.doors["ana"].close)
    lost = ana.until(lambda s: s.lost)
    assert lost.meeting is not None
    assert lost.organisation.people
    ben.until(lambda s: s.presence.get("ana") == "lost")
    waiting = ana.room.act(c.FinishTurn())
    assert ana.until(lambda s: s.pending).lost
    looking = ana.room.formats("garden")
    assert not waiting.done()
    server.doors.pop("ana")
    server.socket_of("ana")
    waiting.result(SOON)
    assert looking.result(SOON)
    back = ana.until(lambda s: s.said == "Ana has spoken." and not s.lost and not s.pending)
    assert back.meeting.id == meeting
    ben.until(lambda s: s.said == "Ana has spoken." and s.presence["ana"] == "terminal")


def test_who_is_not_the_server_is_told_nothing_and_the_server_is_waited_for(
    join: Callable[..., Joined], server: Serving, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = join("ana", meeting)
    asked: list[int] = []

    def foreign(uid: int, *_where: object) -> bool:
        asked.append(uid)
        return False

    with monkeypatch.context() as patch:
        patch.setattr(connection, "may_serve", foreign)
        server.on_loop(server.doors["ana"].close)
        waiting = ana.room.act(c.FinishTurn())
        server.doors.pop("ana")
        server.socket_of("ana")
        until(lambda: len(asked) > 2)
        assert ana.room.snapshot.lost
        assert not waiting.done()
    waiting.result(SOON)
    ana.until(lambda s: s.said == "Ana has spoken." and not s.lost)


def test_an_act_that_takes_long_is_shown_as_one_that_waits(
    join: Callable[..., Joined], server: Serving, meeting: str
) -> None:
    ana = join("ana", meeting)
    with server.held_up():
        acts = [ana.room.act(c.RaiseHand()), ana.room.act(c.LowerHand())]
        assert not ana.until(lambda s: s.pending == 2).lost
    for each in acts:
        each.result(SOON)
    assert not ana.room.snapshot.pending
    assert not ana.room.snapshot.lost


def test_an_organisation_that_changed_meanwhile_is_the_same_afterwards(
    server: Serving, way: Callable[..., Cutting], meeting: str
) -> None:
    through = way("ana")
    ana = Joined(through.path, meeting)
    through.cuts.append(("down", 3000))
    through.cut("down", 1)
    home = server.home

    def change() -> None:
        before = definition_of(home.organisation())
        circle = Circle(id="compost", name="Compost circle", parents=("garden",), members=("ana",))
        home.define(type(before)(organisation=before.organisation, circle=(circle,)), "test")

    server.hub.ask(change).result(SOON)
    seen = ana.until(lambda s: "compost" in s.organisation.circles and not s.lost)
    assert seen.organisation == home.organisation()
    ana.room.stop()


def test_who_is_not_let_in_again_is_told_and_so_is_what_waits(
    join: Callable[..., Joined], server: Serving, meeting: str
) -> None:
    ana = join("ana", meeting)
    with server.held_up() as jobs:
        waiting: list[Future[Any]] = [ana.room.act(c.FinishTurn()), ana.room.minutes()]
        until(lambda: jobs() == 2)
        server.turned["ana"] = "Your access was taken back."
        server.on_loop(server.doors["ana"].close)  # the socket is there no more
        ana.until(lambda s: s.lost)
        server.doors.pop("ana")
        server.socket_of("ana")
    ana.until(lambda s: s.trouble == "Your access was taken back.")
    for each in (*waiting, ana.room.act(c.FinishTurn())):
        with pytest.raises(Refused, match="taken back"):
            each.result(SOON)
    until(lambda: not ana.room._link._thread.is_alive())  # type: ignore[union-attr]
    assert ana.room.snapshot.lost
    assert not ana.room.snapshot.pending


def test_who_is_sent_away_stays_away(join: Callable[..., Joined], server: Serving, meeting: str) -> None:
    ana = join("ana", meeting)
    said = "Your access was taken back."
    server.on_loop(lambda: server.doors["ana"].end("ana", said))
    assert ana.until(lambda s: s.trouble).trouble == said
    with pytest.raises(Refused, match="taken back"):
        ana.room.act(c.FinishTurn()).result(SOON)
    assert server.visits() == 0


def test_a_meeting_that_is_shut_meanwhile_is_left_and_the_rest_goes_on(
    join: Callable[..., Joined], server: Serving, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = join("ana", meeting)
    view = server.hub.view

    def shut(id_: str, identity: Any) -> Any:
        if identity.person == "ana":
            raise Refused("This meeting is for others.")
        return view(id_, identity)

    monkeypatch.setattr(server.hub, "view", shut)
    server.on_loop(server.doors["ana"].close)
    server.doors.pop("ana")
    server.socket_of("ana")
    seen = ana.until(lambda s: s.trouble and not s.lost)
    assert seen.trouble == "This meeting is for others."
    assert seen.meeting is None
    monkeypatch.undo()
    ana.room.watch(meeting).result(SOON)
    until(lambda: not ana.room.snapshot.trouble)


def test_pauses_grow_and_end_at_once_when_one_leaves(server: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[float] = []
    path = server.socket_of("ana")

    def trying(to: Path, within: float, home: Path | None = None) -> Any:
        if to == path:
            tried.append(time.monotonic())
        return connected(to, within, home)

    monkeypatch.setattr(link, "connected", trying)
    room = SocketRoom(path, pauses=(0.02, 3600.0))
    seen = Seen()
    room.start(seen)
    server.on_loop(server.doors["ana"].close)
    until(lambda: len(tried) > 5)
    between = [after - before for before, after in itertools.pairwise(tried[1:6])]
    assert all(later > earlier for earlier, later in itertools.pairwise(between))
    monkeypatch.setattr(room._link, "_pause", 3600.0)
    room.stop()  # at once: this test would take an hour otherwise


def test_leaving_waits_shortly_for_what_was_asked(
    server: Serving, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = SocketRoom(server.socket_of("zoe", steward=True), meeting)
    room.start(Seen())
    with server.held_up():
        done = room.act(c.TakeNote(text="last words"))
        leaving = Thread(target=room.stop)
        leaving.start()
        until(lambda: room._link._until is not None)
        assert not done.done()
    leaving.join(SOON)
    assert "last words" in done.result(0).meeting.notes
    with pytest.raises(OutcomeUnknown):
        room.act(c.FinishTurn()).result(SOON)
    until(lambda: server.hub.ask(server.hub.presence).result(SOON) == {})

    monkeypatch.setattr(link, "FAREWELL", 0.2)
    room = SocketRoom(server.socket_of("zoe", steward=True), meeting)
    room.start(Seen())
    with server.held_up():
        never = room.act(c.TakeNote(text="too late"))
        room.stop()
        with pytest.raises(OutcomeUnknown, match="You left before"):
            never.result(0)


def test_what_is_asked_for_before_it_starts_is_done_when_it_does(server: Serving, meeting: str) -> None:
    room = SocketRoom(server.socket_of("zoe", steward=True), meeting)
    done = room.act(c.TakeNote(text="early"))
    room.start(Seen())
    assert done.result(SOON).meeting.notes == ("early",)
    room.stop()
