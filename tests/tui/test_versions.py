"""Versions: the wording that a step is about, and what changed in it, as lines that are read without colour."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sociotui.domain import commands
from sociotui.domain.consent import Version
from sociotui.domain.difference import difference
from sociotui.domain.effects import Selects, worded
from sociotui.domain.formats import Format
from sociotui.domain.meeting import Meeting
from sociotui.tui.meeting.panes import WordingPane
from sociotui.tui.meeting.versions import changes_only, compared, marked, said, wrapped
from sociotui.tui.signs import ASCII
from sociotui.tui.widgets.lines import Line
from tests.domain.stage import BETTER, REVIEW, WORDING, Stage, format_named, opening

OLD = Version(number=1, text="The shed is opened each Saturday by two members.")


def text_of(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _style in line) for line in lines]


def styles_of(lines: list[Line]) -> dict[str, str]:
    return {text: style for line in lines for text, style in line}


def with_text(text: str) -> Version:
    return Version(number=2, text=text)


# --- what a version says


def test_a_version_says_its_term_and_its_measures() -> None:
    version = Version(number=1, text="We try it.", review=date(2027, 3, 1), measures=("keys lost; we stop at 2",))
    assert said(version) == "We try it.\nUntil 2027-03-01.\nMeasure: keys lost; we stop at 2"


def test_the_term_of_a_role_that_is_given_is_said_once() -> None:
    effect = Selects(role="delegate", person="ana", name="Ana", until=date(2027, 3, 1))
    version = Version(number=1, text=worded(effect), effects=(effect,))
    assert said(version) == "Ana is delegate until 2027-03-01."
    assert said(msgspec.structs.replace(version, text="Ana it is.")) == "Ana it is.\nUntil 2027-03-01."


# --- what changed in it


def test_what_is_gone_stands_in_brackets_and_what_is_new_is_underlined() -> None:
    new = with_text("The shed is opened every second Saturday by two members in turn.")
    lines = compared(OLD, new, 80, plain=False)
    assert text_of(lines) == ["The shed is opened [-each-] every second Saturday by two members in turn."]
    assert styles_of(lines)["[-each-]"] == "gone"
    assert styles_of(lines)["every"] == styles_of(lines)["turn"] == "added"


def test_a_terminal_that_may_not_underline_gets_marks_for_what_is_new() -> None:
    lines = compared(OLD, with_text("The shed is opened each Sunday by two members."), 80, plain=True)
    assert text_of(lines) == ["The shed is opened each [-Saturday-] {+Sunday+} by two members."]


def test_another_term_is_a_change() -> None:
    before, after = (Version(number=n, text="We try it.", review=date(2027, n, 1)) for n in (3, 2))
    assert text_of(compared(before, after, 80, plain=True)) == [
        "We try it.",
        "Until [-2027-03-01-] {+2027-02-01+}.",
    ]


def test_blanks_and_breaks_alone_are_not_marked() -> None:
    lines = compared(OLD, with_text("The shed is opened\neach Saturday  by two members."), 80, plain=True)
    assert text_of(lines) == ["The shed is opened", "each Saturday  by two members."]


def test_only_the_lines_around_a_change_are_shown() -> None:
    before = "\n".join(f"Line {n}." for n in range(9))
    after = before.replace("Line 4.", "Line four.")
    lines = marked(difference(before, after), 40, plain=True)
    assert text_of(changes_only(lines)) == [
        "… 3 lines as they were",
        "Line 3.",
        "Line [-4-] {+four+}.",
        "Line 5.",
        "… 3 lines as they were",
    ]


def test_a_single_line_is_shown_rather_than_counted() -> None:
    lines = marked(difference("a\nb\nc", "a\nb\nd"), 40, plain=True)
    assert text_of(changes_only(lines)) == ["a", "b", "[-c-] {+d+}"]


WORDS = st.sampled_from(["shed", "Saturday", "水曜日", "😀", "a" * 30, "\n", ",", "  beds"])


@given(st.lists(WORDS, max_size=40), st.lists(WORDS, max_size=40), st.integers(4, 30))
def test_lines_never_overflow_and_nothing_is_lost(old: list[str], new: list[str], width: int) -> None:
    pieces = difference(" ".join(old), " ".join(new))
    lines = wrapped([(piece.text, piece.kind) for piece in pieces], width)
    assert all(cell_len(line) <= width for line in text_of(lines))
    assert "".join("".join(text_of(lines)).split()) == "".join("".join(piece.text for piece in pieces).split())


# --- the pane


def pane(*, plain: bool = False) -> WordingPane:
    made = WordingPane()
    if plain:
        made.signs = ASCII
    return made


def wording(meeting: Meeting, width: int, height: int, *, plain: bool = False) -> list[Line]:
    """Return what the pane shows below the circle's aim, in so many lines."""
    aim, *lines = pane(plain=plain).lines(meeting, width, height + 1)
    assert text_of([aim])[0].startswith("aim Food for")
    return lines


