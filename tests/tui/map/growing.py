"""Growing: organisations of any size and shape for the map's tests, without a home or a clock."""

from datetime import UTC, date, datetime

from sociotui.domain.circles import Circle
from sociotui.domain.due import due
from sociotui.domain.organisation import About, Organisation
from sociotui.domain.people import Person, Term
from sociotui.domain.shelf import Shelf
from sociotui.room.clock import Clock
from sociotui.room.port import Snapshot
from sociotui.tui.map.facts import Facts
from sociotui.tui.map.page import Page
from sociotui.tui.signs import PLAIN, Signs
from tests.homes import BEGAN

TODAY = date(2026, 3, 2)
CLOCK = Clock(now=lambda: BEGAN, local=lambda at: datetime.fromtimestamp(at / 1000, UTC))


def grown(*circles: Circle, people: tuple[Person, ...] = (), **more: object) -> Organisation:
    """Return an organisation of these circles; whoever is named in them and not among `people` is called by their id."""
    ids = dict.fromkeys(p for c in circles for p in (*c.members, *(t.person for t in c.terms().values())))
    everybody = {id_: Person(id=id_, name=id_.capitalize()) for id_ in ids} | {p.id: p for p in people}
    shelves = {
        name: Shelf(thing) if isinstance(thing, dict) and name != "backlog" else thing for name, thing in more.items()
    }
    return Organisation(
        about=About(name="Green Acres", vision="Everybody eats well.", mission="We grow food."),
        people=everybody,
        circles={c.id: c for c in circles},
        **shelves,  # type: ignore[arg-type]
    )


def seen(o: Organisation) -> Snapshot:
    """Return what there is to see of an organisation on the day of these tests."""
    return Snapshot(organisation=o, today=TODAY, due=due(o, TODAY))


def page_of(o: Organisation, circle: str, width: int = 60, signs: Signs = PLAIN) -> list[tuple[str, str]]:
    """Return the rows of a circle's page: id and text."""
    page = Page(Facts(seen(o)), CLOCK, str, signs)
    return [(row.id, "".join(text for text, _style in row.line)) for row in page.rows(circle, width)]


def said(o: Organisation, circle: str, width: int = 60, signs: Signs = PLAIN) -> str:
    """Return a circle's page as text."""
    return "\n".join(text.rstrip() for _id, text in page_of(o, circle, width, signs))


def tree(number: int, people: int = 0, within: int = 6) -> Organisation:
    """Return an organisation of so many circles, each with up to `within` others in it, and people who sit in them in turn."""
    ids = [f"p{n}" for n in range(people or number)]
    circles = [
        Circle(
            id=f"c{n}",
            name=f"Circle {n}",
            parents=(f"c{(n - 1) // within}",) if n else (),
            aims=(f"What number {n} is there for",),
            members=tuple(dict.fromkeys(ids[(n * 4 + i) % len(ids)] for i in range(4))),
            roles={"leader": Term(person=ids[n * 4 % len(ids)])},
        )
        for n in range(number)
    ]
    return grown(*circles)
