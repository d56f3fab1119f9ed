"""Keys in one place: bindings, footer and help, all made from the registry of actions."""

from collections.abc import Iterable, Mapping

from textual.binding import Binding, BindingType
from textual.keys import format_key

from sociotui.room.actions import ACTIONS, BY_ID, SAME_KEY, Where
from sociotui.tui.private import key_name
from sociotui.tui.widgets.lines import wrap
from sociotui.words import _

HELP_WIDTH = 67
"""Cells that the help takes at the most: longer lines are tiring to read."""
SHOWN_AS = {"escape": "esc"} | {name: name for name in ("space", "enter", "tab", "backspace", "delete", "home", "end")}
"""Keys whose plain name says more to people than a sign."""

_SCREENS = {
    "meeting": _("meeting"),
    "map": _("map"),
    "decisions": _("decisions"),
    "people": _("people"),
    "mirror": _("mirror"),
    "practice": _("practice"),
}
"""The screens with a number, by the ids of their actions."""
_CHOOSE = ("↑ ↓ j k", _("Choose a row."))
_ALSO: dict[Where, dict[str, str]] = {
    "home": {
        "attendance": _("Go to the meeting that asks for you; who is not there yet comes in by that."),
        "agenda": _("Prepare the next meeting of the circle that is chosen."),
    },
    "lists": {
        "agenda": _("Put what is chosen onto its circle's agenda: a decision, or a selection for roles."),
        "alter": _("Among people and roles: change the role or person that is chosen."),
        "add-here": _("Among people and roles: add a role, a member, or somebody new."),
        "end-here": _("Among people and roles: a role ends or is vacant, somebody leaves a circle."),
        "take-back": _("Among people and roles: take the latest change of the structure back."),
    },
    "mirror": {"circle": _("The mirror of another circle, or of all.")},
    "agenda": {
        "agenda": _("Add a topic."),
        "edit": _("Change the topic that is chosen."),
        "undo": _("Take back what you did here last."),
        "minutes": _("Show the agenda as it is sent round."),
        "pause": _("Look how it fits into another length."),
    },
}
"""What keys of one place mean in another."""
_WITHOUT_ACTION: dict[Where, list[tuple[str, str]]] = {
    "meeting": [
        ("↑ ↓ j k", _("Move in a list; in the ring, choose a person. The keys then act for that person.")),
        ("enter", _("Open what is chosen.")),
        ("esc", _("Leave a dialog; let go of the person that is chosen.")),
    ],
    "home": [
        _CHOOSE,
        ("enter", _("Go to the meeting, or begin one; answer, read or prepare what is chosen.")),
        ("esc", _("Go back to the list.")),
    ],
    "lists": [
        _CHOOSE,
        ("enter", _("Read what is chosen; from the line in which you type, go to the list.")),
        ("esc", _("Go back: to the list, to all that is there, and then out.")),
    ],
    "lessons": [
        _CHOOSE,
        ("enter", _("Read what is chosen; while reading, go to the next page, or to the next lesson.")),
        ("← →", _("The page before, the next one.")),
        ("esc", _("Go back: to the list, and then out.")),
    ],
    "agenda": [
        _CHOOSE,
        ("enter", _("Change the topic that is chosen; take over what is due.")),
        ("esc", _("Go back.")),
    ],
    "practice": [
        _CHOOSE,
        (
            "enter",
            _("Begin the exercise, or go on with it. In an exercise: open what you may say; at its end, look back."),
        ),
        ("esc", _("Go back.")),
    ],
    "mirror": [
        _CHOOSE,
        ("enter", _("Read about the figure: its parts, the line over time, how it is counted, what to try.")),
        ("← →", _("The period before, the next one.")),
        ("esc", _("Go back: to the figures, to the circle, and then out.")),
    ],
    "mend": [
        _CHOOSE,
        ("a t c p x", _("On the ladder: begin that step.")),
        ("enter", _("Begin the step that is chosen, go into a talk; in a talk, do what is chosen.")),
        ("esc", _("Go back. A talk rests where it stands.")),
    ],
    "map": [
        ("↑ ↓ j k", _("Choose the next circle, or row of its page; in the drawing, the neighbour in that direction.")),
        (
            "← →",
            _(
                "In the outline: the circle around, the first one within. On the page: to the circles, to its next part."
            ),
        ),
        ("enter", _("Go into the circle, and then to its page; open a row of the page.")),
        ("esc", _("Leave a dialog; come back to today; go back from the page to the circles.")),
    ],
}
"""Keys of a place that no action stands for."""


