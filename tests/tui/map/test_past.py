"""Looking back on the map: the history day by day, the map as it stood, clearly said to be past; and nothing changes there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from threading import Event as Flag
from typing import Any

import pytest
from textual.pilot import Pilot

from sociotui.domain import changes as c
from sociotui.domain.altered import Told
from sociotui.domain.circles import Circle
from sociotui.domain.history import Entry
from sociotui.domain.history import history as history_of_all
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Person, Term
from sociotui.room import past as past_of_room
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.map import history
from sociotui.tui.map.history import HistoryPane
from sociotui.tui.map.outline import OutlinePane
from sociotui.tui.map.panes import PagePane
from sociotui.tui.map.past import Past
from sociotui.tui.map.screen import MapScreen
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from tests.homes import Hands, home_in
from tests.sizes import at_sizes
from tests.tui.waiting import SOON, lines_of, shows, strips_of, text_of, until

DAY = 86_400_000
sizes = at_sizes((80, 24), (60, 20), (120, 40))


def grown(folder: Path, hands: Hands) -> Home:
    """Return the demo's organisation of 2 March, with changes on the 4th, the 10th (two, one of them taken back) and the 20th; it is the 25th."""
    home = home_in(folder, hands)

    def change(day: int, *edits: c.AnyEdit, why: str = "Said on Sunday") -> None:
        hands.at += (day - home.clock.today().day) * DAY
        home.change(home.changing(edits, why=why), "eli")

    bees = Circle(
        id="", name="Bees circle", parents=("garden",), members=("zoe",), roles={"leader": Term(person="zoe")}
    )
    change(4, c.FormCircle(circle=bees), why="The hives came")
    change(10, c.SetCircle(circle="garden", aims=("Flowers",)))
    change(10, c.SetPerson(person="oda", new=True, name="Oda Quist"), c.Join(circle="kitchen", person="oda"))
    home.change(home.undoing(0, "Too soon"), "eli")
    change(20, c.EndCircle(circle="finance"), why="Taken over")
    hands.at += 5 * DAY
    return home


@asynccontextmanager
async def on_map(
    folder: Path, size: tuple[int, int] = (80, 24), settings: Settings | None = None, hands: Hands | None = None
) -> AsyncIterator[Pilot[Any]]:
    """Show the map of that organisation, drawn where the terminal can."""
    home = grown(folder, hands or Hands())
    app = SociotuiApp(LiveRoom(home, "zoe"), settings or Settings())
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.snapshot is not None)
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, MapScreen) and bool(screen(pilot).query_one(PagePane).circle))
        yield pilot
    home.close()


def screen(pilot: Pilot[Any]) -> MapScreen:
    """Return the map's screen."""
    found = pilot.app.screen
    assert isinstance(found, MapScreen)
    return found


def chosen(pilot: Pilot[Any]) -> Entry | None:
    """Return the change under the cursor of the history."""
    return screen(pilot).query_one(HistoryPane).entry


def names(pilot: Pilot[Any]) -> set[str]:
    """Return the circles that are shown on the map."""
    facts = screen(pilot)._place.facts
    assert facts
    return {circle.name for circle in facts.o.circles.values() if not circle.ended}


# --- the history -----------------------------------------------------------------------------------


