"""Editing: what the step is about, so that one key opens it, and which form asks for it."""

from sociotui.domain.effects import Agrees, Describes, Founds, Joins, Leaves, Selects
from sociotui.domain.formats import WAY_ON, Makes
from sociotui.domain.items import Item
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.tui.meeting import forms, forms_aims, forms_customs, forms_deciding, forms_founding, forms_selection
from sociotui.tui.meeting.forms import Ask

_PROPOSES: dict[Makes, str] = {
    "selection": "select",
    "review": "review",
    "circle": "found",
    "helping": "found",
    "joining": "member",
    "leaving": "member",
    "vma": "describe",
}
"""The action that makes a format's proposal, where that is more than a wording."""


def stands_for(m: Meeting) -> str:
    """Return the id of the action that “edit” is just now: what this step is about."""
    item, step = m.item, m.step
    if item is None:
        if step.kind == "round" and step.round == "evaluation":
            return "remember"
        return {"admin": "arrange", "backlog": "keep", "agenda": "agenda"}.get(step.kind, "note")
    if item.outcome:
        return "note"
    if step.kind in ("outcome", "roles", "nominate"):
        return {"outcome": "outcome", "roles": "seek", "nominate": "nominate"}[step.kind]
    if step.kind == "round" and step.round == "change" and item.grid and item.grid.revealed:
        return "nominate"
    if step.kind == "record" and m.ledger.reached:
        return "record"
    if step.kind == "integrate" and any(o.version == m.version_of(m.subject) for o in m.ledger.open):
        return "integrate"
    if m.proposal is None and step.kind != "amend":
        return "note"
    return _proposing(m)


def _proposing(m: Meeting) -> str:
    """Return how the wording of this step is made, or made anew: by what it changes, or by its format."""
    if m.step.part:
        return "refer" if m.step.part == WAY_ON else "amend" if m.proposal else "propose"
    makes = _PROPOSES.get(m.format_of(m.place).makes, "")
    if m.proposal is None:
        return makes or "propose"
    effects = m.proposal.current.effects
    for effect, action in (
        (Selects, "select"),
        (Founds, "found"),
        (Joins, "member"),
        (Leaves, "member"),
        (Agrees, "customs"),
        (Describes, "describe"),
    ):
        if any(isinstance(e, effect) for e in effects):
            return makes if makes == "review" else action
    return makes if makes == "review" and effects else "amend"


def asks(m: Meeting, organisation: Organisation, id_: str, me: str = "") -> Ask | None:
    """Return the form of an action that the step is about; None where the meeting has no place for it now.

    `me` is who acts for nobody but themselves, "" for who may for others.
    """
    item = m.item
    if id_ in _ANYWHERE:
        return _ANYWHERE[id_](m)
    if item is None or item.outcome:
        return None
    if id_ in ("propose", "amend") and _fits(m, item, id_):
        return forms_deciding.wording(m, me)
    if id_ in _IN_AN_ITEM:
        return _IN_AN_ITEM[id_](m) if _fits(m, item, id_) else None
    makes = m.format_of(m.place).makes
    if id_ == "member":
        leaves = makes == "leaving" or bool(
            m.proposal and any(isinstance(e, Leaves) for e in m.proposal.current.effects)
        )
        return forms_founding.membership(m, organisation, leaves=leaves if leaves or makes == "joining" else None)
    if id_ == "found":
        helping = {"circle": False, "helping": True, "review": True}.get(makes)
        return forms_founding.circle(m, organisation, helping=helping)
    return None


_ANYWHERE = {
    "arrange": forms.arrangement,
    "keep": forms.backlog,
    "drop": forms.backlog,
    "note": forms.note,
    "remember": forms.evaluation,
}
"""Forms that every step has."""
_IN_AN_ITEM = {
    "record": forms_deciding.record,
    "refer": forms_deciding.way_on,
    "seek": forms_selection.roles,
    "select": forms_selection.proposal,
    "review": forms_customs.review,
    "customs": forms_customs.customs,
    "describe": forms_aims.aims,
    "outcome": forms.outcome,
}
"""Forms of an item that is under way, besides that of its wording."""


def _fits(m: Meeting, item: Item, id_: str) -> bool:
    """Tell whether an action has what it needs by now; where it has not, the domain says what comes first."""
    return {
        "record": m.proposal is not None,
        "refer": m.step.part == WAY_ON,
        "seek": m.format_of(m.place).makes == "selection",
        "select": item.grid is not None and item.grid.revealed,
        "review": m.policy(item.policy) is not None,
        "amend": m.proposal is not None,
    }.get(id_, True)
