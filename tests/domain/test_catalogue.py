"""Catalogue: every event there is can be written down as JSON and is the same when it is read again."""

from typing import get_args

import msgspec
import pytest

from sociotui.domain import commands, events, organisation
from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.course import Course, advance
from sociotui.domain.event import Event
from sociotui.domain.evolve import _EVOLVE
from tests.domain.stage import Stage

KNOWN = set(get_args(AnyEvent))


def test_every_event_that_is_defined_is_in_the_catalogue() -> None:
    defined = {
        value
        for module in (events, organisation)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Event) and value is not Event
    }
    assert defined == KNOWN


def test_every_event_of_a_meeting_but_opening_and_undo_changes_it() -> None:
    of_meetings = set(get_args(events.MeetingEvent))
    assert set(_EVOLVE) == of_meetings - {events.MeetingOpened, events.ActUndone}


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
