"""TOML files read into a type: whatever is wrong with one is a sentence with its line."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from sociotui.exchange.toml_file import MOST, Misread, Source, Word, Words, line_of, load, read


class Bed(Struct, forbid_unknown_fields=True):
    """What the files of these tests describe a list of."""

    name: str
    soil: Literal["clay", "loam", "sand"] = "loam"
    length: int = 1
    sown: date | None = None
    plants: tuple[str, ...] = ()


class Garden(Struct, forbid_unknown_fields=True):
    """What the files of these tests describe."""

    name: str
    bed: tuple[Bed, ...] = ()
    gate: Bed | None = None
    tools: dict[Literal["spade", "rake"], int] = {}


WORDS: Words = {Garden: Word("a garden"), Bed: Word("a bed")}
GOOD = """\
name = "Green Acres"

[[bed]]
name = "south"
soil = "clay"
length = 4
sown = 2027-03-01
plants = [
    "kale",
    "chard",
]

[tools]
spade = 2
"""


def misread(text: str) -> Misread:
    """Return how a text is refused."""
    with pytest.raises(Misread) as caught:
        read(text, Garden, source="garden.toml", words=WORDS)
    return caught.value


def test_a_text_that_fits_is_read() -> None:
    south = Bed(name="south", soil="clay", length=4, sown=date(2027, 3, 1), plants=("kale", "chard"))
    garden = Garden(name="Green Acres", bed=(south,), tools={"spade": 2})
    assert read(GOOD, Garden, source="garden.toml") == garden
    assert read("\ufeff" + GOOD.replace("\n", "\r\n"), Garden, source="garden.toml") == garden


def test_the_sentence_names_file_line_and_reason() -> None:
    found = misread(GOOD.replace("length = 4", "lenght = 4"))
    assert str(found) == "garden.toml, line 6: a bed has no “lenght”. Did you mean “length”?"
    assert (found.source, found.line) == ("garden.toml", 6)
    assert found.reason == "a bed has no “lenght”. Did you mean “length”?"


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("soil", "colour", 5, "a bed has no “colour”. It can have: name, soil, length, sown, plants."),
        ('name = "south"\n', "", 3, 'a bed needs its “name”. Add a line name = "…".'),
        ('"clay"', '"clai"', 5, "“soil” has no “clai”. Did you mean “clay”? It can be: clay, loam, sand."),
        ('"clay"', '"peat"', 5, "“soil” has no “peat”. It can be: clay, loam, sand."),
        ('"clay"', '"soil"', 5, "“soil” has no “soil”. It can be: clay, loam, sand."),
        ('"clay"', "[1]", 5, "“soil” has no “[1]”. It can be: clay, loam, sand."),
        ('"south"', "7", 4, '“name” takes text in quotes, like name = "7".'),
        ('"south"', "{ x = 7 }", 4, '“name” takes text in quotes, like name = "…".'),
        ("length = 4", "length = 4.5", 6, "“length” takes a whole number, like length = 5."),
        ("length = 4", "length = true", 6, "“length” takes a whole number, like length = 5."),
        ("2027-03-01", '"1 March"', 7, "“sown” takes a day, like sown = 2027-03-01."),
        ("2027-03-01", "2027-03-01T10:00:00", 7, "“sown” takes a day, like sown = 2027-03-01."),
        ('    "chard"', "    7", 10, 'each entry of “plants” is text in quotes, like "7".'),
        (
            '[\n    "kale",\n    "chard",\n]',
            '"kale"',
            8,
            '“plants” takes a list in square brackets, like plants = ["kale"].',
        ),
        ("[[bed]]", "[bed]", 3, "there can be several: begin each with a line [[bed]], in two pairs of brackets."),
        (
            "[tools]",
            "[[tools]]",
            13,
            "“tools” comes once and has fields of its own. Begin it with a line [tools], in one",
        ),
        ("spade", "spate", 14, "“tools” has no “spate”. Did you mean “spade”? It can be: rake, spade."),
        ("spade = 2", 'spade = "two"', 14, "“spade” takes a whole number, like spade = 5."),
        ("[tools]", "gate = 1\n[tools]", 13, "a bed has no “gate”."),
        (
            "\n[[bed]]",
            "gate = 1\n[[bed]]",
            2,
            "“gate” comes once and has fields of its own. Begin it with a line [gate]",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(old: str, new: str, line: int, reason: str) -> None:
    assert GOOD.count(old) == 1
    found = misread(GOOD.replace(old, new))
    assert found.line == line
    assert found.reason.startswith(reason)


def test_the_first_of_several_mistakes_is_told() -> None:
    assert misread(GOOD.replace("length = 4", "length = 4.5").replace("spade", "spate")).line == 6
    assert misread(GOOD.replace("spade", "spate").replace('"Green Acres"', "1")).line == 1


def test_a_part_that_is_missing_altogether_has_no_line() -> None:
    assert str(misread("# nothing yet\n")) == 'garden.toml: a garden needs its “name”. Add a line name = "…".'


def test_parts_that_nobody_has_named_are_called_this_part() -> None:
    with pytest.raises(Misread, match="line 1: this part has no “nam”"):
        read("nam = 1", Bed, source="x.toml")


class Fence(Struct):
    """Parts that are needed, of every sort; and one that has bounds."""

    gate: Bed
    posts: list[Bed]
    wood: Literal["oak", "ash"]
    height: int
    painted: date
    width: Annotated[int, Meta(le=9)] = 1
    mesh: int | Literal["fine"] = 1


FENCE = "gate.name = 'g'\nposts = []\nwood = 'ash'\nheight = 2\npainted = 2027-03-01"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "this part needs its “gate”. Begin it with a line [gate]."),
        ("gate.name = 'g'", "this part needs a “posts” at least. Begin each with a line [[posts]]."),
        ("gate.name = 'g'\nposts = []", 'this part needs its “wood”. Add a line wood = "ash".'),
        ("gate.name = 'g'\nposts = []\nwood = 'ash'", "this part needs its “height”. Add a line height = 5."),
        (
            "gate.name = 'g'\nposts = []\nwood = 'ash'\nheight = 2",
            "this part needs its “painted”. Add a line painted = 2027-03-01.",
        ),
        (f"{FENCE}\nmesh = 'fine'\nwidth = 10", "something in it does not fit: Expected `int` <= 9 - at `$.width`."),
        (f"{FENCE}\nmesh = true", "“mesh” takes a whole number, like mesh = 5."),
    ],
)
def test_what_is_needed_is_told_with_how_to_write_it(text: str, reason: str) -> None:
    with pytest.raises(Misread) as caught:
        read(f"{text}\n# end", Fence, source="x.toml")
    assert caught.value.reason == reason


def test_what_a_file_says_cannot_steer_the_terminal_or_flood_it() -> None:
    found = misread('"\\u001b[31mred\\u202e" = 1\n')
    assert found.reason.startswith("a garden has no “red”.")
    assert "\n" not in str(misread('"two\\nlines" = 1\n'))
    assert len(str(misread(f'"{"x" * 9000}" = 1\n'))) < 200
    assert len(str(misread(f'name = "x"\n[[bed]]\nname = "y"\nsoil = "{"x" * 9000}"\n'))) < 200


# --- no TOML -------------------------------------------------------------------------------------

AFTER = "something is left over after the value"
OPEN_TEXT = "a text begins here and does not end"
OPEN_LIST = "a list, or a table in one line, is not closed"
TWICE = "this is there already"
BACKSLASH = "in quotes a backslash begins a special sign"
CONTROL = "a control character stands here"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("name =\n", 1, "a value is missing or not in quotes"),
        ("name =", 1, "a value is missing or not in quotes"),
        ('name = "x"\nbed = Ana\n', 2, "a value is missing or not in quotes"),
        ("name = “Ana”\n", 1, "a value is missing or not in quotes"),
        ('name = "x"\nname = "y"\n\n', 2, TWICE),
        ('name = "x"\nname = "y"', 2, TWICE),
        ("[tools]\n\n[tools]\n", 3, TWICE),
        ("a = {b = 1, b = 2}\n", 1, TWICE),
        ("name: x\n", 1, "after the name of a field comes an equals sign"),
        ("\nname\n", 2, "after the name of a field comes an equals sign"),
        ('name = "x" y\n', 1, AFTER),
        ("sown = 2027-13-01\n", 1, AFTER),
        ("[bed]]\n", 1, AFTER),
        ("sown = 2027-02-30\n", 1, "there is no such day"),
        ("\n\n[bed\n", 3, "the header is not closed"),
        ("[[bed]\n", 1, "the header is not closed"),
        ("= 3\n", 1, "this is no field yet"),
        ("“name” = 3\n", 1, "this is no field yet"),
        ("a = {b = 1,}\n", 1, "the name of a field is missing"),
        ('name = "x\nbed = 1\n', 1, OPEN_TEXT),
        ("name = 'x\nbed = 1\n", 1, OPEN_TEXT),
        ('name = "x', 1, OPEN_TEXT),
        ('a = 1\nname = """\nx\n\n\n', 2, OPEN_TEXT),
        ("a = 1\nname = '''\nx\n", 2, OPEN_TEXT),
        ("a = 1\nplants = [\n'x',\n[tools]\nspade = 1\n", 2, OPEN_LIST),
        ("plants = [\n'x',\n'y'\n'z',\n]\n", 4, OPEN_LIST),
        ("a = {b = 1\nc = 2}\n", 1, OPEN_LIST),
        ("a = [\n'x',\n[tools]\nspade = 1\n", 1, OPEN_LIST),
        ("plants = [\n'x',\nAna's,\n]\n", 3, "a value is missing or not in quotes"),
        ('a = "C:\\docs"\n', 1, BACKSLASH),
        ('a = "C:\\user"\n', 1, BACKSLASH),
        ('a = "\\ud800"\n', 1, BACKSLASH),
        ('a = "x\x07"\n', 1, CONTROL),
        ("a = 1 # x\x00\n", 1, CONTROL),
        ("a = " + "9" * 5000 + "\n", None, "there is a number of thousands of digits"),
        ("a = " + "[" * 100_000, None, "brackets stand in brackets too deep"),
        ("", None, "the file is empty"),
        (" \n\n", None, "the file is empty"),
    ],
)
def test_what_is_no_toml_is_told_plainly_with_its_line(text: str, line: int | None, reason: str) -> None:
    found = misread(text)
    assert (found.line, found.reason[: len(reason)]) == (line, reason)
    assert found.reason.endswith(".")
    assert "(at " not in found.reason


