"""Minutes: exact wording, outcomes and who was there; never who said what, and no time of day."""

import msgspec
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.cards import CircleCard
from sociotui.domain.customs import Customs
from sociotui.domain.items import Outcome
from sociotui.domain.minutes import Minutes, MinutesDecision, MinutesItem, NextStep, minutes_of
from tests.domain.stage import (
    BETTER,
    CIRCLE,
    PRESENT,
    REASON,
    REVIEW,
    TODAY,
    Stage,
    item_in,
    nominating,
    opening,
)

EVERYBODY = ("Ana", "Ben", "Chidi", "Dara", "Eli", "Zoe")


def decided(circle: CircleCard = PRESENT) -> Stage:
    """A meeting with a decision that ben objected to at first; it stands, where the circle's customs have it so."""
    stage = Stage(opening(circle=circle)).to("integrate")
    stage.act(commands.Integrate(way="measure", measure="fewer than 3 complaints a month"))
    stage.act(commands.Amend(text=BETTER))
    stage.to("record")
    stage.act(commands.TakeNote(text="The key hangs by the door."))
    stage.act(commands.Record(review=REVIEW, responsible="ben", why="It was always locked."))
    return stage


def test_a_decision_is_kept_word_for_word_with_how_many_consented() -> None:
    (item,) = minutes_of(decided().meeting).items
    assert item == MinutesItem(
        title="Tool-shed rota",
        aim="decide",
        presenter="Ana",
        outcome=Outcome(kind="decided", text=BETTER),
        decision=MinutesDecision(
            title="Tool-shed rota",
            text=BETTER,
            review=REVIEW,
            responsible="Ben",
            why="It was always locked.",
            measures=("fewer than 3 complaints a month",),
            versions=3,
            consented=6,
            objections_integrated=1,
        ),
        notes=("The key hangs by the door.",),
    )


def test_a_decision_that_waits_says_for_whom_and_how_long() -> None:
    (item,) = minutes_of(decided(CIRCLE).meeting).items
    assert item.outcome == Outcome(kind="waiting", text=BETTER)
    assert item.decision
    assert (item.decision.waiting, item.decision.window) == (("Fay",), 0)
    lazy = replace(CIRCLE, customs=Customs(absence="lazy", window=36))
    (item,) = minutes_of(decided(lazy).meeting).items
    assert item.decision
    assert (item.decision.waiting, item.decision.window) == (("Fay",), 36)


def test_an_item_in_a_way_of_its_own_names_it_and_a_decision_without_a_review_has_none() -> None:
    stage = Stage(opening(agenda=(item_in("leaving", about="dara"),), circle=PRESENT))
    stage.to("record").act(commands.Record())
    (item,) = minutes_of(stage.meeting).items
    assert item.format == stage.meeting.formats["leaving"].title
    assert item.decision == MinutesDecision(title="Leaving", text="Dara leaves our circle.", consented=5)


def test_next_steps_are_in_them_with_their_owners_under_their_item_or_the_meeting() -> None:
    stage = Stage()
    stage.act(commands.TakeOn(text="Bring tea", owner="eli"))
    stage.to("present").act(commands.TakeOn(text="Ask the neighbours", owner="fay", due=REVIEW))
    minutes = minutes_of(stage.meeting)
    assert minutes.next_steps == (NextStep(text="Bring tea", owner="Eli"),)
    assert minutes.items[0].next_steps == (NextStep(text="Ask the neighbours", owner="Fay", due=REVIEW),)


def test_nobody_can_read_from_them_what_was_voiced_nominated_viewed_or_evaluated() -> None:
    stage = Stage(opening(agenda=(item_in("selection"),))).to("nominate")
    stage.act(nominating(stage.meeting, "ana", "dara"))
    stage.act(commands.HearView(person="fay", text="Chidi, for the calm."))
    stage.to("check-out").act(commands.Evaluate(text="Too long."))
    written = msgspec.json.encode(minutes_of(stage.to("close").onward().meeting)).decode()
    for said in ("Writes clearly", "Chidi, for the calm", "Too long"):
        assert said not in written


def test_attendance_roles_and_dates_are_kept() -> None:
    stage = Stage(opening(guests=["gus"]))
    assert minutes_of(stage.meeting) == Minutes(
        circle="Garden circle",
        on=TODAY,
        format="Circle meeting",
        facilitator="Zoe",
        secretary="Eli",
        present=EVERYBODY,
        guests=("Gus",),
        absent=("Fay",),
        aims=stage.meeting.circle.aims,
    )


