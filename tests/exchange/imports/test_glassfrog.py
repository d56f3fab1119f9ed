"""What GlassFrog's API answers: one file each or in one object, with what is linked."""

from datetime import date
from typing import Any

import pytest

from sociotui.domain.people import Role, Term
from sociotui.exchange.toml_file import Misread
from tests.exchange.imports.bringing import brought_in, drafted, left

PEOPLE: dict[str, Any] = {
    "people": [
        {"id": 1, "name": "Monica", "email": "monica@example.com", "external_id": None, "links": {"circles": [20, 10]}},
        {"id": 2, "name": "Carlos", "email": "carlos@example.com", "external_id": None, "links": {}},
    ]
}
CIRCLES: dict[str, Any] = {
    "circles": [
        {"id": 10, "name": "General Company Circle", "short_name": "GCC", "strategy": None, "links": {}},
        {"id": 20, "name": "Operations", "short_name": "Ops", "strategy": None, "links": {"supported_role": 100}},
    ]
}
ROLES: dict[str, Any] = {
    "linked": {
        "domains": [{"id": 7, "description": "All records"}],
        "accountabilities": [{"id": 8, "description": "Keeping records"}, {"id": 9, "description": "Running the shop"}],
        "people": [{"id": 3, "name": "Lawrence", "email": "l@example.com", "external_id": None}],
    },
    "roles": [
        {
            "id": 100,
            "name": "Operations",
            "purpose": "A shop that runs",
            "links": {"circle": 10, "supporting_circle": 20, "domains": [7], "accountabilities": [9], "people": [2]},
        },
        {"id": 101, "name": "Lead Link", "purpose": "Supporting", "links": {"circle": 20, "people": [2]}},
        {
            "id": 102,
            "name": "Secretary",
            "purpose": None,
            "elected_until": "2027-01-31",
            "links": {"circle": 20, "domains": [7], "accountabilities": [8], "people": [3]},
        },
        {"id": 103, "name": "Rep Link", "elected_until": None, "links": {"circle": 20, "people": [], "domains": []}},
        {"id": 104, "name": "Buyer", "purpose": "Stock", "links": {"circle": 20, "accountabilities": [8, 77]}},
    ],
}
ASSIGNMENTS: dict[str, Any] = {
    "assignments": [
        {"id": 500, "focus": None, "election": "2027-06-30", "links": {"person": 1, "role": 103}},
        {"id": 501, "focus": "Nights", "election": None, "links": {"person": 3, "role": 104}},
        {"id": 502, "focus": None, "election": None, "links": {"person": 3, "role": 999}},
    ]
}
FILES = [("circles.json", CIRCLES), ("roles.json", ROLES), ("people.json", PEOPLE), ("assignments.json", ASSIGNMENTS)]


def test_the_answers_become_an_organisation() -> None:
    o = brought_in(drafted(*FILES), name="")
    assert o.about and o.about.name == "General Company Circle"
    assert [p.name for p in o.people.values()] == ["Monica", "Carlos", "Lawrence"]
    top, ops = o.circles.values()
    assert (ops.parents, ops.mission, ops.domain) == ((top.id,), "A shop that runs", "All records")
    assert ops.aims == ("Running the shop",)
    assert ops.roles == {
        "leader": Term(person="carlos"),
        "secretary": Term(person="lawrence", until=date(2027, 1, 31)),
        "delegate": Term(person="monica", until=date(2027, 6, 30)),
    }
    assert ops.role == (
        Role(id="buyer", name="Buyer", purpose="Stock", responsibilities=("Keeping records",), person="lawrence"),
    )
    assert top.members == ("monica",)
    assert set(ops.members) == {"monica", "carlos", "lawrence"}


def test_one_object_with_all_lists_says_the_same() -> None:
    whole = {**PEOPLE, **CIRCLES, **ROLES, **ASSIGNMENTS}
    assert brought_in(drafted(("all.json", whole))) == brought_in(drafted(*FILES))


def test_members_that_are_linked_to_circles_come_in() -> None:
    """As `GET /circles?include=members` answers."""
    member = {"id": 811765527, "name": "Carlos Aldrich", "email": "carlos@example.com", "external_id": None}
    circle = {"id": 582240928, "name": "Operations", "short_name": "Ops", "links": {"people": [811765527]}}
    draft = drafted(("circles.json", {"linked": {"members": [member]}, "circles": [circle]}))
    o = brought_in(draft, name="")
    assert o.circles["operations"].members == ("carlos-aldrich",)
    assert left(draft) == []


def test_what_is_missing_is_told() -> None:
    assert left(drafted(*FILES)) == [
        "assignments.json, assignments[2]: it is of a role “999” that is not in the file.",
        "roles.json, roles[4].links.accountabilities: there is no text for 77 in the file.",
    ]


def test_people_alone_are_no_organisation() -> None:
    with pytest.raises(Misread, match=r"people\.json: there are no circles in this\. Add what GlassFrog"):
        drafted(("people.json", PEOPLE))


def test_answers_that_overlap_are_read_once_and_those_that_differ_are_told() -> None:
    pages = [("people-1.json", PEOPLE), ("people-2.json", {"people": [*PEOPLE["people"], {"id": 1, "name": "Mona"}]})]
    draft = drafted(("circles.json", CIRCLES), *pages)
    assert len(brought_in(draft).people) == 2
    assert left(draft) == ["people-2.json, people[2]: its “id” stands in people-1.json, people[0] already."]
