"""Text: what people write is cleaned where it enters, and nothing of what they mean is lost."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain import commands
from sociotui.domain.refusal import Refused
from sociotui.domain.text import NAME_LENGTH, TEXT_LENGTH, clean, clean_name, clean_text, cleaned, plain_date
from tests.domain.stage import Stage, opening, sentence

STEERING = [
    pytest.param("a\x1b[2Jb", "ab", id="clears the screen"),
    pytest.param("a\x1b[38;5;196mb\x1b[0m", "ab", id="colour"),
    pytest.param("a\x1b]0;title\x07b", "ab", id="window title, BEL"),
    pytest.param("a\x1b]8;;http://x.example\x1b\\b", "ab", id="link, ST"),
    pytest.param("a\x1bcb", "ab", id="reset"),
    pytest.param("a\x1b(0b", "ab", id="charset"),
    pytest.param("a\x1b\x1b[31m[31mb", "a[31mb", id="nested"),
    pytest.param("a\x07\x08\x00\x7fb", "ab", id="C0 and DEL"),
    pytest.param("a\x9b31mb\x85", "a31mb", id="C1"),
    pytest.param("a\u202eb\u202c", "ab", id="direction override"),
    pytest.param("a\u2066b\u2069", "ab", id="direction isolate"),
    pytest.param("a\ud800b", "ab", id="unpaired surrogate"),
    pytest.param("a\ufffeb\uffff", "ab", id="non-characters"),
]
KEPT = [
    "👩‍🌾🥕",
    "❤️",
    "שלום",
    "مرحبا بكم",
    "日本語",
    "ana\u200eשלום",
    "किसान",
    "Ærøskøbing",
    "x" * NAME_LENGTH,
    "a\u0301".join("bc"),
]


@pytest.mark.parametrize(("text", "left"), STEERING)
def test_nothing_that_could_steer_a_terminal_is_kept(text: str, left: str) -> None:
    assert clean(text) == left
    assert clean_name(text) == left


@pytest.mark.parametrize("text", KEPT)
def test_emoji_and_every_script_are_kept(text: str) -> None:
    assert clean_name(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\u2028two\u2029three", "one\ntwo\nthree"),
        ("  one  \n\n two  \n", "one\n\n two"),
        ("a\tb", "a    b"),
        ("\n \n", ""),
    ],
)
def test_lines_are_kept_and_ends_are_trimmed(text: str, left: str) -> None:
    assert clean(text) == left


def test_a_name_stands_on_one_line() -> None:
    assert clean_name(" Tool\n shed\t\trota ") == "Tool shed rota"


def test_what_looks_the_same_is_the_same() -> None:
    assert clean("Jose\u0301") == clean("José")


@given(st.text(st.characters(exclude_categories=())))
def test_cleaning_is_done_once_and_for_all(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not {c for c in once if unicodedata.category(c) in ("Cc", "Cs")} - {"\n"}
    assert not set(once) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    once.encode()


@given(st.text())
def test_a_name_never_holds_a_break(text: str) -> None:
    try:
        name = clean_name(text)
    except Refused as refusal:
        assert f"may have up to {NAME_LENGTH}" in str(refusal)
    else:
        assert name == " ".join(name.split())
        assert len(name) <= NAME_LENGTH


def test_a_name_may_have_its_length_and_no_more() -> None:
    assert clean_name("é" * NAME_LENGTH) == "é" * NAME_LENGTH
    with pytest.raises(Refused) as refusal:
        clean_name("e" * (NAME_LENGTH + 1))
    assert "“eeeeeeeeeeeeeeeeeeeeeeee…” has 121 characters" in sentence(str(refusal.value))


def test_a_text_may_have_its_length_and_no_more() -> None:
    assert len(clean_text("e" * TEXT_LENGTH)) == TEXT_LENGTH
    with pytest.raises(Refused) as refusal:
        clean_text("e" * (TEXT_LENGTH + 1))
    assert "20,001 characters; up to 20,000 fit" in sentence(str(refusal.value))


# --- in a meeting -------------------------------------------------------------------------------------


def test_ten_thousand_characters_are_a_wording_but_no_title() -> None:
    stage = Stage().to("present")
    stage.act(commands.Propose(text="ab cd " * 1_666 + "abcd"))
    assert stage.item.proposal is not None
    assert len(stage.item.proposal.current.text) == 10_000
    assert "has 10,000 characters" in stage.refuses(commands.KeepForLater(title="e" * 10_000))


@pytest.mark.parametrize(
    "guest",
    [commands.Arrive(person="g" * 10_000, name="Gil"), commands.Arrive(person="gil", name="g" * 10_000)],
    ids=["id", "name"],
)
def test_ten_thousand_characters_are_nobodys_name(guest: commands.Arrive) -> None:
    said = Stage().refuses(guest)
    assert "has 10,000 characters" in said
    assert len(said) < 200


def test_every_text_of_a_command_is_cleaned_however_deep() -> None:
    stage = Stage(opening(("ana", "b\x1b[31men", "z\x00oe")))
    assert set(stage.meeting.people) == {"ana", "ben", "zoe", "fay"}
    assert stage.meeting.people["ben"].name == "Ben"
    assert stage.meeting.seats == ("ana", "ben", "zoe")


def test_texts_go_on_record_without_what_steers_and_with_their_lines() -> None:
    stage = Stage().to("consent")
    stage.act(
        commands.Object(reason="It\u202e floods.\r\n\x1b[1mTwice\x1b[0m a year. 🌊", aim_touched="F\x07ood\nfor all")
    )
    objection = stage.meeting.ledger.objections[0]
    assert (objection.reason, objection.aim_touched) == ("It floods.\nTwice a year. 🌊", "Food\nfor all")


def test_what_is_nothing_once_cleaned_is_refused_as_nothing() -> None:
    stage = Stage().to("consent")
    assert "comes with its reason" in stage.refuses(commands.Object(reason="\x1b[31m\u202e \x00"))
    assert "short title" in stage.refuses(commands.AddItem(title="\x1b]0;x\x07"))


def test_a_refusal_never_carries_what_could_steer_a_terminal() -> None:
    said = Stage().refuses(commands.Leave(person="\x1b[2Jan\u202ena"))
    assert said.isprintable()


def test_braces_in_a_text_are_only_braces() -> None:
    stage = Stage()
    with pytest.raises(Refused, match=r"no person “\{0\.x\}”"):
        stage.act(commands.Leave(person="{0.x}"))


def test_a_command_that_is_clean_stays_the_same() -> None:
    command = commands.TakeNote(text="Eli brings tea.")
    assert cleaned(command) is command


# --- days ---------------------------------------------------------------------------------------------


def test_a_day_is_written_year_month_day() -> None:
    assert plain_date(" 2027-03-01 ") == date(2027, 3, 1)


@pytest.mark.parametrize("text", ["", "1.3.2027", "2027-02-30", "tomorrow", "2027-13-01", "x" * 10_000])
def test_what_is_no_day_is_refused_with_the_form_it_takes(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        plain_date(text)
    said = sentence(str(refusal.value))
    assert "like 2027-03-01" in said
    assert len(said) < 140