def test_who_came_late_or_left_early_was_present() -> None:
    stage = Stage(opening(guests=["gus"]))
    stage.act(commands.Arrive(person="fay"), commands.Leave(person="ana"), commands.Leave(person="gus"))
    minutes = minutes_of(stage.meeting)
    assert (minutes.present, minutes.guests, minutes.absent) == ((*EVERYBODY, "Fay"), ("Gus",), ())


def test_roles_that_were_handed_over_have_their_last_holder() -> None:
    stage = Stage()
    stage.act(commands.HandOver(role="facilitator", person="ana"), commands.HandOver(role="secretary", person="ben"))
    minutes = minutes_of(stage.meeting)
    assert (minutes.facilitator, minutes.secretary) == ("Ana", "Ben")


def test_what_was_agreed_noted_and_kept_for_later_is_in_them() -> None:
    stage = Stage()
    stage.act(
        commands.Arrange(minutes=60, next_meeting="2026-11-30, the shed"),
        commands.TakeNote(text="Fay is ill."),
        commands.KeepForLater(title="Compost"),
    )
    minutes = minutes_of(stage.meeting)
    assert (minutes.minutes, minutes.next_meeting) == (60, "2026-11-30, the shed")
    assert (minutes.notes, minutes.backlog) == (("Fay is ill.",), ("Compost",))


def test_each_item_has_its_outcome_and_who_takes_it_on_by_name() -> None:
    stage = Stage().to("agenda")
    stage.act(*(commands.AddItem(title=title, aim="report") for title in ("One", "Two", "Three")))
    stage.to("tell", 1).act(commands.EndItem(kind="delegated", to="ben", text="He asks around."))
    stage.act(commands.EndItem(item=2, kind="delegated", to="Kitchen circle"))
    one, two, three = minutes_of(stage.meeting).items
    assert one.outcome == Outcome(kind="delegated", text="He asks around.", to="Ben")
    assert two.outcome == Outcome(kind="delegated", to="Kitchen circle")
    assert (three.outcome, three.aim, three.presenter, three.decision) == (None, "report", "", None)


def test_a_person_is_not_taken_for_the_broader_circle_that_has_their_id() -> None:
    stage = Stage(opening(circle=replace(PRESENT, parents={"ben": "Bench-end circle"})))
    stage.to("agenda").act(*(commands.AddItem(title=t, aim="report", presenter="ben") for t in ("One", "Two")))
    stage.to("tell", 1).act(commands.TakeOn(text="Ask around.", owner="ben"))
    stage.act(commands.EndItem(kind="delegated", to="ben"))
    stage.act(commands.EndItem(item=2, kind="delegated", to="bench-end circle"))
    one, two = minutes_of(stage.meeting).items
    assert (one.presenter, one.next_steps[0].owner, one.outcome) == ("Ben", "Ben", Outcome(kind="delegated", to="Ben"))
    assert two.outcome == Outcome(kind="delegated", to="bench-end circle")


def test_they_are_as_they_stand_until_the_meeting_is_closed() -> None:
    stage = decided()
    assert not minutes_of(stage.meeting).closed
    stage.act(commands.CloseMeeting())
    assert minutes_of(stage.meeting).closed


def test_nobody_can_read_from_them_who_objected_or_who_said_what() -> None:
    """The same meeting in which another person objects has the same minutes; the reason stays in the circle."""
    one = decided()
    other = Stage(opening(circle=PRESENT)).to("consent")
    while other.round.now != "dara":
        other.onward()
    other.act(commands.Object(reason="Another reason."))
    other.to("integrate").act(commands.Integrate(way="measure", measure="fewer than 3 complaints a month"))
    other.act(commands.Amend(text=BETTER))
    other.to("record").act(commands.TakeNote(text="The key hangs by the door."))
    other.act(commands.Record(review=REVIEW, responsible="ben", why="It was always locked."))
    assert other.meeting.ledgers != one.meeting.ledgers
    assert minutes_of(other.meeting) == minutes_of(one.meeting)
    assert REASON not in msgspec.json.encode(minutes_of(one.meeting)).decode()


def test_two_meetings_that_went_alike_have_equal_minutes_whatever_their_times() -> None:
    one, other = Stage().to("agenda"), Stage(replace(opening(), id="garden-2")).wait(4000).to("agenda")
    assert (one.meeting.id, one.meeting.entered) != (other.meeting.id, other.meeting.entered)
    assert minutes_of(one.meeting) == minutes_of(other.meeting)
