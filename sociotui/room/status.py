"""Status: a meeting as one documented, versioned object for scripts, and as a few plain lines for people.

The object's fields may grow; those that are there keep their meaning as long as `version` stays the same.
"""

from typing import Any

from sociotui.domain.aims import in_a_line
from sociotui.domain.commentary import Told, sentences, told, why
from sociotui.domain.marks_said import marks_line
from sociotui.domain.meeting import Meeting
from sociotui.room.telling import mood_line, thanks_line, told_voice
from sociotui.words import _

VERSION = 1


def status(meeting: Meeting) -> dict[str, Any]:
    """Return the meeting as an object of plain JSON types. People are given by id, times in ms since 1970."""
    return {
        "version": VERSION,
        "meeting": meeting.id,
        "circle": meeting.circle.id,
        "state": "closed" if meeting.closed else "open",
        "step": {"id": meeting.place.step, "item": meeting.place.item, "title": meeting.step.title},
        "prompt": meeting.step.prompt,
        "why": why(meeting.step, "full"),
        "done_when": meeting.step.done,
        "aims": list(meeting.circle.aims),
        "facilitator": meeting.facilitator,
        "secretary": meeting.secretary,
        "present": list(meeting.seats),
        "absent": list(meeting.absent()),
        "guests": [p.id for p in meeting.people.values() if not p.member and p.here],
        "hands": list(meeting.hands),
        "paused": bool(meeting.paused),
        "round": _round(meeting),
        "agenda": [
            {
                "id": item.id,
                "title": item.title,
                "aim": item.aim,
                "minutes": item.minutes,
                "outcome": item.outcome.kind if item.outcome else None,
            }
            for item in meeting.agenda
        ],
        "proposal": _proposal(meeting),
        "consents": list(meeting.ledger.consented),
        "missing": list(meeting.ledger.missing),
        "objections": [
            {
                "number": o.number,
                "person": o.person,
                "version": o.version,
                "reason": o.reason,
                "state": o.state,
                "way": o.way,
            }
            for o in meeting.ledger.objections
        ],
        "outcome": _outcome(meeting),
        "decisions": [
            {
                "item": d.item,
                "title": d.title,
                "text": d.text,
                "proposal_version": d.version,
                "review": d.review.isoformat() if d.review else None,
                "consented": list(d.consented),
                "absent": list(d.absent),
                "waiting": list(d.waiting),
            }
            for d in meeting.decisions
        ],
    }


def _round(meeting: Meeting) -> dict[str, Any] | None:
    current = meeting.round
    if current is None:
        return None
    return {
        "kind": current.kind,
        "mode": current.mode,
        "number": current.lap,
        "now": current.speaking or None,
        "next": meeting.next_speaker or None,
        "order": list(current.order),
        "spoken": list(current.spoken),
        "passed": list(current.passed),
        "later": list(current.later),
        "gone": list(current.gone),
        "direction": current.direction,
        "turn": meeting.turn,
        "turn_began": current.turn_began,
        "complete": current.complete,
    }


def _proposal(meeting: Meeting) -> dict[str, Any] | None:
    item = meeting.item
    if item is None or item.proposal is None:
        return None
    current = item.proposal.current
    return {
        "title": item.proposal.title,
        "version": current.number,
        "text": current.text,
        "review": current.review.isoformat() if current.review else None,
        "measures": list(current.measures),
    }


def _outcome(meeting: Meeting) -> dict[str, Any] | None:
    item = meeting.item
    if item is None or item.outcome is None:
        return None
    return {"kind": item.outcome.kind, "text": item.outcome.text, "to": item.outcome.to}


def lines(meeting: Meeting, how: Told | None = None) -> list[str]:
    """Return where the meeting stands, in plain lines: for a terminal without a screen, and for the ear.

    `how` much is told of why the step is there; None: as much as the circle still needs.
    """
    said = [f"{meeting.circle.name} · {meeting.id}", _("Step: {step}", step=where(meeting))]
    if meeting.closed:
        return [*said, _("The meeting is closed.")]
    said.append(now_and_next(meeting))
    item = meeting.item
    if (item and item.proposal) or meeting.ledger.open:
        said.append(_("Our aim: {aim}", aim=in_a_line(meeting.circle.aims) or _("none on record yet")))
    if item and item.proposal:
        current = item.proposal.current
        said.append(_("Proposal, version {n}: {text}", n=current.number, text=current.text))
    ledger = meeting.ledger
    if meeting.step.kind in ("consent", "integrate", "agenda", "minutes") and ledger.counted:
        said.append(
            _(
                "Consent: {yes} of {all}; open objections: {no}.",
                yes=len(ledger.consented),
                all=len(ledger.counted),
                no=len(ledger.open),
            )
        )
    if item and item.voice:
        said.append(told_voice(item.voice))
    if thanks := thanks_line(meeting):
        said.append(thanks)
    if mood := mood_line(meeting):
        said.append(mood + ".")
    if marks := marks_line(meeting):
        said.append(marks + ".")
    if meeting.step.prompt:
        said.append(_("Ask: {prompt}", prompt=_(meeting.step.prompt)))
    return [*said, *commentary(meeting, how)]


def commentary(meeting: Meeting, how: Told | None = None) -> list[str]:
    """Return why the step is there, and when it is done; `how` as in `lines`."""
    return [] if meeting.closed else list(sentences(meeting, how or told(meeting)))


def where(meeting: Meeting) -> str:
    """Return the step that the meeting is in, with its item, for people."""
    item = meeting.item
    return f"{item.title} · {meeting.step.title}" if item else meeting.step.title


def now_and_next(meeting: Meeting) -> str:
    """Return the sentence that is said at each change: who speaks now and who is next."""
    current = meeting.round
    if current is None:
        return _("No round is running.")
    if current.complete:
        return _("Everybody has spoken.")
    if not current.speaking:
        return _("Nobody has the turn.")
    now, next_ = meeting.name(current.speaking), meeting.name(meeting.next_speaker)
    return _("Now {now}, next {next}.", now=now, next=next_) if next_ else _("Now {now}, the last one.", now=now)
