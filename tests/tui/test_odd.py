"""The screens on circles that lie thousands deep in each other, and on diamonds upon diamonds: home, map and a meeting."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from sociotui.domain import commands as c
from sociotui.domain.circles import Circle, outline
from sociotui.domain.organisation_events import CircleFormed, PersonEntered
from sociotui.domain.people import Person
from sociotui.journal.places import ORGANISATION
from sociotui.room.furnishing import Opening
from sociotui.room.live import LiveRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.map.outline import OutlinePane
from sociotui.tui.settings import Settings
from tests.domain.graphs import chain, diamonds
from tests.homes import Hands
from tests.test_cli_odd import recorded, run
from tests.tui.waiting import shows, until

pytestmark = pytest.mark.slow  # thousands of circles


@pytest.mark.parametrize("circles", [chain(5000), diamonds(20)], ids=["chain", "diamonds"])
async def test_home_map_and_a_meeting_show_them(tmp_path: Path, circles: list[Circle]) -> None:
    home = recorded(tmp_path, circles, Hands())
    first, last = circles[0], circles[-1]
    _depth, lowest = list(outline({each.id: each for each in circles}))[-1]
    people = [Person(id="ana", name="Ana"), Person(id="ben", name="Ben")]
    met = replace(last, members=("ana", "ben"))
    events = [*(PersonEntered(at=1, person=p) for p in people), CircleFormed(at=1, circle=met)]
    home.journal.append(ORGANISATION, len(circles) + 1, events, cmd="d", actor="test")
    id_ = home.open(Opening(circle=last.id, facilitator="ana", secretary="ben"), "ana")
    home.act(id_, c.FinishTurn(), "ana")
    app = SociotuiApp(LiveRoom(home, "ana"), Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, last.name)
        await pilot.press("2")
        await shows(pilot, first.name)
        await pilot.press("right", "right", "down")
        await pilot.press("o", "slash", *last.name, "enter", "enter")
        await until(pilot, lambda: app.screen.query_one(OutlinePane).circle == last.id)
        await shows(pilot, f"─ {last.name} ─")
        await pilot.press("end")
        await shows(pilot, lowest.name)
        await pilot.press("1")
        await shows(pilot, "Ana")
    assert last.name in run(home, "minutes", meeting=id_, format="md")
    home.close()
