"""A long listing: only rows in sight are worked out, however many there are; headings are passed over."""

from collections.abc import Sequence

from textual.app import App, ComposeResult

from sociotui.tui.widgets.lines import STYLES, Line
from sociotui.tui.widgets.long_listing import LongListing
from tests.tui.waiting import lines_of


class Long(App[None]):
    """Shows five thousand rows, with a heading before each hundred."""

    COMPONENT_CLASSES = {f"line--{name}" for name in STYLES}  # noqa: RUF012

    def __init__(self, many: int = 5_000) -> None:
        super().__init__()
        self.ids: Sequence[str] = ["" if n % 100 == 0 else f"row-{n}" for n in range(many)]
        self.made: list[int] = []

    def compose(self) -> ComposeResult:
        yield LongListing()

    def line(self, at: int, width: int) -> Line:
        """Return a row, and remember that it was worked out."""
        self.made.append(at)
        return ((f"{self.ids[at] or 'heading'}"[:width], "plain"),)


async def test_only_rows_in_sight_are_worked_out() -> None:
    app = Long()
    async with app.run_test(size=(30, 12)) as pilot:
        listing = app.query_one(LongListing)
        listing.focus()
        listing.fill_long(app.ids, app.line)
        await pilot.pause()
        assert set(app.made) <= set(range(13))
        assert lines_of(pilot)[1].startswith("row-1")
        app.made.clear()
        await pilot.press("end")
        assert listing.chosen == "row-4999"
        assert set(app.made) <= set(range(4980, 5000))
        await pilot.press("home", "down", "down")
        assert listing.chosen == "row-3"


async def test_the_cursor_keeps_its_row_or_goes_to_the_nearest_that_is_one() -> None:
    app = Long(300)
    async with app.run_test(size=(30, 12)) as pilot:
        listing = app.query_one(LongListing)
        listing.focus()
        listing.fill_long(app.ids, app.line, "row-150")
        assert listing.chosen == "row-150"
        fewer = [id_ for id_ in app.ids if id_ in ("", "row-20", "row-150")]
        listing.fill_long(fewer, app.line)
        assert listing.chosen == "row-150"
        listing.fill_long(["", "row-20", ""], app.line)
        assert listing.chosen == "row-20"
        listing.fill_long([], app.line)
        assert listing.chosen == ""
        await pilot.press("down", "enter", "end")
        assert listing.chosen == ""
        listing.fill_long([""], app.line)
        assert listing.chosen == ""
