"""Forms of a selection: the roles that are sought, a nomination, and who is proposed with which reasons."""

from collections.abc import Mapping

from sociotui.domain.commands import Nominate, ProposeSelection
from sociotui.domain.effects import Selects
from sociotui.domain.meeting import Meeting
from sociotui.domain.proposing import in_months
from sociotui.domain.selection import Grid, Nomination, Sought, ahead, untied
from sociotui.room.asking import Options, day
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.tui.meeting.forms import A_DAY, Ask, Choices, who
from sociotui.tui.meeting.forms_agenda import roles_of
from sociotui.words import _


def roles(m: Meeting) -> Ask:
    """Ask for which roles somebody is sought, and for how long they are given."""
    grid = m.item.grid if m.item else None
    sought = grid.sought if grid else ()
    months = m.circle.customs.term
    until = next((s.until for s in sought if s.until), None) or in_months(m.today, months)

    def act(a: Answers) -> tuple[str, Options]:
        return "seek", Options(roles=a["roles"], until=a["until"])

    return Ask(
        Form(
            title=_("Role and term"),
            intro=_(
                "Every role is given for a time. {circle} usually gives it for {n} months.",
                circle=m.circle.name,
                n=months,
            ),
            fields=(
                Field(
                    name="roles",
                    label=_("Which roles? (space marks; several go into one grid)"),
                    options=tuple((role, _held(m, role, name)) for role, name in roles_of(m)),
                    value=",".join(s.role for s in sought),
                    several=True,
                ),
                Field(name="until", label=_("Until when?"), value=until.isoformat(), hint=A_DAY),
            ),
            accept=_("Seek"),
        ),
        act,
    )


def _held(m: Meeting, role: str, name: str) -> str:
    term = m.circle.roles.get(role)
    if term is None:
        return _("{role} (vacant)", role=name)
    if not term.holds(m.today):
        return _("{role} (vacant, was {person})", role=name, person=m.name(term.person))
    return _("{role} (now {person})", role=name, person=m.name(term.person))


def members(m: Meeting) -> Choices:
    """Return all members, present or not: a role can be given to each of them."""
    return tuple((p.id, p.name) for p in m.people.values() if p.member)


def title_of(m: Meeting, sought: Sought) -> str:
    """Return what a role that is sought is called in this circle."""
    return sought.title or m.circle.role_name(sought.role)


# --- nominations ------------------------------------------------------------------------------------


def nomination(m: Meeting, person: str, hidden: Mapping[str, Nomination] | None = None, *, own: bool = False) -> Ask:
    """Ask whom somebody nominates, for each role. In the change round what they had nominated stands there.

    So does what is `hidden` still, where who nominates looks on alone, at a terminal of their `own`.
    """
    grid = (m.item.grid if m.item else None) or Grid(sought=())
    mine = grid.written.get(person, {}) if grid.revealed else hidden or {}
    may_pass = not grid.revealed and m.manner.passing["nomination"] == "yes"
    when = ("gives", ("",)) if may_pass else None
    fields: list[Field] = []
    if may_pass:
        options = (("", _("nominate somebody")), ("pass", _("nobody")))
        fields.append(Field(name="gives", label=_("Would you like to?"), options=options))
    for sought in grid.sought:
        before = mine.get(sought.role, Nomination(person=""))
        role = title_of(m, sought)
        fields += [
            Field(
                name=f"person-{sought.role}",
                label=_("Whom do you see as {role}? Oneself is fine", role=role),
                options=who(members(m)),
                value=before.person,
                when=when,
            ),
            Field(name=f"reason-{sought.role}", label=_("Why?"), value=before.reason, when=when),
        ]

    def act(a: Answers) -> tuple[str, Options | Nominate]:
        if a.get("gives"):
            return "pass", Options(person=person)
        choices = {s.role: Nomination(person=a[f"person-{s.role}"], reason=a[f"reason-{s.role}"]) for s in grid.sought}
        return "nominate", Nominate(person=person, choices=choices)

    name = m.name(person)
    title = _("{name} changes", name=name) if grid.revealed else _("{name} writes", name=name)
    unseen = _("Nobody else sees it.") if own else _("Nobody else looks.")
    return Ask(
        Form(
            title=_("Your nomination") if own else title,
            intro=(
                _("Having heard the reasons. Nothing to change is fine, too: leave this, and pass (‹pass›).")
                if grid.revealed
                else f"{unseen} {_('All are revealed at once, when everybody has written.')}"
            ),
            fields=tuple(fields),
            accept=_("Change") if grid.revealed else _("Write it down"),
        ),
        act,
    )


