"""A real community's structure: dozens of groups and hundreds of people; it is imported, meets, and its map scrolls."""

from pathlib import Path

from sociotui.domain import commands as c
from sociotui.room.furnishing import Opening
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.settings import Settings
from tests.exchange.kubernetes import community
from tests.homes import Hands
from tests.tui.waiting import shows, text_of, until


def community_home(folder: Path) -> tuple[Home, str]:
    """Return a home with the community, and the id of a meeting of its largest circle."""
    home = Home(folder, Hands().clock())
    home.define(community(), "test")
    circles = home.organisation().circles.values()
    largest = max(circles, key=lambda circle: len(home.organisation().full_members(circle.id)))
    members = home.organisation().full_members(largest.id)
    print(f"{len(circles)} circles, {len(home.organisation().people)} people; {largest.name} meets with {len(members)}")
    return home, home.open(Opening(circle=largest.id, facilitator=members[0], secretary=members[1]), members[0])


def test_its_largest_circle_goes_round_and_everybody_is_heard_once(tmp_path: Path) -> None:
    home, id_ = community_home(tmp_path)
    meeting = home.course(id_).meeting
    assert meeting is not None
    for _turn in meeting.seats:
        meeting = home.act(id_, c.FinishTurn(), meeting.facilitator).meeting
    assert meeting.round and meeting.round.complete
    assert sorted(meeting.round.spoken) == sorted(meeting.seats)
    assert meeting.facilitator not in (meeting.round.order[0], meeting.round.order[-1])
    home.close()


async def test_the_circle_pane_scrolls_through_all_of_it(tmp_path: Path) -> None:
    home, id_ = community_home(tmp_path)
    circles = list(home.organisation().circles.values())
    app = SociotuiApp(LiveRoom(home, "test", id_), Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "now   ")
        app.screen.query_one("#circles").focus()
        await pilot.press("end")
        await until(pilot, lambda: "↑" in text_of(pilot))
        await pilot.press("home")
        await shows(pilot, circles[0].name.removesuffix(" circle")[:12])
        wanted = circles[len(circles) // 2].name
        await pilot.press("slash", *wanted, "enter", "enter")
        await shows(pilot, wanted[:12])
    home.close()
