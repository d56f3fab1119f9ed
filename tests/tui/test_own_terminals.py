"""Terminals of one's own: each sees what is asked of them, and their keys act for themselves."""

from functools import partial

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from textual.pilot import Pilot

from sociotui.tui.meeting.brief import BriefPane
from sociotui.tui.meeting.panes import RoomPane, WordingPane
from sociotui.tui.meeting.prompt import PromptPane
from sociotui.tui.meeting.ring_pane import RingPane
from sociotui.tui.meeting.screen import MeetingScreen
from sociotui.tui.meeting.speaking import SpeakingPane
from sociotui.tui.meeting.title import TitleBar
from sociotui.tui.meeting.viewer import Viewer
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII, PLAIN, Signs
from tests.tui.gathering import GatheringOf
from tests.tui.staging import StageAt
from tests.tui.waiting import lines_of, shows, text_of, until

SIZES = [(80, 24), (120, 40), (60, 20), (40, 12), (20, 5)]


def keys(pilot: Pilot[None]) -> str:
    """Return the last line of the screen."""
    return lines_of(pilot)[-1]


# --- turns ------------------------------------------------------------------------------------------


async def test_whose_turn_it_is_and_who_is_next_see_it_at_once_and_the_others_see_who_it_is(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at().add().go("consent"))
    first, second, third = there.stage.meeting.round.order[:3]  # type: ignore[union-attr]
    name, after = first.title(), second.title()
    async with there.sitting(first, second, third) as (mine, soon, others):
        await shows(mine, f"▸ Your turn, {name}")
        await shows(mine, "YOUR TURN")
        await shows(soon, "◂ You are next")
        await shows(soon, "then you")
        await shows(others, name.upper())
        assert "Your turn" not in text_of(others)
        assert "You are next" not in text_of(others)
        await mine.press("c")
        await shows(soon, f"▸ Your turn, {after}")
        await shows(others, "◂ You are next")
        await until(mine, lambda: "Your turn" not in text_of(mine))


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize(("signs", "theme"), [(PLAIN, "dusk"), (ASCII, "sixteen")], ids=["plain", "ascii"])
async def test_your_turn_fills_the_first_line_at_each_size_without_colour_or_signs(
    stage_at: StageAt, gathering_of: GatheringOf, size: tuple[int, int], signs: Signs, theme: str
) -> None:
    there = gathering_of(stage_at().add().go("consent"))
    first, second = there.stage.meeting.round.order[:2]  # type: ignore[union-attr]
    async with there.at(first, size, settings=Settings(signs=signs, theme=theme)) as pilot:
        await until(pilot, lambda: lines_of(pilot)[0].startswith(f" {signs.now} Your turn, {first.title()}"))
        bar = pilot.app.screen.query_one(BriefPane if size == (20, 5) else TitleBar).render_line(0)
        assert len({segment.style for segment in bar}) == 1  # from edge to edge
        style = next(iter(bar)).style
        assert style
        assert style.bold
        assert style.bgcolor
        assert "c consent" in text_of(pilot)
        assert second.title() in text_of(pilot)
        if signs is ASCII:
            assert text_of(pilot).isascii()


async def test_who_is_next_is_told_at_each_size(stage_at: StageAt, gathering_of: GatheringOf) -> None:
    there = gathering_of(stage_at().add().go("consent"))
    second = there.stage.meeting.round.order[1]  # type: ignore[union-attr]
    async with there.at(second) as pilot:
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await until(pilot, lambda: lines_of(pilot)[0].startswith(" ◂ You are next"))


async def test_a_key_acts_for_whoever_presses_it(stage_at: StageAt, gathering_of: GatheringOf) -> None:
    there = gathering_of(stage_at())
    first, second = there.stage.meeting.round.order[0], "ben"  # type: ignore[union-attr]
    async with there.sitting(first, second) as (mine, other):
        await shows(mine, "space I'm done")
        assert "space" not in keys(other)
        await other.press("space")
        await shows(other, f"It is {first.title()}'s turn; {second.title()} is number")
        await other.press("h")
        await until(other, lambda: there.stage.meeting.hands == (second,))
        await shows(other, "h lower hand")
        await other.press("s")
        await shows(other, "A round goes its way, and comes to you.")
        await mine.press("space")
        await shows(mine, f"{first.title()} has spoken.")


