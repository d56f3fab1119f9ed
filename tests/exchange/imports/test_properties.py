"""Whatever bytes a file holds: it is refused in a sentence, or what comes of it fits, and a second time changes nothing."""

import json
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sociotui.domain.circles import Circle
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.governing import decide_organisation
from sociotui.domain.organisation import Definition, Organisation
from sociotui.domain.organisation_commands import Define
from sociotui.domain.refusal import Refused
from sociotui.exchange.imports.account import altering, lines_of
from sociotui.exchange.imports.bytes_in import Given
from sociotui.exchange.imports.columns import COLUMNS, KINDS
from sociotui.exchange.imports.draft import Draft, FoundCircle, FoundMembership, FoundPerson, FoundRole, Holding
from sociotui.exchange.imports.joining import join
from sociotui.exchange.imports.packing import pack, unpack
from sociotui.exchange.imports.reading import read_given
from sociotui.exchange.toml_file import Misread
from tests.exchange.definitions import definitions
from tests.exchange.imports.bringing import workbook
from tests.exchange.imports.test_csv import ONE
from tests.exchange.imports.test_glassfrog import ASSIGNMENTS, CIRCLES, PEOPLE, ROLES
from tests.exchange.imports.test_holaspirit import SHEETS
from tests.exchange.imports.test_peerdom import CIRCLES as PEERDOMS
from tests.exchange.imports.test_peerdom import HOLDERS, PEERS
from tests.exchange.imports.test_peerdom import ROLES as PEERDOMS_ROLES
from tests.exchange.imports.test_rolebase import EXPORT
from tests.exchange.test_kubernetes import SMALL

pytestmark = pytest.mark.slow  # many thousand files

WHOLE: dict[str, Any] = {
    "rolebase": EXPORT,
    "glassfrog": {**PEOPLE, **CIRCLES, **ROLES, **ASSIGNMENTS},
    "peerdom": {"peers": PEERS, "circles": PEERDOMS, "roles": PEERDOMS_ROLES, "holders": HOLDERS},
    "sigs": yaml.safe_load(SMALL),
}
FILES = [
    ONE.encode(),
    SMALL.encode(),
    workbook(SHEETS),
    *(json.dumps(whole).encode() for kind, whole in WHOLE.items() if kind != "sigs"),
]
WORDS = st.sampled_from(
    ["Ana", "ana", "A", "a", "Garden", "garden", "leader", "Lead Link", "1", "2027-03-01", "", "李雷"]
)
TEXTS = WORDS | st.text(max_size=6)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=4,
)


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """Draw a good file of which a piece is missing, doubled or another one."""
    data = draw(st.sampled_from(FILES))
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + draw(st.sampled_from([1, 4, 40, 4000])))))
    return data[:start] + draw(st.binary(max_size=8) | st.just(data[start:end] * 2)) + data[end:]


@st.composite
def altered(draw: st.DrawFn) -> tuple[str, Any]:
    """Draw what a good file says, with other values in some places, kept as they are for each field of it."""
    kind = draw(st.sampled_from(sorted(WHOLE)))
    odd = draw(st.dictionaries(st.sampled_from(sorted(_fields(WHOLE[kind]))), VALUES | TEXTS, max_size=4))
    times = draw(st.dictionaries(st.sampled_from(sorted(odd) or [""]), st.integers(0, 3)))
    return kind, _with(WHOLE[kind], odd, dict(times))


def _fields(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {*value}.union(*map(_fields, value.values()))
    return set().union(*map(_fields, value)) if isinstance(value, list) else set()


def _with(value: Any, odd: dict[str, Any], times: dict[str, int]) -> Any:
    if isinstance(value, dict):
        return {k: _odd(k, v, odd, times) for k, v in value.items()}
    return [_with(v, odd, times) for v in value] if isinstance(value, list) else value


def _odd(field: str, value: Any, odd: dict[str, Any], times: dict[str, int]) -> Any:
    if field in odd and times.get(field, 0) == 0:
        return odd[field]
    times[field] = times.get(field, 0) - 1
    return _with(value, odd, times)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Draw a table with some of the columns that are known, of whose cells many refer to each other."""
    columns = draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=8, unique=True))
    cells = WORDS | st.lists(WORDS, max_size=3).map(";".join) | st.text(max_size=6) | st.sampled_from(sorted(KINDS))
    rows = draw(st.lists(st.lists(cells, min_size=len(columns), max_size=len(columns)), max_size=8))
    quoted = (['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows)
    return "\n".join([",".join(columns), *(",".join(row) for row in quoted)])


def read(data: bytes) -> Draft | None:
    """Return what a file comes to; None where it is refused, in a sentence that names it."""
    try:
        return unpack(pack(read_given([Given("file", data)])))
    except Misread as refused:
        assert str(refused).startswith("file")
        assert str(refused).endswith((".", "?"))
        return None


def comes_in(draft: Draft, organisation: Organisation) -> None:
    """Look whether a draft, if it isn't refused whole, comes in and then changes nothing any more."""
    try:
        joined = join(draft, organisation, "" if organisation.about else "Green Acres")
    except Refused as refused:
        assert "nobody and no circle" in str(refused)
        return
    lines = lines_of(joined, draft, organisation, whole=True)
    assert {f"  {one}" for one in joined.left} <= {*lines}
    events = decide_organisation(organisation, Define(definition=joined.definition), "", 1)
    assert len(events) == altering(joined.definition, organisation)
    assert ("  Nothing of it is new." in "\n".join(lines)) == (not events)
    for event in events:
        organisation = evolve_organisation(organisation, event)
    again = join(draft, organisation)
    assert decide_organisation(organisation, Define(definition=again.definition), "", 2) == ()
    assert "  Nothing of it is new." in "\n".join(lines_of(again, draft, organisation))


def organisation_of(definition: Definition) -> Organisation:
    """Return the organisation that a definition founds."""
    organisation = Organisation()
    for event in decide_organisation(organisation, Define(definition=definition), "", 0):
        organisation = evolve_organisation(organisation, event)
    return organisation


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode) | broken())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    draft = read(data)
    if draft is not None:
        comes_in(draft, Organisation())


