"""The structure changed by keys on the map: every kind of change is shown before it is done, done as one act, and on record."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from sociotui.domain import changes as c
from sociotui.domain.circles import Circle
from sociotui.room.home import Home
from sociotui.tui.map.history import HistoryPane
from tests.homes import Hands, home_in
from tests.sizes import at_sizes
from tests.tui.map.standing import SIZES, done, latest, map_of, on_top, previewed, stand
from tests.tui.staging import accept, typed
from tests.tui.waiting import shows, text_of, until

pytestmark = (
    pytest.mark.slow
)  # every change there is, form by form; tests/terminal/test_altering.py goes through the quick ones

Size = tuple[int, int]
sizes = at_sizes(*SIZES)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_in(tmp_path / "home", Hands())


def said(home: Home) -> list[str]:
    """Return what the latest act changed."""
    return [told.said for told in latest(home).told]


async def form(pilot: Pilot[Any]) -> None:
    """Wait for a form that asks."""
    await on_top(pilot, "FormDialog")


async def focused(pilot: Pilot[Any], id_: str) -> None:
    """Wait until the field of that id has the focus."""
    await until(pilot, lambda: pilot.app.focused is not None and pilot.app.focused.id == id_)


def value(pilot: Pilot[Any], name: str) -> str:
    """Return what stands in a line of the form on top."""
    return pilot.app.screen.query_one(f"#field-{name}", Input).value


# --- a circle --------------------------------------------------------------------------------------


@sizes
async def test_a_circle_is_changed_seen_before_and_on_record_after(home: Home, size: Size) -> None:
    before = home.organisation()
    async with map_of(home, size) as pilot:
        await stand(pilot, "garden")
        await pilot.press("e", "1")
        await form(pilot)
        await typed(pilot, "‹end›", "s", "‹tab›", "‹end›", "‹ctrl+a›", "Our ", "‹ctrl+s›")
        await on_top(pilot, "PreviewDialog")
        assert previewed(pilot).splitlines()[0] == "Garden circle is called Garden circles now."
        assert "It will be recorded by the secretary Eli." in previewed(pilot)
        assert home.organisation() == before
        await done(pilot, "by phone")
        await shows(pilot, "Garden circles")
        assert home.organisation().circles["garden"].name == "Garden circles"
        assert "recorded by the secretary Eli: by phone" in latest(home).authority
        assert latest(home).kind == "change"
        await shows(pilot, f"Done, as number {latest(home).number}")


@sizes
async def test_escape_goes_back_to_the_form_with_all_that_was_typed(home: Home, size: Size) -> None:
    before = home.organisation()
    async with map_of(home, size) as pilot:
        await stand(pilot, "garden")
        await pilot.press("e", "1")
        await form(pilot)
        await typed(pilot, "‹home›", "My ", "‹ctrl+s›")
        await on_top(pilot, "PreviewDialog")
        await pilot.press("escape")
        await form(pilot)
        await shows(pilot, "Nothing has changed yet")
        assert value(pilot, "name") == "My Garden circle"
        await pilot.press("escape")
        await until(pilot, lambda: not pilot.app.screen.is_modal)
        assert home.organisation() == before


async def test_what_was_only_looked_at_stays_as_it_is(home: Home) -> None:
    numbers = len(home.history())
    async with map_of(home) as pilot:
        for circle in ("general", "garden", "harvest-feast"):
            await stand(pilot, circle)
            await pilot.press("e", "1")
            await form(pilot)
            await accept(pilot)
            await until(pilot, lambda: not pilot.app.screen.is_modal)
        assert len(home.history()) == numbers


@sizes
async def test_aims_domain_and_parents(home: Home, size: Size) -> None:
    async with map_of(home, size) as pilot:
        await stand(pilot, "compost", "aim:0")
        await pilot.press("e")
        await form(pilot)
        await focused(pilot, "field-aims")
        await typed(pilot, "‹enter›", "Worms are happy", "‹tab›", "Heaps", "‹tab›", "‹tab›", "‹tab›")
        await focused(pilot, "field-parents")
        await pilot.press("k", "space", "ctrl+s")
        await done(pilot)
        compost = home.organisation().circles["compost"]
        assert compost.aims[-1] == "Worms are happy"
        assert compost.domain.endswith("Heaps")
        assert compost.parents == ("garden", "kitchen")
        assert "Compost circle lies within Garden circle, Kitchen circle now." in said(home)


async def test_what_lies_within_is_not_offered_as_what_lies_around(home: Home) -> None:
    async with map_of(home) as pilot:
        await stand(pilot, "garden")
        await pilot.press("e", "1")
        await form(pilot)
        from sociotui.tui.widgets.several import Several

        offered = pilot.app.screen.query_one("#field-parents", Several)._values
        assert {"general", "kitchen", "finance"} == {*offered}


@sizes
async def test_a_circle_within_another(home: Home, size: Size) -> None:
    async with map_of(home, size) as pilot:
        await stand(pilot, "garden")
        await pilot.press("+", "1")
        await form(pilot)
        await typed(
            pilot, "Bees", "‹tab›", "Honey", "‹enter›", "Wax", "‹tab›", "Hives", "‹tab›", "‹space›", "‹tab›", "b"
        )
        await accept(pilot)
        await on_top(pilot, "PreviewDialog")
        assert "A circle is founded within Garden circle: Bees." in previewed(pilot)
        assert "Bees chooses its delegate itself, in a meeting: it is shown as due." in previewed(pilot)
        await done(pilot)
        bees = home.organisation().circles["bees"]
        assert (bees.parents, bees.aims, bees.domain) == (("garden",), ("Honey", "Wax"), "Hives")
        assert bees.members == ("ben", "ana")
        assert bees.roles["leader"].until == date(2027, 3, 2)
        await until(pilot, lambda: pilot.app.screen._place.chosen == "bees")  # type: ignore[attr-defined]
        await shows(pilot, "Bees")


@sizes
async def test_a_helping_circle_ends_on_a_day_and_helps_several(home: Home, size: Size) -> None:
    async with map_of(home, size) as pilot:
        await stand(pilot, "kitchen")
        await pilot.press("+", "2")
        await form(pilot)
        await typed(pilot, "Feast", "‹tab›", "A feast", "‹tab›", "‹tab›", "‹tab›")
        await focused(pilot, "field-until")
        assert value(pilot, "until") == "2026-06-02"
        await pilot.press("tab", "f", "space")
        await accept(pilot)
        await on_top(pilot, "PreviewDialog")
        assert "A helping circle is founded within Kitchen circle, Finance circle: Feast." in previewed(pilot)
        await done(pilot)
        assert home.organisation().circles["feast"].until == date(2026, 6, 2)


@sizes
async def test_a_circle_ends_with_all_that_is_told_before(home: Home, size: Size) -> None:
    async with map_of(home, size) as pilot:
        await stand(pilot, "garden")
        await pilot.press("x")
        await shows(pilot, "or end it, first.")
        await stand(pilot, "compost")
        await pilot.press("x")
        await on_top(pilot, "PreviewDialog")
        told = previewed(pilot)
        assert "Compost circle ends.\nIts memberships end: Chidi, Dara, Eli." in told
        assert "Its roles end: leader (Chidi)" in told
        assert not home.organisation().circles["compost"].ended
        await done(pilot)
        assert home.organisation().circles["compost"].ended == date(2026, 3, 2)


async def test_the_organisation_says_something_else_of_itself(home: Home) -> None:
    async with map_of(home) as pilot:
        await stand(pilot, "general", "text:vision")
        await pilot.press("e")
        await form(pilot)
        await focused(pilot, "field-vision")
        await typed(pilot, " And sings.")
        await accept(pilot)
        await done(pilot)
        about = home.organisation().about
        assert about and about.vision.endswith("And sings.")


# --- roles, members, people ------------------------------------------------------------------------


@sizes
async def test_a_role_is_made_changed_vacated_and_ended(home: Home, size: Size) -> None:
    async with map_of(home, size) as pilot:
        await stand(pilot, "garden", "role:leader")
        await pilot.press("+")
        await form(pilot)
        await typed(
            pilot,
            "Bee keeper",
            "‹tab›",
            "Honey",
            "‹tab›",
            "Hives",
            "‹enter›",
            "Swarms",
            "‹tab›",
            "b",
            "‹tab›",
            "2026-12-31",
        )
        await accept(pilot)
        await on_top(pilot, "PreviewDialog")
        assert "Ben is Bee keeper of Garden circle until 2026-12-31." in previewed(pilot)
        await done(pilot)
        role = home.organisation().circles["garden"].role[-1]
        assert (role.id, role.responsibilities, role.until) == ("bee-keeper", ("Hives", "Swarms"), date(2026, 12, 31))

        await stand(pilot, "garden", "role:bee-keeper")
        await pilot.press("e")
        await form(pilot)
        await typed(pilot, "‹tab›", "‹tab›", "‹enter›", "Wax", "‹tab›", "c")
        await accept(pilot)
        await done(pilot)
        role = home.organisation().circles["garden"].role[-1]
        assert (role.responsibilities, role.person) == (("Hives", "Swarms", "Wax"), "chidi")

        await pilot.press("x", "1")
        await on_top(pilot, "PreviewDialog")
        assert "Bee keeper of Garden circle is vacant; it was Chidi." in previewed(pilot)
        await done(pilot)
        await pilot.press("x")
        await on_top(pilot, "PreviewDialog")
        assert "Garden circle has the role Bee keeper no more." in previewed(pilot)
        await done(pilot)
        assert not home.organisation().circles["garden"].role


@sizes
async def test_somebody_joins_who_is_known_and_somebody_who_is_not(home: Home, size: Size) -> None:
    async with map_of(home, size) as pilot:
        await stand(pilot, "garden", "person:ana")
        await pilot.press("+")
        await form(pilot)
        await pilot.press("i", "ctrl+s")
        await done(pilot)
        assert said(home) == ["Ivo joins Garden circle."]
        await pilot.press("+")
        await form(pilot)
        await typed(pilot, "‹end›", "‹tab›", "Benn")
        await accept(pilot)
        await on_top(pilot, "PreviewDialog")
        assert "Benn is entered, as “benn”." in previewed(pilot)
        assert "Is it somebody who is here already: Ben? Then go back." in previewed(pilot)
        await done(pilot)
        assert home.organisation().circles["garden"].members[-2:] == ("ivo", "benn")


@sizes
async def test_who_leaves_takes_their_roles_along_and_it_is_told(home: Home, size: Size) -> None:
    async with map_of(home, size) as pilot:
        await stand(pilot, "garden", "person:ben")
        await pilot.press("x")
        await on_top(pilot, "PreviewDialog")
        assert "Ben leaves Garden circle: the role as delegate ends." in previewed(pilot)
        await done(pilot)
        assert "ben" not in home.organisation().circles["garden"].members


@sizes
async def test_a_person_is_called_otherwise(home: Home, size: Size) -> None:
    async with map_of(home, size) as pilot:
        await stand(pilot, "garden", "person:ana")
        await pilot.press("e", "1")
        await form(pilot)
        await typed(pilot, "‹end›", "bel", "‹tab›", "she/her")
        await accept(pilot)
        await done(pilot)
        assert (home.organisation().people["ana"].name, home.organisation().people["ana"].pronouns) == (
            "Anabel",
            "she/her",
        )


@sizes
async def test_seats_are_moved_by_keys_and_kept_as_one_change(home: Home, size: Size) -> None:
    numbers = len(home.history())
    async with map_of(home, size) as pilot:
        await stand(pilot, "garden", "person:ana")
        await pilot.press("e", "2")
        await on_top(pilot, "OrderDialog")
        await pilot.press("+", "+", "down", "-")
        await pilot.press("enter")
        await on_top(pilot, "PreviewDialog")
        assert "Garden circle sits in this order now: Ben, Chidi, Dara, Ana" in previewed(pilot)
        await pilot.press("escape")
        await on_top(pilot, "OrderDialog")
        await shows(pilot, "4 Ana")
        await pilot.press("enter")
        await done(pilot)
        assert home.organisation().circles["garden"].members[:4] == ("ben", "chidi", "dara", "ana")
        assert len(home.history()) == numbers + 1


# --- what it rests on ------------------------------------------------------------------------------


async def test_it_rests_on_a_word_or_on_a_decision_that_stands(tmp_path: Path) -> None:
    from tests.year import live

    home = live(tmp_path, Hands(), meetings=6)
    spine = next(home.organisation().reviews())
    async with map_of(home) as pilot:
        await stand(pilot, spine.circle)
        await pilot.press("e", "1")
        await form(pilot)
        await typed(pilot, "The ", "‹ctrl+s›")
        await on_top(pilot, "PreviewDialog")
        await pilot.press("enter")
        await shows(pilot, "the decision that says so.")
        assert pilot.app.focused and pilot.app.focused.id == "field-why"
        await pilot.press("shift+tab")
        await focused(pilot, "field-decision")
        from sociotui.tui.widgets.choice import Choice

        choice = pilot.app.screen.query_one("#field-decision", Choice)
        while choice.value != spine.id:
            await pilot.press("right")
        await pilot.press("enter")
        await until(pilot, lambda: not pilot.app.screen.is_modal)
        assert latest(home).decision == spine.id
        assert latest(home).authority.startswith(f"by the decision “{spine.title}”")


async def test_what_has_changed_meanwhile_is_told_before_it_is_done(home: Home) -> None:
    async with map_of(home) as pilot:
        await stand(pilot, "compost")
        await pilot.press("x")
        await on_top(pilot, "PreviewDialog")
        other = Home(home.folder, Hands().clock())
        other.change(other.changing([c.Leave(circle="compost", person="eli")], why="x"), "eli")
        other.close()
        await pilot.press(*"merged", "enter")
        await shows(pilot, "Something else has changed meanwhile")
        assert not home.organisation().circles["compost"].ended
        await pilot.press("enter")
        await until(pilot, lambda: not pilot.app.screen.is_modal)
        assert home.organisation().circles["compost"].ended
        assert "Its memberships end: Chidi, Dara." in said(home)


# --- taking back -----------------------------------------------------------------------------------


@sizes
async def test_the_latest_change_is_taken_back_when_it_was_seen_what_that_does(home: Home, size: Size) -> None:
    before = home.organisation()
    async with map_of(home, size) as pilot:
        await pilot.press("u")
        await shows(pilot, "There is no change to take back")
        await stand(pilot, "garden", "person:ben")
        await pilot.press("x")
        await done(pilot, "moved")
        number = latest(home).number
        await pilot.press("u")
        await on_top(pilot, "PreviewDialog")
        assert f"Number {number} of 2026-03-02, recorded by the secretary Eli: moved:" in previewed(pilot)
        assert "Ben joins Garden circle." in previewed(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: not pilot.app.screen.is_modal)
        assert home.organisation() != before
        await pilot.press("u")
        await done(pilot, "stayed")
        assert home.organisation() == before
        entry = latest(home)
        assert (entry.kind, entry.undoes) == ("undo", number)
        assert entry.authority.endswith("recorded by the secretary Eli: stayed")


async def test_what_was_built_on_stays_and_the_reason_is_told(home: Home) -> None:
    async with map_of(home) as pilot:
        await stand(pilot, "garden")
        await pilot.press("x")
        await until(pilot, lambda: "lie within" in text_of(pilot))
        await pilot.press("+", "1")
        await form(pilot)
        await typed(pilot, "Bees", "‹ctrl+s›")
        await done(pilot)
        number = latest(home).number
        other = Home(home.folder, Hands().clock())
        other.change(other.changing([c.Join(circle="bees", person="ana")], why="x"), "eli")
        from sociotui.tui.map.taking_back import can_be_taken_back, take_back

        assert [can_be_taken_back(entry) for entry in other.history()] == [False, True, True]
        other.close()
        pilot.app.run_worker(take_back(pilot.app, number))  # type: ignore[arg-type]
        await shows(pilot, f"Something has been built on number {number} since.")
        assert not pilot.app.screen.is_modal


async def test_a_change_is_taken_back_from_the_list_of_changes(home: Home) -> None:
    first = home.change(home.changing([c.SetCircle(circle="garden", domain="Beds")], why="x"), "eli").number
    home.change(home.changing([c.Leave(circle="garden", person="ben")], why="y"), "eli")
    async with map_of(home, (120, 40)) as pilot:
        await stand(pilot, "garden")
        await pilot.press("h")
        pane = pilot.app.screen.query_one(HistoryPane)
        await until(pilot, lambda: pane.has_focus and str(first) in pane._ids)
        pane.go_to(str(first))
        await shows(pilot, "u take back")
        await pilot.press("u")
        await on_top(pilot, "PreviewDialog")
        assert previewed(pilot).startswith(f"Number {first} of 2026-03-02")
        await done(pilot)
        entries = {entry.number: entry for entry in home.history()}
        assert entries[first].undone == latest(home).number
        assert "ben" not in home.organisation().circles["garden"].members
        await shows(pilot, f"number {first} was taken back")


# --- where there is nothing, and bad input -----------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "key", "sentence"),
    [
        ("customs:", "e", "This was decided together, and is changed so: put it on the agenda."),
        ("next:", "x", "This is of meetings"),
        ("person:gio", "x", "Gio belongs to Garden circle by a link"),
        ("aim:0", "x", "Here is nothing to end. Choose Garden circle itself, a role or a member."),
    ],
)
async def test_where_nothing_is_offered_it_is_said_why(home: Home, row: str, key: str, sentence: str) -> None:
    async with map_of(home, (100, 40)) as pilot:
        await stand(pilot, "garden", row)
        await pilot.press(key)
        await until(pilot, lambda: sentence in " ".join(text_of(pilot).split()))
        assert not pilot.app.screen.is_modal


@sizes
async def test_a_name_is_asked_for_and_may_not_be_too_long(home: Home, size: Size) -> None:
    before = home.organisation()
    async with map_of(home, size) as pilot:
        await stand(pilot, "garden")
        await pilot.press("+", "1")
        await form(pilot)
        await accept(pilot)
        await shows(pilot, "has no name yet")
        pilot.app.screen.query_one("#field-name", Input).value = "x" * 200
        await accept(pilot)
        await shows(pilot, "has 200 characters")
        await pilot.press("escape")
        await until(pilot, lambda: not pilot.app.screen.is_modal)
        await pilot.press("+", "3")
        await form(pilot)
        await accept(pilot)
        await shows(pilot, "What is the role called?")
        assert home.organisation() == before


async def test_a_name_that_another_circle_has_is_allowed_and_told(home: Home) -> None:
    async with map_of(home) as pilot:
        await stand(pilot, "garden")
        await pilot.press("+", "1")
        await form(pilot)
        await typed(pilot, "kitchen circle", "‹ctrl+s›")
        await on_top(pilot, "PreviewDialog")
        assert "Another circle is called kitchen circle as well: kitchen." in previewed(pilot)
        await done(pilot)
        assert home.organisation().circles["kitchen-circle"].name == "kitchen circle"


@sizes
@pytest.mark.slow
@pytest.mark.parametrize("name", ["🌱🐝 " * 24, "دائرة النحل " * 9, "养蜂小组" * 28], ids=["emoji", "arabic", "cjk"])
async def test_names_of_any_script_keep_their_columns(home: Home, size: Size, name: str) -> None:
    from tests.tui.waiting import strips_of

    async with map_of(home, size) as pilot:
        await stand(pilot, "garden")
        await pilot.press("+", "1")
        await form(pilot)
        pilot.app.screen.query_one("#field-name", Input).value = name
        await accept(pilot)
        await on_top(pilot, "PreviewDialog")
        assert {strip.cell_length for strip in strips_of(pilot)} == {size[0]}
        await done(pilot, "名")
        assert {strip.cell_length for strip in strips_of(pilot)} == {size[0]}
        made = [circle for circle in home.organisation().circles.values() if circle.name == " ".join(name.split())]
        assert len(made) == 1
        for key in ("e", "x"):
            await pilot.press(key)
            await until(pilot, lambda: pilot.app.screen.is_modal)
            assert {strip.cell_length for strip in strips_of(pilot)} == {size[0]}
            await pilot.press("escape")
            await until(pilot, lambda: not pilot.app.screen.is_modal)


async def test_what_people_write_is_never_read_as_markup(home: Home) -> None:
    async with map_of(home) as pilot:
        await stand(pilot, "garden")
        await pilot.press("+", "1")
        await form(pilot)
        await typed(pilot, "[red]Bees[/red]", "‹ctrl+s›")
        await on_top(pilot, "PreviewDialog")
        await shows(pilot, "founded within Garden circle: [red]Bees[/red].")
        await done(pilot, "[b]x")
        await shows(pilot, "[red]Bees[/red]")


async def test_where_there_are_many_circles_and_people_their_names_are_typed(tmp_path: Path) -> None:
    from tests.tui.map.growing import tree
    from tests.tui.map.standing import home_of

    home = home_of(tmp_path, tree(40))
    async with map_of(home) as pilot:
        await stand(pilot, "c1")
        await pilot.press("e", "1")
        await form(pilot)
        from textual.widgets import TextArea

        parents = pilot.app.screen.query_one("#field-parents", TextArea)
        assert parents.text == "Circle 0"
        parents.text = "Circle 0\ncircle 9"
        await accept(pilot)
        await shows(pilot, "would stand above itself")
        parents.text = "Circle 0\ncircle 3"
        await accept(pilot)
        await on_top(pilot, "PreviewDialog")
        assert "Circle 1 lies within Circle 0, Circle 3 now." in previewed(pilot)
        await done(pilot)
        await pilot.press("+", "4")
        await form(pilot)
        await typed(pilot, "p3", "‹ctrl+s›")
        await on_top(pilot, "PreviewDialog")
        assert "P3 joins Circle 1." in previewed(pilot)
        await done(pilot)
        assert home.organisation().circles["c1"].parents == ("c0", "c3")
        assert home.organisation().circles["c1"].members[-1] == "p3"


async def test_somebody_in_nineteen_circles_is_changed_and_leaves_one(tmp_path: Path) -> None:
    from tests.tui.map.growing import grown
    from tests.tui.map.standing import home_of

    home = home_of(tmp_path, grown(*(Circle(id=f"c{n}", name=f"C{n}", members=("ana",)) for n in range(19))))
    async with map_of(home) as pilot:
        await stand(pilot, "c18", "person:ana")
        await pilot.press("x")
        await done(pilot)
        assert sum("ana" in circle.members for circle in home.organisation().circles.values()) == 18
        assert home.organisation().circles["c18"].members == ()


async def test_without_colour_and_in_plain_signs_all_is_told(home: Home) -> None:
    from sociotui.tui.settings import Settings
    from sociotui.tui.signs import ASCII

    async with map_of(home, settings=Settings(theme="sixteen", signs=ASCII)) as pilot:
        await stand(pilot, "garden")
        for keys in (("e", "1"), ("e", "2"), ("+", "2"), ("x",)):
            await pilot.press(*keys)
            await until(pilot, lambda: pilot.app.screen.is_modal or "lie within" in text_of(pilot))
            assert text_of(pilot).isascii(), text_of(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: not pilot.app.screen.is_modal)
        await stand(pilot, "compost")
        await pilot.press("x")
        await on_top(pilot, "PreviewDialog")
        assert text_of(pilot).isascii(), text_of(pilot)
