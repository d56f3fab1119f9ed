"""The command line with organisations of an odd shape: empty, crowded and deep circles, names alike, long, in any script."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sociotui.domain.circles import Circle
from sociotui.domain.organisation import About, Definition
from sociotui.domain.organisation_events import CircleFormed, OrganisationDescribed
from sociotui.domain.people import Person, Role, Term
from sociotui.domain.refusal import Refused
from sociotui.journal.places import ORGANISATION
from sociotui.room.beside import finished
from sociotui.room.caller import Caller
from sociotui.room.errands import carry_out
from sociotui.room.home import Home

from .domain.graphs import chain, diamonds
from .homes import Hands, home_in
from .terminal.program import Program

pytestmark = pytest.mark.slow  # each begins programs of its own

LONG = "Kreis für die Pflege der Beete am unteren Weg und der Hecken " * 2
NAMES = {"emoji": "🌱🌻 Plot", "arabic": "حلقة الحديقة", "cjk": "木工小组", "long": LONG[:120].strip(), "li": "Łódź"}
CROWD = tuple(f"p{n}" for n in range(75))
BUSY = "p0"

Run = Callable[..., Any]


def odd() -> Definition:
    """Return an organisation that has everything at once."""
    people = [Person(id=p, name=f"Person {p[1:]}") for p in CROWD]
    people += [Person(id=f"n-{key}", name=name) for key, name in NAMES.items()]
    circles = [
        Circle(id="general", name="General", members=(BUSY,)),
        Circle(id="empty", name="Empty", parents=("general",), role=(Role(id="r", name="Keeper of nothing"),)),
        Circle(id="full", name="Full", parents=("general",), members=CROWD, roles={"leader": Term(person="p74")}),
        *(Circle(id=f"busy{n}", name=f"Busy {n}", parents=("general",), members=(BUSY,)) for n in range(16)),
        *(Circle(id=key, name=name, parents=("general",), members=(f"n-{key}",)) for key, name in NAMES.items()),
        Circle(id="same", name="Garden", parents=("general",)),
        Circle(id="same-2", name="garden", parents=("full", "empty"), members=(BUSY,)),
    ]
    return Definition(organisation=About(name="Odd 🌍"), person=tuple(people), circle=tuple(circles))


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program with that organisation."""
    program = Program(tmp_path)
    home = home_in(program.home, founded=False)
    home.define(odd(), "test")
    home.close()
    yield program
    program.close()


READ = (
    ("list",),
    ("due",),
    ("people",),
    ("roles",),
    ("find", "garden"),
    ("find", "木工"),
    ("history",),
    ("map", "--width", "80", "--height", "24"),
    ("map", "--signs", "ascii"),
    ("map", "--format", "svg"),
    ("export", "org"),
    ("export", "handbook"),
    ("export", "handbook", "--format", "html"),
    ("export", "calendar"),
)


def test_all_that_reads_it_copes(program: Program) -> None:
    told = {command: program.ok(*command) for command in READ}
    listed = told[("list",)]
    for name in NAMES.values():
        assert name in listed
        assert name in told[("export", "handbook")]
    assert re.search(r"^  full  Full, 75$", listed, re.MULTILINE)
    assert re.search(r"^  empty  Empty, 0$", listed, re.MULTILINE)
    assert listed.count("same-2  garden, 1") == 2
    assert "Keeper of nothing" in told[("due",)]
    assert told[("people",)].count("Person ") >= 75


def test_a_circle_is_named_by_its_name_wherever_one_is_named(program: Program) -> None:
    for name in NAMES.values():
        for command in (("agenda", name), ("due", "--circle", name), ("map", "--circle", name), ("history", name)):
            program.ok(*command)
        assert name in program.ok("export", "handbook", "--circle", name)
        assert "number" in program.ok("add", "member", name, BUSY, "--why", "test", "--yes")
    assert re.search(
        r"木工小组|cjk",
        program.ok("open", "木工小组", "--present", "n-cjk", "--facilitator", "n-cjk", "--secretary", "n-cjk"),
    )


NAMED = (
    ("due", "--circle"),
    ("agenda",),
    ("map", "--circle"),
    ("history",),
    ("open",),
    ("formats", "--circle"),
    ("find", "x", "--circle"),
    ("roles", "--circle"),
    ("people", "--circle"),
    ("export", "handbook", "--circle"),
    ("export", "calendar", "--circle"),
    ("end", "circle"),
    ("change", "circle"),
)


@pytest.mark.parametrize("command", NAMED, ids=" ".join)
def test_of_circles_called_alike_all_are_told(program: Program, command: tuple[str, ...]) -> None:
    more: tuple[str, ...] = ("--why", "test") if command[0] in ("change", "end") else ()
    more += ("--name", "Other") if command[0] == "change" else ()
    assert program.refused(*command, "Garden", *more) == (
        "Several circles are called “Garden”: same (in General), same-2 (in Full, Empty). Say which one, by its id."
    )


