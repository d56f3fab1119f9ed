"""Forms of the agenda: a new item in one of the formats that there are, and what changes about one that is there."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from sociotui.domain.circles import PROCESS_ROLES
from sociotui.domain.dialects import DIALECTS
from sociotui.domain.formats import Format
from sociotui.domain.items import Item
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused
from sociotui.room.asking import Options
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.tui.meeting.forms import AIMS, Ask, Choices, known, number, people, who
from sociotui.words import _

_OF_A_DIALECT = frozenset({"consent", *(f for manner in DIALECTS.values() for f in manner.formats.values())})
"""Formats that an aim leads to by itself, in one dialect or another."""


class Kinds(Struct, frozen=True):
    """What an item can be: `options` for the form, and which formats ask for whom or what they are about."""

    options: Choices
    about: tuple[str, ...]
    newcomer: tuple[str, ...]
    invited: tuple[str, ...]
    policy: tuple[str, ...]
    roles: tuple[str, ...]


def kinds(m: Meeting, formats: Mapping[str, Format], policies: Iterable[str]) -> Kinds:
    """Return what an item can be in this meeting: an aim in its usual way, or a format of its own."""
    usual = _OF_A_DIALECT | {m.formats[aim].id for aim, _label in AIMS if aim in m.formats}
    own = [f for f in formats.values() if f.id not in usual and (f.makes != "review" or any(policies))]
    aims = tuple((aim, label) for aim, label in AIMS if aim in m.formats)
    return Kinds(
        options=(*aims, *((f.id, _(f.title)) for f in own)),
        about=tuple(f.id for f in own if f.makes != "joining" and _concerns_somebody(f)),
        newcomer=tuple(f.id for f in own if f.makes == "joining"),
        invited=tuple(f.id for f in own if any(s.who == "invited" for s in f.steps)),
        policy=tuple(f.id for f in own if f.makes == "review"),
        roles=tuple(f.id for f in own if f.makes == "selection"),
    )


def _concerns_somebody(format_: Format) -> bool:
    return format_.makes == "leaving" or any(s.focus or s.who in ("unconcerned", "invited") for s in format_.steps)


def agenda_item(m: Meeting, organisation: Organisation, formats: Mapping[str, Format], presenter: str = "") -> Ask:
    """Ask for an item of the agenda; what more is asked follows from what it is. `presenter`: nobody else can present it."""
    policies = tuple((p.id, p.title) for p in organisation.policies.live.values() if p.circle == m.circle.id)
    kind = kinds(m, formats, (id_ for id_, _title in policies))
    guests = tuple((p.id, p.name) for p in m.people.values() if not p.member)
    again = (
        _("The circle has consented to the agenda; it is asked again about the new one.") if m.agenda_consented else ""
    )
    fields = (
        Field(name="title", label=_("What is it about?")),
        Field(name="kind", label=_("What for?"), options=kind.options),
        Field(name="roles", label=_("Which roles?"), options=roles_of(m), several=True, when=("kind", kind.roles)),
        Field(name="policy", label=_("Which policy?"), options=policies, when=("kind", kind.policy)),
        Field(name="about", label=_("Whom is it about?"), options=who(known(m)), when=("kind", kind.about)),
        Field(
            name="newcomer",
            label=_("Who would like to join?"),
            options=(("", _("named later")), *guests),
            when=("kind", kind.newcomer),
        ),
        Field(
            name="people",
            label=_("Whom do they invite to it? (space; nobody marked: all)"),
            options=known(m),
            several=True,
            when=("kind", kind.invited),
        ),
        Field(name="minutes", label=_("How many minutes?"), value="10"),
        *(() if presenter else (Field(name="presenter", label=_("Who presents it?"), options=people(m)),)),
    )

    def act(a: Answers) -> tuple[str, Options]:
        if a["kind"] in kind.about and not a["about"]:
            raise Refused(_("Whom is it about? Choose the person."))
        by_aim = a["kind"] in {aim for aim, _label in AIMS}
        return "agenda", Options(
            title=a["title"],
            aim=a["kind"] if by_aim else "",
            format="" if by_aim else a["kind"],
            minutes=number(a["minutes"]),
            presenter=a.get("presenter", presenter),
            about=a["about"] or a["newcomer"],
            people=a["people"],
            policy=a["policy"],
            roles=a["roles"],
        )

    return Ask(Form(title=_("A new item"), intro=again, fields=fields, accept=_("Add")), act)


def roles_of(m: Meeting) -> Choices:
    """Return the roles of the circle, held or vacant, each by the name that it has here."""
    return tuple((role, m.circle.role_name(role)) for role in (*PROCESS_ROLES, *m.circle.names))


def ready_made(m: Meeting) -> list[tuple[int, Item]]:
    """Return the ready-made items that are not on the agenda yet, each with its number."""
    there = {i.title for i in m.agenda}
    heard = [offer.title for offer in m.offers if offer.voice and offer.voice.id in m.read_out]
    return [(n, offer) for n, offer in enumerate(m.offers, 1) if offer.title not in {*there, *heard}]


def change_item(m: Meeting, item: Item) -> Ask:
    """Ask what changes about an item, or where it goes."""
    at = m.agenda.index(item) + 1
    aim = () if item.format else (Field(name="aim", label=_("What for?"), value=item.aim, options=AIMS),)

    def act(a: Answers) -> tuple[str, Options]:
        if a["what"] == "remove":
            return "remove", Options(item=item.id)
        if number(a["place"]) != at:
            return "move", Options(item=item.id, place=number(a["place"]))
        return "change", Options(
            item=item.id,
            title=a["title"],
            aim=a.get("aim", ""),
            minutes=number(a["minutes"]),
            presenter=a["presenter"],
        )

    return Ask(
        Form(
            title=_("Item {n} of the agenda", n=at),
            intro=m.formats[item.format].title if item.format else "",
            fields=(
                Field(name="title", label=_("What is it about?"), value=item.title),
                *aim,
                Field(name="minutes", label=_("How many minutes?"), value=str(item.minutes)),
                Field(name="presenter", label=_("Who presents it?"), value=item.presenter, options=people(m)),
                Field(name="place", label=_("Its place on the agenda"), value=str(at)),
                Field(name="what", label=_("Or"), options=(("keep", _("keep it")), ("remove", _("take it off")))),
            ),
        ),
        act,
    )
