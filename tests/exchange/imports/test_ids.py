"""Ids for what comes in: one each, the same ones again, and never one that is somebody else's."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain.defining import ID_LENGTH
from sociotui.domain.text import is_id
from sociotui.exchange.imports.ids import Wanting, give_ids

NAMES = st.sampled_from(["Ana", "ana", "李雷", "Ana 2", "A-na", "🌱", "x" * 90]) | st.text(min_size=1, max_size=8)
WISHES = st.sampled_from(["", "", "ana", "ben", "Not One", "y" * 70])
WANTING = st.lists(st.builds(Wanting, NAMES, st.text(max_size=5), WISHES), max_size=12, unique_by=lambda w: w.key)


def known_after(wanting: Sequence[Wanting], ids: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    """Return what is known once these have come in."""
    return {**known, **{id_: w.name for id_, w in zip(ids, wanting, strict=True)}}


@given(WANTING, st.dictionaries(st.sampled_from(["ana", "ben", "ana-2", "x"]), NAMES))
def test_each_gets_an_id_of_its_own_and_the_same_one_again(wanting: list[Wanting], known: dict[str, str]) -> None:
    ids = give_ids(wanting, known, "person")
    assert len(set(ids)) == len(ids) == len(wanting)
    assert all(is_id(id_) and len(id_) <= ID_LENGTH for id_ in ids)
    assert give_ids(wanting, known_after(wanting, ids, known), "person") == ids
    assert give_ids(wanting, {**known_after(wanting, ids, {}), **known}, "person") == ids  # who was here keeps the name


@given(WANTING, st.randoms(use_true_random=False))
def test_the_order_does_not_matter_once_they_are_here(wanting: list[Wanting], chance: object) -> None:
    wanting = [w._replace(wished="") for w in wanting]
    ids = give_ids(wanting, {}, "person")
    after = known_after(wanting, ids, {})
    turned = wanting[::-1]
    assert give_ids(turned, after, "person") == ids[::-1]


def test_what_is_called_alike_is_taken_for_what_is_here() -> None:
    assert give_ids([Wanting("Ana", "k")], {"as": "ANA", "ana": "Ana Ode"}, "person") == ["as"]


def test_an_id_that_somebody_else_has_is_not_given() -> None:
    (id_,) = give_ids([Wanting("Ana", "k")], {"ana": "Ána!"}, "person")
    assert id_.startswith("ana-")
    two = give_ids([Wanting("Ana", "k"), Wanting("Ana Ode", "l")], {"ana": "Ana Ode"}, "person")
    assert two[0].startswith("ana-")
    assert two[1] == "ana"


@given(WANTING, st.data())
def test_what_was_renamed_here_is_known_again(wanting: list[Wanting], data: st.DataObject) -> None:
    wanting = [w._replace(wished="") for w in wanting]
    ids = give_ids(wanting, {}, "person")
    renamed = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    after = {
        id_: f"Otherwise {n}" if id_ in renamed else w.name for n, (id_, w) in enumerate(zip(ids, wanting, strict=True))
    }
    assert give_ids(wanting, after, "person") == ids


def test_a_wish_is_met_even_where_what_has_it_here_is_called_otherwise() -> None:
    assert give_ids([Wanting("Ben", "1"), Wanting("Ana B", "2", "ben")], {"ben": "Ana"}, "person")[1] == "ben"


def test_who_came_in_when_ids_were_made_otherwise_keeps_their_id() -> None:
    """Łukasz was ukasz once; of two of them the second had the mark of his key behind that."""
    twice = [Wanting("Łukasz", "1"), Wanting("Łukasz", "2")]
    new, marked = give_ids(twice, {}, "person")
    assert (new, marked.rpartition("-")[0]) == ("lukasz", "lukasz")
    before = {"ukasz": "Łukasz", f"ukasz-{marked.rpartition('-')[2]}": "Łukasz"}
    assert give_ids(twice, before, "person") == list(before)
    assert give_ids(twice[::-1], before, "person") == list(before)[::-1]
