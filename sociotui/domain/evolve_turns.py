"""Evolve, turns: the meeting after what happens to its steps, its order of speaking, and its people."""

from msgspec.structs import replace

from sociotui.domain import consent, events, round
from sociotui.domain.meeting import Meeting
from sociotui.domain.unfolding import Handlers, added, clock, ledger_of, moved, rested, with_ledger

HANDLERS = Handlers()


@HANDLERS.on(events.StepEntered)
def _step_entered(m: Meeting, e: events.StepEntered) -> Meeting:
    rounds = rested(m, clock(m, e))
    done = m.done if e.back or m.place in m.done else (*m.done, m.place)
    done = tuple(p for p in done if p != e.place)
    kept = rounds.get(e.place.key)
    current = round.come_back(kept, clock(m, e)) if kept else None
    return replace(m, place=e.place, entered=clock(m, e), done=done, rounds=rounds, round=current, turn=m.turn + 1)


# --- turns ---------------------------------------------------------------------------------------


@HANDLERS.on(events.RoundBegan)
def _round_began(m: Meeting, e: events.RoundBegan) -> Meeting:
    began = round.Round(
        kind=e.kind,
        prompt=e.prompt,
        passing=e.passing,
        mode=e.mode,
        order=e.order,
        direction=e.direction,
        lap=e.lap,
        subject=e.subject,
        version=e.version,
        share=e.share,
        closes=e.closes,
    )
    people = {
        id_: replace(p, presence="here") if p.presence == "next" and id_ in e.order else p
        for id_, p in m.people.items()
    }
    spoken = m.spoken
    if m.round and not (m.round.mode == "round" and m.round.untouched):  # else it is the same one, with another start
        spoken = added(spoken, round.rest(m.round, clock(m, e)).spent)
    m = replace(m, round=round.begin(began, clock(m, e)), people=people, spoken=spoken, turn=m.turn + 1)
    if e.subject:
        m = with_ledger(m, e.subject, consent.ask(ledger_of(m, e.subject), e.version, e.order))
    return m


@HANDLERS.on(events.TurnFinished)
def _turn_finished(m: Meeting, e: events.TurnFinished) -> Meeting:
    return moved(m, round.finish(m.round, clock(m, e))) if m.round else m


@HANDLERS.on(events.TurnPassed)
def _turn_passed(m: Meeting, e: events.TurnPassed) -> Meeting:
    return moved(m, round.pass_on(m.round, clock(m, e))) if m.round else m


@HANDLERS.on(events.TurnPostponed)
def _turn_postponed(m: Meeting, e: events.TurnPostponed) -> Meeting:
    return moved(m, round.postpone(m.round, clock(m, e))) if m.round else m


@HANDLERS.on(events.PassQuestioned)
def _pass_questioned(m: Meeting, e: events.PassQuestioned) -> Meeting:
    if m.round is None:
        return m
    return replace(m, round=replace(m.round, asked=(*m.round.asked, e.person)), turn=m.turn + 1)


@HANDLERS.on(events.TurnTaken)
def _turn_taken(m: Meeting, e: events.TurnTaken) -> Meeting:
    if m.round is None:
        return m
    hands = tuple(p for p in m.hands if p != e.person)
    return replace(m, round=round.call_on(m.round, e.person, clock(m, e)), hands=hands, turn=m.turn + 1)


@HANDLERS.on(events.HeardOutOfTurn)
def _heard_out_of_turn(m: Meeting, e: events.HeardOutOfTurn) -> Meeting:
    if m.round is None:
        return m
    hands = tuple(p for p in m.hands if p != e.person)
    return replace(m, round=round.interrupt(m.round, e.person, clock(m, e)), hands=hands, turn=m.turn + 1)


@HANDLERS.on(events.OrderResumed)
def _order_resumed(m: Meeting, e: events.OrderResumed) -> Meeting:
    return replace(m, round=round.resume(m.round, clock(m, e)), turn=m.turn + 1) if m.round else m


@HANDLERS.on(events.HandRaised)
def _hand_raised(m: Meeting, e: events.HandRaised) -> Meeting:
    return replace(m, hands=(*m.hands, e.person))


@HANDLERS.on(events.HandLowered)
def _hand_lowered(m: Meeting, e: events.HandLowered) -> Meeting:
    return replace(m, hands=tuple(p for p in m.hands if p != e.person))


@HANDLERS.on(events.ClockPaused)
def _clock_paused(m: Meeting, e: events.ClockPaused) -> Meeting:
    return replace(m, paused=e.at)


@HANDLERS.on(events.ClockResumed)
def _clock_resumed(m: Meeting, e: events.ClockResumed) -> Meeting:
    lost = max(0, e.at - m.paused)
    running = round.shift(m.round, lost) if m.round else None
    return replace(m, paused=0, round=running, entered=m.entered + lost)


# --- people --------------------------------------------------------------------------------------


@HANDLERS.on(events.PersonArrived)
def _person_arrived(m: Meeting, e: events.PersonArrived) -> Meeting:
    person = e.person
    seats = m.seats if person.id in m.seats else (*m.seats, person.id)
    m = replace(m, people=m.people | {person.id: person}, seats=seats)
    if e.into_round and m.round:
        m = replace(m, round=round.join(m.round, person.id, clock(m, e)), turn=m.turn + 1)
    return m


@HANDLERS.on(events.PersonLeft)
def _person_left(m: Meeting, e: events.PersonLeft) -> Meeting:
    gone = replace(m.people[e.person], presence="left")
    m = replace(m, people=m.people | {e.person: gone})
    return replace(
        m,
        seats=tuple(p for p in m.seats if p != e.person),
        hands=tuple(p for p in m.hands if p != e.person),
        round=round.leave(m.round, e.person, clock(m, e)) if m.round else None,
        rounds={key: round.leave(r, e.person, r.turn_began) for key, r in m.rounds.items()},
        turn=m.turn + 1,
    )


@HANDLERS.on(events.SeatChanged)
def _seat_changed(m: Meeting, e: events.SeatChanged) -> Meeting:
    seats = [p for p in m.seats if p != e.person]
    seats.insert(e.place, e.person)
    return replace(m, seats=tuple(seats))


@HANDLERS.on(events.RoleHandedOver)
def _role_handed_over(m: Meeting, e: events.RoleHandedOver) -> Meeting:
    return replace(m, facilitator=e.person) if e.role == "facilitator" else replace(m, secretary=e.person)