def bindings(where: Where) -> list[BindingType]:
    """Return the bindings of all actions with a key there; each can be remapped by its action's id.

    They go first, so that keys are answered in the order in which they are pressed, whatever has the focus. Screens
    have them; dialogs, in which people write, do not.
    """
    return bindings_of(action.id for action in ACTIONS if action.key and action.where == where)


def bindings_of(ids: Iterable[str]) -> list[BindingType]:
    """Return the bindings of these actions, for a screen that does them although they are of another place."""
    actions = [BY_ID[id_] for id_ in ids]
    return [
        Binding(key_name(action.key), f"do('{action.id}')", action.label, show=False, id=action.id, priority=True)
        for action in actions
    ]


def ways_out() -> list[BindingType]:
    """Return what somebody tries who does not know this program yet; nothing is lost by leaving a screen."""
    return [Binding("ctrl+c,ctrl+q", "app.quit", show=False, priority=True, id="quit-now")]


def normal(keymap: Mapping[str, str]) -> dict[str, str]:
    """Return a user's keymap with keys as Textual names them; several keys for one action stand with commas."""
    return {id_: ",".join(key_name(k.strip()) for k in keys.split(",")) for id_, keys in keymap.items()}


def shown(keymap: Mapping[str, str]) -> dict[str, str]:
    """Return, for each action that a key reaches, that key as people read it."""
    own = {a.id: keymap.get(a.id, a.key) for a in ACTIONS if a.key or a.id in keymap}
    keys = {id_: display(key) for id_, key in own.items()}
    return keys | {id_: keys[other] for id_, other in SAME_KEY.items() if id_ not in keys and other in keys}


def display(key: str) -> str:
    """Return a key as people read it: `?`, `ctrl+p`, `space`."""
    first = key.split(",")[0].strip()
    if len(first) == 1 or "+" in first:
        return first
    return SHOWN_AS.get(first) or format_key(first)


def footer(
    ids: Iterable[str], keys: Mapping[str, str], labels: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """Return key and label of actions, for the last line of a screen; `labels` has other words for some of them."""
    other = labels or {}
    return [(keys[id_], other.get(id_) or _(BY_ID[id_].label)) for id_ in ids if id_ in keys]


def ways(keys: Mapping[str, str], here: str = "") -> list[tuple[str, str]]:
    """Return key and name of the screens that one goes to from anywhere, but for the one that one is `here`."""
    return [(keys[id_], _(name)) for id_, name in _SCREENS.items() if id_ in keys and id_ != here]


def help_text(
    keys: Mapping[str, str],
    signs: Mapping[str, str],
    terms: Mapping[str, str],
    width: int = HELP_WIDTH,
    rights: Iterable[tuple[str, str]] = (),
    where: Where = "meeting",
    own: Mapping[str, str] | None = None,
) -> str:
    """Return all keys of a place with what they do, and what signs and terms mean, as plain text of at most `width` columns.

    `own` is what keys mean on one screen in particular, by action or key; it comes first, and in the place of the usual.
    `rights` are rows of who may do what (`rights_table`), for a room in which not everybody may do all.
    """
    own = own or {}
    here = [a for a in ACTIONS if a.id in keys and a.id not in SAME_KEY and a.id not in own]
    entries = [(keys.get(id_, id_), _(told)) for id_, told in own.items()]
    entries += [(keys[id_], _(told)) for id_, told in _ALSO.get(where, {}).items() if id_ in keys]
    entries += [(keys[a.id], _(a.help)) for a in here if a.where == where]
    entries += [
        (key, _(told)) for key, told in _WITHOUT_ACTION.get(where, _WITHOUT_ACTION["meeting"]) if key not in own
    ]
    entries += [(keys[a.id], _(a.help)) for a in here if a.where == "everywhere"]
    lines = _table(entries, width)
    if told := _by_person(rights, width):
        lines += ["", _("Who may do what"), *told]
    lines += ["", _("Signs"), *_table(signs.items(), width)]
    lines += ["", _("Words"), *_table(terms.items(), width)]
    return "\n".join(lines)


def _table(entries: Iterable[tuple[str, str]], width: int) -> list[str]:
    lines: list[str] = []
    for key, text in entries:
        first, *rest = wrap(text, width - 12)
        lines += [f"{key:>9}   {first}", *(" " * 12 + more for more in rest)]
    return lines


def _by_person(rows: Iterable[tuple[str, str]], width: int) -> list[str]:
    """Return who may do what: a line for who, and what stands under it."""
    lines: list[str] = []
    for who, what in rows:
        lines += [
            *(f"  {line}" for line in wrap(f"{who}:", width - 2)),
            *(f"    {line}" for line in wrap(what, width - 4)),
        ]
    return lines
