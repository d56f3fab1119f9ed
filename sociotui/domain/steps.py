"""Steps: on to the next, back to the one before, and what keeps a meeting at the one it is in."""

from collections.abc import Iterator

from sociotui.domain import commands, events
from sociotui.domain.event import Event
from sociotui.domain.evolve import evolve
from sociotui.domain.meeting import BacklogItem, Item, Meeting, Outcome, Place, plan
from sociotui.domain.refusal import Refused
from sociotui.domain.turns import begun, being_heard, round_kind
from sociotui.words import _


def enter(m: Meeting, place: Place, at: int, *, back: bool = False) -> Iterator[Event]:
    """Go to a place and begin what it begins with: its round, where it has one that has not been held."""
    entered = events.StepEntered(at=at, place=place, back=back)
    yield entered
    after = evolve(m, entered)
    kind = round_kind(after.step)
    if kind == "consent":
        yield from ask(after, at)
    elif kind and after.round is None and after.taking_part():
        yield begun(after, at)


def ask(m: Meeting, at: int) -> Iterator[Event]:
    """Begin the consent round of this place, for those who have not answered on the version that stands."""
    version, ledger = m.version_of(m.subject), m.ledger
    if m.step.kind == "agenda" and not m.agenda:
        return
    same = ledger.version == version and bool(ledger.counted)
    if same and not ledger.missing:
        return
    if same and (changed := _changed_count(m)):
        voided = events.ConsentVoided(at=at, subject=m.subject, person=changed)
        yield voided
        yield begun(evolve(m, voided), at)
        return
    current = m.round
    if current and current.version == version and not current.complete and set(ledger.missing) <= set(current.waiting):
        return
    yield begun(m, at, only=ledger.missing if same else ())


def _changed_count(m: Meeting) -> str:
    """Return somebody who has come to be asked or gone without an answer since this consent was asked; "" for nobody."""
    counting, ledger = m.counting(), m.ledger
    came = [p for p in counting if p not in ledger.counted and m.people[p].presence == "here"]
    gone = [p for p in ledger.missing if p not in counting]
    return next(iter(came + gone), "")


def next_step(m: Meeting, c: commands.NextStep, at: int) -> Iterator[Event]:
    """Go on, once what this step is there for is done."""
    _seen(m, c.seen)
    if reason := why_stay(m):
        raise Refused(reason)
    yield from enter(m, _following(m), at)


def previous_step(m: Meeting, c: commands.PreviousStep, at: int) -> Iterator[Event]:
    """Go back to the step before; what was said there stays said."""
    _seen(m, c.seen)
    places = plan(m)
    before = [p for p in places[: places.index(m.place)] if p in m.done and not _skipped(m, p)]
    if not before:
        raise Refused(_("This is the first step of the meeting; there is none before it."))
    item = m.find_item(before[-1].item)
    if item and item.id != m.place.item and item.outcome:
        raise Refused(
            _(
                "“{title}” has ended. To take its outcome back, undo (‹undo›); to speak of it again, add an item (‹agenda›).",
                title=item.title,
            )
        )
    yield from enter(m, before[-1], at, back=True)


def _seen(m: Meeting, seen: str) -> None:
    if seen and seen != m.place.key:
        raise Refused(_("The meeting had moved on already: it is at “{step}”.", step=m.step.title))


def _following(m: Meeting) -> Place:
    """Return the place after this one, past what is skipped and back where wording or agenda changed."""
    places = plan(m)
    if m.step.kind == "integrate" and not m.ledger.reached:
        return _again(m)
    following = [p for p in places[places.index(m.place) + 1 :] if not _skipped(m, p) and not _ended(m, p)]
    if not following:
        raise Refused(_("This is the last step. Look at the minutes (‹minutes›), then close the meeting (‹close›)."))
    target = following[0]
    agenda = next((Place(s.id) for s in m.format.steps if s.kind == "agenda"), None)
    if agenda and target.item and target.item != m.place.item and m.place != agenda and not m.agenda_consented:
        return agenda
    return target


def _ended(m: Meeting, place: Place) -> bool:
    item = m.find_item(place.item)
    return item is not None and item.outcome is not None


def _skipped(m: Meeting, place: Place) -> bool:
    """Integrating needs an objection."""
    step = m.format_of(place).step(place.step)
    return step.kind == "integrate" and (place.item != m.place.item or not m.ledger.open)


def _again(m: Meeting) -> Place:
    """Return where the consent process goes on after integrating: restating a new wording, or asking on."""
    steps = m.format_of(m.place).steps
    changed = m.version_of(m.subject) != m.ledger.version or not m.ledger.counted
    restate = next((s for s in steps if s.id == "restate"), None)
    asking = next(s for s in steps if s.kind == "consent")
    return Place((restate if changed and restate else asking).id, m.place.item)


# --- what keeps a meeting where it is -------------------------------------------------------------


def why_stay(m: Meeting) -> str:
    """Return why the meeting is not done with this step, as a sentence with what to do; "" when it is."""
    if m.item and m.item.outcome:
        return ""
    return (
        _unfinished_round(m)
        or {
            "admin": _uncovered_roles,
            "agenda": _open_consent,
            "minutes": _open_consent,
            "consent": _open_consent,
            "amend": _no_proposal,
            "integrate": _unintegrated,
            "record": _unrecorded,
            "outcome": _no_outcome,
        }.get(m.step.kind, _nothing)(m)
        or _last_of_item(m)
    )


