"""Listing: what there is in a home and what is due, as lines of plain text, and as an object for scripts.

The object's fields may grow; those that are there keep their meaning as long as `version` stays the same.
"""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from sociotui.domain.circles import OutlineRow, rows
from sociotui.domain.due import Due, due, voice_title
from sociotui.domain.formats import Format
from sociotui.domain.items import FollowUp
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.domain.proposing import in_months
from sociotui.domain.records import Answered, Waiting
from sociotui.domain.refusal import Refused
from sociotui.domain.speaking import waiting as unanswered
from sociotui.room.furnishing import of_items, of_meetings
from sociotui.room.home import Home
from sociotui.room.status import where
from sociotui.words import _

VERSION = 1
FURTHEST = 3660
"""Days that one can look ahead: ten years."""

_INDENTED = 24
"""How deep a circle lies at the most that is shown by blanks before it."""

_SPAN = re.compile(r"([0-9]{1,4})([dwm]?)")


def overview(home: Home) -> list[str]:
    """Return an organisation's circles, meetings under way, what waits, next steps and decisions, as lines of text."""
    home.founded()
    under_way = home.open_meetings()
    o = home.organisation()  # with the outcomes that arrived just now
    lines = [o.about.name if o.about else "", ""]
    lines += (_row(o, row) for row in rows(o.circles))
    steps = sorted(o.follow_ups.live.values(), key=lambda f: f.due or date.max)
    parts = {
        _("Under way"): [f"{m.id}  {where(m)}" for m in under_way],
        _("Waiting for answers"): [f"{w.id}  {waits(home, o, w)}" for w in o.waiting.values()],
        _("Said between meetings, and waiting"): [
            f"{v.id}  {voice_title(v)} ({o.circles[v.circle].name})" for v in unanswered(o)
        ],
        _("Next steps"): [f"{f.id}  {_step(o, f)}" for f in steps],
        _("Held"): [_("{id}  private meeting", id=h.id) if h.private else h.id for h in o.held.values()],
        _("Decisions, the next to be looked at first"): [
            f"{p.review}  {p.title} ({o.circles[p.circle].name})" for p in o.reviews()
        ],
    }
    for title, found in parts.items():
        lines += ["", title, *found] if found else []
    return lines


def _row(o: Organisation, row: OutlineRow) -> str:
    """Return the line of a circle in the outline: how deep it lies where that can't be shown by blanks any more; and dots

    where what lies in it stands further up already.
    """
    indent = "  " * min(row.depth, _INDENTED) + (f"({row.depth}) " if row.depth > _INDENTED else "")
    members = len(o.full_members(row.circle.id))
    return f"{indent}{row.circle.id}  {row.circle.name}, {members}{' …' if row.again else ''}"


def _step(o: Organisation, follow_up: FollowUp) -> str:
    who = follow_up.among or (follow_up.owner,)  # of an agreement all who made it
    by = [o.people[p].name for p in who if p in o.people]
    by += [follow_up.due.isoformat()] if follow_up.due else []
    return f"{_line(follow_up.text)} ({', '.join(by)})" if by else _line(follow_up.text)


def _line(text: str) -> str:
    return " ".join(text.split())


# --- what waits ------------------------------------------------------------------------------------


def waits(home: Home, o: Organisation, waiting: Waiting) -> str:
    """Return the sentence that says for whom a decision waits, and until when."""
    names = ", ".join(o.people[p].name for p in o.missing(waiting))
    title = waiting.decision.title
    if not waiting.until:
        return _("“{title}” waits for {names}.", title=title, names=names)
    until = f"{home.clock.local(waiting.until):%Y-%m-%d %H:%M}"
    return _("“{title}” waits for {names}, until {when} at the latest.", title=title, names=names, when=until)


def since(home: Home, meeting: Meeting) -> list[str]:
    """Return how it stands with each decision of a meeting that waits, or has waited, for absent members."""
    waited = [d for d in meeting.decisions if d.waiting]
    if not waited:
        return []
    if not meeting.closed:
        return [
            _(
                "“{title}” waits for {names}, who are asked when this meeting closes.",
                title=d.title,
                names=meeting.names(d.waiting),
            )
            for d in waited
        ]
    o = home.founded()
    said = {w.decision.item: waits(home, o, w) for w in o.waiting.values() if w.meeting == meeting.id}
    for answered in o.answered.values():
        if answered.meeting == meeting.id:
            day = home.clock.local(answered.at).date()
            said[answered.item] = _answered(answered, day)
    return [said[d.item] for d in waited if d.item in said]


