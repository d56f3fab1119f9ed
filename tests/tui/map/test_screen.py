"""The map's screen: all circles and all that is known of them, walked by keys at every size and without colour."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from sociotui.domain.changes import EndCircle
from sociotui.domain.circles import Circle
from sociotui.domain.organisation import Definition, Organisation
from sociotui.domain.people import Person, Role
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.map.drawing import DrawingPane
from sociotui.tui.map.outline import OutlinePane
from sociotui.tui.map.panes import PagePane
from sociotui.tui.map.screen import MapScreen
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from tests.exchange.kubernetes import community
from tests.homes import Hands, home_in, opened
from tests.sizes import at_sizes
from tests.tui.map.growing import grown, tree
from tests.tui.waiting import lines_of, shows, strips_of, text_of, until
from tests.year import live

AppAt = Callable[..., SociotuiApp]


@asynccontextmanager
async def on_map(
    home: Home, size: tuple[int, int] = (80, 24), settings: Settings | None = None, *, drawn: bool = False
) -> AsyncIterator[Pilot[Any]]:
    """Show the map of a home, from home on, by its key; as an outline unless it is to be `drawn`."""
    app = SociotuiApp(LiveRoom(home, "zoe"), settings or Settings())
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.snapshot is not None)
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, MapScreen) and bool(page(pilot)))
        if not drawn and app.signs is not ASCII:
            await pilot.press("o")
            await until(pilot, lambda: app.screen.query_one(OutlinePane).has_focus)
        yield pilot
    home.close()


def home_of(folder: Path, o: Organisation) -> Home:
    """Return a home with this organisation."""
    assert o.about
    home = Home(folder, Hands().clock())
    people, circles = tuple(o.people.values()), tuple(o.circles.values())
    home.define(Definition(organisation=o.about, person=people, circle=circles), "test")
    return home


def page(pilot: Pilot[Any]) -> str:
    """Return whose page is shown."""
    return pilot.app.screen.query_one(PagePane).circle


def chosen(pilot: Pilot[Any]) -> str:
    """Return the circle under the cursor."""
    return pilot.app.screen.query_one(OutlinePane).circle


async def test_all_circles_stand_there_with_the_page_of_the_chosen_one(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands())) as pilot:
        text = text_of(pilot)
        for part in (
            "├ Garden circle",
            "│ ├ Compost circle",
            "└ Harvest feast ◇",
            "6 circles, 10 people",
            "A valley in which",
        ):
            assert part in text, text
        assert text.count("Harvest feast") == 2
        await pilot.press("down", "down")
        await shows(pilot, "All that rots becomes soil")
        await shows(pilot, "⇄ Chidi leads")
        await shows(pilot, "⇄ Dara is delegate")


async def test_arrows_go_to_the_neighbour_in_that_direction(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands())) as pilot:
        for key, there in (
            ("right", "garden"),
            ("right", "compost"),
            ("j", "harvest-feast"),
            ("left", "garden"),
            ("end", "finance"),
            ("k", "harvest-feast"),
            ("left", "kitchen"),
            ("home", "general"),
        ):
            await pilot.press(key)
            assert chosen(pilot) == there


@pytest.mark.parametrize("drawn", [True, False], ids=["drawn", "outline"])
async def test_news_that_come_with_a_move_leave_the_cursor_where_it_went(tmp_path: Path, drawn: bool) -> None:
    async with on_map(home_in(tmp_path, Hands()), (120, 40), drawn=drawn) as pilot:
        screen = pilot.app.screen
        circles = screen.query_one(DrawingPane) if drawn else screen.query_one(OutlinePane)
        before = circles.circle
        await circles.run_action("go('down')" if drawn else "move(1)")
        there = circles.circle
        pilot.app.mutate_reactive(SociotuiApp.snapshot)  # before anybody was told of the move
        assert before != there == circles.circle
        await until(pilot, lambda: page(pilot) == there)
        assert circles.circle == there


async def test_enter_goes_in_and_backspace_out(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands())) as pilot:
        await pilot.press("down", "enter")
        await shows(pilot, "Green Acres › General circle › Garden circle")
        assert "Kitchen circle" not in text_of(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.query_one(PagePane).has_focus)
        await pilot.press("backspace")
        await until(pilot, lambda: pilot.app.screen.query_one(OutlinePane).has_focus)
        await pilot.press("backspace")
        await shows(pilot, "├ Kitchen circle")
        assert chosen(pilot) == "garden"
        await pilot.press("backspace")
        await shows(pilot, "These are all circles. q leaves the map.")


async def test_find_jumps_to_a_circle_wherever_it_lies(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands())) as pilot:
        await pilot.press("down", "enter")
        await shows(pilot, "› Garden circle")
        await pilot.press("slash", *"fina", "enter", "enter")
        await until(pilot, lambda: chosen(pilot) == "finance")
        await shows(pilot, "Money is there")


async def test_colours_are_turned_and_the_legend_says_what_they_mean(tmp_path: Path) -> None:
    async with on_map(live(tmp_path, Hands(), meetings=3)) as pilot:
        await shows(pilot, "depth: 1 2 3")
        await pilot.press("c")
        await shows(pilot, "due: !overdue ◔soon ·nothing")
        assert any("◔" in line.split("││")[0] for line in lines_of(pilot)[:10])


async def open_each(pilot: Pilot[Any], circle: str) -> set[str]:
    """Open each row of a circle's page by enter, and leave it again; return their kinds."""
    screen = pilot.app.screen
    assert isinstance(screen, MapScreen)
    pane = screen.query_one(PagePane)

    async def to_page() -> None:
        screen.go_to(circle)
        await pilot.press("tab")
        await until(pilot, lambda: page(pilot) == circle and pane.has_focus)

    await to_page()
    ids = [id_ for id_ in pane._ids if id_]
    for id_ in ids:
        pane.go_to(id_)
        await pilot.press("enter")
        if id_.startswith(("circle:", "nest:")) and id_ != f"nest:{circle}":
            await until(pilot, lambda: screen._place.chosen == id_.partition(":")[2])  # noqa: B023
            await to_page()
            continue
        await until(pilot, lambda: pilot.app.screen is not screen)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen and pane.has_focus)
    return {id_.partition(":")[0] for id_ in ids}