def _nothing(_m: Meeting) -> str:
    return ""


def _unfinished_round(m: Meeting) -> str:
    current = m.round
    if current is None or current.complete:
        return ""
    if current.aside:
        return str(being_heard(m, current))
    if current.mode != "round":
        return _("An open mode ends with a full round, so that everybody is heard: begin it (‹round›).")
    if current.subject:
        return _(
            "Still to be asked: {names}. Each one consents (‹consent›) or objects (‹object›).",
            names=m.names(current.waiting),
        )
    if current.passing == "no":
        return _("Still to speak: {names} (‹next› when each is done).", names=m.names(current.waiting))
    return _("Still to speak: {names}. Each one speaks (‹next›) or passes (‹pass›).", names=m.names(current.waiting))


def _uncovered_roles(m: Meeting) -> str:
    for role, person in ((_("facilitator"), m.facilitator), (_("secretary"), m.secretary)):
        if person not in m.people or not m.people[person].here:
            return _(
                "There is no {role} in the room. Let somebody take it over for this meeting (‹arrive›).", role=role
            )
    return ""


def _open_consent(m: Meeting) -> str:
    ledger = m.ledger
    if m.step.kind == "agenda" and not m.agenda:
        return ""
    if ledger.open and m.step.kind == "consent":
        return "" if any(s.kind == "integrate" for s in m.format_of(m.place).steps) else _objections(m)
    if ledger.open:
        return _objections(m)
    if not ledger.reached or ledger.version != m.version_of(m.subject):
        names = m.names(ledger.missing or m.counting())
        return _("The circle has not consented yet. Still to be asked: {names}.", names=names)
    return ""


def _objections(m: Meeting) -> str:
    names = m.names(tuple(o.person for o in m.ledger.open))
    if m.step.kind == "agenda":
        return _(
            "{names} objects to this agenda. Change it (‹agenda›), which asks for consent again; or {names} releases the objection (‹release›).",
            names=names,
        )
    return _("{names} objects. Change what it is about, or let {names} release the objection (‹release›).", names=names)


def _no_proposal(m: Meeting) -> str:
    if m.item and not m.item.proposal:
        return _("There is no proposal yet. Write its wording (‹propose›), then go on.")
    return ""


def _unintegrated(m: Meeting) -> str:
    if m.ledger.open and m.version_of(m.subject) == m.ledger.version and m.ledger.counted:
        return _(
            "The objection of {names} is open. Integrate it: change the wording, shorten the term or add a measure (‹integrate›); "
            "or its owner releases it (‹release›).",
            names=m.names(tuple(o.person for o in m.ledger.open)),
        )
    return ""


def _unrecorded(m: Meeting) -> str:
    if m.item and not any(d.item == m.item.id for d in m.decisions):
        return _("The decision is not on record yet. Put it there with the day it is looked at again (‹record›).")
    return ""


def _no_outcome(m: Meeting) -> str:
    if m.item and not m.item.outcome:
        return _(
            "“{title}” has no outcome yet. Say how it ends: decided, dropped, postponed or delegated (‹outcome›).",
            title=m.item.title,
        )
    return ""


def _last_of_item(m: Meeting) -> str:
    item = m.item
    if item is None or item.outcome or m.step.id != m.formats[item.aim].steps[-1].id:
        return ""
    return _no_outcome(m)


# --- endings -------------------------------------------------------------------------------------


def end_item(m: Meeting, c: commands.EndItem, at: int) -> Iterator[Event]:
    """Say how an item ends. A postponed one goes to the backlog."""
    item = m.find_item(c.item) if c.item else m.item
    if item is None:
        raise Refused(_("Which item? Go to it first, or name its number."))
    if item.outcome:
        raise Refused(
            _(
                "“{title}” has ended already: {kind}. To say it otherwise, undo (‹undo›).",
                title=item.title,
                kind=item.outcome.kind,
            )
        )
    if c.kind == "delegated" and not c.to:
        raise Refused(_("Delegated to whom? Name the person or the circle that takes it on."))
    if c.kind == "decided" and item.aim == "decide":
        raise Refused(
            _(
                "A decision is made by consent: take “{title}” through its consent round, and it is recorded.",
                title=item.title,
            )
        )
    if c.kind == "decided" and not c.text:
        raise Refused(_("In which words does it end? Say them, so that they can be read back."))
    yield events.ItemClosed(at=at, item=item.id, outcome=Outcome(kind=c.kind, text=c.text, to=c.to))
    if c.kind == "postponed":
        yield _kept(item, at)


def _kept(item: Item, at: int) -> events.BacklogKept:
    topic = BacklogItem(title=item.title, aim=item.aim, minutes=item.minutes, added_by=item.presenter)
    return events.BacklogKept(at=at, topic=topic)


def close(m: Meeting, c: commands.CloseMeeting, at: int) -> Iterator[Event]:
    """End the meeting; every item has an outcome by then, or is postponed now."""
    pending = [i for i in m.agenda if not i.outcome]
    if pending and not c.postpone:
        titles = ", ".join(f"“{i.title}”" for i in pending)
        raise Refused(_("Still without an outcome: {titles}. End each, or postpone them as you close.", titles=titles))
    for item in pending:
        yield events.ItemClosed(at=at, item=item.id, outcome=Outcome(kind="postponed"))
        yield _kept(item, at)
    if m.paused:
        yield events.ClockResumed(at=at)
    yield events.MeetingClosed(at=at)