# --- a person is proposed ---------------------------------------------------------------------------


def proposal(m: Meeting) -> Ask:
    """Ask whom the circle proposes for each role, with the reasons and the term."""
    grid = (m.item.grid if m.item else None) or Grid(sought=())
    current = m.proposal.current if m.proposal else None
    now = {e.role: e for e in current.effects if isinstance(e, Selects)} if current else {}
    terms = {s.until for s in grid.sought} if not now else {e.until for e in now.values()}
    until = next(iter(terms)) if len(terms) == 1 else None
    fields: list[Field] = []
    for sought in grid.sought:
        role, was = sought.role, now.get(sought.role)
        first = _first(m, grid, role)
        draw = len(first) > 1 and "draw" in m.manner.ties
        fields += [
            Field(
                name=f"person-{role}",
                label=_("Whom do we propose as {role}?", role=title_of(m, sought)),
                options=(("", _("a blind draw")), *members(m)) if draw else who(members(m)),
                value=was.person if was else first[0] if len(first) == 1 else "",
            ),
            Field(name=f"reason-{role}", label=_("What speaks for them?"), value=was.reason if was else ""),
        ]
    each = "" if until else _("Until when? (empty: each as it was named)")
    fields.append(
        Field(name="until", label=each or _("Until when?"), value=until.isoformat() if until else "", hint=A_DAY)
    )

    def act(a: Answers) -> tuple[str, ProposeSelection]:
        reasons = {s.role: a[f"reason-{s.role}"] for s in grid.sought}
        return "select", ProposeSelection(
            people={s.role: a[f"person-{s.role}"] for s in grid.sought},
            reasons={role: reason for role, reason in reasons.items() if reason},
            until=day(a["until"]),
            version=current.number if current else 0,
        )

    ties = "\n".join(filter(None, (_tie(m, grid, s) for s in grid.sought)))
    return Ask(
        Form(
            title=_("Whom do we propose?"),
            intro=ties or _("Arguments decide, not numbers: who fits what we look for?"),
            fields=tuple(fields),
            accept=_("Propose"),
        ),
        act,
    )


def _first(m: Meeting, grid: Grid, role: str) -> tuple[str, ...]:
    """Return who the nominations put first, after the ways of the dialect that need no draw."""
    held = m.circle.roles.get(role)
    return untied(grid, role, m.manner.ties, held.person if held else "")


def _tie(m: Meeting, grid: Grid, sought: Sought) -> str:
    """Return what there is to say of a tie, and by what this circle's dialect decides; "" where there is none."""
    level, role = ahead(grid, sought.role), title_of(m, sought)
    if len(level) < 2:
        return ""
    names, first = m.names(level), _first(m, grid, sought.role)
    if len(first) == 1:
        mine = grid.written.get(first[0], {}).get(sought.role)
        why = _("they named themselves") if mine and mine.person == first[0] else _("they hold it now")
        return _(
            "As {role}, {names} were named equally often. {name} comes first: {why}.",
            role=role,
            names=names,
            name=m.name(first[0]),
            why=why,
        )
    if "draw" in m.manner.ties:
        return _(
            "As {role}, {names} were named equally often. Propose one of them, or let a blind draw decide.",
            role=role,
            names=names,
        )
    return _(
        "As {role}, {names} were named equally often. Qualifications decide: what does the role need?",
        role=role,
        names=names,
    )
