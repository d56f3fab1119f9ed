"""Forging: whatever is sent by whoever it is, nobody's answer is given by another, and a name that is claimed helps nobody."""

from functools import cache
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sociotui.domain import commands as c
from sociotui.domain import events as e
from sociotui.domain.consent import Means
from sociotui.domain.course import Act, advance
from sociotui.domain.event import Command, Event
from sociotui.domain.items import BacklogItem
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.room.actions import ACTIONS, SAME_KEY
from sociotui.room.rights_table import BY_ACTION, TABLE
from sociotui.room.standing import answerers
from tests.domain.asking import ANYTHING, answering, choosing, coming_and_going, fitting, resolving
from tests.domain.casting import card
from tests.domain.stage import REASON, item_in, nominating
from tests.room.seated import EVERYBODY, ITEM, Seated, after, organisation, tries

PLACES = ("check-in", "agenda", "present", "react", "restate", "consent", "integrate", "record", "stuck", "way-on")
SELECTING = ("nominate", "change", "propose", "outcome")
OFFICES = ("zoe", "eli")
ORGANISATION = organisation("anybody")
"""Anybody may watch, so that whoever it is comes as far as rights."""
SENDERS = st.sampled_from([*OFFICES, *OFFICES, *EVERYBODY])
PERSONAL = (
    e.TurnFinished
    | e.TurnPassed
    | e.TurnPostponed
    | e.PassQuestioned
    | e.HeardOutOfTurn
    | e.OrderResumed
    | e.HandRaised
    | e.HandLowered
    | e.PersonLeft
    | e.SeatChanged
)
"""What is somebody's own though it is no answer, and what nobody's act brings about for another by itself."""


@cache
def staged(place: str, dialect: str, presenter: str) -> Seated:
    """Return a meeting that has come somewhere; kept, so that it is gone through once."""
    circle = card(dialect)  # type: ignore[arg-type]
    item = item_in("selection", presenter=presenter) if place in SELECTING else replace(ITEM, presenter=presenter)
    room = Seated(item, circle=replace(circle, customs=replace(circle.customs, absence="hold")))
    if place == "outcome":
        place = "propose"
    if dialect == "s3" and place == "react":
        place = "respond"
    return room.to(place)


@st.composite
def rooms(draw: st.DrawFn) -> Seated:
    """Return a meeting somewhere on its way, some of its people at a terminal, some with a lost connection."""
    place = draw(st.sampled_from([*PLACES, *SELECTING]))
    presenter = draw(st.sampled_from(["ana", "", "gil"] if place in PLACES[2:] else ["ana", ""]))
    begun = staged(place, draw(st.sampled_from(["sofa", "s3", "holacracy"])), presenter)
    room = Seated.__new__(Seated)
    room.course, room.clock, room.commits = begun.course, begun.clock, []
    room.organisation = ORGANISATION
    room.wired = draw(st.frozensets(st.sampled_from(EVERYBODY)))
    room.lost = draw(st.frozensets(st.sampled_from(EVERYBODY), max_size=2)) - room.wired
    for _time in range(draw(st.integers(0, 3))):
        before = room.course
        act = room.try_(draw(SENDERS), draw(asked(room.meeting)))
        assert act is None or room.course is not before
    return room


def asked(m: Meeting) -> st.SearchStrategy[Command]:
    """Return commands, many of which fit."""
    ways = [personal(m), personal(m), st.builds(c.UndoAct), ANYTHING, fitting(m), coming_and_going(m)]
    if m.ledger.counted:
        ways.append(answering(m))
    if m.ledger.open:
        ways.append(resolving(m))
    if m.item and m.item.grid:
        ways.append(choosing(m))
    return st.one_of(ways)


def personal(m: Meeting) -> st.SearchStrategy[Command]:
    """Return commands about anybody, answers by phone too, whatever the meeting is at."""
    about = [kind for kind, right in TABLE.items() if right.about]
    found = st.sampled_from(about).flatmap(lambda kind: st.sampled_from(list(tries(kind, m))))
    people = st.sampled_from(["", *m.people])
    phoned = st.builds(c.Consent, means=st.just("phone"), witness=people, person=st.just("fay"))
    ways = [found, found, phoned]
    if m.item and m.item.grid and m.seats:
        ways.append(st.sampled_from(m.seats).map(lambda p: nominating(m, p)))
    return st.one_of(ways)


def holds(room: Seated, person: str) -> bool:
    """Tell whether somebody facilitates or writes, and is in the room."""
    m = room.meeting
    return person in (m.facilitator, m.secretary) and m.people[person].here


def of(event: Event) -> str:
    """Return whom a personal event is about; "" for others."""
    if isinstance(event, PERSONAL):
        return event.person
    if isinstance(event, e.PersonArrived):
        return event.person.id
    return ""


def check(room: Seated, person: str, command: Command) -> Act | None:
    """Return the act that comes of what somebody sends, None where it is refused; it is nothing that they may not do."""
    m, last = room.meeting, room.last
    known = person in m.people and person in room.organisation.people
    office = known and holds(room, person)
    try:
        allowed = room.allowed(person, command)
    except Refused:
        return None
    act = after(room.course, allowed, person, room.clock + 1)
    if act is None:
        return None
    assert known, f"{person} does {command}"
    for answerer in answerers(act):
        assert answerer == person or office, f"{person} answers for {answerer}"
        phone = isinstance(allowed, c.Consent | c.Object) and allowed.means == "phone"
        elsewhere = room.wired if phone else room.wired | room.lost
        assert answerer == person or answerer not in elsewhere, f"{person} answers for {answerer}"
    if not office:
        assert {of(event) for event in act.events} <= {"", person}, f"{person} does {act.events}"
    if isinstance(command, c.UndoAct):
        assert last is not None
        owners = {last.actor, *answerers(last)}
        assert person in owners or (office and not set(answerers(last)) & (room.wired | room.lost))
    for event in act.events:
        if isinstance(event, e.ConsentGiven | e.ObjectionRaised):
            by = event.person if isinstance(event, e.ConsentGiven) else event.objection.person
            assert event.means == ("terminal" if by == person else "phone" if event.witness else "room")
            assert event.witness in ("", person) or event.witness not in room.wired | room.lost
    return act


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_nobody_answers_for_who_can_answer_and_only_the_two_act_for_others(data: st.DataObject) -> None:
    room = data.draw(rooms())
    check(room, data.draw(SENDERS), data.draw(asked(room.meeting)))


