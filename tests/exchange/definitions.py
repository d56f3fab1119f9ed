"""Arbitrary organisations for tests: every one holds together, and is written in whatever signs people use."""

from collections.abc import Sequence
from datetime import date
from typing import get_args

from hypothesis import strategies as st

from sociotui.domain.circles import Circle, Dialect, ProcessRole
from sociotui.domain.customs import Absence, Approval, Customs, Watching
from sociotui.domain.organisation import About, Definition
from sociotui.domain.people import Person, Role, Term
from sociotui.domain.text import NAME_LENGTH, clean_name, clean_text

LED: tuple[ProcessRole, ...] = ("leader", "facilitator", "secretary")
DIALECTS: tuple[Dialect, ...] = get_args(Dialect)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
IDS = st.text("abcz09-", min_size=1, max_size=6)
_AWKWARD = ['"', '"""', "'''", "\\", "\\n", "\\u0041", "#", "[[circle]]", "{", "}", "=", ", ", "\n", "\n\n", "    "]
_SCRIPTS = ["דנה", "علي", "李雷", "นก", "Zoë", "e\u0301", "👩\u200d🌾", "🏳️\u200d🌈", "a\u200fb", "\u00a0", "\x1b[31m"]
PIECES = st.lists(st.one_of(st.sampled_from(_AWKWARD + _SCRIPTS), st.text(max_size=6)), max_size=8).map("".join)
TEXTS = PIECES.map(clean_text)
"""Longer texts as people may have entered them: cleaned, perhaps empty, perhaps of several lines."""
NAMES = PIECES.map(lambda text: clean_name(clean_name(text[:NAME_LENGTH])) or "Ana")


@st.composite
def circles(draw: st.DrawFn, id_: str, parents: Sequence[str], people: Sequence[str]) -> Circle:
    """Draw a circle below any of `parents`, of any of `people`."""
    members: list[str] = draw(st.lists(st.sampled_from(people), unique=True) if people else st.just([]))
    held: set[ProcessRole] = draw(st.sets(st.sampled_from(LED)) if members else st.just(set()))
    holders = {role: draw(terms(members)) for role in LED if role in held}
    rest = [m for m in members if "leader" not in holders or m != holders["leader"].person]
    if draw(st.booleans()) and rest:
        holders["delegate"] = draw(terms(rest))
    return Circle(
        id=id_,
        name=draw(NAMES),
        parents=tuple(draw(st.lists(st.sampled_from(parents), unique=True))) if parents else (),
        vision=draw(TEXTS),
        mission=draw(TEXTS),
        aims=tuple(draw(st.lists(TEXTS, max_size=3))),
        domain=draw(TEXTS),
        members=tuple(members),
        dialect=draw(st.sampled_from(DIALECTS)),
        until=draw(st.none() | DAYS),
        customs=draw(customs()),
        roles=holders,
        role=tuple(draw(roles(members))),
    )


def customs() -> st.SearchStrategy[Customs]:
    """Return customs of all kinds."""
    hours, months = st.integers(1, 24 * 60), st.integers(1, 120)
    return st.builds(
        Customs,
        absence=st.sampled_from(get_args(Absence)),
        window=hours,
        quorum=st.integers(0, 50),
        minutes=st.sampled_from(get_args(Approval)),
        minutes_window=hours,
        review=months,
        term=months,
        watching=st.sampled_from(get_args(Watching)),
        keep_totals=st.booleans(),
    )


def roles(members: Sequence[str]) -> st.SearchStrategy[list[Role]]:
    """Return roles besides the process roles, held by any of `members` or vacant."""
    person = st.sampled_from(["", *members])
    does = st.lists(TEXTS, max_size=2).map(tuple)
    role = st.builds(
        Role, id=IDS, name=NAMES, purpose=TEXTS, responsibilities=does, person=person, until=st.none() | DAYS
    )
    return st.lists(role, max_size=3, unique_by=lambda role: role.id)


def terms(people: Sequence[str]) -> st.SearchStrategy[Term]:
    """Return the terms that any of `people` may hold a role for."""
    return st.builds(Term, person=st.sampled_from(people), until=st.none() | DAYS)


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    """Draw an organisation of up to five people and five circles."""
    people = draw(st.lists(IDS, unique=True, max_size=5))
    ids = draw(st.lists(IDS, unique=True, max_size=5))
    return Definition(
        organisation=About(name=draw(NAMES), vision=draw(TEXTS), mission=draw(TEXTS)),
        person=tuple(
            Person(id=p, name=draw(NAMES), pronouns=draw(NAMES | st.just("")), login=draw(NAMES | st.just("")))
            for p in people
        ),
        circle=tuple(draw(circles(id_, ids[:n], people)) for n, id_ in enumerate(ids)),
    )
