"""The command line on bad input: a clear sentence, the right exit code, and nothing lost; and what scripts rely on."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .terminal.program import CHECKOUT, Program, copy_of


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Program, str]:
    """A home with the demo's organisation and an open meeting in its check-in round, for copying; the meeting's id."""
    program = Program(tmp_path_factory.mktemp("cli"))
    program.import_demo()
    return program, program.open()


@pytest.fixture
def program(homes: tuple[Program, str], tmp_path: Path) -> Iterator[Program]:
    """The program on a copy of that home."""
    program = copy_of(homes[0].home, tmp_path)
    yield program
    program.close()


@pytest.fixture
def id_(homes: tuple[Program, str]) -> str:
    """The id of that meeting."""
    return homes[1]


def in_consent(program: Program, id_: str) -> None:
    """Bring the meeting to the consent to its agenda, of which Ben is asked first."""
    program.ok("act", id_, "agenda", "--title", "Tool-shed rota")
    for _person in range(7):
        program.ok("act", id_, "next")
    program.ok("act", id_, "step")
    program.ok("act", id_, "step")
    assert program.status(id_)["round"]["kind"] == "consent"


# --- names that nobody knows ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("open gardn", "There is no circle “gardn”. Near it: garden."),
        ("open garden --present ana,bem --facilitator ana", "There is no person “bem”. Near it: ben."),
        ("open garden --format weekl", "There is no format of a meeting “weekl”. Near it: weekly."),
        ("act {id} nxt", "There is no action “nxt”. Near it: next"),
        ("act {id} minutes", "“minutes” is something that only the screen does."),
        ("act {id}-9 next", "There is no meeting “{id}-9”. Near it: {id}."),
        ("status {id}-9", "There is no meeting “{id}-9”. Near it: {id}."),
        ("minutes {id}-9", "There is no meeting “{id}-9”. Near it: {id}."),
        ("act ../organisation next", "There is no meeting “../organisation”."),
        ("act {id} next --for bne", "There is no person “bne”. Near it: ben."),
        ("act {id} next --by zo", "There is no person “zo”. Near it: zoe"),
        ("act {id} speak --for Bem", "There is no person “Bem”. Near it: ben."),
        ("act {id} agenda --title x --presenter bem", "There is no person “bem”. Near it: ben."),
        ("act {id} agenda --title x --aim decid", "There is no aim “decid”. Near it: decide."),
        ("act {id} round --direction lef", "There is no direction “lef”. Near it: left."),
        ("act {id} pass --text x", "“pass” takes no “text”."),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(program: Program, id_: str, words: str, sentence: str) -> None:
    before = program.journal(f"meetings/{id_}").read_bytes()
    said = program.refused(*(word.format(id=id_) for word in words.split()))
    assert sentence.format(id=id_) in said
    assert program.journal(f"meetings/{id_}").read_bytes() == before


def test_people_are_called_by_their_names(program: Program, id_: str) -> None:
    assert "Ben raises a hand." in program.run("act", id_, "hand", "--for", "BEN", "--by", "Zoe").stdout
    assert "Ben lowers the hand." in program.run("act", id_, "hand", "--for", "Ben", "--by", "zoe").stdout


def test_who_is_new_is_not_taken_for_somebody_of_the_same_first_name(program: Program, id_: str) -> None:
    program.ok("change", "person", "hana", "--name", "Kim Lee", "--why", "a test", "--by", "zoe", "--yes")
    program.ok("act", id_, "arrive", "--for", "kim", "--name", "Kim Okoye", "--by", "zoe")
    assert json.loads(program.ok("status", id_, "--json"))["guests"] == ["kim"]


def test_unknown_facilitator_is_refused_with_the_nearest(program: Program) -> None:
    assert "Near it: zoe" in program.refused("open", "garden", "--facilitator", "zoee")


def test_unknown_meeting_with_a_capital_is_refused_like_any_other(program: Program, id_: str) -> None:
    assert f"Near it: {id_}" in program.refused("act", id_.capitalize(), "next")


# --- acts against the rules ----------------------------------------------------------------------


def test_out_of_turn_says_whose_turn_it_is(program: Program, id_: str) -> None:
    said = program.refused("act", id_, "next", "--for", "chidi")
    assert "It is Ana's turn; Chidi is number 3 from now." in said
    assert program.status(id_)["round"]["spoken"] == []


def test_pass_and_empty_objection_are_refused_in_consent(program: Program, id_: str) -> None:
    in_consent(program, id_)
    assert "There is no passing in a consent round: Ben consents (consent) or objects (object)." in program.refused(
        "act", id_, "pass"
    )
    for nothing in ((), ("--text", ""), ("--text", "  \t ")):
        assert "An objection comes with its reason" in program.refused("act", id_, "object", *nothing)
    assert "In a consent round each one says it" in program.refused("act", id_, "next")
    status = program.status(id_)
    assert (status["consents"], status["objections"], status["round"]["now"]) == ([], [], "ben")


@pytest.mark.parametrize("minutes", ["0", "-5", "99999"])
def test_minutes_that_make_no_sense_are_refused(program: Program, id_: str, minutes: str) -> None:
    assert "How many minutes?" in program.refused("act", id_, "agenda", "--title", "x", "--minutes", minutes)


def test_a_command_sent_twice_is_carried_out_once(program: Program, id_: str) -> None:
    program.ok("act", id_, "next", "--cmd", "abc")
    program.ok("act", id_, "next", "--cmd", "abc")
    assert program.status(id_)["round"]["spoken"] == ["ana"]


# --- usage ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "frobnicate",
        "act",
        "act {id}",
        "act {id} next --foo",
        "act {id} agenda --minutes ten",
        "open",
        "minutes {id} --format pdf",
        "status {id} more",
        "import org",
        "demo --picture x.svg --size 80",
        "--home",
    ],
)
def test_usage_errors_exit_with_2(program: Program, id_: str, words: str) -> None:
    assert "Error: " in program.refused(*(word.format(id=id_) for word in words.split()), code=2)


@pytest.mark.parametrize("words", ["export org -o no/such/folder/x.toml", "demo --picture no/such/folder/x.svg"])
def test_a_file_that_cannot_be_written_is_told(program: Program, words: str) -> None:
    assert "no/such/folder" in program.refused(*words.split())


# --- words ---------------------------------------------------------------------------------------

WILD = "\x1b[31mred\x1b]0;title\x07 \u202eevil\u202c tab\there \x07\x00bell 😀👩\u200d👩\u200d👧 שלום مرحبا é"
TAMED = "red evil tab here bell 😀👩\u200d👩\u200d👧 שלום مرحبا é"


def test_words_lose_what_steers_a_terminal_and_nothing_else(program: Program, id_: str) -> None:
    wild = WILD.replace("\x00", "")  # which no argument can hold
    program.ok("act", id_, "agenda", "--title", wild)
    program.ok("act", id_, "note", "--text", "-", input=f"{WILD}\r\n[b]{{x}} %s[/b] ‹undo›\n")
    program.ok("act", id_, "arrive", "--for", "guest", "--name", wild)
    minutes = program.ok("minutes", id_, "--format", "txt")
    assert f"1. {TAMED}\n" in minutes
    assert f"Guests       {TAMED}\n" in minutes
    assert "[b]{x} %s[/b] ‹undo›" in minutes
    assert re.search("red evil tab +here bell", minutes)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", minutes)
    assert program.status(id_)["agenda"][0]["title"] == TAMED


def test_long_texts_are_kept_whole_and_too_long_ones_refused(program: Program, id_: str) -> None:
    text = "word " * 1999 + "words"
    program.ok("act", id_, "note", "--text", text)
    assert text in program.ok("minutes", id_)
    assert "has 20,001 characters; up to 20,000 fit" in program.refused("act", id_, "note", "--text", "x" * 20_001)
    assert "has 10,000 characters; a name or title may have up to 120" in program.refused(
        "act", id_, "agenda", "--title", "t" * 10_000
    )
    assert program.status(id_)["agenda"] == []


@pytest.mark.parametrize("words", ["act {id} {long}", "act {long} next", "open {long}", "act {id} next --by {long}"])
def test_a_refusal_stays_short_for_a_long_name(program: Program, id_: str, words: str) -> None:
    said = program.refused(*(word.format(id=id_, long="t" * 10_000) for word in words.split()))
    assert len(said) < 500


def test_a_text_comes_from_standard_input(program: Program, id_: str) -> None:
    program.ok("act", id_, "note", "--text", "-", input="first line\nsecond line\n")
    assert re.search(r"- first line *\n  second line\n", program.ok("minutes", id_))
    assert "There is nothing to note yet" in program.refused("act", id_, "note", "--text", "-", input="")


# --- what scripts rely on ------------------------------------------------------------------------


def documented() -> dict[str, set[str]]:
    """Return what the README says that the object of `status --json` holds: each field, and the names inside it."""
    table = (CHECKOUT / "README.md").read_text("utf-8").partition("| field | what it holds |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (`.+?) \| (.+) \|$", table, re.MULTILINE)
    names = [(re.findall(r"`(\w+)`", fields), re.findall(r"`(\w+)`", held)) for fields, held in rows]
    return {field: set(inside) for fields, inside in names for field in fields}


def test_status_holds_what_the_readme_documents(program: Program, id_: str) -> None:
    fields = documented()
    required = "meeting circle step facilitator present absent round proposal consents objections outcome"
    assert set(required.split()) <= set(fields)
    status = program.status(id_)
    assert status["version"] == 1
    assert set(status) == {*fields, "version", "prompt", "why", "done_when"}
    assert fields["round"] == set(status["round"])
    assert {"kind", "now", "next", "order", "spoken", "passed", "later", "direction"} <= set(status["round"])
    program.ok("act", id_, "agenda", "--title", "x")
    assert fields["agenda"] == set(program.status(id_)["agenda"][0])
    assert json.loads(program.ok("status", "--json")) == program.status(id_)


def test_status_tells_of_proposal_and_objection(program: Program, id_: str) -> None:
    in_consent(program, id_)
    program.ok("act", id_, "object", "--text", "Too short.")
    objection = program.status(id_)["objections"][0]
    assert documented()["objections"] - {"open", "released", "integrated"} == set(objection)
    assert (objection["person"], objection["reason"], objection["state"]) == ("ben", "Too short.", "open")


def test_nothing_is_there_yet(tmp_path: Path) -> None:
    empty = Program(tmp_path)
    for words in ("list", "status", "export org", "open garden"):
        assert "There is no organisation in" in empty.refused(*words.split())
    assert "sociotui init" in empty.refused("list")
    assert not empty.home.exists()
