"""The agenda screen: topics are added, ranked, changed, dropped and taken back by keys; times add up; at every size."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from sociotui.domain import organisation_commands as c
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation import Definition
from sociotui.domain.people import Role
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.agenda.screen import AgendaScreen
from sociotui.tui.app import SociotuiApp
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from sociotui.tui.widgets.listing import Listing
from tests.homes import Hands, home_in, opened
from tests.sizes import at_sizes
from tests.tui.gathering import GatheringOf
from tests.tui.staging import accept, closed, typed
from tests.tui.waiting import lines_of, shows, text_of, until

TODAY = date(2026, 3, 2)


def add(home: Home, title: str, **fields: Any) -> None:
    """Put a topic on the Garden circle's backlog."""
    home.prepare(c.AddTopic(circle="garden", topic=BacklogItem(title=title, **fields), today=TODAY), "ana")


@pytest.fixture
def home(tmp_path: Path, hands: Hands) -> Iterator[Home]:
    """A home whose Garden circle has three topics, and a role that nobody holds."""
    home = home_in(tmp_path / "home", hands)
    o = home.organisation()
    assert o.about
    garden = replace(o.circles["garden"], role=(Role(id="keeper", name="Bee keeper"),))
    home.define(Definition(organisation=o.about, circle=(garden,)), "test")
    add(home, "Hoses", minutes=15, presenter="ana", next_step="Ask at the mill.")
    add(home, "[red]Bees[/red]", minutes=30)
    add(home, "Compost", minutes=20, aim="explore")
    yield home
    home.close()


def backlog(home: Home) -> list[str]:
    """Return the Garden circle's topics in their order."""
    return [t.title for t in home.organisation().backlog["garden"]]


AppOn = Callable[..., SociotuiApp]


def app_on(home: Home, settings: Settings | None = None) -> SociotuiApp:
    """Return the app on that home."""
    return SociotuiApp(LiveRoom(home, "zoe"), settings or Settings())


async def prepare(pilot: Pilot[Any]) -> None:
    """Go to the agenda of the Garden circle's next meeting by keys."""
    await shows(pilot, "enter meet")
    await pilot.press("slash", *"Garden", "enter", "enter")
    await until(pilot, lambda: pilot.app.focused is pilot.app.screen.query_one("#home-list"))
    await pilot.press("i")
    await until(pilot, lambda: isinstance(pilot.app.screen, AgendaScreen))
    await shows(pilot, "Garden circle: ")


def rows_of(pilot: Pilot[Any]) -> list[str]:
    """Return the rows of the list, without its frame."""
    frames = [n for n, line in enumerate(lines_of(pilot)) if line.startswith(("╰", "+-"))]
    return [line[1:-1].rstrip() for line in lines_of(pilot)[4 : frames[0] if frames[0] > 4 else frames[1]]]


def chosen(pilot: Pilot[Any]) -> str:
    """Return the id of the row under the cursor."""
    return next((listing.chosen for listing in pilot.app.screen.query(Listing)), "")


# --- what there is to see --------------------------------------------------------------------------


