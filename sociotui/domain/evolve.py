"""Evolve: the meeting after an event. Pure and total: an event that was recorded is never refused."""

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec.structs import replace

from sociotui.domain import consent, events, round
from sociotui.domain.event import Event
from sociotui.domain.fairness import Start
from sociotui.domain.meeting import Item, Meeting, Place, plan

E = TypeVar("E", bound=Event)
_EVOLVE: dict[type[Event], Callable[[Meeting, Any], Meeting]] = {}


def evolve(meeting: Meeting, event: Event) -> Meeting:
    """Return the meeting as it stands after `event`; the one before is left as it was."""
    return _EVOLVE[type(event)](meeting, event)


def opened(event: events.MeetingOpened) -> Meeting:
    """Return the meeting that an opening makes."""
    meeting = Meeting(
        id=event.id,
        circle=event.circle,
        opened=event.at,
        today=event.today,
        format=event.format,
        formats=event.formats,
        people={p.id: p for p in event.people},
        seats=event.seats,
        facilitator=event.facilitator,
        secretary=event.secretary,
        starts=event.starts,
        earlier_starts=len(event.starts),
        backlog=event.backlog,
        agenda=event.agenda,
        last_item=max((i.id for i in event.agenda), default=0),
        minutes_before=event.minutes_before,
        place=Place(""),
        entered=event.at,
    )
    return replace(meeting, place=plan(meeting)[0])


def _on(kind: type[E]) -> Callable[[Callable[[Meeting, E], Meeting]], Callable[[Meeting, E], Meeting]]:
    def register(handler: Callable[[Meeting, E], Meeting]) -> Callable[[Meeting, E], Meeting]:
        _EVOLVE[kind] = handler
        return handler

    return register


def _clock(m: Meeting, e: Event) -> int:
    """Return the time by the meeting's clock, which stands while it is paused."""
    return m.paused or e.at


@_on(events.StepEntered)
def _step_entered(m: Meeting, e: events.StepEntered) -> Meeting:
    rounds = m.rounds | {m.place.key: round.rest(m.round, _clock(m, e))} if m.round else m.rounds
    done = m.done if e.back or m.place in m.done else (*m.done, m.place)
    done = tuple(p for p in done if p != e.place)
    kept = rounds.get(e.place.key)
    current = round.come_back(kept, _clock(m, e)) if kept else None
    return replace(m, place=e.place, entered=_clock(m, e), done=done, rounds=rounds, round=current, turn=m.turn + 1)


# --- turns ---------------------------------------------------------------------------------------


@_on(events.RoundBegan)
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
    )
    people = {
        id_: replace(p, presence="here") if p.presence == "next" and id_ in e.order else p
        for id_, p in m.people.items()
    }
    m = replace(m, round=round.begin(began, _clock(m, e)), people=people, turn=m.turn + 1)
    if e.subject:
        m = _with_ledger(m, e.subject, consent.ask(_ledger(m, e.subject), e.version, e.order))
    return m


def _moved(m: Meeting, changed: round.Round) -> Meeting:
    """The turn moved; who spoke first in a round of several is remembered as its start."""
    starts = m.starts
    first = m.round is not None and not m.round.spoken and bool(changed.spoken)
    if first and changed.mode == "round" and len(changed.order) > 1:
        starts = (*starts, Start(changed.spoken[0], changed.direction))
    return replace(m, round=changed, turn=m.turn + 1, starts=starts)


@_on(events.TurnFinished)
def _turn_finished(m: Meeting, e: events.TurnFinished) -> Meeting:
    return _moved(m, round.finish(m.round, _clock(m, e))) if m.round else m


@_on(events.TurnPassed)
def _turn_passed(m: Meeting, e: events.TurnPassed) -> Meeting:
    return _moved(m, round.pass_on(m.round, _clock(m, e))) if m.round else m


@_on(events.TurnPostponed)
def _turn_postponed(m: Meeting, e: events.TurnPostponed) -> Meeting:
    return _moved(m, round.postpone(m.round, _clock(m, e))) if m.round else m


@_on(events.PassQuestioned)
def _pass_questioned(m: Meeting, e: events.PassQuestioned) -> Meeting:
    if m.round is None:
        return m
    return replace(m, round=replace(m.round, asked=(*m.round.asked, e.person)), turn=m.turn + 1)


@_on(events.TurnTaken)
def _turn_taken(m: Meeting, e: events.TurnTaken) -> Meeting:
    if m.round is None:
        return m
    hands = tuple(p for p in m.hands if p != e.person)
    return replace(m, round=round.call_on(m.round, e.person, _clock(m, e)), hands=hands, turn=m.turn + 1)


