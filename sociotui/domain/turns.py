"""Turns: may this person speak, pass, come later, be heard out of turn; may this round begin. (MVOS, WDWD: rounds)"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sociotui.domain import events
from sociotui.domain.event import Event
from sociotui.domain.meeting import Meeting, display_names
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.round import Round
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.domain import commands

_MINUTE = 60_000


# --- who -----------------------------------------------------------------------------------------


def somebody(m: Meeting, person: str) -> str:
    """Return `person` where the meeting knows them; refuses with the nearest names otherwise, and where nobody is named."""
    if not person:
        raise Refused(_("For whom? Name the person this is about."))
    if person not in m.people:
        raise unknown(_("person"), person, display_names(m.people))
    return person


def somebody_here(m: Meeting, person: str) -> str:
    """Return `person` where they are in the room; refuses otherwise."""
    if not m.people[somebody(m, person)].here:
        raise Refused(_("{name} is not here. Note that they came first (‹arrive›), then go on.", name=m.name(person)))
    return person


def running(m: Meeting) -> Round:
    """Return the round that runs; refuses where there is none, or everybody has spoken."""
    if m.round is None:
        raise Refused(_("No round runs in this step. Go on with the next step (‹step›), or begin a round (‹round›)."))
    if m.round.complete:
        raise Refused(_("Everybody has spoken. Go on with the next step (‹step›), or take another round (‹round›)."))
    return m.round


def in_turn(m: Meeting, person: str, turn: int) -> str:
    """Return whose turn it is; refuses when it is not `person`'s turn, or the `turn` seen is over."""
    current = running(m)
    _not_too_late(m, current, turn)
    if not current.speaking:
        raise Refused(_("Nobody has the turn. Choose who speaks, or close this with a full round (‹round›)."))
    person = somebody_here(m, person or current.speaking)
    if current.aside and person != current.aside:
        raise being_heard(m, current)
    if person not in (current.now, current.aside):
        raise _not_yet(m, current, person)
    return person


def _not_too_late(m: Meeting, current: Round, turn: int) -> None:
    if turn and turn != m.turn:
        raise Refused(_("The turn had moved on already: now {name}.", name=m.name(current.speaking) or _("nobody")))


def being_heard(m: Meeting, current: Round) -> Refused:
    """Return the refusal for what has to wait while somebody is heard out of turn."""
    name = m.name(current.aside)
    return Refused(_("{name} is being heard out of turn. When they are done, go on (‹next›).", name=name))


def _not_yet(m: Meeting, current: Round, person: str) -> Refused:
    name, now = m.name(person), m.name(current.speaking)
    if person in current.queue:
        before = current.queue.index(person) + 1
        when = _("next") if before == 1 else _("number {n} from now", n=before + 1)
        return Refused(
            _(
                "It is {now}'s turn; {name} is {when}. To be heard at once, take {name} out of turn.",
                now=now,
                name=name,
                when=when,
            )
        )
    if person in current.spoken or person in current.passed:
        return Refused(_("{name} has had the turn in this round; it is {now}'s now.", name=name, now=now))
    return Refused(
        _("{name} is not in this round; they join with the next one. It is {now}'s turn.", name=name, now=now)
    )


# --- turns ---------------------------------------------------------------------------------------


def finish(m: Meeting, c: "commands.FinishTurn", at: int) -> Iterator[Event]:
    """The speaker is done; in a stack the next raised hand follows."""
    current = running(m)
    if current.mode == "stack" and not current.speaking:
        _not_too_late(m, current, c.turn)
        if not m.hands:
            raise Refused(_("No hand is raised. Raise one (‹hand›), or close the stack with a full round (‹round›)."))
        yield events.TurnTaken(at=at, person=m.hands[0])
        return
    if current.mode == "free":
        raise Refused(_("In free flow there are no turns. Close it with a full round (‹round›)."))
    person = in_turn(m, c.person, c.turn)
    if person == current.aside:
        yield events.OrderResumed(at=at, person=person)
        return
    if current.subject:
        raise Refused(
            _(
                "In a consent round each one says it: consent (‹consent›) or objection (‹object›). Silence is never consent. It is {name}'s turn.",
                name=m.name(person),
            )
        )
    yield events.TurnFinished(at=at, person=person)
    if current.mode == "stack" and m.hands:
        yield events.TurnTaken(at=at, person=m.hands[0])


