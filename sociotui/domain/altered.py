"""Altered: what is different between an organisation before and after, told in sentences; a preview and a history alike."""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.circles import PROCESS_ROLES, Circle
from sociotui.domain.organisation import About, Organisation
from sociotui.domain.people import Person, Role, Term
from sociotui.words import _


class Told(Struct, frozen=True):
    """One thing that is different, in a sentence, and the circles whose history it belongs to."""

    circles: tuple[str, ...]
    said: str


def altered(before: Organisation, after: Organisation, today: date) -> tuple[Told, ...]:
    """Return what is different in people and circles: first what was done, then what follows for links on `today`."""
    if before.people is after.people and before.circles is after.circles and before.about == after.about:
        return ()
    return (
        *(Told(_roots(after), said) for said in _about(before.about, after.about)),
        *_people(before, after),
        *(Told(_near(b, a), said) for b, a in _pairs(before, after) for said in _of(b, a, before, after)),
        *_links(before, after, today),
    )


def _roots(o: Organisation) -> tuple[str, ...]:
    return tuple(c.id for c in o.circles.values() if not c.parents and not c.ended)


def _near(before: Circle | None, after: Circle | None) -> tuple[str, ...]:
    """Return the circle, and those above it where it comes, goes or moves."""
    there, here = (before.parents if before else ()), (after.parents if after else ())
    id_ = (after or before).id  # type: ignore[union-attr]
    alive = bool(after and not after.ended) == bool(before and not before.ended)
    above = set(there) ^ set(here) if alive else {*there, *here}
    return (id_, *sorted(above))


def _pairs(before: Organisation, after: Organisation) -> Iterator[tuple[Circle | None, Circle | None]]:
    for id_ in {**before.circles, **after.circles}:
        b, a = before.circles.get(id_), after.circles.get(id_)
        if b is not a and b != a:
            yield b, a


# --- the organisation and its people ----------------------------------------------------------------


def _about(b: About | None, a: About | None) -> Iterator[str]:
    if b == a or a is None:
        return
    if b is None:
        yield _("{name} begins.", name=a.name)
        return
    if b.name != a.name:
        yield _("{before} is called {name} now.", before=b.name, name=a.name)
    yield from _wording(_("The organisation's vision"), b.vision, a.vision)
    yield from _wording(_("The organisation's mission"), b.mission, a.mission)


def _wording(what: str, before: str, after: str) -> Iterator[str]:
    before, after = (" ".join(text.split()) for text in (before, after))
    if before == after:
        return
    if not before:
        yield _("{what}: {after}", what=what, after=_ended(after))
    elif not after:
        yield _("{what} is taken out; it was: {before}", what=what, before=_ended(before))
    else:
        yield _("{what} is now: {after} Before: {before}", what=what, after=_ended(after), before=_ended(before))


def _ended(text: str) -> str:
    return text if text[-1:] in ".!?…" else text + "."


def _people(before: Organisation, after: Organisation) -> Iterator[Told]:
    for id_ in {**before.people, **after.people}:
        b, a = before.people.get(id_), after.people.get(id_)
        if b == a:
            continue
        within = tuple(c.id for o in (before, after) for c in o.circles.values() if id_ in c.members)
        for said in _person(b, a):
            yield Told(tuple(dict.fromkeys(within)), said)


def _person(b: Person | None, a: Person | None) -> Iterator[str]:
    if b is None and a is not None:
        yield _("{name} is entered, as “{id}”.", name=a.name, id=a.id)
    elif a is None and b is not None:
        yield _("{name} is entered no more.", name=b.name)
    elif a is not None and b is not None:
        if b.name != a.name:
            yield _("{before} is called {name} now.", before=b.name, name=a.name)
        if b.pronouns != a.pronouns:
            yield _("{name}'s pronouns: {pronouns}.", name=a.name, pronouns=a.pronouns or _("none"))
        if b.login != a.login and a.login:
            yield _("{name} comes in by the login “{login}”.", name=a.name, login=a.login)
        elif b.login != a.login:
            yield _("{name} comes in by no login any more; it was “{login}”.", name=a.name, login=b.login)


# --- a circle ---------------------------------------------------------------------------------------


