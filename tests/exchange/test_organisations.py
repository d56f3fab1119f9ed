"""Organisations in and out: what is written is read back as it was, and every mistake has its line."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from sociotui.domain.circles import Circle
from sociotui.domain.defining import Misfit, check
from sociotui.domain.organisation import About, Definition, Organisation
from sociotui.domain.people import Person, Term
from sociotui.domain.refusal import Refused
from sociotui.exchange.organisations import definition_of, load_organisation, read_organisation, write_organisation
from sociotui.exchange.toml_file import Misread
from tests.exchange.definitions import definitions

GREEN_ACRES = """\
[organisation]
name = "Green Acres"          # what people call it

[[person]]
id = "ana"
name = "Ana"
[[person]]
id = "ben"
name = "Ben"
pronouns = "he"
[[person]]
id = "zoe"
name = "Zoe"

[[circle]]
id = "general"
name = "General circle"

[[circle]]
id = "garden"
name = "Garden circle"
parents = ["general"]
aims = ["Food for forty households from our own soil"]
domain = "Beds, compost, tools, the shed"
mission = \"\"\"
We grow food
  [[circle]]
for all of us.\"\"\"
members = [
    "ana",
    "ben",
    "zoe",
]
dialect = "sofa"
[circle.roles]                # a person, or {person, until}
leader = "ana"
delegate = "ben"
facilitator = { person = "zoe", until = 2027-03-01 }
secretary = ""
"""

ANA, BEN, ZOE = Person(id="ana", name="Ana"), Person(id="ben", name="Ben", pronouns="he"), Person(id="zoe", name="Zoe")
GENERAL = Circle(id="general", name="General circle")
GARDEN = Circle(
    id="garden",
    name="Garden circle",
    parents=("general",),
    mission="We grow food\n  [[circle]]\nfor all of us.",
    aims=("Food for forty households from our own soil",),
    domain="Beds, compost, tools, the shed",
    members=("ana", "ben", "zoe"),
    roles={
        "leader": Term(person="ana"),
        "delegate": Term(person="ben"),
        "facilitator": Term(person="zoe", until=date(2027, 3, 1)),
    },
)
DEFINITION = Definition(organisation=About(name="Green Acres"), person=(ANA, BEN, ZOE), circle=(GENERAL, GARDEN))


def misread(old: str, new: str) -> Misread:
    """Return how the file is refused with `new` in it for `old`."""
    assert GREEN_ACRES.count(old) == 1
    with pytest.raises(Misread) as caught:
        read_organisation(GREEN_ACRES.replace(old, new), "organisation.toml")
    return caught.value


def test_the_format_is_read() -> None:
    assert read_organisation(GREEN_ACRES, "organisation.toml") == DEFINITION


def test_the_format_is_written_as_people_would_write_it() -> None:
    assert (
        write_organisation(DEFINITION)
        == '''\
[organisation]
name = "Green Acres"

[[person]]
id = "ana"
name = "Ana"

[[person]]
id = "ben"
name = "Ben"
pronouns = "he"

[[person]]
id = "zoe"
name = "Zoe"

[[circle]]
id = "general"
name = "General circle"
dialect = "sofa"

[[circle]]
id = "garden"
name = "Garden circle"
parents = ["general"]
mission = """
We grow food
  [[circle]]
