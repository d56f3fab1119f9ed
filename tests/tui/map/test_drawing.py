"""The drawn map on the screen: arrows go to the neighbour, enter in, backspace out; large organisations stay fluid."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from sociotui.domain.circles import Circle
from sociotui.tui.map.drawing import DrawingPane, Sketch
from sociotui.tui.map.facts import Facts
from sociotui.tui.map.outline import OutlinePane
from sociotui.tui.map.panes import PagePane
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from tests.homes import Hands, home_in
from tests.tui.map.growing import grown, seen, tree
from tests.tui.map.test_screen import home_of, on_map, page
from tests.tui.waiting import lines_of, shows, strips_of, text_of, until


def drawing(pilot: Pilot[Any]) -> DrawingPane:
    """Return the drawing that is shown."""
    return pilot.app.screen.query_one(DrawingPane)


async def test_circles_are_drawn_and_arrows_go_to_the_neighbour(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands()), (120, 40), drawn=True) as pilot:
        for name in ("▸ General circle", "Garden", "Kitchen", "Finance", "Compost", "◇ Harvest"):
            assert name in text_of(pilot), text_of(pilot)
        where = {
            id_: (shown.at.x, shown.at.y)
            for id_, shown in drawing(pilot)._picture(*drawing(pilot).content_size).scene.shown.items()  # type: ignore[union-attr]
        }
        await pilot.press("down")
        first = drawing(pilot).circle
        assert first != "general"
        assert where[first][1] > where["general"][1] - 60
        seen_circles = {first}
        for key in ("right", "down", "left", "up", "left", "down", "right", "right", "up"):
            await pilot.press(key)
            seen_circles.add(drawing(pilot).circle)
        assert len(seen_circles) > 3
        await pilot.press("home")
        assert drawing(pilot).circle == "general"
        await until(pilot, lambda: page(pilot) == "general")


async def test_enter_goes_in_to_the_people_and_then_to_the_page(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands()), drawn=True) as pilot:
        pilot.app.screen.go_to("finance")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await shows(pilot, "Green Acres › General circle › Finance circle")
        for name in ("Ivo", "Fay", "Hana"):
            assert any(name in line[:42] for line in lines_of(pilot)), text_of(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.query_one(PagePane).has_focus)
        await pilot.press("escape", "backspace")
        await shows(pilot, "▸")
        assert drawing(pilot).circle == "finance"
        assert "Garden" in text_of(pilot)


async def test_who_goes_out_comes_to_the_parent_from_which_they_went_in(tmp_path: Path) -> None:
    """Harvest feast is a circle of the garden's and of the kitchen's, and seen in each of them."""
    async with on_map(home_in(tmp_path, Hands()), drawn=True) as pilot:
        for parent in ("kitchen", "garden"):
            pilot.app.screen.go_to(parent)  # type: ignore[attr-defined]
            await pilot.press("enter")
            await shows(pilot, f"General circle › {parent.title()} circle")
            await until(pilot, lambda: drawing(pilot).shows("harvest-feast"))
            pilot.app.screen.go_to("harvest-feast")  # type: ignore[attr-defined]
            await pilot.press("enter")
            await shows(pilot, "› Harvest feast")
            await pilot.press("backspace")
            await shows(pilot, f"Acres › General circle › {parent.title()} circle  ")
            assert drawing(pilot).circle == "harvest-feast"
            await pilot.press("backspace")
            await until(pilot, lambda: drawing(pilot).circle == parent)  # noqa: B023


async def test_o_turns_to_the_outline_and_back_at_the_same_circle(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands()), drawn=True) as pilot:
        await pilot.press("down")
        circle = drawing(pilot).circle
        await pilot.press("o")
        outline = pilot.app.screen.query_one(OutlinePane)
        await until(pilot, lambda: outline.has_focus and outline.circle == circle)
        await pilot.press("end", "o")
        await until(pilot, lambda: drawing(pilot).has_focus and drawing(pilot).circle == "finance")


async def test_what_is_looked_for_comes_in_sight_however_small_it_was(tmp_path: Path) -> None:
    async with on_map(home_of(tmp_path, tree(60)), drawn=True) as pilot:
        hidden = [f"c{n}" for n in range(60) if not drawing(pilot).shows(f"c{n}")]
        assert hidden
        name = "Circle " + hidden[-1][1:]
        await pilot.press("slash", *name, "enter", "enter")
        await until(pilot, lambda: drawing(pilot).circle == hidden[-1])
        assert drawing(pilot).shows(hidden[-1])
        assert drawing(pilot).has_focus
        await until(pilot, lambda: page(pilot) == hidden[-1])


async def test_the_legend_tells_the_colours_and_turns_with_them(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands()), (120, 40), drawn=True) as pilot:
        await shows(pilot, "● broadest")
        await pilot.press("c")
        await shows(pilot, "overdue in")


async def test_ascii_terminals_get_the_outline(tmp_path: Path) -> None:
    async with on_map(home_in(tmp_path, Hands()), settings=Settings(signs=ASCII), drawn=True) as pilot:
        await pilot.press("o")
        await shows(pilot, "Circles are drawn where a terminal shows more")
        assert pilot.app.screen.query_one(OutlinePane).has_focus
        assert text_of(pilot).isascii()


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (300, 100)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_it_is_drawn_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    names = ("x" * 120, "🌱 " * 40, "دائرة الحديقة " * 8, "堆肥小组" * 30, "Alike", "Alike", "e")
    circles = [
        Circle(id=f"c{n}", name=name, parents=("c0",) if n else (), members=("ana",)) for n, name in enumerate(names)
    ]
    async with on_map(home_of(tmp_path, grown(*circles)), size, drawn=True) as pilot:
        for key in ("down", "right", "enter", "backspace", "left", "up"):
            await pilot.press(key)
            assert {strip.cell_length for strip in strips_of(pilot)} == {size[0]}
        assert "⠤" in text_of(pilot)


async def test_many_circles_are_drawn_beside_the_loop(tmp_path: Path) -> None:
    async with on_map(home_of(tmp_path, tree(300, 1200)), drawn=True) as pilot:
        await shows(pilot, "▸ Circle 0")
        await pilot.press("down")
        await until(pilot, lambda: drawing(pilot).circle != "c0")
        await pilot.press("q", "2")
        await shows(pilot, "⠤")


async def test_an_organisation_without_circles_is_drawn_as_nothing(tmp_path: Path) -> None:
    async with on_map(home_of(tmp_path, grown(Circle(id="a", name="A"))), drawn=True) as pilot:
        await pilot.press("down", "left", "home", "enter", "enter", "backspace", "backspace", "c", "o", "o")
        await shows(pilot, "1 circle, 0 people")


def test_a_sketch_is_made_once_for_each_state_of_the_circles() -> None:
    facts = Facts(seen(tree(30)))
    sketch = Sketch(facts)
    assert sketch.fits(Facts(facts.snapshot, facts))
    assert not sketch.fits(Facts(seen(tree(30))))
    again = Sketch(Facts(facts.snapshot, facts), sketch)
    assert again.layout is sketch.layout