def test_what_is_new_gets_an_id_of_its_own_whatever_it_is_called(program: Program) -> None:
    for name, id_ in (("李雷", "person"), ("韩梅梅", "person-2"), ("Łukasz", "lukasz"), ("Lukasz", "lukasz-2")):
        program.ok("add", "person", name, "--to", "full,Empty", "--why", "test", "--yes")
        org = program.ok("export", "org")
        assert f'id = "{id_}"\nname = "{name}"' in org
        assert org.count(f'"{id_}"') == 3
    for name, id_ in (("🌻", "circle"), ("🌱", "circle-2"), ("Đà Nẵng", "da-nang")):
        program.ok("add", "circle", name, "--within", "general", "--why", "test", "--yes")
        assert f'id = "{id_}"\nname = "{name}"' in program.ok("export", "org")
    for name, id_ in (("守门人", "role"), ("🗝", "role-2"), ("Żuk", "zuk")):
        program.ok("add", "role", "full", name, "--person", "p3", "--why", "test", "--yes")
        assert f'id = "{id_}"\nname = "{name}"' in program.ok("export", "org")


def test_names_that_are_too_long_are_refused_with_how_long_they_may_be(program: Program) -> None:
    long = "x" * 200
    for command in (
        ("add", "person", long),
        ("add", "circle", long, "--within", "general"),
        ("add", "role", "full", long),
        ("change", "circle", "full", "--name", long),
        ("change", "organisation", "--name", long),
    ):
        assert "has 200 characters; a name or title may have up to 120" in program.refused(*command, "--why", "x")
    assert "There is no circle “xxx" in program.refused("agenda", long)


def test_what_has_ended_says_so_to_every_command_that_looks_ahead(program: Program) -> None:
    program.ok("change", "circle", "same-2", "--within", "general", "--why", "test", "--yes")
    program.ok("end", "circle", "full", "--why", "All is done", "--yes")
    said = r"Full ended on \d{4}-\d\d-\d\d; what it decided is on record, and General looks after it\."
    for command in (
        ("open", "Full"),
        ("agenda", "full"),
        ("agenda", "full", "--add", "More"),
        ("due", "--circle", "full"),
        ("roles", "--circle", "full"),
        ("people", "--circle", "full"),
        ("map", "--circle", "full"),
        ("seek", "full", "leader", "--by", "p3"),
        ("change", "circle", "full", "--name", "Fuller", "--why", "x"),
        ("add", "member", "full", "p3", "--why", "x"),
    ):
        assert re.fullmatch(said, program.refused(*command)), command
    assert "Full" not in program.ok("list")
    assert "Full" not in program.ok("map", "--signs", "ascii")
    handbook = program.ok("export", "handbook", "--circle", "full")
    assert "It ended on" in handbook
    assert "General looks after what it decided." in handbook
    assert "### Roles" not in handbook
    assert "Full ends." in program.ok("history", "full")


# --- shapes that no door lets in, but that may be on record -------------------------------------------


def recorded(folder: Path, circles: list[Circle], hands: Hands | None = None) -> Home:
    """Return a home with these circles on record, whatever they are like."""
    home = home_in(folder, hands, founded=False)
    events = [
        OrganisationDescribed(at=1, about=About(name="Green Acres")),
        *(CircleFormed(at=1, circle=c) for c in circles),
    ]
    home.journal.append(ORGANISATION, 0, events, cmd="c", actor="test")
    return home


def run(home: Home, errand: str, **said: Any) -> Any:
    """Have an errand done to its end."""
    return finished(carry_out(home, Caller(home), errand, said))


@pytest.mark.parametrize("circles", [chain(5000), diamonds(20)], ids=["chain", "diamonds"])
def test_deep_chains_and_diamonds_upon_diamonds_are_told(tmp_path: Path, circles: list[Circle]) -> None:
    home = recorded(tmp_path, circles)
    do, last = partial(run, home), circles[-1].id
    listed = do("list")
    assert len(listed) == 2 + sum(len(c.parents) or 1 for c in circles)
    assert max(map(len, listed)) < 100
    assert len(do("due", circle="", within="60d")) == sum(bool(c.parents) for c in circles)
    assert do("people", text="", circle=last, only=False)[0] == "There are none. Enjoy it."
    assert any("Circle" in line for line in do("roles", text="", circle=last, only=True))
    assert last in do("export-org")
    assert do("handbook", circle="", format="md").count("\n## Circle ") == len(circles)
    assert do("tables")["circles"][-1][0] == last
    for circle, by in (("", "due"), (last, "depth")):
        for format_, signs in (("svg", "braille"), ("txt", "braille"), ("txt", "ascii")):
            said = {"circle": circle, "format": format_, "by": by, "signs": signs, "width": 0, "height": 0}
            assert do("map", **said).endswith("\n")
    assert "VCALENDAR" in do("calendar", circle="").decode()
    assert do("agenda", circle=last, length=0, at="")
    do("change", edits=[{"edit": "circle", "circle": last, "domain": "All"}], decision="", why="x", by="")
    with pytest.raises(Refused, match="would stand above itself: "):
        do(
            "change",
            edits=[{"edit": "circle", "circle": circles[0].id, "parents": [last]}],
            decision="",
            why="x",
            by="",
        )


def test_forms_that_nothing_is_written_in_are_refused(tmp_path: Path) -> None:
    home = home_in(tmp_path)
    for errand, said in (("handbook", {"circle": ""}), ("minutes", {"meeting": "none"})):
        with pytest.raises(Refused, match=r"There is no form to write it in “\.\./x”\. There is: md, html"):
            run(home, errand, format="../x", **said)
