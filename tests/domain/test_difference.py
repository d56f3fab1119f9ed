"""Difference: it leads from one wording to the other, parts at words, and can be read."""

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain.difference import Piece, difference
from sociotui.domain.text import TEXT_LENGTH

WORDS = st.lists(
    st.sampled_from(
        [*"abc", "shed", "Saturday", "don't", "10:30", "2027-03-01", "水", "😀", " ", "  ", "\n", ".", ","]
    ),
    max_size=60,
).map("".join)
TEXTS = st.one_of(WORDS, st.text(max_size=80))
BEFORE = "The shed is opened each Saturday by two members in turn, until 1 March, then reviewed."


def marked(old: str, new: str) -> str:
    """Return a difference as one line: [-gone-] and {+new+}."""
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in difference(old, new))


def joined(old: str, new: str, without: str) -> str:
    return "".join(piece.text for piece in difference(old, new) if piece.kind != without)


@given(TEXTS, TEXTS)
def test_it_leads_from_one_to_the_other_exactly(old: str, new: str) -> None:
    assert joined(old, new, without="new") == old
    assert joined(old, new, without="gone") == new


@given(TEXTS, TEXTS)
def test_each_change_stands_once_and_what_is_gone_comes_before_what_is_new(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert all(piece.text for piece in pieces)
    for one, other in pairwise(pieces):
        assert (one.kind, other.kind) in {
            ("same", "gone"),
            ("same", "new"),
            ("gone", "same"),
            ("gone", "new"),
            ("new", "same"),
        }


@given(st.lists(st.sampled_from(["garden", "beds", "shed", "two", "members"]), max_size=30), st.data())
def test_it_never_parts_a_word(words: list[str], data: st.DataObject) -> None:
    others = data.draw(st.lists(st.sampled_from(["garden", "gardens", "shed", "sheds", "two"]), max_size=30))
    for piece in difference(" ".join(words), " ".join(others)):
        assert set(piece.text.split()) <= {"garden", "gardens", "beds", "shed", "sheds", "two", "members"}


@given(TEXTS)
def test_the_same_wording_has_no_difference(text: str) -> None:
    assert difference(text, text) == ((Piece("same", text),) if text else ())


@pytest.mark.parametrize(
    ("new", "read"),
    [
        (
            BEFORE.replace("by two", "from 10 to 12 by two"),
            "The shed is opened each Saturday {+from 10 to 12 +}by two members in turn, until 1 March, then reviewed.",
        ),
        (
            BEFORE.replace("1 March", "1 May"),
            "The shed is opened each Saturday by two members in turn, until 1 [-March-]{+May+}, then reviewed.",
        ),
        (
            BEFORE.replace("two members in turn", "three people in pairs"),
            "The shed is opened each Saturday by [-two members in turn-]{+three people in pairs+}, until 1 March, "
            "then reviewed.",
        ),
        (
            BEFORE.replace(" in turn", ""),
            "The shed is opened each Saturday by two members[- in turn-], until 1 March, then reviewed.",
        ),
    ],
    ids=["more", "another word", "short words between changes", "less"],
)
def test_it_reads_well(new: str, read: str) -> None:
    assert marked(BEFORE, new) == read


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("don't open", "do open", "[-don't-]{+do+} open"),
        ("at 10:30", "at 11:30", "at [-10:30-]{+11:30+}"),
        ("until 2027-03-01.", "until 2026-09-01.", "until [-2027-03-01-]{+2026-09-01+}."),
        ("we share", "“we share”", "{+“+}we share{+”+}"),
        ("同意しました。", "同意しません。", "同意しま[-した-]{+せん+}。"),
    ],
)
def test_words_are_what_people_take_for_words(old: str, new: str, read: str) -> None:
    assert marked(old, new) == read


def test_lines_stay_lines() -> None:
    old = "One.\nTwo.\nThree."
    assert marked(old, "One.\nTwo and a half.\nThree.") == "One.\nTwo{+ and a half+}.\nThree."
    assert marked(old, "One.\nThree.") == "One.\n[-Two.\n-]Three."
    assert marked("a\nb\nc\nd", "x\nb\ny\nd") == "[-a-]{+x+}\nb\n[-c-]{+y+}\nd"


def long_texts() -> dict[str, tuple[str, str]]:
    prose = " ".join(
        f"{word} line {n} says what we do, and who does it." for n, word in enumerate(["Each", "One"] * 300)
    )
    prose = prose[:TEXT_LENGTH]
    every_tenth = " ".join(w if n % 10 else "new" for n, w in enumerate(prose.split(" ")))
    return {
        "two ends": (prose, f"A beginning. {prose[40:-30]} An end."),
        "everywhere": (prose, every_tenth),
        "one word again and again": ("a " * (TEXT_LENGTH // 2), "b" + " a" * (TEXT_LENGTH // 2 - 9) + " c"),
        "only breaks": ("\n" * TEXT_LENGTH, "x" + "\n" * (TEXT_LENGTH - 2) + "y"),
        "one sentence again and again": ("a. " * (TEXT_LENGTH // 3), "x" + " a." * (TEXT_LENGTH // 3 - 9) + " y"),
        "no blanks": ("a" * TEXT_LENGTH, "b" * TEXT_LENGTH),
        "no blanks in a script without them": (
            "同意" * (TEXT_LENGTH // 2),
            "意" + "同意" * (TEXT_LENGTH // 2 - 9) + "同",
        ),
    }


@pytest.mark.parametrize("case", long_texts())
def test_the_longest_wording_is_compared_while_one_types(case: str) -> None:
    old, new = long_texts()[case]
    began = perf_counter()
    pieces = difference(old, new)
    assert perf_counter() - began < 1, "a second is far above what it takes, even where the machine is busy"
    assert "".join(p.text for p in pieces if p.kind != "new") == old
    assert "".join(p.text for p in pieces if p.kind != "gone") == new


def test_a_long_wording_is_compared_by_sentences_and_within_them_by_words() -> None:
    old, _new = long_texts()["two ends"]
    new = "New " + old[:9_000] + old[9_000:].replace("line 250 says", "line 250 tells", 1) + " More."
    read = marked(old, new)
    assert read.startswith("{+New +}Each")
    assert "line 250 [-says-]{+tells+} what" in read
