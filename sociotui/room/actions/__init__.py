"""Actions: everything a person can do, declared once: its id, key, words, and the command that it asks for.

Bindings, footer, `?`, the palette, `sociotui act` and its help, and the README's key table are all made from this.
"""

from sociotui.domain.refusal import unknown
from sociotui.room.actions.action import Action, Where
from sociotui.room.actions.deciding import DECIDING
from sociotui.room.actions.mapping import MAPPING
from sociotui.room.actions.meeting import MEETING
from sociotui.room.actions.rounds import ROUNDS
from sociotui.room.actions.screens import SCREENS
from sociotui.words import _

__all__ = ["ACTIONS", "BY_ID", "SAME_KEY", "Action", "Where", "commands_by_name", "find", "keys"]

ACTIONS: tuple[Action, ...] = (*ROUNDS, *DECIDING, *MEETING, *MAPPING, *SCREENS)
"""All of them, in the order in which they are listed for people."""

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}

SAME_KEY: dict[str, str] = {
    # Actions without a key of their own are reached through the key of another.
    "propose": "edit",
    "amend": "edit",
    "integrate": "edit",
    "record": "edit",
    "stuck": "edit",
    "refer": "edit",
    "seek": "edit",
    "nominate": "edit",
    "select": "edit",
    "review": "edit",
    "found": "edit",
    "member": "edit",
    "customs": "edit",
    "describe": "edit",
    "remember": "edit",
    "evaluate-sum": "evaluate",
    "popcorn": "round",
    "stack": "round",
    "free": "round",
    "arrive": "attendance",
    "leave": "attendance",
    "seat": "attendance",
    "hand-over": "attendance",
    "arrange": "edit",
    "mood": "cards",
    "mood-sum": "cards",
    "read-out": "say",
    "change": "agenda",
    "move": "agenda",
    "remove": "agenda",
    "drop": "keep",
}


def find(id_: str) -> Action:
    """Return the action of that id; refuses with the nearest ones otherwise."""
    if id_ not in BY_ID:
        raise unknown(_("action"), id_, [a.id for a in ACTIONS if a.command])
    return BY_ID[id_]


def keys(remapped: dict[str, str] | None = None) -> dict[str, str]:
    """Return the key of each action by id, with those that the user has remapped."""
    own = {a.id: a.key for a in ACTIONS if a.key} | (remapped or {})
    return own | {id_: own[other] for id_, other in SAME_KEY.items() if id_ not in own}


def commands_by_name(*, acting: bool) -> dict[str, str]:
    """Return how each action is named on the command line, for sentences shown there.

    `acting`: somebody has just said “act MEETING”, so that the word that comes next there is enough.
    """
    said = {a.id: a.id if acting else f"“sociotui act MEETING {a.id}”" for a in ACTIONS if a.command}
    return {"minutes": "“sociotui minutes MEETING”"} | said
