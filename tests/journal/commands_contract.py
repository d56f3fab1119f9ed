"""What every journal keeps to when several commands are recorded at once, and sent again; a part of the contract."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sociotui.domain.event import Event
from sociotui.journal.port import Appended, Batch, Conflict

from .events import Agreed, Open, said, texts
from .sealing import ALL

M = "meeting/m"
PIECES = st.lists(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 3)), unique_by=lambda b: b[0], max_size=5)
)
"""Commands that come together: each with how many events it makes."""


class Unheard(Event, frozen=True):
    """What a journal of the tests' events doesn't know."""

    thing: str


def batch(cmd: str, *words: str, actor: str = "ana") -> Batch:
    """Return what a command makes that says `words`."""
    return Batch(cmd, actor, said(*words))


class CommandsContract:
    """Tests for commands that are recorded together; `open_journal` and `fresh` are as JournalContract tells."""

    def test_several_commands_are_recorded_one_after_the_other(self, open_journal: Open) -> None:
        journal = open_journal()
        one, two, three = journal.append_all(
            M, 0, [batch("a", "x"), batch("b", "y", "z", actor="ben"), batch("c", "w")]
        )
        for seen in (journal, open_journal()):
            found = seen.read(M)
            assert [(r.seq, r.cmd, r.actor) for r in found] == [
                *((1, "a", "ana"), (2, "b", "ben"), (3, "b", "ben"), (4, "c", "ana"))
            ]
            assert texts(seen, M) == ["x", "y", "z", "w"]
            assert [done.events for done in (one, two, three)] == [(found[0],), tuple(found[1:3]), (found[3],)]
        assert {(done.head, done.repeated) for done in (one, two, three)} == {(4, False)}

    def test_those_that_were_recorded_before_add_nothing(self, open_journal: Open) -> None:
        journal = open_journal()
        (first,) = journal.append_all(M, 0, [batch("a", "x", "y")])
        again, new, alone = journal.append_all(M, 2, [batch("a", "other"), batch("b", "z"), batch("c", "w")])
        assert again == Appended(4, first.events, True)
        assert (new.repeated, alone.repeated) == (False, False)
        for seen in (journal, open_journal()):
            assert texts(seen, M) == ["x", "y", "z", "w"]
            assert [r.cmd for r in seen.read(M)] == ["a", "a", "b", "c"]

    def test_where_all_were_recorded_before_nobody_can_have_been_first(self, open_journal: Open) -> None:
        journal = open_journal()
        before = journal.append_all(M, 0, [batch("a", "x"), batch("b", "y")])
        for expected in (0, 1, 2, 99):
            done = open_journal().append_all(M, expected, [batch("b"), batch("a", "other")])
            assert [(d.events, d.repeated) for d in done] == [(before[1].events, True), (before[0].events, True)]
        assert texts(journal, M) == ["x", "y"]

    @pytest.mark.parametrize("expected", [0, 2, 9])
    def test_where_another_was_first_none_of_them_is_recorded(self, open_journal: Open, expected: int) -> None:
        journal = open_journal()
        journal.append_all(M, 0, [batch("a", "x")])
        with pytest.raises(Conflict) as refused:
            open_journal().append_all(M, expected, [batch("a", "x"), batch("b", "y"), batch("c", "z")])
        assert refused.value.head == 1
        assert texts(journal, M) == ["x"]
        assert not journal.recorded(M, "b")
        assert not journal.append_all(M, 1, [batch("b", "y"), batch("c", "z")])[1].repeated

    def test_one_without_events_records_nothing_and_can_have_some_later(self, open_journal: Open) -> None:
        journal = open_journal()
        none, some = journal.append_all(M, 0, [batch("a"), batch("b", "x")])
        assert none == Appended(1, (), False)
        assert [r.seq for r in some.events] == [1]
        assert journal.append_all(M, 1, []) == ()
        assert journal.append_all(M, 1, [batch("c")]) == (Appended(1, (), False),)
        assert not journal.append_all(M, 1, [batch("a", "y")])[0].repeated
        assert texts(open_journal(), M) == ["x", "y"]

    def test_the_same_command_twice_is_a_mistake_and_nothing_is_recorded(self, open_journal: Open) -> None:
        journal = open_journal()
        with pytest.raises(ValueError, match="twice"):
            journal.append_all(M, 0, [batch("a", "x"), batch("b", "y"), batch("a", "z")])
        assert not journal.recorded(M, "a")
        assert texts(journal, M) == []

    def test_where_one_could_not_be_read_again_none_of_them_is_recorded(self, open_journal: Open) -> None:
        journal = open_journal()
        with pytest.raises(TypeError):
            journal.append_all(M, 0, [batch("a", "x"), Batch("b", "ana", [Unheard(at=1, thing="x")])])
        assert texts(journal, M) == []
        assert not journal.append_all(M, 0, [batch("a", "x")])[0].repeated

    def test_what_a_command_has_recorded_is_found_by_its_name(self, open_journal: Open) -> None:
        journal = open_journal()
        assert journal.recorded(M, "a") == ()
        journal.append(M, 0, [*said("x"), Agreed(at=2, persons=("ana",))], cmd="a", actor="ana")
        journal.append_all(M, 2, [batch("b", "y"), batch("c", "z")])
        for seen in (journal, open_journal()):
            found = tuple(seen.read(M))
            assert seen.recorded(M, "a") == found[:2]
            assert seen.recorded(M, "b") == found[2:3]
            assert seen.recorded(M, "c") == found[3:]
            assert seen.recorded(M, "") == seen.recorded(M, "d") == seen.recorded("organisation", "a") == ()

    def test_what_another_records_is_found_at_once(self, open_journal: Open) -> None:
        one, other = open_journal(), open_journal()
        assert one.recorded(M, "a") == ()
        other.append_all(M, 0, [batch("a", "x")])
        assert [r.cmd for r in one.recorded(M, "a")] == ["a"]

    def test_a_seal_takes_what_commands_recorded_with_it(self, open_journal: Open) -> None:
        journal = open_journal()
        journal.append_all(M, 0, [batch("a", "x"), batch("b", "y")])
        journal.seal(M, 2, ALL, cmd="seal", actor="ana")
        for seen in (journal, open_journal()):
            assert seen.recorded(M, "a") == seen.recorded(M, "b") == ()
            assert [r.seq for r in seen.recorded(M, "seal")] == [3]

    @settings(
        max_examples=50,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    @given(pieces=PIECES)
    def test_in_whatever_pieces_commands_come_each_is_there_once(
        self, fresh: Callable[[], Open], pieces: list[list[tuple[str, int]]]
    ) -> None:
        open_journal = fresh()
        handles, expected = (open_journal(), open_journal()), dict[str, list[str]]()
        for number, piece in enumerate(pieces):
            head = sum(map(len, expected.values()))
            batches = [batch(cmd, *(f"{cmd}{n}" for n in range(size))) for cmd, size in piece]
            done = handles[number % 2].append_all(M, head, batches)
            assert [d.repeated for d in done] == [b.cmd in expected for b in batches]
            new = {b.cmd: [f"{b.cmd}{n}" for n in range(len(b.events))] for b in batches if b.cmd not in expected}
            expected |= {cmd: words for cmd, words in new.items() if words}
        for seen in (*handles, open_journal()):
            assert texts(seen, M) == [text for words in expected.values() for text in words]
            assert {cmd: [e.event.text for e in seen.recorded(M, cmd)] for cmd in expected} == expected  # type: ignore[attr-defined]
            seen.close()

    def test_what_was_prepared_is_recorded_as_it_would_have_been(self, open_journal: Open) -> None:
        journal = open_journal()
        journal.append_all(M, 0, [batch("a", "x")])
        batches = [batch("b", "y", "z"), batch("c", "w", actor="ben")]
        journal.prepare(M, 1, batches)
        assert texts(journal, M) == ["x"]
        done = journal.append_all(M, 1, batches)
        journal.append_all(M, 4, [batch("d", "v")])
        for seen in (journal, open_journal()):
            assert [(r.seq, r.cmd, r.actor) for r in seen.read(M)][1:4] == [
                (2, "b", "ana"),
                (3, "b", "ana"),
                (4, "c", "ben"),
            ]
            assert texts(seen, M) == ["x", "y", "z", "w", "v"]
            assert seen.link(M) == journal.link(M)
        assert [len(each.events) for each in done] == [2, 1]

    def test_what_was_prepared_counts_for_nothing_where_something_else_came_first(self, open_journal: Open) -> None:
        journal = open_journal()
        batches = [batch("b", "y"), batch("c", "z")]
        journal.prepare(M, 0, batches)
        open_journal().append_all(M, 0, [batch("a", "x"), batches[0]])
        with pytest.raises(Conflict):
            journal.append_all(M, 0, batches)
        journal.prepare(M, 1, batches)  # as if nothing of it was there
        done = journal.append_all(M, 2, batches)
        assert [each.repeated for each in done] == [True, False]
        assert texts(open_journal(), M) == ["x", "y", "z"]
