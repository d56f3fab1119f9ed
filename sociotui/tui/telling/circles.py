"""Circles: what is told of a circle, its roles with their terms, its meetings with their minutes, its customs."""

from collections.abc import Iterator

from sociotui.domain.circles import PROCESS_ROLES, Circle
from sociotui.domain.customs import Customs
from sociotui.domain.dialects import word
from sociotui.domain.due import Due
from sociotui.domain.effects import Agrees, worded
from sociotui.domain.items import BacklogItem
from sociotui.domain.people import Term
from sociotui.domain.records import Held, Policy
from sociotui.tui.telling.paragraphs import Text, part, top
from sociotui.tui.telling.waiting import WaitingTeller
from sociotui.words import _


class CircleTeller(WaitingTeller):
    """Tells about circles, as a snapshot has them."""

    # --- a circle

    def circle(self, c: Circle) -> Text:
        """Tell about a circle: aims, domain, what is due there, roles, members, customs, backlog, policies, last minutes."""
        o = self._o
        policies = (o.policies[spine.id] for spine in o.reviews() if spine.circle == c.id)
        held = o.last_held(c.id)
        until = _("a helping circle, until {day}", day=self._day(c.until)) if c.until else ""
        return [
            *top(c.name, until),
            *part(_("Meets now"), *self._meets(c)),
            *part(_("Aims"), *c.aims),
            *part(_("Domain"), c.domain),
            *part(_("Vision"), c.vision),
            *part(_("Mission"), c.mission),
            *part(_("Due"), *self._due_in(c)),
            *part(_("Next meeting"), held.next_meeting if held else ""),
            *part(_("Roles"), *self._roles(c)),
            *part(_("Members"), self._names(o.full_members(c.id, self._today)) or _("nobody yet")),
            *part(_("Backlog"), *(p for t in o.backlog.get(c.id, ()) for p in self._topic(t))),
            *part(_("Policies"), *(said for p in policies for said in self._policy_in_short(p))),
            *part(_("Last minutes"), *self._last_minutes(held)),
            *part(_("How we decide"), *customs(c.customs)),
        ]

    def kind(self, c: Circle) -> str:
        """Return what kind of circle it is, where it is not one that goes on: one that has ended, or helps for a time."""
        if c.ended:
            heir = self._o.heirs.get(c.id)
            if heir is None:
                return _("Ended {day}. What it decided stays on record.", day=self._day(c.ended))
            return _(
                "Ended {day}. What it decided stays on record, and {heir} looks after it.",
                day=self._day(c.ended),
                heir=self._o.circles[heir].name,
            )
        if c.until and c.until < self._today:
            return _("A helping circle; it worked until {day}", day=self._day(c.until))
        return _("A helping circle, until {day}", day=self._day(c.until)) if c.until else ""

    def _meets(self, c: Circle) -> Iterator[str]:
        """Yield where the circle's meetings under way stand, and how one comes to them."""
        meetings = [m for m in self._snapshot.under_way if m.circle.id == c.id]
        for m in meetings:
            yield _("Since {time}: {where}", time=f"{self._clock.local(m.opened):%H:%M}", where=m.step.title)
        if meetings:
            yield _("Enter leads there, and asks whether you want another meeting instead.")

    def _due_in(self, c: Circle) -> list[str]:
        here = [d for d in self._snapshot.due if d.circle == c.id]
        return [f"{due_title(d)} ({self._day(d.on) if d.on else _('now')})" for d in here]

    def _roles(self, c: Circle) -> list[str]:
        process = [r for r in PROCESS_ROLES if r != "delegate" or c.parents or r in c.roles]
        named = [(word(c.dialect, r), r) for r in process] + [(r.name, r.id) for r in c.role]
        return [f"{name}: {self.holder(c, role)}" for name, role in named]

    def _topic(self, t: BacklogItem) -> Text:
        said = _("{title}, {n} min", title=t.title, n=t.minutes)
        return [(2, said, "plain"), *([(4, t.next_step, "dim")] if t.next_step else [])]

    def _policy_in_short(self, p: Policy) -> Text:
        return [
            (2, _("{title} (again {day})", title=p.title, day=self._day(p.review)), "plain"),
            (4, p.text, "dim"),
        ]

    def _last_minutes(self, held: Held | None) -> list[str]:
        if held is None:
            return [_("This circle has not met here yet.")]
        return [_("Of {day}.", day=self._day(held.on)), self.approval(held)]

    def holder(self, circle: Circle, role: str) -> str:
        """Return who holds a role until when; an expired term gives no power, so such a role is vacant. (MVOS)"""
        term = circle.terms().get(role)
        if term is None:
            return _("vacant")
        name = self._name(term.person)
        if term.until is None:
            return name
        if term.holds(self._today):
            return _("{name}, until {day}", name=name, day=self._day(term.until))
        return _("vacant ({name}'s term ended {day})", name=name, day=self._day(term.until))

    def term(self, role: str, term: Term) -> str:
        """Return a role with the term for which it is held."""
        if term.until is None:
            return role
        if term.holds(self._today):
            return _("{role} until {day}", role=role, day=self._day(term.until))
        return _("{role}, ended {day}", role=role, day=self._day(term.until))

    def topic(self, t: BacklogItem, c: Circle) -> Text:
        """Tell about a topic that is kept for later."""
        facts = [_("to {aim}, {n} min", aim=_(t.aim), n=t.minutes)]
        facts += [_("due {day}", day=self._day(t.due))] if t.due else []
        return [
            *top(t.title, c.name),
            *part(_("What for"), *facts),
            *part(_("Presented by"), self._name(t.presenter)),
            *part(_("Added by"), self._name(t.added_by)),
            *part(_("Next step"), *t.next_step.split("\n")),
        ]

    def approval(self, held: Held) -> str:
        """Return how minutes were approved, or when they will be, as a sentence."""
        if held.approved:
            how = {
                "next": _("Approved by the next meeting: {day}."),
                "end": _("Approved at the end of the meeting: {day}."),
                "window": _("Approved by the end of their window: {day}."),
            }[held.approved]
            return _(how, day=self._day(held.approved_on or held.on))
        if held.window:
            return _("Approved {when}, unless somebody objects.", when=self._moment(held.window))
        return _("Not approved yet; the next meeting is asked.")


def due_title(d: Due) -> str:
    """Return what is due in a line of its own."""
    return _("Review: {title}", title=d.title) if d.kind == "policy" else d.title


def customs(c: Customs) -> list[str]:
    """Return a circle's customs in words, one sentence each."""
    return worded(Agrees(customs=c)).split("\n")