@_on(events.HeardOutOfTurn)
def _heard_out_of_turn(m: Meeting, e: events.HeardOutOfTurn) -> Meeting:
    if m.round is None:
        return m
    hands = tuple(p for p in m.hands if p != e.person)
    return replace(m, round=round.interrupt(m.round, e.person, _clock(m, e)), hands=hands, turn=m.turn + 1)


@_on(events.OrderResumed)
def _order_resumed(m: Meeting, e: events.OrderResumed) -> Meeting:
    return replace(m, round=round.resume(m.round, _clock(m, e)), turn=m.turn + 1) if m.round else m


@_on(events.HandRaised)
def _hand_raised(m: Meeting, e: events.HandRaised) -> Meeting:
    return replace(m, hands=(*m.hands, e.person))


@_on(events.HandLowered)
def _hand_lowered(m: Meeting, e: events.HandLowered) -> Meeting:
    return replace(m, hands=tuple(p for p in m.hands if p != e.person))


@_on(events.ClockPaused)
def _clock_paused(m: Meeting, e: events.ClockPaused) -> Meeting:
    return replace(m, paused=e.at)


@_on(events.ClockResumed)
def _clock_resumed(m: Meeting, e: events.ClockResumed) -> Meeting:
    lost = max(0, e.at - m.paused)
    running = round.shift(m.round, lost) if m.round else None
    return replace(m, paused=0, round=running, entered=m.entered + lost)


# --- people --------------------------------------------------------------------------------------


@_on(events.PersonArrived)
def _person_arrived(m: Meeting, e: events.PersonArrived) -> Meeting:
    person = e.person
    seats = m.seats if person.id in m.seats else (*m.seats, person.id)
    m = replace(m, people=m.people | {person.id: person}, seats=seats)
    if e.into_round and m.round:
        m = replace(m, round=round.join(m.round, person.id, _clock(m, e)), turn=m.turn + 1)
    return m


@_on(events.PersonLeft)
def _person_left(m: Meeting, e: events.PersonLeft) -> Meeting:
    gone = replace(m.people[e.person], presence="left")
    m = replace(m, people=m.people | {e.person: gone})
    return replace(
        m,
        seats=tuple(p for p in m.seats if p != e.person),
        hands=tuple(p for p in m.hands if p != e.person),
        round=round.leave(m.round, e.person, _clock(m, e)) if m.round else None,
        rounds={key: round.leave(r, e.person, r.turn_began) for key, r in m.rounds.items()},
        turn=m.turn + 1,
    )


@_on(events.SeatChanged)
def _seat_changed(m: Meeting, e: events.SeatChanged) -> Meeting:
    seats = [p for p in m.seats if p != e.person]
    seats.insert(e.place, e.person)
    return replace(m, seats=tuple(seats))


@_on(events.RoleHandedOver)
def _role_handed_over(m: Meeting, e: events.RoleHandedOver) -> Meeting:
    return replace(m, facilitator=e.person) if e.role == "facilitator" else replace(m, secretary=e.person)


# --- agenda and notes ----------------------------------------------------------------------------


def _agenda(m: Meeting, agenda: tuple[Item, ...], **changes: Any) -> Meeting:
    """The agenda changed, so the consent to the one before is void."""
    m = replace(m, agenda=agenda, agenda_version=m.agenda_version + 1, **changes)
    return _without_round_on(_with_ledger(m, "agenda", consent.void(_ledger(m, "agenda"))), "agenda")


@_on(events.ItemAdded)
def _item_added(m: Meeting, e: events.ItemAdded) -> Meeting:
    return _agenda(m, (*m.agenda, e.item), last_item=e.item.id)


@_on(events.ItemChanged)
def _item_changed(m: Meeting, e: events.ItemChanged) -> Meeting:
    return _agenda(m, tuple(e.item if i.id == e.item.id else i for i in m.agenda))


@_on(events.ItemMoved)
def _item_moved(m: Meeting, e: events.ItemMoved) -> Meeting:
    rest = [i for i in m.agenda if i.id != e.item]
    rest.insert(e.place, next(i for i in m.agenda if i.id == e.item))
    return _agenda(m, tuple(rest))


@_on(events.ItemRemoved)
def _item_removed(m: Meeting, e: events.ItemRemoved) -> Meeting:
    return _agenda(m, tuple(i for i in m.agenda if i.id != e.item))


def _with_item(m: Meeting, id_: int, **changes: Any) -> Meeting:
    return replace(m, agenda=tuple(replace(i, **changes) if i.id == id_ else i for i in m.agenda))


@_on(events.ItemClosed)
def _item_closed(m: Meeting, e: events.ItemClosed) -> Meeting:
    return _with_item(m, e.item, outcome=e.outcome)


