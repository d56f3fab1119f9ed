"""A shelf holds what counts and what is past, and packed it is the same."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain.organisation import About, Organisation
from sociotui.domain.packed import Packed
from sociotui.domain.records import Selection
from sociotui.domain.shelf import Shelf
from sociotui.domain.storing import restored, stored

IDS = st.sampled_from("abcdef")
STEPS = st.lists(st.tuples(st.sampled_from(["put", "retire", "pack"]), IDS, st.integers(0, 9)), max_size=30)


def packed(shelf: Shelf[int]) -> Shelf[int]:
    """Return a shelf whose past is packed."""
    past = {id_: shelf[id_] for id_ in shelf if id_ not in shelf.live}
    ids, things = msgspec.json.encode(list(past)), msgspec.json.encode(list(past.values()))
    return Shelf(shelf.live, packed=Packed(int, lambda: ids, lambda: things))


@given(STEPS, st.booleans())
def test_it_is_a_mapping_whatever_is_packed(steps: list[tuple[str, str, int]], growing: bool) -> None:
    shelf: Shelf[int] = Shelf().growing() if growing else Shelf()
    live: dict[str, int] = {}
    past: dict[str, int] = {}
    for step, id_, number in steps:
        before, was = shelf, {**past, **live}
        if step == "put":
            shelf = shelf.put(id_, number)
            past.pop(id_, None)
            live[id_] = number
        elif step == "retire":
            shelf = shelf.retire([id_] if id_ in live else [])
            if id_ in live:
                past[id_] = live.pop(id_)
        else:
            shelf = packed(shelf).growing() if growing else packed(shelf)
        if not growing:
            assert dict(before) == was  # never changed in place
        assert list(shelf.items()) == [*past.items(), *live.items()]
        assert (shelf.live, len(shelf)) == (live, len(past) + len(live))
        assert [each in shelf for each in "abcdef"] == [each in live or each in past for each in "abcdef"]
        assert shelf == {**past, **live} == packed(shelf)
    with pytest.raises(KeyError):
        shelf["nobody"]


def test_what_is_past_is_read_when_it_is_asked_for_and_once() -> None:
    read: list[str] = []

    def part(name: str, content: bytes) -> Any:
        def give() -> bytes:
            read.append(name)
            return content

        return give

    shelf = Shelf({"c": 3}, packed=Packed(int, part("ids", b'["a","b"]'), part("things", b"[1,2]")))
    assert shelf["c"] == 3
    assert list(shelf.live) == ["c"]
    shelf = shelf.put("d", 4) if "c" in shelf else shelf
    assert read == ["ids"]  # whether there is a past “d” as well
    assert "b" in shelf
    assert read == ["ids"]
    assert (shelf["a"], shelf["b"], sum(shelf.values())) == (1, 2, 10)
    assert read == ["ids", "things"]


def test_a_growing_shelf_changes_in_place_until_it_is_grown() -> None:
    shelf: Shelf[int] = Shelf({"a": 1})
    grows = shelf.growing()
    assert grows.put("b", 2) is grows
    assert dict(shelf) == {"a": 1}
    grown = grows.grown()
    assert grown.put("c", 3) is not grown
    assert dict(grown) == {"a": 1, "b": 2}


def test_what_was_packed_is_stored_again_without_unpacking_it() -> None:
    def chosen(id_: str) -> Selection:
        return msgspec.convert(
            {
                "id": id_,
                "circle": "garden",
                "role": "leader",
                "person": "ana",
                "on": "2026-03-02",
                "until": "2027-03-02",
            },
            Selection,
        )

    organisation = Organisation(
        about=About(name="x"), selections=Shelf({"a": chosen("a"), "b": chosen("b")}).retire(["a"])
    )
    for id_ in "cde":
        kept = stored(organisation)
        asked: list[str] = []

        def part(name: str, kept: Any = kept, asked: Any = asked) -> bytes:
            asked.append(name)
            return bytes(kept.parts[name])

        again = restored(kept.main, part)
        assert again.about == organisation.about
        assert asked == []
        assert again == organisation
        organisation = msgspec.structs.replace(again, selections=again.selections.put(id_, chosen(id_)).retire([id_]))
    assert list(organisation.selections) == ["a", "c", "d", "e", "b"]


def test_what_is_no_state_is_refused() -> None:
    for odd in (b"", b"[]", b'{"about":1}', b'{"people":{"ana":{"id":1}}}'):
        with pytest.raises(msgspec.DecodeError):
            restored(odd, lambda name: b"[]")
