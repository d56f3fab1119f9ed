"""Catalogue: every event there is can be written down as JSON and is the same when it is read again."""

from typing import get_args

import msgspec
import pytest

from sociotui.domain import access_events, commands, events, organisation_events
from sociotui.domain.access import _EVOLVE as _EVOLVE_ACCESS
from sociotui.domain.catalogue import AnyEvent, SharedEvent
from sociotui.domain.course import Course, advance
from sociotui.domain.evaluating import Evaluation, Opinion
from sociotui.domain.event import Event
from sociotui.domain.evolve import _EVOLVE
from sociotui.domain.evolve_organisation import _EVOLVE as _EVOLVE_ORGANISATION
from sociotui.domain.meeting import sealed
from sociotui.domain.minutes import minutes_of
from tests.domain.stage import Stage, item_in, opening

KNOWN = set(get_args(AnyEvent))


def test_every_event_that_is_defined_is_in_the_catalogue() -> None:
    defined = {
        value
        for module in (events, organisation_events, access_events)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Event) and value is not Event
    }
    assert defined == KNOWN


def test_every_event_of_a_meeting_but_opening_undo_and_sealing_which_make_it_anew_changes_it() -> None:
    of_meetings = set(get_args(events.MeetingEvent))
    assert set(_EVOLVE) == of_meetings - {events.MeetingOpened, events.ActUndone, events.MeetingSealed}


def test_every_event_of_an_organisation_changes_it() -> None:
    assert set(_EVOLVE_ORGANISATION) == set(get_args(organisation_events.OrganisationEvent))


def test_every_event_of_access_changes_it_and_is_told_by_no_export() -> None:
    of_access = set(get_args(access_events.AccessEvent))
    assert set(_EVOLVE_ACCESS) == of_access
    assert not of_access & set(get_args(SharedEvent))


def test_every_event_tells_its_kind_by_itself() -> None:
    written = msgspec.to_builtins(events.HandRaised(at=1, person="eli"))
    assert written == {"is": "HandRaised", "at": 1, "person": "eli"}


@pytest.mark.parametrize("text", ['{"at": 1}', '{"is": "Nonsense", "at": 1}', '{"is": "HandRaised", "at": 1}'])
def test_what_is_no_event_is_not_read_as_one(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(text, type=AnyEvent)


def test_a_meeting_that_was_written_down_is_the_same_when_it_is_read() -> None:
    stage = Stage().to("integrate")
    stage.act(commands.UndoAct(), commands.Arrive(person="fay", joining="end"))
    stage.to("close").onward()
    course = Course()
    for commit in stage.commits:
        lines = [msgspec.json.encode(event) for event in commit]
        course = advance(course, [msgspec.json.decode(line, type=AnyEvent) for line in lines])
    assert course == stage.course


@pytest.mark.parametrize("format_", ["selection", "review", "founding", "joining", "forming"])
def test_a_meeting_in_any_format_that_was_written_down_is_the_same_when_it_is_read(format_: str) -> None:
    stage = Stage(opening(agenda=(item_in(format_),))).to("way-on-record")
    stage.act(commands.HearView(person="fay", text="It floods."), commands.TakeOn(text="Ask them.", owner="ana"))
    stage.to("check-out").act(commands.Evaluate(text="A long way."))
    sums = Evaluation(answered=4, process={"mostly": 4}, said={"process": ("Slow.",)}, less=("haste",))
    stage.act(commands.GiveMarks(person="ana", opinion=Opinion(more=("songs",))), commands.SumMarks(evaluation=sums))
    stage.to("close").onward()
    course = Course()
    for commit in stage.commits:
        course = advance(course, msgspec.json.decode(msgspec.json.encode(commit), type=list[AnyEvent]))
    assert course == stage.course


def test_a_meeting_that_was_sealed_stands_as_it_ended_without_who_spoke_when() -> None:
    stage = Stage().to("close").onward()
    sealing = events.MeetingSealed(at=stage.clock, meeting=sealed(stage.meeting))
    read = msgspec.json.decode(msgspec.json.encode(sealing), type=AnyEvent)
    course = advance(stage.course, (read,))
    assert course.meeting == sealed(stage.meeting)
    assert (course.acts, course.count) == ((), stage.course.count + 1)
    assert minutes_of(course.meeting) == minutes_of(stage.meeting)
    assert (course.meeting.rounds, course.meeting.ledgers, course.meeting.starts) == ({}, {}, ())
    alone = advance(Course(), (read,))
    assert alone.meeting == course.meeting
