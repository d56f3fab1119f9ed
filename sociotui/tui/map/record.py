"""The record on a circle's page: its policies, what waits, its backlog, next steps and meetings; each row opens."""

from collections.abc import Callable
from datetime import date, timedelta

from sociotui.domain.circles import Circle
from sociotui.domain.due import SOON
from sociotui.domain.records import Spine
from sociotui.room.clock import Clock
from sociotui.tui.home.rows import OVERDUE
from sociotui.tui.map.facts import Facts
from sociotui.tui.map.sheet import Sheet
from sociotui.tui.signs import Signs
from sociotui.tui.telling.circles import CircleTeller, customs
from sociotui.tui.telling.days import day_said, day_short, meeting_said
from sociotui.tui.widgets.lines import Line, clip
from sociotui.words import _


class Record(CircleTeller):
    """The part of a page that tells what is on record of a circle, as a snapshot has it."""

    def __init__(self, facts: Facts, clock: Clock, spoken: Callable[[str], str], signs: Signs) -> None:
        super().__init__(facts.snapshot, clock, spoken)
        self._facts = facts
        self._signs = signs
        self._narrow = False

    def _short(self, day: date) -> str:
        """Return a day with its month in few letters; of another year with that, or where there is little room alone."""
        if abs((day - self._today).days) < 2 and not self._facts.past:
            return day_said(day, self._today)
        if day.year == self._today.year:
            return f"{day:%-d %b}"
        return day_short(day, self._today) if self._narrow else f"{day:%-d %b %Y}"

    # --- what was decided, and what waits

    def _policy_rows(self, sheet: Sheet, c: Circle) -> None:
        policies = self._facts.policies(c.id)
        if policies:
            sheet.heading(_("Policies"), str(len(policies)))
        for spine in policies:
            late = spine.review < self._today
            soon = not late and spine.review <= self._today + timedelta(days=SOON)
            said = _("due since {day}") if late else _("again {day}")
            sheet.entry(
                f"policy:{spine.id}",
                spine.title if spine.circle == c.id else self._of_ended(spine),
                said.format(day=self._short(spine.review)),
                sign=OVERDUE if late else self._signs.held if soon else "",
                mark="bad" if late else "now" if soon else "dim",
            )
            sheet.add("", self._first_line(sheet, spine))

    def _of_ended(self, spine: Spine) -> str:
        """Return the title of a policy that a circle looks after for one that has ended."""
        return _("{title}, of {circle}", title=spine.title, circle=self._o.circles[spine.circle].name)

    def _first_line(self, sheet: Sheet, spine: Spine) -> Callable[[], Line]:
        """Return what makes the row with the first line of a policy, which is read for that."""

        def made() -> Line:
            policy = self._o.policies.get(spine.id)
            first = policy.text.partition("\n")[0] if policy else ""
            return (("    ", "plain"), (clip(first, sheet.width - 5), "dim"))

        return made

    def _asked(self, sheet: Sheet, c: Circle) -> None:
        waiting = [w for w in self._o.waiting.values() if w.circle == c.id]
        if waiting:
            sheet.heading(_("Waiting for an answer"))
        for w in waiting:
            names = self._names(self._o.missing(w))
            sheet.entry(f"waiting:{w.id}", w.decision.title, names, sign=self._signs.open, mark="next")

    def _backlog(self, sheet: Sheet, c: Circle) -> None:
        topics = self._o.backlog.get(c.id, ())
        total = sum(t.minutes for t in topics)
        sheet.heading(_("Backlog"), _("{n} min", n=total) if topics else _("nothing yet"))
        for number, t in enumerate(topics):
            right = _("{n} min", n=t.minutes) + (f", {self._short(t.due)}" if t.due else "")
            late = bool(t.due and t.due < self._today)
            sheet.entry(f"topic:{number}", t.title, right, sign=OVERDUE if late else "", mark="bad" if late else "dim")

        sheet.entry("agenda:", _("Prepare the next meeting"), sign=self._signs.now, mark="next")

    def _step_rows(self, sheet: Sheet, c: Circle) -> None:
        steps = self._facts.steps(c.id)
        if steps:
            sheet.heading(_("Next steps"))
        for step in steps:
            late = bool(step.due and step.due < self._today)
            text = " ".join(step.text.split())
            said = _("{name}: {text}", name=self._name(step.owner), text=text) if step.owner else text
            right = self._short(step.due) if step.due else ""
            sheet.entry(f"step:{step.id}", said, right, sign=OVERDUE if late else "", mark="bad" if late else "dim")

    # --- meetings

    def _meetings(self, sheet: Sheet, c: Circle) -> None:
        held = self._facts.held(c.id)
        if c.ended and not held:
            return
        last = self._o.last_held(c.id)
        sheet.heading(_("Meetings"), str(len(held) or ""))
        if not c.ended:
            said = last.next_meeting if last else ""
            when = meeting_said(said, self._today) if said else _("not agreed yet")
            sheet.entry("next:", _("Next: {when}", when=when))
        for day, id_ in held:
            sheet.add(f"held:{id_}", self._meeting_row(sheet, day, id_))

    def _meeting_row(self, sheet: Sheet, day: date, id_: str) -> Callable[[], Line]:
        """Return what makes the row of a meeting; of one that is packed away it tells the day alone."""

        def made() -> Line:
            held = self._o.held.live.get(id_)
            asked = held is not None and held.minutes is not None and not held.approved
            said = _("minutes to be approved") if asked else ""
            sign = self._signs.held if asked else " "
            return ((f"{sign} ", "now"), (f"{day:%-d %B %Y}", "plain"), (f"  {said}", "now"))

        return made

    def _way(self, sheet: Sheet, c: Circle) -> None:
        sheet.heading(_("How we decide"))
        sheet.entry("customs:", customs(c.customs)[0])
