"""About: a decision as it is on record: wording, why, days, measures, how each consented, and how it came to be so."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sociotui.domain.consent import Given, Means, Version
from sociotui.domain.privacy import was_private
from sociotui.domain.records import Edition, Policy, Selection, Waiting
from sociotui.tui.finding.panes import Laid
from sociotui.tui.meeting.versions import compared, said
from sociotui.tui.telling.paragraphs import Text, laid_out, part, top
from sociotui.tui.telling.waiting import WaitingTeller
from sociotui.tui.widgets.lines import Line, wrap
from sociotui.words import _

_MEANS: dict[Means, str] = {
    "room": _("In the room"),
    "phone": _("By phone"),
    "terminal": _("At a terminal"),
    "lapse": _("By the end of the window"),
}


class DecisionTeller(WaitingTeller):
    """Tells all that is on record of a decision. `plain`: for a terminal that may not underline."""

    def decision(self, id_: str, *, plain: bool) -> Laid:
        """Return what tells about the decision of that id, for a width in cells; nothing where it is gone meanwhile."""
        o = self._o
        if id_ in o.waiting:
            return self._of_waiting(o.waiting[id_], plain)
        if id_ in o.policies:
            return self._of_policy(o.policies[id_], plain)
        if id_ in o.selections:
            text = self._of_selection(o.selections[id_])
            return lambda width: laid_out(text, width)
        return lambda _width: []

    def _of_waiting(self, w: Waiting, plain: bool) -> Laid:
        text = [*self.waiting(w), *part(_("How each consented"), *self._ledger(w.given)), *self._private(w.meeting)]
        return lambda width: [*laid_out(text, width), *_on_the_way(w.versions, width, plain)]

    def _of_policy(self, p: Policy, plain: bool) -> Laid:
        text = [
            *top(p.title, self._where(p.circle, p.adopted), self._standing(p), self._aim(p.circle)),
            *part(_("The exact wording"), p.text),
            *part(_("Why"), p.why),
            *part(_("On record"), *self._facts(p)),
            *part(_("Did it help? To be looked at"), *p.measures),
            *part(_("Concerns, kept for the review"), *p.concerns),
            *part(_("On the agenda"), *self._topics(p.id)),
            *part(_("How each consented"), *(self._ledger(p.given) or self._unexplained(p))),
            *self._private(p.meeting),
        ]
        editions = [*p.editions, _as_edition(p)]
        return lambda width: [
            *laid_out(text, width),
            *_on_the_way(p.versions, width, plain),
            *self._earlier(editions, width, plain),
        ]

    def _of_selection(self, s: Selection) -> Text:
        circle = self._o.circles.get(s.circle)
        term = circle.terms().get(s.role) if circle else None
        holds = bool(term and term.person == s.person and term.until == s.until)
        role = s.title or s.role
        wording = _("{name} is {role} until {day}.", name=self._name(s.person), role=role, day=self._day(s.until))
        if not holds:
            now = self._name(term.person) if term else ""
            state = _("Since then {name} was chosen.", name=now) if now else _("The role is vacant since.")
        elif s.until < self._today:
            state = _("The term has ended: the role is vacant, and due.")
        else:
            state = _("It is in force.")
        return [
            *top(
                _("{role}: {name}", role=role, name=self._name(s.person)),
                self._where(s.circle, s.on),
                state,
                self._aim(s.circle),
            ),
            *part(_("What was decided"), wording),
            *part(_("How each consented"), *self._ledger(s.given)),
            *self._private(s.meeting),
        ]

    # --- parts

    def _where(self, circle: str, on: object) -> str:
        name = self._o.circles[circle].name if circle in self._o.circles else circle
        return _("{circle}, decided {day}", circle=name, day=self._day(on))  # type: ignore[arg-type]

    def _standing(self, p: Policy) -> str:
        if p.ended:
            return _("It ended {day}.", day=self._day(p.ended))
        if p.review < self._today:
            return _("In force; its review is overdue since {day}.", day=self._day(p.review))
        return _("In force; looked at again {day}.", day=self._day(p.review))

    def _facts(self, p: Policy) -> Iterator[str]:
        yield _("Adopted {day}; looked at again {review}", day=self._day(p.adopted), review=self._day(p.review))
        if p.responsible:
            yield _("{name} looks after it.", name=self._name(p.responsible))
        if p.published:
            yield _("Published: {where}", where=p.published)
        if p.editions:
            yield _("Wording {n}; the earlier ones stand below.", n=len(p.editions) + 1)
        if p.meeting:
            yield _("From the meeting {id}", id=p.meeting)

    def _topics(self, policy: str) -> Iterator[str]:
        for circle, topics in self._o.backlog.items():
            for topic in topics:
                if topic.policy == policy and circle in self._o.circles:
                    yield _("{circle}: {title}", circle=self._o.circles[circle].name, title=topic.title)
                    if topic.next_step:
                        yield topic.next_step

    def _ledger(self, given: Sequence[Given]) -> list[str]:
        """Return how each consented; those who did alike stand together."""
        alike: dict[str, list[str]] = {}
        for g in given:
            alike.setdefault(self._how(g), []).append(g.person)
        return [_("{how}: {names}", how=how, names=self._names(people)) for how, people in alike.items()]

    def _how(self, g: Given) -> str:
        how = _(_MEANS[g.means])
        return _("{how}, heard by {witness}", how=how, witness=self._name(g.witness)) if g.witness else how

    def _unexplained(self, p: Policy) -> list[str]:
        if not p.consented:
            return []
        names = self._names(p.consented)
        return [_("{names}; how is not on record, as it was kept before that was.", names=names)]

    def _private(self, meeting: str) -> Text:
        if not was_private(self._o, meeting):
            return []
        said = _(
            "It was decided in a private meeting. What that released is what stands here; the rest is for those who took part."
        )
        return part(_("Decided in private"), said)

    def _earlier(self, editions: Sequence[Edition], width: int, plain: bool) -> list[Line]:
        lines: list[Line] = []
        for n in range(len(editions) - 1, 0, -1):
            old, new = editions[n - 1], editions[n]
            day = self._day(new.adopted)
            lines += _headed(_("What changed on {day}, from wording {old} to {new}", day=day, old=n, new=n + 1), width)
            lines += _indented(compared(_as_version(old), _as_version(new), max(4, width - 2), plain=plain))
        return lines


def _on_the_way(versions: Sequence[Version], width: int, plain: bool) -> list[Line]:
    """Return how the wording came to be in its meeting: what each version changed of the one before it."""
    if len(versions) < 2:
        return []
    lines = _headed(_("How it came about: version 1 of {n}", n=len(versions)), width)
    lines += _indented(laid_out([(0, said(versions[0]), "dim")], width - 2))
    for old, new in pairwise(versions):
        title = _("Version {n}", n=new.number)
        lines += _headed(f"{title}: {new.note}" if new.note else title, width)
        lines += _indented(compared(old, new, max(4, width - 2), plain=plain))
    return lines


def _headed(title: str, width: int) -> list[Line]:
    return [(), *(((line, "strong"),) for line in wrap(title, width))]


def _indented(lines: Sequence[Line]) -> list[Line]:
    return [(("  ", "plain"), *line) for line in lines]


def _as_edition(p: Policy) -> Edition:
    return Edition(text=p.text, adopted=p.adopted, review=p.review, measures=p.measures, meeting=p.meeting)


def _as_version(e: Edition) -> Version:
    return Version(number=1, text=e.text, review=e.review, measures=e.measures)
