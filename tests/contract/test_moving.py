"""Moving from meeting to meeting: opening one, watching another or none, what one can have there; those that are private."""

from concurrent.futures import Future
from typing import Any

import pytest

from sociotui.domain import commands as c
from sociotui.domain.coming import Frame
from sociotui.domain.refusal import Refused
from sociotui.room.agenda import object_of
from sociotui.room.files import data_folder
from sociotui.room.furnishing import Opening
from tests.contract.places import Entered, Place
from tests.homes import SIX
from tests.room.secrets import HERE, KEPT, MARK, RELEASED, half, open_private
from tests.served.serving import SOON

GARDEN = Opening(circle="garden", present=SIX, facilitator="zoe", secretary="eli")
PRIVATE = Opening(circle="garden", present=HERE, facilitator="zoe", secretary="ben", private=True)
ID = "garden-2026-03-02"
"""The id of the first meeting of the Garden circle on that day."""


def test_a_meeting_that_is_opened_is_watched_by_then(place: Place) -> None:
    zoe = place.enter("zoe")
    assert zoe.room.open(GARDEN).result(SOON) == ID
    assert zoe.meeting == place.do(lambda home: home.meeting(ID))
    assert (zoe.meeting.id, zoe.meeting.facilitator, zoe.meeting.seats) == (ID, "zoe", SIX)
    assert zoe.snapshot.under_way == (zoe.meeting,)
    assert zoe.seen.snapshots[-1] == zoe.snapshot
    assert place.recorded(ID)[0].actor == "zoe"
    assert zoe.room.act(c.FinishTurn()).result(SOON).meeting.id == ID


def test_the_same_command_opens_one_meeting_and_another_one_another(place: Place) -> None:
    zoe = place.enter("zoe")
    assert zoe.room.open(GARDEN, "the-same").result(SOON) == ID
    zoe.room.watch("").result(SOON)
    assert zoe.room.open(GARDEN, "the-same").result(SOON) == ID
    assert zoe.meeting.id == ID
    assert place.do(lambda home: home.meetings()) == [ID]
    assert zoe.room.open(GARDEN).result(SOON) == f"{ID}-2"
    assert zoe.meeting.id == f"{ID}-2"


def test_another_meeting_is_watched_or_none(place: Place, zoe: Entered, meeting: str) -> None:
    other = place.opened()
    zoe.room.watch(other).result(SOON)
    assert zoe.meeting == place.do(lambda home: home.meeting(other))
    assert zoe.snapshot.said.endswith("Ana begins.")
    zoe.room.act(c.TakeNote(text="There")).result(SOON)
    zoe.room.watch("").result(SOON)
    assert (zoe.snapshot.meeting, zoe.snapshot.acts, zoe.snapshot.said) == (None, 0, "")
    assert {m.id for m in zoe.snapshot.under_way} == {meeting, other}
    zoe.room.watch(meeting).result(SOON)
    assert not zoe.meeting.notes
    zoe.room.watch(other).result(SOON)
    assert zoe.meeting.notes == ("There",)


def test_where_a_meeting_is_not_to_be_had_the_one_before_is_watched_on(place: Place, zoe: Entered) -> None:
    before = zoe.snapshot
    assert isinstance(zoe.room.watch("nowhere").exception(SOON), Refused)
    assert isinstance(zoe.room.open(Opening(circle="nowhere")).exception(SOON), Refused)
    assert zoe.snapshot == before
    zoe.room.act(c.TakeNote(text="Here")).result(SOON)
    assert zoe.meeting.notes == ("Here",)


def test_what_is_asked_for_in_one_breath_is_for_the_meeting_that_is_watched_by_then(
    place: Place, zoe: Entered, meeting: str
) -> None:
    other = place.opened()
    room = zoe.room
    asked: list[Future[Any]] = [room.act(c.TakeNote(text="in the one")), room.watch(other)]
    asked += [
        room.act(c.TakeNote(text="in the other")),
        room.watch("nowhere"),
        room.act(c.TakeNote(text="there still")),
    ]
    asked += [room.watch(meeting), room.minutes(), room.act(c.TakeNote(text="here again"))]
    asked += [
        room.open(GARDEN),
        room.act(c.TakeNote(text="in a new one")),
        room.watch(""),
        room.act(c.TakeNote(text="x")),
    ]
    refused = [n for n, each in enumerate(asked) if isinstance(each.exception(SOON), Refused)]
    assert refused == [3, 11]
    assert "in the one" in asked[6].result(SOON)

    def notes(id_: str) -> tuple[str, ...]:
        return place.do(lambda home: home.meeting(id_).notes)

    assert notes(meeting) == ("in the one", "here again")
    assert notes(other) == ("in the other", "there still")
    assert notes(asked[8].result(SOON)) == ("in a new one",)


def test_who_comes_into_a_meeting_that_there_is_not_is_told_so(place: Place, meeting: str) -> None:
    with pytest.raises(Refused) as refused:
        place.come_in("zoe", "garden-2026-03-2")
    assert type(refused.value) is Refused
    assert str(refused.value) == f"There is no meeting “garden-2026-03-2”. Near it: {meeting}."


