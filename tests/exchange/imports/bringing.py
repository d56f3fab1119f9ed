"""What tests of imports share: files as bytes, what they come to, and an organisation into which they come."""

import json
from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook

from sociotui.domain.circles import Circle
from sociotui.domain.customs import Customs
from sociotui.domain.defining import check
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.governing import decide_organisation
from sociotui.domain.organisation import About, Organisation
from sociotui.domain.organisation_commands import Define
from sociotui.domain.people import Person, Role, Term
from sociotui.exchange.imports.bytes_in import Given
from sociotui.exchange.imports.draft import Draft
from sociotui.exchange.imports.joining import Joined, join
from sociotui.exchange.imports.packing import pack, unpack
from sociotui.exchange.imports.reading import read_given

NAME = "Green Acres"
THERE = Organisation(
    about=About(name="Green Acres", mission="Land for all"),
    people={"ana": Person(id="ana", name="Ana", login="ana1"), "bee": Person(id="bee", name="Ben")},
    circles={
        "garden": Circle(
            id="garden",
            name="Garden",
            vision="Green",
            members=("bee", "ana"),
            customs=Customs(quorum=2),
            dialect="s3",
            roles={"leader": Term(person="ana")},
            role=(Role(id="cook", name="Cook", purpose="Soup", person="bee"),),
        )
    },
)
"""An organisation into which things come."""


def given(name: str, content: str | bytes | object) -> Given:
    """Return a file of a name; what is neither text nor bytes is written as JSON."""
    if isinstance(content, str):
        content = content.encode()
    return Given(name, content if isinstance(content, bytes) else json.dumps(content).encode())


def workbook(sheets: Mapping[str, Sequence[object]]) -> bytes:
    """Return a workbook with these sheets, each with its rows, the names of its columns as the first."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            assert isinstance(row, list)
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def drafted(*files: tuple[str, str | bytes | object]) -> Draft:
    """Return the draft that files come to, once it has been packed and unpacked."""
    return unpack(pack(read_given([given(name, content) for name, content in files])))


def joined(draft: Draft, organisation: Organisation | None = None, name: str = NAME) -> Joined:
    """Return what a draft comes to, which fits."""
    organisation = organisation or Organisation()
    found = join(draft, organisation, "" if organisation.about else name)
    check(found.definition, organisation)
    return found


def brought_in(draft: Draft, organisation: Organisation | None = None, name: str = NAME) -> Organisation:
    """Return the organisation once a draft has come in; a second time it would change nothing."""
    after = _defined(organisation or Organisation(), joined(draft, organisation, name))
    again = join(draft, after)
    assert decide_organisation(after, Define(definition=again.definition), "", 2) == ()
    return after


def _defined(organisation: Organisation, found: Joined) -> Organisation:
    for event in decide_organisation(organisation, Define(definition=found.definition), "", 1):
        organisation = evolve_organisation(organisation, event)
    return organisation


def csv(text: str, organisation: Organisation | None = None) -> Organisation:
    """Return an organisation into which a table in CSV has come."""
    return brought_in(drafted(("table.csv", text)), organisation)


def left(draft: Draft, organisation: Organisation | None = None) -> list[str]:
    """Return what of a draft can't come in, in sentences."""
    return [str(one) for one in joined(draft, organisation).left]


def held(circle: Circle) -> dict[str, str]:
    """Return who holds each role of a circle, by id."""
    return {role: term.person for role, term in circle.terms().items()}
