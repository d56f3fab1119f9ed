"""Calling: whoever is asked for something sees and hears it wherever they are, once; and that their connection is gone."""

from typing import Any

import pytest
from textual.pilot import Pilot

from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.meeting.screen import MeetingScreen
from sociotui.tui.palette import commands
from sociotui.tui.settings import Settings
from tests.tui.gathering import Gathering, GatheringOf, Wavering, rung
from tests.tui.staging import StageAt, closed
from tests.tui.waiting import lines_of, shows, text_of, until

LOUD = Settings(bell=True)


def first_line(pilot: Pilot[None]) -> str:
    """Return the first line of the screen."""
    return lines_of(pilot)[0].rstrip()


def order(there: Gathering) -> tuple[str, ...]:
    """Return who has yet to speak, who speaks now first."""
    m = there.stage.meeting
    assert m.round
    return m.round.waiting


# --- elsewhere --------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 5)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_at_home_a_line_says_what_is_asked_and_one_key_leads_there(
    stage_at: StageAt, gathering_of: GatheringOf, size: tuple[int, int]
) -> None:
    there = gathering_of(stage_at())
    _now, soon, *_rest = order(there)
    async with there.at(soon, size, inside=False) as pilot:
        await until(pilot, lambda: first_line(pilot).startswith(" ◂ You are next (a)"))
        if size[0] == 80:
            await shows(pilot, "● Garden circle  You are next")
            await shows(pilot, "a go there")
        await there.act("next")
        await until(pilot, lambda: first_line(pilot).startswith(f" ▸ Your turn, {soon.title()} ("))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, MeetingScreen))
        await until(pilot, lambda: first_line(pilot).startswith(f" ▸ Your turn, {soon.title()}"))
        await there.act("next")
        await pilot.press("q")
        await until(
            pilot, lambda: "Your turn" not in text_of(pilot) and not isinstance(pilot.app.screen, MeetingScreen)
        )


async def test_who_is_absent_comes_in_from_home_by_one_key(stage_at: StageAt, gathering_of: GatheringOf) -> None:
    there = gathering_of(stage_at())
    async with there.at("fay", inside=False) as fay:
        await until(fay, lambda: first_line(fay) == " ▸ Your circle meets: come in (a) · Garden circle")
        await fay.press("a")
        await until(fay, lambda: "fay" in there.stage.meeting.seats)
        await shows(fay, "Fay▪")


async def test_a_call_stands_above_a_dialog_which_stays_as_it_is(stage_at: StageAt, gathering_of: GatheringOf) -> None:
    there = gathering_of(stage_at())
    _now, soon, *_rest = order(there)
    async with there.at(soon, (60, 20)) as pilot:
        await pilot.press("M")
        await shows(pilot, "A note for the minutes")
        await pilot.press(*"Bees")
        line = " ◂ You are next"
        assert first_line(pilot).startswith(line)  # the title's, seen through the dialog
        await there.act("next")
        await until(pilot, lambda: first_line(pilot) == f" ▸ Your turn, {soon.title()}")
        await pilot.press(*" hum")
        await shows(pilot, "Bees hum")
        assert isinstance(pilot.app.screen, FormDialog)
        await there.act("next")
        await until(pilot, lambda: "Your turn" not in text_of(pilot))
        await pilot.press("ctrl+s")
        await closed(pilot)
        assert there.stage.meeting.notes == ("Bees hum",)


async def test_a_dialog_that_one_opens_while_called_is_not_covered(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at().add().go("consent"))
    now = order(there)[0]
    async with there.at(now, (40, 12)) as pilot:
        await shows(pilot, "Your turn")
        await pilot.press("o")
        await until(pilot, lambda: "Your objection" in first_line(pilot))
        await there.act("hand", person="ana")
        await until(pilot, lambda: bool(there.stage.meeting.hands))
        assert "Your objection" in first_line(pilot)


