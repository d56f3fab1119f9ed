"""Forms about what is new: a circle within another, a helping circle, a role, a member, a person."""

from collections.abc import Container
from datetime import date

from sociotui.domain import changes as c
from sociotui.domain.circles import PROCESS_ROLES, Circle, ProcessRole
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Role, Term
from sociotui.domain.proposing import in_months
from sociotui.domain.refusal import Refused, nearest
from sociotui.domain.text import clean, clean_name, slug
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.tui.map import forms
from sociotui.tui.map.forms import A_DAY, MANY, Asked, Edits
from sociotui.words import _


def circle(o: Organisation, parent: Circle, today: date, *, helping: bool) -> Asked:
    """Ask for a circle within another: what for, who belongs to it, who leads it; a helping circle ends on a day."""
    members = [p for p in o.full_members(parent.id, today) if p in o.people]
    known = tuple((p, o.people[p].name) for p in members)
    domain = Field(name="domain", label=_("What does it decide by itself? Its domain"))
    fields = (
        Field(name="name", label=_("What is it called?")),
        Field(name="aims", label=_("What is it there for? Its aims, one a line"), long=True),
        *(() if helping else (domain,)),
        *(
            (Field(name="members", label=_("Who belongs to it? (space marks)"), options=known, several=True),)
            if known
            else ()
        ),
        *(
            (Field(name="leader", label=_("Who leads it?"), options=(("", _("not chosen yet")), *known)),)
            if known
            else ()
        ),
        *(_ending(o, parent, today) if helping else ()),
    )

    def edits(a: Answers) -> Edits:
        leader = a.get("leader", "")
        chosen = tuple(p for p in a.get("members", "").split(",") if p)
        roles: dict[ProcessRole, Term] = {"leader": Term(person=leader)} if leader else {}
        made = Circle(
            id="",
            name=a["name"],
            parents=forms.circles_of(o, a["parents"]) if helping else (parent.id,),
            aims=tuple(line for line in clean(a["aims"]).split("\n") if line),
            domain=a.get("domain", ""),
            members=chosen if not leader or leader in chosen else (leader, *chosen),
            until=_end(a["until"]) if helping else None,
            roles=roles,
        )
        return (c.FormCircle(circle=made),)

    title = _("A helping circle") if helping else _("A circle within {circle}", circle=parent.name)
    intro = _("Others than members of {circle} join it afterwards.", circle=parent.name) if known else ""
    return Asked(form=Form(title=title, intro=intro, fields=fields, accept=_("See what it does")), edits=edits)


def _ending(o: Organisation, parent: Circle, today: date) -> tuple[Field, ...]:
    offered = {id_: name for id_, name in forms.around(o).items() if not o.circles[id_].until or id_ == parent.id}
    return (
        Field(name="until", label=_("Until when does it work?"), value=in_months(today, 3).isoformat(), hint=A_DAY),
        forms.circles_field(o, _("Which circles does it help?"), (parent.id,), offered),
    )


def _end(text: str) -> date:
    found = forms.day(text)
    if found is None:
        raise Refused(_("A helping circle ends: until which day does it work?"))
    return found


def role(o: Organisation, here: Circle) -> Asked:
    """Ask for a role of a circle: what it is, and who holds it."""
    fields = (*forms.describing(Role(id="", name="")), *forms.holding(o, here, "", ""))

    def edits(a: Answers) -> Edits:
        duties = tuple(line for line in clean(a["responsibilities"]).split("\n") if line)
        name = clean_name(a["name"])
        if not name:
            raise Refused(_("What is the role called? A name or two words are enough, like “Seed keeper”."))
        id_ = _free(slug(name, "role"), {*PROCESS_ROLES, *(r.id for r in here.role)})
        new = c.SetRole(circle=here.id, role=id_, new=True, name=name, purpose=a["purpose"], responsibilities=duties)
        return (new, *forms.held(here, id_, a))

    title = _("A role of {circle}", circle=here.name)
    return Asked(form=Form(title=title, fields=fields, accept=_("See what it does")), edits=edits)


def member(o: Organisation, here: Circle) -> Asked:
    """Ask who joins a circle: somebody who is known, or somebody new."""
    others = {p.id: p.name for p in o.people.values() if p.id not in here.members}
    choosing = len(others) <= MANY
    new = ("", _("somebody new"))
    fields: tuple[Field, ...] = (
        Field(name="person", label=_("Who joins?"), options=(*others.items(), new)),
        Field(name="name", label=_("Their name"), when=("person", ("",))),
    )
    if not choosing:
        known = tuple(others.values())
        fields = (Field(name="name", label=_("Who joins? The arrow to the right completes a name"), known=known),)

    def edits(a: Answers) -> Edits:
        if a.get("person"):
            return (c.Join(circle=here.id, person=a["person"]),)
        name = clean_name(a["name"])
        if not name:
            raise Refused(_("Who is it? A name is enough."))
        if choosing or not forms.same(name, _people(o)):
            return (c.Join(circle=here.id, person="", name=name),)
        return (c.Join(circle=here.id, person=forms.named(name, _people(o), _("person"))),)

    def noted(a: Answers) -> tuple[str, ...]:
        """Say who else may have been meant, where somebody would be entered."""
        name, people = clean_name(a["name"]), _people(o)
        if a.get("person") or (not choosing and forms.same(name, people)):
            return ()
        near = nearest(name, people.values(), cutoff=0.7)
        said = _("Is it somebody who is here already: {names}? Then go back.", names=", ".join(near))
        return (said,) if near else ()

    title = _("A member of {circle}", circle=here.name)
    intro = "" if choosing else _("Somebody who is not here yet is entered.")
    form = Form(title=title, intro=intro, fields=fields, accept=_("See what it does"))
    return Asked(form=form, edits=edits, noted=noted)


def somebody(o: Organisation, *, own: bool) -> Asked:
    """Ask for a person, and for a circle that they join, if any. At a terminal of one's `own` no login is set."""
    login = Field(name="login", label=_("Their account's name on this machine (if any)"))
    circles = {each.id: each.name for each in o.circles.values() if not each.ended}
    joins = Field(name="circle", label=_("Which circle do they join?"), options=(("", _("none yet")), *circles.items()))
    fields = (
        Field(name="name", label=_("What do others call them?")),
        Field(name="pronouns", label=_("Their pronouns (if you like)")),
        *(() if own else (login,)),
        joins,
    )

    def edits(a: Answers) -> Edits:
        name = clean_name(a["name"])
        if not name:
            raise Refused(_("Who is it? A name is enough."))
        id_ = _free(slug(name), o.people)
        new = c.SetPerson(person=id_, new=True, name=name, pronouns=a["pronouns"] or None, login=a.get("login") or None)
        return (new, *((c.Join(circle=a["circle"], person=id_),) if a["circle"] else ()))

    form = Form(title=_("Somebody new"), fields=fields, accept=_("See what it does"))
    return Asked(form=form, edits=edits)


def _people(o: Organisation) -> dict[str, str]:
    return {p.id: p.name for p in o.people.values()}


def _free(id_: str, taken: Container[str]) -> str:
    """Return an id that nobody has yet, made of one that somebody may have."""
    found, number = id_, 2
    while found in taken:
        found, number = f"{id_}-{number}", number + 1
    return found
