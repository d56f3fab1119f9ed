"""The forms of a meeting: what each asks, and the action that its answers make."""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from sociotui.domain.fairness import fair_start
from sociotui.domain.meeting import Meeting
from sociotui.domain.turns import participants, round_kind
from sociotui.room.asking import Options
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.words import _

AIMS = (("decide", _("decide")), ("explore", _("explore")), ("report", _("report")))


class Ask(Struct, frozen=True):
    """A form, and what its answers come to: an action's id and options."""

    form: Form
    act: Callable[[Answers], tuple[str, Options]]


def in_months(day: date, months: int) -> date:
    """Return the day so many months on; the 28th at the latest, so that every month has it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


def people(m: Meeting, *, nobody: bool = True) -> tuple[tuple[str, str], ...]:
    """Return who is in the room, as options."""
    here = tuple((p, m.name(p)) for p in m.seats)
    return (("", _("nobody")), *here) if nobody else here


def objection(m: Meeting, person: str) -> Ask:
    """Ask for the reason of an objection."""
    who = m.name(person)
    aims = tuple((a, a) for a in m.circle.aims)
    fields = [
        Field(
            name="text", label=_("What about this would stand in the way of our aim?"), long=True, hint=_("The reason")
        )
    ]
    if aims:
        fields.append(
            Field(
                name="why",
                label=_("Which aim does it touch?"),
                value=aims[0][0],
                options=(*aims, ("", _("not sure yet"))),
            )
        )
    return Ask(
        Form(
            title=_("{name} brings an objection", name=who),
            intro=_("A gift to the group: it shows what the proposal does not see yet."),
            fields=tuple(fields),
            accept=_("Object"),
        ),
        lambda a: (
            "object",
            Options(person=person, text=a["text"], why=a.get("why", ""), version=m.version_of(m.subject)),
        ),
    )


def wording(m: Meeting) -> Ask:
    """Ask for a proposal's wording, or a new one."""
    item = m.item
    if item and item.proposal:
        current = item.proposal.current
        return Ask(
            Form(
                title=_("Amend · version {n}", n=current.number + 1),
                intro=_("A new wording is a new version; consent is then asked for on exactly that."),
                fields=(Field(name="text", label=_("The exact wording"), value=current.text, long=True),),
            ),
            lambda a: ("amend", Options(text=a["text"], version=current.number)),
        )
    presenter = item.presenter if item else ""
    return Ask(
        Form(
            title=_("Propose"),
            fields=(
                Field(
                    name="text", label=_("The exact wording"), long=True, hint=_("What will we do, who, until when?")
                ),
                Field(name="person", label=_("Who proposes it?"), value=presenter, options=people(m)),
            ),
        ),
        lambda a: ("propose", Options(text=a["text"], person=a["person"])),
    )


def integration(m: Meeting) -> Ask:
    """Ask how an objection is integrated."""
    first = m.ledger.open[0]
    item = m.item
    current = item.proposal.current if item and item.proposal else None
    fields = (
        Field(
            name="way",
            label=_("How?"),
            options=(("modify", _("other wording")), ("shorten", _("shorter term")), ("measure", _("a measure"))),
        ),
        Field(name="text", label=_("Other wording"), value=current.text if current else "", long=True),
        Field(name="review", label=_("Shorter term: until"), hint="2027-03-01"),
        Field(name="measure", label=_("A measure, and where we stop"), hint=_("stop at fewer than …")),
    )
    return Ask(
        Form(
            title=_("Integrate {name}'s objection", name=m.name(first.person)),
            intro=f"“{first.reason}”",
            fields=fields,
            accept=_("New version"),
        ),
        lambda a: (
            "integrate",
            Options(
                way=a["way"],
                text=a["text"],
                review=a["review"],
                measure=a["measure"],
                number=first.number,
                version=m.version_of(m.subject),
            ),
        ),
    )


