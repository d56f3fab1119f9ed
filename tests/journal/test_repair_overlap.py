"""Repair chooses among lines that have the same numbers, sets the others aside, and puts right what else is wrong."""

from pathlib import Path

import pytest

from sociotui.journal.chain import forge
from sociotui.journal.change import Lost
from sociotui.journal.examine import UNKNOWN, Part, examine
from sociotui.journal.lines import chained, frame, header_body, plain
from sociotui.journal.repair import Repaired, SetAside
from sociotui.journal.tables import AppendDB

from .conftest import STREAM, open_at
from .events import Said
from .kills import MOMENTS, Moment, kills
from .lines import bodies_of
from .wounds import (
    blotted,
    by_hand,
    copies,
    flipped,
    forget_ben,
    links_of,
    made,
    mend,
    numbers_read,
    offsets,
    parts_of,
    readable,
    spoilt,
)

FORMATS = pytest.mark.parametrize("format_", [1, 2])


@pytest.fixture
def path(home: Path) -> Path:
    """Where the file of a journal is to be."""
    return home / f"{STREAM}.journal"


# A second time


@FORMATS
@pytest.mark.parametrize("place", [2, 4, 6])
def test_line_with_a_number_that_was_there_is_set_aside(path: Path, format_: int, place: int) -> None:
    lines = made(path, format_)
    links = links_of(path) if format_ == 2 else []
    line = frame(forge(links[2], by_hand(4))) if format_ == 2 else plain(by_hand(4))
    data = spoilt(path, [*lines[:place], line, *lines[place:]])
    begin = offsets(data)[place]
    done = mend(path, stands=readable(path))
    aside = SetAside(
        Part(begin, len(line), place + 1), path.with_name(f"{path.name}.damaged-{begin}"), 4, 4, again=True
    )
    assert done == Repaired(aside=(aside,), kept=6)
    assert parts_of(path) == lines
    assert copies(path) == {f".damaged-{begin}": line}


def test_links_tell_which_of_two_was_there(path: Path) -> None:
    """Two that both go on from the line before: that is kept which the next goes on from."""
    lines, links = made(path), links_of(path)
    forged = forge(links[2], by_hand(4))
    also = forge(forged.link, by_hand(5))
    spoilt(path, [*lines[:3], frame(forged), frame(also), *lines[3:]])
    done = mend(path, stands=readable(path))
    assert [(each.first, each.last, each.again) for each in done.aside] == [(4, 5, True)]
    assert parts_of(path) == lines
    assert list(copies(path).values()) == [frame(forged) + frame(also)]


@FORMATS
def test_line_with_a_later_number_is_gone_by_if_that_can_be(path: Path, format_: int) -> None:
    lines = made(path, format_)
    line = frame(forge(links_of(path)[-1], by_hand(9))) if format_ == 2 else plain(by_hand(9))
    spoilt(path, [*lines, line])
    done = mend(path, stands=readable(path))
    assert [(each.first, each.last, each.copy) for each in done.aside] == [(7, 8, None)]
    assert numbers_read(path) == [1, 2, 3, 4, 5, 6, 9]
    assert examine(path).well
    spoilt(path, [*lines, line])
    done = mend(path, stands=lambda _bodies: False)
    assert (done.cut, done.kept) == (True, 6)
    assert parts_of(path) == lines
    assert list(copies(path).values()) == [line]


def test_line_without_a_link_is_set_aside_where_all_have_one(path: Path) -> None:
    """It can't be of this file, whatever its number."""
    lines = made(path)
    for number in (7, 9):
        spoilt(path, [*lines, plain(by_hand(number))])
        (aside,) = mend(path, stands=readable(path)).aside
        assert (aside.first, aside.last) == (7, 0)
        assert parts_of(path) == lines
        assert aside.copy
        assert aside.copy.read_bytes() == plain(by_hand(number))
        aside.copy.unlink()


@FORMATS
def test_line_whose_own_events_are_out_of_order_is_set_aside(path: Path, format_: int) -> None:
    lines = made(path, format_)
    body = bodies_of(path)[1].replace(b'"2":', b'"x":').replace(b'"3":', b'"2":').replace(b'"x":', b'"3":')
    line = frame(forge(links_of(path)[1], body)) if format_ == 2 else plain(body)
    data = spoilt(path, [*lines[:2], line, *lines[3:]])
    (aside,) = mend(path, stands=readable(path)).aside
    assert (aside.first, aside.last, aside.part.line) == (2, 3, 3)
    assert list(copies(path).values()) == [line]
    assert numbers_read(path) == [1, 4, 5, 6]
    assert line in data


