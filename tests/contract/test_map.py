"""The map in an app of its own: seen, looked back at and come back from, alike wherever the room's home lies."""

from datetime import date

from sociotui.domain import changes as c
from sociotui.tui.app import SociotuiApp
from sociotui.tui.map.screen import MapScreen
from sociotui.tui.settings import Settings
from tests.contract.places import Place
from tests.homes import Hands
from tests.served.serving import SOON
from tests.tui.waiting import shows, text_of, until

DAY = 86_400_000


async def test_the_map_is_walked_and_looked_back_at(place: Place, hands: Hands) -> None:
    eli, fay = place.enter("eli").room, place.enter("fay").room
    hands.at += 2 * DAY
    fay.change([c.EndCircle(circle="finance")], why="Taken over").result(SOON)
    hands.at += DAY
    room = place.come_in("ana")
    app = SociotuiApp(room, Settings())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2")
        await shows(pilot, "5 circles, 10 people")
        await pilot.press("h", "h")
        await shows(pilot, "Finance circle ends.")
        await shows(pilot, "recorded by the secretary")
        await pilot.press("down")
        await shows(pilot, " as on 4 March 2026 ")
        await pilot.press("b")
        await shows(pilot, " as on 3 March 2026 ")
        await shows(pilot, "6 circles, 10 people")
        await pilot.press("h", "slash", *"finance", "enter", "enter")
        await shows(pilot, "Finance circle, on 3 Mar 2026")
        eli.change([c.SetCircle(circle="garden", aims=("Flowers",))], why="Hunger").result(SOON)
        await until(
            pilot, lambda: app.snapshot is not None and app.snapshot.organisation.circles["garden"].aims == ("Flowers",)
        )
        assert " as on 3 March 2026 " in text_of(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: "as on" not in text_of(pilot))
        await shows(pilot, "5 circles, 10 people")
        screen = app.screen
        assert isinstance(screen, MapScreen)
        assert screen._past.day is None
        assert app.clock.today() == date(2026, 3, 5)
