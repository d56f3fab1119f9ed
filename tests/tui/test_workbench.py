"""The workbench: each dialect's ways accepted and refused, what changes seen as one types, letting go, being stuck."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.events import Paste
from textual.pilot import Pilot

from sociotui.domain.consent import Version
from sociotui.domain.dialects import DIALECTS
from sociotui.domain.effects import Selects, worded
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.exchange.organisations import read_organisation
from sociotui.room.actions import BY_ID
from sociotui.room.asking import Options
from sociotui.room.files import data_folder
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.room.terminal import Depth
from sociotui.tui.app import SociotuiApp
from sociotui.tui.dialogs import ways
from sociotui.tui.dialogs.ways import WAYS
from sociotui.tui.dialogs.workbench import WorkbenchDialog
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from tests.domain.stage import REVIEW, Stage
from tests.homes import SIX, Hands, home_in, opened
from tests.sizes import at_sizes
from tests.tui.waiting import lines_of, shows, strips_of, text_of, until

pytestmark = (
    pytest.mark.slow
)  # each way of integrating, key by key; tests/tui/test_meeting_screen.py and the terminal go through one

WORDING = "The shed is opened each Saturday by two members, until 1 March, then reviewed."
BEN = "Two members each Saturday is too much for so few of us: nobody would get to the beds."
DARA = "The key is with Fay, who is away."
SOIL = "Soil that is richer each year"
WHOLE = (80, 24)
SMALL = (60, 20)
LONG = "\n".join(
    f"{n}. In week {n} the beds are dug, the tools are cleaned, the shed is locked." for n in range(1, 201)
)


class Bench:
    """A meeting in which Ben, and where it is wanted Dara, objects to a proposal; and a screen with the workbench."""

    def __init__(self, home: Home, meeting: str) -> None:
        self.home = home
        self.id = meeting
        self.left: list[bool | None] = []

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is on record."""
        return self.home.meeting(self.id)

    def act(self, action: str, **said: Any) -> None:
        """Do an action in the meeting, before there is a screen."""
        command = BY_ID[action].command
        assert command
        self.home.act(self.id, command(self.meeting, Options(**said)), "zoe")

    def to_integrating(
        self, wording: str, objections: dict[str, tuple[str, str]], title: str = "Tool-shed rota"
    ) -> None:
        """Go on until the objections, as reason and aim by person, stand to be integrated."""
        if not self.meeting.agenda:
            self.act("agenda", title=title, aim="decide", presenter="ana")
        while self.meeting.step.kind != "integrate":
            m = self.meeting
            if m.round and not m.round.complete:
                if m.round.subject == "item:1" and m.round.speaking in objections:
                    reason, aim = objections[m.round.speaking]
                    self.act("object", text=reason, why=aim)
                else:
                    self.act("consent" if m.round.subject else "next")
            elif m.step.kind == "amend" and m.proposal is None:
                self.act("propose", text="The shed stays locked in the week." if m.step.part else wording, person="ana")
            else:
                self.act("step")

    @asynccontextmanager
    async def shown(
        self, size: tuple[int, int] = WHOLE, *, plain: bool = False, colour: bool = True
    ) -> AsyncIterator[Pilot[None]]:
        """Show the workbench on a screen."""
        settings = Settings(theme="sixteen", signs=ASCII) if plain else Settings()
        if not colour:
            settings = Settings(theme="sixteen", depth=Depth.NONE)
        app = SociotuiApp(LiveRoom(self.home, "zoe", self.id), settings)

        async def act(action: str, options: Options) -> str:
            command = BY_ID[action].command
            assert command
            assert app.snapshot
            assert app.snapshot.meeting
            try:
                return await app.attempt(command(app.snapshot.meeting, options))
            except Refused as refused:
                return app.spoken(str(refused))

        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: len(app.screen_stack) == 2)
            app.push_screen(WorkbenchDialog(self.meeting, act), self.left.append)
            await until(pilot, lambda: getattr(app.focused, "id", "") == "ways")
            yield pilot


