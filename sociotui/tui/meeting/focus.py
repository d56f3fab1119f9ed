"""What counts now: the actions that the footer names, chosen by what the meeting is doing."""

from sociotui.domain.meeting import Meeting


def footer_ids(m: Meeting, chosen: str) -> list[str]:
    """Return the ids of the actions that count now, the most needed first; the last is always shown."""
    if m.closed:
        return ["minutes", "quit", "help"]
    if chosen:
        return [*_for_person(m, chosen), "help"]
    current = m.round
    if current and current.speaking and current.subject:
        return ["consent", "object", "later", "undo", "aim", "minutes", "help"]
    if current and (current.speaking or current.mode != "round"):
        return ["next", "pass", "later", "hand", "undo", "round", "step", "minutes", "help"]
    return [*_between(m), "undo", "minutes", "help"]


def _for_person(m: Meeting, chosen: str) -> list[str]:
    current = m.round
    if any(o.person == chosen for o in m.ledger.open):
        return ["release", "speak", "hand"]
    if current and current.subject:
        return ["consent", "object", "speak", "hand"]
    return ["speak", "hand", "next", "pass", "later"]


def _between(m: Meeting) -> list[str]:
    kind = m.step.kind
    if kind == "closing":
        return ["close", "back"]
    if kind == "integrate" and any(o.version == m.version_of(m.subject) for o in m.ledger.open):
        return ["edit", "release", "aim", "step", "back"]
    if kind in ("amend", "record", "outcome") and m.item and not m.item.outcome:
        return ["edit", "step", "back", "outcome"]
    if kind == "agenda" and not m.agenda:
        return ["agenda", "step", "back"]
    if kind in ("admin", "backlog"):
        return ["step", "edit", "attendance", "agenda"]
    return ["step", "round", "back", "note"]
