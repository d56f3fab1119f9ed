"""Finding: what a letter costs that is typed in the list of decisions, where there are thousands of them."""

import sys
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from sociotui.domain.circles import Circle
from sociotui.domain.consent import Given, Version
from sociotui.domain.decisions import Decisions, Wanted
from sociotui.domain.offices import Offices, Sought
from sociotui.domain.organisation import About, Definition, Organisation
from sociotui.domain.organisation_events import PolicyAdopted
from sociotui.domain.people import Person, Term
from sociotui.domain.records import Policy, Selection
from sociotui.domain.shelf import Shelf
from sociotui.journal.places import ORGANISATION
from sociotui.room.home import Home
from tests.domain.found import packed

from .journals import unsynced
from .programs import Programs
from .table import Row, Table, late, middle
from .terminal import Answer, Program, Terminal
from .timing import timed

pytestmark = pytest.mark.bench

TODAY = date(2026, 3, 2)
CIRCLES, POLICIES, PEOPLE = 500, 10, 4
"""Circles, and of each circle how many policies, and people."""
COUNTS = (20, 500, 2_000)
"""How many circles there are, for what is measured on the screen."""
FIRST, LETTER, CHANGED = 1500, 100, 500
"""Most ms of the first look, of a letter, and of the first look after something has changed; on a slow machine."""
TIMES, AT_MOST = 1.5, 2.5
"""Target for a letter, in bare screens; and what is asserted, as others may be at work on the machine."""
TYPED = "water the garden"


def organisation(chance: Random, count: int) -> Organisation:
    """Return an organisation of so many circles."""
    letters = "abcdefghijklmnoprstu"
    words = ["".join(chance.choice(letters) for _ in range(chance.randint(3, 9))) for _word in range(4000)]
    words += TYPED.split() * 60

    def text(count: int) -> str:
        return " ".join(chance.choices(words, k=count))

    people = {f"p{n}": Person(id=f"p{n}", name=f"{text(1).title()} {n}") for n in range(PEOPLE * count)}
    circles = {
        f"c{n}": Circle(
            id=f"c{n}",
            name=f"{text(1)} circle {n}",
            parents=(f"c{n // 4}",) if n else (),
            members=tuple(f"p{(n * 7 + k) % len(people)}" for k in range(8)),
            roles={"leader": Term(person=f"p{n * 7 % len(people)}", until=TODAY + timedelta(days=n - 100))},
        )
        for n in range(count)
    }
    policies = {
        f"m{n}-d1": Policy(
            id=f"m{n}-d1",
            circle=f"c{n % count}",
            title=text(4),
            text=text(80),
            why=text(15),
            adopted=TODAY - timedelta(days=n % 900),
            review=TODAY + timedelta(days=n % 700 - 50),
            given=tuple(Given(person=f"p{k}") for k in range(8)),
            versions=(Version(number=1, text=text(80)),),
        )
        for n in range(POLICIES * count)
    }
    selections = {
        f"s{n}": Selection(
            id=f"s{n}",
            circle=f"c{n % count}",
            role="leader",
            person=f"p{n % len(people)}",
            on=TODAY,
            until=TODAY + timedelta(days=n - 100),
        )
        for n in range(3 * count)
    }
    return Organisation(
        about=About(name="Thousands"),
        people=people,
        circles=circles,
        policies=Shelf(policies),
        selections=Shelf({}, selections),
    )