@pytest.mark.parametrize("dialect", ["sofa", "s3", "holacracy"])
@pytest.mark.parametrize(
    "place", ["check-in", "stack", "agenda", "react", "consent", "integrate", "nominate", "change"]
)
def test_no_way_is_left_to_speak_for_another(place: str, dialect: str) -> None:
    begun = staged("check-in" if place == "stack" else place, dialect, "ana")
    for wired in (EVERYBODY, ("ana", "zoe", "eli", "hana"), ("ben", "zoe", "mallory")):
        room = Seated.__new__(Seated)
        room.course, room.clock, room.commits, room.organisation = begun.course, begun.clock, [], ORGANISATION
        room.wired, room.lost = frozenset(wired), frozenset(["dara"]) - {*wired}
        room.act(c.Arrive(person="mallory", name="Mallory"))
        if place == "stack":
            room.act(c.OpenMode(mode="stack"), c.RaiseHand(person="ana"))
        for person in EVERYBODY:
            for command in ways(room.meeting):
                act = check(room, person, command)
                if act and answerers(act):
                    there = room.course
                    room.course = advance(there, act.events, person)
                    for other in EVERYBODY:
                        check(room, other, c.UndoAct())
                    room.course = there


def ways(m: Meeting) -> list[Command]:
    """Return every command that is about somebody, in every way in which it could be sent."""
    found = [command for kind, right in TABLE.items() if right.about for command in tries(kind, m)]
    found += [nominating(m, p) for p in m.people if m.item and m.item.grid]
    for witness in ("", "ben", "chidi"):
        for means in get_args(Means):
            said = {"means": means, "witness": witness}
            found += [c.Consent(person=p, **said) for p in ("", "ana", "ben", "fay")]
            found += [c.Object(person=p, reason=REASON, **said) for p in ("", "ana", "ben", "fay")]
    return [*found, c.UndoAct()]


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_name_that_is_claimed_never_helps(data: st.DataObject) -> None:
    room = data.draw(rooms())
    person = data.draw(st.sampled_from([p for p in EVERYBODY if p not in room.meeting.people or not holds(room, p)]))
    kind = data.draw(st.sampled_from([kind for kind, right in TABLE.items() if right.about]))
    field = TABLE[kind].about
    for command in tries(kind, room.meeting):
        claimed = getattr(command, field)
        if claimed not in ("", person):
            room.denies(person, command)
            continue
        try:
            assert getattr(room.allowed(person, command), field) in (person, claimed)
        except Refused:
            continue
        assert room.allowed(person, command) == room.allowed(person, replace(command, **{field: person}))


def test_who_calls_on_the_first_in_line_names_nobody_else() -> None:
    room = Seated().to("react")
    room.act(c.OpenMode(mode="stack"))
    assert room.meeting.round
    assert not room.meeting.round.speaking
    for line in ((), ("chidi",)):
        for person in line:
            room.act(c.RaiseHand(person=person))
        room.denies("ana", c.FinishTurn(person="ben"))
        assert may(room, "zoe", c.FinishTurn(person="ben"))
        for person in EVERYBODY:
            assert may(room, person, c.FinishTurn(person=person)) == may(room, person, c.FinishTurn())
    assert may(room, "chidi", c.FinishTurn())
    assert not may(room, "ana", c.FinishTurn(person="ana"))


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_what_somebody_can_do_is_what_some_command_of_theirs_is_allowed_for(data: st.DataObject) -> None:
    room = data.draw(rooms())
    person = data.draw(st.sampled_from(EVERYBODY))
    can = room.caps(person)
    for id_, kinds in BY_ACTION.items():
        some = any(may(room, person, command) for kind in kinds for command in tries(kind, room.meeting))
        assert (id_ in can) == some, (id_, person)
    for action in ACTIONS:
        if action.command is None:
            leading = {id_ for id_, to in SAME_KEY.items() if to == action.id}
            assert (action.id in can) == (not leading or bool(leading & can) or action.where == "everywhere")


def may(room: Seated, person: str, command: Command) -> bool:
    """Tell whether somebody may give a command, by right."""
    try:
        room.allowed(person, command)
    except Refused:
        return False
    return True


def test_topics_that_somebody_kept_and_items_that_they_present_are_theirs_to_change() -> None:
    room = Seated()
    kept = (BacklogItem(title="Hens", added_by="ben"), BacklogItem(title="Bees", added_by="ana"))
    room.course = replace(room.course, meeting=replace(room.meeting, backlog=kept))
    assert {p for p in EVERYBODY if "drop" in room.caps(p)} == {"ana", "ben", *OFFICES}
    assert {p for p in EVERYBODY if "change" in room.caps(p)} == {"ana", *OFFICES}
    assert may(room, "ben", c.DropFromBacklog(title="Hens"))
    assert not may(room, "ben", c.DropFromBacklog(title="Bees"))
    assert not may(room, "ben", c.Object(person="ana", reason=REASON))
