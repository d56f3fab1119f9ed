"""The forms of the agenda screen: a topic that comes or is changed, and how long the meeting takes."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from sociotui.domain import organisation_commands as c
from sociotui.domain.agenda import LONGEST
from sociotui.domain.circles import PROCESS_ROLES
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation import Organisation
from sociotui.domain.text import clean_name, clean_text
from sociotui.tui.agenda.rows import AIMS
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.words import _

Do = Callable[[c.Preparing], Awaitable[str]]
"""Puts a change on record; returns "", or why not."""
_SELECTION = "selection"
_VMA = "vma"
"""Writes what a circle is there for; offered here where it has no aim yet, and as ready-made when it is to be looked at."""


def add(o: Organisation, coming: str, today: date, me: str, formats: Mapping[str, str], do: Do) -> FormDialog:
    """Ask for a topic of the circle `coming`: what, what for, how long, who brings it, what to know before."""
    circle = o.circles[coming]
    kinds = [*((aim, _(label)) for aim, label in AIMS.items())]
    own = [_SELECTION] if circle.aims else [_SELECTION, _VMA]
    kinds += [(id_, formats[id_]) for id_ in own if id_ in formats]
    roles = tuple((r, circle.role_name(r)) for r in (*PROCESS_ROLES, *(role.id for role in circle.role)))
    fields = (
        Field(name="title", label=_("What is it about?")),
        Field(name="kind", label=_("What for?"), options=tuple(kinds)),
        Field(name="roles", label=_("Which roles?"), options=roles, several=True, when=("kind", (_SELECTION,))),
        Field(name="minutes", label=_("How many minutes?"), value="10"),
        _presenter(o, coming, today, me),
        _note(""),
    )

    async def submit(a: Answers) -> str:
        minutes = _number(a["minutes"])
        by_aim = a["kind"] in AIMS
        topic = BacklogItem(
            title=a["title"],
            aim=a["kind"] if by_aim else "decide",  # type: ignore[arg-type]
            minutes=minutes,
            presenter=a["presenter"],
            next_step=a["note"],
            format="" if by_aim else a["kind"],
            roles=tuple(r for r in a["roles"].split(",") if r),
        )
        return await do(c.AddTopic(circle=coming, topic=topic, today=today))

    return FormDialog(Form(title=_("A new topic"), fields=fields, accept=_("Add")), submit)


def change(
    o: Organisation, coming: str, today: date, topic: BacklogItem, formats: Mapping[str, str], do: Do
) -> FormDialog:
    """Ask what changes about a topic; what is left as it is stays as others may have changed it meanwhile."""
    kinds = tuple((aim, _(label)) for aim, label in AIMS.items())
    aim = () if topic.format else (Field(name="aim", label=_("What for?"), value=topic.aim, options=kinds),)
    fields = (
        Field(name="title", label=_("What is it about?"), value=topic.title),
        *aim,
        Field(name="minutes", label=_("How many minutes?"), value=str(topic.minutes)),
        _presenter(o, coming, today, topic.presenter),
        _note(topic.next_step),
    )

    async def submit(a: Answers) -> str:
        title, note, minutes = clean_name(a["title"]), clean_text(a["note"]), _number(a["minutes"])
        said = {
            "new_title": title if title != topic.title else None,
            "aim": a.get("aim") if a.get("aim", topic.aim) != topic.aim else None,
            "minutes": minutes if minutes != topic.minutes else None,
            "presenter": a["presenter"] if a["presenter"] != topic.presenter else None,
            "next_step": note if note != topic.next_step else None,
        }
        if all(value is None for value in said.values()):
            return ""  # it was only looked at
        return await do(c.ChangeTopic(circle=coming, title=topic.title, today=today, **said))  # type: ignore[arg-type]

    intro = formats.get(topic.format, topic.format)
    return FormDialog(Form(title=_("This topic"), intro=intro, fields=fields, accept=_("Keep")), submit)


def length(minutes: int, take: Callable[[int], None]) -> FormDialog:
    """Ask how long the meeting takes, for what is seen here."""

    async def submit(a: Answers) -> str:
        found = _number(a["minutes"])
        if not 1 <= found <= LONGEST:
            return _("How many minutes? From 1 to {most}.", most=LONGEST)
        take(found)
        return ""

    intro = _("It is for your own look ahead: the circle agrees on its time when it meets.")
    field = Field(name="minutes", label=_("How many minutes does the whole meeting take?"), value=str(minutes))
    return FormDialog(Form(title=_("How long"), intro=intro, fields=(field,), accept=_("Take it")), submit)


def _presenter(o: Organisation, circle: str, today: date, value: str) -> Field:
    members = o.full_members(circle, today)
    options = (("", _("nobody yet")), *((p, o.people[p].name) for p in members))
    if value and value not in members:  # a guest, or somebody who has left: it stays unless another is chosen
        options = (*options, (value, o.people[value].name if value in o.people else value))
    return Field(name="presenter", label=_("Who brings it?"), value=value, options=options)


def _note(value: str) -> Field:
    return Field(name="note", label=_("What should the others know before? (or nothing)"), value=value, long=True)


def _number(text: str) -> int:
    """Return a number that somebody typed; 0, which is then refused, where it is none."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
