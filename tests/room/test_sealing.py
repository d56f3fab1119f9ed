"""Sealing: what a meeting decided arrives once, and who said what is gone, wherever a crash comes between the two."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest
from msgspec.structs import replace

from sociotui.domain import commands as c
from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.customs import Customs
from sociotui.domain.event import Event
from sociotui.domain.events import MeetingSealed
from sociotui.domain.minutes import Minutes, minutes_of
from sociotui.domain.organisation_events import CircleFormed, OrganisationDescribed, PersonEntered
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Nomination
from sociotui.exchange.organisations import definition_of
from sociotui.journal.port import Appended, Batch
from sociotui.journal.tiny import TinyJournal
from sociotui.room.home import ORGANISATION, Home
from tests.homes import SIX, Hands, home_in
from tests.room.holding import act, go_on, recorded, with_item

OBJECTED = "Two members each Saturday wears us all out"
NOMINATED = "She reads a budget like a novel"
VIEWED = "Saturdays are hard for me this year"
MARKS = (OBJECTED, NOMINATED, VIEWED)
Done = TypeVar("Done")


class Crash(BaseException):
    """The process ends here."""


class Crashing(TinyJournal):
    """A journal whose process ends at the n-th thing that it writes: before that is written, or just behind it."""

    def __init__(self, folder: Path, at: int, *, behind: bool) -> None:
        super().__init__(folder, event_type=AnyEvent)
        self.left, self.behind = at, behind

    def append_all(self, stream: str, expected: int, batches: Sequence[Batch]) -> tuple[Appended, ...]:
        """As in Journal, unless it crashes."""
        return self._crash(super().append_all, stream, expected, batches)

    def seal(self, stream: str, expected: int, event: Event, *, cmd: str, actor: str) -> Appended:
        """As in Journal, unless it crashes."""
        return self._crash(super().seal, stream, expected, event, cmd=cmd, actor=actor)

    def _crash(self, write: Callable[..., Done], *args: Any, **named: Any) -> Done:
        self.left -= 1
        if self.left == 0 and not self.behind:
            raise Crash
        done = write(*args, **named)
        if self.left == 0:
            raise Crash
        return done


def agree(home: Home, customs: Customs) -> None:
    """Give the garden circle other customs."""
    definition = definition_of(home.organisation())
    circles = tuple(replace(o, customs=customs) if o.id == "garden" else o for o in definition.circle)
    home.define(replace(definition, circle=circles), "zoe")


def said_and_decided(home: Home) -> str:
    """Hold a meeting in which people object, nominate and decide, up to its last step; return its id."""
    agree(home, Customs(absence="views"))
    id_ = with_item(home, "Our delegate", "selection", ("delegate",))
    go_on(home, id_, "amend")
    act(home, id_, c.Propose(text="Hears both sides."), c.HearView(person="fay", text=VIEWED))
    go_on(home, id_, "nominate")
    for person in SIX:
        choice = Nomination(person="dara", reason=NOMINATED)
        act(home, id_, c.Nominate(person=person, choices={"delegate": choice}))
    act(home, id_, c.NextStep())
    go_on(home, id_, "amend")
    act(home, id_, c.ProposeSelection(people={"delegate": "dara"}), c.NextStep(), c.Object(reason=OBJECTED))
    act(home, id_, *[c.Consent()] * 5, c.NextStep(), c.Integrate(way="measure", measure="Asks us once a month"))
    act(home, id_, c.NextStep())
    go_on(home, id_, "record")
    act(home, id_, c.Record(), c.TakeOn(text="Tell the general circle.", owner="eli"), c.KeepForLater(title="Hoses"))
    go_on(home, id_, "closing")
    return id_


def stored(folder: Path) -> bytes:
    """Return all bytes that lie in a home."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def kinds(home: Home) -> Counter[str]:
    """Count the events on the organisation's record by kind, but for those that defined it."""
    made = (type(r.event) for r in home.journal.read(ORGANISATION))
    return Counter(kind.__name__ for kind in made if kind not in (OrganisationDescribed, PersonEntered, CircleFormed))


ONCE = Counter(PersonSelected=1, FollowUpKept=1, MeetingHeld=1, TurnsDiscarded=1)


def check_kept_once(home: Home, id_: str, minutes: Minutes) -> None:
    """All outcomes are on record once, who said what is gone, and the minutes are the same."""
    home.open_meetings()
    assert kinds(home) == ONCE
    organisation = home.organisation()
    assert organisation.circles["garden"].roles["delegate"].person == "dara"
    assert [t.title for t in organisation.backlog["garden"]] == ["Hoses"]
    assert [type(r.event) for r in home.journal.read(f"meeting/{id_}")] == [MeetingSealed]
    assert organisation.held[id_].sealed
    assert organisation.held[id_].minutes == minutes == minutes_of(home.meeting(id_))
    data = stored(home.folder)
    assert not [mark for mark in MARKS if mark.encode() in data]
    assert b"Asks us once a month" in data


