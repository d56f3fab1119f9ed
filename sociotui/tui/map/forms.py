"""Forms about what there is: a circle, a role and who holds it, a person, the organisation. What is left as it is stays so."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from sociotui.domain import changes as c
from sociotui.domain.circles import PROCESS_ROLES, Circle, children
from sociotui.domain.organisation import About, Organisation
from sociotui.domain.people import Person, Role
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.text import clean, clean_name, plain_date
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.tui.telling.people import role_called
from sociotui.words import _

A_DAY = _("year-month-day, like 2027-03-01")
MANY = 24
"""Circles or people up to which all are shown to be marked; of more, names are typed."""

Edits = tuple[c.AnyEdit, ...]


class Asked(Struct, frozen=True, kw_only=True):
    """A form, and what its answers come to; raises `Refused` where they come to nothing that fits.

    `noted` returns what else to say about the answers before anything is done.
    """

    form: Form
    edits: Callable[[Answers], Edits]
    noted: Callable[[Answers], tuple[str, ...]] = lambda _answers: ()


def circle(o: Organisation, here: Circle, first: str = "") -> Asked:
    """Ask what a circle says of itself, within which it lies, and until when it works."""
    until, offered = here.until.isoformat() if here.until else "", around(o, here.id)
    fields = (
        Field(name="name", label=_("What is it called?"), value=here.name),
        Field(name="aims", label=_("Its aims, one a line"), value="\n".join(here.aims), long=True),
        Field(name="domain", label=_("What it decides by itself: its domain"), value=here.domain, long=True),
        Field(name="vision", label=_("Its vision"), value=here.vision, long=True),
        Field(name="mission", label=_("Its mission"), value=here.mission, long=True),
        *((circles_field(o, _("It lies within"), here.parents, offered),) if offered else ()),
        Field(name="until", label=_("Until when it works (empty: it stays)"), value=until, hint=A_DAY),
    )

    def edits(a: Answers) -> Edits:
        said = changed(a, fields, "name", "domain", "vision", "mission")
        lines = changed(a, fields, "aims")
        aims = tuple(line for line in lines["aims"].split("\n") if line) if lines else None
        parents = circles_of(o, a["parents"]) if offered else here.parents
        ending = changed(a, fields, "until")
        edit = c.SetCircle(
            circle=here.id,
            **said,
            aims=aims,
            parents=None if {*parents} == {*here.parents} else parents,
            until=plain_date(ending["until"]) if ending.get("until") else None,
            lasting="until" in ending and not ending["until"],
        )
        return () if edit == c.SetCircle(circle=here.id) else (edit,)

    title = _("Change {circle}", circle=here.name)
    return Asked(form=Form(title=title, fields=fields, accept=_("See what it does"), first=first), edits=edits)


def organisation(about: About, first: str = "") -> Asked:
    """Ask what the organisation says of itself."""
    fields = (
        Field(name="name", label=_("What is it called?"), value=about.name),
        Field(name="vision", label=_("Its vision"), value=about.vision, long=True),
        Field(name="mission", label=_("Its mission"), value=about.mission, long=True),
    )

    def edits(a: Answers) -> Edits:
        said = changed(a, fields, "name", "vision", "mission")
        return (c.Describe(**said),) if said else ()

    title = _("Change {circle}", circle=about.name)
    return Asked(form=Form(title=title, fields=fields, accept=_("See what it does"), first=first), edits=edits)


def person(who: Person, *, own: bool) -> Asked:
    """Ask how somebody is called. At a terminal of one's `own` nobody sets by which login somebody comes in."""
    login = Field(name="login", label=_("Their account's name on this machine"), value=who.login)
    fields = (
        Field(name="name", label=_("What do others call them?"), value=who.name),
        Field(name="pronouns", label=_("Their pronouns"), value=who.pronouns),
        *(() if own else (login,)),
    )

    def edits(a: Answers) -> Edits:
        said = changed(a, fields, *(field.name for field in fields))
        return (c.SetPerson(person=who.id, **said),) if said else ()

    return Asked(form=Form(title=who.name, fields=fields, accept=_("See what it does")), edits=edits)


def role(o: Organisation, here: Circle, id_: str) -> Asked:
    """Ask what a role is for, who holds it, and until when; the process roles are what they are, and given to somebody."""
    own = next((r for r in here.role if r.id == id_), None)
    term = here.terms().get(id_)
    until = term.until.isoformat() if term and term.until else ""
    fields = (*(describing(own) if own else ()), *holding(o, here, term.person if term else "", until))

    def edits(a: Answers) -> Edits:
        made: list[c.AnyEdit] = []
        if own:
            said = changed(a, fields, "name", "purpose")
            duties = changed(a, fields, "responsibilities")
            lines = tuple(line for line in duties["responsibilities"].split("\n") if line) if duties else None
            edit = c.SetRole(circle=here.id, role=id_, **said, responsibilities=lines)
            made += [edit] if edit != c.SetRole(circle=here.id, role=id_) else []
        if changed(a, fields, "person", "until"):
            made += held(here, id_, a) or ([c.VacateRole(circle=here.id, role=id_)] if term else [])
        return tuple(made)

    name = role_called(here, id_)
    title = _("{role} of {circle}", role=name[:1].upper() + name[1:], circle=here.name)
    intro = "" if own or id_ not in PROCESS_ROLES else _("Who takes it on is best chosen by consent, in a meeting.")
    return Asked(form=Form(title=title, intro=intro, fields=fields, accept=_("See what it does")), edits=edits)


