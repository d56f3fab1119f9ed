"""Staying: what keeps a meeting at the step that it is in, as a sentence that says what to do."""

from sociotui.domain.formats import WAY_ON
from sociotui.domain.meeting import Meeting
from sociotui.domain.turns import being_heard
from sociotui.words import _


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
            "approve": _open_consent,
            "roles": _no_roles,
            "nominate": _unwritten,
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
        ways = any(s.kind == "integrate" and s.part == m.step.part for s in m.format_of(m.place).steps)
        return "" if ways else _objections(m)
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
    if not m.item or m.proposal:
        return ""
    if m.step.part == WAY_ON:
        return _("Where does this go: to a helping circle, or to the broader circle? Propose it (‹refer›), then go on.")
    return _("There is no proposal yet. Write its wording (‹propose›), then go on.")


def _no_roles(m: Meeting) -> str:
    if m.item and m.item.grid and m.item.grid.sought:
        return ""
    return _("For which role does the circle seek somebody? Name it, with its term (‹seek›).")


def _unwritten(m: Meeting) -> str:
    grid = m.item.grid if m.item else None
    if grid is None:
        return _no_roles(m)
    missing = tuple(p for p in m.counting() if not grid.has_written(p))
    if not missing or grid.revealed:  # who comes after the reveal has the change round
        return ""
    return _("Still to write: {names} (‹nominate›). Then all are revealed at once.", names=m.names(missing))


def _unintegrated(m: Meeting) -> str:
    """Objections to this wording keep the circle here; those to an earlier one are answered by the next round."""
    version = m.version_of(m.subject)
    to_this = tuple(o.person for o in m.ledger.open if o.version == version)
    if to_this and version == m.ledger.version and m.ledger.counted:
        return _(
            "The objection of {names} is open. Integrate it: change the wording, shorten the term or add a measure (‹integrate›); "
            "or let it go, as your circle does (‹release›). No way on? Say that you are stuck (‹stuck›).",
            names=m.names(to_this),
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
    if item is None or item.outcome or m.step.id != m.format_of(m.place).steps[-1].id:
        return ""
    return _no_outcome(m)
