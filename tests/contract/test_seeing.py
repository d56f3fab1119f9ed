"""What is to be seen of a room: its first snapshot, each newer one, its clock, and what the store has trouble with."""

import logging
from collections.abc import Callable
from functools import partial
from threading import get_ident

import pytest

from sociotui.domain import commands as c
from sociotui.domain.events import NoteTaken
from sociotui.journal.port import Busy, Damaged, Full, JournalError, Newer, OutcomeUnknown, ReadOnly
from sociotui.room.actions import ACTIONS
from sociotui.room.port import Snapshot
from sociotui.room.rights import caps
from tests.contract.places import Entered, Place
from tests.homes import Hands
from tests.served.serving import SOON, until

DAY = 24 * 3_600_000


def test_the_first_snapshot_is_there_before_anything_is_asked(place: Place, meeting: str) -> None:
    room = place.come_in("zoe", meeting)
    first = room.snapshot
    assert first.organisation == place.do(lambda home: home.organisation())
    assert first.meeting == place.do(lambda home: home.meeting(meeting))
    assert first.under_way == (first.meeting,)
    assert first.today.isoformat() == "2026-03-02"
    assert first.said.endswith("Ana begins.")
    assert first.acts == 1
    assert (first.due, first.news, first.mine) == ((), (), {})
    assert (first.trouble, first.lost, first.pending) == ("", False, 0)
    room.stop()


def test_where_no_meeting_is_watched_there_is_none_to_be_seen(place: Place, meeting: str) -> None:
    first = place.enter("zoe").snapshot
    assert (first.meeting, first.acts, first.said) == (None, 0, "")
    assert [m.id for m in first.under_way] == [meeting]


def test_a_room_knows_who_one_is(place: Place, meeting: str) -> None:
    zoe, ana = place.enter("zoe", meeting), place.enter("ana")
    assert (zoe.room.me, ana.room.me) == ("zoe", "ana")
    assert zoe.room.own is ana.room.own is place.own


def test_a_room_knows_what_one_may_do_as_things_stand(place: Place, zoe: Entered, meeting: str) -> None:
    rooms = [zoe, place.enter("ana", meeting), place.enter("hana", meeting)]

    def may(entered: Entered) -> frozenset[str]:
        seen, who = entered.snapshot, place.identity(entered.room.me)
        last = place.do(lambda home: home.course(meeting).last)
        return caps(who, seen.meeting, seen.organisation, {*seen.presence}, last=last)

    def stands(entered: Entered) -> bool:
        return entered.room.caps == may(entered)

    for each in rooms:
        until(partial(stands, each))  # some came in before the others
        assert each.room.caps <= {action.id for action in ACTIONS}
    zoe.room.act(c.FinishTurn()).result(SOON)
    assert "undo" in zoe.room.caps
    for each in rooms:
        each.until(lambda s: s.said == "Ana has spoken.")
        until(partial(stands, each))
        each.room.watch("").result(SOON)
        assert stands(each)


def test_the_rooms_clock_is_the_homes(place: Place, zoe: Entered, hands: Hands) -> None:
    assert zoe.room.clock.now() == hands.at
    hands.at += 90_000
    assert zoe.room.clock.now() == hands.at
    assert zoe.room.clock.local(hands.at) == hands.clock().local(hands.at)
    assert zoe.room.clock.today() == zoe.snapshot.today


def test_another_day_is_another_snapshot_though_nobody_has_asked(zoe: Entered, hands: Hands) -> None:
    hands.at += DAY
    assert zoe.until(lambda s: s.today.isoformat() == "2026-03-03").meeting == zoe.meeting


# --- following -------------------------------------------------------------------------------------


def test_changed_is_called_by_a_thread_of_the_rooms_own_and_ends_with_the_newest(zoe: Entered) -> None:
    acts = [zoe.room.act(c.TakeNote(text=f"Note {number}")) for number in range(30)]
    for act in acts:
        act.result(SOON)
    assert zoe.meeting.notes == tuple(f"Note {number}" for number in range(30))
    shown = zoe.seen.snapshots
    assert shown[-1] == zoe.snapshot
    assert [s.acts for s in shown] == sorted(s.acts for s in shown)  # never an older one after a newer
    assert len(zoe.threads) == 1
    assert get_ident() not in zoe.threads


def test_a_snapshot_once_given_stays_as_it_is(zoe: Entered) -> None:
    before = zoe.snapshot
    meeting, acts, organisation = before.meeting, before.acts, before.organisation
    zoe.room.act(c.TakeNote(text="Later")).result(SOON)
    assert zoe.snapshot is not before
    assert (before.meeting, before.acts, before.organisation) == (meeting, acts, organisation)
    assert before.meeting is not None
    assert not before.meeting.notes


