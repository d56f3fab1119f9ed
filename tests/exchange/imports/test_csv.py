"""People's own tables: columns by name, in any order, case, encoding and with any delimiter; one file or several."""

from datetime import date
from pathlib import Path

import pytest

from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Person, Role, Term
from sociotui.exchange.imports.columns import COLUMNS, column_of
from sociotui.exchange.page import Table
from sociotui.exchange.tables import table_from, tables_of, written
from sociotui.exchange.toml_file import Misread
from tests.exchange.imports.bringing import brought_in, csv, drafted, held, left

ONE = """Kind,Name,Circle,Person,Until,Parent,Purpose,Pronouns
organisation,Green Acres,,,,,,
person,Ana,,,,,,she/her
person,Ben,,,,,,
circle,General circle,,,,,,
circle,Garden circle,,,,General circle,Vegetables for all,
role,leader,Garden circle,Ana,2027-03-01,,,
role,Seed keeper,Garden circle,Ben,,,Seeds that come up,
member,,General circle,Ana; Ben,,,,
"""


def test_one_file_with_a_kind_says_everything() -> None:
    o = brought_in(drafted(("all.csv", ONE)), name="")
    assert o.about and o.about.name == "Green Acres"
    assert o.people == {"ana": Person(id="ana", name="Ana", pronouns="she/her"), "ben": Person(id="ben", name="Ben")}
    garden = o.circles["garden-circle"]
    assert (garden.parents, garden.mission) == (("general-circle",), "Vegetables for all")
    assert garden.roles == {"leader": Term(person="ana", until=date(2027, 3, 1))}
    assert garden.role == (Role(id="seed-keeper", name="Seed keeper", purpose="Seeds that come up", person="ben"),)
    assert garden.members == ("ana", "ben")
    assert o.circles["general-circle"].members == ("ana", "ben")
    assert left(drafted(("all.csv", ONE))) == []


def test_three_files_say_it_as_well_in_any_order() -> None:
    o = brought_in(
        drafted(
            ("roles.csv", "person,ROLE,circle\nAna,Lead Link,Garden\nBen,Seed keeper,Garden\n"),
            ("circles.csv", "Part of,Circle name,Aims\n,General,\nGeneral,Garden,Feed us; Teach | Rest\n"),
            ("people.csv", "First name,Family name,Member of\nAna,,General\nBen,,\n"),
        )
    )
    assert list(o.circles) == ["general", "garden"]
    assert o.circles["garden"].aims == ("Feed us", "Teach", "Rest")
    assert o.circles["general"].members == ("ana",)
    assert held(o.circles["garden"]) == {"leader": "ana", "seed-keeper": "ben"}