def pass_turn(m: Meeting, c: "commands.PassTurn", at: int) -> Iterator[Event]:
    """Give the turn up for this round, where its kind lets one."""
    if m.step.kind == "nominate":
        yield from pass_nomination(m, c.person, at)
        return
    current = running(m)
    person = in_turn(m, c.person, c.turn)
    if person == current.aside:
        raise being_heard(m, current)
    if current.subject:
        raise Refused(
            _(
                "There is no passing in a consent round: {name} consents (‹consent›) or objects (‹object›). "
                "Need a moment? Come back later (‹later›).",
                name=m.name(person),
            )
        )
    if current.passing == "no":
        raise Refused(
            _(
                "In this round everybody is heard; {name} cannot pass, but can come later (‹later›).",
                name=m.name(person),
            )
        )
    if current.passing == "ask" and person not in current.asked:
        yield events.PassQuestioned(at=at, person=person)
        return
    yield events.TurnPassed(at=at, person=person)


def pass_nomination(m: Meeting, person: str, at: int) -> Iterator[Event]:
    """Nominate nobody, where the circle's dialect lets one."""
    item = m.item
    if not person:
        raise Refused(_("Who nominates nobody? Choose a person in the ring first."))
    person = somebody_here(m, person)
    if item is None or item.grid is None:
        raise Refused(_("No roles are sought yet. Name them first (‹seek›)."))
    if m.manner.passing["nomination"] == "no":
        raise Refused(
            _(
                "Here everybody nominates somebody, oneself allowed: {name} writes a name (‹nominate›). It can be changed "
                "when the reasons have been heard.",
                name=m.name(person),
            )
        )
    if person in item.grid.passed:
        raise Refused(_("{name} has passed already.", name=m.name(person)))
    yield events.NominationPassed(at=at, item=item.id, person=person)


def postpone(m: Meeting, c: "commands.PostponeTurn", at: int) -> Iterator[Event]:
    """Come back later: to the end of the round, which does not close before."""
    current = running(m)
    person = in_turn(m, c.person, c.turn)
    if current.mode != "round" or person == current.aside:
        raise Refused(
            _(
                "Coming later belongs to a round in seat order. Go on when {name} is done (‹next›).",
                name=m.name(person),
            )
        )
    if not current.queue:
        raise Refused(
            _(
                "{name} is the last one; there is no later in this round. Take the time you need.",
                name=m.name(person),
            )
        )
    yield events.TurnPostponed(at=at, person=person)


def take_turn(m: Meeting, c: "commands.TakeTurn", at: int) -> Iterator[Event]:
    """Speak next in popcorn or stack; be heard out of turn in a round."""
    current = running(m)
    person = somebody_here(m, c.person)
    if current.mode == "free":
        raise Refused(_("In free flow anybody may speak. For an order, open a stack or a round (‹round›)."))
    if person == current.speaking:
        raise Refused(_("{name} is speaking already.", name=m.name(person)))
    if current.aside:
        raise Refused(
            _("{name} is being heard out of turn. Let them finish (‹next›) first.", name=m.name(current.aside))
        )
    if current.mode == "round":
        yield events.HeardOutOfTurn(at=at, person=person)
        return
    if current.now:
        raise Refused(
            _("{name} is speaking. When they are done (‹next›), choose who follows.", name=m.name(current.now))
        )
    if current.mode == "popcorn" and person not in current.order:
        raise Refused(_("{name} is not in this popcorn; they join with the next round.", name=m.name(person)))
    if current.mode == "popcorn" and person not in current.queue:
        raise Refused(_("{name} has spoken in this popcorn; first those who have not.", name=m.name(person)))
    yield events.TurnTaken(at=at, person=person)


def raise_hand(m: Meeting, c: "commands.RaiseHand", at: int) -> Iterator[Event]:
    """Raise a hand; it is seen by all, and is the order in a stack."""
    person = _whose_hand(m, c.person)
    if person in m.hands:
        raise Refused(_("{name}'s hand is up already.", name=m.name(person)))
    yield events.HandRaised(at=at, person=person)


def lower_hand(m: Meeting, c: "commands.LowerHand", at: int) -> Iterator[Event]:
    """Lower a hand."""
    person = _whose_hand(m, c.person)
    if person not in m.hands:
        raise Refused(_("{name}'s hand is not up.", name=m.name(person)))
    yield events.HandLowered(at=at, person=person)


def _whose_hand(m: Meeting, person: str) -> str:
    speaking = m.round.speaking if m.round else ""
    if not person and not speaking:
        raise Refused(_("Whose hand? Choose a person in the ring first."))
    return somebody_here(m, person or speaking)


# --- the clock -----------------------------------------------------------------------------------


def pause(m: Meeting, _c: "commands.PauseClock", at: int) -> Iterator[Event]:
    """Stop the clock."""
    if m.paused:
        raise Refused(_("The clock stands already. It goes on with the same key (‹pause›)."))
    yield events.ClockPaused(at=at)


def resume(m: Meeting, _c: "commands.ResumeClock", at: int) -> Iterator[Event]:
    """Let the clock go on."""
    if not m.paused:
        raise Refused(_("The clock is running."))
    yield events.ClockResumed(at=at)
