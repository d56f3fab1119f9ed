"""Rows: the agenda of a coming meeting as a list: topics with their times, those that wait, and what is due besides."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time

from rich.cells import cell_len, set_cell_size

from sociotui.domain.coming import Coming, Planned
from sociotui.domain.due import Due
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation import Organisation
from sociotui.tui.signs import Signs
from sociotui.tui.telling.days import SHORT, day_short
from sociotui.tui.telling.saying import due_title
from sociotui.tui.widgets.lines import Line, Span, clip
from sociotui.tui.widgets.listing import Row
from sociotui.words import _

AIMS = {"decide": _("decide"), "explore": _("explore"), "report": _("report")}
_NUMBER, _TIME, _MINUTES, _AIM, _WHO = 4, 6, 8, 16, 10
"""Cells of the columns: number, time, minutes, what for, and who brings it."""
_ROOMY, _CLOSE = 68, 46
"""Columns from which there is room for what a topic is for, and for who brings it."""


def topic_id(title: str) -> str:
    """Return the id of a topic's row."""
    return f"topic:{title}"


def ready_id(d: Due) -> str:
    """Return the id of the row of what is due."""
    return f"ready:{d.kind}/{d.ref}"


def clock(begins: time | None, minute: int) -> str:
    """Return when something begins, `minute` minutes into the meeting: 19:41; where its start is not known, 0:11."""
    at = minute + (begins.hour * 60 + begins.minute if begins else 0)
    return f"{at // 60 % 24:02}:{at % 60:02}" if begins else f"{at // 60}:{at % 60:02}"


class Rows:
    """Makes the rows for a list of `width` cells. `begins` is the time of day at which the meeting does, if that is known;
    `formats` are titles by id.
    """

    def __init__(
        self,
        o: Organisation,
        coming: Coming,
        today: date,
        signs: Signs,
        width: int,
        begins: time | None = None,
        formats: Mapping[str, str] | None = None,
    ) -> None:
        self._o, self._coming, self._today, self._signs = o, coming, today, signs
        self._width, self._begins, self._formats = width, begins, formats or {}

    def all(self) -> list[Row]:
        """Return all rows: the meeting from its opening to its end, then what waits, then what is due."""
        waiting = [p for p in self._coming.planned if not p.fits]
        return [*self._meeting(), *self._later(waiting), *self._ready()]

    # --- the meeting

    def _meeting(self) -> Iterator[Row]:
        c = self._coming
        yield self._around(0, _("check-in, admin, consent to the agenda"), c.opening)
        for planned in c.fitting:
            yield Row(topic_id(planned.topic.title), self._topic(planned))
        if not c.planned:
            yield self._said(_("No topic yet. What would you like to talk about?"))
        if c.left and c.planned:
            yield self._around(c.length - c.closing - c.left, _("time to spare"), c.left)
        yield self._around(c.length - c.closing, _("what stays for later, check-out"), c.closing)
        yield self._around(c.length, _("the end"))

    def _topic(self, planned: Planned) -> Line:
        topic = planned.topic
        when = clock(self._begins, planned.begins) if planned.fits else _("later")
        return self._line(
            (f"{planned.number:>{_NUMBER - 1}} ", "key"),
            (f"{clip(when, _TIME - 1):<{_TIME}}", "dim"),
            (topic.title, "plain" if planned.fits else "dim"),
            self._what_for(topic),
            topic.minutes,
            self._name(topic.presenter),
        )

    def _around(self, minute: int, words: str, minutes: int = 0) -> Row:
        """Return a row of the meeting that is no topic."""
        when = f"{clock(self._begins, minute):<{_TIME}}"
        return Row("", self._line((" " * _NUMBER, "dim"), (when, "dim"), (words, "dim"), "", minutes, ""))

    def _later(self, waiting: Sequence[Planned]) -> Iterator[Row]:
        if waiting:
            yield Row("", ())
            yield self._heading(_("No time for these: a later meeting"))
        for planned in waiting:
            yield Row(topic_id(planned.topic.title), self._topic(planned))

    # --- what is due

    def _ready(self) -> Iterator[Row]:
        if self._coming.ready:
            yield Row("", ())
            yield self._heading(_("Due, and not on it yet: enter takes it over"))
        for d in self._coming.ready:
            if d.item:
                yield Row(ready_id(d), self._due(d, d.item.minutes, d.item.presenter))

    def _due(self, d: Due, minutes: int, presenter: str) -> Line:
        late = d.overdue(self._today)
        day = clip(day_short(d.on, self._today), SHORT)
        left = _NUMBER + _TIME - 2
        what = self._formats.get(d.item.format, "") if d.item else ""
        title = " ".join(due_title(d).split())
        return self._line(
            ("! " if late else "+ ", "next" if late else "key"),
            (f"{day:<{left}}", "next" if late else "dim"),
            (title, "plain"),
            what or (_(AIMS[d.item.aim]) if d.item else ""),
            minutes,
            self._name(presenter),
        )

    # --- lines

    def _line(self, number: Span, when: Span, title: Span, what_for: str, minutes: int, who: str) -> Line:
        right: list[Span] = [(f"{_('{n} min', n=minutes) if minutes else '':>{_MINUTES - 1}} ", "plain")]
        if self._width >= _ROOMY and what_for:
            right.insert(0, (set_cell_size(f" {clip(what_for, _AIM - 2)}", _AIM), "dim"))
        if self._width >= _CLOSE:
            right.append((set_cell_size(f" {clip(who, _WHO - 1)}", _WHO), "dim"))
        room = self._width - sum(cell_len(text) for text, _style in (number, when, *right))
        return (number, when, (set_cell_size(clip(title[0], room), max(0, room)), title[1]), *right)

    def _heading(self, title: str) -> Row:
        return Row("", ((clip(f" {title}", self._width), "strong"),))

    def _said(self, words: str) -> Row:
        indent = " " * (_NUMBER + _TIME)
        return Row("", ((indent, "plain"), (clip(words, self._width - len(indent)), "next")))

    def _what_for(self, topic: BacklogItem) -> str:
        return self._formats.get(topic.format) or topic.format or _(AIMS[topic.aim])

    def _name(self, person: str) -> str:
        return self._o.people[person].name if person in self._o.people else person


def heir(before: Sequence[str], gone: str, rows: Sequence[str]) -> str:
    """Return where the cursor goes when its row is `gone`: to the nearest that is left of its kind, or else of all."""
    if gone not in before:
        return rows[0] if rows else ""
    at = before.index(gone)
    near = [id_ for id_ in (*before[at + 1 :], *reversed(before[:at])) if id_ in rows]
    kind = gone.partition(":")[0]
    return next((id_ for id_ in near if id_.partition(":")[0] == kind), near[0] if near else (rows[0] if rows else ""))
