"""Choice and Several: what the arrow keys and letters choose, in one row and in several."""

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from sociotui.tui.widgets.choice import MOST_ROWS, Choice, beginning, beside, flowed
from sociotui.tui.widgets.lines import STYLES
from sociotui.tui.widgets.several import Several
from tests.tui.waiting import shows, text_of

PEOPLE = tuple((name.lower(), name) for name in ("Ana", "Ben", "Chidi", "Dara", "Eli", "Fay", "Zoe"))


class Asking(App[None]):
    """Asks one choice, and one of several."""

    CSS = "Choice, Several { height: auto; }"
    COMPONENT_CLASSES = {f"line--{name}" for name in STYLES}  # noqa: RUF012

    def __init__(self, options: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._options = options

    def compose(self) -> ComposeResult:
        yield Choice(self._options, id="one")
        yield Several(self._options, "ben,eli", id="some")


def one(pilot: Pilot[None]) -> str:
    return pilot.app.query_one(Choice).value


def some(pilot: Pilot[None]) -> str:
    return pilot.app.query_one(Several).value


def test_options_flow_into_rows_and_up_and_down_lead_between_them() -> None:
    rows = flowed([5, 5, 5, 5, 5], 12)
    assert rows == [[0, 1], [2, 3], [4]]
    assert [beside(rows, at, 1) for at in range(5)] == [2, 3, 4, 4, 4]
    assert [beside(rows, at, -1) for at in range(5)] == [0, 1, 0, 1, 2]
    assert beside([[0, 1, 2]], 1, 1) == 2


def test_a_letter_leads_to_the_next_that_begins_with_it() -> None:
    labels = ["Ana", "Ben", "Anouk", "élan"]
    assert beginning(labels, "a", 0) == 2
    assert beginning(labels, "A", 2) == 0
    assert beginning(labels, "É", 0) == 3
    assert beginning(labels, "x", 1) == 1


async def test_one_is_chosen_by_arrows_and_by_letters() -> None:
    async with Asking(PEOPLE).run_test(size=(30, 12)) as pilot:
        await shows(pilot, "[Ana]")
        assert all(label in text_of(pilot) for _value, label in PEOPLE)
        for key, value in (
            ("right", "ben"),
            ("down", "fay"),
            ("up", "ben"),
            ("left", "ana"),
            ("end", "zoe"),
            ("c", "chidi"),
        ):
            await pilot.press(key)
            assert one(pilot) == value, key


async def test_where_there_are_too_many_the_chosen_one_stands_alone() -> None:
    many = tuple((str(n), f"Person number {n}") for n in range(40))
    async with Asking(many).run_test(size=(30, 60)) as pilot:
        await shows(pilot, "‹ [Person number 0] ›  1/40")
        assert pilot.app.query_one(Choice).size.height == 1 < MOST_ROWS
        await pilot.press("right", "right")
        await shows(pilot, "‹ [Person number 2] ›  3/40")


async def test_several_are_marked_with_space_and_all_at_once() -> None:
    async with Asking(PEOPLE).run_test(size=(30, 12)) as pilot:
        await shows(pilot, "● Ben")
        pilot.app.query_one(Several).focus()
        await pilot.press("space", "b", "space")
        assert some(pilot) == "ana,eli"
        await pilot.press("end", "space")
        assert some(pilot) == ",".join(value for value, _label in PEOPLE)
        await pilot.press("space")
        assert some(pilot) == ""


async def test_with_one_or_two_there_is_no_all() -> None:
    async with Asking(PEOPLE[:2]).run_test(size=(30, 12)) as pilot:
        await shows(pilot, "● Ben")
        assert "all" not in text_of(pilot)
