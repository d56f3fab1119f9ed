"""Mapping: actions on the map, and of the structure that it shows."""

from sociotui.room.actions.action import Action
from sociotui.words import _

MAPPING: tuple[Action, ...] = (
    # --- on the map
    Action(
        id="zoom-out",
        key="backspace",
        label=_("out"),
        help=_("Go out to the circle around what is shown; enter goes in."),
        where="map",
    ),
    Action(
        id="outline",
        key="o",
        label=_("outline, drawing"),
        help=_("Show the circles as an outline, or drawn as circles within circles."),
        where="map",
    ),
    Action(
        id="colours",
        key="c",
        label=_("colours"),
        help=_("Colour the circles by how deep they lie, or by what is due in them."),
        where="map",
    ),
    Action(
        id="aims",
        key="A",
        label=_("aims"),
        help=_(
            "Show each circle's aim below its name, or beside it in the outline, where there is room; or leave it out."
        ),
        where="map",
    ),
    Action(
        id="alter",
        key="e",
        label=_("change"),
        help=_(
            "Change what is chosen: the circle, a role, a person, the order of seats. It says first what it will do."
        ),
        where="map",
    ),
    Action(
        id="add-here",
        key="+",
        label=_("add"),
        help=_("Add to what is chosen: a circle within it, a role, a member."),
        where="map",
    ),
    Action(
        id="end-here",
        key="x",
        label=_("end"),
        help=_("End what is chosen: the circle, a role, a membership. It says first what ends with it."),
        where="map",
    ),
    Action(
        id="take-back",
        key="u",
        label=_("take back"),
        help=_("Take the latest change of the structure back, or the one chosen in the history, as an act of its own."),
        where="map",
    ),
    Action(
        id="history",
        key="h",
        label=_("history"),
        help=_(
            "List what changed in the circle; again, in all circles; and again, its page. Moving there goes through the days."
        ),
        where="map",
    ),
    Action(
        id="day-before",
        key="b",
        label=_("before"),
        help=_("Look back: the map as it stood the day before the latest change; again, before the one before."),
        where="map",
    ),
    Action(
        id="day-after",
        key="n",
        label=_("next"),
        help=_("Looking back: the map as it stood after the next change; at the end, as it stands today."),
        where="map",
    ),
    Action(
        id="on-day",
        key="d",
        label=_("day"),
        help=_("The map as it stood on a day that you name."),
        where="map",
    ),
)