BenchOf = Callable[..., Bench]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[BenchOf]:
    """Make a workbench for a circle of that dialect."""
    homes: list[Home] = []

    def make(
        dialect: str = "sofa",
        *,
        wording: str = WORDING,
        circle: str = "garden",
        two: bool = False,
        title: str = "Tool-shed rota",
    ) -> Bench:
        home = home_in(tmp_path / "home", Hands(), founded=False)
        homes.append(home)
        source = data_folder() / "demo" / "organisation.toml"
        marked = f'id = "{circle}"\n'
        text = source.read_text("utf-8").replace(marked, f'{marked}dialect = "{dialect}"\n', 1)
        home.define(read_organisation(text, source.name), "test")
        people = SIX if circle == "garden" else ("hana", "ana", "ben", "dara")
        made = Bench(home, opened(home, circle, people))
        made.to_integrating(wording, {"ben": (BEN, SOIL)} | ({"dara": (DARA, "")} if two else {}), title)
        return made

    yield make
    for home in homes:
        home.close()


async def choose(pilot: Pilot[None], way: str) -> None:
    """Go to a way, from the first one."""
    ways = list(pilot.app.screen._meeting.manner.ways)  # type: ignore[attr-defined]
    await pilot.press(*["down"] * ways.index(way))
    await shows(pilot, f"▸ {WAYS[way].label}")  # type: ignore[index]


def running(pilot: Pilot[None]) -> str:
    """Return what the dialog says as running text, as if its lines were not broken."""
    return " ".join(line.strip("│| ") for line in lines_of(pilot))


def focus(pilot: Pilot[None]) -> str:
    """Return the id of what has the focus."""
    return (pilot.app.focused.id or "") if pilot.app.focused else ""


def written(pilot: Pilot[None]) -> str:
    """Return the wording as it stands in its field."""
    text: str = pilot.app.screen.query_one("#field-text").text  # type: ignore[attr-defined]
    return text


def style_of(pilot: Pilot[None], text: str) -> Any:
    """Return the style in which the screen shows `text`, which has to be a piece of its own."""
    return next(s.style for strip in strips_of(pilot) for s in strip if s.text.strip() == text)


# --- what it shows


@pytest.mark.parametrize("dialect", list(DIALECTS))
@at_sizes(WHOLE, SMALL)
async def test_the_objection_its_aim_and_each_way_of_the_dialect_can_be_read(
    bench: BenchOf, dialect: str, size: tuple[int, int]
) -> None:
    made = bench(dialect)
    async with made.shown(size) as pilot:
        await shows(pilot, "✗ Ben")
        screen = text_of(pilot)
        for seen in ("Integrate · Tool-shed rota", f"Touches: {SOIL}", "How do we use what it tells?", "We are stuck"):
            assert seen in screen, seen
        assert f"“{BEN}”" in running(pilot)
        for number, way in enumerate(made.meeting.manner.ways):
            await pilot.press(*["down"] * bool(number))
            await until(pilot, lambda card=WAYS[way]: f"▸ {card.label:18}{card.meaning} " in text_of(pilot))  # type: ignore[misc]


async def test_an_objection_that_names_no_aim_is_related_to_one(bench: BenchOf) -> None:
    async with bench(two=True).shown() as pilot:
        await shows(pilot, "objection 1 of 2")
        await pilot.press("ctrl+n")
        await shows(pilot, "Which of our aims does it touch?")
        screen = text_of(pilot)
        assert "◦ Food for forty households from our own soil" in screen
        assert f"◦ {SOIL}" in screen


async def test_another_objection_is_gone_to_and_what_was_typed_stays(bench: BenchOf) -> None:
    async with bench(two=True).shown() as pilot:
        await shows(pilot, "ctrl+n: objection 2")
        await pilot.press("tab", *" Or less.", "ctrl+n")
        await shows(pilot, "✗ Dara")
        await shows(pilot, "objection 2 of 2")
        assert DARA in text_of(pilot)
        assert written(pilot) == f"{WORDING} Or less."
        await pilot.press("ctrl+n")
        await shows(pilot, "✗ Ben")