@pytest.mark.slow
@at_sizes((80, 24), (60, 20), (120, 40))
async def test_every_row_of_a_page_opens(tmp_path: Path, size: tuple[int, int]) -> None:
    async with on_map(live(tmp_path, Hands(), meetings=6), size) as pilot:
        kinds = await open_each(pilot, "garden")
        assert {"aim", "text", "circle", "link", "role", "person", "policy", "topic", "agenda"} <= kinds
        assert {"held", "customs", "next"} <= kinds


@pytest.mark.slow
@pytest.mark.parametrize("circle", ["wg-node-lifecycle", "committee-steering"])
async def test_every_row_of_a_real_communitys_page_opens(tmp_path: Path, circle: str) -> None:
    home = Home(tmp_path, Hands().clock())
    home.define(community(), "test")
    home.change(home.changing([EndCircle(circle="sig-ui")], why="Done"), "test")
    async with on_map(home) as pilot:
        assert {"text", "circle", "link", "role", "person", "agenda", "next"} <= await open_each(pilot, circle)
        screen = pilot.app.screen
        assert isinstance(screen, MapScreen)
        screen.go_to("kubernetes")
        await pilot.press("tab")
        await until(pilot, lambda: page(pilot) == "kubernetes")
        screen.query_one(PagePane).go_to("circle:sig-ui")
        await pilot.press("enter")
        await shows(pilot, "Ended today.")


async def test_a_policy_shows_its_wording_and_ledger(tmp_path: Path) -> None:
    home = live(tmp_path, Hands(), meetings=6)
    spine = next(home.organisation().reviews())
    async with on_map(home, (100, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MapScreen)
        screen.go_to(spine.circle)
        await pilot.press("tab")
        pane = screen.query_one(PagePane)
        await until(pilot, lambda: page(pilot) == spine.circle)
        pane.go_to(f"policy:{spine.id}")
        await pilot.press("enter")
        await shows(pilot, "The wording")
        await shows(pilot, "in the room: ")


async def test_a_person_shows_circles_and_roles_and_leads_there(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands())) as pilot:
        await pilot.press("tab")
        pane = pilot.app.screen.query_one(PagePane)
        pane.go_to("person:dara")
        await pilot.press("enter")
        await shows(pilot, "Circles and roles; enter goes to the circle.")
        text = text_of(pilot)
        assert "Compost circle  delegate, secretary" in text, text
        assert "General circle  facilitator until 30 June 2027" in text
        await pilot.press("4")
        await until(pilot, lambda: not pilot.app.screen.is_modal)
        assert chosen(pilot) == "kitchen"
        await pilot.press("tab")
        await until(pilot, lambda: page(pilot) == "kitchen")
        pane.go_to("person:gio")
        await pilot.press("enter")
        await shows(pilot, "⇄ Garden circle")


