"""Listening: each event is heard once, by who stays, whatever takes the file's place meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sociotui.journal.listening import Listening
from sociotui.journal.port import Ear
from sociotui.journal.tiny import TinyJournal

from .conftest import STREAM
from .events import Said, said
from .lines import add_line
from .sealing import seal


@pytest.fixture
def ear(journal: TinyJournal) -> Iterator[Ear]:
    """An ear on the stream, before there is anything in it."""
    ear = journal.listen(STREAM)
    yield ear
    ear.close()


def heard(ear: Ear) -> list[tuple[int, str]]:
    """Return what is heard, by its number."""
    return [(r.seq, r.event.text) for r in ear.heard() if isinstance(r.event, Said)]


def test_each_event_is_heard_once(journal: TinyJournal, ear: Ear) -> None:
    assert heard(ear) == []
    journal.append(STREAM, 0, said("one", "two"), cmd="c1", actor="ana")
    journal.append(STREAM, 2, said("three"), cmd="c2", actor="ben")
    assert heard(ear) == [(1, "one"), (2, "two"), (3, "three")]
    assert heard(ear) == []
    assert not ear.has_more()
    journal.append(STREAM, 3, said("four"), cmd="c3", actor="ben")
    assert ear.has_more()
    assert heard(ear) == [(4, "four")]


def test_what_was_added_just_before_the_seal_is_heard_and_then_the_seal(journal: TinyJournal, ear: Ear) -> None:
    journal.append(STREAM, 0, said("one"), cmd="c1", actor="ana")
    assert heard(ear) == [(1, "one")]
    journal.append(STREAM, 1, said("the last word"), cmd="c2", actor="ana")
    journal.seal(STREAM, 2, said("sealed")[0], cmd="seal", actor="ana")
    assert ear.has_more()
    assert heard(ear) == [(2, "the last word"), (3, "sealed")]
    assert heard(ear) == []


def test_who_comes_later_hears_nothing_of_what_was_sealed(journal: TinyJournal) -> None:
    journal.append(STREAM, 0, said("one", "two", "three"), cmd="c1", actor="ana")
    seal(journal)
    late = journal.listen(STREAM)
    assert heard(late) == [(4, "all of it")]
    late.close()


def test_other_texts_are_not_heard_again_and_what_follows_is(journal: TinyJournal, ear: Ear) -> None:
    journal.append(STREAM, 0, said("Ana", "two"), cmd="c1", actor="ana")
    assert len(heard(ear)) == 2

    def other(record: dict[str, object]) -> dict[str, object]:
        event = record["event"]
        assert isinstance(event, dict)
        return {**record, "event": {**event, "text": event["text"].replace("Ana", "X")}}

    assert journal.rewrite(STREAM, other) == 1
    journal.append(STREAM, 2, said("three"), cmd="c2", actor="ana")
    assert heard(ear) == [(3, "three")]


def test_half_a_line_is_waited_for(path: Path, ear: Ear) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    assert heard(ear) == [(1, "a"), (2, "b")]
    with path.open("ab") as file:
        file.write(whole[-9:])
    assert heard(ear) == [(3, "c")]


def test_numbers_that_were_lost_are_passed_over(path: Path, journal: TinyJournal, ear: Ear) -> None:
    add_line(path, b'{"lost":{"first":4,"last":5}}')
    assert heard(ear) == [(1, "a"), (2, "b"), (3, "c")]
    journal.append(STREAM, 5, said("six"), cmd="c9", actor="ana")
    assert heard(ear) == [(6, "six")]


def test_an_ear_that_is_closed_holds_no_file(journal: TinyJournal) -> None:
    journal.append(STREAM, 0, said("one"), cmd="c1", actor="ana")
    ear = journal.listen(STREAM)
    assert isinstance(ear, Listening)
    assert heard(ear) == [(1, "one")]
    ear.close()
    ear.close()
    assert ear.has_more()  # it would have to look
