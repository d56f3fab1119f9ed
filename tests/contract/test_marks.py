"""Marks of a meeting: in each kind of room alike; an opinion goes in, and nothing but the sum comes out, made as the meeting goes on."""

import pytest

from sociotui.domain.commands import CloseMeeting, GiveMarks, SumMarks
from sociotui.domain.evaluating import Evaluation, Mark, Opinion
from sociotui.domain.events import EvaluationSummed, MarksGiven
from sociotui.domain.refusal import Refused
from tests.contract.places import Entered, Place
from tests.plain import as_json
from tests.served.serving import SOON

GIVEN: tuple[tuple[str, Mark], ...] = (("zoe", "mostly"), ("ana", "little"), ("ben", "mostly"))


def test_each_gives_marks_and_all_see_the_sum(place: Place, zoe: Entered, meeting: str) -> None:
    others = {person: place.enter(person, meeting) for person in ("ana", "ben")}
    # At a laptop each has a program of their own; marks go through one of them, whose memory holds them.
    rooms = {"zoe": zoe, **(others if place.own else dict.fromkeys(others, zoe))}
    with pytest.raises(Refused, match="None are counted by hand"):
        zoe.room.act(SumMarks(evaluation=Evaluation(answered=4, content={"no": 4}))).result(SOON)
    for person, mark in GIVEN:
        opinion = Opinion(marks={"content": mark}, more=(f"quokkas {person}",))
        done = rooms[person].room.act(GiveMarks(person=person, opinion=opinion)).result(SOON)
        assert [type(event) for event in done.events] == [MarksGiven]
        zoe.until(lambda s, who=person: s.meeting and who in s.meeting.marking.given)  # type: ignore[misc]
    for who in (zoe, *others.values()):
        for snapshot in who.seen.snapshots:
            assert snapshot.meeting is None or b"quokkas" not in as_json(snapshot.meeting)
    done = zoe.room.act(CloseMeeting(postpone=True)).result(SOON)
    (sum_,) = [event.evaluation for event in done.events if isinstance(event, EvaluationSummed)]
    assert (sum_.content, sum_.answered) == ({"mostly": 2, "little": 1}, 3)
    assert sum_.more == ("quokkas ana", "quokkas ben", "quokkas zoe")
    for who in (zoe, *others.values()):
        who.until(lambda s: s.meeting and s.meeting.marking.sum and s.meeting.marking.sum.answered == 3)