@sizes
async def test_the_history_tells_what_by_what_authority_and_when_the_newest_on_top(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_map(tmp_path, size) as pilot:
        await pilot.press("h")
        await shows(pilot, "Changes: General circle")
        await shows(pilot, "h all changes")
        await pilot.press("h")
        await shows(pilot, "Changes of all circles")
        await shows(pilot, "h page")
        text = " ".join(" ".join(line.split()) for line in lines_of(pilot))
        order = ["Today: as it stands now", "20 March 2026", "14:03 Finance circle ends.", "10 March 2026", "14:03 Oda"]
        places = [text.find(part) for part in order]
        assert -1 not in places, text
        assert places == sorted(places)
        assert "recorded by the secretary" in text or "recorded by Eli" in text
        assert {strip.cell_length for strip in strips_of(pilot)} == {size[0]}
        await pilot.press("h")
        await until(pilot, lambda: not screen(pilot).listed)


@sizes
async def test_going_through_it_shows_the_map_of_each_day_and_says_so(tmp_path: Path, size: tuple[int, int]) -> None:
    async with on_map(tmp_path, size) as pilot:
        await pilot.press("h", "h", "down")
        await shows(pilot, "as on 20 March 2026")
        assert "Finance circle" not in names(pilot)
        await pilot.press("down", "down", "down")
        await until(pilot, lambda: (e := chosen(pilot)) is not None and e.on == date(2026, 3, 10))
        await shows(pilot, "as on 10 March 2026")
        assert {"Finance circle", "Bees circle"} <= names(pilot)
        await pilot.press("end")
        await shows(pilot, "as on 2 March 2026")
        assert "Bees circle" not in names(pilot)
        await pilot.press("home")
        await until(pilot, lambda: "as on" not in text_of(pilot))
        assert "Finance circle" not in names(pilot)


async def test_a_circles_history_holds_what_is_about_it(tmp_path: Path) -> None:
    async with on_map(tmp_path) as pilot:
        screen(pilot).go_to("garden")
        await pilot.press("h")
        await shows(pilot, "Changes: Garden circle")
        pane = screen(pilot).query_one(HistoryPane)
        said = [told.said for entry in pane._entries for told in entry.told]
        assert "A new aim of Garden circle: Flowers." in said
        assert not any("Finance" in each for each in said[1:])


async def test_the_history_follows_the_circle_that_is_chosen(tmp_path: Path) -> None:
    async with on_map(tmp_path) as pilot:
        await pilot.press("o", "h")
        await shows(pilot, "Changes: General circle")
        await pilot.press("tab", "down")
        await shows(pilot, "Changes: Garden circle")
        await pilot.press("b")  # the circle that it is of is there on each of its days
        await shows(pilot, "as on 9 March 2026")
        await shows(pilot, "Changes: Garden circle")


async def test_a_long_history_is_said_to_be_on_its_way_and_freezes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, whole = Flag(), history_of_all

    def long(*said: Any) -> Any:
        assert go_on.wait(SOON)
        return whole(*said)

    monkeypatch.setattr(past_of_room, "history", long)
    async with on_map(tmp_path) as pilot:
        await pilot.press("h")
        await shows(pilot, "being gone through")
        await pilot.press("o", "down")
        await until(pilot, lambda: screen(pilot).query_one(OutlinePane).circle == "garden")
        go_on.set()
        await shows(pilot, "Changes: Garden circle")
        assert "being gone through" not in text_of(pilot)


async def test_a_change_is_read_whole_and_one_that_was_taken_back_says_so(tmp_path: Path) -> None:
    async with on_map(tmp_path) as pilot:
        await pilot.press("h", "h", "down", "down", "down")
        await until(pilot, lambda: bool(chosen(pilot) and chosen(pilot).undone))  # type: ignore[union-attr]
        await pilot.press("enter")
        await shows(pilot, "10 March 2026, 14:03")
        text = text_of(pilot)
        assert "Oda Quist joins Kitchen circle." in text
        assert "Recorded by Eli: Said on Sunday" in text
        assert "Taken back since, by number" in text
        await pilot.press("escape")
        await until(pilot, lambda: screen(pilot).query_one(HistoryPane).has_focus)


async def test_a_row_is_found_by_typing(tmp_path: Path) -> None:
    async with on_map(tmp_path) as pilot:
        await pilot.press("h", "h", "slash", *"hives", "enter", "enter")
        await shows(pilot, "as on 4 March 2026")


async def test_the_chosen_change_is_taken_back_from_the_history(tmp_path: Path) -> None:
    async with on_map(tmp_path, (100, 30)) as pilot:
        await pilot.press("h", "h", "down")
        await shows(pilot, "as on 20 March 2026")
        await shows(pilot, "u take back")
        await pilot.press("u")
        await until(pilot, lambda: pilot.app.screen.is_modal)
        await shows(pilot, "Finance circle")
        await pilot.press("escape")
        await until(pilot, lambda: not pilot.app.screen.is_modal)
        assert not screen(pilot).in_past
        await pilot.press("down", "down")
        await until(pilot, lambda: (e := chosen(pilot)) is not None and bool(e.undone))
        await pilot.press("u")
        await shows(pilot, "This was taken back already")
        await pilot.press("end", "u")
        await shows(pilot, "This was not changed between meetings.")


async def test_a_day_that_comes_when_the_screen_has_been_taken_down_is_let_go(tmp_path: Path) -> None:
    async with on_map(tmp_path) as pilot:
        left = screen(pilot)
        await left.query("*").remove()
        assert await left.go_to_day(date(2026, 3, 9)) == ""
        assert not left.in_past


# --- from day to day -------------------------------------------------------------------------------


async def test_keys_go_to_before_and_after_each_change(tmp_path: Path) -> None:
    async with on_map(tmp_path) as pilot:
        for key, day, said in (
            ("b", "19 March 2026", "Before the change of 20 March 2026: Finance circle ends."),
            ("b", "9 March 2026", "Before the change of 10 March 2026: "),
            ("n", "10 March 2026", "Changed on 10 March 2026: "),
            ("b", "9 March 2026", "Before the change of 10 March 2026: "),
            ("b", "3 March 2026", "Before the change of 4 March 2026: A circle is founded"),
        ):
            await pilot.press(key)
            await shows(pilot, f" as on {day} ")
            await shows(pilot, said)
        await pilot.press("b")
        await shows(pilot, "Nothing is on record before this.")
        assert "as on 3 March 2026" in text_of(pilot)
        await pilot.press("n", "n", "n", "n")
        await until(pilot, lambda: not screen(pilot).in_past)
        await pilot.press("n")
        await shows(pilot, "This is today: nothing has changed since.")


async def test_in_a_circles_history_they_go_through_its_changes(tmp_path: Path) -> None:
    async with on_map(tmp_path) as pilot:
        screen(pilot).go_to("garden")
        await pilot.press("h", "b")
        await shows(pilot, "as on 9 March 2026")
        assert chosen(pilot) and chosen(pilot).on == date(2026, 3, 4)  # type: ignore[union-attr]


@sizes
async def test_a_day_is_typed_and_one_of_which_nothing_is_known_is_refused(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_map(tmp_path, size) as pilot:
        for day, refusal in (
            ("2026-03-01", "begins on 2026-03-02"),
            ("2026-04-01", "still to come"),
            ("x", "not a day"),
        ):
            await pilot.press("d")
            await shows(pilot, "Which day?")
            await pilot.press(*day, "ctrl+s")
            await until(pilot, lambda: refusal in " ".join(text_of(pilot).replace("│", " ").split()))  # noqa: B023
            await pilot.press("escape")
            await until(pilot, lambda: not pilot.app.screen.is_modal)
        await pilot.press("d")
        await shows(pilot, "Which day?")
        await pilot.press(*"2026-03-05", "ctrl+s")
        await shows(pilot, "as on 5 March 2026")
        assert "Bees circle" in names(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: "as on" not in text_of(pilot))


# --- what can be done there ------------------------------------------------------------------------


async def test_nothing_can_be_changed_there_and_escape_comes_back(tmp_path: Path) -> None:
    async with on_map(tmp_path, (100, 40)) as pilot:
        screen(pilot).go_to("finance")  # it has ended: its page says so
        page = screen(pilot).query_one(PagePane)
        await until(pilot, lambda: page.circle == "finance")
        said = " ".join("".join(text for text, _style in row.line).strip() for row in page._rows)
        assert "Ended 20 March. What it decided stays on record, and General circle looks after it." in " ".join(
            said.split()
        )
        assert "Next:" not in said
        await pilot.press("enter")  # there is nothing to go into
        await until(pilot, lambda: page.has_focus)
        await pilot.press("left")
        await until(pilot, lambda: not page.has_focus)
        await pilot.press("b")
        await shows(pilot, "Finance circle, on 19 Mar 2026")
        await pilot.press("tab")
        await until(pilot, lambda: page.has_focus)
        kinds = {id_.partition(":")[0] for id_ in page._ids if id_}
        assert kinds <= {"text", "aim", "circle", "whole", "nest", "link", "role", "person", "customs"}, kinds
        page.go_to("role:leader")
        await pilot.press("enter")
        await shows(pilot, "Held by")
        assert "Ivo" in text_of(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: not pilot.app.screen.is_modal)
        await pilot.press("c")
        await shows(pilot, "is not on record")
        before = pilot.app.snapshot  # type: ignore[attr-defined]
        for key in ("e", "plus", "x", "u"):
            screen(pilot).say("")
            await pilot.press(key)
            await shows(pilot, "This is the map as on 19 March 2026, to be looked at. Escape comes back to today")
            assert not pilot.app.screen.is_modal
        await pilot.press("escape")
        await until(pilot, lambda: not screen(pilot).in_past)
        assert screen(pilot)._place.chosen == "finance"
        assert pilot.app.snapshot is before  # type: ignore[attr-defined]


async def test_people_lead_to_their_circles_of_that_day(tmp_path: Path) -> None:
    async with on_map(tmp_path, (100, 40)) as pilot:
        await pilot.press("b")
        await shows(pilot, "as on 19 March 2026")
        screen(pilot).go_to("finance")
        await pilot.press("tab")
        page = screen(pilot).query_one(PagePane)
        await until(pilot, lambda: page.circle == "finance" and page.has_focus)
        page.go_to("person:ivo")
        await pilot.press("enter")
        await shows(pilot, "Circles and roles")
        assert "Finance circle" in text_of(pilot).split("Circles and roles")[1]
        await pilot.press("1")
        await until(pilot, lambda: not pilot.app.screen.is_modal and screen(pilot).in_past)


async def test_other_screens_lead_back_to_today(tmp_path: Path) -> None:
    async with on_map(tmp_path) as pilot:
        await pilot.press("b")
        await shows(pilot, "as on 19 March 2026")
        await pilot.press("q")
        await until(pilot, lambda: not isinstance(pilot.app.screen, MapScreen))
        await pilot.press("2")
        await until(
            pilot,
            lambda: (
                (isinstance(pilot.app.screen, MapScreen) and "5 circles" in text_of(pilot))
                or "6 circles" in text_of(pilot)
            ),
        )
        assert "as on" not in text_of(pilot)


async def test_what_changes_meanwhile_is_in_the_history_and_the_day_stays(tmp_path: Path) -> None:
    hands = Hands()
    async with on_map(tmp_path, hands=hands) as pilot:
        await pilot.press("h", "h", "down")
        await shows(pilot, "as on 20 March 2026")
        other = Home(tmp_path, hands.clock())
        other.change(other.changing([c.SetCircle(circle="kitchen", aims=("Bread",))], why="Hunger"), "eli")
        other.close()
        await shows(pilot, "25 March 2026")
        await until(pilot, lambda: (e := chosen(pilot)) is not None and e.on == date(2026, 3, 20))
        assert "as on 20 March 2026" in text_of(pilot)


async def test_the_outline_and_plain_signs_show_it_too(tmp_path: Path) -> None:
    async with on_map(tmp_path, settings=Settings(theme="sixteen", signs=ASCII)) as pilot:
        await pilot.press("b", "b")
        await shows(pilot, "as on 9 March 2026")
        assert screen(pilot).query_one(OutlinePane).has_focus
        assert "Finance circle" in text_of(pilot)
        await pilot.press("h", "h")
        await shows(pilot, "Changes of all circles")
        assert text_of(pilot).isascii(), text_of(pilot)


async def test_a_tiny_terminal_goes_through_it_too(tmp_path: Path) -> None:
    async with on_map(tmp_path, (30, 8)) as pilot:
        await pilot.press("h", "h", "down")
        await until(pilot, lambda: screen(pilot).in_past)
        await pilot.press("escape")
        await until(pilot, lambda: not screen(pilot).in_past)


# --- what is kept of it ----------------------------------------------------------------------------


def entry(number: int, day: int, *circles: str) -> Entry:
    return Entry(
        number=number,
        at=number,
        on=date(2026, 3, day),
        actor="eli",
        kind="change",
        authority="x",
        told=(Told(circles, "Something."),),
    )


def looking(*entries: Entry) -> Past:
    past = Past()
    past.renew(Organisation())
    past.entries = entries
    return past


def test_days_before_and_after_changes_are_those_of_the_circle() -> None:
    past = looking(entry(1, 2, "a", "b"), entry(2, 4, "a"), entry(3, 4, "b"), entry(4, 9, "b"))
    assert past.before(date(2026, 3, 20)) == date(2026, 3, 8)
    assert past.before(date(2026, 3, 20), "a") == date(2026, 3, 3)
    assert past.before(date(2026, 3, 8)) == date(2026, 3, 3)
    assert past.before(date(2026, 3, 3)) is None
    assert past.before(date(2026, 3, 20), "c") is None
    assert past.after(date(2026, 3, 3)) == date(2026, 3, 4)
    assert past.after(date(2026, 3, 4), "a") is None
    assert past.after(date(2026, 3, 4), "b") == date(2026, 3, 9)
    assert [past.latest(date(2026, 3, day), "a") for day in (1, 3, 20)] == [0, 1, 2]


def test_what_was_read_is_forgotten_when_the_organisation_changes() -> None:
    past = looking(entry(1, 2, "a"))
    past.renew(past._of or Organisation())
    assert past.entries
    past.renew(Organisation(people={"ana": Person(id="ana", name="Ana")}))
    assert past.entries is None


def test_thousands_of_changes_are_laid_out_but_only_those_in_sight_are_worded(monkeypatch: pytest.MonkeyPatch) -> None:
    worded: list[int] = []

    def noted(entry: Entry) -> str:
        worded.append(entry.number)
        return entry.authority

    monkeypatch.setattr(history, "resting", noted)
    rows = list(history._rows([entry(n, 1 + n // 200, "a") for n in range(5000)], 40))
    assert len(rows) > 10_000
    assert not worded
