"""Forgetting, when: whom the records name, who may be forgotten by now, and which pseudonym is free."""

from collections.abc import Iterable
from datetime import date
from functools import reduce

import pytest
from msgspec.structs import replace

from sociotui.domain import commands, events
from sociotui.domain import organisation_events as e
from sociotui.domain.circles import Circle
from sociotui.domain.effects import AnyEffect, Joins
from sociotui.domain.event import Event
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.items import Decision, FollowUp
from sociotui.domain.meeting import Meeting, sealed
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Person, Term
from sociotui.domain.records import Waiting
from sociotui.domain.refusal import Refused
from sociotui.domain.traces import Known, Traces, everybody, next_pseudonym, refuse_forgetting
from tests.domain.stage import TODAY, Stage, opening, sentence

GARDEN = Circle(id="garden", name="Garden circle", members=("ben", "eli"))
PEOPLE: tuple[Event, ...] = (
    e.PersonEntered(at=1, person=Person(id="ana", name="Ana", login="ana.a")),
    e.PersonEntered(at=2, person=Person(id="ana", name="Ana Alba", pronouns="she/her", login="aalba")),
    e.PersonEntered(at=3, person=Person(id="ben", name="Ben", login="ben")),
    e.PersonEntered(at=4, person=Person(id="eli", name="Eli")),
    e.CircleFormed(at=5, circle=GARDEN),
)


def waits(*waiting: str, effects: tuple[AnyEffect, ...] = ()) -> Event:
    decision = Decision(item=1, title="Rota", text="x", version=1, consented=("ben",), waiting=waiting, effects=effects)
    return e.DecisionWaited(
        at=6, waiting=Waiting(id="m-d1", circle="garden", meeting="m", on=TODAY, decision=decision, asked=6)
    )


def asked(
    person: str, *more: Event, meetings: tuple[Meeting, ...] = (), guests: Iterable[Event] = (), today: date = TODAY
) -> str:
    """Return why somebody is not forgotten after these events; "" where nothing stands against it."""
    recorded = (*PEOPLE, *more)
    organisation = reduce(evolve_organisation, recorded, Organisation())
    try:
        refuse_forgetting(organisation, meetings, everybody([recorded, guests]), person, today)
    except Refused as refusal:
        return sentence(str(refusal))
    return ""


# --- who is known ------------------------------------------------------------------------------------


def test_all_that_somebody_was_called_is_known() -> None:
    assert everybody([PEOPLE]).traces("ana") == Traces(
        id="ana",
        names=("Ana", "Ana Alba"),
        pronouns=("she/her",),
        logins=("ana.a", "aalba"),
        others=frozenset(["Ben", "Eli"]),
        others_logins=frozenset(["ben"]),
        circles=frozenset(["garden", "Garden circle"]),
    )


def test_a_guest_of_a_meeting_is_known_and_with_whom_they_met() -> None:
    stage = Stage(opening(guests=("gil",)))
    stage.act(commands.Arrive(person="ana-2", joining="next", name="Ana"))
    recorded = [event for commit in stage.commits for event in commit]
    known = everybody([PEOPLE, recorded])
    assert known.traces("gil").names == ("Gil",)
    assert known.traces("gil").alone_in == {"garden-1"}
    assert known.traces("ana-2").alone_in == frozenset()
    assert "Ana" in known.traces("ana-2").others
    assert everybody([[events.MeetingSealed(at=1, meeting=sealed(stage.meeting))]]).traces("gil").names == ("Gil",)


def test_who_is_only_mentioned_is_known_by_the_id() -> None:
    known = everybody([[e.MemberLeft(at=1, circle="garden", person="old")]])
    assert known.traces("old") == Traces(id="old")
    assert known.labels() == {"old": "old"}


def test_nobody_of_an_unknown_id_is_guessed_at() -> None:
    with pytest.raises(Refused, match="Near it: ana"):
        everybody([PEOPLE]).traces("anna")


# --- who may go ----------------------------------------------------------------------------------------


