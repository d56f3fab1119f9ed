"""The demo: a living organisation, a meeting in mid-round, all of it in the past of the clock, ending now."""

from pathlib import Path

from sociotui.room.demo import stage
from sociotui.room.home import Home
from tests.homes import BEGAN, Hands


def test_the_demo_stands_in_the_middle_of_a_consent_round(tmp_path: Path) -> None:
    home = Home(tmp_path, Hands().clock())
    meeting = home.course(stage(home)).meeting
    assert meeting is not None
    assert meeting.step.kind == "consent"
    assert meeting.round and meeting.round.speaking and meeting.round.next
    assert len(meeting.ledger.consented) == 2
    assert meeting.round.turn_began == BEGAN
    assert meeting.opened < BEGAN
    assert home.clock.now() == BEGAN
    assert [m.id for m in home.open_meetings()] == [meeting.id]
    home.close()
