"""Evolve, items: the meeting after what happens to its agenda, its proposals, and the consent asked for them."""

from typing import Any

from msgspec.structs import replace

from sociotui.domain import consent, events, round
from sociotui.domain.consent import Answer, Proposal
from sociotui.domain.event import Event
from sociotui.domain.items import Item
from sociotui.domain.meeting import Meeting, subject_of
from sociotui.domain.unfolding import (
    Handlers,
    clock,
    ledger_of,
    moved,
    rested,
    with_item,
    with_ledger,
    without_round_on,
)

HANDLERS = Handlers()


# --- agenda and notes ----------------------------------------------------------------------------


def _agenda(m: Meeting, e: Event, agenda: tuple[Item, ...], **changes: Any) -> Meeting:
    """The agenda changed, so the consent to the one before is void."""
    m = replace(m, agenda=agenda, agenda_version=m.agenda_version + 1, **changes)
    return without_round_on(with_ledger(m, "agenda", consent.void(ledger_of(m, "agenda"))), "agenda", clock(m, e))


@HANDLERS.on(events.ItemAdded)
def _item_added(m: Meeting, e: events.ItemAdded) -> Meeting:
    formats = m.formats | {e.format.id: e.format} if e.format else m.formats
    policies = (*m.policies, e.policy) if e.policy else m.policies
    return _agenda(m, e, (*m.agenda, e.item), last_item=e.item.id, formats=formats, policies=policies)


@HANDLERS.on(events.ItemChanged)
def _item_changed(m: Meeting, e: events.ItemChanged) -> Meeting:
    return _agenda(m, e, tuple(e.item if i.id == e.item.id else i for i in m.agenda))


@HANDLERS.on(events.ItemMoved)
def _item_moved(m: Meeting, e: events.ItemMoved) -> Meeting:
    rest = [i for i in m.agenda if i.id != e.item]
    rest.insert(e.place, next(i for i in m.agenda if i.id == e.item))
    return _agenda(m, e, tuple(rest))


@HANDLERS.on(events.ItemRemoved)
def _item_removed(m: Meeting, e: events.ItemRemoved) -> Meeting:
    return _agenda(m, e, tuple(i for i in m.agenda if i.id != e.item))


@HANDLERS.on(events.ItemClosed)
def _item_closed(m: Meeting, e: events.ItemClosed) -> Meeting:
    return with_item(m, e.item, outcome=e.outcome)


@HANDLERS.on(events.NoteTaken)
def _note_taken(m: Meeting, e: events.NoteTaken) -> Meeting:
    item = m.find_item(e.item)
    return with_item(m, item.id, notes=(*item.notes, e.text)) if item else replace(m, notes=(*m.notes, e.text))


@HANDLERS.on(events.BacklogKept)
def _backlog_kept(m: Meeting, e: events.BacklogKept) -> Meeting:
    return replace(m, backlog=(*m.backlog, e.topic))


@HANDLERS.on(events.BacklogDropped)
def _backlog_dropped(m: Meeting, e: events.BacklogDropped) -> Meeting:
    return replace(m, backlog=tuple(t for t in m.backlog if t.title != e.title))


@HANDLERS.on(events.MeetingArranged)
def _meeting_arranged(m: Meeting, e: events.MeetingArranged) -> Meeting:
    return replace(m, minutes=e.minutes or m.minutes, next_meeting=e.next_meeting or m.next_meeting)


@HANDLERS.on(events.MeetingClosed)
def _meeting_closed(m: Meeting, e: events.MeetingClosed) -> Meeting:
    done = m.done if m.place in m.done else (*m.done, m.place)
    return replace(m, closed=e.at, rounds=rested(m, clock(m, e)), round=None, hands=(), done=done)


# --- proposal and consent ------------------------------------------------------------------------


@HANDLERS.on(events.ProposalMade)
def _proposal_made(m: Meeting, e: events.ProposalMade) -> Meeting:
    return _with_part(m, e.item, e.part, Proposal(title=e.title, by=e.by, versions=(e.version,)))


