"""Turns: may this person speak, pass, come later, be heard out of turn; may this round begin. (MVOS, WDWD: rounds)"""

from collections.abc import Iterator

from sociotui.domain import commands, events
from sociotui.domain.event import Event
from sociotui.domain.fairness import Start, around, fair_start
from sociotui.domain.formats import PASS, RoundKind, Step, stricter
from sociotui.domain.meeting import Meeting, display_names
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.round import Round
from sociotui.words import _

_MINUTE = 60_000


# --- who -----------------------------------------------------------------------------------------


def somebody(m: Meeting, person: str) -> str:
    """Return `person` where the meeting knows them; refuses with the nearest names otherwise."""
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


def finish(m: Meeting, c: commands.FinishTurn, at: int) -> Iterator[Event]:
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


def pass_turn(m: Meeting, c: commands.PassTurn, at: int) -> Iterator[Event]:
    """Give the turn up for this round, where its kind lets one."""
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


def postpone(m: Meeting, c: commands.PostponeTurn, at: int) -> Iterator[Event]:
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


def take_turn(m: Meeting, c: commands.TakeTurn, at: int) -> Iterator[Event]:
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


def raise_hand(m: Meeting, c: commands.RaiseHand, at: int) -> Iterator[Event]:
    """Raise a hand; it is seen by all, and is the order in a stack."""
    person = _whose_hand(m, c.person)
    if person in m.hands:
        raise Refused(_("{name}'s hand is up already.", name=m.name(person)))
    yield events.HandRaised(at=at, person=person)


def lower_hand(m: Meeting, c: commands.LowerHand, at: int) -> Iterator[Event]:
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


# --- rounds --------------------------------------------------------------------------------------


def round_kind(step: Step) -> RoundKind | None:
    """Return the kind of round that a step holds, or None where it holds none by itself."""
    if step.kind in ("agenda", "minutes", "consent"):
        return "consent"
    return step.round if step.kind == "round" else None


def participants(m: Meeting, step: Step, kind: RoundKind) -> tuple[str, ...]:
    """Return who takes part in a round of this step, in seat order."""
    if kind == "consent":
        return m.counting()
    everyone = m.taking_part()
    item = m.item
    proposer = (item.proposal.by if item.proposal else item.presenter) if item else ""
    if step.who == "others" and len(everyone) > 1:
        return tuple(p for p in everyone if p != proposer)
    return everyone


def proposed_start(m: Meeting) -> Start | None:
    """Return the fair start of a round begun now, or None where nobody is there to begin one."""
    seats = participants(m, m.step, round_kind(m.step) or "round")
    return fair_start(seats, m.starts, m.facilitator) if seats else None


def begun(
    m: Meeting, at: int, *, start: str = "", direction: str = "", lap: int = 1, only: tuple[str, ...] = ()
) -> events.RoundBegan:
    """Return the event that begins a round of the step the meeting is in.

    Without `start` or `direction` the fair ones are taken; `only` narrows it to those still to be asked.
    """
    step = m.step
    kind = round_kind(step) or "round"
    seats = participants(m, step, kind)
    if only:
        seats = tuple(p for p in seats if p in only)
    if not seats:
        raise Refused(_("Nobody is here to take part. Note who is in the room first (‹arrive›)."))
    fair = fair_start(seats, m.starts, m.facilitator)
    if start and start not in seats:
        raise Refused(
            _(
                "{name} does not take part in this round. Choose somebody who does.",
                name=m.name(somebody(m, start)),
            )
        )
    first = start or fair.person
    way = "left" if direction == "left" else "right" if direction == "right" else fair.direction
    return events.RoundBegan(
        at=at,
        kind=kind,
        prompt=step.prompt,
        passing=stricter(PASS[kind], step.passing),
        order=around(seats, first, way),
        direction=way,
        lap=lap,
        subject=m.subject if kind == "consent" else "",
        version=m.version_of(m.subject) if kind == "consent" else 0,
        share=step.minutes * _MINUTE // len(seats),
    )


def begin_round(m: Meeting, c: commands.BeginRound, at: int) -> Iterator[Event]:
    """Begin again with another start, another round after this one, or the full round that ends an open mode."""
    current = m.round
    asked = round_kind(m.step) == "consent"
    if current is None:
        if asked:
            raise Refused(_("The consent round begins with its step. Go on (‹step›) when the wording is ready."))
        yield begun(m, at, start=c.start, direction=c.direction)
        return
    if current.subject and not current.untouched:
        raise Refused(
            _(
                "In a consent round everybody is asked once on this wording. A new wording, or somebody joining, "
                "asks for the round again."
            )
        )
    if current.mode != "round":
        yield begun(m, at, start=c.start, direction=c.direction, lap=current.lap)
        return
    if not current.untouched and not current.complete:
        raise Refused(
            _(
                "This round is under way: {names} still to speak. When all have, take another one (‹round›).",
                names=m.names(current.waiting),
            )
        )
    lap = current.lap + 1 if current.complete else current.lap
    rest = m.ledger.missing if asked else ()
    yield begun(m, at, start=c.start, direction=c.direction, lap=lap, only=rest)


def open_mode(m: Meeting, c: commands.OpenMode, at: int) -> Iterator[Event]:
    """Open popcorn, stack or free flow, explicitly; a full round ends it."""
    if c.mode == "round":
        yield from begin_round(m, commands.BeginRound(), at)
        return
    if round_kind(m.step) == "consent":
        raise Refused(
            _("Consent is asked in a round, from one to the next. Discuss before it: go a step back (‹back›).")
        )
    current = m.round
    if current and current.mode == "round" and not (current.untouched or current.complete):
        raise Refused(_("Let this round come round first: {names} still to speak.", names=m.names(current.waiting)))
    lap = current.lap if current else 1
    yield events.RoundBegan(
        at=at,
        kind=round_kind(m.step) or "round",
        prompt=m.step.prompt,
        mode=c.mode,
        order=m.taking_part(),
        lap=lap,
    )


def pause(m: Meeting, _c: commands.PauseClock, at: int) -> Iterator[Event]:
    """Stop the clock."""
    if m.paused:
        raise Refused(_("The clock stands already. It goes on with the same key (‹pause›)."))
    yield events.ClockPaused(at=at)


def resume(m: Meeting, _c: commands.ResumeClock, at: int) -> Iterator[Event]:
    """Let the clock go on."""
    if not m.paused:
        raise Refused(_("The clock is running."))
    yield events.ClockResumed(at=at)
