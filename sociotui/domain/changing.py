"""Changing: an organisation's structure is changed outside of meetings, by the events that a meeting's outcome makes.

What it rests on is named: a decision on record, or why somebody records it. All edits of a command are done, or none;
in between they need not fit together, at the end all circles have to (MVOS: double links, terms, roles held by members).
"""

from collections.abc import Callable, Iterator

from sociotui.domain import changes as c
from sociotui.domain import organisation_events as e
from sociotui.domain.defining import check
from sociotui.domain.editing import edited
from sociotui.domain.event import Event
from sociotui.domain.organisation import Definition, Organisation
from sociotui.domain.refusal import Refused
from sociotui.domain.resting_on import check_authority, recorder
from sociotui.words import _

Evolve = Callable[[Organisation, Event], Organisation]
"""Returns the organisation after an event."""


def change(o: Organisation, command: c.ChangeStructure, actor: str, at: int, evolve: Evolve) -> Iterator[Event]:
    """Yield what a change makes, the head with what it rests on first. Raises `Refused` where it is not to be done."""
    check_authority(o, command.decision, command.why)
    made: list[Event] = []
    after = o
    concerned: dict[str, None] = {}
    for edit in command.edits:
        concerned |= dict.fromkeys(touched(after, edit))
        for event in edited(after, edit, command, at):
            made.append(event)
            after = evolve(after, event)
    if all(getattr(o, part) == getattr(after, part) for part in ("about", "people", "circles")):
        raise Refused(_("It is like this already: nothing would change."))
    check_change(o, after)
    role = recorder(o, actor, concerned, command.today)
    yield e.StructureChanged(at=at, decision=command.decision, why=command.why, role=role)
    yield from made


def touched(o: Organisation, edit: c.AnyEdit) -> tuple[str, ...]:
    """Return the circles that an edit is about, those above it too where links change; () where it is about none yet."""
    match edit:
        case c.Describe():
            return tuple(circle.id for circle in o.circles.values() if not circle.parents and not circle.ended)
        case c.SetPerson():
            return tuple(circle.id for circle in o.circles.values() if edit.person in circle.members)
        case c.FormCircle():
            return edit.circle.parents
        case c.SetCircle(parents=parents) if parents is not None:
            before = o.circles[edit.circle].parents if edit.circle in o.circles else ()  # where it is founded with this
            return tuple(dict.fromkeys((edit.circle, *sorted(set(before) ^ set(parents)))))
        case _:
            return (edit.circle,)


def check_change(before: Organisation, after: Organisation) -> None:
    """Refuse what a change would come to, where its parts do not fit together, or not with the rest."""
    if after.about is None:
        raise Refused(_("There is no organisation here yet. Begin one first."))
    people = tuple(p for p in after.people.values() if before.people.get(p.id) != p)
    circles = tuple(circle for circle in after.circles.values() if before.circles.get(circle.id) != circle)
    check(Definition(organisation=after.about, person=people, circle=circles), after, before.circles)
    for circle in after.circles.values():  # those that did not change, of others that are gone
        lost = [p for p in circle.parents if p not in after.circles or after.circles[p].ended]
        if lost and not circle.ended and before.circles.get(circle.id) == circle:
            raise Refused(
                _("{circle} lies within what would be gone. Give it another parent first.", circle=circle.name)
            )