def test_who_stops_has_what_was_asked_for_done_and_hears_no_more(place: Place, meeting: str) -> None:
    zoe, eli = place.enter("zoe", meeting), place.enter("eli", meeting)
    asked = [zoe.room.act(c.TakeNote(text=text)) for text in ("One", "Two", "Three")]
    zoe.room.stop()
    assert [a.result(SOON).meeting.notes[-1] for a in asked] == ["One", "Two", "Three"]
    before = len(zoe.seen.snapshots)
    zoe.room.stop()
    eli.room.act(c.TakeNote(text="Four")).result(SOON)
    assert eli.until(lambda s: s.meeting and len(s.meeting.notes) == 4)
    assert len(zoe.seen.snapshots) == before


def test_who_never_followed_can_stop_and_the_others_stay(place: Place, zoe: Entered, meeting: str) -> None:
    room = place.come_in("ana", meeting)
    room.stop()
    assert zoe.room.act(c.FinishTurn()).result(SOON).meeting.round is not None


# --- the store's trouble ---------------------------------------------------------------------------

TROUBLES: dict[str, Callable[[Place], JournalError]] = {
    "full": lambda _place: Full("The disk is full."),
    "read only": lambda _place: ReadOnly("This disk can only be read."),
    "unknown": lambda _place: OutcomeUnknown("Nobody knows whether that was written."),
    "busy": lambda place: Busy(place.folder / "lock", 4711, 30.0),
    "damaged": lambda place: Damaged(place.folder / "x", 3, "Line 3 is not what was written.", "Put a copy back."),
    "newer": lambda place: Newer(place.folder / "x", "format 9", "format 3"),
}


def test_the_stores_trouble_is_what_an_act_comes_to_and_when_it_is_over_the_same_act_is_done(
    place: Place, zoe: Entered, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, note = len(place.recorded(meeting)), c.TakeNote(text="Once")
    for make in TROUBLES.values():
        trouble = make(place)

        def broken(*_args: object, trouble: JournalError = trouble, **_more: object) -> object:
            raise trouble

        with monkeypatch.context() as patch:
            patch.setattr(place.store_of(zoe.room).journal, "append_all", broken)
            error = zoe.room.act(note, "sent-again").exception(SOON)
        assert type(error) is type(trouble)
        assert str(error) == str(trouble)
        assert not zoe.meeting.notes
    assert zoe.room.act(note, "sent-again").result(SOON).meeting.notes == ("Once",)
    assert [type(e) for e in place.events(meeting, before)] == [NoteTaken]


def test_what_keeps_a_room_from_seeing_is_told_beside_what_was_seen_and_goes_when_it_is_over(
    place: Place, zoe: Entered, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble = TROUBLES["damaged"](place)
    before = zoe.snapshot

    def broken(*_args: object) -> object:
        raise trouble

    with monkeypatch.context() as patch:
        patch.setattr(place.store_of(zoe.room).journal, "wait", broken)
        told = zoe.until(lambda s: s.trouble)
        assert told.trouble == str(trouble)
        assert (told.meeting, told.organisation, told.acts) == (before.meeting, before.organisation, before.acts)
    until(lambda: not zoe.snapshot.trouble)  # though nobody has done anything
    assert zoe.snapshot == before


def test_trouble_while_one_acts_is_over_with_the_next_act(
    place: Place, zoe: Entered, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble = TROUBLES["read only"](place)

    def broken(*_args: object) -> object:
        raise trouble

    with monkeypatch.context() as patch:
        patch.setattr(place.store_of(zoe.room).journal, "wait", broken)
        assert zoe.room.act(c.TakeNote(text="Written all the same")).result(SOON).meeting.notes
        assert zoe.snapshot.trouble == str(trouble)
    zoe.room.act(c.TakeNote(text="And this")).result(SOON)
    assert not zoe.snapshot.trouble
    assert zoe.meeting.notes == ("Written all the same", "And this")


def test_a_screen_that_fails_is_put_on_record_and_harms_nothing(
    place: Place, meeting: str, caplog: pytest.LogCaptureFixture
) -> None:
    zoe = place.come_in("zoe", meeting)
    seen: list[str] = []

    def changed(snapshot: Snapshot) -> None:
        seen.append(snapshot.said)
        raise RuntimeError("cannot be drawn")

    zoe.start(changed)
    with caplog.at_level(logging.ERROR, "sociotui.room"):
        zoe.act(c.FinishTurn()).result(SOON)
        zoe.act(c.FinishTurn()).result(SOON)
    zoe.stop()
    assert seen[-1] == "Zoe has spoken."
    assert "was not shown what is new" in caplog.text
    assert "cannot be drawn" in caplog.text
