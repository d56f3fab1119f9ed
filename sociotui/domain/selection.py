"""Selection: roles that are sought, nominations that stay hidden until all are revealed at once, and their grid.

Everybody writes a nomination, oneself allowed, hidden from the others; all are revealed together; after the reasons
have been heard each may change theirs (MVOS: selection process). Arguments decide, not numbers: the counts only
tell where to look first.
"""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.dialects import Tie
from sociotui.domain.people import PersonId


class Sought(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A role for which somebody is sought, and the term for which it will be given."""

    role: str
    title: str = ""
    until: date | None = None


class Nomination(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whom somebody would like to see in a role, and why. Before the reveal nobody but the store knows it."""

    person: PersonId
    reason: str = ""


class Grid(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All nominations of one selection: by who nominates, then by role. `changed` names who changed theirs since.

    `passed` are those who nominate nobody, where the circle's dialect lets them.
    """

    sought: tuple[Sought, ...]
    written: dict[PersonId, dict[str, Nomination]] = {}
    passed: tuple[PersonId, ...] = ()
    revealed: bool = False
    changed: tuple[PersonId, ...] = ()

    def has_written(self, person: str) -> bool:
        """Tell whether somebody has nominated for every role, or passed."""
        roles = self.written.get(person, {})
        return person in self.passed or all(s.role in roles for s in self.sought)

    def find(self, role: str) -> Sought | None:
        """Return the role of that id among those sought, or None."""
        return next((s for s in self.sought if s.role == role), None)


def write(grid: Grid, person: str, choices: dict[str, Nomination]) -> Grid:
    """Enter somebody's nominations; those for the same roles before are gone."""
    mine = {**grid.written.get(person, {}), **choices}
    return replace(grid, written={**grid.written, person: mine}, passed=tuple(p for p in grid.passed if p != person))


def veil(grid: Grid) -> Grid:
    """Return what may be seen of a grid: before the reveal only who has written, not whom or why."""
    if grid.revealed:
        return grid
    hidden = Nomination(person="")
    return replace(grid, written={p: dict.fromkeys(roles, hidden) for p, roles in grid.written.items()})


def tally(grid: Grid, role: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return who was nominated for a role and by whom, the most nominated first, equals in the order of naming."""
    found: dict[str, list[str]] = {}
    for nominator, choices in grid.written.items():
        if role in choices and choices[role].person:
            found.setdefault(choices[role].person, []).append(nominator)
    return sorted(((p, tuple(by)) for p, by in found.items()), key=lambda entry: -len(entry[1]))


def ahead(grid: Grid, role: str) -> tuple[str, ...]:
    """Return who has the most nominations for a role; several where they have equally many."""
    counted = tally(grid, role)
    return tuple(p for p, by in counted if len(by) == len(counted[0][1])) if counted else ()


def untied(grid: Grid, role: str, ties: Sequence[Tie], incumbent: str = "", lot: int | None = None) -> tuple[str, ...]:
    """Return who is ahead after a dialect's ways to break a tie, one after the other; still several where none does.

    `lot` is a number drawn by somebody else, for the blind draw.
    """
    first = ahead(grid, role)
    for tie in ties:
        if len(first) < 2:
            break
        if tie == "self":
            named = tuple(p for p in first if role in grid.written.get(p, {}) and grid.written[p][role].person == p)
            first = named if len(named) == 1 else first
        elif tie == "incumbent" and incumbent in first:
            first = (incumbent,)
        elif tie == "draw" and lot is not None:
            first = (sorted(first)[lot % len(first)],)
    return first
