"""Decisions: found while typing, narrowed by keys, read in full, and put on an agenda; at every size, in plain signs too."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from sociotui.domain.customs import Customs
from sociotui.domain.decisions import Decisions
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.finding.panes import ReadPane
from sociotui.tui.meeting.screen import MeetingScreen
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from sociotui.tui.widgets.find_line import FindLine
from sociotui.tui.widgets.long_listing import LongListing
from tests.between import DAY, agreed, held
from tests.homes import Hands, home_in, opened
from tests.room.secrets import MARK, RELEASED, whole
from tests.tui.gathering import GatheringOf
from tests.tui.waiting import lines_of, shows, text_of, until


@pytest.fixture
def home(tmp_path: Path, hands: Hands) -> Iterator[Home]:
    """A home with three decisions in force and one that waits for Dara and Gio."""
    home = home_in(tmp_path / "home", hands)
    agreed(home, Customs(absence="present"))
    held(home, "Tool-shed rota", "Café hours", "[red]Seeds[/red]")
    agreed(home, Customs(absence="hold"))
    hands.at += DAY
    held(home, "Greenhouse")
    yield home
    home.close()


def app_on(home: Home, me: str = "zoe", settings: Settings | None = None, meeting: str = "") -> SociotuiApp:
    """Return the app on that home."""
    return SociotuiApp(LiveRoom(home, me, meeting), settings or Settings())


def rows_of(pilot: Pilot[Any]) -> list[str]:
    """Return what the list shows, without its frame."""
    width = pilot.app.screen.query_one(LongListing).outer_size.width
    return [line[1 : width - 1].rstrip() for line in lines_of(pilot)[3:-3] if line[1 : width - 1].strip()]


async def reads(pilot: Pilot[Any], text: str) -> None:
    """Wait until the pane that tells about a decision has that in it, in sight or not."""
    pane = pilot.app.screen.query_one(ReadPane)

    def has() -> bool:
        lines = ("".join(piece for piece, _style in line) for line in pane.laid(60))
        return text in " ".join(" ".join(lines).split())

    await until(pilot, has)


async def test_what_waits_stands_on_top_and_is_told(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await shows(pilot, "4 of 4")
        assert rows_of(pilot) == [
            "Waiting for answers",
            "◔ Greenhouse                     Dara +1",
            "In force, by the day of their review",
            "  Tool-shed rota                   1 Sep",
            "  Café hours                       1 Sep",
            "  [red]Seeds[/red]                 1 Sep",
        ]
        await reads(pilot, "Still asked")
        await pilot.press("q")
        await shows(pilot, "What is next")


async def test_letters_find_by_beginnings_without_accents_and_escape_lets_go(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await shows(pilot, "4 of 4")
        await pilot.press("slash", *"cafe")
        await shows(pilot, "1 of 4")
        assert [row.split()[0] for row in rows_of(pilot)] == ["Café"]
        await pilot.press("space", *"two")
        await shows(pilot, "1 of 4")
        await pilot.press(*"3q?")  # what is typed is looked for, and does nothing else
        await shows(pilot, "No decision here has “cafe two3q?” in it")
        await shows(pilot, "0 of 4")
        await pilot.press("escape")
        await shows(pilot, "4 of 4")
        assert isinstance(pilot.app.screen.focused, FindLine)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen.focused, LongListing))


async def test_while_one_types_on_only_the_newest_words_are_looked_for(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    find = Decisions.find

    def noted(self: Decisions, o: Any, today: Any, wanted: Any) -> Any:
        asked.append(wanted.text)
        return find(self, o, today, wanted)

    monkeypatch.setattr(Decisions, "find", noted)
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await shows(pilot, "4 of 4")
        await pilot.press("slash")
        line = pilot.app.screen.query_one(FindLine)
        for text in ("g", "gr", "gre", "gree"):
            line.value = text  # faster than anybody types
        await shows(pilot, "1 of 4")
        assert asked[-1] == "gree"
        assert len(asked) <= 4


async def test_f_goes_through_states_and_capital_f_to_one_circle(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        for said, many in (("due", 1), ("in force", 3), ("waiting", 1), ("ended", 0), ("all", 4)):
            await pilot.press("f")
            await shows(pilot, f"{many} of 4")
            kinds = " all  due  in force  waiting  ended ".replace(f" {said} ", f"[{said}]")
            await shows(pilot, f"Decisions {kinds} · all circles")
        await pilot.resize_terminal(50, 20)
        await shows(pilot, "Decisions [all] · all circles")
        await pilot.resize_terminal(80, 24)
        await pilot.press("F")
        await shows(pilot, "Of which circle?")
        await pilot.press("end", "enter")
        await shows(pilot, "0 of 4")
        await shows(pilot, "None of the decisions is so. f shows others, F another circle.")
        await pilot.press("escape")
        await shows(pilot, "4 of 4")


async def test_a_decision_tells_its_wording_why_and_how_each_consented(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "slash", *"seeds", "enter", "enter")
        for told in (
            "[red]Seeds[/red]",
            "Two people open the shed",
            "It is always locked",
            "In force; looked at again 1 September.",
            "Ana looks after it.",
            "In the room:",
        ):
            await reads(pilot, told)
        await until(pilot, lambda: isinstance(pilot.app.screen.focused, ReadPane))
        await pilot.press("end")
        await shows(pilot, "Zoe")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen.focused, LongListing))


async def test_review_is_put_on_the_agenda_with_its_reason(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "slash", *"rota", "enter", "i")
        await shows(pilot, "Onto the agenda")
        await until(pilot, lambda: pilot.app.screen.focused is not None)
        await pilot.press("ctrl+s")
        await shows(pilot, "What has come up? A few words are enough")
        await pilot.press("tab", "tab", *"Cold", "ctrl+s")
        await shows(pilot, "▸ Tool-shed rota")
        await reads(pilot, "Garden circle: Review: Tool-shed rota")
        (topic,) = home.organisation().backlog["garden"]
        assert (topic.format, topic.next_step, topic.added_by) == ("review", "Cold", "zoe")
        await shows(pilot, "until then the decision stands")


async def test_consent_is_withdrawn_only_by_who_has_given_it(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "slash", *"cafe", "enter", "i")
        await shows(pilot, "Onto the agenda")
        await until(pilot, lambda: pilot.app.screen.focused is not None)
        await pilot.press("d", "tab", "right", "tab", *"Cold", "ctrl+s")
        await shows(pilot, "Dara has not consented to it")
        await pilot.press("shift+tab", "shift+tab", "b", "ctrl+s")
        await until(pilot, lambda: not isinstance(pilot.app.screen, FormDialog))
        (topic,) = home.organisation().backlog["garden"]
        assert (topic.added_by, topic.next_step) == ("ben", "Ben withdraws their consent: Cold")


async def test_what_waits_is_answered_from_here(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await shows(pilot, "i answer")
        await pilot.press("i")
        await shows(pilot, "Garden circle asks")
        await until(pilot, lambda: isinstance(pilot.app.screen, FormDialog) and pilot.app.screen.focused is not None)
        await pilot.press("escape")
        await shows(pilot, "4 of 4")


async def test_at_a_terminal_of_ones_own_members_speak_for_themselves(home: Home, gathering_of: GatheringOf) -> None:
    gathering = gathering_of(home)
    async with gathering.at("ivo", inside=False) as pilot:
        await pilot.press("3")
        await shows(pilot, "4 of 4")
        await pilot.press("i")
        await shows(pilot, "You are not asked about this one any more")
        await pilot.press("down", "i")
        await shows(pilot, "This is a decision of Garden circle; its members")
        await pilot.press("q")
    async with gathering.at("ben", inside=False) as pilot:
        await pilot.press("3")
        await shows(pilot, "4 of 4")
        await pilot.press("down", "i")
        await shows(pilot, "Onto the agenda")
        assert "Who asks for it?" not in text_of(pilot)
        await until(pilot, lambda: pilot.app.screen.focused is not None)
        await pilot.press("tab", *"Cold", "ctrl+s")
        await until(pilot, lambda: not isinstance(pilot.app.screen, FormDialog))
        (topic,) = home.organisation().backlog["garden"]
        assert topic.added_by == "ben"


async def test_a_meeting_beneath_is_watched_on(home: Home) -> None:
    async with app_on(home, meeting=opened(home)).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "Check-in")
        await pilot.press("3")
        await shows(pilot, "4 of 4")
        await pilot.press("4", "3", "q")
        await until(pilot, lambda: isinstance(pilot.app.screen, MeetingScreen))
        await shows(pilot, "Check-in")
        assert pilot.app.snapshot and pilot.app.snapshot.meeting  # type: ignore[attr-defined]


async def test_what_comes_while_it_is_shown_is_listed(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await shows(pilot, "4 of 4")
        room = pilot.app.room  # type: ignore[attr-defined]
        waiting = next(iter(home.organisation().waiting))
        room.answer(waiting, "dara").result(10)
        await shows(pilot, "still waits for Gio")
        room.answer(waiting, "gio").result(10)
        await until(pilot, lambda: "Waiting for answers" not in text_of(pilot))
        await shows(pilot, "  Greenhouse")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (300, 100), (20, 6), (30, 9)])
async def test_it_is_whole_at_every_size(home: Home, size: tuple[int, int]) -> None:
    async with app_on(home).run_test(size=size) as pilot:
        await pilot.press("3")
        await shows(pilot, "Greenhous" if size[0] > 20 else "Gree")
        assert all(len(line) <= size[0] for line in lines_of(pilot))
        await pilot.press("tab")
        await until(pilot, lambda: isinstance(pilot.app.screen.focused, ReadPane))
        await until(pilot, lambda: "Greenhouse" in text_of(pilot) or "Garden" in text_of(pilot))
        await pilot.press("tab")
        await until(pilot, lambda: isinstance(pilot.app.screen.focused, LongListing))


async def test_plain_signs_need_no_more_than_ascii(home: Home) -> None:
    async with app_on(home, settings=Settings(signs=ASCII)).run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await shows(pilot, "? Greenhouse")
        text = text_of(pilot).replace("Café", "")
        assert {c for c in text if ord(c) > 126} == set()


async def test_of_a_private_decision_is_shown_only_what_it_releases(tmp_path: Path, hands: Hands) -> None:
    home = home_in(tmp_path / "private", hands)
    whole(home)
    hands.at += DAY
    async with app_on(home, "gio").run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: bool(pilot.app.screen.query_one(LongListing).chosen))
        await reads(pilot, "It was decided in a private meeting.")
        seen = "\n".join("".join(p for p, _s in line) for line in pilot.app.screen.query_one(ReadPane).laid(60))
        assert RELEASED[1] in seen
        assert MARK not in seen.casefold()
    home.close()
