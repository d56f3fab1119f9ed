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


def test_before_it_something_was_decided_and_some_of_it_is_due(tmp_path: Path) -> None:
    home = Home(tmp_path, Hands().clock())
    meeting = home.course(stage(home, earlier=True)).meeting
    assert meeting is not None
    assert [m.id for m in home.open_meetings()] == [meeting.id]
    organisation, today = home.organisation(), home.clock.today()
    assert {p.title: p.review < today for p in organisation.policies.values()} == {
        "What goes on the heap": True,
        "Keys of the houses": False,
    }
    assert [w.decision.title for w in organisation.waiting.values()] == ["Meals for guests"]
    assert meeting.step.kind == "consent"  # what was before changes nothing in it
    home.close()