for all of us."""
aims = ["Food for forty households from our own soil"]
domain = "Beds, compost, tools, the shed"
members = ["ana", "ben", "zoe"]
dialect = "sofa"

[circle.roles]
leader = "ana"
facilitator = {person = "zoe", until = 2027-03-01}
delegate = "ben"
'''
    )


def test_entries_of_several_lines_have_lines_of_their_own() -> None:
    text = write_organisation(replace(DEFINITION, circle=(replace(GENERAL, aims=("one\ntwo", "three")),)))
    assert 'aims = [\n    """\none\ntwo""",\n    "three",\n]' in text


def test_a_long_list_is_written_with_a_line_for_each_entry() -> None:
    garden = replace(GARDEN, aims=tuple(f"An aim that takes some words to say, number {n}" for n in range(3)))
    text = write_organisation(replace(DEFINITION, circle=(GENERAL, garden)))
    assert 'aims = [\n    "An aim that takes some words to say, number 0",\n    "An aim' in text


@settings(max_examples=60)
@given(definitions())
def test_what_is_written_is_read_back_as_it_was(definition: Definition) -> None:
    check(definition)  # or the test would say nothing
    text = write_organisation(definition)
    for circle, written in zip(definition.circle, tomllib.loads(text).get("circle", []), strict=True):
        assert written.get("mission", "") == circle.mission  # before it is cleaned again
        assert tuple(written.get("aims", ())) == circle.aims
    assert read_organisation(text, "organisation.toml") == definition
    assert write_organisation(read_organisation(text, "organisation.toml")) == text


@settings(max_examples=25)
@given(definitions())
def test_an_export_says_what_the_organisation_is(definition: Definition) -> None:
    people, circles = {p.id: p for p in definition.person}, {c.id: c for c in definition.circle}
    organisation = Organisation(about=definition.organisation, people=people, circles=circles)
    assert definition_of(organisation) == definition


def test_an_organisation_that_was_never_founded_cannot_be_written() -> None:
    with pytest.raises(Refused, match="There is no organisation here yet"):
        definition_of(Organisation())


def test_text_is_cleaned_as_it_comes_in() -> None:
    text = GREEN_ACRES.replace('"Ana"', '" A\\u001b[31mna\\u202e "').replace("forty", "f\\u0007orty")
    assert read_organisation(text, "organisation.toml") == DEFINITION


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('domain = "Beds', 'domian = "Beds', 24, "a circle has no “domian”. Did you mean “domain”?"),
        ("pronouns", "notes", 10, "a person has no “notes”. It can have: id, name, pronouns, login."),
        ("[organisation]", "[organization]", 1, "the file has no “organization”. Did you mean “organisation”?"),
        ('name = "Green Acres" ', "", 1, "the organisation needs its “name”."),
        ('name = "Zoe"\n', "", 11, "a person needs its “name”."),
        ('id = "general"\n', "", 15, "a circle needs its “id”."),
        (
            'parents = ["general"]',
            'parents = "general"',
            22,
            '“parents” takes a list in square brackets, like parents = ["general"].',
        ),
        ('"sofa"', '"sofas"', 34, "“dialect” has no “sofas”. Did you mean “sofa”? It can be: holacracy, s3, sofa."),
        (
            "leader =",
            "leeder =",
            36,
            "“roles” has no “leeder”. Did you mean “leader”? It can be: delegate, facilitator,",
        ),
        (
            'leader = "ana"',
            "leader = 3",
            36,
            '“leader” takes a person, like "ana", or { person = "ana", until = 2027-03-01 }.',
        ),
        ('leader = "ana"', 'leader = ["ana"]', 36, '“leader” takes a person, like "ana", or { person ='),
        ('{ person = "zoe",', "{ person = 7,", 38, '“person” takes text in quotes, like person = "7".'),
        ('{ person = "zoe", until', "{ until", 38, "a role needs its “person”."),
        ("2027-03-01 }", '"soon" }', 38, "“until” takes a day, like until = 2027-03-01."),
        ("until = 2027-03-01", "untill = 2027-03-01", 38, "a role has no “untill”. Did you mean “until”?"),
        ("[circle.roles]", "roles = 3\n[circle.other]", 35, "“roles” comes once and has fields of its own."),
        ("[circle.roles]", "[roles]", 35, "the file has no “roles”. It can have: organisation, person, circle."),
        ('"general"\nname', '"general"\nid = "x"\nname', 17, "this is there already."),
        # what the organisation itself refuses
        ('"Green Acres"', '" \\u0007 "', 2, "An organisation has a name"),
        ('id = "ana"', 'id = "Ana B"', 5, "“Ana B” will not do as an id."),
        ('id = "ben"', 'id = "ana"', 8, "There are two of the id “ana”."),
        ('name = "Zoe"', 'name = ""', 13, "“zoe” has no name yet."),
        ('["general"]', '["genral"]', 22, "There is no circle “genral”. Near it: general."),
        (
            '"general"\nname = "General circle"',
            '"general"\nparents = ["garden"]\nname = "x"',
            17,
            "x would stand above itself: x → Garden circle → x, each within the next.",
        ),
        ('    "ben",', '    "benn",', 31, "There is no person “benn”. Near it: ben."),
        ('    "ben",', '    "ana", "ben",', 31, "ana stands twice among the members of Garden circle."),
        ('    "zoe",\n', "", 37, "zoe is facilitator of Garden circle but not among its members."),
        ('delegate = "ben"', 'delegate = "ana"', 37, "ana is both leader and delegate of Garden circle."),
        # what is too long
        ('"Ben"', f'"{"B" * 121}"', 9, "“BBBBBBBBBBBBBBBBBBBBBBBB…” has 121 characters"),
        ("We grow food", "x" * 20_000, 25, "This text has 20,"),
        ('leader = "ana"', f'leader = "{"a" * 121}"', 35, "“aaaaaaaaaaaaaaaaaaaaaaaa…” has 121 characters"),
    ],
)
def test_every_mistake_has_its_line(old: str, new: str, line: int, reason: str) -> None:
    found = misread(old, new)
    assert str(found).startswith(f"organisation.toml, line {line}: {reason}")


@pytest.mark.parametrize(
    "text", ["circle = 3", "circle = [3]", "circle = [{roles = 3}]", "circle = [{roles = {leader = 3}}]"]
)
def test_a_file_of_another_shape_is_refused_all_the_same(text: str) -> None:
    with pytest.raises(Misread, match="line 1: "):
        read_organisation(f"{text}\n[organisation]\nname = 'x'\n", "x.toml")


def test_a_file_may_refer_to_what_the_organisation_has_already() -> None:
    before = Organisation(about=About(name="x"), people={"ana": ANA}, circles={"general": GENERAL})
    text = """\
