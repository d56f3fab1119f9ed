"""What every journal keeps to: a suite to inherit from, with an `open_journal` fixture of one's own."""

from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sociotui.domain.event import Event
from sociotui.journal.port import Appended, Conflict, Journal, JournalError, Recorded

from .alone_contract import AloneContract
from .commands_contract import CommandsContract
from .events import Agreed, Open, Said, said, texts
from .link_contract import LinkContract
from .resume_contract import ResumeContract
from .seal_contract import SealContract


def record(journal: Journal, step: str, stream: str, expected: int, words: list[str], cmd: str) -> Appended:
    """Append what is said in `words`, or seal with the first of them when `step` says so."""
    if step == "seal":
        return journal.seal(stream, expected, said(*words)[0], cmd=cmd, actor="ana")
    return journal.append(stream, expected, said(*words), cmd=cmd, actor="ana")


class JournalContract(AloneContract, CommandsContract, SealContract, LinkContract, ResumeContract):
    """Tests for any journal, those for being alone, several commands, sealing, linking and resuming among them.

    A subclass has the fixture `open_journal`: a function that opens a journal on one and the same
    store at each call, empty at first; and `fresh`, a function that gives such a function anew.
    """

    def test_is_empty_at_first(self, open_journal: Open) -> None:
        journal = open_journal()
        assert dict(journal.heads()) == {}
        assert list(journal.read("organisation")) == []
        assert list(journal.read("meeting/never-held")) == []

    def test_gives_back_what_was_recorded(self, open_journal: Open) -> None:
        journal = open_journal()
        events: list[Event] = [Said(at=5, text="Grüezi “all” \n\0\u2028 🌱"), Agreed(at=6, persons=("ana", "ben"))]
        done = journal.append("meeting/m-1", 0, events, cmd="c1", actor="ana")
        expected = (Recorded(1, "c1", "ana", events[0]), Recorded(2, "c1", "ana", events[1]))
        assert done == Appended(2, expected, False)
        assert tuple(journal.read("meeting/m-1")) == expected
        assert tuple(open_journal().read("meeting/m-1")) == expected

    def test_reads_on_after_a_number(self, open_journal: Open) -> None:
        journal = open_journal()
        journal.append("organisation", 0, said("a", "b", "c"), cmd="c1", actor="ana")
        assert texts(journal, "organisation", 1) == ["b", "c"]
        assert [each.seq for each in journal.read("organisation", 1)] == [2, 3]
        assert texts(journal, "organisation", 3) == []
        assert texts(journal, "organisation", 99) == []
        assert texts(journal, "organisation", -1) == ["a", "b", "c"]

    def test_keeps_streams_apart(self, open_journal: Open) -> None:
        journal = open_journal()
        journal.append("organisation", 0, said("a"), cmd="c1", actor="ana")
        journal.append("meeting/m", 0, said("b", "c"), cmd="c1", actor="ana")
        assert texts(journal, "organisation") == ["a"]
        assert texts(journal, "meeting/m") == ["b", "c"]
        assert dict(open_journal().heads()) == {"organisation": 1, "meeting/m": 2}

    def test_refuses_when_another_was_first(self, open_journal: Open) -> None:
        one, other = open_journal(), open_journal()
        one.append("organisation", 0, said("a"), cmd="c1", actor="ana")
        with pytest.raises(Conflict) as refused:
            other.append("organisation", 0, said("b"), cmd="c2", actor="ben")
        assert refused.value.head == 1
        assert texts(other, "organisation") == ["a"]

    @pytest.mark.parametrize("expected", [0, 2, 99])
    def test_refuses_any_wrong_expectation(self, open_journal: Open, expected: int) -> None:
        journal = open_journal()
        journal.append("organisation", 0, said("a"), cmd="c1", actor="ana")
        with pytest.raises(Conflict):
            journal.append("organisation", expected, said("b"), cmd="c2", actor="ana")

    def test_records_a_command_once(self, open_journal: Open) -> None:
        journal = open_journal()
        first = journal.append("organisation", 0, said("a", "b"), cmd="c1", actor="ana")
        journal.append("organisation", 2, said("c"), cmd="c2", actor="ben")
        for again in (journal, open_journal()):
            # The expectation is stale by now, and so may be the events: the command alone decides.
            done = again.append("organisation", 0, said("other"), cmd="c1", actor="ana")
            assert done == Appended(3, first.events, True)
        assert texts(open_journal(), "organisation") == ["a", "b", "c"]

    def test_records_nothing_for_no_events(self, open_journal: Open) -> None:
        journal = open_journal()
        assert journal.append("organisation", 0, [], cmd="c1", actor="ana") == Appended(0, (), False)
        assert dict(journal.heads()) == {}
        with pytest.raises(Conflict):
            journal.append("organisation", 1, [], cmd="c1", actor="ana")
        assert not journal.append("organisation", 0, said("a"), cmd="c1", actor="ana").repeated

    def test_sees_what_others_add(self, open_journal: Open) -> None:
        one, other = open_journal(), open_journal()
        for number in range(6):
            writer = (one, other)[number % 2]
            writer.append("meeting/m", number, said(str(number)), cmd=f"c{number}", actor="ana")
            assert texts(one, "meeting/m") == texts(other, "meeting/m") == list(map(str, range(number + 1)))

    @pytest.mark.parametrize(
        "name",
        [
            *("", "other", "organisation/", "meeting", "meeting/", "Meeting/a", "/etc/passwd"),
            *(f"meeting/{bad}" for bad in ("..", "../x", "a/b", "A", "ä", "a.b", "a\n", "a\0", "a" * 101)),
        ],
    )
    def test_refuses_names_that_are_none(self, open_journal: Open, name: str) -> None:
        journal = open_journal()
        with pytest.raises(JournalError):
            journal.read(name)
        with pytest.raises(JournalError):
            journal.append(name, 0, said("a"), cmd="c1", actor="ana")

    def test_refuses_events_it_could_not_read_again(self, open_journal: Open) -> None:
        class Unheard(Event, frozen=True):
            thing: str

        journal = open_journal()
        with pytest.raises(TypeError):
            journal.append("organisation", 0, [Unheard(at=1, thing="x")], cmd="c1", actor="ana")
        assert list(journal.read("organisation")) == []
        assert not journal.append("organisation", 0, said("a"), cmd="c1", actor="ana").repeated

    def test_wait_returns_what_grew(self, open_journal: Open) -> None:
        one, other = open_journal(), open_journal()
        one.append("organisation", 0, said("a"), cmd="c1", actor="ana")
        one.append("meeting/m", 0, said("a"), cmd="c1", actor="ana")
        seen = dict(one.heads())
        other.append("meeting/m", 1, said("b", "c"), cmd="c2", actor="ana")
        assert dict(one.wait(seen, 20)) == {"meeting/m": 3}

    def test_wait_returns_while_it_waits(self, open_journal: Open) -> None:
        one, other = open_journal(), open_journal()
        answers: list[Any] = []
        waiting = Thread(target=lambda: answers.append(dict(one.wait({"meeting/m": 0}, 60))))
        waiting.start()
        other.append("meeting/m", 0, said("a"), cmd="c1", actor="ana")
        waiting.join()
        assert answers == [{"meeting/m": 1}]

    def test_wait_tells_of_new_streams(self, open_journal: Open) -> None:
        one, other = open_journal(), open_journal()
        one.append("organisation", 0, said("a"), cmd="c1", actor="ana")
        seen = dict(one.heads())
        other.append("meeting/new", 0, said("a"), cmd="c1", actor="ana")
        assert dict(one.wait(seen, 20)) == {"meeting/new": 1}

    def test_a_single_look_tells_of_new_streams(self, open_journal: Open) -> None:
        one, other = open_journal(), open_journal()
        seen = dict(one.heads())
        other.append("meeting/new", 0, said("a"), cmd="c1", actor="ana")
        assert dict(one.wait(seen, 0)) == {"meeting/new": 1}
        assert dict(one.wait({"meeting/new": 1}, 0)) == {}

    def test_wait_leaves_alone_what_is_not_named(self, open_journal: Open) -> None:
        open_journal().append("meeting/old", 0, said("a"), cmd="c1", actor="ana")
        journal = open_journal()
        assert dict(journal.wait({"organisation": 0}, 0.5)) == {}

    def test_wait_ends_with_its_time(self, open_journal: Open) -> None:
        journal = open_journal()
        journal.append("organisation", 0, said("a"), cmd="c1", actor="ana")
        assert dict(journal.wait({"organisation": 1}, 0)) == {}
        assert dict(journal.wait({"organisation": 1}, 0.01)) == {}
        assert dict(journal.wait({"organisation": 0}, 0)) == {"organisation": 1}

    def test_closes_any_number_of_times(self, open_journal: Open) -> None:
        journal = open_journal()
        journal.append("organisation", 0, said("a"), cmd="c1", actor="ana")
        journal.close()
        journal.close()
        for use in (lambda: journal.read("organisation"), journal.heads, lambda: journal.wait({}, 0)):
            with pytest.raises(JournalError):
                use()

    def test_close_ends_a_wait(self, open_journal: Open) -> None:
        journal = open_journal()
        begun = Barrier(2)
        answers: list[Any] = []

        def wait() -> None:
            begun.wait()
            try:
                answers.append(dict(journal.wait({"organisation": 0}, 3600)))
            except JournalError:
                answers.append({})  # closed before it began

        waiting = Thread(target=wait)
        waiting.start()
        begun.wait()
        journal.close()
        waiting.join()
        assert answers == [{}]

    def test_threads_share_a_journal(self, open_journal: Open) -> None:
        journal = open_journal()

        def work(name: str) -> None:
            head = 0
            for number in range(100):
                cmd = f"{name}{number}"
                while True:
                    try:
                        head = journal.append("meeting/m", head, said(cmd), cmd=cmd, actor=name).head
                        break
                    except Conflict as conflict:
                        head = conflict.head

        threads = [Thread(target=work, args=(name,)) for name in "ab"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        recorded = open_journal().read("meeting/m")
        assert [each.seq for each in recorded] == list(range(1, 201))
        for name in "ab":
            assert [each.cmd for each in recorded if each.actor == name] == [f"{name}{n}" for n in range(100)]

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    @given(data=st.data())
    def test_is_a_list_of_events(self, fresh: Callable[[], Open], data: st.DataObject) -> None:
        """Any appends and seals, through any of two handles, opened anew now and then, do as lists would."""
        open_journal = fresh()
        handles = [open_journal(), open_journal()]
        model: dict[str, list[Recorded]] = {"organisation": [], "meeting/m": []}
        steps = st.tuples(
            st.sampled_from(["append", "append", "append", "seal", "reopen"]),
            st.integers(0, 1),
            st.sampled_from(sorted(model)),
            st.sampled_from([0, 0, 0, 1, -1]),
            st.lists(st.text(max_size=5), max_size=3),
            st.sampled_from(["c1", "c2", "c3", "c4", "c5"]),
        )
        for step, which, stream, off, words, cmd in data.draw(st.lists(steps, max_size=12)):
            if step == "reopen":
                handles[which].close()
                handles[which] = open_journal()
                continue
            if step == "seal":
                words = ["".join(words)]
            known = model[stream]
            before = [each for each in known if each.cmd == cmd]
            head = known[-1].seq if known else 0
            take = partial(record, handles[which], step, stream, head + off, words, cmd)
            if before:
                assert take() == Appended(head, tuple(before), True)
            elif off:
                with pytest.raises(Conflict) as refused:
                    take()
                assert refused.value.head == head
            else:
                new = [Recorded(head + n, cmd, "ana", event) for n, event in enumerate(said(*words), 1)]
                assert take() == Appended(head + len(new), tuple(new), False)
                model[stream] = new if step == "seal" else known + new
            for handle in handles:
                assert list(handle.read(stream)) == model[stream]
        assert dict(handles[0].heads()) == {stream: known[-1].seq for stream, known in model.items() if known}
        for handle in handles:
            handle.close()
