"""Naming: where on the canvas a circle's name goes, in how many lines, and how much of it; beside all that is drawn."""

from collections.abc import Iterator, Sequence
from itertools import product

from msgspec import Struct
from rich.cells import cell_len

from sociotui.exchange.map.chart import Chart, Node
from sociotui.exchange.map.scene import View
from sociotui.exchange.map.shapes import MARGIN, TIGHT, Ellipse, Run, runs
from sociotui.exchange.map.signs import Signs
from sociotui.exchange.map.words import begin, clip, fold, shared, short_names, wrap
from sociotui.words import _

LINES = 4
"""Lines that a name may take."""
_LEAST = 2
"""Cells below which a cut name says nothing."""
_AIM = 8
"""Cells of a row below which an aim is left out of it."""
_FIGURES = "¹²³⁴⁵12345"
"""Signs of how deep a circle lies, which is seen without them: they go first where there is no room."""
_WITH_DOTS = 5
"""Cells from which on it is shown that a name was cut; below, a letter more says more."""


class Written(Struct, frozen=True, gc=False):
    """A line of a name where it stands; `aside` is for what is told besides it."""

    row: int
    column: int
    text: str
    aside: bool = False


class Names:
    """What is written of the circles of a chart in a view."""

    def __init__(self, chart: Chart, signs: Signs, view: View) -> None:
        self._chart, self._signs, self._view = chart, signs, view
        self._short: dict[str, dict[str, str]] = {}
        self._last = shared(words[-1] for node in chart.nodes.values() if len(words := node.name.split()) > 1)

    def of(self, node: Node) -> list[str]:
        """Return what a circle may be called, the first that fits: its name, without what those beside it are called, too.

        Where that does not fit, its last word goes if several others of the organisation end in it.
        """
        chart = self._chart
        if node.within not in self._short:
            siblings = chart.nodes[node.within].inner if node.within else chart.roots
            self._short[node.within] = short_names(chart.nodes[id_].name for id_ in siblings)
        short = self._short[node.within].get(node.name, node.name)
        if not any(sign.isalpha() for sign in short):
            return [node.name, short]
        words = short.split()
        return [short, " ".join(words[:-1])] if len(words) > 1 and words[-1] in self._last else [short]

    def before(self, node: Node) -> str:
        """Return the signs before a circle's name."""
        return self._signs.before(node, self._view)

    def besides(self, node: Node, hidden: int) -> Iterator[str]:
        """Yield what may stand below a name, the most telling first: people and who links them, and `hidden` circles in it."""
        links = {seat.link for seat in node.seats}
        signs = self._signs
        linked = (signs.leader if "leader" in links else "") + (signs.delegate if "delegate" in links else "")
        people = f"{len(node.seats)} {linked}".rstrip() if node.seats else ""
        inner = f"+{hidden}" if hidden else ""
        if node.until:
            yield " ".join(filter(None, (_("until {day}", day=node.until), inner)))
        yield " ".join(filter(None, (people, inner)))
        yield inner or people


def name_inside(
    at: Ellipse, signs: str, names: Sequence[str], besides: Sequence[str] = (), aim: str = ""
) -> list[Written]:
    """Return a name in the middle of a circle with none in it.

    `names` are what may be written, the first that fits; else as much as goes of the last one. `besides` goes below it
    where a row is left, the first that fits; in its place, where there is one, as much of an `aim` as there is room for.
    """
    for margin in (MARGIN, TIGHT):
        rows = {run.row: run for run in runs(at, margin=margin)}
        for lead, name in product(_leads(signs), names):
            for count in range(1, LINES + 1):
                for chosen in _middle(rows, at, count):
                    lines = wrap(f"{lead}{name}", [run.width for run in chosen])
                    if lines:
                        written = [_centred(run, at, line) for run, line in zip(chosen, lines, strict=True)]
                        below = _aim_below(rows, chosen[-1].row, at, aim) if aim else []
                        return [*written, *(below or _below(rows.get(chosen[-1].row + 1), at, besides))]
    return _folded(rows, at, signs, names[-1]) if rows else []


def _leads(signs: str) -> list[str]:
    """Return what may stand before a name: all signs, or those that tell what is not seen without them, with a gap or none."""
    told = signs.rstrip(_FIGURES)
    return list(dict.fromkeys([f"{signs} " if signs else "", f"{told} " if told else "", told]))


