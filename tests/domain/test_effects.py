"""Effects: what a decision changes beyond being a policy, in words and on record; and the ways in which a topic goes on."""

from datetime import date
from typing import get_args

import pytest
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.customs import Absence, Approval, Customs, Watching
from sociotui.domain.effects import (
    Agrees,
    AnyEffect,
    Drops,
    Founds,
    Joins,
    Keeps,
    Leaves,
    Refers,
    Revises,
    Selects,
    shortened,
    until,
    worded,
)
from sociotui.domain.event import Command
from sociotui.domain.items import Outcome
from sociotui.domain.refusal import Refused
from tests.domain.casting import Books, card, on
from tests.domain.stage import COMPOST, REVIEW, SEATS, TODAY, Stage, item_in

UNTIL = date(2027, 2, 1)
GARDEN_AND_GENERAL = card(parents={"general": "General circle"})


def wording(stage: Stage) -> str:
    """Return what is proposed."""
    assert stage.item.proposal
    return stage.item.proposal.current.text


# --- customs -------------------------------------------------------------------------------------


OTHER = Customs(absence="lazy", window=48, quorum=3, minutes="end", term=6)


def test_customs_change_by_consent() -> None:
    stage = Stage().to("present")
    stage.act(commands.ProposeCustoms(customs=OTHER))
    assert "An absent member has 48 hours to answer; then the decision stands." in wording(stage)
    assert wording(stage) == worded(Agrees(customs=OTHER))
    stage.to("record").act(commands.Record(review=REVIEW))
    assert stage.meeting.circle.customs == Customs()
    books = Books()
    books.keep(stage)
    assert books.garden.customs == Customs()  # fay has not answered yet
    books.answer("fay")
    assert books.garden.customs == OTHER
    assert books.organisation.policies["garden-1-d1"].text == worded(Agrees(customs=OTHER))


def test_customs_and_a_selection_of_one_meeting_both_hold() -> None:
    stage = on(item_in("selection"), item_in("consent", title="Customs"))
    stage.to("present", 2).act(commands.ProposeCustoms(customs=OTHER))
    books = Books()
    books.keep(stage)
    assert (books.garden.customs, books.garden.roles["secretary"].until) == (OTHER, REVIEW)


@pytest.mark.parametrize(
    ("proposal", "said"),
    [
        (commands.ProposeCustoms(customs=Customs(absence="present")), "These are the customs"),
        (commands.ProposeCustoms(customs=Customs(window=0)), "from 1 hour to 60 days"),
        (commands.ProposeCustoms(customs=Customs(minutes_window=2000)), "from 1 hour to 60 days"),
        (commands.ProposeCustoms(customs=Customs(term=0)), "From 1 to 120 months"),
        (commands.ProposeCustoms(customs=Customs(quorum=-1)), "A quorum is a number of members"),
    ],
)
def test_customs_are_other_ones_and_such_as_can_be(proposal: Command, said: str) -> None:
    stage = on(item_in("consent")).to("present")
    assert said in stage.refuses(proposal)


# --- stuck, and other ways on ------------------------------------------------------------------------


def test_stuck_a_helping_circle_by_consent_which_then_exists_with_the_topic() -> None:
    stage = on(item_in("consent", title="Shed")).to("way-on")
    stage.act(commands.Refer(to="helping", people=("ana", "ben"), leader="ben", until=UNTIL))
    stage.to("way-on-consent")
    assert sorted(stage.round.order) == list(SEATS)
    books = Books()
    books.keep(stage)
    (circle,) = (c for c in books.organisation.circles.values() if c.until)
    assert (circle.members, circle.until, circle.parents) == (("ana", "ben"), UNTIL, ("garden",))
    assert circle.roles["leader"].person == "ben"
    (topic,) = books.organisation.backlog[circle.id]
    assert (topic.title, topic.next_step) == ("Shed", "The shed is opened each Saturday by two members.")
    assert books.organisation.policies["garden-1-d1"].versions == ()


def test_stuck_the_broader_circle_by_consent_which_finds_the_topic_on_its_backlog() -> None:
    stage = on(item_in("consent", title="Shed"), circle=GARDEN_AND_GENERAL).to("way-on")
    stage.act(commands.Refer(to="broader"))
    books = Books()
    books.keep(stage)
    assert stage.meeting.agenda[0].outcome == Outcome(
        kind="delegated", text="“Shed” goes to General circle.", to="general"
    )
    (topic,) = books.organisation.backlog["general"]
    assert (topic.title, topic.added_by) == ("Shed", "garden")
    assert books.organisation.policies == {}


def integrating() -> Stage:
    """Return an s3 circle that integrates ben's objection."""
    circle = card("s3", parents={"general": "General circle"})
    return on(item_in("consent-s3", title="Shed", minutes=25), circle=circle).to("integrate")


