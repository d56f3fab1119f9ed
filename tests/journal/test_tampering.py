"""Tampering shows: where each checksum is right, the links of a journal's lines tell what was changed."""

from pathlib import Path

import pytest

from sociotui.journal.chain import LOST, Line, forge
from sociotui.journal.change import Lost
from sociotui.journal.coder import lost_line
from sociotui.journal.examine import UNKNOWN, examine, examined
from sociotui.journal.lines import HEADER, chained, frame, header_body, plain

from .conftest import STREAM, open_at
from .lines import bodies_of, in_format_1
from .wounds import forget_ben, found, links_of, offsets, parts_of, plain_one, sealed_one


@pytest.fixture
def path(home: Path) -> Path:
    """The file of a journal with five commits and six events."""
    path = home / f"{STREAM}.journal"
    plain_one(path)
    return path


def test_edited_line_breaks_the_chain(path: Path) -> None:
    lines = parts_of(path)
    for number in range(1, 6):
        line = chained(lines[number][:-1])
        assert line
        forged = frame(line._replace(body=line.body.replace(b'"actor":"', b'"actor":"x')))
        findings = found(path, b"".join([*lines[:number], forged, *lines[number + 1 :]]))
        assert findings.breaks == (number + 1,)
        assert (findings.damaged, findings.gaps, findings.torn) == ((), (), None)
        assert not findings.well


def test_edited_line_with_a_link_of_its_own_breaks_the_chain_behind_it(path: Path) -> None:
    lines, links = parts_of(path), links_of(path)
    line = chained(lines[2][:-1])
    assert line
    forged = frame(forge(links[1], line.body.replace(b'"B"', b'"X"')))
    assert found(path, b"".join([*lines[:2], forged, *lines[3:]])).breaks == (4,)


def test_removed_line_breaks_the_chain(path: Path) -> None:
    lines = parts_of(path)
    for number in range(1, 5):
        findings = found(path, b"".join(lines[:number] + lines[number + 1 :]))
        assert findings.breaks == (number + 1,)
        assert [line for line, _why in findings.gaps] == [number + 1]


def test_first_line_that_was_removed_is_a_gap_in_format_1_too(path: Path) -> None:
    in_format_1(path)
    lines = parts_of(path)
    findings = found(path, b"".join([lines[0], *lines[2:]]))
    assert findings.gaps == ((2, "event 2 stands where event 1 should"),)


def test_swapped_lines_break_the_chain(path: Path) -> None:
    lines = parts_of(path)
    lines[2], lines[3] = lines[3], lines[2]
    findings = found(path, b"".join(lines))
    assert findings.breaks == (3, 4, 5)
    assert [line for line, _why in findings.gaps] == [3, 4]


def test_inserted_line_breaks_the_chain(path: Path) -> None:
    lines, links = parts_of(path), links_of(path)
    body = b'{"put":{"_default":{"4":{"v":1,"cmd":"x","actor":"eve","event":{"is":"Said","at":1,"text":"x"}}}}}'
    forged = frame(forge(links[2], body))
    findings = found(path, b"".join([*lines[:3], forged, *lines[3:]]))
    assert findings.breaks == (5,)
    assert findings.gaps == ((5, "event 4 stands where event 5 should"),)


def test_line_without_a_link_breaks_the_chain(path: Path) -> None:
    lines = parts_of(path)
    body = bodies_of(path)[2]
    assert found(path, b"".join([*lines[:3], plain(body), *lines[4:]])).breaks == (4,)


def test_text_that_was_replaced_without_leaving_its_commitment_breaks_the_chain(path: Path) -> None:
    with open_at(path.parent) as journal:
        journal.rewrite(STREAM, forget_ben)
    lines = parts_of(path)
    line = chained(lines[3][:-1])
    assert line
    assert found(
        path, b"".join([*lines[:3], frame(line._replace(body=line.body.replace(b'"c2"', b'"c9"'))), *lines[4:]])
    ).breaks == (4,)


def test_line_that_only_pretends_to_stand_for_a_lost_one_breaks_the_chain(path: Path) -> None:
    lines = parts_of(path)
    line = chained(lines[2][:-1])
    assert line
    forged = frame(Line(line.link, LOST, line.body.replace(b'"B"', b'"X"')))
    assert found(path, b"".join([*lines[:2], forged, *lines[3:]])).breaks == (3,)


def test_line_that_stands_for_a_lost_one_is_told(path: Path) -> None:
    lines, links = parts_of(path), links_of(path)
    for link in (links[2], UNKNOWN):
        findings = found(path, b"".join([*lines[:2], frame(Line(link, LOST, lost_line(2, 3))), *lines[3:]]))
        assert findings.lost == ((3, Lost(2, 3)),)
        assert findings.well
        assert findings.link == links[-1].decode()


def test_wholly_forged_tail_has_another_link(path: Path) -> None:
    """Nothing in the file tells; the link that was printed under the minutes does."""
    before, lines, link = examine(path), parts_of(path)[:3], links_of(path)[2]
    for body in bodies_of(path)[2:]:
        line = forge(link, body.replace(b'"ben"', b'"eve"'))
        lines.append(frame(line))
        link = line.link
    after = found(path, b"".join(lines))
    assert after.well
    assert after.link != before.link


def test_shortened_file_has_another_link(path: Path) -> None:
    """Where it ends with a line, nothing in the file tells; else it is torn."""
    data, links = path.read_bytes(), links_of(path)
    ends = offsets(data)
    for end in range(len(data)):
        findings = examined(path, data[:end])
        whole = max(number for number, each in enumerate(ends) if each <= end)
        assert findings.link == (links[whole - 1].decode() if whole > 1 else "")
        assert bool(findings.torn) is (end not in ends)
        assert (findings.damaged, findings.breaks, findings.gaps) == ((), (), ())


def test_other_header_breaks_the_chain(path: Path) -> None:
    """A file can't be made to go on from another one."""
    lines = parts_of(path)
    assert found(path, b"".join([plain(header_body(b"0" * 40)), *lines[1:]])).breaks == (2,)
    sealed_one(path.with_name("other") / path.name)
    lines = parts_of(path.with_name("other") / path.name)
    assert found(path, b"".join([HEADER, *lines[1:]])).breaks == (2,)


def test_record_that_nobody_knows_is_a_gap(path: Path) -> None:
    link = links_of(path)[-1]
    findings = found(path, path.read_bytes() + frame(forge(link, b'{"put":[]}')))
    assert findings.gaps == ((7, "nobody here knows what it records"),)
