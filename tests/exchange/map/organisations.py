"""Organisations to draw: any that hypothesis comes up with, and large ones of a given size; the same each time."""

from datetime import date
from random import Random

from hypothesis import strategies as st

from sociotui.domain.circles import Circle
from sociotui.domain.organisation import About, Definition, Organisation
from sociotui.domain.people import Person, Term
from sociotui.exchange.map.chart import Chart, chart_of
from tests.exchange.definitions import definitions

TODAY = date(2026, 3, 2)
NAMES = (
    "Garden circle",
    "Kitchen circle",
    "Haus und Hof",
    "دائرة الحديقة",
    "厨房のサークル",
    "👩‍🌾 growers 🏳️‍🌈",
    "x" * 200,
    'Ünï-cödé & <b>"quotes"</b>',
    "A",
    " ".join(["word"] * 40),
)
"""Names as people give them: of one letter and of two hundred, in several scripts, with signs that files have a use for."""


def organisation_of(definition: Definition) -> Organisation:
    """Return an organisation as a definition has it."""
    return Organisation(
        about=definition.organisation,
        people={p.id: p for p in definition.person},
        circles={c.id: c for c in definition.circle},
    )


@st.composite
def charts(draw: st.DrawFn, most: int = 30) -> Chart:
    """Draw a chart: of an arbitrary organisation, or of up to `most` circles in a wood of trees."""
    if draw(st.booleans()):
        return chart_of(organisation_of(draw(definitions())), TODAY)
    seed, count = draw(st.integers(0, 1000)), draw(st.integers(1, most))
    return chart_of(
        grown(count, people=draw(st.integers(0, 4 * count)), seed=seed, roots=draw(st.integers(1, 3))), TODAY
    )


def grown(circles: int, *, people: int, seed: int = 1, roots: int = 1) -> Organisation:
    """Return an organisation of that many circles and people: about seven circles in each, some with several parents."""
    random = Random(seed)
    everybody = [Person(id=f"p{n}", name=f"{NAMES[n % len(NAMES)][:12]} {n}") for n in range(people)]
    made: list[Circle] = []
    for number in range(circles):
        parents = {f"c{(number - roots) // 7}"} if number >= roots else set()
        if number > 20 and number % 11 == 0:
            parents.add(f"c{random.randrange((number - roots) // 7)}")
        size = min(people, 75 if number == 5 else random.choice((0, 2, 4, 6, 8, 12)))
        members = tuple(p.id for p in random.sample(everybody, size))
        roles = {"leader": Term(person=members[0]), "delegate": Term(person=members[1])} if size > 1 and parents else {}
        made.append(
            Circle(
                id=f"c{number}",
                name=NAMES[number % len(NAMES)] if number % 3 else f"Circle {number}",
                parents=tuple(sorted(parents)),
                members=members,
                roles=roles,  # type: ignore[arg-type]
                until=date(2026, 5, 1) if number % 13 == 12 else None,
            )
        )
    about = About(name="A large organisation")
    return Organisation(about=about, people={p.id: p for p in everybody}, circles={c.id: c for c in made})