# --- from screen to screen -------------------------------------------------------------------------


async def test_the_map_is_found_as_it_was_left(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands())) as pilot:
        await pilot.press("down", "enter", "down", "c")
        await shows(pilot, "due: ")
        await pilot.press("q")
        await shows(pilot, "What is next")
        await pilot.press("2")
        await shows(pilot, "due: ")
        await shows(pilot, "› Garden circle")
        await until(pilot, lambda: chosen(pilot) == "compost")


async def test_numbers_lead_to_the_meeting_and_back_and_what_happened_meanwhile_is_seen(tmp_path: Path) -> None:
    home = home_in(tmp_path, Hands())
    meeting = opened(home)
    app = SociotuiApp(LiveRoom(home, "zoe", meeting), Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "now   ")
        await pilot.press("2")
        await shows(pilot, "6 circles, 10 people")
        stack = list(app.screen_stack)
        await pilot.press("2", "1")
        await shows(pilot, "now   ")
        assert app.screen is stack[1]
        await pilot.press("space", "2", "q")
        await shows(pilot, "Check-in · 2 of 6")
        assert app.snapshot and app.snapshot.meeting
        await pilot.press("q", "2")
        await shows(pilot, "6 circles, 10 people")
        await pilot.press("1")
        await shows(pilot, "Check-in · 2 of 6")
    home.close()


async def test_a_circle_of_the_meetings_list_is_shown_on_the_map(tmp_path: Path) -> None:
    home = home_in(tmp_path, Hands())
    app = SociotuiApp(LiveRoom(home, "zoe", opened(home)), Settings())
    async with app.run_test(size=(120, 40)) as pilot:
        await shows(pilot, "now   ")
        app.screen.query_one("#circles").focus()
        await pilot.press("end", "enter")
        await shows(pilot, "Books, dues, insurance")
        await pilot.press("1")
        await shows(pilot, "now   ")
    home.close()


async def test_without_a_meeting_the_key_says_how_one_begins(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands())) as pilot:
        await pilot.press("1")
        await shows(pilot, "No meeting is under way.")


async def test_a_change_elsewhere_is_shown_at_once(tmp_path: Path) -> None:
    home = home_in(tmp_path, Hands())
    async with on_map(home) as pilot:
        o = home.organisation()
        assert o.about
        other = Home(tmp_path, Hands().clock())
        bees = Circle(id="bees", name="Bees circle", parents=("garden",))
        other.define(Definition(organisation=o.about, circle=(bees,)), "test")
        other.close()
        await shows(pilot, "Bees circle")
        await shows(pilot, "7 circles")


# --- sizes, signs, bad input -----------------------------------------------------------------------


@at_sizes((80, 24), (60, 20), (120, 40), (300, 100))
async def test_it_is_whole_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with on_map(home_in(tmp_path, Hands()), size) as pilot:
        await shows(pilot, "Garden circle")
        await shows(pilot, "? keys")
        both = "All circles" in text_of(pilot) or "Budget, land" in text_of(pilot)
        assert both == (size[0] >= 72)
        await pilot.press("tab")
        await shows(pilot, "Budget, land")
        assert len(lines_of(pilot)) == size[1]
        assert {strip.cell_length for strip in strips_of(pilot)} == {size[0]}
        await pilot.press("tab")
        await until(pilot, lambda: pilot.app.screen.query_one(OutlinePane).has_focus)


async def test_a_tiny_terminal_keeps_the_circles(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands()), (30, 8)) as pilot:
        await shows(pilot, "Garden circle")
        await pilot.resize_terminal(120, 40)
        await shows(pilot, "Budget, land")


