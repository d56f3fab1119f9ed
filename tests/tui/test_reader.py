"""The reader: a text on top of the screen, to be scrolled and left."""

from collections.abc import Callable

from sociotui.tui.app import SociotuiApp
from sociotui.tui.dialogs.reader import ReaderDialog
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from tests.tui.waiting import lines_of, shows, until

AppAt = Callable[..., SociotuiApp]


async def test_the_arrow_keys_scroll_at_once_and_escape_leaves(app_at: AppAt) -> None:
    app = app_at("founded")
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ReaderDialog("Long", "\n".join(f"line {n}" for n in range(99))))
        await shows(pilot, "line 0")
        await pilot.press("down", "down", "j")
        await until(pilot, lambda: not any("line 2 " in line for line in lines_of(pilot)))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ReaderDialog))


async def test_a_text_is_in_the_signs_that_the_terminal_has(app_at: AppAt) -> None:
    app = app_at("founded", Settings(signs=ASCII))
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ReaderDialog("Bees · hum", "“Now” – and then …"))
        await shows(pilot, '"Now" - and then ~')
        await shows(pilot, "- Bees - hum -")
        await shows(pilot, "arrows: scroll - escape: back")
