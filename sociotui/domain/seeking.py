"""Seeking: the topic with which a circle chooses for one or several of its roles, ready to be gone through (MVOS)."""

from collections.abc import Sequence

from sociotui.domain.backlog import Topics
from sociotui.domain.circles import PROCESS_ROLES, Circle
from sociotui.domain.items import BacklogItem
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.text import NAME_LENGTH, clean_text
from sociotui.words import _

SELECTION = "selection"
"""The format of an item in which roles are chosen for."""
_FIRST, _MORE = 30, 10
"""Minutes that a selection takes for one role, and for each one more in the same grid."""


def selection_topic(circle: Circle, roles: Sequence[str], *, presenter: str = "", reason: str = "") -> BacklogItem:
    """Return the topic of a selection for `roles`, in one grid where they are several; `presenter` brings it.

    Raises `Refused` where the circle has no such role, or none is named.
    """
    known = _known(circle)
    wanted = tuple(dict.fromkeys(roles))
    if not wanted:
        raise Refused(_("For which role? Name one of {circle}: {roles}.", circle=circle.name, roles=", ".join(known)))
    check_roles(circle, wanted)
    return BacklogItem(
        title=_title([known[r] for r in wanted]),
        minutes=_FIRST + _MORE * (len(wanted) - 1),
        presenter=presenter,
        next_step=clean_text(reason),
        format=SELECTION,
        roles=wanted,
    )


def check_roles(circle: Circle, roles: Sequence[str]) -> None:
    """Refuse a role that a circle does not have, with those that it has."""
    for role in roles:
        if not circle.has(role):
            raise unknown(_("role"), role, _known(circle))


def check_sought(circle: Circle, topics: Topics, topic: BacklogItem) -> None:
    """Refuse a selection for a role for which one stands among the circle's topics already."""
    if topic.format != SELECTION:
        return
    known = _known(circle)
    for there in topics:
        twice = [known.get(r, r) for r in topic.roles if there.format == SELECTION and r in there.roles]
        if twice:
            raise Refused(
                _(
                    "“{title}” stands on the backlog of {circle} already, for {roles}. It comes up in the next meeting.",
                    title=there.title,
                    circle=circle.name,
                    roles=", ".join(twice),
                )
            )


def _known(circle: Circle) -> dict[str, str]:
    return {r: circle.role_name(r) for r in (*PROCESS_ROLES, *(r.id for r in circle.role))}


def _title(names: list[str]) -> str:
    title = _("Selection: {roles}", roles=", ".join(names))
    return title if len(title) <= NAME_LENGTH else _("Selection: {n} roles", n=len(names))
