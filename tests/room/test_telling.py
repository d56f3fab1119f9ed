"""Telling: every event has its sentence, and the demo is told without a gap."""

from pathlib import Path
from typing import get_args

from sociotui.domain.events import MeetingEvent
from sociotui.room.demo import stage
from sociotui.room.home import Home
from sociotui.room.telling import _TELL, tell


def test_every_event_can_be_told() -> None:
    assert set(get_args(MeetingEvent)) == set(_TELL)


def test_each_act_of_the_demo_is_a_sentence(tmp_path: Path) -> None:
    home = Home(tmp_path)
    course = home.course(stage(home))
    said = [tell(course.meeting, act.events) for act in course.acts if course.meeting]
    assert len(said) > 30
    assert [s for s in said if not s.endswith((".", "”"))] == []
    home.close()