@settings(max_examples=50)
@given(altered(), definitions())
def test_any_values_in_what_programs_write_are_told_and_the_rest_comes_in(
    said: tuple[str, Any], here: Definition
) -> None:
    kind, whole = said
    text = yaml.safe_dump(whole) if kind == "sigs" else json.dumps(whole)
    for organisation in (Organisation(), organisation_of(here)):
        if (draft := read(text.encode("utf-8", "replace"))) is not None:
            comes_in(draft, organisation)


@settings(max_examples=50)
@given(tables(), definitions())
def test_any_table_comes_in_as_far_as_it_fits(text: str, here: Definition) -> None:
    for organisation in (Organisation(), organisation_of(here)):
        if (draft := read(text.encode("utf-8", "replace"))) is not None:
            comes_in(draft, organisation)


KEYS = st.sampled_from(["a", "b", "c", "d", "Ana", "1"])
REFS = st.lists(KEYS, max_size=4).map(tuple)
DAYS = st.none() | st.dates()
PEOPLE_FOUND = st.builds(FoundPerson, key=KEYS, name=TEXTS, place=KEYS, id=KEYS | st.just(""))
CIRCLES_FOUND = st.builds(
    FoundCircle,
    key=KEYS,
    name=TEXTS,
    place=KEYS,
    parents=st.none() | REFS,
    aims=st.none() | REFS,
    domain=st.none() | TEXTS,
    until=DAYS,
    members=REFS,
)
ROLES_FOUND = st.builds(
    FoundRole,
    circle=KEYS,
    name=st.sampled_from(["leader", "Rep link", "facilitator", "Cook"]) | TEXTS,
    place=KEYS,
    purpose=st.none() | TEXTS,
    held=st.lists(st.builds(Holding, KEYS, DAYS), max_size=3).map(tuple),
)
DRAFTS = st.builds(
    Draft,
    form=st.just("draft"),
    people=st.lists(PEOPLE_FOUND, max_size=5).map(tuple),
    circles=st.lists(CIRCLES_FOUND, max_size=6).map(tuple),
    memberships=st.lists(st.builds(FoundMembership, KEYS, KEYS, KEYS), max_size=3).map(tuple),
    roles=st.lists(ROLES_FOUND, max_size=6).map(tuple),
)


@settings(max_examples=50)
@given(DRAFTS, DRAFTS, definitions())
def test_any_draft_comes_in_as_far_as_it_fits(draft: Draft, other: Draft, here: Definition) -> None:
    comes_in(draft, Organisation())
    comes_in(draft, organisation_of(here))
    try:
        first = join(other, Organisation(), "Green Acres").definition
    except Refused:
        return
    comes_in(draft, organisation_of(first))


CELLS = st.none() | st.booleans() | st.integers(-9, 9) | st.dates() | WORDS


@settings(max_examples=40)
@given(st.data())
def test_any_cells_of_a_workbook_come_in_as_far_as_they_fit(data: st.DataObject) -> None:
    sheets = {
        name: [rows[0], *data.draw(st.lists(st.lists(CELLS, max_size=len(rows[0])), max_size=6))]
        for name, rows in SHEETS.items()
    }
    draft = read(workbook(sheets))
    assert draft is not None
    comes_in(draft, Organisation())


@pytest.mark.parametrize("data", FILES, ids=range(len(FILES)))
def test_the_good_files_are_good(data: bytes) -> None:
    draft = read(data)
    assert draft is not None
    comes_in(draft, Organisation())


@settings(max_examples=60)
@given(DRAFTS, st.data())
def test_what_was_renamed_or_ended_here_is_known_again(draft: Draft, data: st.DataObject) -> None:
    try:
        definition = join(draft, Organisation(), "Green Acres").definition
    except Refused:
        return
    here = organisation_of(definition)
    people = {id_: replace(p, name=_other(data, p.name, n)) for n, (id_, p) in enumerate(here.people.items())}
    circles = {id_: replace(c, name=_other(data, c.name, n)) for n, (id_, c) in enumerate(here.circles.items())}
    ended = data.draw(st.sampled_from(["", *circles]))
    if ended and not any(ended in c.parents for c in circles.values()):
        circles[ended] = Circle(id=ended, name=circles[ended].name, ended=date(2026, 11, 23))
    here = replace(here, people=people, circles=circles)
    again = join(draft, here)
    assert {p.id for p in again.definition.person} <= {*people}
    assert {c.id for c in again.definition.circle} <= {*circles} - {ended if circles.get(ended, NONE).ended else ""}
    comes_in(draft, here)


NONE = Circle(id="", name="")


def _other(data: st.DataObject, name: str, number: int) -> str:
    return f"Otherwise {number}" if data.draw(st.booleans()) else name
