"""Ids made from names: readable for every Latin script, of small letters, and no two alike."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain.defining import ID_LENGTH
from sociotui.domain.text import free_id, is_id, slug, slugs


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Łukasz Żółć", "lukasz-zolc"),
        ("Søren Kjær", "soren-kjaer"),
        ("Đorđe", "dorde"),
        ("Groß", "gross"),
        ("İpek Işık", "ipek-isik"),
        ("Þórunn Æsa", "thorunn-aesa"),
        ("Ħamrun", "hamrun"),
        ("Ngữ Đặng", "ngu-dang"),
        ("Əli", "eli"),
        ("Zoë Müller", "zoe-muller"),
        ("SIG API Machinery", "sig-api-machinery"),
    ],
)
def test_a_latin_name_is_read_in_its_id(name: str, id_: str) -> None:
    assert slug(name) == id_
    assert slug(unicodedata.normalize("NFD", name)) == id_


@pytest.mark.parametrize("name", ["محمد", "李雷", "🌱", "…", ""])
def test_a_name_without_latin_letters_gets_the_word_for_what_it_is(name: str) -> None:
    assert slug(name, "circle") == "circle"
    assert slugs(name) == set()


@given(st.text(max_size=200))
def test_whatever_a_name_is_its_id_will_do(name: str) -> None:
    assert is_id(slug(name))
    assert len(slug(name)) <= ID_LENGTH


@given(st.lists(st.sampled_from(["Ana", "ana", "Łu", "Lu", "李", "李雷", "🌱", "ana 2"]), max_size=12))
def test_no_two_get_the_same(names: list[str]) -> None:
    given_: list[str] = []
    for name in names:
        given_.append(free_id(slug(name), given_))
    assert len({*given_}) == len(names)
    assert all(map(is_id, given_))


def test_what_a_name_made_before_is_known_as_well() -> None:
    assert slugs("Łukasz") == {"lukasz", "ukasz"}
    assert slugs("Ana") == {"ana"}
