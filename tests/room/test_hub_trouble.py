"""The hub in trouble: what goes wrong with one meeting, one room or one act is told, and harms nobody else."""

import logging
from collections.abc import Iterator
from pathlib import Path
from threading import Event as Flag
from typing import Any

import pytest

from sociotui.domain import commands as c
from sociotui.domain.refusal import Refused
from sociotui.journal.port import Damaged, ReadOnly
from sociotui.room.entered import EnteredRoom
from sociotui.room.furnishing import Opening
from sociotui.room.home import Home
from sociotui.room.hub import Hub
from sociotui.room.identity import Identity
from sociotui.room.port import Snapshot
from tests.homes import SIX, Hands, home_in, opened
from tests.room.secrets import HERE, half

SOON = 10.0


@pytest.fixture
def hub(tmp_path: Path, hands: Hands) -> Iterator[Hub]:
    """A hub that has begun, in a home of an account that is Chidi's."""
    home_in(tmp_path / "home", hands).close()
    home = Home(tmp_path / "home", hands.clock(), account=lambda: "chidi")
    hub = Hub(home)
    yield hub
    hub.stop()
    home.close()


def enter(hub: Hub, person: str, meeting: str = "") -> EnteredRoom:
    """Come in by SSH; before the hub has begun."""
    return hub.enter(Identity(person=person, door="ssh"), meeting)


def until(room: EnteredRoom, shown: Flag) -> None:
    """Wait for what a room is to show."""
    assert shown.wait(SOON), room.snapshot


def watch(room: EnteredRoom, text: str) -> Flag:
    """Return a flag that is set once the room tells of trouble with that text in it."""
    shown = Flag()

    def changed(snapshot: Snapshot) -> None:
        if text in snapshot.trouble:
            shown.set()

    room.start(changed)
    return shown


def test_a_meeting_whose_file_is_gone_is_told_and_the_others_go_on(hub: Hub) -> None:
    ids = [opened(hub.home), opened(hub.home)]
    ana, ben = (enter(hub, person, id_) for person, id_ in zip(("ana", "ben"), ids, strict=True))
    told = watch(ana, "was removed, replaced or shortened")
    hub.start()
    (hub.home.folder / "meetings" / f"{ids[0]}.journal").unlink()
    assert isinstance(ana.act(c.RaiseHand(person="ana")).exception(SOON), Damaged)
    until(ana, told)
    assert ana.snapshot.meeting  # what was there last is still to be seen
    assert ben.act(c.RaiseHand(person="ben")).result(SOON).meeting.hands == ("ben",)
    assert ben.snapshot.meeting
    assert ben.snapshot.meeting.hands == ("ben",)


def test_a_room_that_takes_nothing_keeps_nobody_from_seeing_what_is_new(
    hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    id_ = opened(hub.home)
    ana, ben = enter(hub, "ana", id_), enter(hub, "ben", id_)

    def broken(_snapshot: Snapshot) -> None:
        raise RuntimeError("no more")

    ana.start(broken)
    hub.start()
    with caplog.at_level(logging.ERROR, "sociotui.room"):
        assert ben.act(c.RaiseHand(person="ben")).result(SOON).meeting.hands == ("ben",)
    assert "ana was not shown what is new" in caplog.text
    assert "no more" in caplog.text
    assert ben.snapshot.acts == 2


def test_trouble_with_who_may_come_in_is_told_and_acts_are_answered(hub: Hub) -> None:
    id_ = opened(hub.home)
    ana = enter(hub, "ana", id_)
    told = watch(ana, "can only be read")

    def after() -> None:
        raise ReadOnly("This can only be read.")

    hub.after = after
    hub.start()
    assert ana.act(c.RaiseHand(person="ana")).result(SOON).meeting.hands == ("ana",)
    until(ana, told)
    hub.after = lambda: None
    assert ana.act(c.LowerHand(person="ana")).result(SOON).meeting.hands == ()
    assert ana.snapshot.trouble == ""


def test_an_act_that_breaks_breaks_alone(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = opened(hub.home)
    rooms = {person: enter(hub, person, id_) for person in SIX}
    decided = hub.home._decided

    def breaking(stream: str, course: Any, asked: Any) -> Any:
        if asked.actor == "dara":
            raise ZeroDivisionError
        return decided(stream, course, asked)

    monkeypatch.setattr(hub.home, "_decided", breaking)
    acts = {person: room.act(c.RaiseHand(person=person)) for person, room in rooms.items()}
    hub.start()  # all of them wait by now, and are done together
    for person, act in acts.items():
        assert isinstance(act.exception(SOON), ZeroDivisionError) == (person == "dara")
    assert {*rooms["ana"].snapshot.meeting.hands} == {*SIX} - {"dara"}  # type: ignore[union-attr]


# --- whose account it is that serves says nothing of who asks -----------------------------------------


def test_who_took_part_in_a_private_meeting_reads_its_minutes(hub: Hub) -> None:
    other = Home(hub.home.folder, hub.home.clock)
    id_ = half(other)
    other.close()
    ana, chidi = enter(hub, "ana", id_), enter(hub, "chidi")
    hub.start()
    assert "Each member has a key of their own." in ana.minutes().result(SOON)
    with pytest.raises(Refused, match="is private, Chidi"):
        chidi.watch(id_).result(SOON)
    said = {"meeting": id_, "format": "txt"}
    assert "a key of their own" in hub.errand(ana.identity, "minutes", said).result(SOON)
    with pytest.raises(Refused, match="is private, Chidi"):
        hub.errand(chidi.identity, "minutes", said).result(SOON)


def test_who_takes_part_opens_a_private_meeting_and_nobody_else(hub: Hub) -> None:
    ana, chidi = enter(hub, "ana"), enter(hub, "chidi")
    opening = Opening(circle="garden", present=HERE, facilitator="zoe", secretary="ben", private=True)
    hub.start()
    with pytest.raises(Refused, match="opened by somebody who takes part in it, Chidi"):
        chidi.open(opening).result(SOON)
    assert ana.open(opening).result(SOON) == "garden-2026-03-02-private"
    assert ana.snapshot.meeting
