"""Rows: the list of decisions: a sign for how each stands, its title, its circle where there is room, and its day."""

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len

from sociotui.domain.decisions import Card
from sociotui.domain.organisation import Organisation
from sociotui.tui.signs import Signs
from sociotui.tui.telling.days import SHORT, day_short
from sociotui.tui.widgets.lines import Line, clip
from sociotui.words import _

OVERDUE = "!"
WIDE = 54
"""Cells from which a row has room for its circle."""
_CIRCLE = 16
"""Cells that the name of a circle takes at the most."""

HEADINGS = {
    "waiting": _("Waiting for answers"),
    "due": _("Due: a review, or the end of a term"),
    "in force": _("In force, by the day of their review"),
    "ended": _("Ended"),
}


def group_of(card: Card) -> str:
    """Return under which heading a decision stands."""
    return "due" if card.due and card.state != "waiting" else card.state


def grouped(cards: Sequence[Card], *, headed: bool) -> list[Card | str]:
    """Return decisions with a heading before each group of them; without, where they stand by how well they fit."""
    if not headed:
        return list(cards)
    found: list[Card | str] = []
    before = ""
    for card in cards:
        group = group_of(card)
        if group != before:
            found.append(group)
            before = group
        found.append(card)
    return found


def heading(group: str, width: int) -> Line:
    """Return a heading."""
    return ((clip(_(HEADINGS[group]), width), "strong"),)


def sign_of(card: Card, signs: Signs) -> tuple[str, str]:
    """Return the sign of how a decision stands, and its style."""
    if card.state == "waiting":
        return signs.held, "next"
    if card.listed:
        return signs.at, "now"
    if card.late:
        return OVERDUE, "next"
    if card.due:
        return signs.open, "next"
    return (signs.gone, "dim") if card.state == "ended" else (" ", "dim")


def legend(signs: Signs) -> str:
    """Return what the signs mean, in a line."""
    return _(
        "{waiting} waits for answers · {late} overdue · {soon} due soon · {agenda} on the backlog, to be looked at · {ended} ended",
        waiting=signs.held,
        late=OVERDUE,
        soon=signs.open,
        agenda=signs.at,
        ended=signs.gone,
    )


def row(card: Card, o: Organisation, today: date, signs: Signs, width: int) -> Line:
    """Return the row of a decision in `width` cells."""
    sign, style = sign_of(card, signs)
    right = day_short(card.day, today) if card.day else _missing(card, o)
    circle = ""
    if width >= WIDE and card.circle in o.circles:
        circle = clip(o.circles[card.circle].name, _CIRCLE)
        circle = f"  {circle}{' ' * (_CIRCLE - cell_len(circle))}"
    right = f" {right}" if cell_len(right) >= SHORT else f" {' ' * (SHORT - cell_len(right))}{right}"
    room = width - 2 - cell_len(circle) - cell_len(right)
    title = clip(card.title, room)
    gap = " " * max(0, room - cell_len(title))
    plain = "dim" if card.state == "ended" else "plain"
    return (f"{sign} ", style), (title + gap, plain), (circle, "dim"), (right, "next" if card.late else "dim")


def _missing(card: Card, o: Organisation) -> str:
    """Return for whom a decision waits, in few cells."""
    waiting = o.waiting.get(card.id)
    missing = o.missing(waiting) if waiting else ()
    if not missing:
        return ""
    name = clip(o.people[missing[0]].name, 8)
    return f"{name} +{len(missing) - 1}" if len(missing) > 1 else name
