"""Refusal: a sentence that says why and what to do, and offers the nearest names for an unknown one."""

import re
from pathlib import Path

import pytest

import sociotui.domain
from sociotui.domain.refusal import nearest, unknown
from sociotui.words import HINT
from tests.domain.stage import HINTS, sentence

PEOPLE = {"ana": "Ana", "ben": "Benjamin", "chidi": "Chidi", "zoe": "Zoë"}
SOURCES = sorted(Path(sociotui.domain.__file__).parent.glob("*.py"))


@pytest.mark.parametrize(
    ("asked", "near"), [("anna", "ana"), ("Benjamyn", "ben"), ("chiddi", "chidi"), ("Zoé", "zoe"), ("bem", "ben")]
)
def test_an_unknown_name_is_answered_with_the_nearest_ids(asked: str, near: str) -> None:
    assert sentence(str(unknown("person", asked, PEOPLE))) == f"There is no person “{asked}”. Near it: {near}."


def test_where_nothing_is_near_it_is_said_who_there_is() -> None:
    said = sentence(str(unknown("person", "xxxxxx", PEOPLE)))
    assert said == "There is no person “xxxxxx”. There is: ana, ben, chidi, zoe."


def test_of_many_only_some_are_named() -> None:
    assert str(unknown("circle", "?", [f"circle-{n}" for n in range(40)])).count("circle-") == 8


def test_a_word_that_nobody_knows_is_repeated_briefly_and_without_what_steers() -> None:
    said = sentence(str(unknown("person", "x\x1b[2J" + "y" * 10_000, PEOPLE)))
    assert said.isprintable()
    assert len(said) < 140


def test_where_there_is_none_at_all_that_is_said() -> None:
    assert sentence(str(unknown("circle", "garden", ()))).endswith("there is none yet at all.")


def test_ids_and_names_that_lead_to_the_same_are_named_once() -> None:
    assert str(unknown("person", "ana b", {"ana": "Ana B."})).count("ana,") == 0


def test_the_nearest_come_first_and_are_few() -> None:
    assert nearest("anna", ["anja", "anna-b", "ana", "hanna", "zoe"], most=2)[0] in ("ana", "hanna")
    assert len(nearest("anna", ["anja", "anna-b", "ana", "hanna"], most=2)) == 2
    assert nearest("anna", []) == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_sentences_name_known_actions_only(source: Path) -> None:
    assert set(HINT.findall(source.read_text(encoding="utf-8"))) <= HINTS


def test_what_looks_like_an_action_is_one() -> None:
    for source in SOURCES:
        text = source.read_text(encoding="utf-8")
        assert len(re.findall("[‹›]", text)) == 2 * len(HINT.findall(text)), source.name
