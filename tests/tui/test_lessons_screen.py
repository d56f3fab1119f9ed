"""Lessons on the screen: chosen, read in a column that reads well at every size, judged; and only oneself knows."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from sociotui.domain.lessons import Lesson
from sociotui.room.own import Own
from sociotui.tui.app import SociotuiApp
from sociotui.tui.finding.panes import ReadPane
from sociotui.tui.lessons.pages import MEASURE, laid
from sociotui.tui.lessons.screen import LessonsScreen, open_lessons
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII, PLAIN
from sociotui.tui.widgets.lines import width_of
from sociotui.tui.widgets.listing import Listing
from tests.exchange.test_lessons import LIBRARY
from tests.room.test_moods import on_disk
from tests.sizes import at_sizes
from tests.tui.conftest import AppAt
from tests.tui.waiting import lines_of, shows, text_of, until

SIZES = [(60, 20), (72, 24), (80, 24), (100, 30), (109, 40), (110, 40), (120, 40), (160, 50), (200, 60), (300, 100)]


async def lessons(pilot: Pilot[None], lesson: str = "") -> LessonsScreen:
    """Go to the lessons, and wait until they are there."""
    open_lessons(app_of(pilot), lesson)
    await shows(pilot, "read")
    screen = pilot.app.screen
    assert isinstance(screen, LessonsScreen)
    await until(pilot, lambda: screen.lesson is not None)
    return screen


def app_of(pilot: Pilot[None]) -> SociotuiApp:
    """Return the app."""
    app: Any = pilot.app
    assert isinstance(app, SociotuiApp)
    return app


async def test_a_lesson_is_chosen_read_and_marked(app_at: AppAt) -> None:
    async with app_at("home").run_test(size=(80, 24)) as pilot:
        screen = await lessons(pilot)
        assert isinstance(screen.focused, Listing)
        await shows(pilot, f"0 of {len(LIBRARY.lessons)} read")
        await pilot.press("down", "enter")
        await shows(pilot, "whom, so that one can tell whether it happens")
        assert app_of(pilot).own.things.read == ("shared-aims",)
        await pilot.press("enter")
        await shows(pilot, "In a discussion the quick and the sure")
        await pilot.press("escape")
        await shows(pilot, f"2 of {len(LIBRARY.lessons)} read")
        await shows(pilot, "✓ Open communication")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, LessonsScreen))


async def test_the_palette_leads_there(app_at: AppAt) -> None:
    async with app_at("opened").run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.press(*"lessons")
        await shows(pilot, "Short lessons on practices")
        await pilot.press("enter")
        await shows(pilot, "Twelve practices")
        await pilot.press("1")
        await shows(pilot, "Speaking")


async def test_one_lesson_is_opened_by_its_name_and_an_unknown_one_shows_the_list(app_at: AppAt) -> None:
    async with app_at("home").run_test(size=(80, 24)) as pilot:
        screen = await lessons(pilot, "ladder")
        await shows(pilot, "1/6")
        assert screen.reading
        await pilot.press("right", "right")
        await shows(pilot, "3/6")
        await pilot.press("left")
        await shows(pilot, "1 · Alone")
        assert app_of(pilot).own.things.read == ()
        await pilot.press("enter", "enter", "enter", "enter")
        await shows(pilot, "5 · Parting with honour")
        assert app_of(pilot).own.things.read == ("ladder",)


async def test_of_a_lesson_that_there_is_not_the_list_is_shown(app_at: AppAt) -> None:
    async with app_at("home").run_test(size=(80, 24)) as pilot:
        screen = await lessons(pilot, "nothing")
        assert not screen.reading
        await shows(pilot, "Twelve practices")


@at_sizes(*SIZES)
async def test_lines_are_of_60_to_68_columns_where_there_is_room(app_at: AppAt, size: tuple[int, int]) -> None:
    async with app_at("home").run_test(size=size) as pilot:
        screen = await lessons(pilot, "consent")
        pane = screen.query_one(ReadPane)
        await until(pilot, lambda: bool(pane.make) and pane.size.width > 0)
        width = pane.content_size.width
        lines = pane.laid(width)
        text = ["".join(span for span, _style in line).rstrip() for line in lines]
        longest = max(len(line.lstrip()) for line in text)
        assert (52 if size[0] < 64 else 60) <= longest <= 68
        assert all(width_of(line) <= width for line in lines)
        left = [len(line) - len(line.lstrip()) for line in text if line.strip()]
        assert min(left) == (width - min(MEASURE, width)) // 2
        if size[1] >= 24:
            assert len(lines) <= pane.content_size.height
        shown = "\n".join(lines_of(pilot))
        assert "Present: the exact wording" in shown


async def test_beside_the_list_where_there_is_room_for_both(app_at: AppAt) -> None:
    async with app_at("home").run_test(size=(120, 40)) as pilot:
        screen = await lessons(pilot)
        await shows(pilot, "Power over others rarely announces itself")
        assert app_of(pilot).own.things.read == ()
        await pilot.press("down")
        await shows(pilot, "The vision says what the world looks like")
        await pilot.press("tab")
        assert screen.reading
        await pilot.resize_terminal(80, 24)
        await shows(pilot, "The vision says what the world looks like")
        await pilot.press("tab")
        await shows(pilot, "Twelve practices")


# --- judging -------------------------------------------------------------------------------------------


async def test_situations_are_judged_and_the_reasons_follow(app_at: AppAt) -> None:
    async with app_at("home").run_test(size=(80, 24)) as pilot:
        await lessons(pilot, "power")
        await pilot.press("o")
        await shows(pilot, "nothing to judge here")
        await pilot.press("enter")
        await shows(pilot, "w power with  o power over  b both")
        await shows(pilot, "[w] power with, [o] power over")
        assert "Silence was made into agreement" not in text_of(pilot)
        await pilot.press("w")
        await shows(pilot, "You say: power with. Here is how else one may see it.")
        await pilot.press("o")
        await shows(pilot, "You say: power over. So do we.")
        await shows(pilot, "Silence was made into agreement")
        assert app_of(pilot).own.things.judged == {"power/1": "over"}
        await pilot.press("right", "left")
        await shows(pilot, "You say: power over. So do we.")


async def test_remapped_keys_judge_and_are_named(app_at: AppAt) -> None:
    async with app_at("home", Settings(keymap={"power-over": "x"})).run_test(size=(80, 24)) as pilot:
        await lessons(pilot, "power")
        await pilot.press("enter")
        await shows(pilot, "[x] power over")
        await pilot.press("x")
        await shows(pilot, "So do we")


async def test_what_one_reads_and_judges_is_in_ones_own_file_alone(app_at: AppAt, tmp_path: Path) -> None:
    app = app_at("opened")
    app.own = Own(tmp_path / "own" / "learning.json")
    before = on_disk(tmp_path / "home")
    async with app.run_test(size=(80, 24)) as pilot:
        await lessons(pilot, "power")
        await pilot.press("enter", "o")
        await shows(pilot, "Only you know how you judged")
    assert b"power/1" in (tmp_path / "own" / "learning.json").read_bytes()
    assert on_disk(tmp_path / "home") == before


async def test_a_file_that_cannot_be_read_is_told_and_one_reads_on(app_at: AppAt, tmp_path: Path) -> None:
    app = app_at("home")
    app.own = Own(tmp_path / "learning.json")
    (tmp_path / "learning.json").write_text("{", "utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await lessons(pilot)
        await shows(pilot, "is damaged")
        await pilot.press("enter")
        await shows(pilot, "Power over others rarely announces itself")
    assert (tmp_path / "learning.json").read_text("utf-8") == "{"


# --- what a home adds ------------------------------------------------------------------------------------


async def test_a_homes_own_lessons_are_listed_never_read_as_markup_and_a_bad_file_is_named(
    app_at: AppAt, tmp_path: Path
) -> None:
    app = app_at("home")
    folder = tmp_path / "home" / "lessons"
    folder.mkdir()
    (folder / "our-shed.toml").write_text('title = "[b]Our[/b] shed"\ntext = "[red]Sweep[/red] it."', "utf-8")
    (folder / "zz.toml").write_text("title = ", "utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await lessons(pilot, "our-shed")
        await shows(pilot, "[b]Our[/b] shed")
        await shows(pilot, "[red]Sweep[/red] it.")
        await pilot.press("escape")
        await shows(pilot, "Our own")
        assert "zz.toml, line 1" in " ".join((await app.library()).complaints)


async def test_in_plain_signs_nothing_else_is_shown(app_at: AppAt) -> None:
    async with app_at("home", Settings(signs=ASCII)).run_test(size=(80, 24)) as pilot:
        for id_ in ("power", "ladder", "consent"):
            await lessons(pilot, id_)
            await shows(pilot, LIBRARY.lessons[id_].title)
            assert [c for c in text_of(pilot) if ord(c) > 126] == []
            await pilot.press("escape")


@pytest.mark.parametrize("lesson", LIBRARY.lessons.values(), ids=lambda lesson: lesson.id)
def test_no_line_is_wider_than_the_width_that_there_is(lesson: Lesson) -> None:
    for number, page in enumerate(lesson.leaves):
        for answer in (None, *page.answers):
            for width in (30, 56, 66, 76, 200):
                lines = laid(lesson, number, answer, lambda text: text, PLAIN)(width)
                assert max(width_of(line) for line in lines) <= width
