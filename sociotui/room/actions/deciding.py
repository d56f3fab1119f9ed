"""Deciding: actions of what a step is about: wordings, objections, selections, circles, and what goes on record."""

from sociotui.domain import commands as c
from sociotui.room import asking
from sociotui.room.actions.action import Action
from sociotui.words import _

DECIDING: tuple[Action, ...] = (
    # --- what the step is about
    Action(
        id="edit",
        key="e",
        label=_("edit"),
        help=_("Edit what this step is about: the proposal, the decision, the outcome, a note."),
    ),
    Action(
        id="propose",
        label=_("propose"),
        help=_("Write the proposal's exact wording; where there is one, amend it."),
        takes=("text", "title", "person", "why", "version"),
        command=asking.wording,
    ),
    Action(
        id="amend",
        label=_("amend"),
        help=_("Give the proposal a new wording: a new version, asked about anew."),
        takes=("text", "why", "version"),
        command=lambda _m, o: c.Amend(text=o.text, note=o.why, version=o.version),
    ),
    Action(
        id="integrate",
        label=_("integrate"),
        help=_(
            "Integrate an objection: --way modify --text …, shorten --review DAY, measure --measure …, or another way."
        ),
        takes=("way", "text", "review", "measure", "to", "number", "version"),
        command=asking.integrate,
    ),
    Action(
        id="stuck",
        label=_("stuck"),
        help=_("Say that the circle is stuck with an objection: a round on it, then a way on."),
        command=lambda _m, _o: c.SayStuck(),
    ),
    Action(
        id="refer",
        label=_("refer"),
        help=_("Propose where it goes: --to helping --people A,B --until DAY, or --to broader."),
        takes=("to", "people", "leader", "until"),
        command=asking.refer,
    ),
    Action(
        id="seek",
        label=_("roles"),
        help=_("Name the roles for which somebody is sought, with their terms: --roles delegate=2027-06-30."),
        takes=("roles", "role", "until"),
        command=asking.seek,
    ),
    Action(
        id="nominate",
        label=_("nominate"),
        help=_(
            "Write whom somebody nominates, hidden until all are revealed: --nominee B; for somebody else, --for A."
        ),
        takes=("person", "nominee", "role", "why", "text"),
        command=asking.nominate,
    ),
    Action(
        id="select",
        label=_("propose person"),
        help=_("Propose who takes on the role, with the reasons; without a name, who the nominations put first."),
        takes=("nominee", "role", "why", "text", "until", "version"),
        command=asking.select,
    ),
    Action(
        id="review",
        label=_("review"),
        help=_("Propose what becomes of a policy: --kind keep, drop, or rework with --text."),
        takes=("kind", "text", "review", "version"),
        command=asking.review,
    ),
    Action(
        id="found",
        label=_("found"),
        help=_(
            "Propose to found a circle: --name, --text (its aim), --members, --leader; with --until a helping circle."
        ),
        takes=(
            "name",
            "title",
            "text",
            "domain",
            "members",
            "people",
            "leader",
            "person",
            "parents",
            "until",
            "version",
        ),
        command=asking.found,
    ),
    Action(
        id="member",
        label=_("member"),
        help=_("Propose that somebody joins the circle or leaves it: --for A --kind joins."),
        takes=("person", "name", "kind", "text", "version"),
        command=asking.member,
    ),
    Action(
        id="customs",
        label=_("customs"),
        help=_(
            "Propose other customs: what happens in absence, quorum, how minutes are approved, usual terms, who may watch."
        ),
        takes=(
            "absence",
            "window",
            "quorum",
            "approval",
            "minutes_window",
            "review_months",
            "term_months",
            "watching",
            "totals",
            "hearing",
            "unnamed",
            "version",
        ),
        command=asking.customs,
    ),
    Action(
        id="describe",
        label=_("what we are for"),
        help=_(
            "Propose the circle's --vision, --mission and --aims (with ; between them); what is left out stays as it is."
        ),
        takes=("vision", "mission", "aims", "version"),
        command=asking.describe,
    ),
    Action(
        id="view",
        key="V",
        label=_("view"),
        help=_("Read out what an absent member said before about this item."),
        takes=("person", "text"),
        command=lambda _m, o: c.HearView(person=o.person, text=o.text),
    ),
    Action(
        id="record",
        label=_("record"),
        help=_("Put the decision on record, with the day it is looked at again."),
        takes=("review", "responsible", "why", "published", "version"),
        command=lambda _m, o: c.Record(
            review=asking.day(o.review),
            responsible=o.responsible,
            why=o.why,
            published=o.published,
            version=o.version,
        ),
    ),
    Action(
        id="outcome",
        key="x",
        label=_("end item"),
        help=_("Say how the item ends: decided, dropped, postponed or delegated."),
        takes=("kind", "text", "to", "item"),
        command=asking.outcome,
    ),
    Action(
        id="note",
        key="M",
        label=_("note"),
        help=_("Note something for the minutes."),
        takes=("text",),
        command=lambda _m, o: c.TakeNote(text=o.text),
    ),
    Action(
        id="take-on",
        key="T",
        label=_("take on"),
        help=_("Somebody takes on what is to be done: --text, --for A, --until DAY."),
        takes=("text", "person", "until"),
        command=lambda _m, o: c.TakeOn(text=o.text, owner=o.person, due=asking.day(o.until)),
    ),
)
