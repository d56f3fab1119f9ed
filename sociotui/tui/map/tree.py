"""The tree of the outline: circles row by row, each under every circle that it lies in, from one circle down or all."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Node(NamedTuple):
    """A row: the circle, how deep it lies below the first rows, the number of the row of the one around it (-1: none).

    `rails` is what the rows above and below draw past it, two cells for each depth but its own. `last` is the last one
    within the one around it. `again`: its inner circles stand where it comes first, and are not repeated here.
    """

    id: str
    depth: int
    around: int
    rails: str
    last: bool
    again: bool


def nodes(below: Mapping[str, Sequence[str]], first: Sequence[str]) -> list[Node]:
    """Return the rows from the circles `first` down; `below` names what lies within each.

    What lies within a circle stands under it once, the first time: several ways lead to one that has several parents, and
    to what lies in it ever more.
    """
    rows: list[Node] = []
    unfolded: set[str] = set()
    todo = [(id_, 0, -1, "", True) for id_ in reversed(first)]
    while todo:
        id_, depth, around, rails, last = todo.pop()
        inner = below.get(id_, ())
        again = bool(inner) and id_ in unfolded
        rows.append(Node(id_, depth, around, rails, last, again))
        if inner and not again:
            unfolded.add(id_)
            at, further = len(rows) - 1, rails + ("" if not depth else "  " if last else "│ ")
            todo += [(child, depth + 1, at, further, child is inner[-1]) for child in reversed(inner)]
    return rows


def named(rows: Sequence[Node]) -> list[str]:
    """Return the ids of rows: the circle's, with the number of its row where the circle stands in several."""
    times: dict[str, int] = {}
    ids: list[str] = []
    for row in rows:
        times[row.id] = times.get(row.id, 0) + 1
        ids.append(row.id if times[row.id] == 1 else f"{row.id}@{times[row.id]}")
    return ids


def circle_of(id_: str) -> str:
    """Return the circle that the row of that id is about."""
    return id_.partition("@")[0]


def way_to(id_: str, parents: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the circles around one, the broadest first, each the first parent of the next."""
    way: list[str] = []
    at = next(iter(parents.get(id_, ())), "")
    while at and at not in way:
        way.append(at)
        at = next(iter(parents.get(at, ())), "")
    return way[::-1]
