"""Taking back: what was done to a backlog is undone out of the record, one act after the other, never the same twice."""

from contextlib import suppress
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain import organisation_commands as c
from sociotui.domain.backlog import Topics
from sociotui.domain.event import Event
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation_events import MeetingHeld, TopicReceived
from sociotui.domain.records import Held
from sociotui.domain.refusal import Refused
from sociotui.domain.taking_back import taking_back_last
from tests.domain.casting import Books
from tests.domain.stage import TODAY

name = st.sampled_from(("a", "b", "c", "d"))
HOSES, SHEETS = (BacklogItem(title=title) for title in ("Hoses", "Sheets"))

NONE: Topics = ()


def add(topic: BacklogItem, place: int = 0) -> c.AddTopic:
    """Return the command that adds a topic of the Garden circle."""
    return c.AddTopic(circle="garden", topic=topic, place=place, today=TODAY)


class Record(Books):
    """Books that know what was recorded."""

    def __init__(self) -> None:
        super().__init__()
        self.recorded: list[Event] = []

    def do(self, command: c.Preparing) -> None:
        """Do something, and keep what it came to."""
        self.recorded += self.act(command)

    def undo(self) -> bool:
        """Take back what was done last; return whether there was anything."""
        back = taking_back_last(self.recorded, "garden", TODAY)
        if back:
            self.do(back)
        return back is not None

    @property
    def topics(self) -> Topics:
        """The backlog, without who added what."""
        return tuple(BacklogItem(title=t.title, minutes=t.minutes) for t in self.organisation.backlog.get("garden", ()))


def test_one_act_after_the_other_is_taken_back() -> None:
    record = Record()
    seen = []
    for command in (
        add(HOSES),
        add(SHEETS, 1),
        c.RankTopic(circle="garden", title="Hoses", place=1),
        c.ChangeTopic(circle="garden", title="Hoses", new_title="Pipes", minutes=25, today=TODAY),
        c.DropTopic(circle="garden", title="Pipes"),
    ):
        seen.append(record.topics)
        record.do(command)
    while seen:
        assert record.undo()
        assert record.topics == seen.pop()
    assert not record.undo()


def test_a_new_act_after_an_undo_is_what_is_taken_back_next() -> None:
    record = Record()
    record.do(add(HOSES))
    record.do(add(SHEETS))
    record.undo()
    record.do(c.ChangeTopic(circle="garden", title="Hoses", minutes=40, today=TODAY))
    assert record.undo()
    assert record.topics == (HOSES,)
    assert record.undo()
    assert record.topics == NONE
    assert not record.undo()


def test_what_came_from_elsewhere_stays() -> None:
    record = Record()
    record.do(add(HOSES))
    came = TopicReceived(at=1, circle="garden", topic=SHEETS)
    record.recorded.append(came)
    record.apply(came)
    other = add(BacklogItem(title="Elsewhere"))
    record.do(c.AddTopic(circle="general", topic=other.topic, today=TODAY))
    assert record.undo()
    assert record.topics == (SHEETS,)
    assert not record.undo()


def test_nothing_before_the_last_meeting_is_taken_back() -> None:
    record = Record()
    record.do(add(HOSES))
    held = Held(id="m1", circle="garden", on=date(2026, 3, 2))
    record.recorded.append(MeetingHeld(at=2, held=held, backlog=(SHEETS,)))
    assert taking_back_last(record.recorded, "garden", TODAY) is None


some_acts = st.lists(
    st.one_of(
        st.builds(lambda n, p, m: add(BacklogItem(title=n, minutes=m), p), name, st.integers(0, 5), st.integers(1, 90)),
        st.builds(lambda n, p: c.RankTopic(circle="garden", title=n, place=p), name, st.integers(1, 5)),
        st.builds(
            lambda n, m: c.ChangeTopic(circle="garden", title=n, minutes=m, today=TODAY), name, st.integers(1, 3)
        ),
        st.builds(lambda n: c.DropTopic(circle="garden", title=n), name),
        st.none(),
    ),
    max_size=30,
)
"""What somebody does, None for taking back what was done last."""


@given(some_acts)
def test_taking_back_leads_only_through_what_was_there_and_to_the_beginning(acts: list[c.Preparing | None]) -> None:
    record, seen = Record(), [Record().topics]
    for command in acts:
        if command is None:
            record.undo()
        else:
            with suppress(Refused):
                record.do(command)
        assert command or record.topics in seen
        seen.append(record.topics)
    for _more in acts:
        if not record.undo():
            break
        assert record.topics in seen
    assert record.topics == NONE
    assert not record.undo()