def _of(b: Circle | None, a: Circle | None, before: Organisation, after: Organisation) -> Iterator[str]:
    if a is None and b is not None:
        yield _("{circle} is founded no more.", circle=b.name)
    elif a is not None and b is None:
        yield from _founded(a, after)
    elif a is not None and b is not None and a.ended and not b.ended:
        yield from _circle_ended(b, before)
    elif a is not None and b is not None:
        if b.ended and not a.ended:
            yield _("{circle} works again.", circle=a.name)
        yield from _described(b, a, after)
        yield from _members(b, a, before, after)
        yield from _roles(b, a, before, after)


def _founded(c: Circle, o: Organisation) -> Iterator[str]:
    kind = _("helping circle") if c.until else _("circle")
    within = _names(o, c.parents)
    if within:
        yield _("A {kind} is founded within {parents}: {name}.", kind=kind, parents=within, name=c.name)
    else:
        yield _("A {kind} is founded: {name}.", kind=kind, name=c.name)
    nobody = Circle(id=c.id, name=c.name, parents=c.parents)
    yield from _described(nobody, c, o)
    if c.members:
        yield _("Its members: {names}.", names=_names(o, c.members))
    yield from _roles(nobody, c, o, o)


def _circle_ended(c: Circle, o: Organisation) -> Iterator[str]:
    yield _("{circle} ends.", circle=c.name)
    if c.members:
        yield _("Its memberships end: {names}.", names=_names(o, c.members))
    held = [f"{c.role_name(role)} ({_name(o, term.person)})" for role, term in c.terms().items()]
    if held:
        yield _("Its roles end: {roles}.", roles=", ".join(held))


def _described(b: Circle, a: Circle, o: Organisation) -> Iterator[str]:
    name = a.name
    if b.name != a.name:
        yield _("{before} is called {name} now.", before=b.name, name=name)
    yield from _wording(_("{circle}'s vision", circle=name), b.vision, a.vision)
    yield from _wording(_("{circle}'s mission", circle=name), b.mission, a.mission)
    yield from _aims(b, a)
    yield from _wording(_("{circle}'s domain", circle=name), b.domain, a.domain)
    yield from _placed(b, a, o)
    if b.dialect != a.dialect:
        yield _("{circle} speaks another dialect: {dialect}.", circle=name, dialect=a.dialect)
    yield from _customs(b, a)


def _customs(b: Circle, a: Circle) -> Iterator[str]:
    name = a.name
    if replace(b.customs, hearing=a.customs.hearing, unnamed=a.customs.unnamed) != a.customs:
        yield _("{circle} has other customs.", circle=name)
    if b.customs.unnamed != a.customs.unnamed:
        yield (
            _("To {circle} things may be said unnamed.", circle=name)
            if a.customs.unnamed
            else _("To {circle} nothing is said unnamed any more.", circle=name)
        )
    if b.customs.hearing != a.customs.hearing:
        yield (
            _("Guests, too, may say something to {circle}.", circle=name)
            if a.customs.hearing == "anybody"
            else _("Only who is of the organisation says something to {circle}.", circle=name)
        )


def _aims(b: Circle, a: Circle) -> Iterator[str]:
    name = a.name
    for aim in a.aims:
        if aim not in b.aims:
            yield _("A new aim of {circle}: {aim}", circle=name, aim=_ended(" ".join(aim.split())))
    for aim in b.aims:
        if aim not in a.aims:
            yield _("No aim of {circle} any more: {aim}", circle=name, aim=_ended(" ".join(aim.split())))
    if b.aims != a.aims and {*b.aims} == {*a.aims}:
        yield _("The aims of {circle} stand in another order.", circle=name)


def _placed(b: Circle, a: Circle, o: Organisation) -> Iterator[str]:
    """Yield where a circle lies now, and until when it works."""
    name = a.name
    if b.parents != a.parents and a.parents:
        yield _("{circle} lies within {parents} now.", circle=name, parents=_names(o, a.parents))
    elif b.parents != a.parents:
        yield _("{circle} lies within no other circle any more.", circle=name)
    if b.until != a.until and a.until:
        yield _("{circle} works until {day}.", circle=name, day=a.until)
    elif b.until != a.until:
        yield _("{circle} has no day any more until which it works.", circle=name)


