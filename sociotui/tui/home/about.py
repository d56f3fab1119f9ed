"""About: what a row of the home screen is about; the pane shows it, a dialog the same text."""

from collections.abc import Iterator, Sequence

from sociotui.domain.circles import Circle
from sociotui.domain.due import Due
from sociotui.domain.items import FollowUp
from sociotui.domain.meeting import Meeting
from sociotui.domain.people import Role
from sociotui.domain.records import Held, Policy
from sociotui.room.status import now_and_next, where
from sociotui.tui.home.ahead import AheadTeller, first_steps
from sociotui.tui.home.beginning import beginning
from sociotui.tui.home.rows import find_due, listed
from sociotui.tui.telling.circles import CircleTeller, due_title
from sociotui.tui.telling.paragraphs import Text, part, top
from sociotui.tui.telling.voices import VoiceTeller
from sociotui.words import _


class Teller(CircleTeller, AheadTeller, VoiceTeller):
    """Tells about rows, as a snapshot has them. `clock` shows times as people here read them, `spoken` the keys they have."""

    def row(self, kind: str, id_: str) -> Text:
        """Tell about a row of the list, by its kind and its id within that; nothing where it is gone meanwhile."""
        o, snapshot = self._o, self._snapshot
        if kind == "circle" and id_ in o.circles:
            return self.circle(o.circles[id_])
        if kind == "waiting" and id_ in o.waiting:
            return self.waiting(o.waiting[id_])
        if kind == "voice" and id_ in o.voices:
            return self.voice(o.voices[id_])
        if kind == "due":
            found = find_due(snapshot.due, id_)
            return self.due(found) if found else []
        if kind == "meeting":
            meeting = next((m for m in snapshot.under_way if m.id == id_), None)
            return self.meeting(meeting) if meeting else []
        if kind == "next" and id_ in o.circles:
            return self.next_meeting(id_)
        if kind == "first":
            step = next((s for s in first_steps(snapshot) if s.id == id_), None)
            return self.first_step(step) if step else []
        if kind == "talk":
            return self.talk(id_)
        if kind == "more":
            return self.others(listed(snapshot.due))
        return beginning(id_, self._spoken) if kind == "begin" else []

    def talk(self, id_: str) -> Text:
        """Tell that a talk in conflict waits; what is in it is read there."""
        only = _("Only those who are in it see this. Enter goes there.")
        return [*top(_("What stands between us")), (0, "", "plain"), (0, only, "plain")]

    # --- a meeting under way

    def meeting(self, m: Meeting) -> Text:
        """Tell where a meeting stands."""
        begun = self._clock.local(m.opened)
        if m.private:
            shut = _("What is said in it stays with those who take part; they go on with it with enter.")
            return [*top(m.circle.name, _("private meeting")), *part(_("Began at {time}", time=f"{begun:%H:%M}"), shut)]
        agenda = [i.title + (f" ({i.outcome.kind})" if i.outcome else "") for i in m.agenda]
        said = [s for s in (where(m), now_and_next(m)) if s]
        return [
            *top(m.circle.name, _("began at {time}", time=f"{begun:%H:%M}")),
            *part(_("Now"), *said),
            *part(_("Agenda"), *agenda),
            *part(_("Here"), ", ".join(m.name(p) for p in m.seats)),
        ]

    # --- what is due

    def due(self, d: Due) -> Text:
        """Tell what is due, what it is about, and how one sees to it."""
        circle = self._o.circles[d.circle]
        if d.kind == "waiting":
            return self.waiting(self._o.waiting[d.ref])
        if d.kind == "step":
            return self.step(self._o.follow_ups[d.ref])
        if d.kind == "minutes":
            return self.minutes(self._o.held[d.ref])
        if d.kind == "voice":
            return self.voice(self._o.voices[d.ref])
        return [*top(due_title(d), self._when(d)), *self._concerned(circle, d), *self.offer(d)]

    def _concerned(self, circle: Circle, d: Due) -> Text:
        """Tell about the policy, the role or the circle that is due."""
        if d.kind == "policy":
            return self._policy(self._o.policies[d.ref])
        if d.kind == "role":
            return self._role(circle, d.ref)
        return part(_("Aims"), *circle.aims)

    def _when(self, d: Due) -> str:
        circle = self._o.circles[d.circle].name
        if d.on is None:
            return _("{circle}, due now", circle=circle)
        if d.overdue(self._today):
            return _("{circle}, overdue since {day}", circle=circle, day=self._day(d.on))
        return _("{circle}, due {day}", circle=circle, day=self._day(d.on))

    def offer(self, d: Due) -> Text:
        """Say where what is due is seen to: in a meeting of its circle, where it is ready as an item."""
        if d.item is None:
            return []
        circle, minutes = self._o.circles[d.circle].name, d.item.minutes
        ready = _("It is ready for the agenda of {circle}, with {n} minutes.", circle=circle, n=minutes)
        if any(m.circle.id == d.circle and not m.private for m in self._snapshot.under_way):
            how = _("{circle} is meeting now: go on with that meeting, and add it there (‹agenda›).", circle=circle)
        else:
            how = _("To begin that meeting, choose {circle} in the list and press enter.", circle=circle)
        return part(_("How to see to it"), ready, self._spoken(how))

    def _policy(self, p: Policy) -> Text:
        facts = [_("Adopted {day}", day=self._day(p.adopted))]
        facts += [_("{name} looks after it.", name=self._name(p.responsible))] if p.responsible else []
        return [
            *part(_("The wording"), p.text),
            *part(_("Why"), p.why),
            *part(_("Did it help?"), *p.measures, *p.concerns),
            *part(_("On record"), *facts),
        ]

    def _role(self, circle: Circle, id_: str) -> Text:
        role = next((r for r in circle.role if r.id == id_), Role(id=id_, name=id_))
        return [
            *part(_("Held by"), self.holder(circle, id_) if id_ in circle.terms() else ""),
            *part(_("Purpose"), role.purpose),
            *part(_("Responsibilities"), *role.responsibilities),
        ]

    def step(self, f: FollowUp) -> Text:
        """Tell about a next step, and how one says that it is done."""
        how = part(
            _("How to see to it"),
            _("Press enter, and say how it went: kept, partly, or to be talked over again.")
            if f.among
            else _("Is it done? Press enter and say so; it is then off the list."),
        )
        return [*self.taken_on(f), *how]

    def taken_on(self, f: FollowUp) -> Text:
        """Tell what somebody took on: what, who, by when."""
        facts = [_("{name} has taken it on", name=self._name(f.owner))] if f.owner else []
        facts += [_("until {day}", day=self._day(f.due))] if f.due else []
        circle = self._o.circles[f.circle].name if f.circle in self._o.circles else ""
        if f.among:
            facts = [_("{names} have agreed on it", names=", ".join(self._name(p) for p in f.among)), *facts]
        kind = _("An agreement") if f.among else _("A next step")
        return [*top(kind, circle), *part(_("What"), f.text), *part(_("Who, by when"), *facts)]

    def minutes(self, held: Held) -> Text:
        """Tell about minutes that are not approved yet; the minutes themselves are read in full with enter."""
        return [
            *top(_("Minutes of {day}", day=self._day(held.on)), self._o.circles[held.circle].name),
            *part(_("Approval"), *self.approving(held)),
            *part(_("Decided"), *self._decided(held)),
            *part(_("How to see to it"), _("Read them with enter.")),
        ]

    def _decided(self, held: Held) -> list[str]:
        return [i.title for i in held.minutes.items if i.decision] if held.minutes else []

    def approving(self, held: Held) -> Iterator[str]:
        """Yield how it stands with the approval of minutes, and who can say something to them where."""
        yield self.approval(held)
        if held.approved:
            return
        circle = self._o.circles[held.circle].name
        if held.window:
            yield _(
                "Is something in them to be put right? Any member of {circle} can say so until then.", circle=circle
            )
        elif any(m.circle.id == held.circle and not m.private for m in self._snapshot.under_way):
            yield _("{circle} is meeting now, and is asked there.", circle=circle)
        else:
            yield _("To begin a meeting of {circle}, choose it in the list and press enter.", circle=circle)

    # --- where there is little to tell

    def others(self, due: Sequence[Due]) -> Text:
        """Tell in short what is due later."""
        rows = [
            f"{self._day(d.on) if d.on else _('now')}: {due_title(d)} ({self._o.circles[d.circle].name})" for d in due
        ]
        return [*top(_("All that is due")), (0, "", "plain"), *((0, row, "plain") for row in rows)]