@given(st.data())
def test_a_file_with_any_slip_is_read_or_refused_on_a_line_of_it(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(GOOD)))
    slip = data.draw(st.text("\"'[]{}=,.#\\\n a1\x00é", max_size=4))
    text = GOOD[:at] + slip + GOOD[data.draw(st.integers(at, min(len(GOOD), at + 9))) :]
    try:
        read(text, Garden, source="garden.toml", words=WORDS)
    except Misread as found:
        assert 1 <= (found.line or 1) <= text.count("\n") + 1
        assert found.reason
        assert "not written as TOML wants it" not in found.reason


def test_the_line_of_a_part_is_known_by_its_path() -> None:
    assert line_of(GOOD, ("bed", 0, "plants", 1)) == 10


def test_text_that_is_too_long_is_refused_with_its_line_and_everything_else_is_cleaned() -> None:
    file = Source(GOOD, "garden.toml")
    assert file.cleaned(Bed(name=" so\x07uth "), ("bed", 0)) == Bed(name="south")
    with pytest.raises(Misread, match="line 8: “kkkkkkkkkkkkkkkkkkkkkkkk…” has 121 characters"):
        file.cleaned(Bed(name="south", plants=("k" * 121,)), ("bed", 0))


# --- files ---------------------------------------------------------------------------------------