async def test_topics_stand_in_their_order_with_their_times_and_what_is_due_below(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await prepare(pilot)
        await shows(pilot, "Role selection")
        assert rows_of(pilot)[:11] == [
            "    0:00  check-in, admin, consent to the agenda            11 min",
            "  1 0:11  Hoses                             decide          15 min  Ana",
            "  2 0:26  [red]Bees[/red]                   decide          30 min",
            "  3 0:56  Compost                           explore         20 min",
            "    1:16  time to spare                                      7 min",
            "    1:23  what stays for later, check-out                    7 min",
            "    1:30  the end",
            "",
            " Due, and not on it yet: enter takes it over",
            "! now     Bee keeper: vacant                Role selection  30 min",
            "",
        ]
        for told in ("65 of 72 min for topics, 7 to spare", "a meeting of 90", "Ask at the mill.", "Ana brings it"):
            assert told in text_of(pilot), text_of(pilot)
        assert "No length is on record yet: 90 minutes; another with t." in text_of(pilot)


async def test_an_empty_agenda_says_what_to_do(tmp_path: Path, hands: Hands) -> None:
    home = home_in(tmp_path / "empty", hands)
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await prepare(pilot)
        await shows(pilot, "No topic yet. What would you like to talk about?")
        await shows(pilot, "Add what you would like to talk about (i).")
        for key in ("e", "x", "plus", "minus"):
            await pilot.press(key)
        await pilot.press("u")
        await shows(pilot, "You have done nothing here yet that could be taken back.")
        assert not home.organisation().backlog
    home.close()


@at_sizes((40, 12), (80, 24), (60, 20), (20, 5), (120, 40), (300, 100))
@pytest.mark.parametrize("settings", [Settings(), Settings(signs=ASCII), Settings(theme="sixteen")])
async def test_it_is_whole_at_every_size(home: Home, size: tuple[int, int], settings: Settings) -> None:
    add(home, "名" * 60, minutes=200, presenter="ana")
    async with app_on(home, settings).run_test(size=size) as pilot:
        pilot.app.push_screen(AgendaScreen("garden"))
        await until(pilot, lambda: isinstance(pilot.app.screen, AgendaScreen) and bool(chosen(pilot)))
        await pilot.press("end")
        await until(pilot, lambda: chosen(pilot).startswith("ready:"))
        assert len(lines_of(pilot)) == size[1]
        text = text_of(pilot)
        assert "Bee keeper" in text or size[0] < 40, text
        if settings.signs == ASCII:
            assert text.isascii() or "名" in text, text


# --- by keys ---------------------------------------------------------------------------------------


async def test_topics_are_ranked_by_keys_and_the_cursor_goes_along(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await prepare(pilot)
        await pilot.press("plus", "plus")
        await until(pilot, lambda: backlog(home) == ["[red]Bees[/red]", "Compost", "Hoses"])
        assert chosen(pilot) == "topic:Hoses"
        await pilot.press("plus")  # it stands at the end, and stays there
        await pilot.press("minus")
        await until(pilot, lambda: backlog(home) == ["[red]Bees[/red]", "Hoses", "Compost"])
        await pilot.press("u", "u", "u")
        await until(pilot, lambda: backlog(home) == ["Hoses", "[red]Bees[/red]", "Compost"])
        await shows(pilot, "Taken back.")


async def test_a_topic_is_added_by_a_form_and_stands_under_the_cursor(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await prepare(pilot)
        await pilot.press("i")
        await shows(pilot, "A new topic")
        await typed(pilot, "The  shed", "‹tab›", "‹right›", "‹tab›", "‹backspace›", "‹backspace›", "12", "‹tab›")
        await typed(pilot, "‹right›", "‹tab›", "The roof leaks.")
        await accept(pilot)
        await closed(pilot)
        await until(pilot, lambda: len(backlog(home)) == 4)
        topic = home.organisation().backlog["garden"][3]
        assert (topic.title, topic.aim, topic.minutes, topic.presenter) == ("The shed", "explore", 12, "ana")
        assert topic.next_step == "The roof leaks."
        await until(pilot, lambda: chosen(pilot) == "topic:The shed")
        await shows(pilot, "“The shed” is on it now.")
        assert "5 too many" in text_of(pilot)
        assert "No time for these: a later meeting" in text_of(pilot)


async def test_a_selection_is_prepared_with_its_roles(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 30)) as pilot:
        await prepare(pilot)
        await shows(pilot, "Role selection")  # by then it is known what the formats are called
        await pilot.press("i")
        await shows(pilot, "A new topic")
        await typed(pilot, "Our secretary", "‹tab›", "‹right›", "‹right›", "‹right›", "‹tab›")
        await shows(pilot, "Which roles?")
        await typed(pilot, "‹right›", "‹right›", "‹space›")
        await accept(pilot)
        await closed(pilot)
        await until(pilot, lambda: len(backlog(home)) == 4)
        topic = home.organisation().backlog["garden"][3]
        assert (topic.format, topic.roles) == ("selection", ("secretary",))


async def test_what_a_form_refuses_is_told_in_it(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await prepare(pilot)
        await pilot.press("i")
        await shows(pilot, "A new topic")
        await accept(pilot)
        await shows(pilot, "What is it about? Give the topic a short title.")
        await typed(pilot, "Hoses", "‹tab›", "‹tab›", "‹backspace›", "‹backspace›")
        await accept(pilot)
        await shows(pilot, "“Hoses” is on the backlog already.")
        assert len(backlog(home)) == 3


async def test_a_topic_is_changed_and_what_others_changed_meanwhile_stays(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await prepare(pilot)
        await pilot.press("enter")
        await shows(pilot, "This topic")
        home.prepare(c.ChangeTopic(circle="garden", title="Hoses", next_step="Ben asked.", today=TODAY), "ben")
        await typed(pilot, "‹end›", " and taps", "‹tab›", "‹tab›", "‹backspace›", "‹backspace›", "25")
        await accept(pilot)
        await closed(pilot)
        topic = home.organisation().backlog["garden"][0]
        assert (topic.title, topic.minutes, topic.next_step) == ("Hoses and taps", 25, "Ben asked.")
        await until(pilot, lambda: chosen(pilot) == "topic:Hoses and taps")
        await pilot.press("enter")
        await shows(pilot, "This topic")
        await accept(pilot)  # it was only looked at
        await closed(pilot)
        await pilot.press("u")
        await until(pilot, lambda: backlog(home)[0] == "Hoses")
        assert home.organisation().backlog["garden"][0].next_step == "Ben asked."


async def test_a_topic_is_dropped_and_comes_back_to_its_place(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await prepare(pilot)
        await pilot.press("down", "x")
        await until(pilot, lambda: backlog(home) == ["Hoses", "Compost"])
        await shows(pilot, "Was that a slip? Take it back (u).")
        await until(pilot, lambda: chosen(pilot) == "topic:Compost")
        await pilot.press("u")
        await until(pilot, lambda: backlog(home) == ["Hoses", "[red]Bees[/red]", "Compost"])
        await until(pilot, lambda: chosen(pilot) == "topic:[red]Bees[/red]")


async def test_what_is_due_is_taken_over_with_one_key(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await prepare(pilot)
        await pilot.press("end")
        await shows(pilot, "It is due. Enter takes it over")
        await pilot.press("enter")
        await until(pilot, lambda: backlog(home)[-1] == "Bee keeper")
        await until(pilot, lambda: "Due, and not" not in text_of(pilot))
        topic = home.organisation().backlog["garden"][3]
        assert (topic.format, topic.roles, topic.minutes) == ("selection", ("keeper",), 30)
        await pilot.press("u")
        await shows(pilot, "Due, and not on it yet")
        await until(pilot, lambda: len(backlog(home)) == 3)


async def test_another_length_shows_what_fits_in_it(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await prepare(pilot)
        await pilot.press("t")
        await shows(pilot, "How many minutes does the whole meeting take?")
        await typed(pilot, "‹backspace›", "‹backspace›", "0")
        await accept(pilot)
        await shows(pilot, "How many minutes? From 1 to 1440.")
        await typed(pilot, "‹backspace›", "60")
        await accept(pilot)
        await closed(pilot)
        await shows(pilot, "65 of 42 min for topics, 23 too many")
        assert "  2 later [red]Bees" in text_of(pilot)


async def test_the_agenda_is_shown_as_it_is_sent_round(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 50)) as pilot:
        await prepare(pilot)
        await pilot.press("m")
        await shows(pilot, "Garden circle: our next meeting")
        for told in ("1. Hoses", "to decide; Ana brings it", "2. [red]Bees[/red]", "sociotui agenda garden"):
            assert told in text_of(pilot), text_of(pilot)
        await pilot.press("escape")
        await closed(pilot, "ReaderDialog")
        await pilot.press("escape")
        await shows(pilot, "enter meet")


async def test_what_others_do_is_seen_at_once_and_the_cursor_finds_another_row(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await prepare(pilot)
        home.prepare(c.DropTopic(circle="garden", title="Hoses"), "ben")
        await until(pilot, lambda: "Hoses" not in text_of(pilot))
        assert chosen(pilot) == "topic:[red]Bees[/red]"
        add(home, "Hens")
        await shows(pilot, "Hens")


async def test_while_the_circle_meets_one_prepares_the_meeting_after_it(home: Home) -> None:
    opened(home)
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        pilot.app.push_screen(AgendaScreen("garden"))
        await shows(pilot, "The circle is meeting now; this is for the meeting after it.")


async def test_the_palette_has_what_the_keys_do(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await prepare(pilot)
        await pilot.press("ctrl+p")
        await pilot.press(*"topic later")
        await shows(pilot, "topic: later")
        await pilot.press("enter")
        await until(pilot, lambda: backlog(home)[0] == "[red]Bees[/red]")


# --- at a terminal of one's own --------------------------------------------------------------------


async def test_a_member_brings_what_they_add_and_who_looks_on_may_not(home: Home, gathering_of: GatheringOf) -> None:
    gathering = gathering_of(home)
    async with gathering.at("ben", (80, 24)) as ben, gathering.at("hana", (80, 24)) as hana:
        for pilot in (ben, hana):
            await prepare(pilot)
        await ben.press("i")
        await until(ben, lambda: isinstance(ben.app.screen, FormDialog) and ben.app.focused is not None)
        await typed(ben, "Seeds")
        await accept(ben)
        await closed(ben)
        await shows(hana, "Seeds")
        await hana.press("x")
        await shows(hana, "The members of Garden circle prepare its meetings.")
        await shows(ben, "Ben brings it · added by Ben")


async def test_its_keys_are_those_that_somebody_has_chosen(home: Home) -> None:
    keymap = {"topic-later": "J,shift+down", "topic-earlier": "K", "topic-drop": "d"}
    async with app_on(home, Settings(keymap=keymap)).run_test(size=(110, 24)) as pilot:
        await prepare(pilot)
        await shows(pilot, "K J earlier, later")
        await shows(pilot, "d drop")
        await pilot.press("J")
        await until(pilot, lambda: backlog(home) == ["[red]Bees[/red]", "Hoses", "Compost"])
        await pilot.press("shift+down")
        await until(pilot, lambda: backlog(home) == ["[red]Bees[/red]", "Compost", "Hoses"])
        await pilot.press("plus", "minus", "x", "d")
        await until(pilot, lambda: backlog(home) == ["[red]Bees[/red]", "Compost"])
        await pilot.press("question_mark")
        await shows(pilot, "Take the topic that is chosen up earlier.")
        for line in ("K   Take the topic that is chosen up earlier", "J   Take the topic", "d   Let go of the topic"):
            assert f"  {line}" in text_of(pilot)