def record(m: Meeting) -> Ask:
    """Ask for the day on which a decision is looked at again."""
    item = m.item
    review = item.proposal.current.review if item and item.proposal else None
    return Ask(
        Form(
            title=_("On record"),
            intro=item.proposal.current.text if item and item.proposal else "",
            fields=(
                Field(
                    name="review",
                    label=_("When do we look at it again?"),
                    value=(review or in_months(m.today, 6)).isoformat(),
                    hint=_("year-month-day"),
                ),
                Field(
                    name="responsible",
                    label=_("Who looks after it?"),
                    options=people(m),
                    value=item.presenter if item else "",
                ),
                Field(name="why", label=_("Which need does it answer? (if you like)")),
            ),
            accept=_("Record"),
        ),
        lambda a: ("record", Options(review=a["review"], responsible=a["responsible"], why=a["why"])),
    )


def outcome(m: Meeting) -> Ask:
    """Ask how the item ends."""
    item = m.item
    settled = (("decided", _("settled")),) if item and item.aim != "decide" else ()
    kinds = (*settled, ("postponed", _("postponed")), ("delegated", _("delegated")), ("dropped", _("dropped")))
    return Ask(
        Form(
            title=_("How does “{title}” end?", title=item.title if item else ""),
            fields=(
                Field(name="kind", label=_("Outcome"), options=kinds),
                Field(name="text", label=_("In which words? They go into the minutes"), long=True),
                Field(name="to", label=_("Delegated to (a person or a circle)")),
            ),
        ),
        lambda a: ("outcome", Options(kind=a["kind"], text=a["text"], to=a["to"])),
    )


def agenda_item(m: Meeting, presenter: str) -> Ask:
    """Ask for an item of the agenda."""
    again = (
        _("The circle has consented to the agenda; it is asked again about the new one.") if m.agenda_consented else ""
    )
    return Ask(
        Form(
            title=_("A new item"),
            intro=again,
            fields=(
                Field(name="title", label=_("What is it about?")),
                Field(name="aim", label=_("What for?"), options=AIMS),
                Field(name="minutes", label=_("How many minutes?"), value="10"),
                Field(name="presenter", label=_("Who presents it?"), value=presenter, options=people(m)),
            ),
            accept=_("Add"),
        ),
        lambda a: (
            "agenda",
            Options(title=a["title"], aim=a["aim"], minutes=number(a["minutes"]), presenter=a["presenter"]),
        ),
    )


def change_item(m: Meeting, id_: int) -> Ask:
    """Ask what changes about an item, or where it goes."""
    item = m.find_item(id_)
    if item is None:
        return agenda_item(m, "")
    at = m.agenda.index(item) + 1

    def act(a: Answers) -> tuple[str, Options]:
        if a["what"] == "remove":
            return "remove", Options(item=id_)
        if number(a["place"]) != at:
            return "move", Options(item=id_, place=number(a["place"]))
        return "change", Options(
            item=id_, title=a["title"], aim=a["aim"], minutes=number(a["minutes"]), presenter=a["presenter"]
        )

    return Ask(
        Form(
            title=_("Item {n} of the agenda", n=at),
            fields=(
                Field(name="title", label=_("What is it about?"), value=item.title),
                Field(name="aim", label=_("What for?"), value=item.aim, options=AIMS),
                Field(name="minutes", label=_("How many minutes?"), value=str(item.minutes)),
                Field(name="presenter", label=_("Who presents it?"), value=item.presenter, options=people(m)),
                Field(name="place", label=_("Its place on the agenda"), value=str(at)),
                Field(name="what", label=_("Or"), options=(("keep", _("keep it")), ("remove", _("take it off")))),
            ),
        ),
        act,
    )


def number(text: str) -> int:
    """Return a number that somebody typed; -1, which is then refused, where it is none or 0."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and int(text) else -1


def arrangement(m: Meeting) -> Ask:
    """Ask for the meeting's length and the next meeting."""
    return Ask(
        Form(
            title=_("This meeting and the next"),
            fields=(
                Field(name="minutes", label=_("How many minutes do we take?"), value=str(m.minutes or 90)),
                Field(name="next", label=_("When do we meet next?"), value=m.next_meeting),
            ),
        ),
        lambda a: ("arrange", Options(minutes=number(a["minutes"]), next_meeting=a["next"])),
    )


