"""Holaspirit's workbook: roles in circles by name, assignments by e-mail address; and workbooks that are none."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest

from sociotui.domain.people import Role, Term
from sociotui.exchange.imports import xlsx
from sociotui.exchange.toml_file import Misread
from tests.exchange.imports.bringing import brought_in, drafted, left, workbook

SHEETS: dict[str, list[list[object]]] = {
    "Members": [
        ["Last name", "First name", "Email", "Privilege"],
        ["Silva", "Ana", "ana@example.org", "owner"],
        ["Ode", "Ben", "Ben@example.org", "member"],
    ],
    "Assignations": [
        ["Last name", "First name", "Email", "Circle ID", "Circle", "Role ID", "Role", "Until"],
        ["Silva", "Ana", "ana@example.org", "k1", "Green Acres", "", "Garden", None],
        ["Ode", "Ben", "ben@example.org", "k1", "Green Acres", "", "Garden (Leader de Cercle)", None],
        ["Ode", "Ben", "ben@example.org", "k2", "Garden", "q3", "Seed keeper", datetime(2027, 3, 1)],
        ["", "", "", "k2", "Garden", "q3", "Seed keeper", None],
        ["New", "Zoe", "", "k2", "Garden", "", "", None],
    ],
    "Circles & Roles": [
        ["Circle ID", "Circle", "Role ID", "Role", "IsCircle", "Purpose", "Domains", "Accountabilities"],
        [None, None, "q0", "Green Acres", True, "Land for all", None, None],
        ["k1", "Green Acres", "q1", "Garden", True, None, "Beds", "- Feed us\n- Teach"],
        ["k2", "Garden", "q3", "Seed keeper", False, "Seeds", None, "Dry them"],
        ["k2", "Garden", "q4", "Garden", True, None, None, None],
    ],
    "Policies": [["Circle ID", "Policy"], ["k1", "No dogs"]],
}


def test_the_workbook_becomes_an_organisation() -> None:
    o = brought_in(drafted(("export.xlsx", workbook(SHEETS))), name="")
    assert o.about and o.about.name == "Green Acres"
    assert {p.id: p.name for p in o.people.values()} == {
        "ana-silva": "Ana Silva",
        "ben-ode": "Ben Ode",
        "zoe-new": "Zoe New",
    }
    top, garden = o.circles.values()
    assert (top.mission, garden.parents, garden.domain) == ("Land for all", ("green-acres",), "Beds")
    assert garden.aims == ("Feed us", "Teach")
    assert garden.members == ("ana-silva", "zoe-new", "ben-ode")
    assert garden.roles == {"leader": Term(person="ben-ode")}
    assert garden.role == (
        Role(
            id="seed-keeper",
            name="Seed keeper",
            purpose="Seeds",
            responsibilities=("Dry them",),
            person="ben-ode",
            until=date(2027, 3, 1),
        ),
    )


def test_texts_that_are_html_become_plain_lines() -> None:
    rows = [
        ["Circle ID", "Circle", "Role ID", "Role", "IsCircle", "Purpose", "Domains", "Accountabilities"],
        [None, None, "q0", "Land &amp; Sea", True, "<p>Land for <b>all</b></p><p>and us</p>", None, None],
        ["k1", "Land &amp; Sea", "q1", "Facilitateur", False, "a < b", None, None],
        ["k1", "Land &amp; Sea", "q2", "Cook", False, None, None, "<ul><li>Soup<br/>daily</li><li>Bread</li></ul>"],
    ]
    (top,) = brought_in(drafted(("e.xlsx", workbook({**SHEETS, "Circles & Roles": rows})))).circles.values()
    assert (top.id, top.name, top.mission) == ("land-sea", "Land & Sea", "Land for all\nand us")
    assert [(r.name, r.responsibilities) for r in top.role] == [("Cook", ("Soup", "daily", "Bread"))]


def test_who_is_suspended_stays_there() -> None:
    members = [
        ["Last name", "First name", "Email", "Suspended"],
        ["Silva", "Ana", "ana@example.org", False],
        ["Ode", "Ben", "Ben@example.org", True],
    ]
    draft = drafted(("e.xlsx", workbook({**SHEETS, "Members": members})))
    o = brought_in(draft)
    assert [p.name for p in o.people.values()] == ["Ana Silva", "Zoe New"]
    assert o.circles["garden"].terms() == {}
    assert len(left(draft)) == 2


def test_what_can_not_come_in_is_told_with_sheet_and_row() -> None:
    duplicate, nobody = left(drafted(("export.xlsx", workbook(SHEETS))))
    assert duplicate.startswith(
        "export.xlsx, sheet “Circles & Roles”, row 5: a circle “Garden” stands in export.xlsx, sheet"
    )
    assert nobody == "export.xlsx, sheet “Assignations”, row 5: it names nobody: neither “Email” nor a name is given."


def test_another_workbook_is_refused_with_its_sheets() -> None:
    with pytest.raises(Misread, match="neither Holaspirit’s export nor Rolebase’s; its sheets are Sums, Notes"):
        drafted(("sums.xlsx", workbook({"Sums": [["a"]], "Notes": []})))


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("people.csv", "name\nAna\n")
    with pytest.raises(Misread, match="an archive, and no Excel workbook"):
        drafted(("people.xlsx", stream.getvalue()))


@pytest.mark.parametrize("keep", [30, 0.2, 0.5, 0.9])
def test_a_workbook_that_was_cut_off_is_refused(keep: float) -> None:
    whole = workbook(SHEETS)
    with pytest.raises(Misread, match="can't be read as an Excel workbook"):
        drafted(("export.xlsx", whole[: int(keep * len(whole)) if keep < 1 else int(keep)]))


def test_a_bomb_is_not_unpacked() -> None:
    stream = BytesIO(workbook(SHEETS))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/media/big.bin", "w") as part:
        for _chunk in range((xlsx.MOST_UNPACKED >> 20) + 1):
            part.write(bytes(1 << 20))
    assert len(stream.getvalue()) < 1 << 20
    with pytest.raises(Misread, match="unpacked, there is more in this than in any"):
        drafted(("export.xlsx", stream.getvalue()))


def test_rows_are_counted_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    with pytest.raises(Misread, match="a sheet has more than 3 rows"):
        drafted(("export.xlsx", workbook(SHEETS)))


def altered(part: str, *changes: tuple[bytes, bytes]) -> bytes:
    """Return the workbook with something else in one of its parts."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook(SHEETS))) as whole, zipfile.ZipFile(stream, "w") as packed:
        assert part in whole.namelist()
        for name in whole.namelist():
            data = whole.read(name)
            for before, after in changes if name == part else ():
                assert before in data, data[:900]
                data = data.replace(before, after, 1)
            packed.writestr(name, data)
    return stream.getvalue()


def test_a_row_far_below_is_read_and_one_that_no_sheet_has_is_refused() -> None:
    below = altered("xl/worksheets/sheet1.xml", (b'<row r="3">', b'<row r="900000">'))
    assert len(drafted(("export.xlsx", below)).people) == 3
    with pytest.raises(Misread, match="a sheet has more than"):
        drafted(("export.xlsx", altered("xl/worksheets/sheet1.xml", (b'<row r="3">', b'<row r="99999999999">'))))


def test_entities_that_multiply_are_refused() -> None:
    """What is short in the file and would be gigabytes of text: expat refuses to follow it."""
    laughs = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    head = b'<!DOCTYPE worksheet [<!ENTITY a0 "ha">' + laughs + b"]><worksheet "
    bomb = altered("xl/worksheets/sheet1.xml", (b"<worksheet ", head), (b">Ana<", b">&a9;<"))
    with pytest.raises(Misread, match="can't be read as an Excel workbook"):
        drafted(("export.xlsx", bomb))
