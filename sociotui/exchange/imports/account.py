"""Accounts of an import: what will come in, what changes by it, and what can't come in, before anything is done."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from sociotui.domain.circles import Circle
from sociotui.domain.organisation import Definition, Organisation
from sociotui.exchange.imports.changes import changes, some
from sociotui.exchange.imports.draft import Draft, Left
from sociotui.exchange.imports.joining import Joined
from sociotui.hashing import blake2b
from sociotui.words import _

SHOWN, KINDS = 40, 8
"""How many of many things are told one by one, and how many names of roles."""


class Counts(Struct, frozen=True):
    """What comes in: people and circles that are new here, by name; the roles of those circles, by name, and how many of
    these are vacant; and how many people, circles and roles (process roles that are held, and others) are here just so.
    """

    people: tuple[str, ...]
    circles: tuple[str, ...]
    roles: tuple[str, ...]
    vacant: int
    same: tuple[int, int, int]


def lines_of(joined: Joined, draft: Draft, organisation: Organisation, *, whole: bool = False) -> list[str]:
    """Return the account of what a draft would do here, in lines; `whole`: with all that is told one by one."""
    found = counts(joined.definition, organisation)
    nothing = not altering(joined.definition, organisation)
    notes = [one for one in joined.left if one.note]
    left = [one for one in joined.left if not one.note]
    return [
        *_head(joined.definition, draft, organisation),
        *(f"  {line}" for line in _new(found)),
        *_part([_("changed of what is here:")], list(changes(joined.definition, organisation)), whole, "  "),
        *_same(found, nothing),
        *_part([_("Good to know:")], notes, whole),
        *_left(left, whole, nothing),
    ]


def counts(definition: Definition, organisation: Organisation) -> Counts:
    """Return what of a definition is new in an organisation, and how much is there just so."""
    new = [c for c in definition.circle if c.id not in organisation.circles]
    held = [(name, thing) for circle in new for _id, name, thing in _roles(circle)]
    there = {(c.id, id_): thing for c in organisation.circles.values() for id_, _name, thing in _roles(c)}
    same = (
        sum(organisation.people.get(p.id) == p for p in definition.person),
        sum(organisation.circles.get(c.id) == c for c in definition.circle),
        sum(there.get((c.id, id_)) == thing for c in definition.circle for id_, _name, thing in _roles(c)),
    )
    return Counts(
        people=tuple(p.name for p in definition.person if p.id not in organisation.people),
        circles=tuple(c.name for c in new),
        roles=tuple(name for name, _thing in held),
        vacant=sum(not getattr(thing, "person", "") for _name, thing in held),
        same=same,
    )


def altering(definition: Definition, organisation: Organisation) -> int:
    """Return how many things a definition adds to an organisation or changes in it: what it is called, people, circles."""
    return (
        (definition.organisation != organisation.about)
        + sum(organisation.people.get(p.id) != p for p in definition.person)
        + sum(organisation.circles.get(c.id) != c for c in definition.circle)
    )


def code_of(joined: Joined) -> str:
    """Return a code that is another one as soon as anything of it is, to tell whether this is what was looked at."""
    return blake2b(msgspec.json.encode(joined), digest_size=8).hexdigest()


def _roles(circle: Circle) -> Iterator[tuple[str, str, object]]:
    yield from ((id_, id_, term) for id_, term in circle.roles.items())
    yield from ((role.id, role.name, role) for role in circle.role)


def _head(definition: Definition, draft: Draft, organisation: Organisation) -> list[str]:
    about, there = definition.organisation, organisation.about
    if there is None:
        return [_("{form}: a new organisation, {name}.", form=draft.form, name=about.name)]
    lines = [_("{form}, for {name}. Nothing that is here is taken away.", form=draft.form, name=there.name)]
    if about.name != there.name:
        lines.append("  " + _("It is called {name} from now on.", name=about.name))
    if (about.vision, about.mission) != (there.vision, there.mission):
        lines.append("  " + _("It says something else of its vision and mission."))
    return lines


def _new(found: Counts) -> Iterator[str]:
    if found.people:
        number = _number(len(found.people), _("1 new person"), _("{n} new people"))
        yield _("{number}: {names}", number=number, names=some(found.people))
    if found.circles:
        number = _number(len(found.circles), _("1 new circle"), _("{n} new circles"))
        yield _("{number}: {names}", number=number, names=some(found.circles))
    if found.roles:
        often = [name for name, n in Counter(found.roles).most_common() for _n in range(n)]
        number = _number(len(found.roles), _("1 role"), _("{n} roles"))
        within = _("in it") if len(found.circles) == 1 else _("in them")
        vacant = _(", {n} vacant", n=f"{found.vacant:,}") if found.vacant else ""
        names = some(often, KINDS)
        yield _("{number} {within}{vacant}: {names}", number=number, within=within, vacant=vacant, names=names)


def _same(found: Counts, nothing: bool) -> list[str]:
    words = ((_("1 person"), _("{n} people")), (_("1 circle"), _("{n} circles")), (_("1 role"), _("{n} roles")))
    told = [_number(n, one, many) for n, (one, many) in zip(found.same, words, strict=True) if n]
    numbers = ", ".join(told)
    if nothing:
        here = " " + _("Here just so: {numbers}.", numbers=numbers) if told else ""
        return ["  " + _("Nothing of it is new.") + here]
    return ["  " + _("here just so already: {numbers}", numbers=numbers)] if told else []


def _number(n: int, one: str, many: str) -> str:
    return one if n == 1 else many.format(n=f"{n:,}")


def _left(left: Sequence[Left], whole: bool, nothing: bool) -> list[str]:
    if not left:
        return [] if nothing else [_("All of it can come in.")]
    if len(left) == 1:
        return _part([_("One thing can't come in as it is:")], left, whole)
    return _part([_("{n} things can't come in as they are:", n=f"{len(left):,}")], left, whole)


def _part(head: list[str], told: Sequence[object], whole: bool, indent: str = "") -> list[str]:
    """Return a heading and a line for each, as far as they are told; nothing where there are none."""
    if not told:
        return []
    shown = told if whole else told[:SHOWN]
    lines = [*head, *(f"  {one}" for one in shown)]
    if len(shown) < len(told):
        lines.append("  " + _("and {n} more; --all shows them.", n=f"{len(told) - len(shown):,}"))
    return [indent + line for line in lines]