def _members(b: Circle, a: Circle, before: Organisation, after: Organisation) -> Iterator[str]:
    for person in a.members:
        if person not in b.members:
            yield _("{name} joins {circle}.", name=_name(after, person), circle=a.name)
    for person in b.members:
        if person in a.members:
            continue
        held = [role for role, term in b.terms().items() if term.person == person]
        ending = [b.role_name(role) for role in held if _term(a, role) is None]
        name = _name(before, person)
        if not ending:
            yield _("{name} leaves {circle}.", name=name, circle=a.name)
        elif len(ending) == 1:
            yield _("{name} leaves {circle}: the role as {role} ends.", name=name, circle=a.name, role=ending[0])
        else:
            yield _(
                "{name} leaves {circle}: the roles as {roles} end.",
                name=name,
                circle=a.name,
                roles=", ".join(ending),
            )
    stayed = [p for p in b.members if p in a.members]
    if stayed != [p for p in a.members if p in b.members]:
        yield _("{circle} sits in this order now: {names}.", circle=a.name, names=_names(after, a.members))


def _term(c: Circle, role: str) -> Term | None:
    return c.terms().get(role)


def _roles(b: Circle, a: Circle, before: Organisation, after: Organisation) -> Iterator[str]:
    there, here = {r.id: r for r in b.role}, {r.id: r for r in a.role}
    for id_, role in here.items():
        if id_ not in there:
            yield _("A new role of {circle}: {role}.", circle=a.name, role=role.name)
        yield from _role(there.get(id_, Role(id=id_, name=role.name)), role)
    for id_, role in there.items():
        if id_ not in here:
            yield _("{circle} has the role {role} no more.", circle=a.name, role=role.name)
    for id_ in dict.fromkeys((*PROCESS_ROLES, *here)):
        yield from _held(id_, b, a, before, after)


def _role(b: Role, a: Role) -> Iterator[str]:
    if b.name != a.name:
        yield _("The role {before} is called {name} now.", before=b.name, name=a.name)
    yield from _wording(_("What {role} is for", role=a.name), b.purpose, a.purpose)
    if b.responsibilities != a.responsibilities:
        said = "; ".join(" ".join(each.split()) for each in a.responsibilities)
        if said:
            yield _("What {role} does: {said}", role=a.name, said=_ended(said))
        else:
            yield _("What {role} does is no longer said.", role=a.name)


def _held(role: str, b: Circle, a: Circle, before: Organisation, after: Organisation) -> Iterator[str]:
    was, is_ = _term(b, role), _term(a, role)
    if was == is_:
        return
    name = a.role_name(role)
    if is_ is None:
        if was and was.person in a.members:  # of who has left it was told
            yield _(
                "{role} of {circle} is vacant; it was {name}.",
                role=_capital(name),
                circle=a.name,
                name=_name(before, was.person),
            )
        return
    said = _("{name} is {role} of {circle}", name=_name(after, is_.person), role=name, circle=a.name)
    said = _("{said} until {day}", said=said, day=is_.until) if is_.until else said
    if was and was.person != is_.person:
        yield _("{said}; before: {name}.", said=said, name=_name(before, was.person))
    elif was:
        yield _("{said}; before: until {day}.", said=said, day=was.until or _("no day"))
    else:
        yield said + "."


# --- links (MVOS: leader and delegate are full members of the broader circle, too) -------------------


def _links(before: Organisation, after: Organisation, today: date) -> Iterator[Told]:
    """Yield who is or is no longer a full member of a broader circle, by being leader or delegate of another."""
    if before.circles is after.circles:
        return
    changed = {id_ for b, a in _pairs(before, after) for id_ in _above(b, a)}
    for id_, circle in after.circles.items():
        if id_ not in changed or id_ not in before.circles or circle.ended:
            continue
        b, a = (frozenset(o.full_members(id_, today)) - {*o.circles[id_].members} for o in (before, after))
        came = sorted(p for p in a - b if p not in before.circles[id_].members)
        went = sorted(p for p in b - a if p not in circle.members)
        if came:
            names = _names(after, came)
            yield Told((id_,), _("By a link, full members of {circle} now: {names}.", names=names, circle=circle.name))
        if went:
            names = _names(before, went)
            yield Told((id_,), _("No full members of {circle} any more: {names}.", names=names, circle=circle.name))


def _above(b: Circle | None, a: Circle | None) -> set[str]:
    return {*(b.parents if b else ()), *(a.parents if a else ())}


def _name(o: Organisation, id_: str) -> str:
    found = o.people.get(id_) or o.circles.get(id_)
    return found.name if found else id_


def _names(o: Organisation, ids: Sequence[str]) -> str:
    return ", ".join(_name(o, id_) for id_ in ids)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
