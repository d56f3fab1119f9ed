"""Deciding: each one whose consent counts consents, or brings an objection with its reason. (MVOS: consent process)"""

from collections.abc import Iterator

from sociotui.domain import commands, events
from sociotui.domain.consent import PRESENT, Concern, Ledger, Means, Objection
from sociotui.domain.event import Event
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.domain.turns import being_heard, in_turn, running, somebody, somebody_here
from sociotui.domain.wording import proposed, same_version
from sociotui.words import _

_ASKING = ("consent", "agenda", "minutes", "approve")


def _asking(m: Meeting) -> Ledger:
    ledger = m.ledger
    if m.step.kind == "record":
        raise Refused(_("The consent round is over. To hear an objection after all, go back to it (‹back›)."))
    if m.step.kind not in _ASKING:
        raise Refused(_("Nothing is being asked in this step. The consent round comes with its own step (‹step›)."))
    if not ledger.counted or ledger.version != m.version_of(m.subject):
        raise Refused(_("The consent round has not begun. Go on (‹step›) when the wording is ready."))
    if m.round and m.round.aside:
        raise being_heard(m, m.round)
    return ledger


def consent(m: Meeting, c: commands.Consent, at: int) -> Iterator[Event]:
    """Say "I consent", in turn. Who objected on this wording lets the objection go by it."""
    by_phone = c.means not in PRESENT
    ledger = m.ledger if by_phone and m.step.kind == "record" else _asking(m)
    same_version(c.version, ledger.version)
    if c.person and c.person in ledger.consented:
        raise Refused(_("{name} has consented to this wording already.", name=m.name(c.person)))
    person = _by_phone(m, c.person, c.means, c.witness) if by_phone else _answering(m, c.person, c.turn)
    for objection in ledger.open:
        if objection.person == person and objection.version == ledger.version:
            if m.manner.release != "owner":
                raise Refused(
                    _("{name}'s objection is open. How it is let go of here: ‹release›.", name=m.name(person))
                )
            yield events.ObjectionReleased(at=at, subject=m.subject, number=objection.number)
    yield events.ConsentGiven(
        at=at, subject=m.subject, person=person, version=ledger.version, means=c.means, witness=c.witness
    )


def object_(m: Meeting, c: commands.Object, at: int) -> Iterator[Event]:
    """Bring an objection: in turn, or at any time in this step for who has consented and now sees a reason."""
    ledger = _asking(m)
    same_version(c.version, ledger.version)
    person = _objecting(m, c, ledger)
    if not c.reason:
        raise Refused(
            _(
                "An objection comes with its reason: what about this would stand in the way of our aim? "
                "The reason is the gift; without it the circle cannot use it."
            )
        )
    objection = Objection(
        number=len(ledger.objections) + 1,
        person=person,
        version=ledger.version,
        reason=c.reason,
        aim_touched=c.aim_touched,
    )
    yield events.ObjectionRaised(at=at, subject=m.subject, objection=objection, means=c.means, witness=c.witness)


def _objecting(m: Meeting, c: commands.Object, ledger: Ledger) -> str:
    if c.means not in PRESENT:
        return _by_phone(m, c.person, c.means, c.witness)
    if c.person in ledger.consented:
        return somebody_here(m, c.person)
    if c.person and c.person not in ledger.missing and c.person in {o.person for o in ledger.open}:
        raise Refused(
            _(
                "{name}'s objection is noted. What more there is to say belongs to integrating it.",
                name=m.name(c.person),
            )
        )
    return _answering(m, c.person, 0)


def _answering(m: Meeting, person: str, turn: int) -> str:
    """Return who answers: whose turn it is, or anybody who is asked where the dialect asks all at once (S3)."""
    if m.manner.at_once and person and not turn and person in running(m).queue:
        return somebody_here(m, person)
    return in_turn(m, person, turn)


def _by_phone(m: Meeting, person: str, means: Means, witness: str) -> str:
    """Return an absent member who answers by phone; somebody in the room hears it."""
    if means != "phone":
        raise Refused(
            _("In a meeting people answer in the room, at a terminal of their own, or by phone with a witness.")
        )
    if not person:
        raise Refused(_("Who is on the phone? Name the absent member."))
    if m.people[somebody(m, person)].here:
        raise Refused(_("{name} is in the room and answers there.", name=m.name(person)))
    if person not in m.absent() or person not in m.asked((person,)):
        raise Refused(_("{name} is not asked about this: their consent does not count here.", name=m.name(person)))
    if m.circle.customs.absence not in ("hold", "lazy"):
        raise Refused(
            _(
                "By the custom of {circle}, who is absent is not asked afterwards. What {name} thinks can be read out (‹view›).",
                circle=m.circle.name,
                name=m.name(person),
            )
        )
    if not witness:
        raise Refused(_("Who in the room hears {name}'s answer? Name a witness.", name=m.name(person)))
    somebody_here(m, witness)
    return person


def worry(m: Meeting, c: commands.Worry, at: int) -> Iterator[Event]:
    """Voice a concern, where the dialect has them: it does not block, and is looked at with the review (S3)."""
    if not m.manner.concerns:
        raise Refused(
            _(
                "In this circle it is either an objection, or it is not: does it stand in the way of the aim? Then object "
                "(‹object›). If not, consent (‹consent›), and have it noted (‹note›)."
            )
        )
    _item, _proposal, current = proposed(m)
    person = somebody_here(m, c.person or (m.round.speaking if m.round else ""))
    if not c.text:
        raise Refused(_("What is the concern? It is kept with what the decision is looked at again for."))
    concern = Concern(person=person, version=current.number, text=c.text)
    yield events.ConcernVoiced(at=at, subject=m.subject, concern=concern)


def hear_view(m: Meeting, c: commands.HearView, at: int) -> Iterator[Event]:
    """Read out what an absent member said before about the item."""
    item = m.item
    if item is None:
        raise Refused(_("A view is about an item of the agenda. Go on to it (‹step›), then read the view out."))
    person = somebody(m, c.person)
    if m.people[person].here:
        raise Refused(_("{name} is here and can say it.", name=m.name(person)))
    if not c.text:
        raise Refused(_("What did {name} say? Write it as it was given.", name=m.name(person)))
    yield events.ViewHeard(at=at, item=item.id, person=person, text=c.text)