def test_a_meeting_that_ends_leaves_its_outcomes_and_its_minutes_and_nothing_of_who_said_what(home: Home) -> None:
    id_ = said_and_decided(home)
    before = stored(home.folder)
    assert all(mark.encode() in before for mark in MARKS)
    done = home.act(id_, c.CloseMeeting(), "zoe")
    check_kept_once(home, id_, minutes_of(done.meeting))


@pytest.mark.parametrize("behind", [False, True], ids=["before", "behind"])
@pytest.mark.parametrize("write", [1, 2, 3, 4], ids=["closing", "keeping", "sealing", "noting"])
def test_wherever_a_crash_comes_outcomes_arrive_once_and_who_said_what_is_gone(
    tmp_path: Path, write: int, *, behind: bool
) -> None:
    hands = Hands()
    home = home_in(tmp_path / "home", hands)
    id_ = said_and_decided(home)
    home.close()
    crashing = Home(home.folder, hands.clock(), Crashing(home.folder, write, behind=behind))
    with pytest.raises(Crash):
        crashing.act(id_, c.CloseMeeting(), "zoe")
    crashing.close()
    again = Home(home.folder, hands.clock())
    if (write, behind) == (1, False):
        assert [m.id for m in again.open_meetings()] == [id_]
        again.act(id_, c.CloseMeeting(), "zoe")
    again.open_meetings()
    minutes = again.organisation().held[id_].minutes
    assert minutes
    for _look in range(2):
        check_kept_once(again, id_, minutes)
        again.close()
        again = Home(home.folder, hands.clock())
    again.close()


@pytest.mark.parametrize("behind", [False, True], ids=["before", "behind"])
@pytest.mark.parametrize("write", [1, 2, 3], ids=["keeping", "sealing", "noting"])
def test_a_crash_while_a_crash_is_made_good_changes_nothing(tmp_path: Path, write: int, *, behind: bool) -> None:
    hands = Hands()
    home = home_in(tmp_path / "home", hands)
    id_ = said_and_decided(home)
    home.close()
    closing = Home(home.folder, hands.clock(), Crashing(home.folder, 1, behind=True))
    with pytest.raises(Crash):
        closing.act(id_, c.CloseMeeting(), "zoe")
    closing.close()
    looking = Home(home.folder, hands.clock(), Crashing(home.folder, write, behind=behind))
    with pytest.raises(Crash):
        looking.open_meetings()
    looking.close()
    again = Home(home.folder, hands.clock())
    again.open_meetings()
    minutes = again.organisation().held[id_].minutes
    assert minutes
    check_kept_once(again, id_, minutes)
    again.close()


def test_keeping_again_what_was_kept_adds_nothing_to_the_record(home: Home) -> None:
    id_ = said_and_decided(home)
    before = home.course(id_).meeting
    assert before
    with pytest.raises(Refused, match="still open"):
        home.keep_outcomes(before)
    home.act(id_, c.CloseMeeting(), "zoe")
    closed = home.course(id_).meeting
    assert closed
    for again in (closed, closed, before):
        home.keep_outcomes(again)
    assert kinds(home) == ONCE


def test_two_homes_that_see_a_meeting_end_keep_it_once(home: Home, hands: Hands) -> None:
    id_ = said_and_decided(home)
    others = [Home(home.folder, hands.clock()) for _home in range(2)]
    for other in others:
        assert other.course(id_).meeting
    done = home.act(id_, c.CloseMeeting(), "zoe")
    for other in others:
        check_kept_once(other, id_, minutes_of(done.meeting))
        other.close()


def test_a_decision_that_waits_is_kept_once_too_and_stands_once(home: Home, hands: Hands) -> None:
    id_ = recorded(home)
    go_on(home, id_, "closing")
    home.close()
    crashing = Home(home.folder, hands.clock(), Crashing(home.folder, 2, behind=True))
    with pytest.raises(Crash):
        crashing.act(id_, c.CloseMeeting(), "zoe")
    crashing.close()
    again = Home(home.folder, hands.clock())
    again.open_meetings()
    again.answer(f"{id_}-d1", "fay", "fay")
    again.answer(f"{id_}-d1", "gio", "gio")
    assert kinds(again) == Counter(
        DecisionWaited=1,
        FollowUpKept=1,
        MeetingHeld=1,
        TurnsDiscarded=1,
        AnswerGiven=2,
        DecisionStood=1,
        PolicyAdopted=1,
    )
    again.close()