def test_a_letter_typed(table: Table) -> None:
    """Find in 5,000 policies and 1,500 selections, 500 circles, 2,000 people: the search alone"""
    o, decisions, offices = packed(organisation(Random(1), CIRCLES)), Decisions(), Offices()
    first = timed(lambda _n: decisions.find(o, TODAY, Wanted()), 0)
    letters = [
        timed(lambda _n, at=at: decisions.find(o, TODAY, Wanted(text=TYPED[:at])), 0)  # type: ignore[misc]
        for _round in range(5)
        for at in range(1, len(TYPED) + 1)
    ]
    assert decisions.find(o, TODAY, Wanted(text=TYPED)).cards
    moved = Organisation(**{name: getattr(o, name) for name in o.__struct_fields__})
    changed = timed(lambda _n: decisions.find(moved, TODAY, Wanted()), 0)
    roles = timed(lambda _n: offices.find(o, TODAY, Sought()), 0)
    people = [timed(lambda _n: offices.find(o, TODAY, Sought(view="people", text="wat")), 0) for _n in range(20)]
    table.add(
        Row("decisions, the first look", first, most=FIRST),
        Row("decisions, a letter: median", middle(letters), most=LETTER),
        Row("decisions, a letter: p95", late(letters), most=LETTER),
        Row("decisions, after a change", changed, most=CHANGED),
        Row("roles, the first look", roles, most=FIRST),
        Row("people, a letter", middle(people), most=LETTER),
    )
    assert first < FIRST
    assert late(letters) < LETTER
    assert changed < CHANGED


BARE = '''\
"""A bare Textual screen: a line to type in, and below it a screen full of text that is another one with each letter."""

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class Bare(App[None]):
    CSS = "Input { height: 1; border: none; } Static { height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield Input()
        yield Static("This is it")

    def on_input_changed(self, event: Input.Changed) -> None:
        line = (event.value[-1:] or "-") * self.size.width
        self.query_one(Static).update("\\n".join([line] * (self.size.height - 1)), layout=False)


Bare().run(mouse=False)
'''


def home_of(folder: Path, count: int) -> Path:
    """Fill `folder` with a home of so many circles, with all their policies, and return it."""
    o = organisation(Random(1), count)
    home = Home(folder)
    with unsynced():
        assert o.about
        definition = Definition(organisation=o.about, person=tuple(o.people.values()), circle=tuple(o.circles.values()))
        home.define(definition, "test")
        adopted = [PolicyAdopted(at=home.clock.now(), policy=policy) for policy in o.policies.values()]
        for first in range(0, len(adopted), 500):
            head = home.journal.heads()[ORGANISATION]
            home.journal.append(ORGANISATION, head, adopted[first : first + 500], cmd=f"{first}", actor="test")
        home.organisation()
        home.keep()
    home.close()
    return folder


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Homes by how many circles they have; they are looked at alone."""
    return {count: home_of(tmp_path_factory.mktemp("found") / f"{count}", count) for count in COUNTS}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("key", ["3", "4"], ids=["decisions", "people"])
def test_a_letter_on_the_screen(
    tmp_path: Path, programs: Programs, table: Table, homes: dict[int, Path], key: str
) -> None:
    """From a letter to what it finds on the screen, beside a bare Textual screen of that size, full of other text each time"""
    table.title += {"3": ": decisions", "4": ": roles"}[key]
    (tmp_path / "bare.py").write_text(BARE, "utf-8")
    answers: dict[str, list[Answer]] = {}
    with ExitStack() as stack:
        shown = {"floor": Terminal(Program([sys.executable, str(tmp_path / "bare.py")], "This is it"), programs.env)}
        for count, folder in homes.items():
            shown[f"{count:,} circles"] = Terminal(Program(programs.ours(home=folder), "What is next"), programs.env)
        for name, terminal in shown.items():
            stack.enter_context(terminal)
            terminal.start()
            if name != "floor":
                opened = terminal.press(key, silence=2.0, limit=20.0)
                table.add(Row(f"{name}, opened", opened.last, most=FIRST))
                terminal.press("/", silence=0.3)
        for letter in [*"water", *["backspace"] * 5, *"circle"]:
            for name, terminal in shown.items():
                answers.setdefault(name, []).append(terminal.press(letter, silence=0.2))
    beneath = answers.pop("floor")
    for name, found in answers.items():
        table.add(
            Row(f"{name}: median", middle([a.last for a in found]), middle([a.last for a in beneath]), times=TIMES),
            Row(f"{name}: the slowest", max(a.last for a in found), max(a.last for a in beneath)),
        )
    slowest = answers[f"{COUNTS[-1]:,} circles"]
    assert middle([a.last for a in slowest]) <= AT_MOST * middle([a.last for a in beneath])
