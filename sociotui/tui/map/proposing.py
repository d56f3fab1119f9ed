"""Proposing: who may not change a circle by themselves puts the change on its agenda, or is told who can."""

from collections.abc import Awaitable, Callable

from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation_commands import AddTopic, Preparing
from sociotui.room.port import Snapshot
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.tui.map.offers import Offer
from sociotui.words import _

_NAMED = 5
"""Members who are named at the most."""


def topic(
    snapshot: Snapshot, offer: Offer, me: str, refusal: str, put: Callable[[Preparing], Awaitable[str]]
) -> FormDialog:
    """Ask what is to be talked about, beginning from what was offered; `refusal` says why it is not done at once."""
    label = offer.label
    fields = (
        Field(name="title", label=_("What is to be talked about?"), value=_title(label)),
        Field(name="note", label=_("What would you change, and what for?"), long=True),
    )

    async def submit(a: Answers) -> str:
        item = BacklogItem(title=a["title"], presenter=me, next_step=a["note"])
        return await put(AddTopic(circle=offer.circle, topic=item, today=snapshot.today))

    name = snapshot.organisation.circles[offer.circle].name
    title = _("Propose it to {circle}", circle=name)
    form = Form(title=title, intro=refusal, fields=fields, accept=_("Put it on the agenda"), first="note")
    return FormDialog(form, submit)


def _title(label: str) -> str:
    return label[:1].upper() + label[1:110]


def elsewhere(snapshot: Snapshot, offer: Offer, refusal: str) -> str:
    """Return why it is not done here, and whose agenda it belongs on."""
    o = snapshot.organisation
    if offer.circle not in o.circles:
        return refusal
    names = [o.people[p].name for p in o.full_members(offer.circle, snapshot.today) if p in o.people]
    if not names:
        return refusal
    said = _(
        "What {circle} talks about is for its members to say. One of them can put it on the agenda: {names}.",
        circle=o.circles[offer.circle].name,
        names=", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else ""),
    )
    return f"{refusal}\n\n{said}"