def test_a_table_of_circles_roles_and_who_fills_them_leaves_vacant_what_nobody_does() -> None:
    """As GlassFrog's own page writes it, with the circles and people beside it."""
    o = brought_in(
        drafted(
            ("roles.csv", "Circle,Role,Filled-by\nGarden,Lead Link,Ana\nGarden,Cook,--unfilled--\n"),
            ("circles.csv", "circle,aims\nGarden,Food\n"),
            ("people.csv", "name\nAna\n"),
        )
    )
    assert o.circles["garden"].roles == {"leader": Term(person="ana")}
    assert [(r.name, r.person) for r in o.circles["garden"].role] == [("Cook", "")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters_are_recognised(encoding: str, delimiter: str) -> None:
    rows = [["Name", "Pronouns", "Login"], ["Zoë Müller", '"she', "zoe"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"'.replace('""', '"""') for cell in row) for row in rows)
    draft = drafted(("people.csv", text.encode(encoding)))
    assert [(p.name, p.pronouns, p.login) for p in draft.people] == [("Zoë Müller", '"she', "zoe")]
    assert bool(draft.left) == (encoding == "cp1252")


def test_what_was_read_as_windows_1252_is_told() -> None:
    draft = drafted(("people.csv", "name\nZoë\n".encode("cp1252")))
    assert "read as Windows-1252" in str(draft.left[0])


def test_a_line_that_names_the_delimiter_is_excels_own() -> None:
    draft = drafted(("people.csv", "sep=;\r\nname;login\r\nAna;ana\r\n"))
    assert [(p.name, p.login, p.place) for p in draft.people] == [("Ana", "ana", "people.csv, line 3")]


def test_cells_may_have_lines_and_quotation_marks_and_their_row_is_where_it_begins() -> None:
    text = 'circle,aims,until\nGarden,"Feed us\nTeach ""all""",soon\nShed,,\n'
    draft = drafted(("circles.csv", text))
    assert draft.circles[0].aims == ("Feed us", 'Teach "all"')
    assert [c.place for c in draft.circles] == ["circles.csv, line 2", "circles.csv, line 4"]
    assert "circles.csv, line 2, column “until”: “soon” is not a day. Write it like 2027-03-01." in left(draft)


def test_every_column_and_each_of_its_other_names_is_known_in_any_case() -> None:
    for column, others in COLUMNS.items():
        for name in (column, *others):
            assert column_of(name) == column_of(name.upper().replace(" ", "_")) == column
    names = [name for column, others in COLUMNS.items() for name in (column, *others)]
    assert len(names) == len(set(names))


def test_the_page_lists_every_column_with_its_other_names() -> None:
    page = (Path(__file__).parents[3] / "IMPORTS.md").read_text("utf-8")
    listed = page.partition("<!-- columns -->")[2].partition("<!-- /columns -->")[0].strip().splitlines()[2:]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in listed]
    others = {name.strip("`"): tuple(part for part in also.split(", ") if part) for name, also, _of, _says in cells}
    assert others == COLUMNS


def test_a_column_that_nothing_is_for_is_told() -> None:
    assert left(drafted(("people.csv", "name,shoe size\nAna,40\n"))) == [
        "people.csv: nothing here is for the column “shoe size”, so it does not come in."
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("colour,size\nred,4\n", "nothing that is known here"),
        ("name,full name\nAna,Ana\n", "line 1: the columns “name” and “full name” would say the same"),
        ('name,login\n"Ana,ana\n', "line 2: the row can't be read"),
        ("until,pronouns\n,\n", "line 1: its columns (until, pronouns) do not say whether"),
        ("name,circle\n" + "x" * 200_000 + ",Garden\n", "line 2: the row can't be read"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(text: str, why: str) -> None:
    with pytest.raises(Misread) as refused:
        drafted(("people.csv", text))
    assert why in str(refused.value)


def test_rows_that_can_not_come_in_are_told_one_by_one() -> None:
    told = left(
        drafted(
            (
                "all.csv",
                "kind,name,circle,person\nperson,Ana,,\nperson,,,\nperson,Ana,,\nrole,Cook,Kitchen,Ana\nrole,Cook,,Ana\n"
                "dragon,Smaug,,\nmember,,Garden,\ncircle,Garden,,\nperson,Bo,,,,more\n",
            )
        )
    )
    assert [line.removeprefix("all.csv, ") for line in told] == [
        "line 6: the role “Cook” names no circle.",
        "line 7: there is no kind “dragon”. There is: person, circle, role, member, organisation.",
        "line 8: it names nobody.",
        "line 10: it has more cells than there are columns; those beyond do not come in.",
        "line 3: it has no name, and can't come in without one.",
        "line 4: “Ana” stands in all.csv, line 2 already, and comes in as it is there. Two that are called alike are told "
        "apart by an id each.",
        "line 5: there is no circle “Kitchen”, neither here nor in the file.",
    ]


def test_what_export_tables_writes_comes_in_as_it_was() -> None:
    o = csv(ONE)
    tables = tables_of(o, date(2026, 3, 2))
    files = [
        (f"{name}.csv", written(table_from(_rows(tables[name]))))
        for name in ("people", "circles", "roles", "memberships")
    ]
    assert brought_in(drafted(*files)).circles == o.circles
    assert brought_in(drafted(*files), o) == o


def _rows(table: Table) -> list[tuple[str, ...]]:
    return [table.head, *table.rows]


def test_a_cell_kept_from_being_reckoned_with_comes_in_as_it_was() -> None:
    o = csv("circle,aims\n'=Garden,'+1 bed\n'Garden',\n")
    assert [c.name for c in o.circles.values()] == ["=Garden", "'Garden'"]


def test_what_a_table_does_not_speak_of_stays() -> None:
    before = csv("name,pronouns,login,circles\nAna,she/her,ana1,\n")
    after = csv("name\nAna\nBen\n", before)
    assert after.people["ana"] == before.people["ana"]
    assert list(after.people) == ["ana", "ben"]
    assert isinstance(after, Organisation)
