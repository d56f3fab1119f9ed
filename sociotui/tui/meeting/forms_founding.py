"""Forms of what changes a circle: founding one, a helping circle, who joins and who leaves."""

from sociotui.domain.circles import Circle
from sociotui.domain.commands import ProposeMember
from sociotui.domain.effects import Founds, Joins, Leaves
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.domain.proposing import in_months
from sociotui.domain.text import free_id, slug
from sociotui.room.asking import Options
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.tui.meeting.forms import A_DAY, Ask, effects, known, version, who
from sociotui.words import _

# --- circles ----------------------------------------------------------------------------------------


def circle(m: Meeting, organisation: Organisation, *, helping: bool | None) -> Ask:
    """Ask for a circle to be founded; a helping circle has an end, and may have several parents. None: either of them."""
    now = next((e.circle for e in effects(m) if isinstance(e, Founds)), Circle(id="", name=""))
    leader = now.roles.get("leader")
    card = m.policy(m.item.policy) if m.item else None
    aim = _("Rework “{title}”", title=card.title) if card and not now.aims else "\n".join(now.aims)
    fields = [
        Field(name="name", label=_("What is it called?"), value=now.name),
        Field(name="text", label=_("What is it there for? Its aim"), value=aim),
        Field(
            name="members",
            label=_("Who belongs to it? (space marks)"),
            options=known(m),
            value=",".join(now.members),
            several=True,
        ),
        Field(
            name="leader",
            label=_("Who leads it, and links it to us?") if helping else _("Who leads it?"),
            options=who(known(m)),
            value=leader.person if leader else "",
        ),
    ]
    if not helping:
        fields.insert(2, Field(name="domain", label=_("What does it decide by itself? Its domain"), value=now.domain))
    if helping is not False:
        fields += _ending(m, organisation, now, helping=bool(helping))
    return Ask(
        Form(
            title=_("A helping circle") if helping else _("A new circle"),
            intro="" if helping else _("We choose its leader; its members choose their delegate themselves."),
            fields=tuple(fields),
            accept=_("Propose"),
        ),
        lambda a: (
            "found",
            Options(
                name=a["name"],
                text=a["text"],
                domain=a.get("domain", ""),
                members=a["members"],
                leader=a["leader"],
                until=a.get("until", ""),
                parents=a.get("parents", ""),
                version=version(m),
            ),
        ),
    )


def _ending(m: Meeting, organisation: Organisation, now: Circle, *, helping: bool) -> list[Field]:
    """Return what is asked of a circle that ends: until when it works, and which circles it helps."""
    until = now.until or (in_months(m.today, 3) if helping else None)
    label = _("Until when does it work?") if helping else _("Until when does it work? (empty: it stays)")
    return [
        Field(name="until", label=label, value=until.isoformat() if until else "", hint=A_DAY),
        Field(
            name="parents",
            label=_("Which circles does it help? (space marks)")
            if helping
            else _("Within which circles? (space marks)"),
            options=tuple((c.id, c.name) for c in organisation.circles.values() if not (c.until or c.ended)),
            value=",".join(now.parents or (m.circle.id,)),
            several=True,
        ),
    ]


# --- members ----------------------------------------------------------------------------------------


def membership(m: Meeting, organisation: Organisation, *, leaves: bool | None) -> Ask:
    """Ask who joins the circle or leaves it, and how; None: which of both is asked, too."""
    about = m.item.about if m.item else ""
    said = next((e.person for e in effects(m) if isinstance(e, Joins | Leaves)), about)
    here = tuple((p.id, p.name) for p in m.people.values() if p.member)
    guests = tuple((p.id, p.name) for p in m.people.values() if not p.member)
    others = tuple((p.id, p.name) for p in organisation.people.values() if p.id not in m.people)
    new = ("", _("somebody new"))
    kind = Field(
        name="kind", label=_("What is proposed?"), options=(("joins", _("to join")), ("leaves", _("to leave")))
    )
    joining, leaving = (("kind", ("joins",)), ("kind", ("leaves",))) if leaves is None else (None, None)
    coming = (
        Field(name="joins", label=_("Who joins?"), options=(*guests, *others, new), value=said, when=joining),
        Field(name="name", label=_("Their name"), when=("joins", ("",))),
    )
    going = Field(name="leaves", label=_("Who leaves?"), options=who(here), value=said, when=leaving)
    text = m.proposal.current.text.partition("\n")[2] if m.proposal else ""
    how = _("When, and who takes on what they did?") if leaves else _("From when, and in which way?")

    def act(a: Answers) -> tuple[str, ProposeMember]:
        name, goes = a.get("name", "").strip(), bool(leaves or a.get("kind") == "leaves")
        known_as = a["leaves"] if goes else a["joins"]
        return "member", ProposeMember(
            person=known_as or (_new_id(m, organisation, name) if name else ""),
            name="" if known_as else name,
            leaves=goes,
            text=a["text"],
            version=version(m),
        )

    return Ask(
        Form(
            title=_("Leaving") if leaves else _("Joining") if leaves is False else _("A member"),
            fields=(
                *((kind,) if leaves is None else ()),
                *(coming if not leaves else ()),
                *((going,) if leaves is not False else ()),
                Field(name="text", label=how, value=text, long=True),
            ),
            accept=_("Propose"),
        ),
        act,
    )


def _new_id(m: Meeting, organisation: Organisation, name: str) -> str:
    return free_id(slug(name), {*m.people, *organisation.people})
