"""Forms of what a circle keeps to: a policy whose day has come, and the circle's customs."""

from sociotui.domain.customs import Customs
from sociotui.domain.effects import Agrees, AnyEffect, Drops, Founds, Keeps, Revises
from sociotui.domain.meeting import Meeting
from sociotui.domain.proposing import in_months
from sociotui.room.asking import Options
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.tui.meeting.forms import A_DAY, Ask, effects, known, version, who, whole
from sociotui.words import _

_BECOMES: tuple[tuple[type[AnyEffect], str], ...] = (
    (Founds, "helping"),
    (Drops, "drop"),
    (Revises, "rework"),
    (Keeps, "keep"),
)
"""What becomes of a policy, by what is proposed of it; what weighs more comes first."""


def review(m: Meeting) -> Ask:
    """Ask what becomes of a policy: it stays, it ends, or it is reworked, here or by a helping circle."""
    card = m.policy(m.item.policy) if m.item else None
    title = card.title if card else ""
    proposed = effects(m)
    kind = next((kind for effect, kind in _BECOMES if any(isinstance(e, effect) for e in proposed)), "keep")
    reworked = m.proposal.current.text if m.proposal and kind == "rework" else card.text if card else ""
    options = (
        ("keep", _("it stays")),
        ("drop", _("it ends")),
        ("rework", _("we rework it")),
        ("helping", _("a helping circle reworks it")),
    )
    rework = Field(name="text", label=_("How it should read"), value=reworked, long=True, when=("kind", ("rework",)))

    def act(a: Answers) -> tuple[str, Options]:
        if a["kind"] != "helping":
            return "review", Options(kind=a["kind"], text=a["text"], version=version(m))
        return "found", Options(
            name=_("Helping circle: {aim}", aim=title)[:120],
            text=_("Rework “{title}”", title=title),
            members=a["members"],
            leader=a["leader"],
            until=a["until"],
            version=version(m),
        )

    return Ask(
        Form(
            title=_("What becomes of “{title}”?", title=title),
            fields=(Field(name="kind", label=_("Did it help?"), options=options, value=kind), rework, *_helping(m)),
            accept=_("Propose"),
        ),
        act,
    )


def _helping(m: Meeting) -> tuple[Field, ...]:
    """Return what is asked of a helping circle that reworks a policy."""
    chosen, people = ("kind", ("helping",)), known(m)
    until = in_months(m.today, 3).isoformat()
    return (
        Field(name="members", label=_("Who is in it? (space marks)"), options=people, several=True, when=chosen),
        Field(name="leader", label=_("Who leads it, and links it to us?"), options=who(people), when=chosen),
        Field(name="until", label=_("Until when does it work?"), value=until, hint=A_DAY, when=chosen),
    )


# --- customs ----------------------------------------------------------------------------------------


def customs(m: Meeting) -> Ask:
    """Ask for other customs of the circle: absence, minutes, quorum, usual terms, who may watch and speak to it."""
    now = next((e.customs for e in effects(m) if isinstance(e, Agrees)), m.circle.customs)

    def act(a: Answers) -> tuple[str, Options]:
        return "customs", Options(
            absence=a["absence"],
            window=_hours(a["window"]),
            approval=a["approval"],
            minutes_window=_hours(a["minutes_window"]),
            quorum=whole(a["quorum"]),
            review_months=_least(whole(a["review"])),
            term_months=_least(whole(a["term"])),
            watching=a["watching"],
            totals=a["totals"],
            hearing=a["hearing"],
            unnamed=a["unnamed"],
            version=version(m),
        )

    return Ask(
        Form(
            title=_("Our customs"),
            intro=_("How we decide is decided by consent, too."),
            fields=(*_absence(now), *_minutes(now), *_numbers(now), *_openness(now), _totals(now)),
            accept=_("Propose"),
        ),
        act,
    )


def _absence(now: Customs) -> tuple[Field, ...]:
    options = (
        ("hold", _("a decision waits for them")),
        ("lazy", _("it waits some hours")),
        ("views", _("give their view before")),
        ("present", _("is not asked")),
    )
    return (
        Field(name="absence", label=_("Who is absent:"), options=options, value=now.absence),
        Field(name="window", label=_("It waits how many hours?"), value=str(now.window), when=("absence", ("lazy",))),
    )


def _minutes(now: Customs) -> tuple[Field, ...]:
    options = (
        ("next", _("at the next meeting")),
        ("end", _("at the end of the same")),
        ("window", _("when some hours are over")),
    )
    hours, later = str(now.minutes_window), ("approval", ("window",))
    return (
        Field(name="approval", label=_("Minutes are approved:"), options=options, value=now.minutes),
        Field(name="minutes_window", label=_("After how many hours?"), value=hours, when=later),
    )


def _numbers(now: Customs) -> tuple[Field, ...]:
    asked = (
        ("quorum", _("Members without whom nothing is decided (0: none agreed)"), now.quorum),
        ("review", _("Policies are looked at again after how many months?"), now.review),
        ("term", _("Roles are given for how many months?"), now.term),
    )
    return tuple(Field(name=name, label=label, value=str(value)) for name, label, value in asked)


def _openness(now: Customs) -> tuple[Field, ...]:
    watching = (
        ("members", _("members of this circle")),
        ("organisation", _("everybody of the organisation")),
        ("anybody", _("anybody")),
    )
    hearing = (("organisation", _("everybody of the organisation")), ("anybody", _("guests, too")))
    unnamed = (("no", _("with a name")), ("yes", _("unnamed, too")))
    by_whom = _("Between meetings, something may be said to us by")
    return (
        Field(
            name="watching",
            label=_("On a server, our meetings may be watched by"),
            options=watching,
            value=now.watching,
        ),
        Field(name="hearing", label=by_whom, options=hearing, value=now.hearing),
        Field(name="unnamed", label=_("It may be said"), options=unnamed, value="yes" if now.unnamed else "no"),
    )


def _totals(now: Customs) -> Field:
    options = (("no", _("are let go of")), ("yes", _("are kept, as our mirror")))
    return Field(
        name="totals", label=_("Totals of speaking time"), options=options, value="yes" if now.keep_totals else "no"
    )


def _hours(text: str) -> int:
    """Return the hours of a window; 0, which leaves them as they are, where they were not asked."""
    return _least(whole(text)) if text else 0


def _least(number: int) -> int:
    """Return a number that is refused where somebody typed 0, which would otherwise mean: as it is."""
    return number or -1
