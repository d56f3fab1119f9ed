"""Record: who said what to which wording, kept by the test itself, to hold the program's decisions against."""

from dataclasses import dataclass, field

from sociotui.domain import commands, events
from sociotui.domain.circles import Dialect
from sociotui.domain.effects import Drops, Joins, Leaves, Refers
from sociotui.domain.event import Command, Event
from sociotui.domain.meeting import Meeting, place_of

Wording = object
Said = dict[str, dict[str, Wording]]
"""By subject and person: the exact wording to which that person consented."""
Raised = dict[str, dict[int, tuple[str, int]]]
"""By subject and number: who raised an objection that is open still, and to which version."""


def wording(m: Meeting, subject: str) -> Wording:
    """Return what is asked about: the agenda's items as they are read out, or the version of a proposal."""
    if subject == "agenda":
        return tuple((i.id, i.title, i.aim, i.minutes, i.presenter, i.document) for i in m.agenda)
    if subject == "minutes":
        return m.minutes_before
    if subject == "approve":
        return "The minutes of this meeting."
    number, part = place_of(subject)
    item = m.find_item(number)
    assert item is not None
    proposal = item.part(part)
    return proposal.current if proposal else None


@dataclass
class Record:
    """What was said aloud."""

    said: Said = field(default_factory=dict)
    open: Raised = field(default_factory=dict)

    def copy(self) -> "Record":
        """Return a record that can go its own way."""
        return Record({s: dict(by) for s, by in self.said.items()}, {s: dict(by) for s, by in self.open.items()})

    def note(self, before: Meeting, command: Command, made: tuple[Event, ...], after: Meeting) -> None:
        """Note down what an act that was done has said and undone."""
        subject = before.subject
        said, open_ = self.said.setdefault(subject, {}), self.open.setdefault(subject, {})
        speaking = before.round.speaking if before.round else ""
        match command:
            case commands.Consent(person=person):
                person = person or speaking
                said[person] = wording(before, subject)
                self._answer(subject, person, before.version_of(subject))
            case commands.Object(person=person):
                person = person or speaking
                said.pop(person, None)
                number = max((o.number for o in before.ledger.objections), default=0) + 1
                self._answer(subject, person, before.version_of(subject))
                self.open[subject][number] = (person, before.version_of(subject))
            case commands.Release(person=person, number=number, agreed=agreed):
                assert agreeing(before, person) <= {*agreed, *(() if agreed else (person,))}, "not all agreed"
                own = [n for n, (p, _v) in open_.items() if p == person and number in (0, n)]
                assert own, "released by somebody else"
                del open_[max(own)]
            case commands.Record():
                self._check_decision(subject, made, after)
        self._forget(before, made, after)
        self._integrate(after)

    def _answer(self, subject: str, person: str, version: int) -> None:
        """An answer takes the place of an objection that the same person had to the same wording."""
        self.open[subject] = {n: by for n, by in self.open[subject].items() if by != (person, version)}

    def _integrate(self, after: Meeting) -> None:
        """An objection to an earlier version is answered when the last one has consented to this one."""
        for subject, ledger in after.ledgers.items():
            for objection in ledger.objections:
                if objection.state == "integrated" and objection.number in self.open.get(subject, {}):
                    assert set(self.said[subject]) >= set(ledger.counted), "integrated before all had consented"
                    assert self.open[subject].pop(objection.number)[1] < ledger.version

    def _forget(self, before: Meeting, made: tuple[Event, ...], after: Meeting) -> None:
        """What was said to another wording, when others counted, or before all are asked again, was not said now."""
        voided = {e.subject for e in made if isinstance(e, events.ConsentVoided)}
        for subject in [s for s in self.said if s]:
            old, new = before.ledgers.get(subject), after.ledgers.get(subject)
            counted_before, counted = (set(ledger.counted) if ledger else set() for ledger in (old, new))
            other_minutes = subject == "approve" and old and new and old.version != new.version  # with more in them
            other = wording(before, subject) != wording(after, subject) or other_minutes
            if subject in voided or other or counted_before != counted:
                self.said[subject] = {}

    def _check_decision(self, subject: str, made: tuple[Event, ...], after: Meeting) -> None:
        """A decision has everybody's consent to exactly its wording, and no objection that is open."""
        decision = next(e.decision for e in made if isinstance(e, events.DecisionRecorded))
        version = wording(after, subject)
        counted = set(after.ledgers[subject].counted)
        assert counted, "nobody was asked"
        said = {p for p, to in self.said[subject].items() if to == version}
        assert counted <= said == set(decision.consented) == {g.person for g in decision.given}
        for given in decision.given:
            assert after.people[given.person].member
            if given.person not in counted:  # who did not count in the room was asked by phone
                assert (given.means, bool(given.witness)) == ("phone", True)
        item, part = after.find_item(decision.item), place_of(subject)[1]
        proposal = item.part(part) if item else None
        assert proposal is not None
        current = proposal.current
        assert (decision.text, decision.version, decision.measures) == (current.text, current.number, current.measures)
        assert decision.effects == current.effects
        if decision.review is None:
            assert current.effects
            assert all(isinstance(e, Drops | Joins | Leaves | Refers) for e in current.effects)
        else:
            assert after.today < decision.review <= (current.review or decision.review)
        assert self.open[subject] == {}


def agreeing(m: Meeting, objector: str) -> set[str]:
    """Return who has to agree before an objection is let go of: its owner, and in some dialects others with them."""
    item = m.item
    proposal = item.part(m.step.part) if item else None
    others: dict[Dialect, tuple[str, ...]] = {
        "sofa": (),
        "s3": m.counting(),
        "holacracy": (proposal.by,) if proposal and proposal.by else (),
    }
    return {objector, *others[m.circle.dialect]}
