"""Editing: what each edit of an organisation's structure makes: the events of a meeting's outcome, where there are such."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from msgspec.structs import replace

from sociotui.domain import changes as c
from sociotui.domain import organisation_events as e
from sociotui.domain.circles import PROCESS_ROLES, Circle
from sociotui.domain.event import Event
from sociotui.domain.founding import circle_id
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Person, Role, Term
from sociotui.domain.proposing import in_months
from sociotui.domain.records import Selection
from sociotui.domain.refusal import Refused, brief, unknown
from sociotui.domain.text import free_id, slug
from sociotui.words import _


def edited(o: Organisation, edit: c.AnyEdit, command: c.ChangeStructure, at: int) -> Iterator[Event]:
    """Yield the events that one edit of a command makes, none where it is so already. Raises `Refused`."""
    yield from _EDITED[type(edit)](o, edit, command, at)


# --- the organisation and its people ----------------------------------------------------------------


def _said(**fields: Any) -> dict[str, Any]:
    """Return the fields that were named."""
    return {name: value for name, value in fields.items() if value is not None}


def _describe(o: Organisation, edit: c.Describe, _c: c.ChangeStructure, at: int) -> Iterator[Event]:
    if o.about is None:
        raise Refused(_("There is no organisation here yet. Begin one first."))
    about = replace(o.about, **_said(name=edit.name, vision=edit.vision, mission=edit.mission))
    if about != o.about:
        yield e.OrganisationDescribed(at=at, about=about)


def _person(o: Organisation, edit: c.SetPerson, _c: c.ChangeStructure, at: int) -> Iterator[Event]:
    if edit.new and edit.person in o.people:
        raise Refused(
            _(
                "There is somebody of the id “{id}” already: {name}. Give this one another.",
                id=edit.person,
                name=o.people[edit.person].name,
            )
        )
    if edit.new:
        name = edit.name or ""
        before = Person(id=edit.person or free_id(slug(name), o.people), name=name)
    else:
        before = o.person(edit.person)
    person = replace(before, **_said(name=edit.name, pronouns=edit.pronouns, login=edit.login))
    taken = next((p for p in o.people.values() if person.login and p.login == person.login and p.id != person.id), None)
    if taken:
        raise Refused(_("The login “{login}” is {name}'s.", login=brief(person.login), name=taken.name))
    if o.people.get(person.id) != person:
        yield e.PersonEntered(at=at, person=person)


# --- circles ----------------------------------------------------------------------------------------


def _form(o: Organisation, edit: c.FormCircle, command: c.ChangeStructure, at: int) -> Iterator[Event]:
    circle = edit.circle
    if circle.id in o.circles:
        raise Refused(
            _(
                "There is a circle of the id “{id}” already: {name}. Give this one another.",
                id=circle.id,
                name=o.circles[circle.id].name,
            )
        )
    usual = in_months(command.today, circle.customs.term)
    terms = {role: replace(term, until=term.until or usual) for role, term in circle.roles.items()}
    if circle.until and circle.until < command.today:
        raise _over(circle.until)
    yield e.CircleFormed(
        at=at, circle=replace(circle, id=circle.id or free_id(circle_id(circle.name), o.circles), roles=terms)
    )


def _circle(o: Organisation, edit: c.SetCircle, command: c.ChangeStructure, at: int) -> Iterator[Event]:
    circle = o.working(edit.circle)
    if edit.until and edit.until < command.today:
        raise _over(edit.until)
    said = _said(name=edit.name, vision=edit.vision, mission=edit.mission, domain=edit.domain, until=edit.until)
    if edit.aims is not None:
        said["aims"] = tuple(aim for aim in edit.aims if aim)
    if edit.parents is not None:
        said["parents"] = tuple(p for p in edit.parents if p)
    if edit.lasting:
        said["until"] = None
    if hears := _said(hearing=edit.hearing, unnamed=edit.unnamed):
        said["customs"] = replace(circle.customs, **hears)
    yield from _formed(circle, replace(circle, **said), at)


def _formed(before: Circle, after: Circle, at: int) -> Iterator[Event]:
    if before != after:
        yield e.CircleFormed(at=at, circle=after)


def _end(o: Organisation, edit: c.EndCircle, command: c.ChangeStructure, at: int) -> Iterator[Event]:
    circle = o.working(edit.circle)
    if circle.id in command.busy.circles:
        raise Refused(
            _("{circle} meets at this moment. Close that meeting (‹close›), then do this.", circle=circle.name)
        )
    below = [o.circles[id_].name for id_ in o.below.get(circle.id, ())]
    if below:
        raise Refused(
            _(
                "{circles} lie within {circle}. Give each another parent, or end it, first.",
                circle=circle.name,
                circles=", ".join(below),
            )
        )
    waiting = next((w for w in o.waiting.values() if w.circle == circle.id), None)
    if waiting:
        raise Refused(
            _(
                "“{title}” of {circle} waits for answers. Let it stand or come back first.",
                title=brief(waiting.decision.title),
                circle=circle.name,
            )
        )
    yield e.CircleEnded(at=at, circle=circle.id, on=command.today)


# --- members ----------------------------------------------------------------------------------------


def _join(o: Organisation, edit: c.Join, _c: c.ChangeStructure, at: int) -> Iterator[Event]:
    circle = o.working(edit.circle)
    person = edit.person
    if edit.name and not person:
        person = free_id(slug(edit.name), o.people)
    if person not in o.people and not edit.name:
        raise unknown(_("person"), person, o.names)
    if person in circle.members:
        raise Refused(_("{name} is a member of {circle} already.", name=o.people[person].name, circle=circle.name))
    yield e.MemberJoined(at=at, circle=circle.id, person=person, name="" if person in o.people else edit.name)


def _member(o: Organisation, circle: Circle, person: str) -> str:
    """Return a member's id; refuses who is none."""
    name = o.person(person).name
    if person not in circle.members:
        raise Refused(
            _(
                "{name} is no member of {circle}. Its members: {names}.",
                name=name,
                circle=circle.name,
                names=", ".join(o.people[p].name if p in o.people else p for p in circle.members) or "–",
            )
        )
    return person


