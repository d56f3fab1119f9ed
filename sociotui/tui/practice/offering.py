"""Offering: where something is offered in an exercise, rather than written."""

from sociotui.room.practising.room import PracticeRoom
from sociotui.tui.meeting.editing import stands_for

_WORDING = frozenset(["propose", "amend"])


def asks_offer(room: PracticeRoom, id_: str) -> bool:
    """Tell whether an action is about the wording, so that something is offered rather than written."""
    m = room.x.meeting
    item = m.item
    if item is None or item.outcome or m.step.part or not room.scenario.offer:
        return False
    action = stands_for(m) if id_ == "edit" else id_
    return action == "integrate" or (action in _WORDING and m.format_of(m.place).makes == "policy")
