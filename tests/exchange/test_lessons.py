"""Lessons: what the program brings is whole, short and true to it; what a circle adds stands beside it, or is named with its mistake."""

import re
from pathlib import Path

import pytest

from sociotui.domain.lessons import ANSWERS, MOODS, Lesson, Library, Page, told, verdict
from sociotui.exchange.lessons import load_library, read_deck, read_lesson
from sociotui.exchange.plain import wrap
from sociotui.exchange.toml_file import Misread
from sociotui.room.actions import BY_ID, keys
from sociotui.room.files import card_folders, data_folder, lesson_folders
from sociotui.words import HINT, with_keys

LIBRARY = load_library(lesson_folders(None), card_folders(None))
LEAVES = [(lesson, n) for lesson in LIBRARY.lessons.values() for n in range(len(lesson.leaves))]
COLUMNS, ROWS = 66, 19
"""A page at 80 by 24: what is left between frame, title, and the lines below."""


def rows_of(page: Page) -> int:
    """Return the rows that a page takes, judged in the way that has most to say."""
    names = {id_: f"[{key}]" for id_, key in keys().items()}
    counted = []
    for answer in page.answers or ("",):
        rows = 1 + (2 if answer else 0)
        for kind, paragraph in told(page, answer):
            rows += 1 + len(wrap(with_keys(paragraph, names), COLUMNS - (2 if kind == "do" else 0)))
        counted.append(rows)
    return max(counted)


def test_all_files_can_be_read() -> None:
    assert LIBRARY.complaints == ()


def test_there_is_a_lesson_on_each_of_the_twelve_practices() -> None:
    practices = [lesson for lesson in LIBRARY.lessons.values() if lesson.group == "practices"]
    assert [lesson.place for lesson in practices] == list(range(1, 13))


def test_there_is_a_lesson_on_each_format() -> None:
    formats = {path.stem for path in (data_folder() / "formats").glob("*.toml")}
    assert formats - {id_ for id_, lesson in LIBRARY.lessons.items() if lesson.group == "formats"} == set()


@pytest.mark.parametrize(("lesson", "number"), LEAVES, ids=lambda each: getattr(each, "id", each))
def test_a_page_fits_a_screen(lesson: Lesson, number: int) -> None:
    assert rows_of(lesson.leaves[number]) <= ROWS


@pytest.mark.parametrize("lesson", LIBRARY.lessons.values(), ids=lambda lesson: lesson.id)
def test_a_lesson_ends_in_something_to_do_with_an_action_or_a_command(lesson: Lesson) -> None:
    if lesson.group == "judging":
        assert {"power-with", "power-over", "power-both"} <= set(HINT.findall(lesson.do))
        return
    for page in lesson.leaves:
        assert HINT.search(page.do) or re.search("“sociotui [a-z]", page.do), page.title


def test_each_action_that_is_named_can_be_done_by_a_key() -> None:
    texts = [f"{page.text} {page.do}" for lesson in LIBRARY.lessons.values() for page in lesson.leaves]
    named = {id_ for text in texts for id_ in HINT.findall(text)}
    assert named <= set(BY_ID)
    assert named <= set(keys())
    assert not re.search("‹(?![a-z-]+›)", " ".join(texts))


def test_about_twenty_situations_each_with_the_reasons_for_every_answer() -> None:
    situations = LIBRARY.lessons["power"].pages
    assert len(situations) == 20
    for page in situations:
        assert page.answers == ANSWERS
        assert all(page.reason(answer) for answer in ANSWERS)
        assert len({page.reason(answer) for answer in ANSWERS}) == 3
    assert {page.fits for page in situations} == set(ANSWERS)


def test_the_ladder_has_its_five_steps_and_says_what_each_is_for() -> None:
    steps = LIBRARY.lessons["ladder"].pages
    assert len(steps) == 5
    assert all("What it is for" in page.text for page in steps)
    assert all("Go on when" in page.text for page in steps[1:4])


def test_feelings_are_grouped_as_moods_are_summed_and_needs_are_there() -> None:
    assert [suit.id for suit in LIBRARY.decks["feelings"].suits] == list(MOODS)
    assert {"rest", "safety", "connection", "honesty", "autonomy", "meaning", "play"} <= {
        suit.id for suit in LIBRARY.decks["needs"].suits
    }
    words = [w for deck in LIBRARY.decks.values() for suit in deck.suits for w in suit.words]
    assert len(words) == len(set(words))


# --- what a circle adds ------------------------------------------------------------------------------


def library_of(home: Path) -> Library:
    """Return what there is to read in a home."""
    return load_library(lesson_folders(home), card_folders(home))


