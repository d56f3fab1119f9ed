"""What Peerdom's API answers: lists that do not say what they are of, by their files' names or fields."""

from datetime import date
from typing import Any

import pytest

from sociotui.domain.people import Role, Term
from sociotui.exchange.toml_file import Misread
from tests.exchange.imports.bringing import brought_in, drafted, left

PEERS: list[dict[str, Any]] = [
    {"id": "p1", "firstName": "Ana", "lastName": "Silva", "nickName": "", "slug": "ana"},
    {"id": "p2", "firstName": "", "lastName": None, "nickName": "Ben"},
    {"id": "p3", "firstName": "Lu", "lastName": "Gone", "leftAt": "2024-01-01T00:00:00Z"},
]
CIRCLES: list[dict[str, Any]] = [
    {"id": "c1", "name": "Green Acres", "parentId": None, "customFields": [{"name": "Purpose", "values": ["Land"]}]},
    {"id": "c2", "name": "Garden", "parentId": "c1", "customFields": [{"name": "Wiki", "values": ["https://x"]}]},
]
ROLES: list[dict[str, Any]] = [
    {
        "id": "r1",
        "name": "Facilitator",
        "parentId": "c2",
        "electable": True,
        "holders": [{"peerId": "p1", "contribution": 0, "electedUntil": "2027-05-17"}],
    },
    {
        "id": "r2",
        "name": "Seed keeper",
        "parentId": "c2",
        "electable": False,
        "customFields": [{"name": "Accountabilities", "values": ["Dry", "Label"]}],
        "holders": [],
    },
]
HOLDERS = [{"id": "h1", "roleId": "r2", "peerId": "p2"}, {"id": "h2", "roleId": "r1", "peerId": "p3"}]


def test_the_lists_become_an_organisation() -> None:
    files = [("peers.json", PEERS), ("my circles.json", CIRCLES), ("Roles.json", ROLES), ("answer.json", HOLDERS)]
    o = brought_in(drafted(*files), name="")
    assert o.about and o.about.name == "Green Acres"
    assert {p.id: p.name for p in o.people.values()} == {"ana-silva": "Ana Silva", "ben": "Ben"}
    top, garden = o.circles.values()
    assert (top.mission, garden.parents) == ("Land", ("green-acres",))
    assert garden.roles == {"facilitator": Term(person="ana-silva", until=date(2027, 5, 17))}
    assert garden.role == (Role(id="seed-keeper", name="Seed keeper", responsibilities=("Dry", "Label"), person="ben"),)
    assert left(drafted(*files)) == [
        "my circles.json[1]: nothing here is for the field “Wiki”.",
        "Roles.json[0]: there is no person “p3”, neither here nor in the file.",
    ]


def test_one_object_with_all_lists_says_the_same() -> None:
    whole = {"peers": PEERS, "circles": CIRCLES, "roles": ROLES, "holders": HOLDERS}
    files = [("peers.json", PEERS), ("circles.json", CIRCLES), ("roles.json", ROLES), ("holders.json", HOLDERS)]
    assert brought_in(drafted(("all.json", whole))) == brought_in(drafted(*files))


def test_a_list_that_does_not_say_what_it_is_of_is_refused_with_how_to_say_it() -> None:
    with pytest.raises(Misread, match=r"name each list after what is in it: peers\.json, circles\.json"):
        drafted(("answer.json", CIRCLES))


def test_peers_alone_are_no_organisation() -> None:
    with pytest.raises(Misread, match=r"there are no circles in this\. Add what Peerdom"):
        drafted(("peers.json", PEERS))


def test_pages_that_overlap_are_read_once() -> None:
    draft = drafted(("peers-1.json", PEERS[:2]), ("peers-2.json", PEERS[1:]), ("circles.json", CIRCLES))
    assert len(brought_in(draft).people) == 2
    assert left(draft) == ["circles.json[1]: nothing here is for the field “Wiki”."]