async def test_what_people_wrote_is_never_read_as_markup(bench: BenchOf) -> None:
    made = bench(title="[b]Rota[/b]")
    made.act("release", person="ben")
    made.act("step")
    made.act("object", person="ben", text="[red]no[/red] [@click=quit]", why="[b]aim")
    made.act("step")
    async with made.shown() as pilot:
        await shows(pilot, "“[red]no[/red] [@click=quit]”")
        await shows(pilot, "Touches: [b]aim")
        await shows(pilot, "Integrate · [b]Rota[/b]")


@at_sizes((80, 24), (60, 20), (120, 40), (300, 100))
async def test_all_of_it_is_on_the_screen_at_once(bench: BenchOf, size: tuple[int, int]) -> None:
    async with bench("s3", two=True).shown(size) as pilot:
        await shows(pilot, "ctrl+s: accept")
        await until(pilot, lambda: pilot.app.screen.query_one("#body").max_scroll_y == 0)
        for part in ("objection", "aims", "ways", "field-text", "changes", "stops", "keys"):
            region = pilot.app.screen.query_one(f"#{part}").region
            assert region.height, part
            assert region.bottom < size[1], part


async def test_a_tiny_terminal_scrolls_to_what_has_the_focus(bench: BenchOf) -> None:
    async with bench().shown((34, 12)) as pilot:
        for seen in ("other wording", "then reviewed.", "New version"):
            await shows(pilot, seen)
            await pilot.press("tab")
        assert max(len(line) for line in lines_of(pilot)) == 34


async def test_it_is_all_plain_signs_where_the_terminal_has_no_others(bench: BenchOf) -> None:
    async with bench(two=True).shown(plain=True) as pilot:
        await shows(pilot, "> other wording")
        await pilot.press("tab", *" Or less.")
        await until(pilot, lambda: "then reviewed. {+Or less.+}" in running(pilot))
        assert text_of(pilot).isascii()


async def test_the_stops_follow_each_other_as_they_stand(bench: BenchOf) -> None:
    async with bench("s3").shown() as pilot:
        seen = []
        for _stop in range(6):
            seen.append(focus(pilot))
            await pilot.press("tab")
        assert seen == ["ways", "field-text", "accept", "release", "stuck", "ways"]
        await pilot.press("shift+tab", "shift+tab")
        assert focus(pilot) == "stuck"


async def test_letters_go_into_the_field_and_escape_leaves_with_nothing_done(bench: BenchOf) -> None:
    made = bench()
    before = made.home.course(made.id).count
    async with made.shown() as pilot:
        await pilot.press("tab", *" qnjk?", "enter", *"cu")
        await until(pilot, lambda: written(pilot) == f"{WORDING} qnjk?\ncu")
        await pilot.press("escape")
        await until(pilot, lambda: made.left == [False])
    assert made.home.course(made.id).count == before


async def test_it_can_be_read_in_full(bench: BenchOf) -> None:
    async with bench(two=True).shown() as pilot:
        await pilot.press("tab", "x", "ctrl+r")
        await shows(pilot, "Food for forty households from our own soil")
        await shows(pilot, DARA)
        await pilot.press("escape")
        await shows(pilot, "reviewed.x")


# --- what changes is seen as one types


async def test_each_change_is_seen_while_one_types(bench: BenchOf) -> None:
    async with bench().shown() as pilot:
        await shows(pilot, "What changes against version 1")
        await shows(pilot, "give the new wording")
        await pilot.press("tab", *["backspace"] * len(" then reviewed."), *" again.")
        await until(pilot, lambda: "until 1 March, [-then reviewed-] again." in running(pilot))
        assert style_of(pilot, "again").underline
        assert style_of(pilot, "[-then").strike


async def test_a_change_is_told_without_colour(bench: BenchOf) -> None:
    async with bench().shown(colour=False) as pilot:
        await pilot.press("tab", *["backspace"] * len(" then reviewed."), *" again.")
        await until(pilot, lambda: "[-then reviewed-] again." in running(pilot))
        assert style_of(pilot, "again").underline