def _answered(answered: Answered, day: date) -> str:
    if answered.stands:
        return _("“{title}” stands since {day}.", title=answered.title, day=day)
    return _("“{title}” met an objection on {day}, and comes back to the circle.", title=answered.title, day=day)


# --- what is due -----------------------------------------------------------------------------------


def days_within(text: str, today: date) -> int:
    """Return the days from today in a span like 60d, 8w, 3m, or plain days; refuses another with how to write it."""
    found = _SPAN.fullmatch(text.strip())
    days = FURTHEST + 1
    if found and found[2] == "m":
        days = (in_months(today, int(found[1])) - today).days if int(found[1]) <= FURTHEST // 30 else days
    elif found:
        days = int(found[1]) * (7 if found[2] == "w" else 1)
    if days > FURTHEST:
        raise Refused(
            _(
                "“{text}” is no span to look ahead. Write it as days, weeks or months, like 60d, 8w or 3m; up to ten years.",
                text=text[:40],
            )
        )
    return days


def due_lines(home: Home, circle: str = "", within: str = "60d") -> list[str]:
    """Return what is due, a line each: day, circle, what, and a word where its day is over."""
    o, today, found = _due(home, circle, within)
    if not found:
        return [_("Nothing is due in the next {n} days. Enjoy it.", n=days_within(within, today))]
    column = max(len(o.circles[d.circle].name) for d in found)
    return [
        f"{d.on.isoformat() if d.on else _('now'):10}  {o.circles[d.circle].name:{column}}  {_due_line(d, today)}"
        for d in found
    ]


def due_object(home: Home, circle: str = "", within: str = "60d") -> dict[str, Any]:
    """Return what is due as an object of plain JSON types. People and circles are given by id, days as 2027-03-01."""
    _o, today, found = _due(home, circle, within)
    return {
        "version": VERSION,
        "today": today.isoformat(),
        "within": days_within(within, today),
        "circle": circle or None,
        "due": [
            {
                "kind": d.kind,
                "circle": d.circle,
                "ref": d.ref,
                "title": d.title,
                "on": d.on.isoformat() if d.on else None,
                "overdue": d.overdue(today),
                "person": d.person or None,
                "item": {"title": d.item.title, "aim": d.item.aim, "minutes": d.item.minutes} if d.item else None,
            }
            for d in found
        ],
    }


def _due(home: Home, circle: str, within: str) -> tuple[Organisation, date, tuple[Due, ...]]:
    today = home.clock.today()
    days = days_within(within, today)
    home.founded()
    home.open_meetings()  # outcomes that had not arrived are due as well
    o = home.organisation()
    if circle:
        o.working(circle)
    return o, today, due(o, today, days, circle)


def _due_line(d: Due, today: date) -> str:
    """Return what is due; the id where it is answered or done by one."""
    said = {
        "policy": _("Review: {title}", title=d.title),
        "step": _("Next step: {title}", title=_line(d.title)),
    }.get(d.kind, d.title)
    if d.kind == "minutes":
        said = _("{what} (to be approved)", what=said)
    elif d.kind != "waiting" and d.on and d.overdue(today):
        said = _("{what} (overdue)", what=said)
    return f"{said} [{d.ref}]" if d.kind in ("waiting", "step", "voice") else said


# --- formats ---------------------------------------------------------------------------------------


def format_lines(home: Home, circle: str = "") -> list[str]:
    """Return the formats of a circle (of the whole organisation for ""), and what is wrong with files that will not do."""
    if circle:
        home.founded().circle(circle)
    shelf = home.shelf(circle)
    parts = {
        _("For a meeting"): _formats(of_meetings(shelf.formats).values()),
        _("For an item"): _formats(of_items(shelf.formats).values()),
        _("Cannot be used"): list(shelf.complaints),
    }
    lines: list[str] = []
    for title, found in parts.items():
        lines += ["", title, *found] if found else []
    return lines[1:]


def _formats(formats: Collection[Format]) -> list[str]:
    column = max((len(f.id) for f in formats), default=0)
    said = [f"{f.title}: {_line(f.about)}" if f.about else f.title for f in formats]
    return [f"{f.id:{column}}  {told}" for f, told in zip(formats, said, strict=True)]
