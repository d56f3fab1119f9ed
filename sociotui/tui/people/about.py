"""About: a role and who holds it until when; or a person, with circles, roles, next steps and what waits for them."""

from collections.abc import Callable, Iterator

from sociotui.domain.offices import Bearer, Office, offices_of
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Role
from sociotui.room.clock import Clock
from sociotui.room.port import Snapshot
from sociotui.tui.home.about import Teller
from sociotui.tui.telling.paragraphs import Text, part, top
from sociotui.words import _


class PeopleTeller(Teller):
    """Tells about roles and people. `meetings`: of how many it is on record who facilitated."""

    def __init__(self, snapshot: Snapshot, clock: Clock, spoken: Callable[[str], str], meetings: int) -> None:
        super().__init__(snapshot, clock, spoken)
        self._meetings = meetings

    # --- a role

    def office(self, f: Office) -> Text:
        """Tell about a role: who holds it, what it is for, who else could be asked."""
        circle = self._o.circles.get(f.circle)
        if circle is None:
            return []
        role = next((r for r in circle.role if r.id == f.role), Role(id=f.role, name=f.name))
        members = self._o.full_members(circle.id, self._today)
        return [
            *top(f.name, circle.name),
            *part(_("Held by"), self.holder(circle, f.role)),
            *part(_("How it stands"), *self._stands(f)),
            *part(_("Purpose"), role.purpose),
            *part(_("Responsibilities"), *role.responsibilities),
            *part(_("Members of the circle"), self._names(members) or _("nobody yet")),
            *part(_("How to see to it"), self._spoken(self._how(f))),
        ]

    def _stands(self, f: Office) -> Iterator[str]:
        yield {
            "ended": _("The term is over: it gives no power, and the role is vacant."),
            "soon": _("The term ends soon."),
            "vacant": _("Nobody holds it."),
            "runs": _("The term runs."),
            "open": _("No day was set on which the term ends. Every role has one: agree on it with a selection."),
            "unused": _("Nobody holds it; each meeting can choose for itself."),
        }[f.standing]
        if f.listed:
            yield _("A selection for it is on the backlog.")

    def _how(self, f: Office) -> str:
        if f.listed:
            return _("It comes up in the next meeting, ready-made.")
        return _(
            "‹agenda› proposes a selection, straight onto the circle's agenda. Mark several roles with space, to choose for "
            "all of them in one go."
        )

    # --- a person

    def person(self, p: Bearer) -> Text:
        """Tell about a person: circles, roles with terms, next steps, answers that are asked of them, facilitation."""
        if p.id not in self._o.people:
            return []
        person = self._o.people[p.id]
        return [
            *top(person.name, person.pronouns),
            *part(_("Circles"), *(list(self._circles(p.id)) or [_("in none yet")])),
            *part(_("Roles"), *self._held_roles(p.id)),
            *part(_("Next steps"), *self._steps(p.id)),
            *part(_("Asked for an answer"), *self._answers(p.id)),
            *part(_("Facilitation"), *self._facilitation(p)),
        ]

    def _circles(self, id_: str) -> Iterator[str]:
        for c in self._o.circles.values():
            if id_ in c.members:
                yield c.name
            elif id_ in self._o.full_members(c.id, self._today):
                yield _("{circle}, by a link", circle=c.name)

    def _held_roles(self, id_: str) -> Iterator[str]:
        for c in self._o.circles.values():
            for f in offices_of(self._o, c, self._today):
                if f.person == id_:
                    yield self._role_said(c.name, f)

    def _role_said(self, circle: str, f: Office) -> str:
        if f.until is None:
            return _("{role} of {circle}, without an end", role=f.name, circle=circle)
        if f.standing == "ended":
            return _("{role} of {circle}: the term ended {day}", role=f.name, circle=circle, day=self._day(f.until))
        return _("{role} of {circle}, until {day}", role=f.name, circle=circle, day=self._day(f.until))

    def _steps(self, id_: str) -> Iterator[str]:
        for step in self._o.follow_ups.live.values():
            if (step.owner == id_ or id_ in step.among) and not step.done:
                text = " ".join(step.text.split())
                yield _("{text} (until {day})", text=text, day=self._day(step.due)) if step.due else text

    def _answers(self, id_: str) -> Iterator[str]:
        for w in self._o.waiting.values():
            if id_ in self._o.missing(w):
                yield w.decision.title

    def _facilitation(self, p: Bearer) -> Iterator[str]:
        if p.facilitated == 1 and p.last:
            yield _("One meeting on record, {day}", day=self._day(p.last))
        elif p.facilitated and p.last:
            yield _("{n} meetings on record, the latest {day}", n=p.facilitated, day=self._day(p.last))
        else:
            yield _("No meeting on record so far.")
        if p.chosen:
            yield _("Is, or was, chosen for the role of facilitator.")
        yield how_counted(self._meetings)


def how_counted(meetings: int) -> str:
    """Return how it is counted who has facilitated."""
    return _(
        "Counted by the minutes of meetings that were held here ({n}), by name: those of private meetings do not count, nor "
        "what was before, nor where two people have one name.",
        n=f"{meetings:,}",
    )


def named(o: Organisation, office: Office) -> str:
    """Return a role with its circle, in words."""
    circle = o.circles[office.circle].name if office.circle in o.circles else office.circle
    return _("{role} of {circle}", role=office.name, circle=circle)