@pytest.mark.parametrize(
    ("way", "kind", "to", "later"),
    [
        (commands.Integrate(way="defer", to="dara", review=UNTIL), "postponed", "dara", ("Shed", "dara", UNTIL)),
        (commands.Integrate(way="time"), "postponed", "", ("Shed", "", None)),
        (commands.Integrate(way="delegate", to="Compost circle"), "delegated", "Compost circle", None),
        (commands.Integrate(way="ask"), "delegated", "general", None),
    ],
)
def test_ways_that_end_the_item_here_say_how_and_who_takes_it_on(
    way: commands.Integrate, kind: str, to: str, later: tuple[str, str, date | None] | None
) -> None:
    stage = integrating()
    stage.act(way)
    assert stage.item.outcome
    assert (stage.item.outcome.kind, stage.item.outcome.to) == (kind, to)
    kept = [(t.title, t.presenter, t.due) for t in stage.meeting.backlog]
    assert kept == ([later] if later else [])
    assert all((t.minutes, t.format) == (25, "consent-s3") for t in stage.meeting.backlog)
    stage.act(commands.NextStep())
    assert (stage.meeting.place.item, stage.meeting.decisions) == (0, ())


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (commands.Integrate(way="defer"), "Who takes it on?"),
        (commands.Integrate(way="defer", to="dara"), "Until when?"),
        (commands.Integrate(way="defer", to="dara", review=TODAY), "not ahead of us"),
        (commands.Integrate(way="delegate"), "Who takes it on?"),
        (commands.Integrate(way="another"), "give the new wording"),
        (commands.Integrate(way="monitor"), "What do we watch"),
        (commands.Integrate(way="measure"), "at which value do we stop"),
    ],
)
def test_a_way_says_what_it_still_needs(way: Command, said: str) -> None:
    assert said in integrating().refuses(way)


def test_another_proposal_takes_its_place_and_is_asked_about_anew() -> None:
    stage = integrating()
    stage.act(commands.Integrate(way="another", text="We sell the shed."))
    assert (wording(stage), stage.item.outcome) == ("We sell the shed.", None)
    stage.to("consent")
    assert sorted(stage.round.waiting) == list(SEATS)


def test_in_the_broadest_circle_nobody_else_can_be_asked() -> None:
    stage = on(item_in("consent-s3"), circle=card("s3")).to("integrate")
    assert "broadest circle" in stage.refuses(commands.Integrate(way="ask"))


def test_another_proposal_takes_the_effects_of_the_first_with_it() -> None:
    stage = on(item_in("founding"), circle=card("s3")).to("integrate")
    stage.act(commands.Integrate(way="another", text="We wait a year with this circle."))
    books = Books()
    books.keep(stage)
    assert sorted(books.organisation.circles) == ["garden", "general"]
    assert books.organisation.policies["garden-1-d1"].text == "We wait a year with this circle."


# --- effects themselves ----------------------------------------------------------------------------


SELECTS = Selects(role="delegate", person="ben", name="Ben", until=REVIEW)
HELPS = Founds(circle=replace(COMPOST, id="compost", until=date(2027, 5, 1)))


def test_the_last_day_of_a_decision_is_that_on_which_something_of_it_still_runs() -> None:
    assert until(()) is None
    assert until((Joins(person="gil"),)) is None
    assert until((Founds(circle=COMPOST),)) is None
    assert until((SELECTS, HELPS)) == date(2027, 5, 1)


def test_what_ends_by_itself_is_shortened_and_never_made_longer() -> None:
    short = shortened((SELECTS, HELPS, Joins(person="gil"), Founds(circle=COMPOST)), date(2027, 4, 1))
    assert short[0] == SELECTS
    assert isinstance(short[1], Founds)
    assert short[1].circle.until == date(2027, 4, 1)
    assert short[2:] == (Joins(person="gil"), Founds(circle=COMPOST))


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (SELECTS, "Ben is delegate until 2027-03-01."),
        (
            replace(SELECTS, title="circle rep", reason="Listens."),
            "Ben is circle rep until 2027-03-01. Reasons: Listens.",
        ),
        (Revises(policy="p"), ""),
        (Keeps(policy="p", title="Shed"), "“Shed” stays as it is."),
        (Drops(policy="p"), "“p” ends."),
        (Joins(person="gil", name="Gil"), "Gil joins our circle."),
        (Leaves(person="gil"), "gil leaves our circle."),
        (Refers(circle="general", topic="Shed"), "“Shed” goes to general."),
    ],
)
def test_each_effect_is_a_sentence_that_can_be_read_out(effect: AnyEffect, said: str) -> None:
    assert worded(effect) == said


@pytest.mark.parametrize("absence", get_args(Absence))
@pytest.mark.parametrize("minutes", get_args(Approval))
def test_customs_are_told_in_full(absence: Absence, minutes: Approval) -> None:
    plain = worded(Agrees(customs=Customs(absence=absence, minutes=minutes))).splitlines()
    assert len(plain) == 5
    told = worded(Agrees(customs=Customs(absence=absence, minutes=minutes, quorum=3, keep_totals=True)))
    assert len(told.splitlines()) == 7
    assert "fewer than 3 members" in told
    assert told.endswith("Totals of speaking time are kept.")


@pytest.mark.parametrize(
    ("watching", "by"),
    [
        ("members", "by members of the circle."),
        ("organisation", "by everybody of the"),
        ("anybody", "by anybody, unless"),
    ],
)
def test_customs_tell_who_may_watch(watching: Watching, by: str) -> None:
    told = worded(Agrees(customs=Customs(watching=watching))).splitlines()
    assert [line for line in told if line.startswith("Meetings may be watched") and by in line]


@pytest.mark.parametrize(
    ("format_", "step", "action"),
    [
        ("selection", "propose", "‹select›"),
        ("founding", "present", "‹found›"),
        ("joining", "propose", "‹member›"),
        ("review", "present", "‹review›"),
    ],
)
def test_what_is_consented_to_and_what_it_changes_are_the_same(format_: str, step: str, action: str) -> None:
    stage = on(item_in(format_)).to(step).onward()
    assert action in stage.refuses(commands.Amend(text="Something else is so."))


def test_a_selection_ends_with_a_selection() -> None:
    stage = on(item_in("selection")).to("propose")
    try:
        stage.act(commands.Propose(text="Dara is secretary until 2027-03-01."))
    except Refused:
        return
    books = Books()
    stage.to("record").act(commands.Record(review=REVIEW))
    books.keep(stage)
    assert books.organisation.policies == {}
