"""The grid of a selection, once all is revealed: who nominates whom for which role, who changed, and what speaks for it."""

from rich.cells import cell_len, set_cell_size

from sociotui.domain.meeting import Meeting
from sociotui.domain.selection import Grid, tally
from sociotui.tui.meeting.forms_selection import title_of
from sociotui.tui.meeting.viewer import NOBODY, Viewer
from sociotui.tui.signs import Signs
from sociotui.tui.widgets.lines import Line, Span, clip, spread, wrap
from sociotui.words import _

_NAMES = 10
"""Cells for the names of those who nominate."""
_MARKS = 7
"""Cells for what stands before and after such a name: whose turn it is, who is next, who has changed."""


def shows_grid(m: Meeting) -> bool:
    """Tell whether this step is about the nominations: their reasons, changes, and whom to propose."""
    grid = m.item.grid if m.item else None
    if grid is None or not grid.revealed or m.step.part or m.closed:
        return False
    return m.step.round in ("nomination", "change") if m.step.kind == "round" else m.step.kind == "amend"


def written(m: Meeting) -> str:
    """Return how many have written their nomination while all is hidden still; "" in every other step."""
    grid = m.item.grid if m.item else None
    if grid is None or m.step.kind != "nominate":
        return ""
    count = sum(1 for p in m.counting() if grid.has_written(p))
    return _("{n} of {all} have written", n=count, all=len(m.counting()))


def grid_lines(
    m: Meeting, width: int, height: int, signs: Signs, chosen: str = "", viewer: Viewer = NOBODY
) -> list[Line]:
    """Return the grid in `width` by `height` cells: a row for each who nominates, around whose turn it is."""
    grid = (m.item.grid if m.item else None) or Grid(sought=())
    rows = tuple(p for p in (*m.seats, *grid.written) if p in grid.written or p in grid.passed)
    rows = tuple(dict.fromkeys(rows))
    names = min(_NAMES, max((cell_len(m.name(p)) for p in rows), default=1)) + _marks(viewer)
    size = max(4, (width - names - 1) // max(1, len(grid.sought)))
    head: Line = ((" " * names, "plain"), *((_fit(title_of(m, s), size), "dim") for s in grid.sought))
    foot = _foot(m, grid, width)[: max(0, height - 2)]
    room = max(1, height - 1 - len(foot))
    lines = [_row(m, grid, p, names, size, signs, chosen, viewer) for p in _around(m, rows, room)]
    table = [head, *lines]
    for spare in (((signs.empty * (width - 1), "rule"),), ()):  # where there is room, the table breathes
        if len(table) + len(foot) < height:
            table.insert(1 if spare else len(table), spare)
    return [*table, *foot, *_below(_reasons(m, grid, width), width, height - len(table) - len(foot))]


def _marks(viewer: Viewer) -> int:
    """Return the cells for what stands around a name, one more where terminals are marked."""
    return _MARKS + (1 if viewer.presence else 0)


def _below(reasons: list[str], width: int, room: int) -> list[Line]:
    """Return reasons for the rows that are left, after a blank one where there is room; else what there is of them."""
    said: list[Line] = [((line, "plain"),) for line in reasons]
    if not said or len(said) < room:
        return [(), *said] if said else []
    if len(said) > room > 0:
        more = _("… v reads")
        said = [
            *said[: room - 1],
            spread(((clip(reasons[room - 1], width - len(more) - 1), "plain"),), ((more, "dim"),), width),
        ]
    return said[: max(0, room)]


def _around(m: Meeting, rows: tuple[str, ...], room: int) -> tuple[str, ...]:
    """Return as many rows as there is room for; whose turn it is stands among them."""
    now = m.round.speaking if m.round else ""
    at = rows.index(now) if now in rows else 0
    first = max(0, min(at - room // 2, len(rows) - room))
    return rows[first : first + room]


def _row(m: Meeting, grid: Grid, person: str, names: int, size: int, signs: Signs, chosen: str, viewer: Viewer) -> Line:
    mark, style, end = _part(m, person, signs)
    changed = signs.changed if person in grid.changed else " "
    wired = signs.terminal(viewer.presence.get(person))
    name = _fit(f"{mark} {clip(m.name(person), names - _marks(viewer))}{wired} {end}", names - 2)
    own = {"now": "cursor", "next": "soon"}.get(style, "strong") if person == viewer.me else style
    first: Span = (name, "cursor" if person == chosen else own)
    cells: list[Span] = []
    for sought in grid.sought:
        nomination = grid.written.get(person, {}).get(sought.role)
        whom = m.name(nomination.person) if nomination else signs.passed
        cells.append((_fit(whom, size), style if style == "now" else "plain" if nomination else "dim"))
    return (first, (f"{changed} ", "next"), *cells)


def _part(m: Meeting, person: str, signs: Signs) -> tuple[str, str, str]:
    """Return the sign before a name, its style and the sign after it, by what part its person has just now."""
    current = m.round
    if current is None:
        return " ", "plain", ""
    if person == current.speaking:
        return signs.now, "now", ""
    if person == m.next_speaker:
        return " ", "next", signs.now_end
    if person in current.spoken:
        return signs.spoken, "dim", ""
    if person in current.passed:
        return signs.passed, "dim", ""
    return (signs.later if person in current.later else " "), "plain", ""


def _foot(m: Meeting, grid: Grid, width: int) -> list[Line]:
    lines: list[Line] = []
    for sought in grid.sought:
        role: tuple[Span, ...] = ((f"{title_of(m, sought)}: ", "dim"),) if len(grid.sought) > 1 else ()
        counts = "  ".join(f"{m.name(p)} {len(by)}" for p, by in tally(grid, sought.role))
        lines.append((*role, (clip(counts, width - sum(len(text) for text, _style in role)), "strong")))
    quiet = _("Arguments decide, not numbers.")
    return [*lines, ((quiet, "dim"),)] if len(quiet) <= width else lines


def _reasons(m: Meeting, grid: Grid, width: int) -> list[str]:
    """Return why the one whose turn it is nominates whom they do."""
    person = m.round.speaking if m.round else ""
    lines: list[str] = []
    for nomination in grid.written.get(person, {}).values():
        if nomination.reason:
            said = _(
                "{name}, for {whom}: “{reason}”",
                name=m.name(person),
                whom=m.name(nomination.person),
                reason=nomination.reason,
            )
            lines += wrap(said, width)
    return lines


def _fit(text: str, size: int) -> str:
    return set_cell_size(clip(text, size - 1), size)