@_on(events.NoteTaken)
def _note_taken(m: Meeting, e: events.NoteTaken) -> Meeting:
    item = m.find_item(e.item)
    return _with_item(m, item.id, notes=(*item.notes, e.text)) if item else replace(m, notes=(*m.notes, e.text))


@_on(events.BacklogKept)
def _backlog_kept(m: Meeting, e: events.BacklogKept) -> Meeting:
    return replace(m, backlog=(*m.backlog, e.topic))


@_on(events.BacklogDropped)
def _backlog_dropped(m: Meeting, e: events.BacklogDropped) -> Meeting:
    return replace(m, backlog=tuple(t for t in m.backlog if t.title != e.title))


@_on(events.MeetingArranged)
def _meeting_arranged(m: Meeting, e: events.MeetingArranged) -> Meeting:
    return replace(m, minutes=e.minutes or m.minutes, next_meeting=e.next_meeting or m.next_meeting)


@_on(events.MeetingClosed)
def _meeting_closed(m: Meeting, e: events.MeetingClosed) -> Meeting:
    done = m.done if m.place in m.done else (*m.done, m.place)
    return replace(m, closed=e.at, round=None, hands=(), done=done)


# --- proposal and consent ------------------------------------------------------------------------


def _with_ledger(m: Meeting, subject: str, ledger: consent.Ledger) -> Meeting:
    return replace(m, ledgers=m.ledgers | {subject: ledger})


def _ledger(m: Meeting, subject: str) -> consent.Ledger:
    return m.ledgers.get(subject, consent.Ledger())


@_on(events.ProposalMade)
def _proposal_made(m: Meeting, e: events.ProposalMade) -> Meeting:
    return _with_item(m, e.item, proposal=consent.Proposal(title=e.title, by=e.by, versions=(e.version,)))


@_on(events.ProposalAmended)
def _proposal_amended(m: Meeting, e: events.ProposalAmended) -> Meeting:
    item = m.find_item(e.item)
    if item is None or item.proposal is None:
        return m
    proposal = replace(item.proposal, versions=(*item.proposal.versions, e.version))
    subject = f"item:{e.item}"
    m = _with_ledger(_with_item(m, e.item, proposal=proposal), subject, consent.void(_ledger(m, subject)))
    return _without_round_on(m, subject)


def _without_round_on(m: Meeting, subject: str) -> Meeting:
    """The consent round on `subject` no longer holds: it is begun anew when its step is entered again."""
    rounds = {key: r for key, r in m.rounds.items() if r.subject != subject}
    current = None if m.round and m.round.subject == subject else m.round
    return replace(m, rounds=rounds, round=current)


@_on(events.ConsentGiven)
def _consent_given(m: Meeting, e: events.ConsentGiven) -> Meeting:
    m = _with_ledger(m, e.subject, consent.consent(_ledger(m, e.subject), e.person, e.at))
    return _answered(m, e.person, _clock(m, e))


@_on(events.ObjectionRaised)
def _objection_raised(m: Meeting, e: events.ObjectionRaised) -> Meeting:
    m = _with_ledger(m, e.subject, consent.object_to(_ledger(m, e.subject), e.objection, e.at))
    return _answered(m, e.objection.person, _clock(m, e))


def _answered(m: Meeting, person: str, at: int) -> Meeting:
    if m.round and m.round.now == person:
        return _moved(m, round.finish(m.round, at))
    return m


@_on(events.ObjectionReleased)
def _objection_released(m: Meeting, e: events.ObjectionReleased) -> Meeting:
    objection = _ledger(m, e.subject).objection(e.number)
    m = _with_ledger(m, e.subject, consent.release(_ledger(m, e.subject), e.number))
    still_asked = objection and objection.person in _ledger(m, e.subject).missing
    if objection and still_asked and m.round and m.round.subject == e.subject and objection.person in m.round.spoken:
        m = replace(m, round=round.ask_again(m.round, objection.person, _clock(m, e)), turn=m.turn + 1)
    return m


@_on(events.WayChosen)
def _way_chosen(m: Meeting, e: events.WayChosen) -> Meeting:
    return _with_ledger(m, e.subject, consent.choose_way(_ledger(m, e.subject), e.number, e.way))


@_on(events.ConsentVoided)
def _consent_voided(m: Meeting, e: events.ConsentVoided) -> Meeting:
    m = _with_ledger(m, e.subject, consent.void(_ledger(m, e.subject)))
    return _without_round_on(m, e.subject)


@_on(events.DecisionRecorded)
def _decision_recorded(m: Meeting, e: events.DecisionRecorded) -> Meeting:
    return replace(m, decisions=(*m.decisions, e.decision))
