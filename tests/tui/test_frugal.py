"""Drawing with little work: what goes to the terminal is the same, and widgets where nothing changed are left in peace."""

import re
from random import Random
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Label, Static

from sociotui.tui.private import FrugalCompositor, draw_what_changed

_NOWHERE = re.compile(r"\x1b\[\d+;\d+H(?=\x1b\[\d+;\d+H|\n|\Z)")
"""To go somewhere and draw nothing there."""


class Crowded(Screen[None]):
    """A screen with widgets beside, within and above each other, one of them scrolled, one wide."""

    CSS = """
    Screen { layers: below above; }
    #over { layer: above; dock: right; width: 20; height: 7; offset: -9 6; border: round white; }
    #rolled { height: 8; border: heavy white; }
    .half { width: 1fr; border: round white; }
    """

    def compose(self) -> ComposeResult:
        """Lay it all out."""
        yield Label("a title", id="title")
        with Horizontal():
            with Vertical(classes="half"):
                yield Static("left\nwith 円 and 目, wide ones", classes="half")
                yield Static("below left")
            with VerticalScroll(id="rolled"):
                for n in range(30):
                    yield Label(f"row {n}", id=f"row{n}")
        yield Static("above\nthe others", id="over")


class Picture(App[None]):
    """An app that shows it."""

    def get_default_screen(self) -> Screen[None]:
        """Return it."""
        screen = Crowded()
        draw_what_changed(screen)
        return screen


def update(compositor: Compositor, regions: set[Region], how: Any) -> str:
    """Return what is sent for changes in `regions`, where they are drawn in one way or the other."""
    compositor._dirty_regions = set(regions)
    drawn = how.render_partial_update(compositor)
    assert drawn is not None
    return _NOWHERE.sub("", drawn.render_segments(Picture().console))


@pytest.mark.parametrize("rolled", [0, 11])
async def test_what_is_sent_is_the_same(rolled: int) -> None:
    app, chance = Picture(), Random(5)
    async with app.run_test(size=(80, 24)) as pilot:
        compositor = app.screen._compositor
        assert isinstance(compositor, FrugalCompositor)
        app.screen.query_one("#rolled").scroll_to(y=rolled, animate=False)
        await pilot.pause()
        screen = Region(0, 0, 80, 24)
        for _again in range(300):
            regions = set()
            for _each in range(chance.randint(1, 4)):
                x, y = chance.randrange(80), chance.randrange(24)
                region = Region(x, y, chance.randint(1, 30), chance.randint(1, 6)).intersection(screen)
                regions.add(region)
            assert update(compositor, regions, FrugalCompositor) == update(compositor, regions, Compositor)


async def test_who_has_nothing_new_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Picture()
    async with app.run_test(size=(80, 24)) as pilot:
        compositor = app.screen._compositor
        await pilot.pause()
        asked: list[str | None] = []
        render = Widget.render_lines

        def noted(widget: Widget, crop: Region) -> list[Strip]:
            asked.append(widget.id)
            return render(widget, crop)

        monkeypatch.setattr(Widget, "render_lines", noted)
        changed = [compositor.visible_widgets[app.query_one(f"#{id_}")][0] for id_ in ("title", "row2")]
        update(compositor, set(changed), FrugalCompositor)
        assert sorted(filter(None, asked)) == ["row2", "title"]
        update(compositor, set(changed), Compositor)
        assert "over" in asked
