"""The forms: what is left as it is changes nothing; whatever is typed comes to edits that are done, or to a sentence."""

from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from sociotui.domain import changes as c
from sociotui.domain.changing import change
from sociotui.domain.circles import Circle
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Person, Role, Term
from sociotui.domain.refusal import Refused
from sociotui.domain.text import cleaned
from sociotui.tui.map.asking import asked_by
from sociotui.tui.map.forms import Asked, around, circles_of, named
from sociotui.tui.map.offers import Offer, somebody, to_add, to_change, to_end, why_not
from tests.tui.map.growing import TODAY, grown, page_of, seen, tree

GENERAL = Circle(id="general", name="General", members=("ana", "ben"), roles={"secretary": Term(person="ana")})
GARDEN = Circle(
    id="garden",
    name="Garden",
    parents=("general",),
    aims=("Food", "Soil"),
    members=("ben", "ana", "chidi"),
    roles={"leader": Term(person="ana", until=TODAY)},
    role=(Role(id="seeds", name="Seed keeper", responsibilities=("Keep", "Dry"), person="chidi"),),
)
BEES = Circle(id="bees", name="Bees", parents=("garden",), until=TODAY)
CARE = Circle(id="care", name="Care", parents=("general",))
SMALL = grown(GENERAL, GARDEN, BEES, CARE, people=(Person(id="dara", name="Dara"), Person(id="ben-2", name="Ben")))
LARGE = tree(40)


def offers(o: Organisation) -> list[Offer]:
    """Return all that can be changed or added anywhere."""
    found = [somebody()]
    for circle in o.circles:
        for row in ("", *(id_ for id_, _text in page_of(o, circle) if id_)):
            found += [*to_change(o, circle, row), *to_add(o, circle, row)]
    return found


def asked(o: Organisation, offer: Offer, *, own: bool = False) -> Asked | None:
    """Return the form of an offer."""
    return None if offer.kind == "seats" else asked_by(seen(o), offer, own=own)


def as_it_is(found: Asked) -> dict[str, str]:
    """Return the answers of somebody who only looks: what is asked by what is chosen before, as a form hands it in."""
    answers: dict[str, str] = {}
    for field in found.form.fields:
        counts = field.when is None or answers[field.when[0]] in field.when[1]
        first = field.options[0][0] if field.options and not field.several else ""
        answers[field.name] = (field.value or first) if counts else ""
    return answers


def done(o: Organisation, edits: tuple[c.AnyEdit, ...]) -> Organisation:
    """Return the organisation after edits; raises `Refused`."""
    command = cleaned(c.ChangeStructure(edits=edits, why="x", today=TODAY))
    for event in change(o, command, "ana", 1, evolve_organisation):
        o = evolve_organisation(o, event)
    return o


@pytest.mark.parametrize("o", [SMALL, LARGE], ids=["few", "many"])
@pytest.mark.parametrize("own", [False, True])
def test_what_is_left_as_it_is_changes_nothing(o: Organisation, own: bool) -> None:
    looked_at = [(offer, found) for offer in offers(o) if offer.kind in KINDS and (found := asked(o, offer, own=own))]
    assert {offer.kind for offer, _found in looked_at} == KINDS
    for offer, found in looked_at:
        assert found.edits(as_it_is(found)) == (), offer


KINDS = {"circle", "organisation", "person", "role"}

NAMES = ("", " ", "Bees", "Garden", "garden", "ben", "Ben", "Dara", "c0", "Circle 3", "General\nCare", "general,care")
DAYS = ("2026-03-02", "2027-01-01", "2020-01-01", "soon")
ODD = ("x" * 200, "🌱", "دائرة", "養蜂", "a\x1b[31mb", "Ana\nBen", "\u202ex")
words = st.sampled_from((*NAMES, *DAYS, *ODD))


def answers(data: Any, found: Asked) -> dict[str, str]:
    """Draw answers such as a form hands in."""
    drawn: dict[str, str] = {}
    for field in found.form.fields:
        options = [value for value, _label in field.options]
        if field.when is not None and drawn[field.when[0]] not in field.when[1]:
            drawn[field.name] = ""
        elif field.several:
            drawn[field.name] = ",".join(sorted(data.draw(st.sets(st.sampled_from(options))), key=options.index))
        elif options:
            drawn[field.name] = data.draw(st.sampled_from(options))
        else:
            drawn[field.name] = data.draw(words | st.just(field.value))
    return drawn


@pytest.mark.parametrize("o", [SMALL, LARGE], ids=["few", "many"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_typed_is_done_or_refused_in_a_sentence(o: Organisation, data: Any) -> None:
    all_offers = offers(o) if o is SMALL else [*to_change(o, "c1"), *to_add(o, "c1"), somebody()]
    found = asked(o, data.draw(st.sampled_from(all_offers)), own=data.draw(st.booleans()))
    if found is None:
        return
    typed = answers(data, found)
    try:
        edits = found.edits(typed)
        found.noted(typed)
        after = done(o, edits) if edits else o
    except Refused as refusal:
        assert str(refusal).strip().endswith((".", "?", "…"))
        return
    assert (after != o) == bool(edits)


@pytest.mark.parametrize("key", ["alter", "add-here", "end-here"])
def test_each_row_of_a_page_offers_something_or_says_why_not(key: str) -> None:
    offered = {"alter": to_change, "add-here": to_add, "end-here": to_end}[key]
    for circle in SMALL.circles:
        for row in ("", *(id_ for id_, _text in page_of(SMALL, circle) if id_)):
            found = offered(SMALL, circle, row)
            assert len({each.id for each in found}) == len(found)
            assert found or why_not(SMALL, circle, row, key).endswith(".")


def test_what_ends_is_done_as_it_was_offered() -> None:
    ends = [each for circle in SMALL.circles for row in ROWS for each in to_end(SMALL, circle, row)]
    assert {each.kind for each in ends} == {"end", "leave", "vacate", "end-role"}
    for each in ends:
        try:
            assert done(SMALL, (each.edit,)) != SMALL
        except Refused as refusal:
            assert "Give each another parent, or end it, first." in str(refusal)


ROWS = ("", "role:leader", "role:seeds", "person:ana", "person:dara", "person:chidi")


def test_circles_are_named_by_name_or_id_and_several_of_a_name_are_told_apart() -> None:
    two = grown(GENERAL, GARDEN, Circle(id="garden-2", name="garden", parents=("general",)))
    assert circles_of(two, "garden,general") == ("garden", "general")
    assert circles_of(two, "GENERAL\n garden-2 \n\n") == ("general", "garden-2")
    assert circles_of(two, "") == ()
    with pytest.raises(Refused, match="Several are called “Garden”: write one of these instead: garden-1, garden-2"):
        named("Garden", {"garden-1": "Garden", "garden-2": "garden"}, "circle")
    with pytest.raises(Refused, match="There is no circle “Gardn”"):
        circles_of(two, "Gardn")


def test_around_a_circle_lies_nothing_that_lies_within_it() -> None:
    assert around(SMALL, "garden") == {"general": "General", "care": "Care"}
    assert around(SMALL, "general") == {}
    assert len(around(SMALL)) == 4