def _middle(rows: dict[int, Run], at: Ellipse, count: int) -> list[list[Run]]:
    """Return `count` rows about the middle of a circle, in the ways there are: nearest it first."""
    first = round((at.y - 1.5 - (count - 1) * 2) / 4)
    tries = ([rows.get(start + n) for n in range(count)] for start in (first, first - 1, first + 1))
    found = [[run for run in each if run] for each in tries]
    return [each for each in found if len(each) == count] or ([list(rows.values())[:1]] if count == 1 else [])


def _below(run: Run | None, at: Ellipse, besides: Sequence[str]) -> list[Written]:
    fitting = (text for text in besides if run and text and cell_len(text) <= run.width)
    text = next(fitting, "")
    return [_centred(run, at, text, aside=True)] if run and text else []


def _aim_below(rows: dict[int, Run], row: int, at: Ellipse, aim: str) -> list[Written]:
    """Return an aim in the rows below a name, as much of it as fits; nothing where that would say nothing."""
    room: list[Run] = []
    while len(room) < LINES and (run := rows.get(row + 1 + len(room))) and run.width >= _AIM:
        room.append(run)
    for count in range(1, len(room) + 1):
        if lines := wrap(aim, [run.width for run in room[:count]]):
            return [_centred(run, at, line, aside=True) for run, line in zip(room, lines, strict=False)]
    lines = fold(aim, [run.width for run in room])[1] if room else []
    return [_centred(run, at, line, aside=True) for run, line in zip(room, lines, strict=False)]


def _folded(rows: dict[int, Run], at: Ellipse, signs: str, name: str) -> list[Written]:
    """Return as much of a name as fits: in the rows in which most of it can be read, with its signs where there is room."""
    lead = signs.rstrip(_FIGURES)
    best: tuple[tuple[int, int], list[Run], list[str]] = ((0, 0), [], [])
    for count in range(1, LINES + 1):
        for chosen in _middle(rows, at, count):
            kept, lines = fold(f"{lead}{name}", [run.width for run in chosen])
            if (kept, -len(lines)) > best[0]:
                best = (kept, -len(lines)), chosen, lines
    if len(best[2]) < 2:
        return _cut(max(_middle(rows, at, 1), key=lambda run: run[0].width)[0], at, signs, name)
    return [_centred(run, at, line) for run, line in zip(best[1], best[2], strict=False)]


def _cut(run: Run, at: Ellipse, signs: str, name: str) -> list[Written]:
    """Return as much of a name as fits in a row, after its signs; signs alone where that would say nothing."""
    signs = signs.rstrip(_FIGURES)
    signs = signs if run.width - cell_len(signs) >= _LEAST else ""
    room = run.width - cell_len(signs)
    said = begin(name, room) if room < _WITH_DOTS else clip(name, room)
    return [_centred(run, at, f"{signs}{said}")] if signs or said else []


def name_above(at: Ellipse, inner: Sequence[Ellipse], signs: str, names: Sequence[str], aim: str = "") -> list[Written]:
    """Return a name beside the circles in a circle, in the highest row where it fits; else cut, in the widest.

    As much of an `aim` as goes stands in the row below it, where that has room.
    """
    free = [run for run in runs(at, inner) if run.width >= 2]
    for lead, name in product(_leads(signs), names):
        need = cell_len(lead + name)
        for run in free:
            if run.width >= need + 2 and run.row * 4 < at.y:
                below = [each for each in free if each.row == run.row + 1 and each.width >= _AIM + 2]
                widest = max(below, key=lambda each: each.width, default=None)
                said = [_centred(widest, at, clip(aim, widest.width - 2), aside=True)] if aim and widest else []
                return [_centred(run, at, lead + name), *said]
    above = [run for run in free if run.row * 4 < at.y] or free
    return _cut(max(above, key=lambda run: (run.width, -run.row)), at, signs, names[-1]) if above else []


def name_on_top(width: int, signs: str, name: str) -> list[Written]:
    """Return a name in the middle of the upper edge, on the border of what fills a picture."""
    text = clip(f"{signs} {name}".strip(), max(1, width * 2 // 3 - 8))
    return [Written(0, (width - cell_len(text)) // 2 - 2, f"  {text}  ")] if text else []


def _centred(run: Run, at: Ellipse, text: str, *, aside: bool = False) -> Written:
    """Return text in a run, as near to the middle of the circle as it goes."""
    size = cell_len(text)
    wanted = round((at.x + 0.5) / 2 - size / 2)
    return Written(run.row, min(max(wanted, run.start), run.start + run.width - size), text, aside)
