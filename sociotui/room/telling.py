"""Telling: each event as one short sentence, for the screen's last line, the command line and the ear."""

from collections.abc import Callable, Mapping
from typing import Any

from sociotui.domain import events as e
from sociotui.domain.event import Event
from sociotui.domain.lessons import Mood
from sociotui.domain.marks_said import summed_said
from sociotui.domain.meeting import Meeting
from sociotui.domain.reading_out import unread
from sociotui.domain.voice import VoiceCard
from sociotui.words import _

_Teller = Callable[[Meeting, Any], str]


def tell(meeting: Meeting, events: tuple[Event, ...]) -> str:
    """Return what `events` did to `meeting` (as it is after them), as one line; "" when there is nothing to say."""
    said = [_TELL[type(event)](meeting, event) for event in events if type(event) in _TELL]
    return " ".join(s for s in said if s)


def _person(sentence: str) -> _Teller:
    return lambda m, event: _(sentence, name=m.name(event.person))


def _step(m: Meeting, event: e.StepEntered) -> str:
    place = m.format_of(event.place).step(event.place.step)
    item = m.find_item(event.place.item)
    title = f"{item.title} · {place.title}" if item else place.title
    return _("Back to “{title}”.", title=title) if event.back else _("On to “{title}”.", title=title)


def _round(m: Meeting, event: e.RoundBegan) -> str:
    if event.mode != "round":
        return {
            "popcorn": _("Popcorn: each once, as you are moved."),
            "stack": _("Stack: raise a hand (‹hand›) to be in line."),
            "free": _("Free flow: speak as it comes."),
        }[event.mode]
    return _("{name} begins.", name=m.name(event.order[0]))


def _objection(m: Meeting, event: e.ObjectionRaised) -> str:
    return _("{name} brings an objection. Thank you: it helps us all.", name=m.name(event.objection.person))


def _released(m: Meeting, event: e.ObjectionReleased) -> str:
    ledger = m.ledgers.get(event.subject)
    objection = ledger.objection(event.number) if ledger else None
    if objection is None:
        return ""
    name = m.name(objection.person)
    return {
        "owner": _("{name} releases the objection.", name=name),
        "group": _("All have tested {name}'s objection, and let it go together.", name=name),
        "both": _("{name} and the proposer agree: the objection is resolved.", name=name),
    }[event.by]


def _consent(m: Meeting, event: e.ConsentGiven) -> str:
    ledger = m.ledgers.get(event.subject)
    if ledger and ledger.reached:
        return _("Everybody consents.")
    return _("{name} consents.", name=m.name(event.person))


def _way(_m: Meeting, event: e.WayChosen) -> str:
    return {
        "modify": _("Integrated by other wording."),
        "shorten": _("Integrated by a shorter term."),
        "measure": _("Integrated by a measure."),
        "defer": _("Deferred, with an owner and a day."),
        "another": _("Another proposal takes its place."),
        "delegate": _("Delegated."),
        "monitor": _("It is watched until the review."),
        "ask": _("Whoever delegated this is asked."),
        "time": _("The circle takes time, and comes back to it."),
    }[event.way]


def _recorded(m: Meeting, event: e.DecisionRecorded) -> str:
    decision = event.decision
    if decision.waiting:
        names = m.names(decision.waiting)
        if decision.window:
            return _("All who are here consent. It waits for {names}, {n} hours.", names=names, n=decision.window)
        return _("All who are here consent. It waits until the others have answered: {names}.", names=names)
    if decision.review:
        return _("On record; looked at again on {day}.", day=decision.review)
    return _("On record.")


def _kind_of(outcome: str) -> str:
    return {
        "decided": _("decided"),
        "dropped": _("dropped"),
        "postponed": _("postponed"),
        "delegated": _("delegated"),
        "waiting": _("waiting for answers"),
    }[outcome]


def mood_said(counts: Mapping[Mood, int]) -> str:
    """Return the sum of a mood round in words: the groups of feelings, those named most first, with how many cards."""
    most = sorted(counts.items(), key=lambda entry: -entry[1])
    return ", ".join(f"{_mood_word(mood)} {n}" for mood, n in most)


def mood_line(m: Meeting) -> str:
    """Return what there is to say of a mood round, in a line; "" where there is none, or the meeting has gone on since."""
    if m.mood.counts and m.mood.shown >= m.entered:
        return _("The mood of all: {sum}", sum=mood_said(m.mood.counts))
    if m.mood.given:
        return _("Mood round: {names} gave a card", names=m.names(m.mood.given))
    return ""


def thanks_line(m: Meeting) -> str:
    """Return how many appreciations wait to be read out, in the rounds in which there is room for them; "" for none."""
    rounds = m.step.kind == "round" and m.step.round in ("check-in", "evaluation", "check-out") and not m.item
    n = len(unread(m)) if rounds and not m.closed else 0
    if not n:
        return ""
    return _("An appreciation waits to be read out.") if n == 1 else _("{n} appreciations wait to be read out.", n=n)


def told_voice(voice: VoiceCard) -> str:
    """Return what was said to the circle between its meetings: who said it, to which role, and the words."""
    name = voice.name or _("unnamed")
    if voice.role:
        head = _("{name}, on {day}, to {role}:", name=name, day=voice.on, role=voice.role)
    else:
        head = _("{name}, on {day}:", name=name, day=voice.on)
    return f"{head} “{voice.words}”"


