"""Forms of what changes a circle: founding one, a helping circle, a member, a policy's review, the circle's customs."""

from sociotui.domain.circles import Circle
from sociotui.domain.commands import ProposeMember
from sociotui.domain.effects import Agrees, AnyEffect, Drops, Founds, Joins, Keeps, Leaves, Revises
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.domain.proposing import in_months
from sociotui.domain.text import free_id, slug
from sociotui.room.asking import Options
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.tui.meeting.forms import A_DAY, Ask, known, who, whole
from sociotui.words import _


def _effects(m: Meeting) -> tuple[AnyEffect, ...]:
    return m.proposal.current.effects if m.proposal else ()


def _version(m: Meeting) -> int:
    return m.proposal.current.number if m.proposal else 0


# --- circles ----------------------------------------------------------------------------------------


def circle(m: Meeting, organisation: Organisation, *, helping: bool | None) -> Ask:
    """Ask for a circle to be founded; a helping circle has an end, and may have several parents. None: either of them."""
    now = next((e.circle for e in _effects(m) if isinstance(e, Founds)), Circle(id="", name=""))
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
                version=_version(m),
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
    said = next((e.person for e in _effects(m) if isinstance(e, Joins | Leaves)), about)
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
            version=_version(m),
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


# --- a policy whose day has come, and customs -------------------------------------------------------


def review(m: Meeting) -> Ask:
    """Ask what becomes of a policy: it stays, it ends, or it is reworked, here or by a helping circle."""
    card = m.policy(m.item.policy) if m.item else None
    effects = _effects(m)
    kind = next(
        (
            kind
            for effect, kind in ((Founds, "helping"), (Drops, "drop"), (Revises, "rework"), (Keeps, "keep"))
            if any(isinstance(e, effect) for e in effects)
        ),
        "keep",
    )
    reworked = m.proposal.current.text if m.proposal and kind == "rework" else card.text if card else ""
    helping = ("kind", ("helping",))

    def act(a: Answers) -> tuple[str, Options]:
        if a["kind"] != "helping":
            return "review", Options(kind=a["kind"], text=a["text"], version=_version(m))
        title = card.title if card else ""
        return "found", Options(
            name=_("Helping circle: {aim}", aim=title)[:120],
            text=_("Rework “{title}”", title=title),
            members=a["members"],
            leader=a["leader"],
            until=a["until"],
            version=_version(m),
        )

    return Ask(
        Form(
            title=_("What becomes of “{title}”?", title=card.title if card else ""),
            fields=(
                Field(
                    name="kind",
                    label=_("Did it help?"),
                    options=(
                        ("keep", _("it stays")),
                        ("drop", _("it ends")),
                        ("rework", _("we rework it")),
                        ("helping", _("a helping circle reworks it")),
                    ),
                    value=kind,
                ),
                Field(
                    name="text", label=_("How it should read"), value=reworked, long=True, when=("kind", ("rework",))
                ),
                Field(
                    name="members", label=_("Who is in it? (space marks)"), options=known(m), several=True, when=helping
                ),
                Field(name="leader", label=_("Who leads it, and links it to us?"), options=who(known(m)), when=helping),
                Field(
                    name="until",
                    label=_("Until when does it work?"),
                    value=in_months(m.today, 3).isoformat(),
                    hint=A_DAY,
                    when=helping,
                ),
            ),
            accept=_("Propose"),
        ),
        act,
    )


def customs(m: Meeting) -> Ask:
    """Ask for other customs of the circle: absence, minutes, quorum, usual terms, who may watch."""
    now = next((e.customs for e in _effects(m) if isinstance(e, Agrees)), m.circle.customs)
    fields = (
        Field(
            name="absence",
            label=_("Who is absent:"),
            options=(
                ("hold", _("a decision waits for them")),
                ("lazy", _("it waits some hours")),
                ("views", _("give their view before")),
                ("present", _("is not asked")),
            ),
            value=now.absence,
        ),
        Field(name="window", label=_("It waits how many hours?"), value=str(now.window), when=("absence", ("lazy",))),
        Field(
            name="approval",
            label=_("Minutes are approved:"),
            options=(
                ("next", _("at the next meeting")),
                ("end", _("at the end of the same")),
                ("window", _("when some hours are over")),
            ),
            value=now.minutes,
        ),
        Field(
            name="minutes_window",
            label=_("After how many hours?"),
            value=str(now.minutes_window),
            when=("approval", ("window",)),
        ),
        Field(
            name="quorum", label=_("Members without whom nothing is decided (0: none agreed)"), value=str(now.quorum)
        ),
        Field(name="review", label=_("Policies are looked at again after how many months?"), value=str(now.review)),
        Field(name="term", label=_("Roles are given for how many months?"), value=str(now.term)),
        Field(
            name="watching",
            label=_("On a server, our meetings may be watched by"),
            options=(
                ("members", _("members of this circle")),
                ("organisation", _("everybody of the organisation")),
                ("anybody", _("anybody")),
            ),
            value=now.watching,
        ),
        Field(
            name="hearing",
            label=_("Between meetings, something may be said to us by"),
            options=(
                ("organisation", _("everybody of the organisation")),
                ("anybody", _("guests, too")),
            ),
            value=now.hearing,
        ),
        Field(
            name="unnamed",
            label=_("It may be said"),
            options=(("no", _("with a name")), ("yes", _("unnamed, too"))),
            value="yes" if now.unnamed else "no",
        ),
        Field(
            name="totals",
            label=_("Totals of speaking time"),
            options=(("no", _("are let go of")), ("yes", _("are kept, as our mirror"))),
            value="yes" if now.keep_totals else "no",
        ),
    )

    def act(a: Answers) -> tuple[str, Options]:
        return "customs", Options(
            absence=a["absence"],
            window=_hours(a["window"]),
            approval=a["approval"],
            minutes_window=_hours(a["minutes_window"]),
            quorum=whole(a["quorum"]),
            review_months=_least(whole(a["review"])),
            term_months=_least(whole(a["term"])),
            watching=a["watching"],
            totals=a["totals"],
            hearing=a["hearing"],
            unnamed=a["unnamed"],
            version=_version(m),
        )

    return Ask(
        Form(
            title=_("Our customs"),
            intro=_("How we decide is decided by consent, too."),
            fields=fields,
            accept=_("Propose"),
        ),
        act,
    )


def _hours(text: str) -> int:
    """Return the hours of a window; 0, which leaves them as they are, where they were not asked."""
    return _least(whole(text)) if text else 0


def _least(number: int) -> int:
    """Return a number that is refused where somebody typed 0, which would otherwise mean: as it is."""
    return number or -1
