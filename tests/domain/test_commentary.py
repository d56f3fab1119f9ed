"""Commentary: a step's reason is told in full, then in brief, then not at all, as the circle's own record has it."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import sociotui
from sociotui.domain import commands, commentary
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.experience import ENOUGH, Experience
from sociotui.domain.formats import Format, Step
from sociotui.domain.keeping import keep
from sociotui.domain.meeting import Meeting, Place
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_events import MeetingHeld
from sociotui.exchange.formats import read_format
from sociotui.tui.widgets.lines import wrap
from tests.domain.stage import Stage

DATA = Path(sociotui.__file__).parent.parent / "data"


def shipped() -> Iterator[Format]:
    for file in sorted(DATA.glob("**/formats/*.toml")):
        yield read_format(file.read_text("utf-8"), file.stem, str(file))


def used_to(meeting: Meeting, steps: dict[str, int], people: int = ENOUGH) -> Meeting:
    """Return a meeting of a circle that has held these steps so often, with everybody in so many of its meetings."""
    experience = Experience(steps=steps, people=dict.fromkeys(meeting.people, people))
    return replace(meeting, experience=experience)


@pytest.mark.parametrize(
    ("times", "told"), [(0, "full"), (2, "full"), (3, "brief"), (5, "brief"), (6, "nothing")], ids=str
)
def test_it_fades_with_how_often_the_circle_has_held_the_step(times: int, told: str) -> None:
    meeting = used_to(Stage().to("react").meeting, {"consent/react": times, "consent/clarify": ENOUGH})
    assert commentary.told(meeting) == told
    said = list(commentary.sentences(meeting, commentary.told(meeting)))
    assert said[-1] == "Done when: Everybody has given a quick reaction."
    assert len(said) == (1 if told == "nothing" else 2)


def test_a_newcomer_brings_it_back_and_so_does_a_step_that_is_rarely_held() -> None:
    meeting = used_to(Stage().to("react").meeting, {"consent/react": ENOUGH})
    assert commentary.told(meeting) == "nothing"
    known = replace(meeting.experience, people={p: n for p, n in meeting.experience.people.items() if p != "ben"})
    assert commentary.told(replace(meeting, experience=known)) == "full"
    gone = replace(meeting, experience=known, seats=tuple(p for p in meeting.seats if p != "ben"))
    assert commentary.told(gone) == "nothing"
    assert commentary.told(used_to(Stage().to("integrate").meeting, {"consent/react": ENOUGH})) == "full"


def test_what_was_held_before_in_the_same_meeting_counts() -> None:
    meeting = used_to(Stage().to("react").meeting, {"consent/react": 2})
    again = replace(meeting, done=(*meeting.done, Place("react", meeting.place.item + 1)))
    with_two = replace(again, agenda=(*again.agenda, replace(again.agenda[0], id=meeting.place.item + 1)))
    assert (commentary.told(meeting), commentary.told(with_two)) == ("full", "brief")


@given(
    st.dictionaries(st.sampled_from(["consent/react", "weekly/check-in"]), st.integers(0, ENOUGH)),
    st.integers(0, ENOUGH),
)
def test_it_never_tells_more_to_who_has_held_it_once_more(steps: dict[str, int], people: int) -> None:
    meeting = used_to(REACTING, steps, people)
    once_more = meeting.experience.after(["consent/react"], meeting.people)
    order = ("nothing", "brief", "full")
    after = replace(meeting, experience=once_more)
    assert order.index(commentary.told(after)) <= order.index(commentary.told(meeting))
    assert max((*once_more.steps.values(), *once_more.people.values())) <= ENOUGH


REACTING = Stage().to("react").meeting


def test_a_meeting_that_was_held_counts_for_the_next_one_and_a_private_one_does_not() -> None:
    stage = Stage().to("react")
    stage.act(commands.CloseMeeting(postpone=True))
    organisation = Organisation()
    (*_others, held) = keep(organisation, stage.meeting, 1, lambda o, _e: o)
    assert isinstance(held, MeetingHeld)
    assert {"weekly/check-in", "consent/clarify", "consent/react"} <= {*held.steps}
    assert "fay" not in held.people
    (*_others, private) = keep(organisation, replace(stage.meeting, private=True), 1, lambda o, _e: o)
    assert isinstance(private, MeetingHeld)
    assert (private.steps, private.people) == ((), ())
    after = evolve_organisation(organisation, held)
    assert after.experience["garden"].steps["consent/react"] == 1
    assert after.experience["garden"].people["ana"] == 1


# --- the words


def test_every_step_of_every_format_says_why_in_full_and_in_brief() -> None:
    missing = [f"{f.id}/{s.id}" for f in shipped() for s in f.steps if not s.why or not s.brief]
    assert not missing


def test_the_words_have_room_beside_a_proposal_at_80_by_24() -> None:
    """39 cells and 7 rows are there; where an objection stands as well, `v` reads it all."""
    long = []
    for f in shipped():
        for s in (s for s in f.steps if s.kind != "integrate"):
            done = f" Done when: {s.done}" if s.done else ""
            if len(wrap(s.prompt, 39)) + len(wrap(s.why + done, 39)) > 7 or len(s.brief) > 44:
                long.append(f"{f.id}/{s.id}")
    assert not long


def test_a_format_of_a_circles_own_falls_back_on_what_steps_of_that_kind_are_for() -> None:
    for kind in msgspec.inspect.type_info(Step).fields[1].type.values:  # type: ignore[attr-defined]
        bare = Step(id="own", kind=kind, title="own", prompt="?")
        assert commentary.why(bare, "full"), kind
        assert len(commentary.why(bare, "brief")) <= 44, kind
    own = Step(id="own", kind="talk", title="own", prompt="?", why="Because we like to.")
    assert (commentary.why(own, "full"), commentary.why(own, "brief")) == ("Because we like to.",) * 2
    assert commentary.why(own, "nothing") == ""
