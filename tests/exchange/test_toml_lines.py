"""The line on which something stands in a TOML text."""

import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sociotui.domain.organisation import Definition
from sociotui.exchange.organisations import write_organisation
from sociotui.exchange.toml_lines import Where, index, line_of, unclosed
from tests.exchange.definitions import definitions

TEXT = '''\
title = "x"   # line 1: [[circle]]
about = """
[[circle]]
name = "not a circle"
"""
other.deep."dotted \\u0041" = 6
[organisation]
name = 'ends with # [no] comment'
[[circle]]
id = "one"
members = [
    "ana", "ben",  # [circle.roles]
    ["nested", { person = "zoe", until = 2027-03-01 }],
    # a comment ]
    "]",
]
[circle.roles]
leader = { person = "ana", until = 2027-03-01 }
secretary.person = """a""" # done
[[circle]]
roles.leader = "zoe"
aims = [\'\'\'
[[circle]]\'\'\', "last"]
at = 2027-03-01 10:00:00
[[circle.child]]
name = "first child"
[[circle.child]]
name = "second child"
[circle.roles.delegate]
person = "ben"
["quoted table"]
end = true
'''


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (("title",), 1),
        (("about",), 2),
        (("other", "deep", "dotted A"), 6),
        (("organisation",), 7),
        (("organisation", "name"), 8),
        (("circle",), 9),
        (("circle", 0), 9),
        (("circle", 0, "id"), 10),
        (("circle", 0, "members"), 11),
        (("circle", 0, "members", 0), 12),
        (("circle", 0, "members", 1), 12),
        (("circle", 0, "members", 2), 13),
        (("circle", 0, "members", 2, 1, "person"), 13),
        (("circle", 0, "members", 2, 1, "until"), 13),
        (("circle", 0, "members", 3), 15),
        (("circle", 0, "roles"), 17),
        (("circle", 0, "roles", "leader", "until"), 18),
        (("circle", 0, "roles", "secretary", "person"), 19),
        (("circle", 1), 20),
        (("circle", 1, "roles", "leader"), 21),
        (("circle", 1, "aims", 1), 23),
        (("circle", 1, "at"), 24),
        (("circle", 1, "child", 0, "name"), 26),
        (("circle", 1, "child", 1, "name"), 28),
        (("circle", 1, "roles", "delegate", "person"), 30),
        (("quoted table", "end"), 32),
    ],
)
def test_everything_that_is_written_has_its_line(where: Where, line: int) -> None:
    assert line_of(TEXT, where) == line
    assert line_of(TEXT.replace("\n", "\r\n"), where) == line
    assert line_of("\n\n" + TEXT, where) == line + 2


def test_the_text_of_these_tests_is_toml() -> None:
    assert tomllib.loads(TEXT)["circle"][1]["child"][1] == {"name": "second child"}


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (("circle", 0, "name"), 9),
        (("circle", 0, "roles", "leader", "name"), 18),
        (("circle", 0, "members", 9), 11),
        (("circle", 7), 9),
        (("title", "x", 0), 1),
    ],
)
def test_what_is_not_written_has_the_line_of_what_is_around_it(where: Where, line: int) -> None:
    assert line_of(TEXT, where) == line


def test_what_stands_nowhere_has_no_line() -> None:
    assert line_of(TEXT, ("person", 0, "name")) is None
    assert line_of(TEXT, ()) is None
    assert line_of("", ("title",)) is None


def _places(data: object, where: Where = ()) -> list[Where]:
    """Return every place in data as tomllib gives it."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [p for key, held in entries for p in ((*where, key), *_places(held, (*where, key)))]


@pytest.mark.slow
@given(definitions())
def test_each_place_in_the_data_of_a_text_is_found_and_no_other(definition: Definition) -> None:
    text = write_organisation(definition)
    found = index(text)
    assert set(found) == set(_places(tomllib.loads(text)))
    lines = text.split("\n")
    for where, line in found.items():
        if isinstance(where[-1], str):
            assert where[-1] in lines[line - 1]


@given(st.text("ab[]{}\"'=,.#\\\n \t1", max_size=60))
@example('"\\1"')
@example("'''a''' = 1")
def test_any_text_at_all_is_walked_to_an_end(text: str) -> None:
    last = text.count("\n") + 1
    assert all(1 <= line <= last for line in index(text).values())
    assert (unclosed(text) or (1, ""))[0] <= last


@given(st.text("ab[]{}\"'=,.#\\\n \t1", max_size=40))
def test_every_place_in_any_toml_is_found(text: str) -> None:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(index(text)) == set(_places(data))


def test_brackets_in_brackets_go_as_deep_as_they_like() -> None:
    deep = 1_500  # deeper than a function may call itself
    text = "a = " + "[" * deep + "\n" + "]" * deep + "\nb = 1\n"
    assert line_of(text, ("b",)) == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('a = "x"\nb = 1', None),
        ("a = 1\nb = [1,\n2\n[c]\nd = 3", (2, "[")),
        ("a = '[' # [\nb = {c = 1\n", (2, "{")),
        ('a = 1\n\nb = """\nc = 2\n', (3, '"')),
        ("a = [1,\nb = 'x\nc = 2\n", (2, "'")),
        ('a = """x"\nb = 1\n', (1, '"')),
        ("a = 1]\n", None),
    ],
)
def test_what_opens_and_never_closes_is_found(text: str, found: tuple[int, str] | None) -> None:
    assert unclosed(text) == found
