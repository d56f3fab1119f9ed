"""Saying something to a circle, answering it, and saying that it is still open: the forms, the same from every screen."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from sociotui.domain.circles import Circle, outline
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_commands import AnswerVoice, Say, Speaking
from sociotui.domain.speaking import answering, roles_of
from sociotui.domain.voice import VOICE_KINDS, Voice, VoiceKind, kind_said
from sociotui.room.voices import lines_of, said_of, unnamed_truth
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp

Speak = Callable[[Speaking], Awaitable[str]]
"""Puts it on record; returns "" when that is done, else why not."""
_FEW = 12
"""Circles up to which the roles of each are offered; of more, one writes which role is meant."""


def open_say(app: "SociotuiApp", circle: str = "") -> None:
    """Ask what somebody would like to say, and to whom; `circle` is the one that they look at."""
    snapshot = app.snapshot or app.room.snapshot
    o = snapshot.organisation
    if not o.standing:
        app.say(_("There is no circle here yet to which something could be said."))
        return

    async def speak(command: Speaking) -> str:
        refusal = await app.speak(command)
        if not refusal and isinstance(command, Say):
            app.say(_thanks(o, command))
        return refusal

    app.push_screen(say(o, circle, app.room.me, speak, app.clock.today(), app.spoken, own=app.room.own))


def open_said(app: "SociotuiApp", circle: str = "") -> None:
    """Show what was said to a circle, or to all: what waits, and the answers."""
    from sociotui.tui.dialogs.reader import ReaderDialog

    snapshot = app.snapshot or app.room.snapshot
    o = snapshot.organisation
    circle = circle if circle in o.circles else ""
    text = "\n".join(lines_of(o, said_of(o, snapshot.under_way, circle), snapshot.today))
    title = _("Said to {circle}", circle=o.circles[circle].name) if circle else _("Said between meetings")
    app.push_screen(ReaderDialog(title, app.spoken(text)))


def _thanks(o: Organisation, command: Say) -> str:
    name = o.circles[command.circle].name
    return _("Thank you. It stands ready for the next meeting of {circle}, and will be answered.", circle=name)


def say(
    o: Organisation, circle: str, me: str, speak: Speak, today: date, spoken: Callable[[str], str], *, own: bool
) -> FormDialog:
    """Ask for the circle, what it is, whom it is for, the words, and where that may be whether with a name."""
    circles = list(dict.fromkeys(c.id for _depth, c in outline(o.circles)))
    here = circle if circle in circles else _mine(o, me, circles)
    silent = tuple(c for c in circles if o.circles[c].customs.unnamed)
    members = tuple((p.id, p.name) for p in o.people.values())
    fields = [
        Field(
            name="circle",
            label=_("To which circle?"),
            options=tuple((c, o.circles[c].name) for c in circles),
            value=here,
        ),
        Field(name="kind", label=_("What is it?"), options=tuple((k, kind_said(k)) for k in VOICE_KINDS)),
        *_roles(o, circles),
        Field(name="words", label=_("In your words:"), long=True),
    ]
    if silent:
        unnamed = (("no", _("with a name")), ("yes", _("unnamed")))
        fields.append(Field(name="unnamed", label=_("This circle hears it"), options=unnamed, when=("circle", silent)))
        sure = (("", _("not yet")), ("yes", _("send it so")))
        fields.append(
            Field(
                name="sure",
                label=spoken(unnamed_truth(_("among what was said (‹palette›)"))),
                options=sure,
                when=("unnamed", ("yes",)),
            )
        )
    if not own:
        when = ("unnamed", ("no", "")) if silent else None
        fields.append(Field(name="by", label=_("Who says it?"), options=members, value=me, when=when))

    async def submit(a: Answers) -> str:
        if a.get("unnamed") == "yes" and a.get("sure") != "yes":
            return _("Read what unnamed can do and what it can't; then choose “send it so”.")
        return await speak(_command(o, a, me, today))

    intro = _(
        "It comes to the agenda of the circle's next meeting, and is answered on record. All of the organisation can read it."
    )
    form = Form(
        title=_("Say something"), intro=intro, fields=tuple(fields), accept=_("Say it"), first="kind" if circle else ""
    )
    return FormDialog(form, submit)


def _command(o: Organisation, a: Answers, me: str, today: date) -> Say:
    circle = a["circle"]
    return Say(
        circle=circle,
        kind=cast(VoiceKind, a["kind"]),
        words=a["words"],
        role=_role(o.circles[circle], a),
        unnamed=a.get("unnamed") == "yes",
        by="" if a.get("unnamed") == "yes" else a.get("by", me),
        today=today,
    )


def _roles(o: Organisation, circles: Sequence[str]) -> list[Field]:
    """Return the questions for the role that is meant: a choice of those of each circle, or of many circles a line."""
    label = _("For the circle, or one of its roles?")
    if len(circles) > _FEW:
        return [Field(name="role", label=_("For a role of it? Its name; empty: for the circle."))]
    return [
        Field(
            name=f"role-{c}",
            label=label,
            options=(("", _("the circle")), *roles_of(o.circles[c]).items()),
            when=("circle", (c,)),
        )
        for c in circles
    ]


def _role(circle: Circle, a: Answers) -> str:
    said = a.get(f"role-{circle.id}") or a.get("role", "")
    plain = said.strip().casefold()
    return next((id_ for id_, name in roles_of(circle).items() if plain in (id_.casefold(), name.casefold())), said)


def _mine(o: Organisation, me: str, circles: Sequence[str]) -> str:
    return next((c for c in circles if me in o.circles[c].members), circles[0])


# --- answers ---------------------------------------------------------------------------------------------


def may_answer(o: Organisation, voice: Voice, me: str, today: date, *, own: bool) -> bool:
    """Tell whether what was said can be answered here: by who is asked, or by who said it; at a shared screen by one of them."""
    return not own or me in answering(o, voice, today) or bool(voice.by and me == voice.by)


def answer(o: Organisation, voice: Voice, me: str, text: str, speak: Speak, today: date, *, own: bool) -> FormDialog:
    """Ask for the answer to what was said, of which `text` tells."""
    asked = answering(o, voice, today)
    people = tuple((p, o.people[p].name) for p in dict.fromkeys([*asked, voice.by]) if p in o.people)
    label = _("The answer. Whoever said it reads this; nobody has to agree.")
    if voice.by and voice.by == me and own:
        label = _("You said this. Is it settled for you? Then say how; that is its answer.")
    fields = [
        Field(name="words", label=label, long=True),
        *(() if own else (Field(name="by", label=_("Who answers?"), options=people, value=me),)),
    ]

    async def submit(a: Answers) -> str:
        command = AnswerVoice(voice=voice.id, words=a["words"], person=a.get("by", me), today=today)
        return await speak(command)

    return FormDialog(
        Form(title=_("What is the answer?"), intro=text, fields=tuple(fields), accept=_("Answer")), submit
    )


def read_answer(voice: Voice, me: str, text: str, speak: Speak, today: date) -> FormDialog:
    """Show the answer to who had said something, and ask whether something is still open for them."""
    fields = (
        Field(
            name="open",
            label=_("Is that an answer for you?"),
            options=(("", _("yes")), ("yes", _("something is still open"))),
        ),
        Field(name="words", label=_("What is still open?"), long=True, when=("open", ("yes",))),
    )

    async def submit(a: Answers) -> str:
        if not a["open"]:
            return ""
        return await speak(AnswerVoice(voice=voice.id, words=a["words"], person=me, reopen=True, today=today))

    return FormDialog(Form(title=_("Your words were answered"), intro=text, fields=fields, accept=_("Go on")), submit)
