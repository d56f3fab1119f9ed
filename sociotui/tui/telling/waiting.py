"""Waiting: what is told of a decision that waits for absent members."""

from collections import Counter
from collections.abc import Iterator

from sociotui.domain.records import Waiting
from sociotui.tui.telling.paragraphs import Text, part, top
from sociotui.tui.telling.saying import Saying
from sociotui.words import _


class WaitingTeller(Saying):
    """Tells about decisions that wait."""

    def waiting(self, w: Waiting) -> Text:
        """Tell about a decision that waits: its exact wording, who is asked until when, how consent was given so far."""
        return [
            *self._asked_for(w),
            *part(_("Consent so far"), *self.consent(w)),
            *part(_("Still asked"), (2, self._names(self._o.missing(w)), "next"), self.until(w)),
            *part(_("Why"), w.decision.why),
            *part(_("Then"), *self._then(w)),
        ]

    def question(self, w: Waiting) -> Text:
        """Tell what one has to know to answer, in as few lines as that takes."""
        why = [_("Why: {why}", why=w.decision.why)] if w.decision.why else []
        facts = (*why, *self._then(w), self.until(w))
        wording = _("The exact wording, version {n}, {day}", n=w.decision.version, day=self._day(w.on))
        asked = [*top(w.decision.title, self._aim(w.circle, short=True)), *part(wording, w.decision.text)]
        return [*asked, (0, "", "plain"), *((0, fact, "plain") for fact in facts)]

    def _asked_for(self, w: Waiting) -> Text:
        where = _("{circle}, {day}", circle=self._o.circles[w.circle].name, day=self._day(w.on))
        wording = _("The exact wording, version {n}", n=w.decision.version)
        return [*top(w.decision.title, where, self._aim(w.circle)), *part(wording, w.decision.text)]

    def _then(self, w: Waiting) -> Iterator[str]:
        """Yield what follows from a decision: when it is looked at again, by whom, and what is watched."""
        d = w.decision
        if d.review:
            yield _("Looked at again: {day}", day=self._day(d.review))
        if d.responsible:
            yield _("{name} looks after it.", name=self._name(d.responsible))
        yield from (_("Measure: {measure}", measure=m) for m in d.measures)
        yield from (_("Concern, kept for the review: {concern}", concern=c) for c in d.concerns)

    def until(self, w: Waiting) -> str:
        """Return until when a decision waits, as a sentence."""
        if w.until:
            return _("It waits until {when}; then it stands, as the circle has agreed.", when=self._moment(w.until))
        return _("It waits until everybody has answered: silence is not consent.")

    def consent(self, w: Waiting) -> list[str]:
        """Return how many have consented, by how they did."""
        counted = Counter(g.means for g in w.given)
        means = {
            "room": _("in the room: {n}"),
            "phone": _("by phone, with a witness: {n}"),
            "terminal": _("at a terminal: {n}"),
            "lapse": _("by the end of the window: {n}"),
        }
        return [_(said, n=counted[m]) for m, said in means.items() if counted[m]]  # type: ignore[index]
