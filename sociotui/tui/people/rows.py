"""Rows: the list of roles, those that end first on top, and the list of people."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from msgspec import Struct
from rich.cells import cell_len

from sociotui.domain.circles import PROCESS_ROLES
from sociotui.domain.offices import Bearer, Office, Standing
from sociotui.domain.organisation import Organisation
from sociotui.tui.signs import Signs
from sociotui.tui.telling.days import SHORT, day_short
from sociotui.tui.widgets.lines import Line, clip
from sociotui.words import _

OVERDUE = "!"
WIDE = 54
"""Cells from which a row has room for its circle."""
_WIDER = 60
"""Cells from which a person's row has room for the day on which they facilitated last."""
_MOST = 40
"""Cells that a column is wide at the most."""
DATED: frozenset[Standing] = frozenset(["ended", "soon", "runs"])
"""How roles stand whose term has an end."""

HEADINGS: dict[Standing, str] = {
    "ended": _("Term over: vacant, and due"),
    "soon": _("Term ends soon"),
    "vacant": _("Vacant"),
    "runs": _("Term runs"),
    "open": _("Held without an end"),
    "unused": _("Nobody holds it, nor needs to"),
}


def grouped(offices: Sequence[Office], *, headed: bool) -> list[Office | Standing]:
    """Return roles with a heading before each group of them; without, where they stand by how well they fit."""
    if not headed:
        return list(offices)
    found: list[Office | Standing] = []
    before = ""
    for office in offices:
        if office.standing != before:
            found.append(office.standing)
            before = office.standing
        found.append(office)
    return found


def heading(group: Standing, width: int) -> Line:
    """Return a heading."""
    return ((clip(_(HEADINGS[group]), width), "strong"),)


def sign_of(office: Office, signs: Signs) -> tuple[str, str]:
    """Return the sign of how a role stands, and its style."""
    if office.listed:
        return signs.now, "now"
    if office.standing == "ended":
        return OVERDUE, "next"
    if office.standing in ("soon", "vacant"):
        return signs.open, "next"
    return " ", "dim"


class Longest(Struct, frozen=True):
    """Cells that the longest name takes of a role, of who holds one, and of a circle; few are longer than `_MOST`."""

    role: int
    holder: int
    circle: int


def longest(o: Organisation) -> Longest:
    """Return how long names are in an organisation, so that all its rows have the same columns."""
    roles = {_(role) for role in PROCESS_ROLES} | {role.name for c in o.circles.values() for role in c.role}
    return Longest(
        _cells(roles), _cells(p.name for p in o.people.values()), _cells(_short(c.name) for c in o.circles.values())
    )


def _cells(names: Iterable[str]) -> int:
    return min(_MOST, max(map(cell_len, names), default=0))


def _short(circle: str) -> str:
    return circle.removesuffix(_(" circle"))


def office_row(
    office: Office,
    o: Organisation,
    today: date,
    signs: Signs,
    width: int,
    most: Longest,
    marked: Collection[str] = (),
    *,
    dated: bool = True,
) -> Line:
    """Return the row of a role in `width` cells: sign, role, who holds it, circle, and where it is `dated` until when."""
    sign, style = sign_of(office, signs)
    if marked and office.id in marked:
        sign, style = signs.here, "now"
    right = day_short(office.until, today) if office.until else ""
    right = f" {' ' * max(0, SHORT - cell_len(right))}{right}" if dated else ""
    name = o.people[office.person].name if office.person in o.people else office.person
    circle = _short(o.circles[office.circle].name if office.circle in o.circles else office.circle)
    room = width - 2 - cell_len(right)
    late = office.standing == "ended"
    holder_style = "plain" if office.person and not late else "dim"
    if width >= WIDE:
        role_room, holder_room, circle_room = shared(room - 4, (most.role, most.holder, most.circle))
        spans: Line = (
            (_cut(office.name, role_room), "plain"),
            (f"  {_cut(name, holder_room)}", holder_style),
            (f"  {_cut(circle, circle_room)}", "dim"),
        )
    else:
        left, holder_room = shared(room - 1, (most.role + 2 + most.circle, most.holder))
        spans = ((_cut(f"{office.name}, {circle}", left), "plain"), (f" {_cut(name, holder_room)}", holder_style))
    used = sum(cell_len(text) for text, _style in spans)
    return (f"{sign} ", style), *spans, (" " * max(0, room - used), "plain"), (right, "next" if late else "dim")


def shared(room: int, wanted: Sequence[int]) -> list[int]:
    """Return how `room` is shared among columns: who wants less than an equal share has it, and the others what is left."""
    found = [0] * len(wanted)
    left, open_ = max(0, room), sorted(range(len(wanted)), key=lambda n: wanted[n])
    while open_:
        n = open_.pop(0)
        found[n] = min(wanted[n], left // (len(open_) + 1))
        left -= found[n]
    return found


def _heads(width: int) -> list[str]:
    """Return the columns of people for which there is room."""
    heads = [_("roles"), _("facilitated")]
    heads = [_("circles"), *heads] if width >= WIDE else heads
    return [*heads, f"{_('last'):>{SHORT}}"] if width >= _WIDER else heads


def person_row(person: Bearer, o: Organisation, today: date, signs: Signs, width: int) -> Line:
    """Return the row of a person in `width` cells: name, circles, roles, and how often they have facilitated."""
    name = o.people[person.id].name if person.id in o.people else person.id
    sign = signs.open if person.unheard else " "
    facts = [str(person.roles), str(person.facilitated), day_short(person.last, today) if person.last else ""]
    facts = [str(person.circles), *facts] if width >= WIDE else facts
    right = "".join(
        f"  {' ' * max(0, cell_len(head) - cell_len(fact))}{fact}"
        for head, fact in zip(_heads(width), facts, strict=False)
    )
    return (f"{sign} ", "next"), (_cut(name, width - 2 - cell_len(right)), "plain"), (right, "dim")


def person_heading(width: int) -> Line:
    """Return what the columns of people are."""
    said = "".join(f"  {head}" for head in _heads(width))
    return ((" " * max(0, width - cell_len(said)), "plain"), (clip(said, width), "strong"))


def legend(signs: Signs) -> str:
    """Return what the signs mean, in a line."""
    return _(
        "{late} the term is over · {soon} ends soon, or vacant; has not facilitated yet · {agenda} a selection is on the backlog · "
        "{marked} marked with space",
        late=OVERDUE,
        soon=signs.open,
        agenda=signs.now,
        marked=signs.here,
    )


def _cut(text: str, width: int) -> str:
    text = clip(text, max(0, width))
    return text + " " * max(0, width - cell_len(text))