async def test_a_term_and_a_measure_are_seen_as_changes_too(bench: BenchOf) -> None:
    async with bench().shown() as pilot:
        await choose(pilot, "shorten")
        await shows(pilot, "A shorter term · as it is, no day is named")
        await shows(pilot, "Until 2026-09-02.")
        await pilot.press("down", "tab", *"broken tools", "tab", *"3 a month")
        await shows(pilot, "Measure: broken tools; we stop at 3 a month")
        await pilot.press("shift+tab", "shift+tab", "up")
        await shows(pilot, "Until 2026-09-02.")
        assert "broken tools" not in text_of(pilot)


async def test_two_hundred_lines_are_pasted_compared_and_accepted(bench: BenchOf) -> None:
    made = bench()
    async with made.shown() as pilot:
        await pilot.press("tab")
        pilot.app.post_message(Paste(f"\n{LONG}"))
        await until(pilot, lambda: written(pilot).endswith(LONG))
        await shows(pilot, "↓")
        await pilot.press(*" And so on.")
        await shows(pilot, "And so on.")
        assert focus(pilot) == "field-text"
        screen = lines_of(pilot)
        assert {len(line) for line in screen} == {80}
        dialog = pilot.app.screen.query_one("#dialog").region
        assert all(line.startswith("│") and line.endswith("│") for line in screen[dialog.y + 1 : dialog.bottom - 1])
        assert "ctrl+s: accept" in text_of(pilot)
        await pilot.press("tab")
        assert focus(pilot) == "changes"
        await pilot.press("home")
        await shows(pilot, "│ The shed is opened each Saturday")
        await pilot.press("end")
        await shows(pilot, "locked. And so on.")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: made.left == [True])
        await until(pilot, lambda: "version 2" in text_of(pilot))
        assert {len(line) for line in lines_of(pilot)} == {80}


async def test_a_small_change_in_two_hundred_lines_is_what_is_shown(bench: BenchOf) -> None:
    async with bench(wording=LONG).shown() as pilot:
        await pilot.press("tab", "up", "up", "home", *"now ")
        await shows(pilot, "lines as they were")
        await shows(pilot, "now ")
        await shows(pilot, "In week 199")
        assert "1. In week 1 " not in text_of(pilot).split("What changes")[1]


# --- each way, accepted


def text(m: Meeting) -> str:
    assert m.proposal
    return m.proposal.current.text


def outcome(m: Meeting) -> tuple[str, str]:
    item = m.find_item(1)
    assert item
    assert item.outcome
    return item.outcome.kind, item.outcome.to


ACCEPTED: dict[str, tuple[list[str], Callable[[Meeting], bool]]] = {
    "modify": (["tab", *" Or less.", "tab", "enter"], lambda m: text(m) == f"{WORDING} Or less."),
    "shorten": (
        ["tab", "end", "backspace", "1", "enter", "enter"],
        lambda m: str(m.proposal.current.review) == "2026-09-01",  # type: ignore[union-attr]
    ),
    "measure": (
        ["tab", *"broken tools", "enter", *"3 a month", "enter", "space"],
        lambda m: m.proposal.current.measures == ("broken tools; we stop at 3 a month",),  # type: ignore[union-attr]
    ),
    "defer": (
        ["tab", "right", "tab", "tab", "enter"],
        lambda m: outcome(m) == ("postponed", "ben") and str(m.backlog[-1].due) == "2026-04-02",
    ),
    "another": (["tab", *" Or so.", "ctrl+s"], lambda m: text(m) == f"{WORDING} Or so."),
    "delegate": (["tab", *"COMPOST circle", "enter", "enter"], lambda m: outcome(m) == ("delegated", "Compost circle")),
    "monitor": (
        ["tab", *"how often it is open", "ctrl+s"],
        lambda m: m.proposal.current.measures == ("how often it is open",),  # type: ignore[union-attr]
    ),
    "ask": (["enter", "enter"], lambda m: outcome(m) == ("delegated", "general")),
    "time": (["ctrl+s"], lambda m: outcome(m) == ("postponed", "")),
}


@pytest.mark.slow
@pytest.mark.parametrize(("dialect", "way"), [(d, w) for d, manner in DIALECTS.items() for w in manner.ways])
async def test_each_way_of_each_dialect_is_gone(bench: BenchOf, dialect: str, way: str) -> None:
    made = bench(dialect)
    keys, done = ACCEPTED[way]
    async with made.shown() as pilot:
        await choose(pilot, way)
        await pilot.press(*keys)
        await until(pilot, lambda: made.left == [True])
    assert done(made.meeting)
    assert made.meeting.ledgers["item:1"].objections[0].way == way


