"""People and roles: what ends first on top, who has not facilitated, and a selection for one or several roles."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from sociotui.domain.organisation import Definition
from sociotui.domain.people import Role
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.finding.panes import ReadPane
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from sociotui.tui.widgets.long_listing import LongListing
from tests.between import DAY, held
from tests.homes import Hands, home_in
from tests.tui.gathering import GatheringOf
from tests.tui.test_decisions_screen import reads, rows_of
from tests.tui.waiting import lines_of, shows, text_of, until


@pytest.fixture
def home(tmp_path: Path, hands: Hands) -> Iterator[Home]:
    """A home a year on, in which Zoe has facilitated a meeting and the Garden's own role is vacant."""
    home = home_in(tmp_path / "home", hands)
    o = home.organisation()
    assert o.about
    keeper = Role(id="keeper", name="Seed keeper", purpose="Seeds for all", responsibilities=("Dry them",))
    garden = replace(o.circles["garden"], role=(keeper,))
    home.define(Definition(organisation=o.about, circle=(garden,)), "test")
    held(home, "Tool-shed rota", taken_on="Buy a lock", until="2026-03-20")
    hands.at += 365 * DAY
    yield home
    home.close()


def app_on(home: Home, settings: Settings | None = None) -> SociotuiApp:
    """Return the app on that home."""
    return SociotuiApp(LiveRoom(home, "zoe"), settings or Settings())


async def test_what_is_over_and_what_ends_soon_stand_on_top(home: Home) -> None:
    async with app_on(home).run_test(size=(120, 40)) as pilot:
        await pilot.press("4")
        await shows(pilot, "Who [roles] ending  people  not facilitated yet  · all circles")
        rows = rows_of(pilot)
        assert rows[0] == "Term over: vacant, and due"
        assert [row.split()[:3] for row in rows[1:3]] == [["!", "Delegate", "Ben"], ["!", "Facilitator", "Zoe"]]
        assert rows.index("Vacant") < rows.index("Term runs") < rows.index("Held without an end")
        await reads(pilot, "The term is over: it gives no power")
        await pilot.press("slash", *"seed", "enter")
        await reads(pilot, "Seeds for all")
        await reads(pilot, "Dry them")


async def test_several_roles_of_a_circle_are_sought_in_one_go(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "slash", *"garden", "enter")
        await shows(pilot, "5 of")
        await pilot.press("home", "space", "space")
        await shows(pilot, "2 marked")
        await pilot.press("i")
        await shows(pilot, "Propose a selection")
        await until(pilot, lambda: pilot.app.screen.focused is not None)
        await pilot.press("tab", *"Time", "ctrl+s")
        await until(pilot, lambda: not isinstance(pilot.app.screen, FormDialog))
        await shows(pilot, "is on the backlog of Garden circle now")
        topic = home.organisation().backlog["garden"][-1]
        assert topic.format == "selection"
        assert len(topic.roles) == 2
        assert topic.next_step == "Time"
        assert "marked" not in lines_of(pilot)[0]
        await shows(pilot, "▸ ")
        await pilot.press("home", "i", "ctrl+s")
        await shows(pilot, "circle already, for delegate. It comes up in the next meeting.")


async def test_what_is_a_key_in_the_list_is_written_in_the_line(home: Home) -> None:
    keymap = {"mark": "m,space", "narrow": "f5", "circle": "c,f6"}
    async with app_on(home, Settings(keymap=keymap)).run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await shows(pilot, "m mark")
        await pilot.press("m")
        await shows(pilot, "1 marked")
        await pilot.press("slash", *"care m", "space", *"1234 ci?")
        await shows(pilot, "care m 1234 ci?")
        assert len(pilot.app.screen_stack) == 2


async def test_one_selection_is_for_roles_of_one_circle(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await shows(pilot, "all circles")
        await pilot.press("space", "slash", *"kitchen", "enter")
        await until(pilot, lambda: "marked" not in lines_of(pilot)[0])  # what is no longer shown is not marked
        await pilot.press("slash", "escape", "escape")
        await shows(pilot, "Term over")
        await pilot.press("home", "space", "end", "space")
        await shows(pilot, "One selection is for roles of one circle, and Garden circle is marked already.")
        assert "1 marked" in lines_of(pilot)[0]


async def test_people_tell_their_circles_roles_steps_and_whether_they_facilitated(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "f")
        await shows(pilot, "5 of 5")
        await pilot.press("f")
        await shows(pilot, "10 of 10")
        await pilot.press("slash", *"zoe", "enter")
        await reads(pilot, "One meeting on record, 2 March 2026")
        await reads(pilot, "Counted by the minutes of meetings that were held here (1),")
        await pilot.press("escape", "f")
        await shows(pilot, "9 of 9")
        assert "Zoe" not in "\n".join(rows_of(pilot))
        await pilot.press("slash", *"ben", "enter")
        await reads(pilot, "Buy a lock (until 20 March 2026)")
        await reads(pilot, "Delegate of Garden circle: the term ended")
        await pilot.press("i")
        await shows(pilot, "A selection is for a role: show roles (f)")


async def test_at_a_terminal_of_ones_own_a_member_proposes_and_others_are_told_whom_to_ask(
    home: Home, gathering_of: GatheringOf
) -> None:
    gathering = gathering_of(home)
    async with gathering.at("ivo", inside=False) as pilot:
        await pilot.press("4")
        await shows(pilot, "all circles")
        await pilot.press("i")
        await shows(pilot, "is for its members to say. Ask one of them")
    async with gathering.at("ben", inside=False) as pilot:
        await pilot.press("4")
        await shows(pilot, "all circles")
        await pilot.press("i")
        await shows(pilot, "Propose a selection")
        assert "Who brings it?" not in text_of(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(home.organisation().backlog.get("garden")))
        assert home.organisation().backlog["garden"][-1].added_by == "ben"


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (20, 6)])
async def test_it_is_whole_at_every_size(home: Home, size: tuple[int, int]) -> None:
    async with app_on(home).run_test(size=size) as pilot:
        await pilot.press("4")
        await shows(pilot, "! Delegate" if size[0] > 20 else "! D")
        assert all(len(line) <= size[0] for line in lines_of(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen.focused, ReadPane))
        await shows(pilot, "Delegate")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen.focused, LongListing))


async def test_plain_signs_need_no_more_than_ascii(home: Home) -> None:
    async with app_on(home, Settings(signs=ASCII)).run_test(size=(120, 40)) as pilot:
        await pilot.press("4", "space")
        await shows(pilot, "* Delegate")
        assert {c for c in text_of(pilot) if ord(c) > 126} <= {"’"}
