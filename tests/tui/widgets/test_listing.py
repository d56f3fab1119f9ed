"""A listing of rows that are made when they come into sight: what is seen is made, what is looked for is found."""

from typing import ClassVar

from textual.app import App, ComposeResult

from sociotui.tui.widgets.lines import STYLES, Line
from sociotui.tui.widgets.listing import Listing, Row, Unmade


class Rows(App[None]):
    """A listing of a thousand rows, every third of which parts others."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line--{name}" for name in STYLES}

    def __init__(self) -> None:
        super().__init__()
        self.made: set[int] = set()

    def compose(self) -> ComposeResult:
        yield Listing(id="rows")

    def on_mount(self) -> None:
        ids = ["" if n % 3 == 0 else f"r{n}" for n in range(1000)]
        self.query_one(Listing).fill(Unmade(ids, self._line, lambda at: f"word {at * 7}"), "r1")
        self.query_one(Listing).focus()

    def _line(self, at: int) -> Line:
        self.made.add(at)
        return ((f"row {at}", "plain"),)


async def test_only_rows_in_sight_are_made() -> None:
    app = Rows()
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.press("down", "down", "up")
        assert app.query_one(Listing).chosen == "r2"
        assert max(app.made) < 12
        await pilot.press("end")
        assert app.query_one(Listing).chosen == "r998"
        assert app.made.isdisjoint(range(20, 980))


async def test_what_is_looked_for_is_found_by_its_words_not_by_its_line() -> None:
    app = Rows()
    async with app.run_test(size=(30, 10)):
        listing = app.query_one(Listing)
        assert listing.find("word 3500")
        assert listing.chosen == "r500"
        assert not listing.find("row 500")
        assert app.made.isdisjoint(range(20, 480))


def test_rows_are_a_sequence() -> None:
    rows = Unmade(["a", "b", "c"], lambda at: ((str(at), "plain"),))
    assert isinstance(rows[1], Row)
    assert [row.id for row in rows[1:]] == ["b", "c"]
    assert rows.words(2) == "2"
    assert [row.id for row in rows] == ["a", "b", "c"]
