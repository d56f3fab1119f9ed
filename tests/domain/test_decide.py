"""Decide: opening a meeting, and what a meeting that is not open, or no longer, answers."""

import msgspec
import pytest
from msgspec.structs import replace

from sociotui.domain import commands, events
from sociotui.domain.decide import decide
from sociotui.domain.event import Command
from sociotui.domain.items import BacklogItem
from sociotui.domain.refusal import Refused
from tests.domain.stage import OPENED, Stage, format_named, opening, sentence


def refused(command: Command) -> str:
    """Return the sentence with which `command` is refused before a meeting has opened."""
    with pytest.raises(Refused) as refusal:
        decide(None, command, "zoe", OPENED)
    return sentence(str(refusal.value))


def example(kind: type[Command]) -> Command:
    """Return a command of that kind, its fields filled with the simplest values that fit."""
    values: dict[str, object] = {
        "person": "ana",
        "text": "x",
        "title": "x",
        "reason": "x",
        "role": "secretary",
        "mode": "popcorn",
        "card": "calm",
    }
    values |= {"way": "keep" if kind is commands.ProposeReview else "modify", "kind": "dropped", "to": "broader"}
    values |= {"sought": [{"role": "secretary"}], "choices": {"secretary": {"person": "ana"}}}
    values |= {"circle": {"id": "compost", "name": "Compost"}, "customs": {"quorum": 3}}
    filled: dict[str, object] = {f.name: values.get(f.name, 1) for f in msgspec.structs.fields(kind) if f.required}
    return msgspec.convert(filled, kind)


TAKEN = [
    kind
    for kind in vars(commands).values()
    if isinstance(kind, type) and issubclass(kind, Command) and kind not in (Command, commands.OpenMeeting)
]


def test_opening_begins_with_the_first_step_and_its_round() -> None:
    stage = Stage()
    assert [type(e) for e in stage.commits[0]] == [events.MeetingOpened, events.StepEntered, events.RoundBegan]
    assert (stage.meeting.place.step, stage.meeting.opened) == ("check-in", stage.clock)


def test_a_meeting_carries_what_it_needs_to_be_told_by_itself() -> None:
    command = replace(opening(minutes_before="We met."), backlog=(BacklogItem(title="Bees"),))
    meeting = Stage(command).meeting
    assert (meeting.circle, meeting.format, meeting.formats) == (command.circle, command.format, command.formats)
    assert (meeting.backlog, meeting.minutes_before, meeting.today) == (
        command.backlog,
        "We met.",
        command.today,
    )


def test_a_meeting_opens_once() -> None:
    assert "open already" in Stage().refuses(opening())


@pytest.mark.parametrize("kind", [k for k in TAKEN if k is not commands.UndoAct], ids=lambda k: k.__name__)
def test_before_it_opens_a_meeting_takes_nothing_else(kind: type[Command]) -> None:
    assert "There is no such meeting yet" in refused(example(kind))


@pytest.mark.parametrize("kind", TAKEN, ids=lambda k: k.__name__)
def test_a_closed_meeting_refuses_all(kind: type[Command]) -> None:
    stage = Stage()
    stage.act(commands.CloseMeeting())
    said = stage.refuses(example(kind))
    assert "This meeting is closed" in said
    assert "next meeting of Garden circle" in said


def test_a_circle_meets_with_its_members() -> None:
    assert "Nobody of Garden circle is here" in refused(replace(opening(), seats=()))
    guest_only = replace(opening(("ana",), guests=("gil",)), seats=("gil",))
    assert "Nobody of Garden circle is here" in refused(guest_only)


@pytest.mark.parametrize("role", ["facilitator", "secretary"])
@pytest.mark.parametrize("person", ["", "fay", "nobody"])
def test_facilitator_and_secretary_are_in_the_room(role: str, person: str) -> None:
    said = refused(replace(opening(), **{role: person}))
    assert f"{role} of this meeting" in said
    assert "ana, ben, chidi, dara, eli, zoe" in said


def test_unknown_persons_on_seats_get_the_nearest_names() -> None:
    assert "zoe" in refused(replace(opening(), seats=("ana", "eli", "zoe", "zoey")))


def test_nobody_sits_twice() -> None:
    refused(replace(opening(), seats=("ana", "ana", "eli", "zoe")))


def test_who_acts_goes_on_record_elsewhere_and_changes_no_rule() -> None:
    meeting = Stage().meeting
    assert decide(meeting, commands.FinishTurn(), "zoe", 5) == decide(meeting, commands.FinishTurn(), "fay", 5)


def test_deciding_leaves_the_meeting_as_it_was() -> None:
    meeting = Stage().to("consent").meeting
    before = msgspec.json.encode(meeting)
    decide(meeting, commands.Object(reason="It floods."), "zoe", 5)
    assert msgspec.json.encode(meeting) == before


def test_a_circle_may_ask_a_longer_question() -> None:
    own = format_named("weekly")
    first = replace(own.steps[0], prompt="How are you here today? " * 8)
    assert Stage(opening(format=replace(own, steps=(first, *own.steps[1:])))).round.prompt.startswith("How are you")
