"""Home: what waits is answered, what is due is read and seen to; by keys alone, at every size, whatever people wrote."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from sociotui.domain.customs import Customs
from sociotui.domain.organisation import About, Definition
from sociotui.room.furnishing import Opening
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.dialogs.reader import ReaderDialog
from sociotui.tui.home import forms
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from sociotui.tui.widgets.listing import Listing
from tests.between import DAY, HOUR, held, waiting_home
from tests.homes import Hands
from tests.room.secrets import whole
from tests.tui.waiting import lines_of, shows, text_of, until

pytestmark = pytest.mark.slow  # each kind of what is due, key by key

HOLD = Customs(absence="hold")
LAZY = Customs(absence="lazy", window=24, minutes="window", minutes_window=48)
LONG = "[red]Rota[/red] [@click=quit] for the shed at the far end of the third field, behind the old plum tree"
AppOn = Callable[..., SociotuiApp]


@pytest.fixture
def home(tmp_path: Path, hands: Hands) -> Iterator[Home]:
    """A home in which a decision waits for Dara and Gio, and Ben has taken something on until 20 March."""
    home = waiting_home(tmp_path / "home", hands, HOLD, "Tool-shed rota", taken_on="Buy a lock")
    yield home
    home.close()


@pytest.fixture
def lazy(tmp_path: Path, hands: Hands) -> Iterator[Home]:
    """A home in which a decision waits for a day at the most, and minutes count as approved after two."""
    home = waiting_home(tmp_path / "lazy", hands, LAZY, "Tool-shed rota")
    yield home
    home.close()


def app_on(home: Home, me: str = "laptop", settings: Settings | None = None) -> SociotuiApp:
    """Return the app on that home."""
    return SociotuiApp(LiveRoom(home, me), settings or Settings())


def rows_of(pilot: Pilot[None]) -> str:
    """Return what the list shows, the cells between its frame."""
    return "\n".join(line[1:39].rstrip() for line in lines_of(pilot)[4:-3])


async def in_form(pilot: Pilot[None], title: str) -> None:
    """Wait until a form with this title is open and asks something."""
    await shows(pilot, title)
    await until(pilot, lambda: isinstance(pilot.app.screen, FormDialog) and pilot.app.screen.focused is not None)


async def home_again(pilot: Pilot[None]) -> None:
    """Wait until no dialog is open."""
    await until(pilot, lambda: len(pilot.app.screen_stack) == 1)


# --- what there is to see ----------------------------------------------------------------------------


async def test_what_waits_what_is_due_and_the_circles_stand_in_sections(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "enter answer")
        assert rows_of(pilot).split("\n")[:10] == [
            "Waiting for an answer  of whom, until",
            "◦ Tool-shed rota              Dara +1",
            "",
            "Due                                 2",
            "  today   Minutes, Garden circle",
            "  20 Mar  Ben: Buy a lock",
            "",
            "Circles                           due",
            "General circle",
            "  Garden circle                     3",
        ]
        await shows(pilot, "It waits until everybody has")
        for told in ("Two people open the shed", "Dara, Gio", "in the room: 6"):
            assert told in text_of(pilot), text_of(pilot)


async def test_a_window_is_told_with_its_end(lazy: Home) -> None:
    async with app_on(lazy).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "Dara +1, Tue 14:")
        await shows(pilot, "It waits until tomorrow 14:")


async def test_nothing_due_is_said_kindly(app_at: Callable[..., SociotuiApp]) -> None:
    async with app_at("founded").run_test(size=(80, 24)) as pilot:
        await shows(pilot, "✓ Nothing waits, nothing is due.")
        assert "enter meet" in text_of(pilot)


async def test_an_empty_home_offers_ways_to_begin(app_at: Callable[..., SociotuiApp]) -> None:
    async with app_at("empty").run_test(size=(60, 20)) as pilot:
        await shows(pilot, "Look around first")
        await shows(pilot, "sociotui init")
        await pilot.press("down", "enter")
        await shows(pilot, "It asks for a name")
        await pilot.press("escape")
        await home_again(pilot)
        await pilot.press("end", "enter")
        await shows(pilot, "sociotui import from FILE")
        await shows(pilot, "what comes in and what cannot")
        await pilot.press("escape")
        await home_again(pilot)


async def test_a_circle_is_told_with_what_it_keeps(home: Home, hands: Hands) -> None:
    hands.at += 366 * DAY
    async with app_on(home).run_test(size=(120, 70)) as pilot:
        await pilot.press("slash", *"Finance", "enter", "enter")
        await shows(pilot, "Books, dues, insurance")
        await pilot.press("slash", *"Garden circle  ", "enter", "enter")
        await shows(pilot, "Food for forty households")
        for told in (
            "leader: vacant (Ana's term ended 1 March)",
            "A decision waits until every absent",
            "Minutes are approved at the next meeting.",
            "Not approved yet; the next meeting is asked.",
            "“Tool-shed rota” waits for Dara, Gio",
        ):
            assert told in text_of(pilot), text_of(pilot)


async def test_the_backlog_and_policies_of_a_circle_are_told(lazy: Home, hands: Hands) -> None:
    lazy.answer("garden-2026-03-02-d1", "gio", "gio", reason="Saturdays are market days")
    held(lazy, "Seeds for spring", present=("ana", "ben", "chidi", "dara", "eli", "fay", "gio", "zoe"))
    async with app_on(lazy).run_test(size=(120, 70)) as pilot:
        await pilot.press("slash", *"Garden", "enter", "enter")
        await shows(pilot, "Tool-shed rota, 20 min")
        await shows(pilot, "Objection: Saturdays are market days")
        await shows(pilot, "Seeds for spring (again 1 September)")


# --- answering ---------------------------------------------------------------------------------------


async def test_answers_come_one_by_one_up_to_the_last(home: Home) -> None:
    async with app_on(home, "dara").run_test(size=(80, 24)) as pilot:
        await shows(pilot, "enter answer")
        await pilot.press("enter")
        await in_form(pilot, "Garden circle asks")
        for read in ("Two people open the shed", "each Saturday.", "Why: It is always locked", "[Dara]  Gio"):
            assert read in text_of(pilot), text_of(pilot)
        await pilot.press("tab", "right", "tab", "enter")
        await home_again(pilot)
        await shows(pilot, "Thank you, Dara. “Tool-shed rota” still waits for Gio.")
        await pilot.press("enter")
        await in_form(pilot, "Garden circle asks")
        assert "[Gio]" in text_of(pilot)
        await pilot.press("tab", "right", "tab", "enter")
        await shows(pilot, "That was the last answer: “Tool-shed rota”")
        await until(pilot, lambda: "Waiting for an answer" not in text_of(pilot))
    assert not home.organisation().waiting
    assert home.organisation().policies["garden-2026-03-02-d1"].text == "Two people open the shed\neach Saturday."


async def test_consent_is_never_taken_for_granted(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "enter answer")
        await pilot.press("enter")
        await in_form(pilot, "Garden circle asks")
        await pilot.press("enter", "enter", "enter")
        await shows(pilot, "Silence is not consent.")
        await pilot.press("escape")
        await home_again(pilot)
    assert home.organisation().missing(home.organisation().waiting["garden-2026-03-02-d1"]) == ("dara", "gio")


async def test_an_objection_comes_with_its_reason(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "enter answer")
        await pilot.press("enter")
        await in_form(pilot, "Garden circle asks")
        await pilot.press("right", "tab", "right", "right")
        await shows(pilot, "Which reason?")
        await pilot.press("tab", "space", "tab", "enter")
        await shows(pilot, "An objection comes with its reason")
        await pilot.press("shift+tab", *"Market [b]days", "tab", "enter")
        await home_again(pilot)
        await shows(pilot, "Gio's objection is a gift: “Tool-shed rota”")
    assert "Objection: Market [b]days" in {t.next_step for t in home.organisation().backlog["garden"]}


async def test_what_has_changed_meanwhile_is_refused_in_the_form(home: Home, hands: Hands) -> None:
    other = Home(home.folder, hands.clock())
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "enter answer")
        await pilot.press("enter")
        await in_form(pilot, "Garden circle asks")
        other.answer("garden-2026-03-02-d1", "dara", "dara")
        await pilot.press("tab", "right", "tab", "enter")
        await shows(pilot, "Dara has consented to this already.")
        await pilot.press("escape")
        await home_again(pilot)
        await shows(pilot, "Thank you, Dara. “Tool-shed rota” still waits for Gio.")
    other.close()


async def test_a_long_wording_is_read_before_one_is_asked(home: Home) -> None:
    async with app_on(home).run_test(size=(60, 16)) as pilot:
        await shows(pilot, "enter answer")
        await pilot.press("enter")
        await in_form(pilot, "↑ ↓ read on")
        assert "Tool-shed rota" in text_of(pilot)
        await pilot.press("down", "down", "down")
        await shows(pilot, "Why: It is always locked")
        await pilot.press("enter", "tab", "right", "tab", "enter")
        await home_again(pilot)
    assert home.organisation().missing(home.organisation().waiting["garden-2026-03-02-d1"]) == ("gio",)


async def test_a_window_ends_while_one_looks_on(lazy: Home, hands: Hands) -> None:
    async with app_on(lazy).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "Waiting for an answer")
        hands.at += 24 * HOUR
        await shows(pilot, "“Tool-shed rota” stands now: the window has ended.")
        assert "Waiting for an answer" not in text_of(pilot)
        assert "Tuesday 3 March 2026" in text_of(pilot)


async def test_what_happened_under_a_dialog_is_said_when_it_closes(lazy: Home, hands: Hands) -> None:
    async with app_on(lazy).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "enter answer")
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderDialog))
        hands.at += 24 * HOUR
        await until(pilot, lambda: bool(pilot.app.snapshot and not pilot.app.snapshot.organisation.waiting))  # type: ignore[attr-defined]
        await pilot.press("escape")
        await shows(pilot, "“Tool-shed rota” stands now: the window has ended.")


# --- what is due -------------------------------------------------------------------------------------


async def test_a_next_step_is_said_to_be_done(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "enter answer")
        await pilot.press("down", "down")
        await shows(pilot, "enter done")
        await shows(pilot, "Ben has taken it on")
        await pilot.press("enter")
        await in_form(pilot, "Is it done?")
        assert "until 20 March" in text_of(pilot)
        await pilot.press("enter")
        await home_again(pilot)
        await shows(pilot, "Done: “Buy a lock”. Thank you.")
        assert "Ben: Buy a lock" not in text_of(pilot)
        await shows(pilot, "Minutes of today")  # the cursor goes to what is left beside it, or on


async def test_a_role_whose_term_has_ended_is_read_about(home: Home, hands: Hands) -> None:
    hands.at += 366 * DAY
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"Leader, Garden", "enter", "enter")
        await shows(pilot, "Leader: Ana's term has ended")
        await shows(pilot, "enter read")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderDialog))
        for told in (
            "vacant (Ana's term ended 1 March)",
            "It is ready for the agenda of Garden circle, with 30 minutes.",
            "To begin that meeting, choose Garden circle in the list",
        ):
            assert told in text_of(pilot), text_of(pilot)


async def test_a_policy_to_be_looked_at_is_read_with_its_wording(lazy: Home, hands: Hands) -> None:
    hands.at += 180 * DAY
    async with app_on(lazy).run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"Review: Tool", "enter", "enter")
        await shows(pilot, "Garden circle, due 1 September")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderDialog))
        for told in ("Two people open the shed", "It is always locked", "It is ready for the agenda of Garden circle"):
            assert told in text_of(pilot), text_of(pilot)
        await pilot.press("escape")
        await home_again(pilot)


async def test_where_the_circle_is_meeting_one_goes_on_with_that(home: Home, hands: Hands) -> None:
    hands.at += 366 * DAY
    home.open(Opening(circle="garden", present=("ana", "zoe"), facilitator="ana", secretary="zoe"), "ana")
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"Leader, Garden", "enter", "enter")
        await shows(pilot, "Garden circle is meeting now: go")
        await shows(pilot, "there (i).")


async def test_minutes_are_read_in_full(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "enter answer")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderDialog))
        await shows(pilot, "Garden circle: minutes of 2026-03-02")
        assert "Not approved yet; the next meeting is asked." in text_of(pilot)


async def test_minutes_within_their_window_can_be_put_right(lazy: Home) -> None:
    async with app_on(lazy, "fay").run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        await in_form(pilot, "Minutes of 2026-03-02")
        await shows(pilot, "Approved Wednesday 4 March 14:")
        await pilot.press("enter", "right", "tab", "tab")
        await shows(pilot, "What is to be put right?")
        await pilot.press(*"I was there", "tab", "enter")
        await home_again(pilot)
        await shows(pilot, "Thank you, Fay. The minutes of 2026-03-02 go to the next meeting")
    assert "I was there" in {t.next_step for t in lazy.organisation().backlog["garden"]}


async def test_minutes_that_are_right_are_only_read(lazy: Home) -> None:
    async with app_on(lazy).run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        await in_form(pilot, "Minutes of 2026-03-02")
        await pilot.press("enter", "tab", "enter")
        await home_again(pilot)
        assert not pilot.app.snapshot.news  # type: ignore[attr-defined]


# --- moving and reading ------------------------------------------------------------------------------


async def test_only_the_first_that_is_due_is_shown_until_one_wants_more(home: Home, hands: Hands) -> None:
    hands.at += 366 * DAY
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await shows(pilot, " more")
        assert "Leader, Garden circle" not in text_of(pilot)
        while "enter show all that is due" not in text_of(pilot):
            await pilot.press("down")
            await pilot.pause()
        await pilot.press("enter")
        await shows(pilot, "enter read")
        await shows(pilot, "Leader, Garden circle")
        await pilot.press("slash", *"only the first", "enter", "enter")
        await shows(pilot, "enter show the first only")
        await pilot.press("enter")
        await shows(pilot, " more")
        assert "Leader, Garden circle" not in text_of(pilot)


async def test_finding_looks_among_all_that_is_due(home: Home, hands: Hands) -> None:
    hands.at += 366 * DAY
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await shows(pilot, " more")
        await pilot.press("slash", *"Secretary, Garden", "enter", "enter")
        await shows(pilot, "Secretary: Eli's term has ended")


async def test_tab_reads_on_and_comes_back(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "enter answer")
        await pilot.press("tab", "end")
        await shows(pilot, "Looked at again: 1 September")
        await until(pilot, lambda: "tab list  i agenda  ↑↓ read on" in text_of(pilot))
        await pilot.press("escape")
        await shows(pilot, "↑↓ choose  tab read")
        await pilot.press("down")
        await shows(pilot, "Not approved yet")


async def test_home_and_end_go_to_the_first_and_the_last_row_past_headings(home: Home) -> None:
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "enter answer")
        listing = pilot.app.screen.query_one(Listing)
        first = listing.chosen
        await pilot.press("end")
        await until(pilot, lambda: listing.chosen != first)
        assert listing.chosen.startswith("circle:")
        await pilot.press("home")
        await until(pilot, lambda: listing.chosen == first)


async def test_where_it_is_narrow_one_pane_takes_the_others_place(home: Home) -> None:
    async with app_on(home).run_test(size=(60, 20)) as pilot:
        await shows(pilot, "Waiting for an answer")
        assert "The exact wording" not in text_of(pilot)
        await pilot.press("tab")
        await shows(pilot, "The exact wording, version 1")
        assert "Waiting for an answer" not in text_of(pilot)
        await pilot.press("enter")
        await in_form(pilot, "Garden circle asks")
        await pilot.press("escape")
        await home_again(pilot)
        await pilot.press("escape")
        await shows(pilot, "Waiting for an answer")
        await pilot.press("tab")
        await shows(pilot, "tab list")
        await pilot.resize_terminal(80, 24)
        await shows(pilot, "Waiting for an answer")
        await pilot.press("down")
        await shows(pilot, "Not approved yet")


async def test_what_people_wrote_is_clipped_and_never_read_as_markup(tmp_path: Path, hands: Hands) -> None:
    home = waiting_home(tmp_path / "home", hands, HOLD, LONG)
    o = home.organisation()
    garden = replace(o.circles["garden"], name="Garden [/] circle")
    home.define(Definition(organisation=o.about or About(name="?"), circle=(garden,)), "test")
    async with app_on(home).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "◦ [red]Rota[/red] [@click=qu…")
        await shows(pilot, "third field, behind the old plum")
        await pilot.press("enter")
        await in_form(pilot, "Garden [/] circle asks")
        await shows(pilot, "[red]Rota[/red] [@click=quit] for the shed")
        await pilot.press("tab", "right", "tab", "enter")
        await shows(pilot, "“[red]Rota[/red]")
        await pilot.press("slash", *"Garden [/]", "enter", "enter")
        await pilot.press("slash", *"  Garden [/]", "enter", "enter")
        await shows(pilot, "enter meet")
        await pilot.press("enter")
        await shows(pilot, "Garden [/] circle meets")
    home.close()


async def test_a_plain_terminal_shows_plain_signs(home: Home) -> None:
    async with app_on(home, settings=Settings(signs=ASCII)).run_test(size=(80, 24)) as pilot:
        await shows(pilot, ". Tool-shed rota")
        await until(pilot, lambda: text_of(pilot).isascii())


async def test_why_one_objects_to_what_was_decided_in_private_is_not_asked_for(home: Home) -> None:
    decision = f"{whole(home)}-d1"
    o = home.organisation()
    said: list[tuple[str, ...]] = []

    async def say(decision: str, person: str, reason: str, _version: int) -> str:
        said.append((decision, person, reason))
        return ""

    asked = forms.answer(o, o.waiting[decision], "fay", "", say)
    assert [field.name for field in asked.form.fields] == ["person", "answer"]
    assert ("object", "yes: I object, and tell why in a private meeting") in asked.form.fields[1].options
    assert await asked._submit({"person": "fay", "answer": "object"}) == ""
    assert await asked._submit({"person": "fay", "answer": "consent"}) == ""
    assert said == [(decision, "fay", "told in a private meeting"), (decision, "fay", "")]
    (public,) = (id_ for id_ in o.waiting if id_ != decision)
    assert [field.name for field in forms.answer(o, o.waiting[public], "gio", "", say).form.fields][-1] == "reason"


async def test_who_is_known_by_their_account_finds_what_waits_for_them_first(tmp_path: Path, hands: Hands) -> None:
    home = waiting_home(tmp_path / "home", hands, Customs(absence="hold"), "Tool-shed rota", taken_on="Buy a lock")
    for me, mine, others in (("dara", "▸ Tool-shed rota", ""), ("ben", "Buy a lock", "Waiting for others")):
        async with app_on(home, me).run_test(size=(80, 24)) as pilot:
            await shows(pilot, "For you")
            lines = lines_of(pilot)
            at = next(n for n, line in enumerate(lines) if "For you" in line)
            assert mine in lines[at + 1]
            assert others in "\n".join(lines[at:])
            assert "Waiting for an answer" not in "\n".join(lines)
    home.close()