async def test_the_second_objection_is_the_one_that_is_integrated(bench: BenchOf) -> None:
    made = bench(two=True)
    async with made.shown() as pilot:
        await pilot.press("ctrl+n", "tab", *" Or less.", "ctrl+s")
        await until(pilot, lambda: made.left == [True])
    assert [o.way for o in made.meeting.ledgers["item:1"].objections] == [None, "modify"]


@pytest.mark.parametrize(("typed", "to"), [("ben", "ben"), ("Fay", "fay"), ("the neighbours", "the neighbours")])
async def test_who_takes_it_on_is_known_by_name(bench: BenchOf, typed: str, to: str) -> None:
    made = bench("s3")
    async with made.shown() as pilot:
        await choose(pilot, "delegate")
        await pilot.press("tab", *typed, "ctrl+s")
        await until(pilot, lambda: made.left == [True])
    assert outcome(made.meeting) == ("delegated", to)


async def test_a_name_is_completed(bench: BenchOf) -> None:
    async with bench("s3").shown() as pilot:
        await choose(pilot, "delegate")
        await pilot.press("tab", *"comp")
        await shows(pilot, "compost circle")
        await pilot.press("right")
        await shows(pilot, "The item ends here, delegated to Compost circle.")


# --- each way, refused

REFUSED: dict[str, tuple[list[str], str, str]] = {
    "modify": (["tab", *" x", "backspace", "backspace"], "To modify the proposal, give the new wording", "field-text"),
    "another": (["tab"], "To modify the proposal, give the new wording", "field-text"),
    "shorten": (["tab", "end", *"x"], "“2026-09-02x” is not a day", "field-until"),
    "measure": (["tab", *"broken tools"], "At which value do we stop?", "field-stop"),
    "monitor": (["tab", *"  "], "What do we watch until the review?", "field-watch"),
    "defer": (["tab", "tab", *["backspace"] * 10], "Until when? Say on which day Ana brings it back", "field-back"),
    "delegate": (["tab"], "Who takes it on? Name the person or the circle.", "field-to"),
}


@pytest.mark.slow
@pytest.mark.parametrize("way", REFUSED)
async def test_each_way_is_refused_kindly_and_what_was_typed_stays(bench: BenchOf, way: str) -> None:
    made = bench("s3")
    before = made.home.course(made.id).count
    keys, why, at = REFUSED[way]
    async with made.shown() as pilot:
        await choose(pilot, way)
        await pilot.press(*keys)
        fields = pilot.app.screen.query_one("#fields").answers()  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        told = pilot.app.screen.query_one("#told")
        await until(pilot, lambda: told.has_class("-refused") and why in str(told.render()).replace("\n", " "))
        assert focus(pilot) == at
        assert pilot.app.screen.query_one("#fields").answers() == fields  # type: ignore[attr-defined]
        assert {len(line) for line in lines_of(pilot)} == {80}
        await pilot.press("escape")
        await until(pilot, lambda: made.left == [False])
    assert made.home.course(made.id).count == before


async def test_a_refusal_goes_when_something_else_is_entered(bench: BenchOf) -> None:
    async with bench().shown(SMALL) as pilot:
        await choose(pilot, "measure")
        await pilot.press("tab", *"broken tools", "ctrl+s")
        await shows(pilot, "At which value do we stop?")
        await pilot.press("3")
        await shows(pilot, "At this value we stop, and look at it again.")
        await shows(pilot, "broken tools; we stop at 3")


async def test_whoever_has_nobody_to_ask_is_told_so(bench: BenchOf) -> None:
    made = bench("s3", circle="general")
    async with made.shown() as pilot:
        await choose(pilot, "ask")
        await shows(pilot, "General circle is the broadest circle")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: pilot.app.screen.query_one("#told").has_class("-refused"))
    assert made.left == []


