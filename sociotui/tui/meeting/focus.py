"""What counts now: the actions that the footer names, chosen by what the meeting is doing."""

from sociotui.domain.meeting import Meeting
from sociotui.domain.reading_out import unread
from sociotui.tui.meeting.absence import concerns_absent, waited_for
from sociotui.tui.meeting.editing import stands_for


def footer_ids(m: Meeting, chosen: str) -> list[str]:
    """Return the ids of the actions that count now, the most needed first; the last is always shown.

    What “edit” opens is named by the action that it stands for in this step.
    """
    return list(dict.fromkeys(_ids(m, chosen)))


def _ids(m: Meeting, chosen: str) -> list[str]:
    if m.closed:
        return ["minutes", "quit", "help"]
    if chosen:
        return [*_for_person(m, chosen), "help"]
    current = m.round
    if current and current.speaking and current.subject:
        phone = ["attendance"] if concerns_absent(m) and waited_for(m) else []
        return ["consent", "object", "later", "undo", *concern(m), "aim", *phone, "minutes", "help"]
    if current and (current.speaking or current.mode != "round"):
        return [*in_round(m), "undo", "round", "step", "minutes", "help"]
    return [*_between(m), "undo", "minutes", "help"]


def _for_person(m: Meeting, chosen: str) -> list[str]:
    current = m.round
    if any(o.person == chosen for o in m.ledger.open):
        return ["release", "speak", "hand"]
    if current and current.subject:
        return ["consent", "object", *concern(m), "speak", "hand"]
    if m.step.kind == "nominate":
        return ["nominate", *may_pass(m)]
    if m.step.kind == "round" and m.step.round == "change":
        return ["nominate", "speak", "hand"]
    return ["speak", "hand", "next", "pass", "later"]


def concern(m: Meeting) -> list[str]:
    """Return the key of a concern, where the dialect has concerns and there is a proposal."""
    return ["worry"] if m.manner.concerns and m.proposal and not m.step.part else []


def may_pass(m: Meeting) -> list[str]:
    """Return the key of passing, where one may nominate nobody."""
    return ["pass"] if m.manner.passing["nomination"] == "yes" else []


def in_round(m: Meeting) -> list[str]:
    """Return the keys of a round under way; where nobody may pass, passing is not offered."""
    current = m.round
    thanks = ["read-out"] if unread(m) else []
    passing = [] if current and current.passing == "no" else ["pass"]
    if m.step.round == "change" and m.step.kind == "round":
        return ["next", "nominate", *passing, "later", "aim"]
    if m.step.round == "evaluation" and m.step.kind == "round":
        return ["next", *passing, "later", "evaluate", *thanks, "hand"]
    if m.step.round == "check-in" and m.step.kind == "round":
        return ["next", *passing, "later", "cards", *thanks, "hand"]
    return ["next", *passing, "later", "hand"]


def _between(m: Meeting) -> list[str]:
    kind, edit = m.step.kind, stands_for(m)
    if kind == "closing":
        return ["close", "back"]
    if m.item and m.item.outcome:
        return ["step", "take-on", "note", "back"]
    if kind == "integrate" and edit == "integrate":
        return ["integrate", "release", "aim", "step", "back"]
    if kind == "nominate":
        return ["nominate", "step", "back"] if _to_write(m) else ["step", "nominate", "back"]
    if kind in ("amend", "roles", "outcome", "record"):
        named = kind in ("amend", "roles") and bool(m.proposal if kind == "amend" else m.item and m.item.grid)
        phone = ["attendance"] if kind == "record" and concerns_absent(m) and waited_for(m) else []
        first = ["step", edit] if named else [edit, "step"]
        return [*first, *phone, "aim", "back", "outcome"]
    if kind == "agenda" and not m.agenda:
        return ["agenda", "step", "back"]
    if kind in ("admin", "backlog"):
        return ["step", edit, "attendance", "agenda"]
    if edit == "remember":
        return ["step", "evaluate", edit, "round", "back"]
    return ["step", "round", "back", "take-on" if m.item else "note"]


def _to_write(m: Meeting) -> bool:
    grid = m.item.grid if m.item else None
    return grid is not None and not all(grid.has_written(p) for p in m.counting())
