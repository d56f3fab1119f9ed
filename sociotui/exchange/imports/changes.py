"""Changes that an import makes to what is here already: a line for each person and circle, with what is other by it."""

from collections.abc import Iterator, Mapping, Sequence

from sociotui.domain.circles import PROCESS_ROLES, Circle
from sociotui.domain.organisation import Definition, Organisation
from sociotui.domain.people import Person, Role, Term
from sociotui.domain.refusal import brief
from sociotui.words import _

NAMED = 3
"""How many of many are told by name."""


def changes(definition: Definition, organisation: Organisation) -> Iterator[str]:
    """Yield a line for each person and circle of an organisation that a definition changes."""
    names = {id_: p.name for id_, p in organisation.people.items()} | {p.id: p.name for p in definition.person}
    for person in definition.person:
        was = organisation.people.get(person.id)
        if was is not None and was != person:
            yield _("{name}: {what}", name=brief(was.name), what="; ".join(_person(was, person)))
    above = {id_: c.name for id_, c in organisation.circles.items()} | {c.id: c.name for c in definition.circle}
    for circle in definition.circle:
        before = organisation.circles.get(circle.id)
        if before is not None and before != circle:
            what = "; ".join((*_described(before, circle, above), *_held(before, circle, names)))
            yield _("{name}: {what}", name=brief(before.name), what=what)


def some(names: Sequence[str], most: int = NAMED) -> str:
    """Return some of many names, and how many more there are; one that is there several times once, with its number."""
    numbers: dict[str, int] = {}
    for name in names:
        numbers[name] = numbers.get(name, 0) + 1
    each = [brief(name) if n == 1 else f"{brief(name)} ({n:,})" for name, n in numbers.items()]
    if len(each) <= most + 1:  # “and 1 more” takes as much room as the one
        return ", ".join(each)
    rest = len(names) - sum(list(numbers.values())[:most])
    return _("{names} and {n} more", names=", ".join(each[:most]), n=f"{rest:,}")


def _person(was: Person, now: Person) -> Iterator[str]:
    if was.name != now.name:
        yield _("called {name} from now on", name=brief(now.name))
    if was.pronouns != now.pronouns:
        yield _("pronouns {pronouns}", pronouns=brief(now.pronouns) or _("none"))
    if was.login != now.login:
        yield _("login {login}", login=brief(now.login) or _("none"))


def _described(was: Circle, now: Circle, above: Mapping[str, str]) -> Iterator[str]:
    if was.name != now.name:
        yield _("called {name} from now on", name=brief(now.name))
    if was.parents != now.parents:
        within = some([above.get(id_, id_) for id_ in now.parents])
        yield _("lies in {circles} now", circles=within) if within else _("lies in no other circle any more")
    for what, before, after in (
        (_("vision"), was.vision, now.vision),
        (_("mission"), was.mission, now.mission),
        (_("aims"), "; ".join(was.aims), "; ".join(now.aims)),
        (_("domain"), was.domain, now.domain),
    ):
        if before != after:
            yield (
                _("{what} “{text}”", what=what, text=brief(" ".join(after.split())))
                if after
                else _("{what} taken out", what=what)
            )
    if was.until != now.until:
        yield _("works until {day}", day=now.until)
    if was.dialect != now.dialect:
        yield _("dialect {dialect}", dialect=now.dialect)


def _held(was: Circle, now: Circle, names: Mapping[str, str]) -> Iterator[str]:
    """Yield who comes in, and which roles are new or held by others."""
    came = [names.get(id_, id_) for id_ in now.members if id_ not in was.members]
    if came:
        yield _("{names} come in", names=some(came)) if len(came) > 1 else _("{name} comes in", name=brief(came[0]))
    for role in PROCESS_ROLES:
        if was.roles.get(role) != now.roles.get(role):
            yield _holder(role, was.roles.get(role), now.roles.get(role), names)
    there = {r.id: r for r in was.role}
    for beside in now.role:
        before = there.get(beside.id)
        if before is None:
            yield _new_role(beside, names)
        elif before != beside:
            yield from _role(before, beside, names)


def _new_role(role: Role, names: Mapping[str, str]) -> str:
    if role.term is None:
        return _("new role {role}, vacant", role=brief(role.name))
    return _holder(_("new role {role}", role=brief(role.name)), None, role.term, names)


def _role(was: Role, now: Role, names: Mapping[str, str]) -> Iterator[str]:
    name = brief(was.name)
    if was.name != now.name:
        yield _("{role} is called {name} from now on", role=name, name=brief(now.name))
    if was.term != now.term:
        yield _holder(name, was.term, now.term, names)
    if was.purpose != now.purpose:
        yield _("{role}: another purpose", role=name)
    if was.responsibilities != now.responsibilities:
        yield _("{role}: other responsibilities", role=name)


def _holder(role: str, was: Term | None, now: Term | None, names: Mapping[str, str]) -> str:
    if now is None:
        return _("{role} is vacant", role=role)
    said = _("{role} is {name}", role=role, name=brief(names.get(now.person, now.person)))
    if now.until:
        said = _("{said} until {day}", said=said, day=now.until)
    if was is None or was.person == now.person:
        return said
    return _("{said} (before: {name})", said=said, name=brief(names.get(was.person, was.person)))
