"""Offers: what can be changed, added or ended where somebody stands: on a circle, or on a row of its page."""

from msgspec import Struct

from sociotui.domain import changes as c
from sociotui.domain.circles import PROCESS_ROLES, Circle
from sociotui.domain.organisation import Organisation
from sociotui.tui.telling.people import role_called
from sociotui.words import _


class Offer(Struct, frozen=True, kw_only=True):
    """One thing that can be done. `kind` and `of` say what it is about, `circle` to which circle it belongs, "" to none.

    `edit` is what it comes to, or where that is asked first, an edit that concerns the same circles. `first` names the
    field that the form begins with. The label begins with what it is: names may be long, and are cut.
    """

    kind: str
    label: str
    edit: c.AnyEdit
    circle: str = ""
    of: str = ""
    first: str = ""

    @property
    def id(self) -> str:
        """The id of its row, where several are offered."""
        return f"{self.kind}:{self.of}"


# --- to change --------------------------------------------------------------------------------------


def to_change(o: Organisation, circle: str, row: str = "") -> list[Offer]:
    """Return what can be changed about a row of a circle's page; "" is the circle itself."""
    kind, _sep, id_ = row.partition(":")
    here = o.circles[circle]
    if kind == "role":
        return [role(here, id_)]
    if kind == "person":
        return [person(o, id_, circle), *([_seats(here)] if id_ in here.members and len(here.members) > 1 else [])]
    if kind == "circle" and id_ in o.circles:
        return [_circle(o.circles[id_])]
    if kind in ("text", "aim"):
        first = id_ if kind == "text" else "aims"
        theirs = kind == "text" and not here.parents and not getattr(here, id_) and id_ in ("vision", "mission")
        return [_about(o, first)] if theirs else [_circle(here, first)]
    if kind:
        return []
    seats = [_seats(here)] if len(here.members) > 1 else []
    return [_circle(here), *seats, *([] if here.parents else [_about(o)])]


def _circle(circle: Circle, first: str = "") -> Offer:
    said = _("name, aims, domain, parents of {circle}", circle=circle.name)
    return Offer(kind="circle", label=said, edit=c.SetCircle(circle=circle.id), circle=circle.id, first=first)


def _seats(circle: Circle) -> Offer:
    edit = c.Seat(circle=circle.id, members=())
    return Offer(
        kind="seats", label=_("the order of seats in {circle}", circle=circle.name), edit=edit, circle=circle.id
    )


def _about(o: Organisation, first: str = "") -> Offer:
    name = o.about.name if o.about else ""
    said = _("name, vision, mission of {organisation}", organisation=name)
    return Offer(kind="organisation", label=said, edit=c.Describe(), first=first)


def person(o: Organisation, id_: str, circle: str = "") -> Offer:
    """Return the offer to change what is known of somebody, whom a circle knows."""
    name = o.people[id_].name if id_ in o.people else id_
    said = _("name and pronouns of {name}", name=name)
    return Offer(kind="person", label=said, edit=c.SetPerson(person=id_), circle=circle, of=id_)


def role(circle: Circle, id_: str) -> Offer:
    """Return the offer to change a role of a circle, or who holds it."""
    edit = c.VacateRole(circle=circle.id, role=id_)
    return Offer(kind="role", label=role_called(circle, id_), edit=edit, circle=circle.id, of=id_)


# --- to add -----------------------------------------------------------------------------------------


def to_add(o: Organisation, circle: str, row: str = "") -> list[Offer]:
    """Return what can be added at a row of a circle's page; "" is the circle itself."""
    here = o.circles[circle]
    kind = row.partition(":")[0]
    within = c.FormCircle(circle=Circle(id="", name="", parents=(circle,)))
    sub = Offer(kind="sub", label=_("a circle within {circle}", circle=here.name), edit=within, circle=circle)
    helping = Offer(kind="helping", label=_("a helping circle, which ends on a day"), edit=within, circle=circle)
    new = Offer(
        kind="new-role",
        label=_("a role of {circle}", circle=here.name),
        edit=c.SetRole(circle=circle, role="", new=True),
        circle=circle,
    )
    member = Offer(
        kind="member",
        label=_("a member of {circle}", circle=here.name),
        edit=c.Join(circle=circle, person=""),
        circle=circle,
    )
    if kind == "role":
        return [new]
    if kind == "person":
        return [member]
    return [sub, helping] if kind == "circle" else [sub, helping, new, member]


def somebody() -> Offer:
    """Return the offer to enter somebody, who belongs to no circle yet."""
    return Offer(
        kind="somebody", label=_("somebody, who is here for the first time"), edit=c.SetPerson(person="", new=True)
    )


# --- to end -----------------------------------------------------------------------------------------


def to_end(o: Organisation, circle: str, row: str = "") -> list[Offer]:
    """Return what can be ended about a row of a circle's page; "" is the circle itself."""
    kind, _sep, id_ = row.partition(":")
    here = o.circles[circle]
    if kind == "role":
        return _role_ends(here, id_) if here.has(id_) else []
    if kind == "person":
        return [leaving(o, here, id_)] if id_ in here.members else []
    if kind == "circle" and id_ in o.circles:
        return [_ending(o.circles[id_])]
    return [] if kind else [_ending(here)]


def _ending(circle: Circle) -> Offer:
    said = _("{circle} ends", circle=circle.name)
    return Offer(kind="end", label=said, edit=c.EndCircle(circle=circle.id), circle=circle.id)


def leaving(o: Organisation, circle: Circle, id_: str) -> Offer:
    """Return the offer that somebody leaves a circle."""
    name = o.people[id_].name if id_ in o.people else id_
    said = _("{circle}: {name} leaves it", circle=circle.name, name=name)
    return Offer(kind="leave", label=said, edit=c.Leave(circle=circle.id, person=id_), circle=circle.id, of=circle.id)


def _role_ends(circle: Circle, id_: str) -> list[Offer]:
    name = role_called(circle, id_)
    vacant = Offer(
        kind="vacate",
        label=_("nobody holds it any more: {role}", role=name),
        edit=c.VacateRole(circle=circle.id, role=id_),
        circle=circle.id,
        of=id_,
    )
    gone = Offer(
        kind="end-role",
        label=_("the role ends: {role} of {circle}", role=name, circle=circle.name),
        edit=c.EndRole(circle=circle.id, role=id_),
        circle=circle.id,
        of=id_,
    )
    return [*([vacant] if id_ in circle.terms() else []), *([] if id_ in PROCESS_ROLES else [gone])]


# --- where there is nothing ---------------------------------------------------------------------------


def why_not(o: Organisation, circle: str, row: str, key: str) -> str:
    """Return why nothing is offered by a key (an action's id) on a row, and what to do instead."""
    kind, _sep, id_ = row.partition(":")
    here = o.circles[circle].name
    if kind == "role":
        return _("Nobody holds this role, and every circle has it. ‹alter› gives it to somebody.")
    if kind == "person":
        name = o.people[id_].name if id_ in o.people else id_
        return _(
            "{name} belongs to {circle} by a link: as leader or delegate of a circle within. Change that there.",
            name=name,
            circle=here,
        )
    if kind in ("policy", "waiting", "customs"):
        return _("This was decided together, and is changed so: put it on the agenda. ‹decisions› finds policies.")
    if kind in ("topic", "step", "held", "next", "meeting"):
        return _("This is of meetings: ‹quit› goes home, and ‹agenda› prepares the next one there.")
    what = {"alter": _("change"), "end-here": _("end")}.get(key, _("add"))
    return _("Here is nothing to {what}. Choose {circle} itself, a role or a member.", what=what, circle=here)