def _read_out(m: Meeting, id_: str) -> str:
    voice = next((o.voice for o in m.offers if o.voice and o.voice.id == id_), None)
    if voice is None:
        return ""
    words, name = " ".join(voice.words.split()), voice.name or _("unnamed")
    return _("Read out, from {name}: “{words}” It is on record as heard.", name=name, words=words)


def _mood_word(mood: Mood) -> str:
    return {
        "alive": _("alive"),
        "calm": _("calm"),
        "warm": _("warm"),
        "unsure": _("unsure"),
        "tired": _("tired"),
        "sad": _("sad"),
        "afraid": _("afraid"),
        "angry": _("angry"),
    }[mood]


_TELL: dict[type[Event], _Teller] = {
    e.MeetingOpened: lambda m, _e: _("{circle} meets.", circle=m.circle.name),
    e.StepEntered: _step,
    e.RoundBegan: _round,
    e.TurnFinished: _person("{name} has spoken."),
    e.TurnPassed: _person("{name} passes."),
    e.TurnPostponed: _person("{name} comes later."),
    e.PassQuestioned: _person("{name}, even a word helps the proposer. Still pass? Then once more (‹pass›)."),
    e.TurnTaken: _person("{name} speaks."),
    e.HeardOutOfTurn: _person("{name} is heard out of turn; the order waits."),
    e.OrderResumed: _person("{name} has been heard; the order goes on where it stood."),
    e.HandRaised: _person("{name} raises a hand."),
    e.HandLowered: _person("{name} lowers the hand."),
    e.PersonArrived: lambda _m, event: _("{name} is here.", name=event.person.name),
    e.PersonLeft: _person("{name} leaves."),
    e.SeatChanged: _person("{name} sits elsewhere now."),
    e.RoleHandedOver: lambda m, event: _("{name} is {role} now.", name=m.name(event.person), role=event.role),
    e.ClockPaused: lambda _m, _e: _("The clock stands."),
    e.ClockResumed: lambda _m, _e: _("The clock goes on."),
    e.ItemAdded: lambda _m, event: _("On the agenda: “{title}”.", title=event.item.title),
    e.ItemChanged: lambda _m, event: _("Changed: “{title}”.", title=event.item.title),
    e.ItemMoved: lambda _m, _e: _("The agenda has another order."),
    e.ItemRemoved: lambda _m, _e: _("Taken off the agenda."),
    e.ItemClosed: lambda _m, event: _("Outcome: {kind}.", kind=_kind_of(event.outcome.kind)),
    e.NoteTaken: lambda _m, _e: _("Noted."),
    e.BacklogKept: lambda _m, event: _("Kept for later: “{title}”.", title=event.topic.title),
    e.BacklogDropped: lambda _m, event: _("Let go: “{title}”.", title=event.title),
    e.MeetingArranged: lambda _m, _e: _("Agreed."),
    e.ProposalMade: lambda _m, _e: _("The proposal is written."),
    e.ProposalAmended: lambda _m, event: _(
        "Version {n} of the proposal; consent is asked anew.", n=event.version.number
    ),
    e.ConsentGiven: _consent,
    e.ObjectionRaised: _objection,
    e.ObjectionReleased: _released,
    e.WayChosen: _way,
    e.ConsentVoided: _person(
        "With {name}, who is asked has changed: the wording is restated, and all are asked again."
    ),
    e.ConcernVoiced: lambda m, event: _("{name}'s concern is kept for the review.", name=m.name(event.concern.person)),
    e.StuckSaid: lambda _m, _e: _("We are stuck. That happens; let us hear each other about it."),
    e.ViewHeard: _person("What {name} said before has been read out."),
    e.RolesSought: lambda _m, event: _("Sought: {roles}.", roles=", ".join(s.title for s in event.sought)),
    e.NominationsWritten: _person("{name} has written."),
    e.NominationPassed: _person("{name} nominates nobody."),
    e.NominationsRevealed: lambda _m, _e: _("All nominations are revealed."),
    e.NominationChanged: _person("{name} nominates otherwise now."),
    e.FollowUpTaken: lambda m, event: _("{name} takes it on.", name=m.name(event.follow_up.owner)),
    e.CardGiven: _person("{name} has given a card."),
    e.MoodShown: lambda _m, event: _("The mood of all: {sum}.", sum=mood_said(event.counts)),
    e.VoiceReadOut: lambda m, event: _read_out(m, event.voice),
    e.EvaluationKept: lambda _m, _e: _("Kept for the circle."),
    e.MarksGiven: _person("{name} has said how it was; it goes into the sum, without a name."),
    e.EvaluationSummed: lambda _m, event: summed_said(event.evaluation, event.lost),
    e.DecisionRecorded: _recorded,
    e.MeetingSealed: lambda _m, _e: _("The meeting is closed. Its outcomes are on record."),
    e.MeetingClosed: lambda _m, _e: _("The meeting is closed. Its outcomes are on record."),
    e.ActUndone: lambda _m, _e: _("Undone."),
}