@HANDLERS.on(events.ProposalAmended)
def _proposal_amended(m: Meeting, e: events.ProposalAmended) -> Meeting:
    item = m.find_item(e.item)
    before = item.part(e.part) if item else None
    if before is None:
        return m
    subject = subject_of(e.item, e.part)
    m = _with_part(m, e.item, e.part, replace(before, versions=(*before.versions, e.version)))
    m = with_ledger(m, subject, consent.void(ledger_of(m, subject)))
    if not e.part:
        m = replace(m, stuck=tuple(i for i in m.stuck if i != e.item))
    return without_round_on(m, subject, clock(m, e))


def _with_part(m: Meeting, id_: int, part: str, proposal: Proposal) -> Meeting:
    item = m.find_item(id_)
    if item is None:
        return m
    return with_item(m, id_, parts=item.parts | {part: proposal}) if part else with_item(m, id_, proposal=proposal)


@HANDLERS.on(events.ConsentGiven)
def _consent_given(m: Meeting, e: events.ConsentGiven) -> Meeting:
    answer = Answer(at=e.at, means=e.means, witness=e.witness)
    m = with_ledger(m, e.subject, consent.consent(ledger_of(m, e.subject), e.person, answer))
    return _answered(m, e.person, clock(m, e))


@HANDLERS.on(events.ObjectionRaised)
def _objection_raised(m: Meeting, e: events.ObjectionRaised) -> Meeting:
    answer = Answer(at=e.at, means=e.means, witness=e.witness)
    m = with_ledger(m, e.subject, consent.object_to(ledger_of(m, e.subject), e.objection, answer))
    return _answered(m, e.objection.person, clock(m, e))


def _answered(m: Meeting, person: str, at: int) -> Meeting:
    if m.round and m.round.now == person:
        return moved(m, round.finish(m.round, at))
    if m.round and person in m.round.queue:
        return replace(m, round=round.answer_ahead(m.round, person))
    return m


@HANDLERS.on(events.ObjectionReleased)
def _objection_released(m: Meeting, e: events.ObjectionReleased) -> Meeting:
    objection = ledger_of(m, e.subject).objection(e.number)
    m = with_ledger(m, e.subject, consent.release(ledger_of(m, e.subject), e.number))
    still_asked = objection and objection.person in ledger_of(m, e.subject).missing
    if objection and still_asked and m.round and m.round.subject == e.subject and objection.person in m.round.spoken:
        m = replace(m, round=round.ask_again(m.round, objection.person, clock(m, e)), turn=m.turn + 1)
    return m


@HANDLERS.on(events.WayChosen)
def _way_chosen(m: Meeting, e: events.WayChosen) -> Meeting:
    return with_ledger(m, e.subject, consent.choose_way(ledger_of(m, e.subject), e.number, e.way))


@HANDLERS.on(events.ConsentVoided)
def _consent_voided(m: Meeting, e: events.ConsentVoided) -> Meeting:
    m = with_ledger(m, e.subject, consent.void(ledger_of(m, e.subject)))
    return without_round_on(m, e.subject, clock(m, e))


@HANDLERS.on(events.ConcernVoiced)
def _concern_voiced(m: Meeting, e: events.ConcernVoiced) -> Meeting:
    ledger = ledger_of(m, e.subject)
    return with_ledger(m, e.subject, replace(ledger, concerns=(*ledger.concerns, e.concern)))


@HANDLERS.on(events.StuckSaid)
def _stuck_said(m: Meeting, e: events.StuckSaid) -> Meeting:
    return replace(m, stuck=(*m.stuck, e.item))


@HANDLERS.on(events.ViewHeard)
def _view_heard(m: Meeting, e: events.ViewHeard) -> Meeting:
    item = m.find_item(e.item)
    return with_item(m, item.id, views=item.views | {e.person: e.text}) if item else m


@HANDLERS.on(events.FollowUpTaken)
def _follow_up_taken(m: Meeting, e: events.FollowUpTaken) -> Meeting:
    item = m.find_item(e.item)
    if item:
        return with_item(m, item.id, follow_ups=(*item.follow_ups, e.follow_up))
    return replace(m, follow_ups=(*m.follow_ups, e.follow_up))


@HANDLERS.on(events.EvaluationKept)
def _evaluation_kept(m: Meeting, e: events.EvaluationKept) -> Meeting:
    return replace(m, evaluation=(*m.evaluation, e.text))


@HANDLERS.on(events.DecisionRecorded)
def _decision_recorded(m: Meeting, e: events.DecisionRecorded) -> Meeting:
    return replace(m, decisions=(*m.decisions, e.decision))
