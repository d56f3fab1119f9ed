"""The map at a terminal of one's own: what one is asked for is heard there, and a key leads to it and back."""

from sociotui.tui.map.screen import MapScreen
from sociotui.tui.meeting.screen import MeetingScreen
from tests.tui.gathering import GatheringOf
from tests.tui.staging import StageAt
from tests.tui.waiting import lines_of, shows, until


async def test_a_call_is_heard_on_the_map_and_a_key_leads_there(stage_at: StageAt, gathering_of: GatheringOf) -> None:
    stage = stage_at()
    later = stage.meeting.round.order[-1] if stage.meeting.round else ""
    async with gathering_of(stage).at(later, inside=False) as pilot:
        await until(pilot, lambda: "go there (a)" in lines_of(pilot)[0])
        await pilot.press("2")
        await until(pilot, lambda: isinstance(pilot.app.screen, MapScreen))
        await shows(pilot, "6 circles, 10 people")
        await until(pilot, lambda: "Your circle meets: go there (a) · Garden circle" in lines_of(pilot)[0])
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, MeetingScreen))
        await pilot.press("2", "a")
        await until(pilot, lambda: isinstance(pilot.app.screen, MapScreen))
        assert sum(isinstance(screen, MeetingScreen) for screen in pilot.app.screen_stack) == 1
        await pilot.press("1")
        await until(pilot, lambda: isinstance(pilot.app.screen, MeetingScreen))
        await pilot.press("q")
        await shows(pilot, "What is next")


async def test_the_turn_that_comes_is_told_over_the_map(stage_at: StageAt, gathering_of: GatheringOf) -> None:
    stage = stage_at()
    assert stage.meeting.round
    second = stage.meeting.round.order[1]
    there = gathering_of(stage)
    async with there.at(second) as pilot:
        await pilot.press("2")
        await until(pilot, lambda: isinstance(pilot.app.screen, MapScreen))
        there.hub.ask(lambda: stage.act("next"))
        await until(pilot, lambda: "YOUR TURN" in lines_of(pilot)[0].upper())
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, MeetingScreen))
        await shows(pilot, "now   ")
