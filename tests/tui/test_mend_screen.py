"""The ladder and a talk on the screen: each at a terminal of their own; others see nothing of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sociotui.room.home import Home
from sociotui.room.own import Own
from sociotui.tui.mend.talking import TalkScreen
from tests.homes import Hands, home_in
from tests.talking import AGREED, DAY, whole
from tests.tui.gathering import GatheringOf
from tests.tui.waiting import shows, text_of, until


@pytest.fixture
def home(tmp_path: Path, hands: Hands) -> Iterator[Home]:
    """A home with the demo's organisation."""
    home = home_in(tmp_path / "home", hands)
    yield home
    home.close()


async def test_an_invitation_is_accepted_at_ones_own_terminal_and_what_is_said_is_heard_back(
    home: Home, gathering_of: GatheringOf
) -> None:
    there = gathering_of(home)
    async with there.at("ana", (80, 24)) as ana, there.at("ben", (60, 20)) as ben, there.at("zoe", (80, 24)) as zoe:
        await ana.press("L", "t")
        await shows(ana, "With whom?")
        await ana.press(*"Ben", "tab", "tab", "tab", "tab", "enter")
        await shows(ana, "Still asked: Ben.")
        await shows(ben, "Ana asks you for a talk")
        await ben.press("home", "enter")
        await shows(ben, "Yes, I take part")
        await ben.press("enter")
        await shows(ana, "I have said it aloud")
        assert "I have said it aloud" not in text_of(ben)
        await ana.press("down", "enter")
        await shows(ana, "empty: said aloud")
        await ana.press(*"Shut", "tab", "enter")
        await shows(ben, "Ana: Shut")
        await ben.press("home", "enter")
        await shows(ana, "Yes, that is what I meant")
        await ana.press("enter")
        await shows(ben, "how it is for me")
        await shows(zoe, "What is next")
        for screen in (text_of(zoe), repr(zoe.app.snapshot)):  # type: ignore[attr-defined]
            assert "a talk" not in screen
            assert "Shut" not in screen
        await zoe.press("L")
        await shows(zoe, "Reflect alone")
        assert "Yours" not in text_of(zoe)


async def test_an_agreement_comes_back_to_each_of_the_two_on_its_day(
    home: Home, hands: Hands, gathering_of: GatheringOf
) -> None:
    from sociotui.room.identity import Identity
    from sociotui.room.mending.acting import do

    talk = whole(lambda person, command: do(home, Identity(person=person, door="ssh"), command))
    hands.at += 14 * 24 * 3600 * 1000
    there = gathering_of(home)
    async with there.at("ana", (80, 24)) as ana, there.at("zoe", (80, 24)) as zoe:
        await shows(ana, "agreed with Ben")
        await ana.press("home", "enter")
        await until(ana, lambda: isinstance(ana.app.screen, TalkScreen))
        await shows(ana, "How did it go with")
        await ana.press("enter")
        await shows(ana, "partly kept")
        await ana.press("right", "enter", "enter")
        await shows(ana, "Ana: partly kept.")
        assert home.talks.one(talk.id, "ben").awaits("ben", DAY)
        assert not home.talks.one(talk.id, "ben").awaits("ana", DAY)
        assert AGREED not in text_of(zoe) + repr(zoe.app.snapshot)  # type: ignore[attr-defined]


async def test_one_reflects_alone_and_only_ones_own_file_has_it(
    home: Home, gathering_of: GatheringOf, tmp_path: Path
) -> None:
    there = gathering_of(home)
    async with there.at("ana", (80, 24)) as ana:
        own = Own(tmp_path / "own" / "learning.json")
        ana.app.own = own  # type: ignore[attr-defined]
        await ana.press("L", "a")
        await shows(ana, "as a camera would have seen it?")
        await ana.press(*"Shut", "tab", "tab", "tab", "tab", "tab", "enter")
        await shows(ana, "Kept for you alone.")
        await shows(ana, "what you wrote for yourself")
        assert "Shut" in own.things.notes[0].text
    assert not any(b"Shut" in p.read_bytes() for p in home.folder.rglob("*") if p.is_file())


async def test_leaving_with_honour_goes_onto_the_circles_agenda_in_its_format(
    home: Home, gathering_of: GatheringOf
) -> None:
    there = gathering_of(home)
    async with there.at("ana", (80, 24)) as ana:
        await ana.press("L", "x")
        await shows(ana, "Which circle do you leave?")
        await ana.press("enter", "enter", "enter")
        await shows(ana, "Ana leaves")
    backlog = [topic for topics in home.organisation().backlog.values() for topic in topics]
    assert [(t.format, t.about, t.title) for t in backlog if t.format == "leaving"] == [
        ("leaving", "ana", "Ana leaves")
    ]
    assert not home.talks.of("ana")