def put(path: Path, text: str) -> None:
    """Write a file, and the folder that it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_a_home_adds_lessons_and_puts_others_in_the_place_of_the_programs(tmp_path: Path) -> None:
    put(tmp_path / "lessons" / "our-shed.toml", 'title = "Our shed"\ntext = "Sweep it."')
    put(tmp_path / "lessons" / "rotation.toml", 'title = "Turns"\ngroup = "practices"\nplace = 9\ntext = "Take turns."')
    put(tmp_path / "cards" / "needs.toml", 'title = "Needs"\n[[suit]]\nid = "rest"\ntitle = "rest"\nwords = ["tea"]')
    library = library_of(tmp_path)
    assert library.complaints == ()
    assert library.lessons["our-shed"].group == "own"
    assert list(library.lessons)[-1] == "our-shed"
    assert library.lessons["rotation"].title == "Turns"
    assert [s.words for s in library.decks["needs"].suits] == [("tea",)]
    assert len(library.lessons) == len(LIBRARY.lessons) + 1


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("lessons/rotation.toml", 'title = "Turns"\ntxt = "Take turns."', 2, "Did you mean “text”"),
        ("lessons/rotation.toml", 'title = "Turns"', None, "[[page]]"),
        ("lessons/rotation.toml", 'title = " "\ntext = "Take turns."', 1, "title"),
        ("lessons/rotation.toml", 'title = "Turns"\nid = "turns"\ntext = "x"', 2, "leave this line out"),
        ("lessons/rotation.toml", 'title = "Turns"\ngroup = "formts"\ntext = "x"', 2, "formats"),
        ("lessons/rotation.toml", 'title = "T"\n[[page]]\ntitle = "1"\ntext = "x"\nfits = "with"', 5, "with ="),
        ("lessons/rotation.toml", 'title = "T"\n[[page]]\ntitle = "1"\ntext = "x"\nover = "y"', 2, "fits"),
        ("lessons/Our Shed.toml", 'title = "T"\ntext = "x"', None, "small letters"),
        ("cards/needs.toml", 'title = "Needs"\n[[suit]]\nid = "rest"\ntitle = "rest"\nwords = []', 2, "words"),
        ("cards/wishes.toml", 'title = "W"\n[[suit]]\nid = "rest"\ntitle = "rest"\nwords = ["x"]', None, "feelings"),
        ("cards/feelings.toml", 'title = "F"\n[[suit]]\nid = "calm"\ntitle = "c"\nwords = ["x"]', None, "alive"),
    ],
)
def test_a_file_with_a_mistake_is_named_and_what_stood_before_stands(
    tmp_path: Path, name: str, text: str, line: int | None, said: str
) -> None:
    put(tmp_path / name, text)
    library = library_of(tmp_path)
    assert library.lessons == LIBRARY.lessons
    assert library.decks == LIBRARY.decks
    [complaint] = library.complaints
    assert said in complaint
    assert str(tmp_path / name) in complaint
    assert (f", line {line}:" in complaint) if line else (", line " not in complaint)


def test_what_is_no_text_is_named_too(tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "odd.toml").write_bytes(b"\xff\xfe\0\0")
    assert "plain text" in library_of(tmp_path).complaints[0]


def test_text_is_cleaned_where_it_enters() -> None:
    lesson = read_lesson('title = "A\\u001b[2Jb"\ntext = "x\\u202ey"', "our", "our.toml")
    assert lesson.title == "Ab"
    assert lesson.text == "xy"
    with pytest.raises(Misread, match="characters"):
        read_deck(f'title = "{"x" * 200}"\n[[suit]]\nid = "a"\ntitle = "a"\nwords = ["b"]', "needs", "needs.toml")


# --- how a page is told ------------------------------------------------------------------------------


def test_paragraphs_flow_and_lists_keep_their_lines() -> None:
    page = Page(title="A", text="one\ntwo\n\n- three\n- four\nfive\n\n\nsix", do="seven")
    assert told(page) == (("text", "one two"), ("text", "- three\n- four five"), ("text", "six"), ("do", "seven"))


def test_reasons_come_when_somebody_has_judged() -> None:
    page = Page(title="A", text="one", fits="over", over="yes", with_="no")
    assert page.answers == ("with", "over")
    assert told(page) == (("text", "one"),)
    assert told(page, "over")[-1] == ("fits", "yes")
    assert told(page, "with")[-1] == ("other", "no")
    assert "So do we" in verdict(page, "over")
    assert "otherwise" not in verdict(page, "with")
    assert "power with" in verdict(page, "with")
