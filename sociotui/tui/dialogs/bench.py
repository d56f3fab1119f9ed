"""The bench: what the workbench shows of an objection, its aim and the ways, as lines; and how many rows each part gets."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from sociotui.domain.consent import Objection
from sociotui.domain.dialects import Way
from sociotui.domain.meeting import Meeting
from sociotui.tui.dialogs.ways import WAYS, Outlook, current
from sociotui.tui.meeting.versions import changes_only, compared
from sociotui.tui.signs import Signs
from sociotui.tui.widgets.choice import flowed
from sociotui.tui.widgets.lines import Line, clip, spread, width_of, wrap
from sociotui.tui.widgets.listing import Row
from sociotui.words import _

_NAME = 18
"""Cells of the column in which ways have their names."""


def objection_lines(m: Meeting, objection: Objection, which: tuple[int, int], signs: Signs, width: int) -> list[Line]:
    """Return whose objection it is, which one (from 0) of how many, and its reason in full."""
    at, count = which
    right = _("objection {n} of {all}", n=at + 1, all=count) if count > 1 else _("objection")
    if objection.version != m.version_of(m.subject):
        right = _("{which}, to version {version}", which=right, version=objection.version)
    name = clip(m.name(objection.person), max(2, width - cell_len(right) - 4))
    head = spread(((f"{signs.objection} ", "bad"), (name, "strong")), ((right, "dim"),), width)
    return [head, *(((line, "plain"),) for line in wrap(f"“{objection.reason}”", width))]


def aim_lines(m: Meeting, objection: Objection, signs: Signs, width: int, height: int) -> list[Line]:
    """Return the aim that an objection touches; where it names none, the circle's aims to relate it to."""
    touched, aims = objection.aim_touched, m.circle.aims
    if touched:
        return [((line, "next"),) for line in wrap(_("Touches: {aim}", aim=touched), width)]
    if not aims:
        return [((_("Our circle has no aim on record yet."), "dim"),)]
    asked = _("Which of our aims does it touch?")
    if height > 1:
        return [((asked, "next"),), *(((f"{signs.open} {clip(aim, width - 2)}", "plain"),) for aim in aims)]
    said = (f"{asked} ", "next")
    return [(said, (clip(f" {signs.dot} ".join(aims), max(0, width - width_of([said]))), "plain"))]


def way_rows(m: Meeting, chosen: Way | None, signs: Signs) -> list[Row]:
    """Return the ways of the circle's dialect, each with what it means; the chosen one is marked."""
    rows = []
    for way in m.manner.ways:
        card, at = WAYS[way], way == chosen
        name = f"{_(card.label):{_NAME}}"
        mark = f"{signs.at} " if at else "  "
        rows.append(Row(way, ((mark, "now"), (name, "strong" if at else "plain"), (_(card.meaning), "dim"))))
    return rows


def change_lines(m: Meeting, outlook: Outlook, said: str, width: int, *, plain: bool) -> list[Line]:
    """Return what changes against the version that stands, only the lines around each change; or the sentence `said`."""
    if outlook.version is None:
        return [((line, "dim"),) for line in wrap(said, width)]
    return changes_only(compared(current(m), outlook.version, width, plain=plain))


def wanted(
    m: Meeting, objection: Objection, which: tuple[int, int], signs: Signs, size: tuple[int, int]
) -> dict[str, int]:
    """Return how many rows each part could fill in a dialog of `size`; the wording as it stands, not as it is typed."""
    width, height = size
    words = len(wrap(current(m).text, max(2, width - 4))) + 1
    return {
        "objection": len(objection_lines(m, objection, which, signs, width)),
        "aims": len(aim_lines(m, objection, signs, width, height)),
        "ways": len(m.manner.ways),
        "text": words,
        "changes": words + 1,
    }


def field_rows(way: Way | None, names: Sequence[str], width: int) -> int | None:
    """Return the rows of a way's fields, or of `names` of whom to ask; None where a wording is asked for."""
    if way is None:
        return len(flowed([cell_len(name) + 3 for name in [*names, _("all")]], width))
    asks = WAYS[way].asks
    return None if "text" in asks else len(asks)


_LEAST = {"objection": 2, "aims": 1, "ways": 3, "text": 3, "changes": 2}
_STAGES = (
    ("objection", 3),
    ("ways", 5),
    ("text", 4),
    ("changes", 3),
    ("aims", 3),
    ("objection", 5),
    ("ways", 9),
    ("changes", 5),
    ("text", 6),
    ("aims", 6),
    ("objection", 12),
    ("text", 12),
    ("changes", 14),
)
"""Which part grows to how many rows, in this order, as long as there are any."""


_YIELDS = (("changes", 1), ("text", 2), ("objection", 2), ("ways", 2))
"""Which part gives rows back, down to how many, where a sentence needs them for a while."""


def heights(rows: int, wanted: Mapping[str, int], fields: int | None, lent: int) -> dict[str, int]:
    """Return the rows of each part, `rows` in all where that is enough; `wanted` is how many each could fill.

    `fields` are the rows of other fields than a wording, whose place they take; the changes get what that leaves.
    `lent` rows are taken for a sentence that needs them, from the parts that miss them the least.
    """
    given = {part: min(least, max(1, wanted[part])) for part, least in _LEAST.items()}
    left = rows - sum(given.values())
    for part, upto in _STAGES:
        more = max(0, min(left, min(upto, wanted[part]) - given[part]))
        given[part] += more
        left -= more
    if fields is not None:
        given["changes"] = max(1, given["changes"] + given["text"] - fields)
    for part, least in _YIELDS:
        if fields is None or part != "text":
            less = max(0, min(lent, given[part] - least))
            given[part] -= less
            lent -= less
    return given