def _leave(o: Organisation, edit: c.Leave, _c: c.ChangeStructure, at: int) -> Iterator[Event]:
    circle = o.working(edit.circle)
    yield e.MemberLeft(at=at, circle=circle.id, person=_member(o, circle, edit.person))


def _seat(o: Organisation, edit: c.Seat, _c: c.ChangeStructure, at: int) -> Iterator[Event]:
    circle = o.working(edit.circle)
    named = [_member(o, circle, p) for p in edit.members]
    order = (*named, *(p for p in circle.members if p not in named))
    yield from _formed(circle, replace(circle, members=order), at)


# --- roles ------------------------------------------------------------------------------------------


def _held(circle: Circle, role: str) -> str:
    """Return a role of a circle; refuses one that it does not have, with those that it has."""
    if not circle.has(role):
        raise unknown(_("role"), role, {r: circle.role_name(r) for r in (*PROCESS_ROLES, *(r.id for r in circle.role))})
    return role


def _own(circle: Circle, role: str) -> Role:
    known = _held(circle, role)
    found = next((r for r in circle.role if r.id == known), None)
    if found is None:
        raise Refused(_("Every circle has the role “{role}”: it is given to somebody, and stays.", role=role))
    return found


def _role(o: Organisation, edit: c.SetRole, _c: c.ChangeStructure, at: int) -> Iterator[Event]:
    circle = o.working(edit.circle)
    said = _said(name=edit.name, purpose=edit.purpose, responsibilities=edit.responsibilities)
    if edit.new:
        taken = {*PROCESS_ROLES, *(r.id for r in circle.role)}
        made = Role(**{"name": "", **said, "id": edit.role or free_id(slug(edit.name or "", "role"), taken)})
        yield e.CircleFormed(at=at, circle=replace(circle, role=(*circle.role, made)))
        return
    changed = replace(_own(circle, edit.role), **said)
    yield from _formed(
        circle, replace(circle, role=tuple(changed if r.id == changed.id else r for r in circle.role)), at
    )


def _give(o: Organisation, edit: c.GiveRole, command: c.ChangeStructure, at: int) -> Iterator[Event]:
    circle = o.working(edit.circle)
    role, person = _held(circle, edit.role), o.person(edit.person).id
    until = edit.until or in_months(command.today, circle.customs.term)
    if until < command.today:
        raise _over(until)
    if circle.terms().get(role) == Term(person=person, until=until):
        return
    if person not in circle.members:
        yield e.MemberJoined(at=at, circle=circle.id, person=person)
    name = free_id(f"{circle.id}-{role}-{command.today.isoformat()}-s", o.selections)  # never like a meeting's
    chosen = Selection(
        id=name,
        circle=circle.id,
        role=role,
        title=circle.role_name(role),
        person=person,
        on=command.today,
        until=until,
    )
    yield e.PersonSelected(at=at, selection=chosen)


def _vacate(o: Organisation, edit: c.VacateRole, _c: c.ChangeStructure, at: int) -> Iterator[Event]:
    circle = o.working(edit.circle)
    role = _held(circle, edit.role)
    roles = {process: term for process, term in circle.roles.items() if process != role}
    own = tuple(replace(r, person="", until=None) if r.id == role else r for r in circle.role)
    yield from _formed(circle, replace(circle, roles=roles, role=own), at)


def _end_role(o: Organisation, edit: c.EndRole, _c: c.ChangeStructure, at: int) -> Iterator[Event]:
    circle = o.working(edit.circle)
    gone = _own(circle, edit.role)
    yield from _formed(circle, replace(circle, role=tuple(r for r in circle.role if r.id != gone.id)), at)


def _over(day: date) -> Refused:
    return Refused(_("{day} is over. Name a day that is still to come.", day=day))


_EDITED: dict[type[c.Edit], Callable[[Organisation, Any, c.ChangeStructure, int], Iterator[Event]]] = {
    c.Describe: _describe,
    c.SetPerson: _person,
    c.FormCircle: _form,
    c.SetCircle: _circle,
    c.EndCircle: _end,
    c.Join: _join,
    c.Leave: _leave,
    c.Seat: _seat,
    c.SetRole: _role,
    c.GiveRole: _give,
    c.VacateRole: _vacate,
    c.EndRole: _end_role,
}