async def test_a_day_that_is_no_shorter_term_is_told_as_it_is_typed(bench: BenchOf) -> None:
    made = bench()
    made.act("integrate", way="shorten", review="2026-09-01")
    made.to_integrating(WORDING, {"ben": (BEN, SOIL)})
    async with made.shown() as pilot:
        await choose(pilot, "shorten")
        await shows(pilot, "A shorter term · as it is, until 2026-09-01")
        await shows(pilot, "Until [-2026-09-01-] 2026-06-01.")
        await pilot.press("tab", *["backspace"] * 10, *"2026-10-01")
        await shows(pilot, "The term ends on 2026-09-01 as it is.")


# --- letting go, being stuck


async def test_its_owner_lets_it_go(bench: BenchOf) -> None:
    made = bench()
    async with made.shown() as pilot:
        await shows(pilot, "Ben lets it go")
        await pilot.press("tab", "tab", "tab")
        await shows(pilot, "Only who raised an objection lets it go.")
        await pilot.press("enter")
        await until(pilot, lambda: made.left == [True])
    assert made.meeting.ledger.objections[0].state == "released"


async def test_the_whole_group_tests_it(bench: BenchOf) -> None:
    made = bench("s3")
    async with made.shown() as pilot:
        await pilot.press("tab", "tab", "tab", "enter")
        await shows(pilot, "Who sees that Ben's argument does not hold?")
        await shows(pilot, "◦ Ana")
        assert "Ben is then asked for consent again." in text_of(pilot)
        await pilot.press("space", "ctrl+s")
        await shows(pilot, "Still to say so: Ben, Chidi, Dara, Eli, Zoe.")
        assert made.meeting.ledger.open
        await pilot.press("end", "space", "enter", "enter")
        await until(pilot, lambda: made.left == [True])
    assert made.meeting.ledger.objections[0].state == "released"


async def test_objector_and_proposer_both_confirm(bench: BenchOf) -> None:
    made = bench("holacracy", two=True)
    async with made.shown(SMALL) as pilot:
        await pilot.press("tab", "tab", "tab", "enter")
        await shows(pilot, "Who confirms that it is resolved as it stands?")
        await shows(pilot, "◦ Ben  ◦ Ana")
        await pilot.press("space", "ctrl+s")
        await shows(pilot, "Still to confirm: Ana.")
        await pilot.press("right", "space", "ctrl+s")
        await shows(pilot, "✗ Dara")
        assert made.left == []
        assert focus(pilot) == "ways"
        await pilot.press("tab", "tab", "tab", "enter")
        await shows(pilot, "◦ Dara  ◦ Ana")
        await pilot.press("space", "right", "space", "ctrl+s")
        await until(pilot, lambda: made.left == [True])
    assert not made.meeting.ledger.open


async def test_who_comes_meanwhile_is_asked_as_well(bench: BenchOf) -> None:
    made = bench("s3")
    async with made.shown() as pilot:
        await done_by_others(pilot, made.meeting, "arrive", Options(person="fay", joining="next"))
        await pilot.press("tab", "tab", "tab", "enter")
        await shows(pilot, "◦ Fay")
        await pilot.press("end", "space", "ctrl+s")
        await until(pilot, lambda: made.left == [True])
    assert made.meeting.ledger.objections[0].state == "released"


async def test_letting_go_is_left_for_the_ways_again(bench: BenchOf) -> None:
    async with bench("s3").shown() as pilot:
        await pilot.press("tab", *" Or less.", "tab", "tab", "enter")
        await shows(pilot, "Let it go")
        await pilot.press("shift+tab")
        assert focus(pilot) == "ways"
        await shows(pilot, "It does not hold")
        await shows(pilot, "Or less.")
        assert "Let it go" not in text_of(pilot)


@pytest.mark.slow
@pytest.mark.parametrize("dialect", list(DIALECTS))
async def test_we_are_stuck(bench: BenchOf, dialect: str) -> None:
    made = bench(dialect)
    async with made.shown(SMALL) as pilot:
        await pilot.press("shift+tab")
        await shows(pilot, "First a round; then a helping or the broader circle.")
        await pilot.press("enter")
        await until(pilot, lambda: made.left == [True])
    assert made.meeting.step.kind == "stuck"


