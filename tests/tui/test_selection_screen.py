"""A selection on the screen: what is written stays hidden until all is revealed, then stands in a grid."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from textual.pilot import Pilot

from sociotui.domain.meeting import Meeting, veiled
from sociotui.domain.round import Round
from sociotui.domain.selection import Nomination
from sociotui.domain.unfolding import with_item
from sociotui.tui.dialogs.nominate import NominateDialog
from sociotui.tui.meeting.grid import grid_lines, shows_grid, written
from sociotui.tui.meeting.reading import about_meeting
from sociotui.tui.meeting.ring_pane import RingPane
from sociotui.tui.meeting.viewer import Viewer
from sociotui.tui.signs import ASCII, PLAIN
from sociotui.tui.widgets.lines import Line
from tests.homes import SIX, Hands
from tests.tui.staging import Stage, StageAt, accept, closed, said_in, typed
from tests.tui.waiting import shows, text_of, until

NAMES = {"ana": "a", "ben": "b", "chidi": "c", "dara": "d", "eli": "e", "fay": "f", "zoe": "z", "gio": "g"}
"""The letter by which each name is chosen."""


def sought(stage: Stage, *roles: str) -> Stage:
    """Bring a stage to where each writes a nomination for these roles."""
    stage.add("selection").go("role").act("seek", roles=",".join(roles))
    return stage.go("nominate")


def plain(lines: list[Line]) -> str:
    """Return lines as text."""
    return "\n".join("".join(text for text, _style in line).rstrip() for line in lines)


# --- roles ----------------------------------------------------------------------------------------


async def test_roles_are_named_with_a_term_that_the_customs_propose(stage_at: StageAt) -> None:
    stage = stage_at(dialect="s3").add("selection").go("role")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "e roles")
        await pilot.press("e")
        await shows(pilot, "─ Role and term")
        assert "2027-03-02" in text_of(pilot)
        assert "coordinator (now Ana)" in text_of(pilot)
        await accept(pilot)
        await shows(pilot, "Which role?")
        await typed(pilot, "‹end›", "‹left›", "‹space›", "‹enter›", "‹ctrl+u›", "2026-01-01")
        await accept(pilot)
        await shows(pilot, "2026-01-01 is not ahead of us.")
        await typed(pilot, "‹ctrl+u›", "2026-09-01")
        await accept(pilot)
        await shows(pilot, "Sought: representative.")
        await shows(pilot, "until 2026-09-01")


# --- hidden nominations ---------------------------------------------------------------------------


async def write(pilot: Pilot[Any], person: str, nominee: str, reason: str) -> None:
    """Take the keyboard, write a nomination for the one role, and hand the keyboard on."""
    await until(pilot, lambda: isinstance(pilot.app.screen, NominateDialog))
    await pilot.press("enter")
    await shows(pilot, f"─ {person.capitalize()} writes")
    await typed(pilot, NAMES[nominee], "‹enter›", reason)
    await accept(pilot)
    await closed(pilot)
    await shows(pilot, f"{person.capitalize()} has written.")


async def seen_while_writing(stage: Stage, choices: dict[str, tuple[str, str]]) -> list[str]:
    """Let all write, and return what the screen showed after each of them, and what there was to read in the end."""
    seen: list[str] = []
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "e nominate")
        await pilot.press("e")
        await shows(pilot, "Hand the keyboard to Ana.")
        for person, (nominee, reason) in choices.items():
            await write(pilot, person, nominee, reason)
            seen.append(text_of(pilot))
            assert reason not in repr(app.snapshot)
        await shows(pilot, "All have written.")
        await pilot.press("escape")
        await shows(pilot, "6 of 6 have written")
        for key in ("v", "m"):
            await pilot.press(key)
            await shows(pilot, "escape: back")
            seen.append(text_of(pilot))
            await pilot.press("escape")
            await shows(pilot, "6 of 6 have written")
        seen.append(text_of(pilot))
    return seen


@pytest.mark.slow
async def test_nothing_of_what_is_written_is_on_the_screen_until_all_is_revealed(stage_at: StageAt) -> None:
    some = {p: ("dara", f"why-{p}") for p in SIX}
    others = {p: (n, f"otherwise-{p}") for p, n in zip(SIX, ("zoe", "ana", "fay", "ben", "ben", "chidi"), strict=True)}
    first = await seen_while_writing(sought(stage_at(), "delegate"), some)
    second = await seen_while_writing(sought(stage_at(), "delegate"), others)
    assert first == second  # whoever looks cannot tell one from the other
    for reason in ("why-", "otherwise-"):
        assert all(reason not in screen for screen in (*first, *second))


@given(st.fixed_dictionaries({p: st.tuples(st.sampled_from([*NAMES]), st.text(min_size=1)) for p in SIX}))
def test_no_pane_tells_one_set_of_nominations_from_another(
    nominating: Meeting, choices: dict[str, tuple[str, str]]
) -> None:
    m = veiled(after(nominating, choices))
    same = veiled(after(nominating, dict.fromkeys(SIX, ("ana", "as ever"))))
    ring = RingPane()
    ring.signs = PLAIN
    assert not shows_grid(m)
    assert about_meeting(m) == about_meeting(same)
    assert plain(ring.lines(m, 41, 15)) == plain(ring.lines(same, 41, 15))
    assert m == same


@pytest.fixture(scope="module")
def nominating(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Meeting]:
    """A meeting in which each is to write for two roles, for what needs no app."""
    stage = Stage(tmp_path_factory.mktemp("stage"), Hands())
    yield sought(stage, "delegate", "secretary").meeting
    stage.home.close()


def after(m: Meeting, choices: dict[str, tuple[str, str]], **grid: Any) -> Meeting:
    """Return the meeting after everybody has written for both roles, the second time for themselves."""
    assert m.item and m.item.grid
    said = {
        p: {"delegate": Nomination(person=whom, reason=why), "secretary": Nomination(person=p)}
        for p, (whom, why) in choices.items()
    }
    return with_item(m, m.item.id, grid=replace(m.item.grid, written=said, **grid))


async def test_the_keyboard_goes_round_and_may_be_left_and_taken_up_again(stage_at: StageAt) -> None:
    stage = sought(stage_at(), "delegate")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "write Ana")
        await pilot.press("e")
        await shows(pilot, "Hand the keyboard to Ana. Nobody else looks.")
        await pilot.press("enter")
        await shows(pilot, "─ Ana writes")
        await accept(pilot)
        await shows(pilot, "Whom? Name somebody of the circle; oneself is fine.")
        await typed(pilot, "d", "‹enter›", "Patient")
        await accept(pilot)
        await shows(pilot, "Ana has written. Hand the keyboard to Ben.")
        await pilot.press("n")
        await shows(pilot, "Still to write: Ben, Chidi, Dara, Eli, Zoe (e).")
        await pilot.press("escape")
        await closed(pilot, "NominateDialog")
        await shows(pilot, "write Ben")
        await shows(pilot, "Ana ✓")
        await pilot.press("e")
        await shows(pilot, "Hand the keyboard to Ben.")
        await pilot.press("home", "enter")
        await shows(pilot, "─ Ana writes")
        assert "[who?]" in text_of(pilot)
        assert "Patient" not in text_of(pilot)


async def test_what_was_copied_while_writing_cannot_be_pasted_by_the_next(stage_at: StageAt) -> None:
    async with sought(stage_at(), "delegate").app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "e nominate")
        await pilot.press("e")
        await shows(pilot, "Hand the keyboard to Ana.")
        pilot.app.copy_to_clipboard("my reason")
        await write(pilot, "ana", "dara", "Patient")
        assert pilot.app.clipboard == ""


async def test_all_is_revealed_at_once_from_the_dialog(stage_at: StageAt) -> None:
    stage = sought(stage_at(), "delegate")
    for person in SIX:
        stage.act("nominate", person=person, nominee="dara", why=f"why-{person}")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "n next step  e nominate")
        await pilot.press("e")
        await shows(pilot, "n: reveal all at once")
        await pilot.press("n")
        await shows(pilot, "Dara 6")
        await closed(pilot, "NominateDialog")
        await shows(pilot, "Arguments decide, not numbers.")
        assert "for Dara: “why-" in text_of(pilot)


async def test_the_dialog_goes_when_somebody_else_goes_on(stage_at: StageAt) -> None:
    stage = sought(stage_at(), "delegate")
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "e nominate")
        await pilot.press("e")
        await shows(pilot, "Hand the keyboard to Ana.")
        stage.go("reasons")
        await closed(pilot, "NominateDialog")
        await shows(pilot, "Dara 6")


async def test_nobody_may_be_nominated_where_the_dialect_lets_one_pass(stage_at: StageAt) -> None:
    stage = sought(stage_at(dialect="s3"), "delegate")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "e nominate")
        await pilot.press("e", "enter")
        await shows(pilot, "─ Ana writes")
        await pilot.press("right")
        await until(pilot, lambda: "Whom do you see" not in text_of(pilot))
        await accept(pilot)
        await shows(pilot, "Ana  nominates nobody")
        await pilot.press("escape", "right", "right", "p")
        await shows(pilot, "Ben nominates nobody.")
    grid = stage.meeting.item.grid if stage.meeting.item else None
    assert grid and grid.passed == ("ana", "ben")


# --- the grid -------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_the_grid_keeps_now_and_next_in_sight(stage_at: StageAt, size: tuple[int, int]) -> None:
    stage = sought(stage_at(), "delegate", "secretary").go("reasons")
    current = stage.meeting.round
    assert current
    now, next_ = stage.meeting.name(current.now), stage.meeting.name(stage.meeting.next_speaker)
    async with stage.app().run_test(size=size) as pilot:
        await shows(pilot, "Arguments decide, not numbers.")
        screen = text_of(pilot)
        assert f"▸ {now}" in screen
        assert f"next  {next_}" in screen or f"next {next_}" in screen
        assert all(stage.meeting.name(p) in screen for p in SIX)


async def test_in_the_change_round_the_one_whose_turn_it_is_nominates_otherwise(stage_at: StageAt) -> None:
    stage = sought(stage_at(), "delegate").go("change")
    current = stage.meeting.round
    assert current
    name = stage.meeting.name(current.now)
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "e nominate")
        await pilot.press("e")
        await shows(pilot, f"─ {name} changes")
        assert "[Dara]" in text_of(pilot)
        assert "Patient" in text_of(pilot)
        await accept(pilot)
        await shows(pilot, f"That is what {name} has nominated. No change? Then pass (p).")
        await typed(pilot, "f")
        await accept(pilot)
        await shows(pilot, f"{name} nominates otherwise now.")
        await shows(pilot, "Dara 5  Fay 1")
        assert f"✓ {name}" in text_of(pilot)
        assert "≠ Fay" in text_of(pilot)
        await pilot.press("v")
        await shows(pilot, f"{name}: Fay. Patient")


async def test_somebody_is_proposed_with_reasons_and_a_term(stage_at: StageAt) -> None:
    stage = sought(stage_at(), "delegate", "secretary").go("propose")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "e propose person")
        await pilot.press("e")
        await shows(pilot, "─ Whom do we propose?")
        assert text_of(pilot).count("[Dara]") == 2
        await typed(pilot, "‹enter›", "Has time", "‹enter›", "a", "‹enter›", "‹enter›", "‹ctrl+u›", "yesterday")
        await accept(pilot)
        await shows(pilot, "“yesterday” is not a day.")
        await typed(pilot, "‹ctrl+u›", "2026-09-01")
        await accept(pilot)
        await shows(pilot, "Dara is delegate until 2026-09-01.")
        assert "Reasons: Has time" in text_of(pilot)


TIED = ("dara", "dara", "dara", "ben", "ben", "ben")


@pytest.mark.parametrize(
    ("dialect", "nominees", "said", "first"),
    [
        ("sofa", TIED, "Qualifications decide: what does the role need?", "[who?]"),
        ("holacracy", TIED, "Ben comes first: they hold it now.", "[Ben]"),
        (
            "holacracy",
            ("eli", "dara", "dara", "ana", "eli", "fay"),
            "Eli comes first: they named themselves.",
            "[Eli]",
        ),
        ("holacracy", ("fay", "fay", "fay", "gio", "gio", "gio"), "let a blind draw decide.", "[a blind draw]"),
    ],
)
async def test_a_tie_is_told_with_the_dialects_rule(
    stage_at: StageAt, dialect: str, nominees: tuple[str, ...], said: str, first: str
) -> None:
    stage = sought(stage_at(dialect=dialect), "delegate")
    for person, nominee in zip(SIX, nominees, strict=True):
        stage.act("nominate", person=person, nominee=nominee)
    stage.go("propose")
    async with stage.app().run_test(size=(120, 40)) as pilot:
        await shows(pilot, "e propose person")
        await pilot.press("e")
        await shows(pilot, "were named equally often.")
        await shows(pilot, first)
        assert said in said_in(pilot, "#intro")
        await accept(pilot)
        await shows(pilot, "Qualifications decide, not fairness" if dialect == "sofa" else "The proposal is written.")


async def test_who_is_proposed_is_marked_and_answers_last(stage_at: StageAt) -> None:
    stage = sought(stage_at(), "delegate").go("consent")
    assert stage.meeting.round and stage.meeting.round.order[-1] == "dara"
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "Dara ◆")
        for _each in range(5):
            await pilot.press("c")
        await shows(pilot, "▸ Dara ◆")
        await pilot.press("c")
        await shows(pilot, "Dara ✓")


# --- the grid in any size -------------------------------------------------------------------------


@given(width=st.integers(12, 120), height=st.integers(4, 40), shift=st.integers(0, 5))
def test_the_grid_fits_and_keeps_whose_turn_it_is(nominating: Meeting, width: int, height: int, shift: int) -> None:
    choices = {p: (SIX[(i + shift) % 6], "why") for i, p in enumerate(SIX)}
    m = after(nominating, choices, revealed=True, changed=(SIX[shift],))
    now = SIX[shift]
    turn = Round(kind="nomination", order=SIX, now=now)
    lines = grid_lines(replace(m, round=turn), width, height, PLAIN)
    assert len(lines) <= height
    text = plain(lines)
    if width >= 24:
        assert f"▸ {m.name(now)}" in text


def test_the_grid_has_room_for_who_is_next_beside_the_sign_of_a_terminal(nominating: Meeting) -> None:
    m = after(nominating, dict.fromkeys(SIX, ("dara", "Patient")), revealed=True)
    m = replace(m, round=Round(kind="nomination", order=SIX, now=SIX[0], queue=SIX[1:]))
    viewer = Viewer(me=SIX[0], presence=dict.fromkeys(SIX, "terminal"))
    assert m.next_speaker
    for width in (20, 41):
        assert f"{m.name(m.next_speaker)}▪ ◂" in plain(grid_lines(m, width, 14, PLAIN, viewer=viewer))


def test_the_grid_shows_each_role_and_who_has_changed(nominating: Meeting) -> None:
    m = after(nominating, dict.fromkeys(SIX, ("dara", "Patient")), revealed=True, changed=("ben",), passed=("zoe",))
    assert plain(grid_lines(m, 41, 14, ASCII)).splitlines()[:4] == [
        "            delegate      secretary",
        "-" * 40,
        "  Ana       Dara          Ana",
        "  Ben     % Dara          Ben",
    ]
    assert "delegate: Dara 6" in plain(grid_lines(m, 41, 14, ASCII))


def test_how_many_have_written_is_told_only_while_all_is_hidden(nominating: Meeting) -> None:
    m = after(nominating, dict.fromkeys(SIX[:4], ("dara", "Patient")))
    assert written(m) == "4 of 6 have written"
    assert written(with_item(m, m.place.item, grid=None)) == ""
