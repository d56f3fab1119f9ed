"""Home at a terminal of one's own: what waits for oneself stands first, and one answers for oneself."""

from asyncio import wrap_future
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from sociotui.domain.customs import Customs
from sociotui.room.furnishing import Opening
from sociotui.room.home import Home
from sociotui.tui.meeting.screen import MeetingScreen
from tests.between import waiting_home
from tests.homes import Hands, home_in, opened
from tests.tui.gathering import GatheringOf
from tests.tui.staging import StageAt
from tests.tui.waiting import lines_of, shows, text_of, until


@pytest.fixture
def home(tmp_path: Path, hands: Hands) -> Iterator[Home]:
    """A home in which two decisions wait for Dara and Gio, and Ben has taken something on until 20 March."""
    home = waiting_home(
        tmp_path / "home", hands, Customs(absence="hold"), "Tool-shed rota", "Bees", taken_on="Buy a lock"
    )
    yield home
    home.close()


@pytest.fixture
def fresh(tmp_path: Path, hands: Hands) -> Iterator[Home]:
    """A home in which nothing has happened yet."""
    home = home_in(tmp_path / "fresh", hands)
    yield home
    home.close()


def rows(pilot: Pilot[None]) -> list[str]:
    """Return what the list shows, without its frame and its last cells."""
    return [" ".join(line[1:39].split()) for line in lines_of(pilot)[4:-3]]


async def test_ones_own_answers_stand_first_and_one_answers_for_oneself(home: Home, gathering_of: GatheringOf) -> None:
    there = gathering_of(home)
    async with there.at("dara", (80, 24)) as dara:
        await shows(dara, "For you")
        assert rows(dara)[:3] == ["For you until", "▸ Tool-shed rota all answered", "▸ Bees all answered"]
        await shows(dara, "enter answer")
        await dara.press("enter")
        await shows(dara, "Garden circle asks")
        assert "Who answers?" not in text_of(dara)
        await dara.press("right", "tab", "tab", "ctrl+s")
        await until(dara, lambda: any("Thank you, Dara." in line for line in lines_of(dara)))
        await until(dara, lambda: rows(dara)[:2] == ["For you until", "▸ Bees all answered"])
        await shows(dara, "Waiting for others")
        assert [g.person for w in home.organisation().waiting.values() for g in w.given if g.means == "terminal"] == [
            "dara"
        ]


async def test_who_is_not_asked_reads_what_waits_for_others(home: Home, gathering_of: GatheringOf) -> None:
    async with gathering_of(home).at("zoe") as zoe:
        await shows(zoe, "Waiting for others")
        assert "For you" not in text_of(zoe)
        await shows(zoe, "enter read")
        await zoe.press("enter")
        await shows(zoe, "What waits")
        assert "I consent" not in text_of(zoe)


async def test_what_one_has_taken_on_is_for_oneself_and_due_for_the_others(
    home: Home, gathering_of: GatheringOf
) -> None:
    async with gathering_of(home).sitting("ben", "zoe") as (ben, zoe):
        await shows(ben, "For you")
        assert rows(ben)[:2] == ["For you until", "20 Mar Buy a lock"]
        await shows(zoe, "Ben: Buy a lock")
        await ben.press("home", "enter")
        await shows(ben, "Is it done?")


async def test_who_opens_a_meeting_marks_who_is_here_and_who_has_a_terminal_comes_in_there(
    fresh: Home, gathering_of: GatheringOf
) -> None:
    async with gathering_of(fresh).sitting("zoe", "eli") as (zoe, eli):
        await zoe.press("/", *"garden", "enter", "enter")
        await until(zoe, lambda: "About" in text_of(zoe))
        await zoe.press("enter")
        await shows(zoe, "Garden circle meets. Who is here?")
        marked = {line.split("●")[1].split()[0] for line in lines_of(zoe) if "│ ●" in line}
        assert marked == {"Zoe", "Eli"}
        for seen in ("● Eli  writes · at a terminal", "◦ Ana  may come later", "or you note it (a)."):
            await shows(zoe, seen)
        await zoe.press("home", "space")
        await shows(zoe, "● Ana  in the room")
        await zoe.press("enter")
        await until(zoe, lambda: isinstance(zoe.app.screen, MeetingScreen))
        await until(eli, lambda: "(a) · Garden circle" in lines_of(eli)[0])


async def test_who_is_counted_as_here_and_looks_elsewhere_hears_that_it_has_begun(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    stage = stage_at()
    later = stage.meeting.round.order[-1] if stage.meeting.round else ""
    async with gathering_of(stage).at(later, inside=False) as pilot:
        await until(pilot, lambda: "Your circle meets: go there (a) · Garden circle" in lines_of(pilot)[0])
        await shows(pilot, "a go there")
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, MeetingScreen))
        await until(pilot, lambda: "Your circle meets" not in text_of(pilot))


async def test_the_circle_that_meets_leads_into_its_meeting_and_another_is_opened_only_by_who_says_so(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at())
    async with there.at("ana", inside=False) as ana:
        await ana.press("/", *"● garden", "enter", "enter")
        await shows(ana, "Enter leads there, and asks")
        await shows(ana, "enter to its meeting")
        await ana.press("enter")
        await shows(ana, "Garden circle meets now")
        await shows(ana, "1 ● go to it, begun at 14:03")
        await shows(ana, "2 open another meeting beside it")
        await ana.press("enter")
        await until(ana, lambda: isinstance(ana.app.screen, MeetingScreen))
        await ana.press("q")
        await until(ana, lambda: not isinstance(ana.app.screen, MeetingScreen))
        await ana.press("enter")
        await shows(ana, "Garden circle meets now")
        await ana.press("2")
        await shows(ana, "Garden circle meets. Who is here?")


async def test_a_meeting_that_begins_stands_under_the_cursor_of_who_has_not_moved_it(
    fresh: Home, gathering_of: GatheringOf
) -> None:
    there = gathering_of(fresh)
    async with there.sitting("zoe", "eli") as (zoe, eli):
        await shows(eli, "enter meet")
        await zoe.press("end", "up", "down")
        await wrap_future(there.hub.ask(lambda: opened(fresh)))
        await shows(eli, "enter go on with this meeting")
        await shows(zoe, "enter meet")


async def test_a_private_meeting_calls_who_takes_part_wherever_they_look_and_nobody_else(
    fresh: Home, gathering_of: GatheringOf
) -> None:
    opening = Opening(circle="garden", present=("zoe", "eli"), facilitator="zoe", secretary="eli", private=True)
    id_ = fresh.open(opening, "zoe")
    m = next(m for m in fresh.under_way() if m.id == id_)
    first = m.round.speaking if m.round else ""
    async with gathering_of(fresh).sitting(first, "ana") as (called, ana):
        await until(called, lambda: "Your turn" in lines_of(called)[0])
        await shows(ana, "● Garden circle  private meeting")
        assert "Your" not in text_of(ana)
        await called.press("a")
        await shows(called, "YOUR TURN")


async def test_a_meeting_is_opened_by_a_member_of_the_circle(fresh: Home, gathering_of: GatheringOf) -> None:
    async with gathering_of(fresh).at("hana", (100, 24)) as hana:
        await shows(hana, "Garden circle")
        await hana.press("down", "enter")
        await shows(hana, "A meeting of Garden circle is opened by one of its members.")