# --- who leads --------------------------------------------------------------------------------------


async def test_who_leads_consents_for_themselves_and_enters_for_who_has_no_terminal(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at().add().go("consent"))
    await there.act("consent")
    await there.act("consent")
    first, second = there.stage.meeting.round.waiting[:2]  # type: ignore[union-attr]
    async with there.at("zoe") as zoe:
        await shows(zoe, f"→ for {first.title()}")
        assert "c consent" not in keys(zoe)
        await zoe.press("c")
        await shows(zoe, "Zoe has consented to this wording already.")
        assert first not in there.stage.meeting.ledger.answers
        await zoe.press("right")
        await shows(zoe, f"[▸ {first.title()}]")
        await shows(zoe, "c consent")
        await zoe.press("c")
        await shows(zoe, f"{first.title()} consents.")
        assert there.stage.meeting.ledger.answers[first].means == "room"
        async with there.at(second) as other:
            await shows(zoe, f"{second.title()}▪")
            await until(zoe, lambda: "→ for" not in keys(zoe))
            for _each in range(7):
                if f"[▸ {second.title()}▪]" not in text_of(zoe):
                    await zoe.press("right")
            await shows(zoe, f"[▸ {second.title()}▪]")
            await until(zoe, lambda: "c consent" not in keys(zoe))
            await zoe.press("c")
            await shows(zoe, f"{second.title()} has a terminal of their own")
            await other.press("c")
            await shows(zoe, f"{second.title()} consents.")
            assert there.stage.meeting.ledger.answers[second].means == "terminal"


async def test_a_plain_terminal_shows_who_leads_for_whom_they_act_in_plain_signs(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at().add().go("consent"))
    async with there.at("zoe", (100, 24), settings=Settings(signs=ASCII, theme="sixteen")) as zoe:
        await shows(zoe, "> for Eli")
        await shows(zoe, "Zoe#")
        assert text_of(zoe).isascii()


async def test_who_acts_for_themselves_alone_chooses_nobody_in_the_ring(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at())
    async with there.at("ben") as ben:
        await ben.press("right", "end", "left")
        await ben.press("h")
        await until(ben, lambda: there.stage.meeting.hands == ("ben",))
        assert "[" not in text_of(ben)


async def test_what_somebody_has_no_right_to_is_told_before_a_form_opens(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at().add().go("present"))
    async with there.sitting("chidi", "zoe") as (chidi, _zoe):
        for key, what in (("x", "how an item ends"), ("n", "steps"), ("r", "rounds"), ("X", "closing")):
            await chidi.press(key)
            await until(chidi, partial(_says, chidi, f"see to it, who facilitate and write: {what}."))
            assert isinstance(chidi.app.screen, MeetingScreen)


def _says(pilot: Pilot[None], sentence: str) -> bool:
    return sentence in _flat(pilot)


def _flat(pilot: Pilot[None]) -> str:
    return " ".join(text_of(pilot).split())


# --- who is here ------------------------------------------------------------------------------------


async def test_everybody_sees_who_is_here_by_terminal_and_whose_connection_went(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at())
    async with there.at("zoe", (120, 40)) as zoe:
        room = await there.room("ben")
        await shows(zoe, "▪ 2 terminals")
        for seen in ("Ben▪", "  Ben, Zoe", "4 in the room", "Ana, Chidi, Dara, Eli"):
            assert seen in text_of(zoe)
        room.watch("")
        await shows(zoe, "▫ 1 elsewhere")
        assert "Ben▫" in text_of(zoe)
        await zoe.press("a")
        await shows(zoe, "terminal, elsewhere now")
        await zoe.press("escape")
        room.lose()
        await shows(zoe, "≈ Ben 14:03")
        await shows(zoe, "Ben≈")
        await shows(zoe, "Ben's connection is lost since 14:03; the seat is kept.")
        await zoe.press("a")
        await shows(zoe, "connection lost at 14:03")
        await zoe.press("escape")
        await zoe.resize_terminal(80, 24)
        await shows(zoe, "6 here  ▪ 1")
        await shows(zoe, "≈ Ben")


