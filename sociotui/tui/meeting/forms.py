"""The forms of a meeting: what each asks, and the action that its answers make. Here are those of no particular format."""

from collections.abc import Callable

from msgspec import Struct

from sociotui.domain.effects import AnyEffect
from sociotui.domain.event import Command
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.domain.rounds import participants, proposed_start, round_kind
from sociotui.room.asking import Options
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.words import _

AIMS = (("decide", _("decide")), ("explore", _("explore")), ("report", _("report")))
A_DAY = _("year-month-day")

Choices = tuple[tuple[str, str], ...]
"""Options of a field: value and label of each."""


class Ask(Struct, frozen=True):
    """A form, and what its answers come to: an action's id with its options, or with the command that it stands for."""

    form: Form
    act: Callable[[Answers], tuple[str, Options | Command]]


def people(m: Meeting, *, nobody: bool = True) -> Choices:
    """Return who is in the room, as options."""
    here = tuple((p, m.name(p)) for p in m.seats)
    return (("", _("nobody")), *here) if nobody else here


def known(m: Meeting) -> Choices:
    """Return everybody whom the meeting knows, members and guests, present or not."""
    return tuple((p.id, p.name) for p in m.people.values())


def who(options: Choices) -> Choices:
    """Return people as options of whom none is put forward; where there is only one, that one."""
    return options if len(options) == 1 else (("", _("who?")), *options)


def effects(m: Meeting) -> tuple[AnyEffect, ...]:
    """Return what the wording that is proposed just now would change."""
    return m.proposal.current.effects if m.proposal else ()


def version(m: Meeting) -> int:
    """Return the number of the wording that is proposed just now; 0 for none."""
    return m.proposal.current.number if m.proposal else 0


def number(text: str) -> int:
    """Return a number that somebody typed; -1, which is then refused, where it is none or 0."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and int(text) else -1


def whole(text: str) -> int:
    """Return a number from 0 that somebody typed; refuses anything else."""
    text = text.strip()
    if not (text.isascii() and text.isdigit()):
        raise Refused(_("“{text}” is no number. Write it in digits, like 3.", text=text[:40]))
    return int(text)


# --- an item's end, notes, what follows ------------------------------------------------------------


def outcome(m: Meeting) -> Ask:
    """Ask how the item ends."""
    item = m.item
    settled = () if m.format_of(m.place).decides else (("decided", _("settled")),)
    words = _("In which words? They go into the minutes")
    if item and item.voice:
        words = _(
            "In which words? They are the answer to {name}, and go into the minutes",
            name=item.voice.name or _("who said it"),
        )
    kinds = (*settled, ("postponed", _("postponed")), ("delegated", _("delegated")), ("dropped", _("dropped")))
    return Ask(
        Form(
            title=_("How does “{title}” end?", title=item.title if item else ""),
            fields=(
                Field(name="kind", label=_("Outcome"), options=kinds),
                Field(name="text", label=words, long=True),
                Field(name="to", label=_("Delegated to whom? A person or a circle"), when=("kind", ("delegated",))),
            ),
        ),
        lambda a: ("outcome", Options(kind=a["kind"], text=a["text"], to=a["to"])),
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


def next_step(m: Meeting, person: str, *, alone: bool = False) -> Ask:
    """Ask what somebody takes on, and until when; `alone`: nobody but that person can."""
    who_ = () if alone else (Field(name="person", label=_("Who takes it on?"), value=person, options=who(known(m))),)
    under = m.item.title if m.item else m.circle.name
    return Ask(
        Form(
            title=_("A next step · {under}", under=under),
            intro=_("Small enough to be done. It comes back on the agenda when its day has come."),
            fields=(
                Field(name="text", label=_("What is to be done?")),
                *who_,
                Field(name="until", label=_("Until when? (if you like)"), hint=A_DAY),
            ),
            accept=_("Take on"),
        ),
        lambda a: ("take-on", Options(text=a["text"], person=a.get("person", person), until=a["until"])),
    )


def evaluation(m: Meeting) -> Ask:
    """Ask what the circle keeps of an evaluation: content, process, how people were with each other."""
    said = "\n".join(f"· {line}" for line in m.evaluation)
    intro = _("What we did, how we did it, how we were with each other. Kept for the circle, without names.")
    return Ask(
        Form(
            title=_("How was this meeting?"),
            intro=f"{intro}\n{said}" if said else intro,
            fields=(Field(name="text", label=_("What shall we remember?"), long=True),),
            accept=_("Keep"),
        ),
        lambda a: ("remember", Options(text=a["text"])),
    )


def view(m: Meeting, me: str = "") -> Ask:
    """Ask what an absent member said before about the item; or `me`, who is absent, what they think."""
    whose = Field(name="person", label=_("Whose view?"), options=who(tuple((p, m.name(p)) for p in m.absent())))
    if me:
        return Ask(
            Form(
                title=_("Your view"),
                intro=_("You are not in the room. Those who are can read this, word for word."),
                fields=(Field(name="text", label=_("What do you think about it?"), long=True),),
                accept=_("Let them have it"),
            ),
            lambda a: ("view", Options(person=me, text=a["text"])),
        )
    heard = m.names(tuple(m.item.views)) if m.item else ""
    return Ask(
        Form(
            title=_("The view of somebody absent"),
            intro=_("Read out already: {names}.", names=heard) if heard else _("Read it out, word for word."),
            fields=(
                whose,
                Field(name="text", label=_("What did they say?"), long=True),
            ),
            accept=_("It was read"),
        ),
        lambda a: ("view", Options(person=a["person"], text=a["text"])),
    )


# --- the meeting as a whole ------------------------------------------------------------------------


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
    fair = proposed_start(m)
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
            value=fair.person if fair else "",
            when=("mode", ("round",)),
        ),
        Field(
            name="direction",
            label=_("Which way round?"),
            options=(("left", _("to the left")), ("right", _("to the right"))),
            value=fair.direction if fair else "left",
            when=("mode", ("round",)),
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
