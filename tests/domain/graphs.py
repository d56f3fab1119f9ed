"""Graphs of circles: chains, diamonds upon diamonds, and any that hypothesis can think of, with several parents each."""

from hypothesis import strategies as st

from sociotui.domain.circles import Circle
from sociotui.domain.organisation import About, Organisation


def chain(n: int) -> list[Circle]:
    """Return circles each in the one before."""
    return [Circle(id=f"c{k}", name=f"Circle {k}", parents=(f"c{k - 1}",) if k else ()) for k in range(n)]


def diamonds(layers: int) -> list[Circle]:
    """Return pairs of circles, each of both in both of the pair before: two ways from layer to layer."""
    return [
        Circle(id=f"c{k}{s}", name=f"Circle {k}{s}", parents=(f"c{k - 1}a", f"c{k - 1}b") if k else ())
        for k in range(layers)
        for s in "ab"
    ]


def organisation(circles: list[Circle]) -> Organisation:
    """Return an organisation that is nothing but these circles."""
    return Organisation(about=About(name="Green Acres"), circles={c.id: c for c in circles})


@st.composite
def graphs(draw: st.DrawFn, most: int = 12) -> list[Circle]:
    """Circles without rings, each with any number of broader ones, founded in any order."""
    n = draw(st.integers(0, most))
    parents = [draw(st.sets(st.integers(0, k - 1), max_size=4)) if k else set() for k in range(n)]
    order = draw(st.permutations(range(n)))
    return [Circle(id=f"c{k}", name=f"C{k}", parents=tuple(f"c{p}" for p in sorted(parents[k]))) for k in order]


def links(circles: list[Circle]) -> int:
    """Return how many links there are from circles to broader ones."""
    return sum(len(c.parents) for c in circles)