async def test_where_who_facilitates_is_cut_off_all_hear_who_goes_on_and_who_returns_hears_who_does(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at())
    zoe, eli = await there.room("zoe"), await there.room("eli")
    async with there.at("ana") as ana:
        await shows(ana, "Zoe facilitates, Eli writes.")
        zoe.lose()
        await until(
            ana, lambda: _says(ana, "Zoe's connection is lost since 14:03; the seat is kept. Eli can go on meanwhile.")
        )
        await shows(ana, "facil. Zoe≈")
        eli.lose()
        await until(ana, lambda: _says(ana, "or somebody of you takes facilitation over: a, then f."))
        await ana.press("n")
        await until(ana, lambda: _says(ana, "Zoe facilitates, and their connection is lost; the seat is kept."))
        await ana.press("a", "f", "escape")
        await until(ana, lambda: there.stage.meeting.facilitator == "ana")
        async with there.at("zoe") as back:
            await shows(back, "Ana facilitates, Eli writes.")
            await shows(ana, "Zoe is back.")


async def test_who_looks_on_from_a_terminal_is_welcomed_as_a_guest_by_one_key(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at())
    async with there.sitting("zoe", "hana") as (zoe, hana):
        await zoe.press("a")
        await shows(zoe, "▪ Hana  looks on: space welcomes them")
        await zoe.press("end", "space")
        await shows(zoe, "Hana  here, from the next round · guest · by terminal")
        await zoe.press("escape")
        await shows(hana, "h hand")
        assert there.stage.meeting.people["hana"].name == "Hana"


@pytest.mark.parametrize("height", [4, 6, 12])
def test_twelve_people_are_counted_in_words_that_fit(stage_at: StageAt, height: int) -> None:
    m = stage_at().meeting
    crowd = {f"p{n}": replace(m.people["ana"], id=f"p{n}", name=f"Person {n}") for n in range(24)}
    m = replace(m, people=m.people | crowd, seats=tuple(crowd))
    for wired in (0, 12, 24):
        pane = RoomPane()
        pane.viewer = Viewer(presence=dict.fromkeys(list(crowd)[:wired], "terminal"))
        told = ["".join(text for text, _style in line) for line in pane.lines(m, 15, height)]
        counted = [line for line in told if any(c.isdigit() for c in line) and "Person" not in line]
        assert counted
        assert all(cell_len(line) <= 15 and "…" not in line for line in counted)


async def test_at_a_laptop_nobody_is_marked_and_nobody_is_called(stage_at: StageAt) -> None:
    async with stage_at().add().go("consent").app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "c consent")
        for never in ("▪", "Your turn", "YOUR TURN", "You are next", "then you"):
            assert never not in text_of(pilot)


async def test_who_is_absent_comes_in_by_one_key(stage_at: StageAt, gathering_of: GatheringOf) -> None:
    there = gathering_of(stage_at())
    async with there.sitting("fay", "zoe") as (fay, zoe):
        await shows(fay, "▸ Your circle meets: come in (a)")
        await shows(fay, "a come in")
        await shows(zoe, "absent Fay▪")
        await fay.press("a")
        await shows(fay, "you speak from the next one on")
        await until(
            zoe,
            lambda: _says(zoe, "From the next round on; to hear Fay in this one still: a, then e at the name."),
        )
        assert there.stage.meeting.people["fay"].presence == "next"
        await until(fay, lambda: "come in (a)" not in text_of(fay))
        await fay.press("a")
        await shows(fay, "Who is here")
        await shows(fay, "here, from the next round · by terminal")
        await fay.press("up", "space")
        await until(fay, lambda: there.stage.meeting.people["fay"].presence == "left")
        await fay.press("escape")
        await shows(fay, "You have left: come back (a)")


