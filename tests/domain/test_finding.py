"""Finding words in texts: by their beginnings, without accents and case, all of several words, the best first."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain.finding import MOST_WORDS, asked, folded, laid, score, words_of

WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


def found(looked_for: str, text: str) -> bool:
    """Whether that is found in a text."""
    return bool(score(asked(looked_for), laid("", folded(text))))


@pytest.mark.parametrize(
    ("looked_for", "text"),
    [
        ("shed", "Tool-shed rota"),
        ("ROTA too", "Tool-shed rota"),
        ("cafe", "Das Café am Eck"),
        ("café", "Das Cafe am Eck"),
        ("strasse", "Die Straße nach Osten"),
        ("Łódź", "lodz"),
        ("oresund", "Øresund"),
        ("ΣΟΦΙΑ", "σοφία"),
        ("istanbul", "İstanbul"),
        ("alpha α", "𝛂 is 𝐀𝐥𝐩𝐡𝐚"),
        ("مدرسه", "مَدْرَسَه"),
        ("農園", "市民農園の規則"),
        ("2027-03", "until 2027-03-01"),
        ("it's", "It's good enough"),
    ],
)
def test_words_are_found_as_people_type_them(looked_for: str, text: str) -> None:
    assert found(looked_for, text)


@pytest.mark.parametrize(
    ("looked_for", "text"),
    [("hed", "Tool-shed"), ("shed barn", "Tool-shed rota"), ("rotas", "Tool-shed rota"), ("園農", "市民"), ("a", "")],
)
def test_what_is_not_there_is_not_found(looked_for: str, text: str) -> None:
    assert not found(looked_for, text)


def test_a_title_counts_more_than_names_these_more_than_a_text_and_a_whole_word_more_than_its_beginning() -> None:
    def scored(title: str, text: str, names: str = "") -> int:
        return score(asked("seed"), laid(folded(title), folded(text), folded(names)))

    fits = [
        scored("Seed bank", "x"),
        scored("Seedlings", "seed"),
        scored("Bank", "seedlings", "Seed circle"),
        scored("Bank", "seed", "Seedlings"),
        scored("Bank", "seed"),
        scored("Bank", "seedlings"),
    ]
    assert fits == sorted(fits, reverse=True)
    assert len(set(fits)) == len(fits)
    assert scored("Bank", "trees") == 0


@given(TEXTS, st.data())
def test_any_words_of_a_text_find_it_by_their_beginnings_in_any_order_and_case(text: str, data: st.DataObject) -> None:
    words = words_of(text)
    picked = data.draw(st.lists(st.sampled_from(words), max_size=MOST_WORDS)) if words else []
    begun = [word[: data.draw(st.integers(1, len(word)))] for word in picked]
    if begun:
        assert found(" ".join(begun), text)
        assert found(" ".join(begun).upper().lower(), text)


@given(TEXTS)
def test_accents_make_no_difference(text: str) -> None:
    marked = "".join(c + "\u0301" if c.isascii() and c.isalpha() else c for c in text)
    assert words_of(marked) == words_of(text)
    assert words_of(unicodedata.normalize("NFC", marked)) == words_of(unicodedata.normalize("NFD", marked))


@given(TEXTS, TEXTS, WORDS)
def test_one_word_more_never_finds_more(text: str, looked_for: str, more: str) -> None:
    if not found(looked_for, text):
        assert not found(f"{looked_for} {more}", text) or len(words_of(looked_for)) >= MOST_WORDS


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_nothing_breaks(looked_for: str, text: str) -> None:
    words = asked(looked_for)
    assert len(words) <= MOST_WORDS
    assert score(words, laid("", folded(text))) >= 0
    if not words:
        assert score(words, laid("", folded(text))) == 0
