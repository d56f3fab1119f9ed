"""Change: the difference between two states of a TinyDB, found and applied."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.journal.change import Change, State, apply, change_from, decode, difference, encode

DOCUMENTS = st.dictionaries(
    st.text(max_size=3), st.one_of(st.none(), st.booleans(), st.integers(0, 3), st.text(max_size=3))
)
TABLES = st.dictionaries(st.integers(1, 6).map(str), DOCUMENTS, max_size=5)
DATABASES = st.dictionaries(st.sampled_from("abc"), st.one_of(TABLES, TABLES, st.integers(), st.none()), max_size=3)


def shown(state: State) -> Any:
    """Return `state` decoded, each mapping as a list of pairs so that its order shows."""
    return {
        name: [(each, decode(document)) for each, document in content.items()]
        if isinstance(content, dict)
        else decode(content)
        for name, content in state.items()
    }


def through_file(change: Change) -> Change:
    return change_from(encode(change))


@given(st.lists(DATABASES, max_size=5))
def test_changes_lead_from_any_state_to_any_other(databases: list[dict[str, Any]]) -> None:
    state: State = {}
    for data in databases:
        change = difference(state, data)
        apply(through_file(change), state)
        expected = {n: list(c.items()) if isinstance(c, dict) else c for n, c in data.items()}
        assert shown(state) == expected
        assert not difference(state, data)


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ({}, {"t": {"1": {}}}, {"set": {"t": {"1": {}}}}),
        ({"t": {"1": {}}}, {"t": {"1": {}, "2": {"a": 1}}}, {"put": {"t": {"2": {"a": 1}}}}),
        ({"t": {"1": {}, "2": {}}}, {"t": {"1": {"a": 1}, "2": {}}}, {"put": {"t": {"1": {"a": 1}}}}),
        ({"t": {"1": {}, "2": {}}}, {"t": {"2": {}}}, {"cut": {"t": ["1"]}}),
        ({"t": {"1": {}, "2": {}}}, {"t": {}}, {"set": {"t": {}}}),
        ({"t": {"1": {}}, "u": {}}, {"u": {}}, {"drop": ["t"]}),
        ({"t": {"1": {}}}, {"t": {"1": {}}}, {}),
    ],
)
def test_line_says_no_more_than_the_difference(before: dict[str, Any], after: dict[str, Any], line: object) -> None:
    state: State = {}
    apply(difference(state, before), state)
    assert decode(encode(difference(state, after))) == line


def test_changes_to_what_is_not_there_do_no_harm() -> None:
    state: State = {"x": b"5"}
    apply(Change(cut={"t": ["1"], "x": ["1"]}, drop=["u"]), state)
    assert state == {"x": b"5"}
    apply(Change(put={"x": {"1": msgspec.Raw(b"{}")}}), state)
    assert state == {"x": {"1": b"{}"}}


def test_unknown_changes_are_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        change_from(b'{"turn":{"t":{}}}')
