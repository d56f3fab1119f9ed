"""Account: what is said of a repair: what is as it was, which events are lost, from when to when, and where their bytes lie."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from sociotui.journal.examine import Part
from sociotui.journal.places import ACCESS, ORGANISATION
from sociotui.journal.repair import Repaired, SetAside
from sociotui.room.clock import Clock
from sociotui.room.doctor.disk import amount
from sociotui.room.doctor.findings import few
from sociotui.words import _


class Account:
    """What is said of a repair of the file called `name`; `times` has when events happened, ms since 1970, by number."""

    def __init__(self, clock: Clock, stream: str, name: str, times: Mapping[int, int], done: Repaired) -> None:
        self.clock = clock
        whats = {ORGANISATION: _("the organisation's record"), ACCESS: _("the record of who may come in")}
        self.what = whats.get(stream, _("the meeting"))
        self.stream = stream
        self.name = name
        self.times = times
        self.done = done

    def sentences(self) -> list[str]:
        """Return a sentence for each thing that was done."""
        done = self.done
        said = [*map(self._mended, done.mended), *self._placed()]
        kept = done.aside[:-1] if done.cut else done.aside
        said += [self._aside(each) for each in kept]
        if done.cut:
            said.append(self._cut(done.aside[-1]))
        changed = bool(said)
        if done.torn:
            said.append(self._torn(done.torn))
        if done.aside and self.stream == ACCESS:
            said.append(
                _(
                    "{name}: a key that was revoked there may let somebody in again. Please look through “sociotui member keys”.",
                    name=self.name,
                )
            )
        if done.kept and changed:
            said.append(_("{name} goes on after event {last}.", name=self.name, last=done.kept))
        return said or [_("{name}: somebody has put it right already.", name=self.name)]

    def _mended(self, part: Part) -> str:
        if not part.size:
            return _("{name}: the line that a journal begins with was missing; it is there again.", name=self.name)
        return _(
            "{name}, line {line}: a flipped bit was put right; all is as it was written there.",
            name=self.name,
            line=part.line,
        )

    def _placed(self) -> Iterator[str]:
        """Return what is said of lines of which nothing is lost."""
        done = self.done
        first, last = done.ordered
        if first:
            yield _(
                "{name}, lines {first}–{last}: they stood in another order, and are back in the order of their events.",
                name=self.name,
                first=first,
                last=last,
            )
        if done.doubled:
            yield _(
                "{name}: left out are lines that were there a second time, the very same: {lines}.",
                name=self.name,
                lines=_lines(done.doubled),
            )
        if done.found:
            yield _(
                "{name}: of events that were lost before, some are there again; they took the place of line {lines}, which "
                "stood for them.",
                name=self.name,
                lines=_lines(done.found),
            )

    def _aside(self, aside: SetAside) -> str:
        if aside.again:
            return self._again(aside)
        if aside.first:
            return self._gap(aside)
        if not aside.copy:
            return _(
                "{name}: the line that it began with is gone, and with it what tells of the file before. No event is known "
                "to be lost with it.",
                name=self.name,
            )
        return _(
            "{name}, line {line}: no event is known to be lost with the bytes that were set aside. {copy} has them ({size}).",
            **self._values(aside),
        )

    def _again(self, aside: SetAside) -> str:
        """Whole lines that can't be true beside others."""
        if aside.first == aside.last:
            return _(
                "{name}, line {line}: it has event {first}, which another line has, too, and only one can be true. Kept is "
                "the one that goes with the lines around it; {copy} has the other ({size}).",
                first=aside.first,
                **self._values(aside),
            )
        return _(
            "{name}, line {line}: there are events {first}–{last}, which other lines have, too, and only one can be true of "
            "each. Kept are those that go with the lines around them; {copy} has the others ({size}).",
            first=aside.first,
            last=aside.last,
            **self._values(aside),
        )

    def _gap(self, aside: SetAside) -> str:
        """Events are lost, and what was whole after them is kept."""
        since, until = self._last_before(aside.first), self._first_after(aside.last)
        if not aside.last:
            return _(
                "{name}: what came after event {before}, {since}, is lost: these were the last lines, so nobody can tell "
                "how many events they held. {copy} has their bytes ({size}). All before is kept.",
                before=aside.first - 1,
                since=self._when(since),
                **self._values(aside),
            )
        lost = _("event {first} is lost, which happened") if aside.first == aside.last else ""
        lost = lost or _("events {first}–{last} are lost, which happened")
        values = {
            "lost": lost.format(first=aside.first, last=aside.last),
            "since": self._when(since),
            "until": self._when(until),
            **self._values(aside),
        }
        if aside.copy:
            said = _(
                "{name}: {lost} between {since} and {until}. {copy} has their bytes ({size}). All before and after is kept.",
                **values,
            )
        else:
            said = _(
                "{name}: {lost} between {since} and {until}: no line has them any more. All before and after is kept.",
                **values,
            )
        return said + self._shorter(since, until)

    def _cut(self, aside: SetAside) -> str:
        """All from the first loss on was set aside that the rest can't be gone by without."""
        kept = self.done.kept
        whole = [seq for seq in self.times if seq > kept]
        if not kept:
            return _(
                "{name}: nothing is left that could be gone by without what is lost. {copy} has all of it ({size}); "
                "whole events among it: {whole}. Put back a backup of this file, if there is one.",
                whole=len(whole),
                **self._values(aside),
            )
        since, until = self._last_before(kept + 1), self.times.get(max(whole, default=0), 0)
        said = _(
            "{name}: events from {first} on are set aside, since what is whole of them can't be gone by without what is "
            "not. It ends with event {kept} now, {since}. {copy} has all that came after ({size}); whole events among "
            "it: {whole}.",
            first=kept + 1,
            kept=kept,
            since=self._when(since),
            whole=len(whole),
            **self._values(aside),
        )
        return said + self._shorter(since, until)

    def _torn(self, aside: SetAside) -> str:
        if self.done.blank:
            return _(
                "{name}: its last record was incomplete, and a part of it is blank, so nobody can say whether it had been "
                "confirmed before. Its {size} are kept in {copy}.",
                **self._values(aside),
            )
        return _(
            "{name}: its last record was incomplete and had never been confirmed. Its {size} are kept in {copy}.",
            **self._values(aside),
        )

    def _values(self, aside: SetAside) -> dict[str, object]:
        return {
            "name": self.name,
            "line": aside.part.line,
            "size": amount(aside.part.size),
            "copy": aside.copy.name if aside.copy else "",
        }

    def _shorter(self, since: int, until: int) -> str:
        if not since or not until:
            return ""
        length = timedelta(seconds=max(until - since, 0) // 1000)
        return " " + _("So {what} is shorter by {length} of time.", what=self.what, length=length)

    def _last_before(self, seq: int) -> int:
        """Return when the last event before that number happened of which this is known, in ms since 1970; 0 for none."""
        return self.times.get(max((each for each in self.times if each < seq), default=0), 0)

    def _first_after(self, seq: int) -> int:
        return self.times.get(min((each for each in self.times if each > seq), default=0), 0)

    def _when(self, at: int) -> str:
        return f"{self.clock.local(at):%Y-%m-%d %H:%M:%S}" if at else _("an unknown time")


def _lines(parts: tuple[Part, ...]) -> str:
    return few([str(part.line) for part in parts])
