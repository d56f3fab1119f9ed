"""Policies: what is told of a policy when it is read whole: wording, why, who consented how, what it said before."""

from collections.abc import Iterator

from sociotui.domain.consent import Given
from sociotui.domain.records import Policy
from sociotui.tui.telling.paragraphs import Text, part, top
from sociotui.tui.telling.saying import Saying
from sociotui.words import _


class PolicyTeller(Saying):
    """Tells about policies."""

    def policy(self, p: Policy) -> Text:
        """Tell all that is on record of a policy: the exact wording first, its ledger of consent, what came before it."""
        circle = self._o.circles[p.circle].name if p.circle in self._o.circles else ""
        return [
            *top(p.title, circle, self._aim(p.circle)),
            *part(_("The wording"), p.text),
            *part(_("Why"), p.why),
            *part(_("On record"), *self._facts(p)),
            *part(_("Measured"), *p.measures),
            *part(_("Concerns, kept for the review"), *p.concerns),
            *part(_("Consent"), *self.ledger(p.given, p.consented)),
            *self._versions(p),
            *self._editions(p),
        ]

    def _facts(self, p: Policy) -> Iterator[str]:
        yield _("Adopted {day}", day=self._day(p.adopted))
        if p.ended:
            yield _("Ended {day}", day=self._day(p.ended))
        elif p.review < self._today:
            yield _("To be looked at again since {day}", day=self._day(p.review))
        else:
            yield _("Looked at again: {day}", day=self._day(p.review))
        if p.responsible:
            yield _("{name} looks after it.", name=self._name(p.responsible))
        if p.published:
            yield _("Published: {where}", where=p.published)

    def ledger(self, given: tuple[Given, ...], consented: tuple[str, ...] = ()) -> Iterator[str]:
        """Yield who consented how, a line for each means; `consented` are those of whom nobody has noted how."""
        means = {
            "room": _("in the room: {names}"),
            "terminal": _("at a terminal of their own: {names}"),
            "lapse": _("by the end of the window: {names}"),
        }
        for how, said in means.items():
            if names := self._names([g.person for g in given if g.means == how]):
                yield _(said, names=names)
        for g in given:
            if g.means == "phone":
                yield _(
                    "by phone: {name}, heard by {witness}", name=self._name(g.person), witness=self._name(g.witness)
                )
        if not given and consented:
            yield self._names(consented)

    def _versions(self, p: Policy) -> Text:
        """Tell the wordings on the way to the one that was consented to, the newest first."""
        earlier = [v for v in p.versions if v.text != p.text]
        return [
            line
            for v in reversed(earlier)
            for line in part(
                _("Version {n}, on the way", n=v.number), v.text, *([(2, v.note, "dim")] if v.note else [])
            )
        ]

    def _editions(self, p: Policy) -> Text:
        ends = [edition.adopted for edition in p.editions[1:]] + [p.adopted]
        told: Text = []
        for edition, end in reversed(list(zip(p.editions, ends, strict=False))):
            title = _("What it said from {day} to {end}", day=self._day(edition.adopted), end=self._day(end))
            told += part(title, edition.text, *((2, _("Measured: {it}", it=m), "dim") for m in edition.measures))
        return told
