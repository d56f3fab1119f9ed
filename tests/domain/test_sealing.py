"""Sealing: minutes hold decisions and outcomes, not who said what; nothing else outlasts a meeting."""

import msgspec
import pytest
from msgspec.structs import replace

from sociotui.domain import commands, events
from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.circles import Dialect
from sociotui.domain.course import Course, advance
from sociotui.domain.customs import Customs
from sociotui.domain.keeping import keep
from sociotui.domain.meeting import Meeting, sealed
from sociotui.domain.minutes import minutes_of
from tests.domain.casting import Books, card, names, on
from tests.domain.stage import SEATS, WORDING, item_in

OBJECTED = "Objected: two members each Saturday wears us out."
AGREED = "Touches the aim of food."
NOMINATED = "Nominated because of a good ear."
CHANGED = "Changed after what Eli said."
VIEWED = "Viewed from afar as too early."
VALUED = "Evaluated as quick."
WORRIED = "It may get cold in there."
PART = "Listens, reads a budget."


def full(dialect: Dialect = "sofa") -> Meeting:
    """Return a closed meeting in which everything was said that can be."""
    consent = "consent-s3" if dialect == "s3" else "consent"
    circle = card(dialect, Customs(absence="views", keep_totals=True))
    stage = on(item_in(consent, title="Shed"), item_in("selection"), item_in("consent", title="Hens"), circle=circle)
    stage.to("present", 1).act(commands.HearView(person="fay", text=VIEWED))
    stage.to("consent", 1).act(commands.Object(reason=OBJECTED, aim_touched=AGREED))
    stage.come_round().act(commands.NextStep())
    stage.act(commands.Integrate(way="measure", measure="Fewer than 3 complaints"))
    if dialect == "s3":
        stage.to("concerns", 1).act(commands.Worry(person="dara", text=WORRIED))
    stage.to("list", 2).act(commands.Propose(text=PART))
    stage.to("nominate", 2)
    for person in SEATS:
        stage.act(commands.Nominate(person=person, choices=names("dara", NOMINATED, "secretary")))
    stage.to("change", 2).act(commands.Nominate(person="zoe", choices=names("eli", CHANGED, "secretary")))
    stage.to("consent", 3).act(commands.Object(reason=OBJECTED), commands.RaiseHand(person="zoe"))
    stage.come_round().act(commands.EndItem(kind="dropped", text="Too many hens."))
    stage.to("check-out").act(commands.Evaluate(text=VALUED))
    stage.act(commands.TakeTurn(person=stage.round.queue[-1]), commands.FinishTurn())
    while not stage.meeting.closed:
        stage.onward()
    return stage.meeting


@pytest.mark.parametrize("dialect", ["sofa", "s3"])
def test_a_sealed_meeting_has_no_who_said_what(dialect: Dialect) -> None:
    meeting = full(dialect)
    before, after = (msgspec.json.encode(m).decode() for m in (meeting, sealed(meeting)))
    for said in (OBJECTED, AGREED, NOMINATED, CHANGED, VIEWED, VALUED, PART):
        assert said in before
        assert said not in after


@pytest.mark.parametrize("dialect", ["sofa", "s3"])
def test_a_sealed_meeting_has_no_data_of_any_persons_turns(dialect: Dialect) -> None:
    meeting = sealed(full(dialect))
    assert (meeting.round, meeting.rounds, meeting.ledgers, meeting.hands) == (None, {}, {}, ())
    assert (meeting.spoken, meeting.starts, meeting.turn, meeting.evaluation) == ({}, (), 0, ())
    for item in meeting.agenda:
        assert (item.grid, item.views, item.parts) == (None, {}, {})
    left = set(msgspec.json.decode(msgspec.json.encode(meeting)))
    assert left <= {
        "id",
        "circle",
        "opened",
        "today",
        "format",
        "formats",
        "people",
        "seats",
        "facilitator",
        "secretary",
        "place",
        "entered",
        "done",
        "agenda",
        "agenda_version",
        "last_item",
        "decisions",
        "closed",
        "sealed",
    }


@pytest.mark.parametrize("dialect", ["sofa", "s3"])
def test_the_minutes_are_the_same_before_and_after(dialect: Dialect) -> None:
    meeting = full(dialect)
    assert minutes_of(sealed(meeting)) == minutes_of(meeting)


def test_the_minutes_hold_wording_terms_outcomes_and_attendance_and_nobody_who_objected_or_nominated() -> None:
    minutes = msgspec.json.encode(minutes_of(full("s3"))).decode()
    for said in (OBJECTED, NOMINATED, CHANGED, VIEWED, VALUED):
        assert said not in minutes
    for kept in ("The shed is opened", "Fewer than 3 complaints", "is secretary until 2027-03-01", WORRIED, "Too many"):
        assert kept in minutes


def test_who_consented_how_is_kept_with_each_decision() -> None:
    for decision in sealed(full()).decisions:
        assert sorted(g.person for g in decision.given) == list(SEATS)
        assert {g.means for g in decision.given} == {"room"}


def test_totals_of_speaking_time_are_on_record_only_where_the_circle_keeps_them() -> None:
    meeting = full()
    for keeps in (True, False):
        books = Books()
        circle = replace(meeting.circle, customs=replace(meeting.circle.customs, keep_totals=keeps))
        books.record(replace(meeting, circle=circle))
        assert bool(books.organisation.held["garden-1"].totals) == keeps


def test_what_was_sealed_is_read_again_as_it_was_and_cannot_be_undone() -> None:
    meeting = full()
    event = events.MeetingSealed(at=meeting.closed, meeting=sealed(meeting))
    (read,) = msgspec.json.decode(msgspec.json.encode([event]), type=list[AnyEvent])
    course = advance(Course(), [read])
    assert course.meeting == sealed(meeting)
    assert course.acts == ()


def test_sealing_again_changes_nothing() -> None:
    once = sealed(full())
    assert sealed(once) == once


def test_a_sealed_meeting_puts_nothing_on_record_again() -> None:
    books, meeting = Books(), full()
    books.record(meeting)
    assert tuple(keep(books.organisation, sealed(meeting), books.clock, lambda o, _e: o)) == ()


def test_what_ends_without_a_decision_keeps_its_outcome_and_its_last_wording() -> None:
    meeting = sealed(full())
    hens = meeting.agenda[2]
    assert hens.outcome
    assert (hens.outcome.kind, hens.outcome.text) == ("dropped", "Too many hens.")
    assert hens.proposal
    assert hens.proposal.current.text == WORDING