# --- what there is to choose from ------------------------------------------------------------------


def test_formats_are_the_programs_and_the_circles_own_with_complaints_about_bad_files(place: Place) -> None:
    zoe = place.enter("zoe")
    weekly = place.do(lambda home: home.shelf().formats["weekly"].title)
    assert zoe.room.formats("garden").result(SOON) == ({"check-in": "Check-in", "weekly": weekly}, ())
    folder = place.home.folder / "formats"
    folder.mkdir()
    (folder / "bad.toml").write_text("title = ", encoding="utf-8")
    titles, complaints = zoe.room.formats("garden").result(SOON)
    assert titles == {"check-in": "Check-in", "weekly": weekly}
    assert complaints == place.do(lambda home: home.shelf("garden").complaints)
    assert "bad.toml" in complaints[0]


def test_the_formats_of_items_come_whole(place: Place) -> None:
    zoe = place.enter("zoe")
    found = zoe.room.item_formats("garden").result(SOON)
    assert found == place.do(lambda home: home.item_formats("garden"))
    assert {"consent", "selection"} <= {*found}
    assert "weekly" not in found
    assert zoe.snapshot.meeting is None


def test_minutes_are_those_of_the_meeting_that_is_watched_as_they_stand(
    place: Place, zoe: Entered, meeting: str
) -> None:
    zoe.room.act(c.TakeNote(text="Bees came")).result(SOON)
    other = place.opened()  # a later one
    minutes = zoe.room.minutes().result(SOON)
    assert minutes.startswith("Garden circle: minutes of 2026-03-02\n")
    assert "As they stand: this meeting is still going on." in minutes
    assert "Bees came" in minutes
    zoe.room.watch(other).result(SOON)
    assert "Bees came" not in zoe.room.minutes().result(SOON)


# --- private meetings ------------------------------------------------------------------------------


def test_of_a_private_meeting_others_see_that_there_is_one_and_no_more(place: Place) -> None:
    id_ = place.do(half)
    ana, chidi = place.enter("ana", id_), place.enter("chidi")
    assert KEPT["note"] in repr(ana.meeting)
    (shown,) = chidi.snapshot.under_way
    assert (shown.id, shown.circle.name, shown.private) == (id_, "Garden circle", True)
    assert (shown.people, shown.seats, shown.agenda) == ({}, (), ())
    ana.room.act(c.TakeNote(text=f"{MARK} one more")).result(SOON)
    place.opened()
    assert chidi.until(lambda s: len(s.under_way) == 2).under_way[-1] == shown
    for snapshot in (*chidi.seen.snapshots, chidi.snapshot):
        assert MARK not in repr(snapshot).casefold()
        assert RELEASED[1] not in repr(snapshot)


def test_a_private_meeting_is_refused_to_who_is_not_in_it(place: Place) -> None:
    id_ = place.do(open_private)
    chidi = place.enter("chidi")
    before = chidi.snapshot
    refused = chidi.room.watch(id_).exception(SOON)
    assert type(refused) is Refused
    assert str(refused) == (
        "This meeting of Garden circle is private, Chidi: what is said in it stays with those who take part. What they "
        "decide goes on record for everybody. Would you like to know more? Ask one of them."
    )
    assert chidi.snapshot == before
    with pytest.raises(Refused) as at_the_door:
        place.come_in("chidi", id_)
    assert str(at_the_door.value) == str(refused)
    ana = place.enter("ana")
    ana.room.watch(id_).result(SOON)
    assert ana.room.act(c.TakeNote(text="Among us")).result(SOON).meeting == ana.meeting
    assert "Among us" in ana.room.minutes().result(SOON)


def test_a_private_meeting_is_opened_by_who_takes_part_in_it(place: Place) -> None:
    chidi, ana = place.enter("chidi"), place.enter("ana")
    refused = chidi.room.open(PRIVATE).exception(SOON)
    assert type(refused) is Refused
    assert str(refused).startswith("A private meeting is opened by somebody who takes part in it, Chidi:")
    assert chidi.snapshot.under_way == ()
    assert ana.room.open(PRIVATE).result(SOON) == f"{ID}-private"
    assert ana.meeting.private
    assert {*ana.meeting.seats} == {*HERE}


def test_a_meeting_takes_the_time_that_its_circles_own_format_gives_it(place: Place) -> None:
    zoe = place.enter("zoe")
    assert zoe.room.frame("garden").result(SOON) == Frame()
    folder = place.home.folder / "formats" / "garden"
    folder.mkdir(parents=True)
    weekly = (data_folder() / "formats" / "weekly.toml").read_text(encoding="utf-8")
    (folder / "weekly.toml").write_text(weekly.replace("minutes = 5", "minutes = 25"), encoding="utf-8")
    longer = zoe.room.frame("garden").result(SOON)
    assert longer.opening == Frame().opening + 20
    assert zoe.room.frame("general").result(SOON) == Frame()
    assert place.do(lambda home: object_of(home, "garden"))["opening"] == longer.opening
