"""Rolebase's export: places with others in them are circles, the rest are roles; links make several parents."""

from typing import Any

import pytest

from sociotui.domain.people import Role
from sociotui.exchange.toml_file import Misread
from tests.exchange.imports.bringing import brought_in, drafted, held, left, workbook

EXPORT: dict[str, list[dict[str, Any]]] = {
    "members": [
        {"id": "m1", "name": "Ana", "inviteEmail": "ana@example.org", "role": "Owner", "archived": False},
        {"id": "m2", "name": "Ben", "archived": False},
        {"id": "m3", "name": "Lu", "archived": True},
    ],
    "roles": [
        {
            "id": "r0",
            "name": "Green Acres",
            "purpose": "Land for all",
            "domain": "",
            "accountabilities": "- Feed\n- Teach",
        },
        {"id": "r1", "name": "Garden", "purpose": None},
        {"id": "r2", "name": "Représentant", "base": True},
        {"id": "r3", "name": "Seed keeper", "purpose": "Seeds", "accountabilities": "* Dry them\n* Label them"},
        {"id": "r4", "name": "Kitchen"},
    ],
    "circles": [
        {"id": "c0", "roleId": "r0", "parentId": None, "archived": False},
        {"id": "c1", "roleId": "r1", "parentId": "c0", "archived": False},
        {"id": "c2", "roleId": "r2", "parentId": "c1", "archived": False},
        {"id": "c3", "roleId": "r3", "parentId": "c1", "archived": False},
        {"id": "c4", "roleId": "r4", "parentId": "c0", "archived": False},
        {"id": "c5", "roleId": "r3", "parentId": "c4", "archived": False},
        {"id": "c6", "roleId": "r9", "parentId": "c0", "archived": False},
    ],
    "circle_members": [
        {"id": "x1", "circleId": "c1", "memberId": "m1", "archived": False},
        {"id": "x2", "circleId": "c2", "memberId": "m1", "archived": False},
        {"id": "x3", "circleId": "c3", "memberId": "m2", "archived": False},
        {"id": "x4", "circleId": "c3", "memberId": "m1", "archived": False},
        {"id": "x5", "circleId": "c1", "memberId": "m3", "archived": False},
    ],
    "circle_links": [
        {"id": "l1", "circleId": "c4", "parentId": "c1"},
        {"id": "l2", "circleId": "c3", "parentId": "c0"},
    ],
}


def test_places_become_circles_and_roles() -> None:
    o = brought_in(drafted(("export.json", EXPORT)), name="")
    assert o.about and o.about.name == "Green Acres"
    assert {p.id: p.name for p in o.people.values()} == {"ana": "Ana", "ben": "Ben"}
    top, garden, kitchen = o.circles.values()
    assert (top.mission, top.aims, top.parents) == ("Land for all", ("Feed", "Teach"), ())
    assert (garden.parents, garden.members) == (("green-acres",), ("ana", "ben"))
    assert held(garden)["delegate"] == "ana"
    assert kitchen.parents == ("green-acres", "garden")
    assert kitchen.role == (
        Role(id="seed-keeper", name="Seed keeper", purpose="Seeds", responsibilities=("Dry them", "Label them")),
    )


def test_a_role_that_two_hold_comes_in_once_for_each() -> None:
    garden = brought_in(drafted(("export.json", EXPORT))).circles["garden"]
    assert [(r.name, r.person) for r in garden.role] == [("Seed keeper", "ben"), ("Seed keeper", "ana")]
    assert len({r.id for r in garden.role}) == 2


def test_what_can_not_come_in_is_told_with_its_place() -> None:
    assert left(drafted(("export.json", EXPORT))) == [
        "export.json, circle_links[1]: it links a role, and only circles can lie in several here.",
        "export.json, circles[6].roleId: its role “r9” is archived or not in the file.",
        "export.json, circles[1]: there is no person “m3”, neither here nor in the file.",
    ]


def test_the_workbook_says_the_same_as_the_json() -> None:
    sheets = {name: [list(rows[0]), *([row.get(k) for k in rows[0]] for row in rows)] for name, rows in EXPORT.items()}
    sheets["roles"] = [head := ["id", "name", "purpose", "domain", "accountabilities"]] + [
        [row.get(k) for k in head] for row in EXPORT["roles"]
    ]
    book, json = drafted(("export.xlsx", workbook(sheets))), drafted(("export.json", EXPORT))
    assert brought_in(book) == brought_in(json)
    assert book.left[0].place == "export.xlsx, sheet “circle_links”, row 3"


def test_lists_that_are_none_are_refused() -> None:
    with pytest.raises(Misread, match="“members” is to be a list"):
        drafted(("export.json", {**EXPORT, "members": {"m1": "Ana"}}))


def test_entries_that_are_none_and_ids_that_lack_are_told() -> None:
    told = left(drafted(("e.json", {**EXPORT, "members": [7, {"name": "Ana"}, {"id": "m2", "name": ["B"]}]})))
    assert told[:3] == [
        "e.json, members[0]: an object is wanted here, and this is none.",
        "e.json, members[1]: it has no “id”, so nothing can refer to it.",
        "e.json, circle_links[1]: it links a role, and only circles can lie in several here.",
    ]
    assert "e.json, members[2].name: a text is wanted here, and this is none." in told
