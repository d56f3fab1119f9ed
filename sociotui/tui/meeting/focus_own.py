"""What counts now for one person at a terminal of their own: the keys that the footer names, the most needed first."""

from collections.abc import Mapping

from sociotui.domain.meeting import Meeting
from sociotui.room.calls import answers_at_once, awaited
from sociotui.room.rights_table import BY_ACTION, TABLE
from sociotui.tui.meeting import focus
from sociotui.tui.meeting.editing import stands_for
from sociotui.tui.meeting.viewer import Viewer, voiceless
from sociotui.tui.widgets.lines import clip
from sociotui.words import _

_NAME = 10
"""Cells of a name in the footer."""
_ANSWERS = frozenset(id_ for id_, kinds in BY_ACTION.items() if any(TABLE[kind].guarded for kind in kinds))
"""What nobody does for somebody who has a terminal of their own."""
_MAKING = frozenset({"amend", "roles", "integrate", "record"})
"""Steps in which a wording is made, by whoever brings it."""


def own_ids(m: Meeting, viewer: Viewer, chosen: str) -> list[str]:
    """Return the ids of the actions that count now for who looks on, whom the rights may still deny some of them."""
    return list(dict.fromkeys(_ids(m, viewer, chosen)))


def labels(m: Meeting, viewer: Viewer, chosen: str = "") -> dict[str, str]:
    """Return what some actions are for who looks on, by id, where that says more than their name."""
    said: dict[str, str] = {}
    if viewer.call == "turn":
        said["next"] = _("I'm done")
    if viewer.call in ("come", "back"):
        said["attendance"] = _("come in")
    if viewer.me in m.hands:
        said["hand"] = _("lower hand")
    person = chosen or (m.round.speaking if m.round else "")
    if viewer.leads and person not in ("", viewer.me):  # the keys act for them
        name = clip(m.name(person), _NAME)
        said |= {"pass": _("{name} passes", name=name), "later": _("{name} later", name=name)}
    if m.step.kind == "nominate":
        if viewer.leads and not awaited(m):
            said["step"] = _("reveal all")
        said["nominate"] = _("write") if viewer.call == "write" else _("write anew")
    elif m.step.kind == "round" and m.step.round == "change":
        said["nominate"] = _("change")
    return said


def choosing(m: Meeting, viewer: Viewer, chosen: str) -> tuple[str, str] | None:
    """Return the arrow key with what it does, where the meeting waits for somebody who has no terminal of their own."""
    person = "" if chosen else voiceless(m, viewer)
    return ("→", _("for {name}", name=m.name(person))) if person else None


def _ids(m: Meeting, viewer: Viewer, chosen: str) -> list[str]:
    if m.closed:
        return focus.footer_ids(m, "")
    if chosen and chosen != viewer.me:
        return _for_another(m, viewer.presence, chosen)
    if viewer.me not in m.people:
        return ["aim", "minutes", "quit", "help"]
    if viewer.call in ("come", "back"):
        return ["attendance", "view", "aim", "minutes", "help"]
    first = [*_asked(m, viewer), *_mine(m, viewer)]
    return [*first, *(_leading(m, viewer) if viewer.leads else _listening(m))]


def _for_another(m: Meeting, presence: Mapping[str, str], chosen: str) -> list[str]:
    ids = focus.footer_ids(m, chosen)
    return [id_ for id_ in ids if chosen not in presence or id_ not in _ANSWERS]


def _asked(m: Meeting, viewer: Viewer) -> list[str]:
    """Return what answers the call."""
    if viewer.call == "answer":
        return ["consent", "object", *focus.concern(m)]
    if viewer.call == "write":
        return ["nominate", *focus.may_pass(m)]
    if viewer.call != "turn" or m.round is None:
        return []
    if m.round.aside:
        return ["next"]
    if m.round.subject:
        return ["consent", "object", "later", *focus.concern(m)]
    return focus.in_round(m)


def _mine(m: Meeting, viewer: Viewer) -> list[str]:
    """Return what this person in particular can do here, called or not."""
    ids = ["release"] if any(o.person == viewer.me for o in m.ledger.open) else []
    if m.step.kind in _MAKING and not viewer.leads:
        ids.append(stands_for(m))
    all_written = m.step.kind == "nominate" and not awaited(m)
    if m.step.kind == "nominate" and viewer.call != "write" and not (viewer.leads and all_written):
        ids.append("nominate")
    if m.step.round == "evaluation" and viewer.me not in m.marking.given and not m.marking.sum:
        ids.append("evaluate")
    current = m.round
    if current and not current.speaking and current.mode == "popcorn" and viewer.me in current.queue:
        ids.append("speak")
    elif current and not current.speaking and current.mode == "stack":
        ids += ["speak", "hand"] if m.hands[:1] == (viewer.me,) else ["hand"]
    return ids


def _leading(m: Meeting, viewer: Viewer) -> list[str]:
    """Return what the meeting needs of who facilitates or writes."""
    ids = focus.footer_ids(m, "")
    if answers_at_once(m):
        ids = [id_ for id_ in ids if id_ not in ("next", "pass", "later")]
    if viewer.needed or not m.round or not m.round.speaking:
        return ids
    mine = {"consent", "object", "worry", "nominate"}
    return [*(id_ for id_ in ids[:-1] if id_ not in mine), "hand", ids[-1]]


def _listening(m: Meeting) -> list[str]:
    return ["hand", "undo", "aim", "note", "agenda", *(["take-on"] if m.item else []), "minutes", "attendance", "help"]
