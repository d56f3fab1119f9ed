"""A first organisation, from a few questions: for people who have no file."""

from collections.abc import Callable

from sociotui.domain.circles import Circle
from sociotui.domain.defining import check
from sociotui.domain.organisation import About, Definition
from sociotui.domain.people import Person, Term
from sociotui.domain.refusal import Refused
from sociotui.domain.text import clean_name, clean_text, free_id, slug
from sociotui.words import _

Ask = Callable[[str, str], str]
"""Asks a question, with an answer proposed (or ""), and returns what was answered."""


def ask_for_organisation(ask: Ask) -> Definition:
    """Ask for a name, a first circle, its aim and people, and return the organisation that they make."""
    about = About(name=clean_name(ask(_("What is your organisation called?"), "")))
    circle = clean_name(ask(_("What is its first circle called?"), _("General circle")))
    aim = clean_text(ask(_("What is this circle there for? One sentence"), _("Everybody can do their work well")))
    names = [clean_name(n) for n in ask(_("Who is in it? First names, as you sit, with commas"), "").split(",")]
    people = _people([n for n in names if n])
    if not people:
        raise Refused(_("A circle has members. Begin again with at least one name."))
    roles = {role: _ask_for(people, ask, question, default) for role, question, default in _questions(people)}
    definition = Definition(
        organisation=about,
        person=people,
        circle=(
            Circle(
                id=slug(circle, "circle"),
                name=circle,
                aims=(aim,),
                members=tuple(p.id for p in people),
                roles={"facilitator": roles["facilitator"], "secretary": roles["secretary"]},
            ),
        ),
    )
    check(definition)
    return definition


def _questions(people: tuple[Person, ...]) -> tuple[tuple[str, str, str], ...]:
    return (
        ("facilitator", _("Who facilitates its meetings for now?"), people[0].name),
        ("secretary", _("Who writes its minutes for now?"), people[-1].name),
    )


def _people(names: list[str]) -> tuple[Person, ...]:
    people: dict[str, Person] = {}
    for name in names:
        id_ = free_id(slug(name), people)
        people[id_] = Person(id=id_, name=name)
    return tuple(people.values())


def _ask_for(people: tuple[Person, ...], ask: Ask, question: str, default: str) -> Term:
    """Ask who holds a role until somebody is named who is there; what was answered before is not lost for it."""
    asked = question
    while True:
        try:
            return _holder(people, ask(asked, default))
        except Refused as refusal:
            asked = f"{refusal}\n{question}"


def _holder(people: tuple[Person, ...], name: str) -> Term:
    wanted = clean_name(name)
    for person in people:
        if wanted.casefold() in (person.name.casefold(), person.id):
            return Term(person=person.id)
    raise Refused(
        _("“{name}” is not one of the names you gave: {names}.", name=wanted, names=", ".join(p.name for p in people))
    )
