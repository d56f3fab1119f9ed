"""Hints: in a sentence, what the learner may do just now. Keys are named by their actions; enter opens the sentences at hand."""

from collections.abc import Callable

from sociotui.domain.meeting import Meeting
from sociotui.domain.practising.cues import sayings
from sociotui.domain.practising.state import Exercise
from sociotui.words import _


def hint(x: Exercise) -> str:
    """Return what the learner may do now."""
    m = x.meeting
    if m.closed:
        return _("That was the exercise. Leave it for the list (‹quit›), or look back once more (enter).")
    cue = x.open_cue
    if cue and cue.kind != "silent":
        return {
            "interrupts": _("{name} talks into it. What do you say (enter)?"),
            "long": _("{name} goes on. What do you say (enter)?"),
            "hear": _("{name} has told you something. What do you say (enter)?"),
        }[cue.kind].replace("{name}", m.name(cue.who))
    said = _by_step(x, m)
    if sayings(x):
        return _("{said} Or say something (enter).", said=said)
    return said


def _by_step(x: Exercise, m: Meeting) -> str:
    r = m.round
    if r and r.speaking == x.me and not r.complete:
        if r.subject:
            return _("You are asked, too: consent (‹consent›), or object with your reason (‹object›).")
        return _("Your turn: say it aloud or to yourself, then ‹next›.")
    if r and r.speaking and not r.complete:
        return _("{name} has spoken: give the turn on (‹next›).", name=m.name(r.speaking))
    return _AFTER.get(m.step.kind, _goes_on)(m)


def _goes_on(_m: Meeting) -> str:
    return _("Everything here is done: go on (‹step›).")


def _amends(m: Meeting) -> str:
    if m.proposal is None:
        return _("Now a proposal is due: ‹edit›.")
    return _("Change the wording by what was said (‹edit›), or go on (‹step›).")


def _consent(m: Meeting) -> str:
    if m.ledger.open:
        return _("An objection is a gift. Go on to integrating it (‹step›).")
    return _("Everybody has consented. Go on (‹step›).")


def _integrate(m: Meeting) -> str:
    if any(o.version == m.version_of(m.subject) for o in m.ledger.open):
        return _("Find what meets the reason (‹edit›).")
    return _("There is a new wording. Change it once more (‹edit›), or ask anew (‹step›).")


def _record(m: Meeting) -> str:
    if m.item and not m.item.outcome:
        return _("There is consent! Put it on record, with the day on which you look at it again (‹edit›).")
    return _("It is on record. Go on (‹step›).")


def _outcome(m: Meeting) -> str:
    if m.item and not m.item.outcome:
        return _("Say how the item ends (‹edit›), so that it can be read back.")
    return _goes_on(m)


def _roles(m: Meeting) -> str:
    if m.item and m.item.grid and m.item.grid.sought:
        return _("The role and its term are named. Read them out, and go on (‹step›); or change them (‹edit›).")
    return _("Name the role that is sought, and its term (‹edit›).")


def _nominate(m: Meeting) -> str:
    grid = m.item.grid if m.item else None
    if grid and all(grid.has_written(p) for p in m.counting()):
        return _("All have written. Reveal all nominations at once (‹step›).")
    return _("The others have written. Write yours, hidden (‹edit›).")


def _talk(_m: Meeting) -> str:
    return _("When that is done, go on (‹step›).")


def _closing(_m: Meeting) -> str:
    return _("Close the meeting (‹close›); then we look back at how it went.")


_AFTER: dict[str, Callable[[Meeting], str]] = {
    "amend": _amends,
    "consent": _consent,
    "integrate": _integrate,
    "record": _record,
    "outcome": _outcome,
    "roles": _roles,
    "nominate": _nominate,
    "talk": _talk,
    "closing": _closing,
}
