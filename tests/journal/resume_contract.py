"""What every journal keeps to when a state is kept of a stream, and reading begins after it; a part of the contract."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sociotui.journal.port import Appended, Conflict, Journal, Mark, Recorded

from .events import Open, Said, said, texts
from .sealing import ALL

ORGANISATION = "organisation"
PARTS = {"main": b"state", "more": b"\0\xff\n" * 5000, "none": b""}


def record(open_journal: Open, words: str = "abc") -> None:
    """Record an event for each of `words`, by a command of the same name."""
    journal = open_journal()
    for number, text in enumerate(words):
        journal.append(ORGANISATION, number, said(text), cmd=text, actor="ana")


def keep(journal: Journal, meaning: str = "m") -> bool:
    """Keep `PARTS` of what `journal` reads in the stream."""
    journal.read(ORGANISATION)
    return journal.keep(ORGANISATION, journal.mark(ORGANISATION), meaning, lambda: PARTS)


def resumed(open_journal: Open, meaning: str = "m") -> Journal:
    """Return a journal that has begun after what was kept."""
    journal = open_journal()
    assert journal.resume(ORGANISATION, meaning)
    return journal


def spoken(records: Sequence[Recorded]) -> str:
    """Return all that was said, in one text."""
    return " ".join(each.event.text for each in records if isinstance(each.event, Said))


class ResumeContract:
    """Tests for `mark`, `keep`, `resume` and `streams`; `open_journal` and `fresh` are as JournalContract tells."""

    def test_marks_how_far_it_has_read(self, open_journal: Open) -> None:
        one, other = open_journal(), open_journal()
        assert one.mark(ORGANISATION).head == 0
        one.append(ORGANISATION, 0, said("a", "b"), cmd="c1", actor="ana")
        first = one.mark(ORGANISATION)
        assert first.head == 2
        other.append(ORGANISATION, 2, said("c"), cmd="c2", actor="ana")
        assert one.mark(ORGANISATION) == first
        one.read(ORGANISATION, 2)
        assert one.mark(ORGANISATION) == Mark(3, first.edition)

    @pytest.mark.parametrize("step", ["seal", "rewrite"])
    def test_another_edition_is_marked(self, open_journal: Open, step: str) -> None:
        record(open_journal)
        one, other = open_journal(), open_journal()
        for each in (one, other):
            each.read(ORGANISATION)
        before = one.mark(ORGANISATION), other.mark(ORGANISATION)
        if step == "seal":
            one.seal(ORGANISATION, 3, ALL, cmd="seal", actor="ana")
        else:
            one.rewrite(ORGANISATION, lambda record: {**record, "actor": "eve"})
        for journal, mark in zip((one, other), before, strict=True):
            journal.read(ORGANISATION, 3)
            assert journal.mark(ORGANISATION).edition != mark.edition

    def test_begins_after_what_was_kept(self, open_journal: Open) -> None:
        record(open_journal)
        assert keep(open_journal())
        journal = open_journal()
        kept = journal.resume(ORGANISATION, "m")
        assert kept
        assert kept.head == journal.mark(ORGANISATION).head == 3
        assert {name: kept.part(name) for name in PARTS} == PARTS
        assert kept.part("other") is None
        assert list(journal.read(ORGANISATION, 3)) == []
        open_journal().append(ORGANISATION, 3, said("d"), cmd="d", actor="ana")
        assert texts(journal, ORGANISATION, 3) == ["d"]
        assert texts(journal, ORGANISATION, 1) == ["b", "c", "d"]
        assert list(journal.read(ORGANISATION)) == list(open_journal().read(ORGANISATION))

    def test_begins_at_the_beginning_where_nothing_was_kept(self, open_journal: Open) -> None:
        assert open_journal().resume(ORGANISATION, "m") is None
        record(open_journal)
        keep(open_journal())
        journal = open_journal()
        assert journal.resume(ORGANISATION, "other") is None
        assert journal.resume("meeting/m", "m") is None
        assert texts(journal, ORGANISATION) == ["a", "b", "c"]

    def test_nothing_is_to_be_had_after_reading(self, open_journal: Open) -> None:
        record(open_journal)
        keep(open_journal())
        journal = open_journal()
        journal.read(ORGANISATION)
        assert journal.resume(ORGANISATION, "m") is None
        journal = resumed(open_journal)
        assert journal.resume(ORGANISATION, "m") is None
        assert texts(journal, ORGANISATION) == ["a", "b", "c"]

    def test_keeps_only_what_is_of_all_that_is_there(self, open_journal: Open) -> None:
        record(open_journal)
        journal = open_journal()
        journal.read(ORGANISATION)
        mark = journal.mark(ORGANISATION)
        open_journal().append(ORGANISATION, 3, said("d"), cmd="d", actor="ana")
        assert not journal.keep(ORGANISATION, mark, "m", lambda: PARTS)
        assert not journal.keep(ORGANISATION, Mark(3, mark.edition + 1), "m", lambda: pytest.fail("not wanted"))
        assert not journal.keep("meeting/m", journal.mark("meeting/m"), "m", lambda: PARTS)
        assert open_journal().resume(ORGANISATION, "m") is None

    def test_the_last_that_was_kept_counts(self, open_journal: Open) -> None:
        record(open_journal)
        journal = open_journal()
        keep(journal)
        journal.append(ORGANISATION, 3, said("d"), cmd="d", actor="ana")
        keep(journal)
        assert resumed(open_journal).mark(ORGANISATION).head == 4
        keep(journal, "other")
        assert open_journal().resume(ORGANISATION, "m") is None

    @pytest.mark.parametrize("cmd", ["a", "c", "d"])
    def test_knows_commands_of_before_and_after(self, open_journal: Open, cmd: str) -> None:
        record(open_journal)
        keep(open_journal())
        record_of_d = open_journal().append(ORGANISATION, 3, said("d", "e"), cmd="d", actor="ana")
        first = [each for each in open_journal().read(ORGANISATION) if each.cmd == cmd]
        journal = resumed(open_journal)
        assert journal.append(ORGANISATION, 0, said("other"), cmd=cmd, actor="ben") == Appended(5, tuple(first), True)
        assert record_of_d.head == 5
        with pytest.raises(Conflict) as refused:
            journal.append(ORGANISATION, 3, said("f"), cmd="f", actor="ana")
        assert refused.value.head == 5
        assert journal.append(ORGANISATION, 5, said("f"), cmd="f", actor="ana").head == 6
        assert texts(open_journal(), ORGANISATION) == list("abcdef")

    def test_is_chained_to_what_was_not_read(self, open_journal: Open) -> None:
        record(open_journal)
        keep(open_journal())
        journal = resumed(open_journal)
        assert journal.link(ORGANISATION) == open_journal().link(ORGANISATION)
        journal.append(ORGANISATION, 3, said("d"), cmd="d", actor="ana")
        assert journal.link(ORGANISATION) == open_journal().link(ORGANISATION)

    def test_seals_what_was_not_read(self, open_journal: Open) -> None:
        record(open_journal)
        keep(open_journal())
        sealing, other, third = (resumed(open_journal) for _each in range(3))
        assert sealing.seal(ORGANISATION, 3, ALL, cmd="c", actor="ana").repeated
        sealing.seal(ORGANISATION, 3, ALL, cmd="seal", actor="ana")
        with pytest.raises(Conflict):
            third.append(ORGANISATION, 3, said("d"), cmd="d", actor="ana")
        for each in (sealing, other, third):
            assert texts(each, ORGANISATION, 2) == texts(each, ORGANISATION) == ["all of it"]
        assert open_journal().resume(ORGANISATION, "m") is None

    def test_replaces_texts_in_what_was_not_read(self, open_journal: Open) -> None:
        record(open_journal)
        keep(open_journal())
        rewriting, other = resumed(open_journal), resumed(open_journal)
        link = other.link(ORGANISATION)

        def replace(record: dict[str, object]) -> dict[str, object]:
            event = record["event"]
            assert isinstance(event, dict)
            return {**record, "event": {**event, "text": event["text"].upper()}}

        assert rewriting.rewrite(ORGANISATION, replace) == 3
        for each in (rewriting, other, open_journal()):
            assert texts(each, ORGANISATION) == ["A", "B", "C"]
            assert each.link(ORGANISATION) == link
        assert open_journal().resume(ORGANISATION, "m") is None

    def test_names_its_streams(self, open_journal: Open) -> None:
        journal = open_journal()
        assert set(journal.streams()) == set()
        record(open_journal)
        open_journal().append("meeting/m", 0, said("a"), cmd="c1", actor="ana")
        there = journal.streams()
        assert set(there) == {ORGANISATION, "meeting/m"}
        open_journal().append("meeting/m", 1, said("b"), cmd="c2", actor="ana")
        assert journal.streams() is there
        open_journal().append("meeting/n", 0, said("a"), cmd="c1", actor="ana")
        assert set(journal.streams()) == {ORGANISATION, "meeting/m", "meeting/n"}
        journal.close()

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    @given(data=st.data())
    def test_a_state_stands_for_the_events_before_it(self, fresh: Callable[[], Open], data: st.DataObject) -> None:
        """Whoever begins with what was kept, by anybody at any time, ends with the same events as who reads all."""
        open_journal = fresh()
        handles = [open_journal(), open_journal()]
        model: list[Recorded] = []
        kinds = st.sampled_from(["add", "add", "add", "keep", "keep", "reopen", "repeat", "seal"])
        for number, (step, which) in enumerate(data.draw(st.lists(st.tuples(kinds, st.integers(0, 1))))):
            journal, head = handles[which], model[-1].seq if model else 0
            match step:
                case "add":
                    words = said(f"{number}", f"{number}+")
                    model += journal.append(ORGANISATION, head, words, cmd=f"c{number}", actor="ana").events
                case "seal":
                    whole = Said(at=1, text=spoken(model))
                    model = list(journal.seal(ORGANISATION, head, whole, cmd=f"c{number}", actor="ana").events)
                case "keep":
                    state = spoken(journal.read(ORGANISATION)).encode()
                    journal.keep(ORGANISATION, journal.mark(ORGANISATION), "m", partial(dict, main=state))
                case "reopen":
                    journal.close()
                    journal = handles[which] = open_journal()
                    kept = journal.resume(ORGANISATION, "m")
                    before = (kept.part("main") or b"").decode() if kept else ""
                    after = spoken(journal.read(ORGANISATION, kept.head if kept else 0))
                    assert before.split() + after.split() == spoken(model).split()
                case "repeat" if model:
                    old = model[number % len(model)]
                    same = tuple(each for each in model if each.cmd == old.cmd)
                    done = journal.append(ORGANISATION, 0, said("other"), cmd=old.cmd, actor="ben")
                    assert done == Appended(head, same, True)
            for each in handles:
                assert list(each.read(ORGANISATION)) == model
        for each in handles:
            each.close()