def test_second_beginning_of_another_journal_is_set_aside(path: Path) -> None:
    lines = made(path)
    other = plain(header_body(b"0" * 40))
    spoilt(path, [*lines[:3], other, *lines[3:]])
    assert [(each.first, each.last) for each in mend(path, stands=readable(path)).aside] == [(0, 0)]
    assert parts_of(path) == lines
    assert list(copies(path).values()) == [other]


def test_lost_line_that_was_found_again_takes_its_place(path: Path) -> None:
    lines = made(path)
    path.write_bytes(b"".join(lines[:2] + lines[3:]))
    mend(path, stands=readable(path))
    now = parts_of(path)
    begin, stand_in = len(b"".join(now[:2])), now[2]
    spoilt(path, [*now, lines[2]])
    assert mend(path, stands=lambda _bodies: False) == Repaired(
        ordered=(4, 7),
        found=(Part(begin, len(stand_in), 3),),
        kept=6,
    )
    assert parts_of(path) == lines
    assert copies(path) == {}


@FORMATS
def test_what_can_be_gone_by_without_a_line_is_not_cut_off_for_it(path: Path, format_: int) -> None:
    """Where links prove that nothing is missing, it isn't asked; else as much is kept as can be gone by."""
    lines = made(path, format_)
    line = frame(forge(links_of(path)[2], by_hand(4))) if format_ == 2 else plain(by_hand(4))
    spoilt(path, [*lines, line])
    done = mend(path, stands=lambda _bodies: False)
    assert (done.cut, done.kept) == ((False, 6) if format_ == 2 else (True, 3))
    assert parts_of(path) == (lines if format_ == 2 else lines[:3])
    assert b"".join(copies(path).values()) == (line if format_ == 2 else b"".join([*lines[3:], line]))


def test_line_from_before_somebody_was_forgotten_does_not_come_back(path: Path) -> None:
    before = made(path)
    with open_at(path.parent) as journal:
        journal.rewrite(STREAM, forget_ben)
    lines = parts_of(path)
    assert [one == other for one, other in zip(before, lines, strict=True)] == [True, True, True, False, False, True]
    spoilt(path, [*lines[:3], *before[3:5], *lines[3:]])
    (aside,) = mend(path, stands=lambda _bodies: False).aside
    assert (aside.first, aside.last, aside.again) == (4, 5, True)
    assert parts_of(path) == lines
    assert list(copies(path).values()) == [before[3] + before[4]]


def test_lines_from_before_a_seal_do_not_come_back(path: Path) -> None:
    before = made(path)
    with open_at(path.parent) as journal:
        journal.seal(STREAM, 6, Said(at=1, text="all"), cmd="seal", actor="ana")
    lines = parts_of(path)
    for data in ([*before, *lines], [*lines, *before]):
        spoilt(path, data)
        done = mend(path, stands=readable(path))
        assert done.kept == 7
        assert parts_of(path) == lines
        beside = copies(path)
        assert b"".join(beside[each] for each in sorted(beside, key=lambda name: int(name.split("-")[-1]))) == b"".join(
            before
        )
        for each in beside:
            path.with_name(path.name + each).unlink()


def test_former_format_of_the_same_file_gives_way(path: Path) -> None:
    lines = made(path)
    former = made(path.with_name("other") / path.name, 1)
    spoilt(path, [*former, *lines])
    assert mend(path, stands=readable(path)).kept == 6
    assert parts_of(path) == lines
    assert sum(map(len, copies(path).values())) == sum(map(len, former))


def test_what_is_found_of_lost_lines_is_kept_and_the_chain_goes_on_behind_the_rest(path: Path) -> None:
    lines = made(path)
    bad = blotted(lines[4], 80, len(lines[4]) - 5)
    path.write_bytes(b"".join([*lines[:2], bad, lines[5]]))
    mend(path, stands=readable(path))
    now = parts_of(path)
    stood_for = chained(now[2][:-1])
    assert stood_for
    assert stood_for.link != UNKNOWN
    assert examine(path).lost == ((3, Lost(2, 5)),)
    spoilt(path, [*now, lines[2]])
    done = mend(path, stands=readable(path))
    assert [part.line for part in done.found] == [3]
    assert [(each.first, each.last, each.copy) for each in done.aside] == [(4, 5, None)]
    assert numbers_read(path) == [1, 2, 3, 6]
    assert examine(path).well
    left = chained(parts_of(path)[3][:-1])
    assert left
    assert left.link == stood_for.link


