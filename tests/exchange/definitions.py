"""Arbitrary organisations for tests: every one holds together, and is written in whatever signs people use."""

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from sociotui.domain.circles import Circle, ProcessRole
from sociotui.domain.organisation import About, Definition
from sociotui.domain.people import Person, Term
from sociotui.domain.text import NAME_LENGTH, clean_name, clean_text

LED: tuple[ProcessRole, ...] = ("leader", "facilitator", "secretary")
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
        roles=holders,
    )


def terms(people: Sequence[str]) -> st.SearchStrategy[Term]:
    """Return the terms that any of `people` may hold a role for."""
    return st.builds(
        Term, person=st.sampled_from(people), until=st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
    )


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
