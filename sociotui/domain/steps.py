"""Steps: on to the next, back to the one before, and what keeps a meeting at the one it is in."""

from collections.abc import Iterator

from sociotui.domain import commands, events
from sociotui.domain.consent import Ledger
from sociotui.domain.event import Event
from sociotui.domain.evolve import evolve
from sociotui.domain.formats import WAY_ON
from sociotui.domain.meeting import Meeting, Place, plan, subject_of
from sociotui.domain.refusal import Refused
from sociotui.domain.rounds import begun, round_kind
from sociotui.domain.staying import why_stay
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


def written_down(m: Meeting, change: Event, at: int) -> Iterator[Event]:
    """Put something down for the minutes. Where consent to them is being asked, they are other ones now: it is asked anew."""
    yield change
    after = evolve(m, change)
    if after.step.kind == "approve" and after.counting():
        yield from ask(after, at)


def _changed_count(m: Meeting) -> str:
    """Return somebody who has come to be asked or gone without an answer since this consent was asked; "" for nobody."""
    counting, ledger = m.counting(), m.ledger
    came = [p for p in counting if p not in ledger.counted and m.people[p].presence == "here"]
    gone = [p for p in ledger.missing if p not in counting]
    return next(iter(came + gone), "")


def next_step(m: Meeting, c: commands.NextStep, at: int) -> Iterator[Event]:
    """Go on, once what this step is there for is done. Going on from nominating reveals them all at once."""
    _seen(m, c.seen)
    if reason := why_stay(m):
        raise Refused(reason)
    place = _following(m)
    _enough_for(m, place)
    item = m.item
    # Where the item has ended before all had written, what was written stays hidden.
    if m.step.kind == "nominate" and item and item.grid and not item.grid.revealed and not item.outcome:
        revealed = events.NominationsRevealed(at=at, item=item.id)
        yield revealed
        m = evolve(m, revealed)
    yield from enter(m, place, at)


def _enough_for(m: Meeting, place: Place) -> None:
    """Nothing is decided below the circle's quorum."""
    step, quorum = m.format_of(place).step(place.step), m.circle.customs.quorum
    here = sum(1 for p in m.taking_part() if m.people[p].member)
    if place.item and step.kind == "consent" and here < quorum:
        raise Refused(
            _(
                "{here} members are here; {circle} decides with {quorum} at the least. Speak of it as long as it helps, "
                "then postpone it (‹outcome›), or go on when more have come (‹arrive›).",
                here=here,
                circle=m.circle.name,
                quorum=quorum,
            )
        )


def previous_step(m: Meeting, c: commands.PreviousStep, at: int) -> Iterator[Event]:
    """Go back to the step before; what was said there stays said."""
    _seen(m, c.seen)
    places = plan(m)
    before = [p for p in places[: places.index(m.place)] if p in m.done and not skipped(m, p)]
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
    ended = m.item is not None and m.item.outcome is not None
    if m.step.kind == "integrate" and not ended and not m.ledger.reached and m.place.item not in m.stuck:
        return _again(m)
    following = [p for p in places[places.index(m.place) + 1 :] if not skipped(m, p) and not _ended(m, p)]
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


def skipped(m: Meeting, place: Place) -> bool:
    """Integrating needs an objection; the way out of being stuck, that the circle says it is."""
    step = m.format_of(place).step(place.step)
    if step.kind == "integrate":
        return place.item != m.place.item or not m.ledgers.get(subject_of(place.item, step.part), Ledger()).open
    stuck = place.item in m.stuck
    if step.kind == "stuck" or step.part == WAY_ON:
        return not stuck
    return stuck and place.item == m.place.item and step.kind == "record"


def _again(m: Meeting) -> Place:
    """Return where the consent process goes on after integrating: restating a new wording, or asking on."""
    changed = m.version_of(m.subject) != m.ledger.version or not m.ledger.counted
    return asking(m, restate=changed)


def asking(m: Meeting, *, restate: bool) -> Place:
    """Return the place where consent is asked for the wording that this step is about, or where it is restated before."""
    steps = m.format_of(m.place).steps
    ask_at = next((s for s in steps if s.kind == "consent" and s.part == m.step.part), m.step)
    return Place(ask_at.again if restate and ask_at.again else ask_at.id, m.place.item)
