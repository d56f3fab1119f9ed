"""Coder: what a line says, and which lines it takes."""

from pathlib import Path

import msgspec
import pytest

from sociotui.journal.coder import Coder, last_number, sealed_number
from sociotui.journal.port import Batch, Damaged, Newer, Recorded

from . import events
from .events import Agreed, Said, said

PATH = Path("x.journal")


@pytest.fixture
def coder() -> Coder:
    return Coder(events.Any)


def test_line_is_a_tinydb_commit(coder: Coder) -> None:
    line = coder.line([Batch("c1", "ana", [Said(at=1, text="ü"), Agreed(at=2)])], head=6)
    assert msgspec.json.decode(line) == {
        "put": {
            "_default": {
                "7": {"v": 1, "cmd": "c1", "actor": "ana", "event": {"is": "Said", "at": 1, "text": "ü"}},
                "8": {"v": 1, "cmd": "c1", "actor": "ana", "event": {"is": "Agreed", "at": 2}},
            }
        }
    }
    assert "ü".encode() in line  # to be read by people, too
    assert last_number(line) == 8


def test_lines_come_back_as_records(coder: Coder) -> None:
    lines = [
        coder.line([Batch("c1", "ana", said("a", "b"))], head=0),
        coder.line([Batch("c2", "ben", said("c"))], head=2),
    ]
    a, b = said("a", "b")
    (c,) = said("c")
    assert coder.records(lines, head=0, path=PATH, line=2) == [
        Recorded(1, "c1", "ana", a),
        Recorded(2, "c1", "ana", b),
        Recorded(3, "c2", "ben", c),
    ]


@pytest.mark.parametrize("head", [0, 2, 3])
def test_numbers_have_no_gaps(coder: Coder, head: int) -> None:
    line = coder.line([Batch("c1", "ana", said("a"))], head=1)
    with pytest.raises(Damaged) as refused:
        coder.records([line], head=head, path=PATH, line=9)
    assert refused.value.line == 9


def test_sealed_line_says_so(coder: Coder) -> None:
    line = coder.seal(Said(at=1, text="t"), head=6, cmd="c1", actor="ana")
    event = {"is": "Said", "at": 1, "text": "t"}
    document = {"v": 2, "cmd": "c1", "actor": "ana", "event": event, "sealed": True}
    assert msgspec.json.decode(line) == {"put": {"_default": {"7": document}}}
    assert (sealed_number(line), last_number(line)) == (7, 7)
    more = coder.line([Batch("c2", "ana", said("a"))], head=7)
    found = coder.records([line, more], head=0, path=PATH, line=2)
    assert [each.seq for each in found] == [7, 8]


@pytest.mark.parametrize("head", [1, 5, 7])
def test_sealed_line_stands_at_the_beginning(coder: Coder, head: int) -> None:
    line = coder.seal(Said(at=1, text="t"), head=6, cmd="c1", actor="ana")
    with pytest.raises(Damaged, match="event 7 stands where"):
        coder.records([line], head=head, path=PATH, line=9)


@pytest.mark.parametrize("number", [0, -1])
def test_sealed_line_has_a_number(coder: Coder, number: int) -> None:
    line = coder.seal(Said(at=1, text="t"), head=number - 1, cmd="c1", actor="ana")
    with pytest.raises(Damaged):
        coder.records([line], head=0, path=PATH, line=2)


def test_other_lines_seal_nothing(coder: Coder) -> None:
    line = coder.line([Batch("c1", "ana", said("a"))], head=6)
    others = [b"[]", b'{"put":{}}', b'{"put":{"_default":{}}}', b'{"cut":{"_default":["7"]}}']
    assert [sealed_number(each) for each in (line, *others)] == [0] * 5


def test_fields_that_a_newer_program_adds_are_passed_over(coder: Coder) -> None:
    line = b'{"put":{"_default":{"1":{"v":1,"cmd":"c","actor":"a","event":{"is":"Said","at":1,"text":"t","new":[]}}}}}'
    assert coder.records([line], head=0, path=PATH, line=2) == [Recorded(1, "c", "a", Said(at=1, text="t"))]


@pytest.mark.parametrize("line", [b"[]", b"{", b"{}", b'{"put":{}}', b'{"put":{"_default":{"x":{}}}}'])
def test_other_lines_are_refused(coder: Coder, line: bytes) -> None:
    with pytest.raises((Newer, Damaged)):
        coder.records([line], head=0, path=PATH, line=2)
