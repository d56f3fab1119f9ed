"""Absence: who is asked for consent and not in the round, and what the circle's custom makes of it, in words."""

from sociotui.domain.meeting import Meeting
from sociotui.words import _


def concerns_absent(m: Meeting) -> bool:
    """Tell whether somebody who is not in the round has a part in the consent that is asked here."""
    return m.item is not None and not m.step.part and bool(m.ledger.counted) and bool(absent(m) or waited_for(m))


def absent(m: Meeting) -> tuple[str, ...]:
    """Return the absent members who are asked for this consent."""
    return m.asked(m.absent())


def waited_for(m: Meeting) -> tuple[str, ...]:
    """Return those for whom the decision will wait: by the circle's custom, and not in the round themselves."""
    return tuple(p for p in m.awaited() if p not in m.ledger.counted)


def on_the_phone(m: Meeting) -> tuple[str, ...]:
    """Return the absent members who could answer by phone still."""
    return tuple(p for p in absent(m) if p not in m.ledger.answers)


def what_happens(m: Meeting) -> str:
    """Return what the circle's custom makes of those who are missing, as sentences; "" where nobody is."""
    missing, waits, customs = absent(m), waited_for(m), m.circle.customs
    if m.step.part:
        return ""
    if waits and customs.absence == "lazy":
        return _(
            "Missing: {names}. The decision waits for them, {n} hours at the most, and then stands.",
            names=m.names(waits),
            n=customs.window,
        )
    if waits:
        return _("Missing: {names}. The decision waits, and stands once all have answered.", names=m.names(waits))
    if missing and customs.absence == "views":
        return _("Missing: {names}. What they said before can be read out (‹view›).", names=m.names(missing))
    if missing and customs.absence == "present":
        return _("Missing: {names}. By our custom the decision stands without them.", names=m.names(missing))
    return ""