def note(m: Meeting) -> Ask:
    """Ask for a line for the minutes."""
    under = m.item.title if m.item else m.circle.name
    return Ask(
        Form(
            title=_("A note for the minutes · {under}", under=under),
            intro=_("What follows, not who said what."),
            fields=(Field(name="text", label=_("Note"), long=True),),
        ),
        lambda a: ("note", Options(text=a["text"])),
    )


def backlog(m: Meeting) -> Ask:
    """Ask for a topic to keep, or one to let go."""
    kept = tuple((t.title, t.title) for t in m.backlog)
    fields = [
        Field(name="title", label=_("Keep for later: what is it about?")),
        Field(name="aim", label=_("What for?"), options=AIMS),
    ]
    if kept:
        fields.append(Field(name="drop", label=_("Or let go of one"), options=(("", _("none")), *kept)))

    def act(a: Answers) -> tuple[str, Options]:
        if a.get("drop"):
            return "drop", Options(title=a["drop"])
        return "keep", Options(title=a["title"], aim=a["aim"])

    return Ask(Form(title=_("Backlog"), fields=tuple(fields), accept=_("Keep")), act)


def round_options(m: Meeting) -> Ask:
    """Ask how the round goes: its start and direction, or an open mode."""
    here = participants(m, m.step, round_kind(m.step) or "round") or m.taking_part()
    fair = fair_start(here, m.starts, m.facilitator)
    modes = (
        ("round", _("a round")),
        ("popcorn", _("popcorn")),
        ("stack", _("stack")),
        ("free", _("free flow")),
    )
    fields = (
        Field(name="mode", label=_("How do we speak?"), options=modes),
        Field(
            name="start",
            label=_("Who begins? (the fair one is marked)"),
            options=tuple((p, m.name(p)) for p in here),
            value=fair.person,
        ),
        Field(
            name="direction",
            label=_("Which way round?"),
            options=(("left", _("to the left")), ("right", _("to the right"))),
            value=fair.direction,
        ),
    )

    def act(a: Answers) -> tuple[str, Options]:
        if a["mode"] != "round":
            return a["mode"], Options()
        return "round", Options(start=a["start"], direction=a["direction"])

    intro = _("Popcorn, stack and free flow end with a full round, so that everybody is heard.")
    return Ask(Form(title=_("The round"), intro=intro, fields=fields, accept=_("Begin")), act)


def closing(m: Meeting) -> Ask:
    """Ask once more before the meeting closes."""
    pending = [i.title for i in m.agenda if not i.outcome]
    decisions = "\n".join(f"· {d.title}" for d in m.decisions)
    intro = _("Decisions that go on record: {n}.", n=len(m.decisions)) + (f"\n{decisions}" if decisions else "")
    fields: tuple[Field, ...] = ()
    if pending:
        intro += "\n" + _("Still without an outcome: {titles}.", titles=", ".join(pending))
        options = (("yes", _("postpone them")), ("", _("not yet")))
        fields = (Field(name="postpone", label=_("Keep them on the backlog?"), options=options),)
    return Ask(
        Form(title=_("Close this meeting?"), intro=intro, fields=fields, accept=_("Close the meeting")),
        lambda a: ("close", Options(postpone=bool(a.get("postpone")))),
    )


def editing(m: Meeting) -> Ask:
    """Return the form for what this step is about."""
    item = m.item
    if item is None:
        if m.step.kind == "agenda":
            return agenda_item(m, "")
        return {"admin": arrangement, "backlog": backlog}.get(m.step.kind, note)(m)
    if item.outcome:
        return note(m)
    if m.step.kind == "outcome":
        return outcome(m)
    if item.aim != "decide":
        return note(m)
    if m.step.kind == "record" and m.ledger.reached:
        return record(m)
    if m.step.kind == "integrate" and m.ledger.open and m.ledger.version == m.version_of(m.subject):
        return integration(m)
    return wording(m)