async def test_in_one_meeting_one_hears_of_another(stage_at: StageAt, gathering_of: GatheringOf) -> None:
    stage = stage_at()
    one = stage.id
    stage.open(("ana", "eli", "zoe"))
    there = gathering_of(stage)
    await there.act("popcorn")  # nobody is called in the one that is watched
    async with there.at("zoe") as zoe:
        await shows(zoe, "popcorn")
        stage.id = one
        while order(there)[0] != "zoe":
            await there.act("next")
        await until(zoe, lambda: first_line(zoe) == " ▸ Your turn, Zoe · Garden circle: q, then a")
        await shows(zoe, "popcorn")


# --- the bell ---------------------------------------------------------------------------------------


async def test_the_bell_rings_once_for_each_call_wherever_one_is(stage_at: StageAt, gathering_of: GatheringOf) -> None:
    there = gathering_of(stage_at())
    now, soon, then, *_rest = order(there)
    async with (
        there.at(now, settings=LOUD) as first,
        there.at(soon, settings=LOUD, inside=False) as second,
        there.at(then, settings=LOUD) as third,
    ):
        await shows(first, "Your turn")
        assert rung(first) == 0  # who has just come sees it
        await third.press("M")
        await there.act("next")
        await until(second, lambda: rung(second) == 1)
        await there.act("hand", person=now)
        await there.act("undo")
        await there.act("pause")
        await second.press("a")
        await shows(second, "YOUR TURN")
        assert (rung(first), rung(second), rung(third)) == (0, 1, 0)
        await there.act("next")
        await until(third, lambda: rung(third) == 1)
        assert isinstance(third.app.screen, FormDialog)


async def test_the_bell_is_off_until_it_is_wanted_and_may_be_turned_on_for_the_session(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at())
    _now, soon, *_rest = order(there)
    async with there.at(soon) as pilot:
        await there.act("next")
        await shows(pilot, "YOUR TURN")
        assert rung(pilot) == 0
        await pilot.press("ctrl+p")
        await shows(pilot, "Search for commands")
        await pilot.press(*"bell: on")
        await shows(pilot, "Ring the terminal's bell, once")
        await pilot.press("enter")
        await shows(pilot, "The bell rings once when something is asked of you.")
        assert rung(pilot) == 0
        await there.act("undo")
        await there.act("next")
        await until(pilot, lambda: rung(pilot) == 1)


async def test_a_laptop_that_all_look_at_has_no_bell(stage_at: StageAt) -> None:
    app = stage_at().app(LOUD)
    async with app.run_test() as pilot:
        await shows(pilot, "Check-in")
        assert not [each for each in commands(app, app.screen) if "bell" in each.title]


# --- a connection that goes ---------------------------------------------------------------------------


async def wavering(there: Gathering, person: str) -> Any:
    """Return a room whose connection may go."""
    return Wavering(await there.room(person))


async def test_a_lost_connection_is_seen_at_once_and_what_is_asked_for_waits_and_is_done_once(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at())
    now = order(there)[0]
    room = await wavering(there, now)
    async with there.at(now, room=room) as pilot:
        await shows(pilot, "YOUR TURN")
        room.lose()
        await until(pilot, lambda: first_line(pilot) == " ≈ Connection lost, trying again")
        await pilot.press("space", "h")
        await until(pilot, lambda: first_line(pilot) == " ≈ Connection lost, trying again (2 wait)")
        assert order(there)[0] == now
        await pilot.press("v")  # what needs no server goes on
        await shows(pilot, "How are you here today?")
        await until(pilot, lambda: first_line(pilot).startswith(" ≈ Connection lost"))
        await pilot.press("escape")
        room.come_back()
        await shows(pilot, "The connection is back.")
        await until(pilot, lambda: now in there.stage.meeting.hands)
        assert order(there)[0] != now
        await until(pilot, lambda: "Connection lost" not in text_of(pilot))


async def test_a_lost_connection_is_seen_at_home_and_on_the_smallest_screen(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at())
    room = await wavering(there, "ben")
    async with there.at("ben", (20, 5), room=room) as pilot:
        await shows(pilot, "now ")
        room.lose()
        await until(pilot, lambda: first_line(pilot) == " ≈ Connection lost")
        await pilot.press("q")
        await until(pilot, lambda: not isinstance(pilot.app.screen, MeetingScreen))
        await until(pilot, lambda: first_line(pilot) == " ≈ Connection lost")
        room.come_back()
        await shows(pilot, "The connection is")