async def test_in_the_list_of_who_is_here_each_acts_for_themselves(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at())
    async with there.sitting("ben", "zoe") as (ben, _zoe):
        await ben.press("a")
        await shows(ben, "space: leave, or come back")
        await ben.press("home", "plus")
        await until(ben, lambda: there.stage.meeting.seats.index("ben") == 2)
        for key, why in (("g", "Guests are welcomed by"), ("p", "enters what is said by phone")):
            await ben.press(key)
            await shows(ben, why)
        await ben.press("f")
        await shows(ben, "see to it, who facilitate and")


async def test_who_watches_is_told_so_once(stage_at: StageAt, gathering_of: GatheringOf) -> None:
    there = gathering_of(stage_at())
    async with there.at("hana", (120, 40)) as hana:
        await shows(hana, "You watch: this circle lets you see how it meets.")
        assert (
            " ".join(keys(hana).split())
            == "v read m minutes q leave 2 map 3 decisions 4 people 5 mirror 6 practice ? keys"
        )
        await there.act("next")
        await shows(hana, "has spoken.")
        assert "You watch" not in text_of(hana)
        await hana.press("h")
        await shows(hana, "To take part as a guest, ask Zoe and Eli")


# --- forms ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "key", "asked", "about"),
    [
        ("consent", "o", "Your objection", "brings an objection"),
        *(
            pytest.param(*later, marks=pytest.mark.slow)
            for later in (
                ("present", "T", "A next step", "Who takes it on?"),
                ("present", "i", "A new item", "Who presents it?"),
                ("present", "e", "Propose", "Who proposes it?"),
                ("consent", "w", "A concern", "Whose concern?"),
            )
        ),
    ],
)
async def test_a_form_does_not_ask_for_whom_where_it_is_oneself(
    stage_at: StageAt, gathering_of: GatheringOf, step: str, key: str, asked: str, about: str
) -> None:
    stage = stage_at(dialect="s3" if key == "w" else "sofa").add().go(step)
    there = gathering_of(stage)
    async with there.sitting("chidi", "zoe", size=(100, 40)) as (chidi, zoe):
        await chidi.press(key)
        await shows(chidi, asked)
        assert about not in text_of(chidi)
        if key != "o":
            await zoe.press(key)
            await shows(zoe, about)


async def test_what_is_taken_on_at_ones_own_terminal_is_ones_own(stage_at: StageAt, gathering_of: GatheringOf) -> None:
    there = gathering_of(stage_at().add().go("present"))
    async with there.at("chidi") as chidi:
        await chidi.press("T")
        await shows(chidi, "What is to be done?")
        await chidi.press(*"Ask", "ctrl+s")
        await until(chidi, lambda: bool(there.stage.meeting.item and there.stage.meeting.item.follow_ups))
        assert there.stage.meeting.item
        assert there.stage.meeting.item.follow_ups[0].owner == "chidi"


async def test_who_has_heard_somebody_on_the_phone_has_no_terminal_or_is_oneself(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at().add().go("consent"))
    async with there.sitting("zoe", "ben", size=(100, 40)) as (zoe, _ben):
        await zoe.press("a")
        await shows(zoe, "Who is here")
        await zoe.press("end", "up", "p")
        await shows(zoe, "Who in the room hears it?")
        options = _flat(zoe).partition("Who in the room hears it?")[2].partition("Enter")[0]
        assert "[Zoe]" in options
        assert "Ana" in options
        assert "Ben" not in options


# --- what is worked out -------------------------------------------------------------------------------


async def test_what_has_not_changed_is_not_worked_out_anew(
    stage_at: StageAt, gathering_of: GatheringOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = gathering_of(stage_at().add().go("consent"))
    drawn: list[str] = []

    def counted(kind: type) -> None:
        lines = kind.lines  # type: ignore[attr-defined]

        def count(self: object, *said: object) -> object:
            drawn.append(kind.__name__)
            return lines(self, *said)

        monkeypatch.setattr(kind, "lines", count)

    async with there.at("fay") as fay:
        await there.act("consent")
        await shows(fay, "Eli consents.")
        for kind in (WordingPane, PromptPane, SpeakingPane, RingPane):
            counted(kind)
        await there.act("consent")
        await shows(fay, "Zoe consents.")
        assert {"SpeakingPane", "RingPane"} == set(drawn)
