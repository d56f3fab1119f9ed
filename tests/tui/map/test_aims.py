"""Aims on the map: one key shows them below names or beside them, and how they nest on top of the page."""

from pathlib import Path

from tests.homes import home_in
from tests.tui.map.test_screen import on_map
from tests.tui.waiting import shows, text_of


async def test_one_key_shows_aims_in_the_outline_and_on_top_of_the_page_and_again_leaves_them_out(
    tmp_path: Path,
) -> None:
    async with on_map(home_in(tmp_path), (100, 30)) as pilot:
        await pilot.press("A")
        await shows(pilot, "├ Garden circle  Food for forty")
        await shows(pilot, "↑ Green Acres")
        assert "Roles" not in text_of(pilot)[: text_of(pilot).index("How aims nest")]
        await pilot.press("A")
        await shows(pilot, "Aims are left out")
        assert "Garden circle  Food for forty" not in text_of(pilot)


async def test_drawn_they_stand_below_names_where_there_is_room(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path), (120, 40), drawn=True) as pilot:
        await pilot.press("A")
        await shows(pilot, "A warm meal for")
        assert "Money is there" in text_of(pilot)
