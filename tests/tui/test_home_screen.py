"""Home: what opens first, from an empty folder to a meeting opened and left."""

from collections.abc import Callable

from sociotui.tui.app import SociotuiApp
from tests.tui.waiting import shows, text_of, until

AppAt = Callable[..., SociotuiApp]


async def test_an_empty_home_says_how_to_begin(app_at: AppAt) -> None:
    async with app_at("empty").run_test(size=(120, 24)) as pilot:
        await shows(pilot, "sociotui init")


async def test_the_meeting_under_way_stands_first_and_goes_on(app_at: AppAt) -> None:
    async with app_at("home").run_test(size=(80, 24)) as pilot:
        await shows(pilot, "● Garden circle  Tool-shed rota")
        await shows(pilot, "Now Ana, next Ben.")
        await pilot.press("enter")
        await shows(pilot, "now   Ana")
        await pilot.press("c")
        await shows(pilot, "now   Ben")
        await pilot.press("q")
        await shows(pilot, "Now Ben, next Chidi.")


async def test_a_circle_is_told_and_found_and_meets(app_at: AppAt) -> None:
    async with app_at("founded").run_test(size=(80, 24)) as pilot:
        await shows(pilot, "General circle")
        await pilot.press("slash", *"kitch", "enter", "enter")
        await shows(pilot, "A warm meal for everybody")
        await pilot.press("enter")
        await shows(pilot, "Kitchen circle meets. Who is here?")
        await pilot.press("down", "space", "enter")
        await shows(pilot, "Check-in · 1 of 4")
        assert "absent Dara" in text_of(pilot)


async def test_what_cannot_be_found_is_said_and_kept(app_at: AppAt) -> None:
    async with app_at("founded").run_test(size=(80, 24)) as pilot:
        await shows(pilot, "General circle")
        await pilot.press("slash", *"xyz", "enter", "enter")
        await shows(pilot, "Nothing here has “xyz” in it.")
        await pilot.press("escape")
        await until(pilot, lambda: "Nothing here" not in text_of(pilot))


async def test_opening_without_anybody_or_a_facilitator_says_what_is_missing(app_at: AppAt) -> None:
    async with app_at("founded").run_test(size=(80, 24)) as pilot:
        await shows(pilot, "General circle")
        await pilot.press("down", "enter")
        await shows(pilot, "Garden circle meets")
        await pilot.press(*["down"] * 6, "space", "enter")
        await shows(pilot, "Who facilitates today? Zoe is not marked as here. Choose somebody")
        await pilot.press("home", "f", *["down"] * 4, "space", "enter")
        await shows(pilot, "Who writes today? Eli is not marked as here. Choose somebody")
        await pilot.press("home", "s", "enter")
        await shows(pilot, "Check-in · 1 of 6")
        assert "facil. Ana" in text_of(pilot)


async def test_beneath_the_meeting_that_the_program_begins_with_it_is_laid_out_when_one_comes_back(
    app_at: AppAt,
) -> None:
    async with app_at("demo").run_test(size=(80, 24)) as pilot:
        await shows(pilot, "now   Ana")
        home = pilot.app.screen_stack[0]
        await pilot.resize_terminal(120, 40)
        await pilot.press("c")
        await shows(pilot, "now   Ben")
        assert not home.children
        await pilot.press("q")
        await shows(pilot, "Now Ben, next Chidi.")
        assert pilot.app.screen is home
        await pilot.press("down")
        await until(pilot, lambda: "Now Ben, next Chidi." not in text_of(pilot))
        await pilot.press("up", "enter")
        await shows(pilot, "now   Ben")
        await pilot.press("q")
        await shows(pilot, "Now Ben, next Chidi.")
        assert len(home.children) == 4
