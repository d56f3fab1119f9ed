"""Order: puts the lines of a journal where their numbers tell, and chooses where several have the same."""

from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from sociotui.journal.chain import replacements
from sociotui.journal.examine import Row
from sociotui.journal.mend import follows
from sociotui.journal.pieces import Entry


class Order(NamedTuple):
    """The lines as they are to stand, and those that can't stay.

    `again` have numbers which others of `kept` have, and aren't the same; `found` stood for events
    that were lost, and are there.
    """

    kept: list[Entry]
    again: list[Entry]
    found: list[Entry]


def in_order(header: Row, entries: list[Entry]) -> Order:
    """Return the lines after the first in the order of their numbers, each once.

    Of those that have the same numbers, that one is kept which was sealed last, as it stands for all
    before; else which most others are linked with, or in a format without links, which stands in
    the longest row of lines with numbers that go on; else in which somebody was forgotten; else the
    one that stands first. What stands for lost events gives way to any other.
    """
    numbered = [each for each in entries if each.last]
    if all(one.last < other.since for one, other in pairwise(numbered)):
        return Order(entries, [], [])
    first: dict[bytes, Entry] = {}
    for each in numbered:
        first.setdefault(each.row.raw, each)
    once = list(first.values())
    lengths = _lengths(header, once)
    kept: list[Entry] = []
    again: list[Entry] = []
    for entry in sorted(once, key=lambda each: _rank(each, lengths[each])):  # stable: else as they stand
        place = bisect_left(kept, entry.since, key=lambda each: each.last)
        if place < len(kept) and kept[place].since <= entry.last:
            again.append(entry)
        else:
            kept.insert(place, entry)
    again.sort(key=lambda each: each.piece)
    return Order(
        _with_unnumbered(kept, entries),
        [each for each in again if not _is_lost(each)],
        [each for each in again if _is_lost(each)],
    )


def _rank(entry: Entry, length: int) -> tuple[bool, int, int, bool]:
    """Return by what it is chosen between this line and others with its numbers; the least is kept."""
    line = entry.row.chained
    forgotten = line is not None and replacements(line) > 0
    return _is_lost(entry), -entry.first if entry.sealed else 0, -length, not forgotten


def _is_lost(entry: Entry) -> bool:
    return entry.row.body.startswith(b'{"lost":')


def _lengths(header: Row, entries: list[Entry]) -> dict[Entry, int]:
    """Return for each of these lines how many lie in the longest chain that it is part of, itself twice."""
    by_end: dict[int, list[int]] = {}
    for number, entry in enumerate(entries):
        by_end.setdefault(entry.last, []).append(number)
    order = sorted(range(len(entries)), key=lambda number: entries[number].first)
    before: list[list[int]] = [[] for _each in entries]
    back, ahead = [1] * len(entries), [1] * len(entries)
    for number in order:
        entry = entries[number]
        before[number] = [each for each in by_end.get(entry.first - 1, []) if _goes_on(entries, each, number)]
        begins = entry.since == 1 and (follows(header, entry.row) if entry.row.chained else number == 0)
        back[number] += max((back[each] for each in before[number]), default=int(begins))
    for number in reversed(order):
        for each in before[number]:
            ahead[each] = max(ahead[each], ahead[number] + 1)
    return {entry: one + other for entry, one, other in zip(entries, back, ahead, strict=True)}


def _goes_on(entries: list[Entry], one: int, other: int) -> bool:
    """Whether a line goes on from one that ends with the number before: by its link, or as it stands behind it."""
    row = entries[other].row
    return follows(entries[one].row, row) if row.chained else other == one + 1


def _with_unnumbered(kept: list[Entry], entries: list[Entry]) -> list[Entry]:
    """Return these lines with those that have no numbers: each before the one that its link leads to, or as it stood."""
    result, placed, seen = list(kept), set(kept), set[bytes]()
    before: Entry | None = None
    for entry in entries:
        if entry.last:
            before = entry if entry in placed else before
            continue
        if entry.row.raw in seen:
            continue
        seen.add(entry.row.raw)
        after = next((number for number, each in enumerate(result) if _leads_to(entry, each)), None)
        result.insert(after if after is not None else result.index(before) + 1 if before else 0, entry)
        before = entry
    return result


def _leads_to(entry: Entry, other: Entry) -> bool:
    return other.row.chained is not None and not _is_lost(other) and follows(entry.row, other.row)