def test_who_has_no_part_in_anything_any_more_may_be_forgotten() -> None:
    assert asked("ana") == ""
    assert asked("ben", e.MemberLeft(at=6, circle="garden", person="ben")) == ""


def test_a_guest_may_be_who_never_was_in_the_organisation() -> None:
    stage = Stage(opening(guests=("gil",)))
    recorded = [event for commit in stage.commits for event in commit]
    assert asked("gil", guests=recorded) == ""
    assert "meeting garden-1" in asked("gil", guests=recorded, meetings=(stage.meeting,))


def test_a_member_first_leaves() -> None:
    said = asked("ben")
    assert "Ben is a member of Garden circle" in said
    assert "‹agenda›" in said


def test_who_holds_a_role_first_gives_it_over_while_its_term_runs() -> None:
    circle = replace(GARDEN, roles={"secretary": Term(person="ana", until=TODAY)})
    formed = e.CircleFormed(at=6, circle=circle)
    assert "Ana Alba is secretary of Garden circle" in asked("ana", formed)
    assert asked("ana", formed, today=date(2027, 1, 1)) == ""


def test_who_is_awaited_first_answers() -> None:
    assert "“Rota” waits for what Ben says (“sociotui answer m-d1”)" in asked("ben", waits("ben"))
    assert asked("ana", waits("ana", "ben")) == "", "who is no member any more is not asked"


def test_what_would_make_somebody_a_member_is_settled_first() -> None:
    assert "“Rota” is about Ana Alba" in asked("ana", waits("ben", effects=(Joins(person="ana", name="Ana Alba"),)))


def test_a_next_step_is_done_first() -> None:
    kept = e.FollowUpKept(at=6, follow_up=FollowUp(id="m-step-1", text="Ask around", owner="ana"))
    assert "“Ask around”: say when it is done (“sociotui done m-step-1”)" in asked("ana", kept)
    assert asked("ana", kept, e.FollowUpDone(at=7, follow_up="m-step-1", on=TODAY)) == ""


def test_a_meeting_under_way_is_closed_first() -> None:
    said = asked("ana", meetings=(Stage().meeting,))
    assert "Ana Alba has a part in the meeting garden-1" in said
    assert "‹close›" in said
    assert asked("ana", meetings=(Stage(opening(seats=("ben", "eli"))).meeting,)) == ""


def test_all_that_stands_against_it_is_said_at_once() -> None:
    kept = e.FollowUpKept(at=6, follow_up=FollowUp(id="m-step-1", text="Ask around", owner="ben"))
    said = asked("ben", kept, waits("ben"), meetings=(Stage().meeting,))
    assert all(part in said for part in ("is a member", "next step", "waits for", "under way"))


def test_an_unknown_person_is_refused_with_the_nearest() -> None:
    assert asked("anna") == "There is no person “anna”. Near it: ana."


def test_who_was_forgotten_already_is_not_forgotten_again() -> None:
    entered = e.PersonEntered(at=6, person=Person(id="former-1", name="Former member 1"))
    gone = e.PersonForgotten(at=7, person="former-1", records=3)
    assert "“former-1” stands for somebody who was forgotten already" in asked("former-1", entered, gone)
    assert "former-1" not in asked("former-2", entered, gone)


# --- pseudonyms ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("taken", "number"),
    [((), 1), (("ana",), 1), (("former-1", "former-2"), 3), (("former-2",), 1), (("former-1", "former-3"), 2)],
)
def test_the_first_free_pseudonym_is_taken(taken: tuple[str, ...], number: int) -> None:
    assert next_pseudonym(taken) == (f"former-{number}", f"Former member {number}")


def test_that_somebody_was_forgotten_changes_nothing_of_the_organisation() -> None:
    before = reduce(evolve_organisation, PEOPLE, Organisation())
    assert evolve_organisation(before, e.PersonForgotten(at=9, person="former-1", records=2)) == before
    assert everybody([[e.PersonForgotten(at=9, person="former-1")]]) == Known(
        names={"former-1": {}}, forgotten={"former-1"}
    )