# What is not a matter of order


def test_documents_that_are_changed_in_a_table_stay_in_their_order(path: Path) -> None:
    path = path.with_name("tables.journal")
    path.parent.mkdir()
    with AppendDB(path) as db:
        for number in range(3):
            db.insert({"number": number})
        db.update({"number": 9}, doc_ids=[1])
    data = path.read_bytes()
    assert not examine(path).astray
    assert mend(path).aside == ()
    assert path.read_bytes() == data


def test_lines_that_nobody_knows_have_no_place_that_could_be_told(path: Path) -> None:
    lines, links = made(path), links_of(path)
    data = b"".join([*lines[:2], *lines[3:], frame(forge(links[-1], b'{"put":[]}'))])
    path.write_bytes(data)
    assert not examine(path).astray
    assert mend(path) == Repaired(kept=6)
    assert path.read_bytes() == data


# Together


@FORMATS
def test_with_damage_and_a_torn_tail(path: Path, format_: int) -> None:
    header, one, two, four, five, six = made(path, format_)
    bad = blotted(four, 20, len(four) - 5)
    data = b"".join([header, flipped(two, 250), one, bad, six, five, one, b"0123torn"])
    path.write_bytes(data)
    done = mend(path, stands=readable(path))
    ends = offsets(data)
    assert [part.line for part in done.mended] == [2]
    assert [part.line for part in done.doubled] == [7]
    assert done.ordered == (2, 6)
    assert [(each.part.line, each.first, each.last) for each in done.aside] == [(4, 4, 4)]
    assert done.torn
    assert copies(path) == {f".damaged-{ends[3]}": bad, f".torn-{ends[7]}": b"0123torn"}
    assert numbers_read(path) == [1, 2, 3, 5, 6]
    assert examine(path).well
    assert examine(path).version == format_


def test_with_a_damaged_first_line(path: Path) -> None:
    header, one, two, *rest = made(path)
    path.write_bytes(b"".join([blotted(header, 3, len(header) - 1), two, one, *rest]))
    done = mend(path, stands=readable(path))
    assert [(each.part.line, each.first, each.last) for each in done.aside] == [(1, 0, 0)]
    assert done.ordered == (2, 3)
    assert parts_of(path) == [header, one, two, *rest]


def test_damaged_lines_that_stand_together_by_chance_are_proven_one_by_one(path: Path) -> None:
    header, one, two, four, five, six = made(path)
    path.write_bytes(b"".join([header, flipped(six, 250), blotted(four, 20, 60), flipped(two, 300), one, five]))
    done = mend(path, stands=readable(path))
    assert [part.line for part in done.mended] == [2, 4]
    assert [(each.part.line, each.first, each.last) for each in done.aside] == [(3, 4, 4)]
    now = parts_of(path)
    assert now[:3] + now[4:] == [header, one, two, five, six]
    assert list(copies(path).values()) == [blotted(four, 20, 60)]


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("stands", [True, False])
def test_killed_in_the_midst_no_byte_is_lost(path: Path, moment: Moment, stands: bool) -> None:
    header, one, two, _four, five, six = made(path)
    other = frame(forge(links_of(path)[1], by_hand(2)))
    data = spoilt(path, [header, other, six, two, one, five, one, other])
    mend(path, stands=lambda _bodies: stands)
    repaired, beside = path.read_bytes(), copies(path)
    assert len(beside) == (1 if stands else 2)
    for each in beside:
        path.with_name(path.name + each).unlink()
    path.write_bytes(data)
    for _number in kills(lambda: mend(path, stands=lambda _bodies: stands), moment):
        left = path.read_bytes()
        assert left in (data, repaired)
        if left == repaired:
            assert {name: copies(path)[name] for name in beside} == beside
        mend(path, stands=lambda _bodies: stands)
        assert path.read_bytes() == repaired
        assert copies(path) == beside
        for each in beside:
            path.with_name(path.name + each).unlink()
        path.write_bytes(data)