async def test_without_colour_and_in_ascii_all_is_told_by_signs(tmp_path: Path) -> None:
    home = live(tmp_path, Hands(), meetings=6)
    async with on_map(home, settings=Settings(theme="sixteen", signs=ASCII)) as pilot:
        await pilot.press("c")
        await shows(pilot, "due: !overdue ?soon -nothing")
        assert text_of(pilot).isascii(), text_of(pilot)
        await pilot.press("down", "tab")
        await shows(pilot, "? Leader: ")
        assert text_of(pilot).isascii(), text_of(pilot)


@at_sizes((80, 24), (60, 20), (120, 40))
async def test_names_of_any_length_and_script_keep_their_columns(tmp_path: Path, size: tuple[int, int]) -> None:
    names = ("x" * 120, "🌱 " * 40, "دائرة الحديقة " * 8, "堆肥小组" * 30, "Alike", "Alike")
    circles = [
        Circle(
            id=f"c{n}",
            name=name,
            parents=(f"c{n - 1}",) if n else (),
            members=("ana",),
            role=(Role(id="r", name=name, person="ana"),),
        )
        for n, name in enumerate(names)
    ]
    home = home_of(tmp_path, grown(*circles, people=(Person(id="ana", name=names[2][:100]),)))
    async with on_map(home, size) as pilot:
        for _each in range(len(circles)):
            assert {strip.cell_length for strip in strips_of(pilot)} == {size[0]}
            await pilot.press("tab", "end")
            assert {strip.cell_length for strip in strips_of(pilot)} == {size[0]}
            await pilot.press("escape", "down")
        assert chosen(pilot) == "c5"


async def test_a_hundred_circles_deep_the_names_can_be_read(tmp_path: Path) -> None:
    chain = [Circle(id=f"c{n}", name=f"Circle number {n}", parents=(f"c{n - 1}",) if n else ()) for n in range(100)]
    async with on_map(home_of(tmp_path, grown(*chain))) as pilot:
        await pilot.press("end")
        await shows(pilot, "Circle number 99")


async def test_an_organisation_without_circles_says_so(app_at: AppAt) -> None:
    async with app_at("empty").run_test(size=(80, 24)) as pilot:
        await shows(pilot, "sociotui init")
        await pilot.press("2")
        await shows(pilot, "0 circles, 0 people")
        await pilot.press("enter", "right", "left", "backspace", "c", "tab", "enter")
        await shows(pilot, "0 circles, 0 people")


async def test_only_rows_in_sight_are_worked_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    row = OutlinePane._row

    def counted(pane: OutlinePane, at: int) -> Any:
        made.append(at)
        return row(pane, at)

    monkeypatch.setattr(OutlinePane, "_row", counted)
    async with on_map(home_of(tmp_path, tree(500, 2000))) as pilot:
        made.clear()
        await pilot.press("end")
        await until(pilot, lambda: chosen(pilot) == "c258")
        assert len(set(made)) < 60


# --- what the keys do ------------------------------------------------------------------------------


async def test_help_names_the_keys_of_the_map(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands()), (100, 80)) as pilot:
        await pilot.press("question_mark")
        await shows(pilot, "Colour the circles")
        text = text_of(pilot)
        assert "Show the map of all circles." in text
        assert "consent round" not in text
        assert "a helping circle that has come to its end" in text


async def test_the_palette_knows_the_maps_actions(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands())) as pilot:
        await pilot.press("ctrl+p", *"colours (c")
        await shows(pilot, "colours (c)")
        await pilot.press("enter")
        await shows(pilot, "due: !overdue")


async def test_a_meeting_of_the_circle_is_opened_from_its_page(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands())) as pilot:
        await pilot.press("down", "tab")
        pane = pilot.app.screen.query_one(PagePane)
        await until(pilot, lambda: page(pilot) == "garden")
        pane.go_to("next:")
        await pilot.press("enter")
        await shows(pilot, "Garden circle meets. Who is here?")
        await pilot.press("enter")
        await shows(pilot, "Check-in · 1 of ")
        await pilot.press("2")
        await shows(pilot, "Meets now: ")