# --- what happens meanwhile


async def done_by_others(pilot: Pilot[None], meeting: Meeting, action: str, options: Options) -> None:
    """Do an action in the meeting that is shown, past the dialog."""
    app, command = pilot.app, BY_ID[action].command
    assert isinstance(app, SociotuiApp)
    assert command
    assert await app.attempt(command(meeting, options)) == ""


async def test_an_objection_that_is_let_go_of_meanwhile_is_no_longer_shown(bench: BenchOf) -> None:
    made = bench(two=True)
    async with made.shown() as pilot:
        await pilot.press("tab", *" Or less.")
        await done_by_others(pilot, made.meeting, "release", Options(person="ben"))
        await shows(pilot, "✗ Dara")
        assert written(pilot) == f"{WORDING} Or less."
        assert "of 2" not in text_of(pilot)


async def test_a_version_that_others_write_meanwhile_is_what_it_is_compared_with(bench: BenchOf) -> None:
    made = bench()
    async with made.shown() as pilot:
        await pilot.press("tab", *" Or less.")
        await done_by_others(pilot, made.meeting, "amend", Options(text=f"{WORDING} Really.", version=1))
        await shows(pilot, "Meanwhile there is version 2")
        await until(pilot, lambda: "reviewed. [-Really-] Or less." in running(pilot))
        assert "What changes against version 2" in text_of(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: made.left == [True])
    assert (made.meeting.version_of("item:1"), text(made.meeting)) == (3, f"{WORDING} Or less.")


async def test_a_wording_in_which_nothing_was_typed_follows_what_others_write(bench: BenchOf) -> None:
    made = bench()
    async with made.shown() as pilot:
        await done_by_others(pilot, made.meeting, "amend", Options(text=f"{WORDING} Really.", version=1))
        await until(pilot, lambda: written(pilot) == f"{WORDING} Really.")


async def test_without_an_objection_there_is_nothing_to_work_on(bench: BenchOf) -> None:
    made = bench()
    app = SociotuiApp(LiveRoom(made.home, "zoe", made.id), Settings())
    released = msgspec.structs.replace(made.meeting, ledgers={})

    async def act(action: str, options: Options) -> str:
        raise AssertionError(action)

    async with app.run_test(size=WHOLE) as pilot:
        await until(pilot, lambda: len(app.screen_stack) == 2)
        app.push_screen(WorkbenchDialog(released, act), made.left.append)
        await until(pilot, lambda: made.left == [False])


# --- the terms of roles


def test_a_shorter_term_is_that_of_the_roles_that_are_given() -> None:
    m = Stage().to("integrate").meeting
    assert m.item
    assert m.proposal
    until_march = Selects(role="delegate", title="delegate", person="ana", name="Ana", until=REVIEW)
    version = Version(number=1, text=worded(until_march), effects=(until_march,))
    item = msgspec.structs.replace(m.item, proposal=msgspec.structs.replace(m.proposal, versions=(version,)))
    m = msgspec.structs.replace(m, agenda=(item,))
    day = ways.nearer(m)
    assert day == m.today + (REVIEW - m.today) // 2
    assert ways.title(m, "shorten") == f"A shorter term · as it is, until {REVIEW}"
    seen = ways.outlook(m, Options(way="shorten", review=str(day)))
    assert seen.version
    assert seen.version.text == f"Ana is delegate until {day}."
    assert isinstance(seen.version.effects[0], Selects)
    assert seen.version.effects[0].until == day


def test_where_the_term_ends_tomorrow_no_nearer_day_is_proposed() -> None:
    m = Stage().to("integrate").meeting
    assert m.item
    assert m.proposal
    version = Version(number=1, text="We try it.", review=m.today + timedelta(days=1))
    item = msgspec.structs.replace(m.item, proposal=msgspec.structs.replace(m.proposal, versions=(version,)))
    assert ways.nearer(msgspec.structs.replace(m, agenda=(item,))) is None


def test_each_way_that_a_dialect_knows_has_its_words() -> None:
    assert set(WAYS) == {way for manner in DIALECTS.values() for way in manner.ways}