def test_the_aim_stands_above_the_wording_and_where_it_is_long_so_does_how_to_read_it() -> None:
    meeting = Stage().to("consent").meeting
    aims = ("Food for forty households, all year round, from our own soil", "Soil that gets better")
    circle = msgspec.structs.replace(meeting.circle, aims=aims)
    long = text_of(pane().lines(msgspec.structs.replace(meeting, circle=circle), 40, 4))[0]
    assert (long[:14], long[-9:], cell_len(long)) == ("aim Food for f", "… v reads", 40)
    none = msgspec.structs.replace(meeting, circle=msgspec.structs.replace(circle, aims=()))
    assert text_of(pane().lines(none, 40, 4))[0] == "aim none on record yet"


@pytest.fixture
def amended() -> Stage:
    """At restating version 2 of a proposal."""
    stage = Stage().to("amend")
    stage.act(commands.Amend(text=BETTER))
    return stage


def test_an_amended_wording_is_shown_as_a_difference_up_to_consent(amended: Stage) -> None:
    changed = ["The shed is opened [-each-] every second Saturday by two members."]
    for step in ("amend", "restate", "consent"):
        assert text_of(wording(amended.to(step).meeting, 80, 3)) == changed, step
    plain = wording(amended.meeting, 80, 3, plain=True)
    assert "[-each-] {+every second+} Saturday" in text_of(plain)[0]


def test_once_it_is_consented_to_it_stands_alone(amended: Stage) -> None:
    amended.to("consent").come_round()
    amended.act(commands.NextStep())
    assert amended.meeting.step.kind == "record"
    assert text_of(wording(amended.meeting, 80, 3)) == [BETTER]


def test_the_first_version_stands_alone() -> None:
    assert text_of(wording(Stage().to("consent").meeting, 80, 3)) == [WORDING]


def test_where_the_difference_does_not_fit_the_new_wording_stands_alone(amended: Stage) -> None:
    width = len(BETTER)
    assert text_of(wording(amended.meeting, width, 1)) == [BETTER]
    assert text_of(wording(amended.meeting, width, 2))[0].startswith("The shed is opened [-each-]")
    assert text_of(wording(amended.meeting, 30, 1))[0].endswith("… v reads")


def test_a_step_that_has_a_part_shows_the_wording_of_that_part() -> None:
    stage = Stage(opening_with_needs())
    stage.to("driver")
    assert wording(stage.meeting, 80, 3) == []
    stage.act(commands.Propose(text="The shed is locked when people need tools."))
    assert text_of(wording(stage.meeting, 80, 3)) == ["The shed is locked when people need tools."]
    stage.act(commands.Amend(text="The shed is locked when members need tools."))
    assert text_of(wording(stage.meeting, 80, 3)) == ["The shed is locked when [-people-] members need tools."]


def opening_with_needs() -> commands.OpenMeeting:
    """Return the opening of a meeting whose decisions begin with the driver."""
    s3: Format = format_named("consent-s3")
    asked = opening()
    return msgspec.structs.replace(asked, formats={**asked.formats, "decide": s3})


def test_the_term_stands_below_the_wording() -> None:
    stage = Stage().to("integrate")
    stage.act(commands.Integrate(way="shorten", review=REVIEW))
    assert text_of(wording(stage.meeting, 80, 3)) == [WORDING, f"Until {REVIEW}."]