# --- what several forms ask -------------------------------------------------------------------------


def describing(own: Role) -> tuple[Field, ...]:
    """Return the fields of what a role is."""
    return (
        Field(name="name", label=_("What is it called?"), value=own.name),
        Field(name="purpose", label=_("What is it for?"), value=own.purpose),
        Field(
            name="responsibilities",
            label=_("What does it do? One thing a line"),
            value="\n".join(own.responsibilities),
            long=True,
        ),
    )


def holding(o: Organisation, here: Circle, holder: str, until: str) -> tuple[Field, ...]:
    """Return the fields of who holds a role, until which day."""
    people = tuple((p, o.people[p].name) for p in here.members if p in o.people)
    usual = _("Until when? (empty: {n} months)", n=here.customs.term)
    given = tuple(p for p, _name in people)
    return (
        Field(name="person", label=_("Who holds it?"), options=(("", _("nobody")), *people), value=holder),
        Field(name="until", label=usual, value=until, hint=A_DAY, when=("person", given)),
    )


def held(here: Circle, id_: str, a: Answers) -> list[c.AnyEdit]:
    """Return what gives a role to somebody, as they were chosen; nothing for nobody."""
    until = plain_date(a["until"]) if a["until"].strip() else None
    return [c.GiveRole(circle=here.id, role=id_, person=a["person"], until=until)] if a["person"] else []


def changed(a: Answers, fields: Iterable[Field], *names: str) -> dict[str, Any]:
    """Return the answers that are not as they were when they were asked, cleaned."""
    before = {field.name: clean(field.value) for field in fields}
    said = {name: clean(a[name]) for name in names}
    return {name: text for name, text in said.items() if text != before[name]}


# --- circles and people by name ------------------------------------------------------------------------


def around(o: Organisation, id_: str = "") -> dict[str, str]:
    """Return the circles that can lie around one, name by id: those that work, but what lies within it."""
    below, within, todo = children(o.circles), {id_}, [id_]
    while todo:
        for child in below.get(todo.pop(), ()):
            if child not in within:
                within.add(child)
                todo.append(child)
    return {each.id: each.name for each in o.circles.values() if each.id not in within and not each.ended}


def circles_field(o: Organisation, label: str, chosen: Iterable[str], offered: Mapping[str, str]) -> Field:
    """Return the field “parents”: circles to be marked, or where there are many, to be written one a line."""
    if len(offered) <= MANY:
        label = _("{what} (space marks)", what=label)
        return Field(name="parents", label=label, options=tuple(offered.items()), value=",".join(chosen), several=True)
    label = _("{what} (names, one a line)", what=label)
    names = [o.circles[id_].name if _only(o, id_) else id_ for id_ in chosen if id_ in o.circles]
    return Field(name="parents", label=label, value="\n".join(names), long=True)


def _only(o: Organisation, id_: str) -> bool:
    """Tell whether a circle is the only one of its name."""
    name = o.circles[id_].name.casefold()
    return sum(each.name.casefold() == name for each in o.circles.values() if not each.ended) == 1


def circles_of(o: Organisation, answer: str) -> tuple[str, ...]:
    """Return the circles that were marked, or written by name or id; refuses what names none, or several."""
    said = [text for text in answer.split("\n") if text.strip()] if "\n" in answer else [answer]
    if all(part in o.circles for part in answer.split(",")):
        said = answer.split(",")
    working = {each.id: each.name for each in o.circles.values() if not each.ended}
    return tuple(dict.fromkeys(named(text, working, _("circle")) for text in said if text.strip()))


def named(text: str, names: Mapping[str, str], kind: str) -> str:
    """Return the id of the one who or what is called so, or has that id; refuses where there is none, or several."""
    found = same(text, names)
    if len(found) > 1:
        raise Refused(
            _("Several are called “{name}”: write one of these instead: {ids}.", name=text, ids=", ".join(found))
        )
    if not found:
        raise unknown(kind, text, names)
    return found[0]


def same(text: str, names: Mapping[str, str]) -> list[str]:
    """Return the ids of all who are called so, in whatever case; or the one that has this id."""
    name = clean_name(text)
    if name in names:
        return [name]
    return [id_ for id_, known in names.items() if known.casefold() == name.casefold()]


def day(text: str) -> date | None:
    """Return a day that somebody typed; None for nothing."""
    return plain_date(text) if text.strip() else None