[organisation]
name = "x"
[[circle]]
id = "a"
name = "A"
parents = [
    "general",
]
members = [
    "ana",
]
"""
    assert read_organisation(text, "x.toml", before).circle[0].parents == ("general",)
    with pytest.raises(Misread, match="line 7: There is no circle “general”"):
        read_organisation(text, "x.toml")
    with pytest.raises(Misread, match="line 8: There is no circle “beds”"):
        read_organisation(text.replace('"general",', '"general",\n"beds",'), "x.toml", before)
    with pytest.raises(Misread, match="line 11: There is no person “ben”"):
        read_organisation(text.replace('"ana",', '"ana",\n"ben",'), "x.toml", before)


def test_every_refusal_of_a_definition_is_given_a_line() -> None:
    """A misfit is a refusal of the domain; it comes out of the reader as one that names the file."""
    with pytest.raises(Misfit):
        check(replace(DEFINITION, circle=(GARDEN,)))
    assert isinstance(misread('"general"\n', '"other"\n').__cause__, Misfit)


def test_a_file_is_loaded_or_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "organisation.toml"
    path.write_text(GREEN_ACRES, "utf-8")
    assert load_organisation(path) == DEFINITION
    path.write_text(GREEN_ACRES.replace("[[person]]", "[[persn]]", 1), "utf-8")
    with pytest.raises(Misread) as caught:
        load_organisation(path)
    assert str(caught.value) == f"{path}, line 4: the file has no “persn”. Did you mean “person”?"


def test_what_is_written_is_toml_that_holds_nothing_empty() -> None:
    data = tomllib.loads(write_organisation(Definition(organisation=About(name="x"), circle=(GENERAL,))))
    assert data == {
        "organisation": {"name": "x"},
        "circle": [{"id": "general", "name": "General circle", "dialect": "sofa"}],
    }
