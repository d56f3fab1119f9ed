"""The same file again, or a newer one, after what it brought in was renamed here, ended, forgotten or given to others."""

from datetime import date

import pytest
from msgspec.structs import replace

from sociotui.domain.circles import Circle
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Person
from sociotui.exchange.imports.account import lines_of
from tests.exchange.imports.bringing import brought_in, csv, drafted, joined, left

FORMER = Person(id="former-1", name="Former member 1")
TABLE = (
    "kind,name,circle,person,members,parents\ncircle,General,,,,\ncircle,Garden,,,,General\ncircle,Beds,,,,Garden\n"
    "person,Ana,Garden,,,\nperson,Ben,Garden,,,\nperson,Cem,,,,\n"
    "role,leader,Garden,Ana,,\nrole,Cook,Garden,Ben,,\nrole,Watering,Garden,Ana;Cem,,\n"
)


def with_circle(o: Organisation, circle: Circle) -> Organisation:
    """Return an organisation with one of its circles changed."""
    return replace(o, circles={**o.circles, circle.id: circle})


def test_what_was_renamed_here_stays_what_it_is_and_is_told() -> None:
    o = csv(TABLE)
    garden = o.circles["garden"]
    cook = replace(garden.role[0], name="Kitchen")
    o = with_circle(o, replace(garden, name="Gardeners", role=(cook, *garden.role[1:])))
    o = replace(o, people={**o.people, "ana": Person(id="ana", name="Ana Silva")})
    assert csv(TABLE, o) == o
    assert left(drafted(("t.csv", TABLE)), o) == [
        "t.csv, line 5: “Ana” is called Ana Silva here (ana), and stays so.",
        "t.csv, line 3: “Garden” is called Gardeners here (garden), and stays so.",
        "t.csv, line 9: the role “Cook” is called Kitchen here, and stays so.",
    ]


def test_a_table_that_only_refers_to_what_was_renamed_here_is_understood() -> None:
    o = csv(TABLE)
    o = with_circle(o, replace(o.circles["garden"], name="Gardeners"))
    o = replace(o, people={**o.people, "ana": Person(id="ana", name="Ana Silva")})
    assert csv("circle,role,person\nGarden,leader,Ana\n", o) == o
    anna = Person(id="ana", name="Ána")  # an id made from the name that it has is nobody else's
    assert (
        "there is no person “Ana”"
        in left(drafted(("t.csv", "circle,person\nGarden,Ana\n")), replace(o, people={**o.people, "ana": anna}))[0]
    )


def test_who_has_an_id_of_their_own_is_called_as_the_file_says() -> None:
    o = csv("id,name\nana,Ana\n")
    assert csv("id,name\nana,Ana Silva\n", o).people["ana"].name == "Ana Silva"


def test_a_circle_that_has_ended_here_stays_so_and_is_told_once() -> None:
    o = csv(TABLE)
    day = date(2026, 11, 23)
    beds = replace(o.circles["beds"], parents=("general",))
    o = with_circle(with_circle(o, beds), Circle(id="garden", name="Garden", ended=day))
    assert csv(TABLE, o) == o
    assert left(drafted(("t.csv", TABLE)), o) == [
        "t.csv, line 3: Garden ended here on 2026-11-23, and stays so: nobody comes into it, and no role. One that begins "
        "anew gets an id of its own.",
        "t.csv, line 4: “Beds” can't lie in Garden, which ended here on 2026-11-23.",
    ]
    new = csv("id,circle,members\ngarden-2,Garden,Ana\n", o)
    assert new.circles["garden-2"].members == ("ana",)
    assert new.circles["garden"] == o.circles["garden"]
    again = csv("circle,person\nGarden,Ben\n", new)  # the name means the one that works
    assert again.circles["garden-2"].members == ("ana", "ben")


def test_where_all_that_a_file_says_is_of_circles_that_have_ended_nothing_comes_in() -> None:
    table = "kind,name,circle,person\norganisation,Green Acres,,\ncircle,Garden,,\nrole,Cook,Garden,\n"
    draft = drafted(("t.csv", table))
    o = with_circle(brought_in(draft), Circle(id="garden", name="Garden", ended=date(2026, 11, 23)))
    assert brought_in(draft, o) == o
    assert lines_of(joined(draft, o), draft, o)[:3] == [
        "CSV, for Green Acres. Nothing that is here is taken away.",
        "  Nothing of it is new.",
        "Good to know:",
    ]


def test_a_file_of_another_organisation_is_told() -> None:
    o = csv(TABLE)
    other = drafted(("t.csv", "kind,name\norganisation,Blue Acres\nperson,Ana\n"))
    assert left(other, o) == ["CSV: it is of “Blue Acres”, and the organisation here is Green Acres."]
    assert brought_in(other, o) == o


def test_who_was_forgotten_here_comes_in_as_new_and_their_pseudonym_stays() -> None:
    o = csv(TABLE)
    o = replace(o, people={**{k: p for k, p in o.people.items() if k != "cem"}, "former-1": FORMER})
    o = with_circle(o, replace(o.circles["garden"], members=("ana", "ben"), role=o.circles["garden"].role[:2]))
    after = csv(TABLE, o)
    assert [*after.people] == ["ana", "ben", "former-1", "cem"]
    assert after.people["former-1"] == FORMER


def test_a_circle_none_of_whose_parents_can_be_meant_stays_where_it_lies() -> None:
    o = csv(TABLE)
    assert csv("circle,parents\nBeds,Nowhere\n", o) == o
    turned = "circle,parents\nGarden,Beds\nBeds,Nowhere\n"  # and what it lies in, by the file, in it
    after = csv(turned, o)
    assert (after.circles["garden"].parents, after.circles["beds"].parents) == (("beds",), ())
    assert "lie" in left(drafted(("t.csv", turned)), o)[-1]


@pytest.mark.parametrize(
    ("before", "after", "here"),
    [
        ("Ana;Cem", "Ana;Ben", ["ana", "ben"]),  # one is another one now
        ("Ana;Cem", "Ben;Ana", ["ana", "ben"]),
        ("Ana;Cem", "Ana;Ben;Cem", ["ana", "ben", "cem"]),
        ("Ana;Cem", "Ana", ["ana", "cem"]),  # nothing is taken away
        ("Ana;Cem", "Ben", ["ana", "ben", "cem"]),  # and of fewer none is known to have left
        ("Ana", "Ben", ["ben"]),
        ("", "Ben", ["ben"]),
        ("Ben", "", ["ben"]),
    ],
)
@pytest.mark.parametrize("id_", ["", "watering", "water"])
def test_a_role_goes_from_who_holds_it_no_more_to_who_holds_it_now(
    before: str, after: str, here: list[str], id_: str
) -> None:
    def table(held: str) -> str:
        return f"kind,id,name,role,circle,person\ncircle,,A,,,\nrole,{id_},Watering,Watering,A,{held}\n"

    people = "name\nAna\nBen\nCem\n"
    o = csv(table(before), csv(people))
    if id_ and (before, after) == ("Ana;Cem", "Ben"):
        here = ["ben", "cem"]  # by its id, it is this one of them
    assert sorted(r.person for r in csv(table(after), o).circles["a"].role) == here
