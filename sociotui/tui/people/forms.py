"""The form of the people's screen: a selection for roles of a circle goes onto its backlog."""

from collections.abc import Awaitable, Callable
from datetime import date

from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_commands import AddTopic
from sociotui.domain.refusal import Refused
from sociotui.domain.seeking import selection_topic
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.words import _

Do = Callable[[AddTopic], Awaitable[str]]
"""Puts a topic on record; returns "", or why not."""


def selection(
    o: Organisation,
    circle: str,
    roles: dict[str, str],
    members: tuple[str, ...],
    me: str,
    today: date,
    do: Do,
    *,
    own: bool,
) -> FormDialog:
    """Ask who proposes a selection for `roles` (name by id), and why. At a terminal of one's `own` it is oneself."""
    intro = _(
        "A selection for {roles} goes onto the backlog of {circle}, ready for its next agenda. Who takes a role on is for the "
        "circle to choose, by consent.",
        roles=", ".join(roles.values()),
        circle=o.circles[circle].name,
    )
    options = tuple((p, o.people[p].name) for p in members if p in o.people)
    who = Field(name="person", label=_("Who brings it?"), options=options, value=me)
    why = Field(name="reason", label=_("Why now? (need not be said)"), long=True)

    async def submit(a: Answers) -> str:
        try:
            topic = selection_topic(
                o.circles[circle], tuple(roles), presenter=a.get("person") or me, reason=a["reason"]
            )
        except Refused as refusal:  # the circle has given a role up meanwhile
            return str(refusal)
        return await do(AddTopic(circle=circle, topic=topic, today=today))

    fields = (why,) if own else (who, why)
    return FormDialog(
        Form(title=_("Propose a selection"), intro=intro, fields=fields, accept=_("Put it on the backlog")), submit
    )
