"""Taking a way in a talk, or a step of the ladder: what it asks for is a form; what it does, the room does."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from sociotui.domain.mending.talk import Talk
from sociotui.domain.organisation_commands import AddTopic
from sociotui.domain.refusal import Refused
from sociotui.exchange.trouble import trouble
from sociotui.journal.port import JournalError
from sociotui.room.mending.ways import Answers, Doing, Reflection, Way
from sociotui.room.own import Note
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.dialogs.questions import Field, Form
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp

Done = Callable[[Doing, Talk | None], Awaitable[None]]
"""Is told of what was done, and of the talk after it, where it was one."""


async def take(app: "SociotuiApp", way: Way, title: str, intro: str, done: Done) -> str:
    """Take a way: ask what it asks for first. Return "", or why it was not done; a form tells that by itself."""
    came: list[tuple[Doing, Talk | None]] = []
    if not way.questions and not way.leave:
        refusal = await _carry_out(app, way, {}, came)
        for each in came:
            await done(*each)
        return refusal

    async def submit(answers: Answers) -> str:
        return await _carry_out(app, way, answers, came)

    async def closed(_accepted: bool | None) -> None:
        for each in came:  # once the form is gone, as what comes next may be a screen of its own
            await done(*each)

    said = _("For certain? This can't be taken back.") if way.leave else intro
    accept = _("Yes") if way.leave else _("Go on")
    app.push_screen(FormDialog(Form(title=title, intro=said, fields=_fields(way), accept=accept), submit), closed)
    return ""


def _fields(way: Way) -> tuple[Field, ...]:
    return tuple(
        Field(
            name=q.name,
            label=q.label,
            value=q.value,
            hint=q.hint,
            long=q.long,
            several=q.several,
            options=q.options,
            known=q.known,
        )
        for q in way.questions
    )


async def _carry_out(app: "SociotuiApp", way: Way, answers: Answers, came: list[tuple[Doing, Talk | None]]) -> str:
    """Do what a way asks for; what came of it goes into `came`. Return "", or why it was not done."""
    try:
        doing = way.make(answers)
        came.append((doing, await _do(app, doing)))
    except (Refused, JournalError) as error:
        return app.spoken(str(error))
    except OSError as error:
        return trouble(error)
    return ""


async def _do(app: "SociotuiApp", doing: Doing) -> Talk | None:
    if isinstance(doing, Reflection):
        app.own.note(Note(at=app.clock.now(), text=doing.text))
        return None
    if isinstance(doing, AddTopic):
        if refusal := await app.prepare(doing):
            raise Refused(refusal)
        return None
    return await app.talk(doing)
