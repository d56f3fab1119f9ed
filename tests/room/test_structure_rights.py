"""Structure rights: a circle's secretary and facilitator record what changes in it, a steward all; others are told whom to ask."""

from pathlib import Path

import pytest

from sociotui.domain import changes as c
from sociotui.domain.circles import Circle
from sociotui.domain.refusal import Refused
from sociotui.room.home import Home
from sociotui.room.structure_rights import allow_change
from tests.homes import Hands, home_in
from tests.room.seated import identity

# In the demo Eli is the Garden circle's secretary, Zoe its facilitator; Gio and Dara are those of the General circle.
AIM = c.SetCircle(circle="garden", aims=("Flowers",))
WITHIN = Circle(id="", name="Bees", parents=("garden",))


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def home(tmp_path: Path, hands: Hands) -> Home:
    return home_in(tmp_path / "home", hands)


def refused(home: Home, person: str, *edits: c.AnyEdit) -> str:
    """Return why somebody may not make these edits on a server; "" where they may."""
    try:
        allow_change(home.changing(edits, why="x"), identity(person), home)
    except Refused as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize(
    "edit",
    [
        AIM,
        c.Join(circle="garden", person="", name="Oda"),
        c.Leave(circle="garden", person="ben"),
        c.GiveRole(circle="garden", role="leader", person="ben"),
        c.SetPerson(person="ben", name="Benno"),
        c.FormCircle(circle=WITHIN),
        c.EndCircle(circle="garden"),
        c.EndCircle(circle="compost"),
    ],
)
def test_a_circles_secretary_and_facilitator_record_for_it(home: Home, edit: c.AnyEdit) -> None:
    assert not refused(home, "eli", edit)
    assert not refused(home, "zoe", edit)
    assert "is recorded by its secretary or facilitator: ask " in refused(home, "ana", edit)


def test_who_may_not_is_told_whom_to_ask(home: Home) -> None:
    assert refused(home, "ana", AIM) == (
        "What changes in Garden circle is recorded by its secretary or facilitator: ask Eli or Zoe. Or put it on the "
        "agenda, and decide it together."
    )


def test_each_says_how_they_are_called(home: Home) -> None:
    assert not refused(home, "ana", c.SetPerson(person="ana", name="Anna", pronouns="she/they"))
    assert refused(home, "ana", c.SetPerson(person="ana", login="root")).startswith("A login lets somebody in.")
    assert refused(home, "eli", c.SetPerson(person="ben", login="eli")).startswith("A login lets somebody in.")
    assert refused(home, "eli", c.SetPerson(person="", new=True, name="Oda")).startswith("This is of no circle alone.")


def test_a_link_is_of_both_circles(home: Home) -> None:
    moves = c.SetCircle(circle="garden", parents=("general", "kitchen"))
    assert "Kitchen circle is recorded by" in refused(home, "eli", moves)
    assert "General circle is recorded by" in refused(home, "eli", c.SetCircle(circle="garden", parents=()))
    assert "Garden circle is recorded by" in refused(home, "gio", c.SetCircle(circle="garden", parents=()))


def test_each_edit_counts(home: Home) -> None:
    assert refused(home, "eli", AIM, c.SetCircle(circle="kitchen", domain="All"))
    assert refused(home, "eli", c.Describe(name="Eli's")).startswith("What changes in General circle")


def test_what_is_of_no_circle_and_who_is_nobody_is_for_the_steward(home: Home) -> None:
    alone = c.FormCircle(circle=Circle(id="", name="Alone"))
    assert "Ask whoever looks after this server's home" in refused(home, "eli", alone)
    assert "does not know you yet" in refused(home, "mallory", AIM)
    for who in (identity("mallory", "laptop"), identity("root", "socket", steward=True)):
        allow_change(home.changing([alone, c.SetPerson(person="ana", login="ana")], why="x"), who, home)


def test_an_ended_term_gives_no_power_and_who_is_left_is_named(home: Home, hands: Hands) -> None:
    hands.at += 380 * 86_400_000  # beyond the terms of both
    assert "it has neither now" in refused(home, "eli", AIM)


def test_a_change_is_taken_back_by_who_made_it_or_keeps_the_circle(home: Home) -> None:
    home.change(home.changing([AIM], why="x"), "ana")
    for person in ("ana", "eli", "zoe"):
        allow_change(home.undoing(), identity(person), home)
    with pytest.raises(Refused, match="ask Eli or Zoe"):
        allow_change(home.undoing(), identity("ben"), home)


@pytest.mark.parametrize(
    "edit",
    [
        c.SetCircle(circle="kitchen\x00", domain="All"),
        c.SetCircle(circle=" kitchen", domain="All"),
        c.Leave(circle="kitchen\u202e", person="gio"),
        c.EndCircle(circle="kitchen\n"),
        c.FormCircle(circle=Circle(id="", name="Bees", parents=("kitchen\x07",))),
        c.SetPerson(person="gio\x00", name="Giovanni"),
    ],
)
def test_an_id_that_only_cleaning_makes_a_circles_passes_for_that_circle(home: Home, edit: c.AnyEdit) -> None:
    assert "circle is recorded by its secretary or facilitator: ask " in refused(home, "eli", edit)


def test_a_circle_that_is_new_is_not_moved_where_one_keeps_nothing(home: Home) -> None:
    new = c.FormCircle(circle=Circle(id="bees", name="Bees", parents=("garden",), members=("eli",)))
    assert not refused(home, "eli", new, c.SetCircle(circle="bees", aims=("Honey",)))
    moves = c.SetCircle(circle="bees", parents=("kitchen",))
    assert "Kitchen circle is recorded by" in refused(home, "eli", new, moves)
