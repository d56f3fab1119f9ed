"""Evolve, marks: the meeting after somebody has said what they think of it, or the sum of all was made."""

from msgspec.structs import replace

from sociotui.domain import events
from sociotui.domain.meeting import Meeting
from sociotui.domain.unfolding import Handlers

HANDLERS = Handlers()


@HANDLERS.on(events.MarksGiven)
def _marks_given(m: Meeting, e: events.MarksGiven) -> Meeting:
    given = m.marking.given | {e.person: m.marking.given.get(e.person, 0) + 1}
    return replace(m, marking=replace(m.marking, given=given))


@HANDLERS.on(events.EvaluationSummed)
def _evaluation_summed(m: Meeting, e: events.EvaluationSummed) -> Meeting:
    return replace(m, marking=replace(m.marking, sum=e.evaluation))
