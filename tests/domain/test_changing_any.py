"""Changing, anything: whatever is accepted fits together, does what its preview said, and is taken back to what was."""

from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from sociotui.domain import changes as c
from sociotui.domain import organisation_events as e
from sociotui.domain.circles import Circle, check_links
from sociotui.domain.defining import check
from sociotui.domain.organisation import Definition, Organisation
from sociotui.domain.people import Term
from sociotui.domain.refusal import Refused
from tests.domain.reshaping import NAMES, TODAY, UNTIL, Ledger, ledger

circles = st.sampled_from(["general", "garden", "garden", "care", "care", "new"])
people = st.sampled_from([*NAMES, *NAMES, "fay"])
roles = st.sampled_from(["leader", "facilitator", "secretary", "delegate", "seeds", "shed", "seeds", "shed", "own"])
words = st.sampled_from(["", "Beds", "Soil\nand seeds", "ünïcode 🌱"])
maybe = st.none() | words.filter(bool)
rarely = st.sampled_from([False, False, True])
days = st.sampled_from([None, TODAY, UNTIL])
some = st.lists(people, max_size=4).map(tuple)


def some_circles(most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(circles, max_size=most).map(tuple)


formed = st.builds(
    Circle,
    id=st.sampled_from(["", "new", "garden"]),
    name=st.sampled_from(["New", ""]),
    parents=some_circles(2),
    members=some,
    roles=st.dictionaries(st.sampled_from(["leader", "delegate"]), st.builds(Term, person=people), max_size=2),
)
edits: st.SearchStrategy[Any] = st.one_of(
    st.builds(c.Describe, name=maybe, vision=st.none() | words, mission=maybe),
    st.builds(c.SetPerson, person=people, new=rarely, name=maybe, pronouns=st.none() | words, login=maybe),
    st.builds(c.FormCircle, circle=formed),
    st.builds(
        c.SetCircle,
        circle=circles,
        name=maybe,
        aims=st.none() | st.lists(words, max_size=2).map(tuple),
        domain=maybe,
        parents=st.none() | some_circles(2),
        until=days,
        lasting=st.booleans(),
    ),
    st.builds(c.EndCircle, circle=circles),
    st.builds(c.Join, circle=circles, person=people, name=words),
    st.builds(c.Leave, circle=circles, person=people),
    st.builds(c.Seat, circle=circles, members=some),
    st.builds(
        c.SetRole,
        circle=circles,
        role=roles,
        new=rarely,
        name=maybe,
        purpose=maybe,
        responsibilities=st.none() | st.lists(words, max_size=2).map(tuple),
    ),
    st.builds(c.GiveRole, circle=circles, role=roles, person=people, until=days),
    st.builds(c.VacateRole, circle=circles, role=roles),
    st.builds(c.EndRole, circle=circles, role=roles),
)
commands = st.lists(edits, min_size=1, max_size=2)
many = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


def tried(book: Ledger, wanted: list[c.AnyEdit]) -> c.Step | None:
    before = book.organisation
    try:
        said = book.preview(*wanted).changes
        step = book.change(*wanted)
    except Refused:
        assert book.organisation is before
        return None
    assert said
    assert tuple(book.told()) == said
    assert isinstance(step.events[0], e.StructureChanged)
    return step


def fits(o: Organisation) -> None:
    assert o.about
    check(Definition(organisation=o.about, person=tuple(o.people.values()), circle=tuple(o.circles.values())))
    for circle in o.circles.values():
        check_links(circle, o.circles, {p.id: p.name for p in o.people.values()})
        assert not circle.ended or not (circle.members or circle.terms())
        assert circle.ended or not any(o.circles[p].ended for p in circle.parents)


@many
@given(st.lists(commands, max_size=4), commands)
def test_a_change_fits_does_what_it_said_and_its_undo_gives_what_was_before(
    earlier: list[list[c.AnyEdit]], wanted: list[c.AnyEdit]
) -> None:
    book = ledger()
    for each in earlier:
        tried(book, each)
        fits(book.organisation)
    before = book.organisation
    step = tried(book, wanted)
    if step is None:
        return
    after = book.organisation
    fits(after)
    back = book.undo(step.number)
    assert book.organisation == before
    assert list(book.organisation.circles) == list(before.circles)
    again = book.undo(back.number)
    assert book.organisation == after
    book.undo(again.number)
    assert book.organisation == before


@many
@given(st.lists(commands, min_size=2, max_size=6), st.data())
def test_an_undo_of_any_change_is_refused_or_leaves_what_fits_with_only_that_change_gone(
    wanted: list[list[c.AnyEdit]], data: st.DataObject
) -> None:
    book = ledger()
    made = [step for each in wanted if (step := tried(book, each))]
    if not made:
        return
    chosen = data.draw(st.sampled_from(made))
    before = book.organisation
    try:
        step = book.undo(chosen.number)
    except Refused as refusal:
        assert str(chosen.number) in str(refusal)
        assert book.organisation is before
        return
    fits(book.organisation)
    assert book.history()[-1].undoes == chosen.number
    assert next(entry for entry in book.history() if entry.number == chosen.number).undone == step.number
    book.undo(step.number)
    assert book.organisation.people == before.people
    assert book.organisation.circles == before.circles
    assert book.organisation.about == before.about


@many
@given(st.lists(commands, max_size=5))
def test_changes_are_taken_back_one_after_the_other_to_the_beginning(wanted: list[list[c.AnyEdit]]) -> None:
    book = ledger()
    stood = [(step.number, before) for each in wanted for before in [book.organisation] if (step := tried(book, each))]
    for number, before in reversed(stood):
        book.undo(number)
        assert book.organisation == before
