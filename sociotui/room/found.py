"""Found: decisions, roles and people as lines of plain text, with the ids that other commands take."""

from sociotui.domain.aims import in_a_line
from sociotui.domain.decisions import Card, Page
from sociotui.domain.offices import Bearer, Office, Sheet, Sought
from sociotui.domain.organisation import Organisation
from sociotui.words import _


def decision_lines(o: Organisation, page: Page, text: str) -> list[str]:
    """Return decisions, a line each: day, circle, title, how it stands, id; or the sentence that there are none."""
    if not page.cards:
        if text:
            return [_("No decision has “{text}” in it. Fewer letters find more.", text=text)]
        return [_("There are no such decisions.")]
    column = max(len(_circle(o, c.circle)) for c in page.cards)
    return [*(_decision(o, card, column) for card in page.cards), *_aims(o, page)]


def _aims(o: Organisation, page: Page) -> list[str]:
    """Return below decisions what their circles are there for, which is what each of them is measured by."""
    circles = [o.circles[id_] for id_ in dict.fromkeys(c.circle for c in page.cards) if id_ in o.circles]
    said = [_("{circle}, its aim: {aim}", circle=c.name, aim=in_a_line(c.aims)) for c in circles if c.aims]
    return ["", *said] if said else []


def _decision(o: Organisation, card: Card, column: int) -> str:
    day = card.day.isoformat() if card.day else _("now")
    stands = {"in force": "", "waiting": _(" (waits for answers)"), "ended": _(" (ended)")}[card.state]
    stands = _(" (overdue)") if card.late and card.state == "in force" else stands
    stands += _(" (on the backlog)") if card.listed else ""
    return f"{day:10}  {_circle(o, card.circle):{column}}  {card.title}{stands} [{card.id}]"


def sheet_lines(o: Organisation, sheet: Sheet, sought: Sought) -> list[str]:
    """Return roles or people, a line each; or the sentence that there are none."""
    found: list[str] = []
    if sheet.offices:
        column = max(len(_circle(o, f.circle)) for f in sheet.offices)
        found = [_office(o, f, column) for f in sheet.offices]
    elif sheet.people:
        found = [_person(o, p) for p in sheet.people]
    if not found:
        found = (
            [_("Nothing here has “{text}” in it.", text=sought.text)]
            if sought.text
            else [_("There are none. Enjoy it.")]
        )
    if sought.view in ("people", "unheard"):
        found += [
            "",
            _(
                "Counted by the minutes of meetings that were held here ({n}), by name; private ones, and what was before, do not count.",
                n=sheet.meetings,
            ),
        ]
    return found


def _office(o: Organisation, f: Office, column: int) -> str:
    day = f.until.isoformat() if f.until else _("no end") if f.person else _("vacant")
    who = o.people[f.person].name if f.person in o.people else f.person
    stands = _(" (the term is over)") if f.standing == "ended" else ""
    stands += _(" (on the backlog)") if f.listed else ""
    said = f"{f.name}: {who}" if who else f.name
    return f"{day:10}  {_circle(o, f.circle):{column}}  {said}{stands} [{f.role}]"


def _person(o: Organisation, p: Bearer) -> str:
    name = o.people[p.id].name if p.id in o.people else p.id
    times = _("facilitated {n}, the latest {day}", n=p.facilitated, day=p.last) if p.last else _("has not facilitated")
    return _(
        "{name}: {circles} circles, {roles} roles, {times} [{id}]",
        name=name,
        circles=p.circles,
        roles=p.roles,
        times=times,
        id=p.id,
    )


def _circle(o: Organisation, id_: str) -> str:
    return o.circles[id_].name if id_ in o.circles else id_
