"""The agenda of a coming meeting as plain text, to send round: when, what, for how long, who brings it, and what else waits."""

from collections.abc import Iterator, Mapping
from datetime import date, time

from sociotui.domain.coming import Coming, Planned, agreed_on
from sociotui.domain.due import Due
from sociotui.domain.organisation import Organisation
from sociotui.exchange.plain import WIDTH, width, wrap
from sociotui.words import _

_COLUMN = 7
"""Cells for the time before each line."""
_LEAST = 36
"""Columns with which each line finds its place."""
_AIMS = {"report": _("to hear"), "explore": _("to explore"), "decide": _("to decide")}


def write(
    o: Organisation,
    coming: Coming,
    today: date,
    begins: time | None = None,
    formats: Mapping[str, str] | None = None,
    columns: int = WIDTH,
) -> str:
    """Return an agenda in lines of at most so many columns, ending with a line end.

    Times are those of the day where it is known when the meeting `begins`, else hours and minutes since its start;
    `formats` are titles of formats, by id.
    """
    return "\n".join(_Writer(o, coming, today, begins, formats or {}, max(_LEAST, columns)).lines()) + "\n"


class _Writer:
    """Writes one agenda, part by part, with an empty line between two."""

    def __init__(
        self,
        o: Organisation,
        coming: Coming,
        today: date,
        begins: time | None,
        formats: Mapping[str, str],
        columns: int,
    ) -> None:
        self._o, self._coming, self._today, self._begins, self._formats = o, coming, today, begins, formats
        self._columns = columns
        self._circle = o.circles[coming.circle]

    def lines(self) -> Iterator[str]:
        """Yield all lines."""
        title = _("{circle}: our next meeting", circle=self._circle.name)
        first = wrap(title, self._columns)
        yield from (*first, "=" * min(self._columns, max(map(width, first))))
        for part in (self._when(), self._agenda(), self._later(), self._due(), self._asking()):
            lines = list(part)
            yield from ("", *lines) if lines else ()

    # --- when, and who

    def _when(self) -> Iterator[str]:
        yield from wrap(self._day(), self._columns)
        length = self._coming.length
        if self._begins:
            said = _("From {start} to {end}, {n} minutes.", start=self._at(0), end=self._at(length), n=length)
        else:
            said = _("It takes {n} minutes.", n=length)
        yield said if self._coming.agreed else _("{when} (Say so if you need another length.)", when=said)
        yield from wrap(self._serving(), self._columns)

    def _day(self) -> str:
        said = self._coming.next_meeting
        when = agreed_on(said)
        if when is None:
            return said or _("The day is still open.")
        day = f"{when.day:%A %-d %B %Y}"
        return _("{day}, {place}", day=day, place=when.besides) if when.besides else day

    def _serving(self) -> str:
        """Return who facilitates and writes, as far as that is known."""
        who = {r: self._circle.holder(r, self._today) for r in ("facilitator", "secretary")}
        one, other = (self._name(who[r]) for r in ("facilitator", "secretary"))
        if one and other:
            return _("{one} facilitates, {other} writes.", one=one, other=other)
        if one:
            return _("{one} facilitates; who writes is still open.", one=one)
        if other:
            return _("{other} writes; who facilitates is still open.", other=other)
        return _("Who facilitates and who writes is still open.")

    # --- what

    def _agenda(self) -> Iterator[str]:
        c = self._coming
        yield from self._line(0, _("We arrive: check-in, who is here, consent to this agenda"), c.opening)
        for planned in c.fitting:
            yield from self._topic(planned)
        if c.left:
            free = _("Nothing is planned yet") if not c.fitting else _("Time to spare")
            yield from self._line(c.length - c.closing - c.left, free, c.left)
        yield from self._line(c.length - c.closing, _("We look back: what stays for later, check-out"), c.closing)
        yield from self._line(c.length, _("The end"))

    def _topic(self, planned: Planned) -> Iterator[str]:
        topic = planned.topic
        yield from self._line(planned.begins, f"{planned.number}. {topic.title}", topic.minutes)
        said = self._formats.get(topic.format) or _(_AIMS[topic.aim])
        name = self._name(topic.presenter)
        yield from self._under(_("{aim}; {name} brings it", aim=said, name=name) if name else said)
        if voice := self._o.voices.get(topic.voice):
            name = self._name(voice.by) or _("unnamed")
            yield from self._under(_("{name}: “{words}”", name=name, words=voice.words))
        if topic.next_step:
            yield from self._under(topic.next_step)

    def _line(self, minute: int, text: str, minutes: int = 0) -> Iterator[str]:
        """Yield a line with its time before it and its length at the end."""
        long = _("{n} min", n=minutes) if minutes else ""
        first, *rest = wrap(text, self._columns - _COLUMN - (9 if long else 0))
        fill = " " * (self._columns - _COLUMN - width(first) - width(long))
        yield f"{self._at(minute):<{_COLUMN}}{first}{fill}{long}".rstrip()
        yield from (" " * _COLUMN + line for line in rest)

    def _under(self, text: str) -> Iterator[str]:
        indent = " " * (_COLUMN + 3)
        yield from (f"{indent}{line}".rstrip() for line in wrap(text, self._columns - len(indent)))

    def _at(self, minute: int) -> str:
        if self._begins is None:
            return f"{minute // 60}:{minute % 60:02}"
        at = self._begins.hour * 60 + self._begins.minute + minute
        return f"{at // 60 % 24:02}:{at % 60:02}"

    # --- what else

    def _later(self) -> Iterator[str]:
        waiting = [p for p in self._coming.planned if not p.fits]
        if not waiting:
            return
        yield from wrap(_("There is no time for these yet; they wait for another meeting:"), self._columns)
        for p in waiting:
            yield from self._point(_("{title}, {n} min", title=p.topic.title, n=p.topic.minutes))

    def _due(self) -> Iterator[str]:
        if self._coming.ready:
            yield from wrap(_("This is due as well, and is not on the agenda:"), self._columns)
        for number, d in enumerate(self._coming.ready, 1):
            yield from self._point(self._when_due(d), f"{number}. ")

    def _when_due(self, d: Due) -> str:
        title = " ".join((_("Review: {title}", title=d.title) if d.kind == "policy" else d.title).split())
        if d.on is None:
            return _("{title} (now)", title=title)
        day = f"{d.on:%-d %B %Y}"
        return _("{title} (since {day})", title=title, day=day) if d.overdue(self._today) else f"{title} ({day})"

    def _point(self, text: str, sign: str = "- ") -> Iterator[str]:
        lines = wrap(text, self._columns - len(sign))
        yield from (f"{' ' * len(sign) if n else sign}{line}" for n, line in enumerate(lines))

    def _asking(self) -> Iterator[str]:
        name = self._name(self._circle.holder("facilitator", self._today))
        if name:
            said = _("Is something missing, or in the wrong place? Tell {name}, or bring it along.", name=name)
        else:
            said = _("Is something missing, or in the wrong place? Say so, or bring it along.")
        yield from wrap(said, self._columns)

    def _name(self, person: str) -> str:
        return self._o.people[person].name if person in self._o.people else person
