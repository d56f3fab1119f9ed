"""Customs, roles and helping circles in an organisation's file: written in parts of their own, every mistake with its line."""

from datetime import date

import pytest
from msgspec.structs import replace

from sociotui.domain.customs import Customs, Watching
from sociotui.domain.people import Role
from sociotui.exchange.organisations import read_organisation, write_organisation
from sociotui.exchange.toml_file import Misread
from tests.exchange.test_organisations import DEFINITION, GARDEN, GENERAL

USUAL: Watching = "organisation"
LIVELY = replace(
    GARDEN,
    dialect="s3",
    until=date(2027, 6, 30),
    customs=Customs(absence="lazy", window=48, minutes="end", quorum=3),
    role=(
        Role(
            id="seed-keeper",
            name="Seed keeper",
            purpose="Seed for next year",
            responsibilities=("Dry it", "Label it"),
            person="ben",
            until=date(2027, 3, 1),
        ),
        Role(id="water-watch", name="Water watch"),
    ),
)
WRITTEN = """\
dialect = "s3"
until = 2027-06-30

[circle.customs]
absence = "lazy"
window = 48
quorum = 3
minutes = "end"

[circle.roles]
leader = "ana"
facilitator = {person = "zoe", until = 2027-03-01}
delegate = "ben"

[[circle.role]]
id = "seed-keeper"
name = "Seed keeper"
purpose = "Seed for next year"
responsibilities = ["Dry it", "Label it"]
person = "ben"
until = 2027-03-01

[[circle.role]]
id = "water-watch"
name = "Water watch"
"""


def test_they_are_written_as_people_would_write_them_and_read_back() -> None:
    definition = replace(DEFINITION, circle=(GENERAL, LIVELY))
    text = write_organisation(definition)
    assert text.endswith(WRITTEN)
    assert read_organisation(text, "organisation.toml") == definition


def test_who_may_watch_is_written_and_read_back_where_it_is_not_what_is_usual() -> None:
    for watching, written in ((USUAL, False), ("members", True), ("anybody", True)):
        circle = replace(GARDEN, customs=Customs(watching=watching))
        definition = replace(DEFINITION, circle=(GENERAL, circle))
        text = write_organisation(definition)
        assert (f'watching = "{watching}"' in text) == written
        assert read_organisation(text, "organisation.toml") == definition


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        (
            '"lazy"',
            '"lazi"',
            37,
            "“absence” has no “lazi”. Did you mean “lazy”? It can be: hold, lazy, present, views.",
        ),
        (
            "window = 48",
            'watching = "member"',
            38,
            "“watching” has no “member”. Did you mean “members”? It can be: anybody, members, organisation.",
        ),
        ("window = 48", "windows = 48", 38, "a part on customs has no “windows”. Did you mean “window”?"),
        ("window = 48", "window = 0", 36, "A window is from 1 hour to 60 days long; 0 hours will not do."),
        ("quorum = 3", "quorum = -1", 36, "A quorum is a number of members, 0 for none; -1 will not do."),
        ('"s3"', '"s4"', 33, "“dialect” has no “s4”. It can be: holacracy, s3, sofa."),
        ("until = 2027-06-30", 'until = "soon"', 34, "“until” takes a day, like until = 2027-03-01."),
        ("purpose =", "purpos =", 50, "a role besides the process roles has no “purpos”. Did you mean “purpose”?"),
        ('"seed-keeper"', '"leader"', 47, "Garden circle has the role “leader” already."),
        ('"water-watch"', '"seed-keeper"', 55, "Garden circle has the role “seed-keeper” already."),
        ('"Water watch"', '""', 55, "A role of Garden circle needs an id, like “seed-keeper”, and a name"),
        ('"Water watch"', '"Water"\nperson = "eli"', 55, "There is no person “eli”."),
    ],
)
def test_a_mistake_in_them_is_told_with_its_line(old: str, new: str, line: int, reason: str) -> None:
    text = write_organisation(replace(DEFINITION, circle=(GENERAL, LIVELY)))
    assert text.count(old) == 1
    with pytest.raises(Misread) as caught:
        read_organisation(text.replace(old, new), "organisation.toml")
    assert str(caught.value).startswith(f"organisation.toml, line {line}: {reason}")