def refused(path: Path) -> str:
    """Return how a file is refused, without the name of its folder."""
    with pytest.raises(Misread) as caught:
        load(path, Garden)
    return str(caught.value).removeprefix(f"{path.parent}/")


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "garden.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert load(path, Garden) == read(GOOD, Garden, source="")


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "x.toml: the file is empty"),
        (b'name = "a"\n# \xe9t\xe9\n', "x.toml, line 2: a sign here is not written as UTF-8"),
        (b'name = "a"\n\n\0', "x.toml, line 3: this is not plain text"),
        ('name = "a"'.encode("utf-16"), "x.toml, line 1: this is not plain text"),
        ("\ufeff".encode("utf-16-be"), "x.toml, line 1: this is not plain text"),
        (b"nam = 1", "x.toml, line 1: this part has no “nam”"),
    ],
)
def test_a_file_that_is_no_text_or_does_not_fit_is_refused(tmp_path: Path, raw: bytes, sentence: str) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(raw)
    assert refused(path).startswith(sentence)


def test_a_file_that_is_much_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"#" * MOST + b"\n")
    assert refused(path).startswith("x.toml: the file is larger than 4,000,000 bytes.")


def test_a_file_that_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "x.toml").startswith("x.toml: there is no such file.")
    (tmp_path / "x").write_text("")
    assert refused(tmp_path / "x" / "y.toml").startswith("y.toml: there is no such file.")
    (tmp_path / "folder.toml").mkdir()
    assert refused(tmp_path / "folder.toml").startswith("folder.toml: this is a folder.")
    assert "the file cannot be read: File name too long" in refused(tmp_path / ("x" * 5000))


def test_a_file_that_one_may_not_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)  # whoever runs the tests may be allowed to read everything
    assert refused(tmp_path / "x.toml").startswith("x.toml: you may not read this file.")
