"""Plan: what is to be of a journal's file that isn't well: its lines in order, and what is lost in between."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from sociotui.journal.chain import LOST, Line, fits
from sociotui.journal.coder import lost_line
from sociotui.journal.examine import UNKNOWN, Findings, Part, Row
from sociotui.journal.lines import HEADERS, chained, frame, plain
from sociotui.journal.mend import follows
from sociotui.journal.order import Order, in_order
from sociotui.journal.pieces import Entry, entries_of, first_line, may_be_moved, pieces_of, version_of


class Loss(NamedTuple):
    """What can't be kept, or is missing: before the line at `place` of those that are kept, from these `pieces`.

    `first` and `last` are the numbers of the events that are lost there, or with `again` those that
    whole lines have, but others too; `sure` says that the lines around it, by their links, can do
    without it. `line` is what stands for it.
    """

    place: int
    pieces: tuple[int, ...]
    first: int
    last: int
    again: bool = False
    sure: bool = False
    line: bytes | None = None


class Plan:
    """The lines after the first as they are to be, `kept`, and `losses` in their order.

    `heads` has the number of the last event before each place in `kept`, and at its end.
    """

    def __init__(self, data: bytes, findings: Findings) -> None:
        self._data = data
        self._pieces = pieces_of(data, findings)
        self._moved = may_be_moved(findings)
        found = first_line(self._pieces)
        self._begun = found is not None
        self._header = found or Row(0, HEADERS[version_of(self._pieces)], True)
        entries = entries_of(self._pieces)
        order = in_order(self._header, entries) if self._moved else Order(entries, [], [])
        self.kept, self._found = order.kept, order.found
        self.heads = list(accumulate((each.last for each in self.kept), max, initial=0))
        self._gaps = {place: gap for place in range(len(self.kept)) if (gap := self._missing(place))}
        self.losses = sorted([*self._lost(), *self._again(order.again)], key=lambda loss: (loss.place, loss.pieces))

    def rows(self, end: int, losses: Sequence[Loss]) -> list[Row]:
        """Return the lines that are to be: up to the place `end`, with those that stand for what is lost."""
        if not self._pieces:
            return []  # a file that was never begun
        stand_ins = {loss.place: loss.line for loss in losses if loss.line}
        rows = [self._header]
        for place, entry in enumerate(self.kept[:end]):
            if place in stand_ins:
                rows.append(Row(entry.row.offset, stand_ins[place], True))
            rows.append(entry.row)
        return rows

    def mended(self, end: int) -> tuple[Part, ...]:
        """Return the parts that were put right, each as long as it goes on, of what is kept up to the place `end`."""
        parts: list[Part] = []
        for part in (self._pieces[number].part for number in sorted(self._there(end)) if self._pieces[number].mended):
            if parts and parts[-1].offset + parts[-1].size == part.offset:
                parts[-1] = parts[-1]._replace(size=parts[-1].size + part.size)
            else:
                parts.append(part)
        if self._pieces and not self._begun and not any(loss.place == 0 for loss in self.losses):
            parts.insert(0, Part(0, 0, 1))  # the first line, which was gone
        return tuple(parts)

    def doubled(self, end: int) -> tuple[Part, ...]:
        """Return the lines that are left out, since the same are kept elsewhere."""
        there = {*self._there(end), *self._left_out(end)}
        return tuple(self._pieces[number].part for number in self._doubles(end) if number not in there)

    def found(self, end: int) -> tuple[Part, ...]:
        """Return the lines that stood for lost events which are there, among what is kept up to the place `end`."""
        return tuple(self._pieces[each.piece].part for each in self._found if each.first <= self.heads[end])

    def ordered(self, end: int) -> tuple[int, int]:
        """Return the first and last line of those that didn't stand where they are now; 0, 0 for none."""
        pieces = [each.piece for each in self.kept[:end]]
        header = next((n for n, piece in enumerate(self._pieces) if piece.row == self._header), None)
        pieces = pieces if header is None else [header, *pieces]
        moved = [n for n, right in zip(pieces, sorted(pieces), strict=True) if n != right]
        lines = [self._pieces[number].part.line for number in moved]
        return (min(lines), max(lines)) if lines else (0, 0)

    def aside(self, losses: Sequence[Loss]) -> Iterator[tuple[Part, list[Part], int, int, bool]]:
        """Return of each of these losses where it is, the parts whose bytes are to be set aside, and what it is."""
        for loss in losses:
            parts = [self._pieces[number].part for number in loss.pieces]
            yield self._whole(parts, loss.place), parts, loss.first, loss.last, loss.again

    def rest(self, end: int, losses: Sequence[Loss]) -> tuple[Part, list[Part], int, int]:
        """Return the same of all that isn't kept up to the place `end`, and isn't one of `losses`, which came before."""
        known = {*self._there(end), *self._doubles(end), *(number for loss in losses for number in loss.pieces)}
        parts = [piece.part for number, piece in enumerate(self._pieces) if number not in known]
        return self._whole(parts, end), parts, self.heads[end] + 1, 0

    def _whole(self, parts: list[Part], place: int) -> Part:
        """Return where the first of these parts is, with the size of all; without any, where the line at `place` is."""
        first = parts[0] if parts else self._pieces[self.kept[place].piece].part
        return first._replace(size=sum(part.size for part in parts))

    def _there(self, end: int) -> set[int]:
        """Return the pieces that are kept up to the place `end`."""
        kept = {each.row for each in self.kept[:end]} | {self._header}
        return {n for n, piece in enumerate(self._pieces) if piece.row in kept}

    def _doubles(self, end: int) -> list[int]:
        """Return the pieces that are the same as what is kept up to the place `end`, or left out before it."""
        left_out = (self._pieces[number].row for number in self._left_out(end))
        rows = (self._header, *(each.row for each in self.kept[:end]), *left_out)
        known = {row.raw for row in rows if row}
        return [n for n, piece in enumerate(self._pieces) if piece.row and piece.row.raw in known]

    def _left_out(self, end: int) -> set[int]:
        """Return the pieces that are left out before the place `end`, since they have numbers which others have."""
        losses = (loss for loss in self.losses if loss.again and loss.place < end)
        found = (each.piece for each in self._found if each.first <= self.heads[end])
        return {*found, *(number for loss in losses for number in loss.pieces)}

    # --- what is lost

    def _lost(self) -> Iterator[Loss]:
        """Return what is lost: bad pieces, and numbers that no line has."""
        bad: dict[int, list[int]] = {}
        places = {each.piece: place for place, each in enumerate(self.kept)}
        for number, piece in enumerate(self._pieces):
            if not piece.row:
                bad.setdefault(self._place_of(number, places), []).append(number)
        missing = set(self._gaps) if self._moved else set()
        if not self._begun and self.kept and not follows(self._header, self.kept[0].row):
            missing.add(0)
        for place in sorted({*bad, *missing}):
            numbers = bad.get(place, [])
            yield self._lost_at(place, numbers[:1])
            yield from (Loss(place, (number,), 0, 0) for number in numbers[1:])

    def _lost_at(self, place: int, pieces: list[int]) -> Loss:
        if place == len(self.kept):  # nobody can tell how much there was
            return Loss(place, tuple(pieces), self.heads[place] + 1 if self._begun or place else 0, 0)
        after = self.kept[place].row
        if pieces and place not in self._gaps:
            if self._goes_on(place):  # between those, there never was anything
                return Loss(place, tuple(pieces), 0, 0, sure=after.chained is not None)
            before = self.kept[place - 1].row.chained if place else None
            if before and before.link == UNKNOWN:  # a line says already that something is lost here
                return Loss(place, tuple(pieces), 0, 0)
        first, last = self._gaps.get(place, (0, 0))
        body = lost_line(first, last)
        line = frame(Line(self._link_before(pieces, after), LOST, body)) if after.chained else plain(body)
        return Loss(place, tuple(pieces), first, last, line=line)

    def _place_of(self, number: int, places: dict[int, int]) -> int:
        """Return the place where the events of a bad piece are missing, as far as can be told; `places` by piece."""
        first = next((places[n] + 1 for n in range(number - 1, -1, -1) if n in places), 0)
        last = next((places[n] for n in range(number + 1, len(self._pieces)) if n in places), len(self.kept))
        if first == last or first in self._gaps:
            return first
        if last in self._gaps:
            return last
        return next(iter(self._gaps)) if len(self._gaps) == 1 else first

    def _missing(self, place: int) -> tuple[int, int] | None:
        """Return the numbers of the events between the lines before and at a place; None where nothing is missing."""
        entry, head = self.kept[place], self.heads[place]
        if entry.first <= head + 1 or (entry.sealed and not head):
            return None  # also where a seal stands for what was before it: that was meant to be gone
        return head + 1, entry.first - 1

    def _goes_on(self, place: int) -> bool:
        """Whether the line at a place goes on from the one before it."""
        return follows(self.kept[place - 1].row if place else self._header, self.kept[place].row)

    def _link_before(self, pieces: list[int], after: Row) -> bytes:
        """Return the link that the line after what is lost goes on from; UNKNOWN where none proves to be it.

        It may be left of the last line in a bad piece, or stand where something was lost before.
        """
        parts = [self._pieces[number].part for number in pieces]
        bad = [self._data[part.offset : part.offset + part.size].rstrip(b"\n").rpartition(b"\n")[2] for part in parts]
        left = [*map(chained, bad), *(each.row.chained for each in self._found)]
        its = after.chained
        return next((line.link for line in left if line and its and fits(line.link, its)), UNKNOWN)

    def _again(self, again: list[Entry]) -> Iterator[Loss]:
        """Return the lines that have numbers which others have; those that stand together as one."""
        for _gap, group in groupby(enumerate(again), lambda each: each[1].piece - each[0]):
            entries = [entry for _number, entry in group]
            first, last = min(each.first for each in entries), max(each.last for each in entries)
            since = min(each.since for each in entries)
            place = next(n for n, each in enumerate(self.kept) if each.last >= since)
            end = next((n for n in range(place, len(self.kept)) if self.kept[n].since > last), len(self.kept))
            around = range(place, min(end + 1, len(self.kept)))
            sure = all(self.kept[n].row.chained and (n in self._gaps or self._goes_on(n)) for n in around)
            yield Loss(place, tuple(each.piece for each in entries), first, last, again=True, sure=sure)
