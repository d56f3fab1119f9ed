"""Ways: what each way of integrating means, what it asks for, and what would follow from it. (MVOS, S3)"""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from sociotui.domain import events
from sociotui.domain.consent import Objection, Version
from sociotui.domain.decide import decide
from sociotui.domain.dialects import ENDING_WAYS, Way
from sociotui.domain.effects import until
from sociotui.domain.integrating import agreeing
from sociotui.domain.meeting import Meeting
from sociotui.domain.proposing import in_months
from sociotui.domain.refusal import Refused
from sociotui.room.asking import Options, integrate
from sociotui.words import _


class WayCard(Struct, frozen=True):
    """A way in words: its name, what it means in one line, the fields that it asks for, what accepting it is called."""

    label: str
    meaning: str
    asks: tuple[str, ...]
    accept: str


WAYS: dict[Way, WayCard] = {
    "modify": WayCard(_("other wording"), _("the words change to meet it"), ("text",), _("New version")),
    "shorten": WayCard(_("shorter term"), _("we try it for less time"), ("until",), _("New version")),
    "measure": WayCard(_("a measure"), _("we measure it, and stop at a value"), ("what", "stop"), _("New version")),
    "defer": WayCard(_("later"), _("somebody brings it back on a day"), ("owner", "back"), _("Put it off")),
    "another": WayCard(_("another proposal"), _("it takes the place of this one"), ("text",), _("New proposal")),
    "delegate": WayCard(_("delegate"), _("somebody or a circle takes it on"), ("to",), _("Delegate it")),
    "monitor": WayCard(_("watch it"), _("we go ahead, and watch it"), ("watch",), _("New version")),
    "ask": WayCard(_("ask"), _("we ask who delegated this to us"), (), _("Ask them")),
    "time": WayCard(_("take time"), _("it rests until our next meeting"), (), _("Take time")),
}

Answers = dict[str, str]
"""What has been entered, by field."""


def open_objections(m: Meeting) -> tuple[Objection, ...]:
    """Return the objections to work on: those to the version that stands; else those that wait for its consent round."""
    raised = tuple(o for o in m.ledger.open if o.version == m.version_of(m.subject))
    return raised or m.ledger.open


def current(m: Meeting) -> Version:
    """Return the version that an objection is to be worked into."""
    return m.proposal.current if m.proposal else Version(number=0, text="")


def term(version: Version) -> date | None:
    """Return the day until which a version runs: its review, or the end of the roles and circles that it gives."""
    return version.review or until(version.effects)


def nearer(m: Meeting) -> date | None:
    """Return a day for a shorter term, halfway there; None where no day lies between."""
    ends = term(current(m))
    if ends is None:
        return in_months(m.today, max(1, m.circle.customs.review // 2))
    half = (ends - m.today).days // 2
    return m.today + timedelta(days=half) if half > 0 else None


def title(m: Meeting, way: Way) -> str:
    """Return what stands above the fields of a way."""
    now = current(m)
    ends = term(now)
    return {
        "modify": _("The exact wording · version {n}", n=now.number + 1),
        "another": _("Another proposal, word for word"),
        "shorten": _("A shorter term · as it is, until {day}", day=ends)
        if ends
        else _("A shorter term · as it is, no day is named"),
        "measure": _("What we measure, and where we stop"),
        "monitor": _("What we watch until the review"),
        "defer": _("Who brings it back, and on which day"),
        "delegate": _("Who takes it on"),
        "ask": _("Whoever delegated this to us"),
        "time": _("Time for all of us"),
    }[way]


def title_below(m: Meeting, way: Way | None) -> str:
    """Return what stands above what comes of a way; None is for letting an objection go."""
    if way is None or way in ENDING_WAYS:
        return _("What follows")
    return _("What changes against version {n}", n=current(m).number)


def options(m: Meeting, way: Way, number: int, a: Answers, circles: Iterable[str] = ()) -> Options:
    """Return what is said along with “integrate”; `circles` are the names of those that may take something on."""
    said = {field: a[field] for field in WAYS[way].asks}
    return Options(
        way=way,
        number=number,
        version=m.version_of(m.subject),
        text=said.get("text", ""),
        review=(said.get("until") or said.get("back", "")).strip(),
        measure=measured(a["what"], a["stop"]) if way == "measure" else said.get("watch", "").strip(),
        to=said.get("owner") or taker(m, circles, said.get("to", "")),
    )


def measured(what: str, stop: str) -> str:
    """Return a measure with its threshold as one sentence; "" while one of them is missing."""
    what, stop = what.strip().rstrip(";,."), stop.strip()
    return _("{what}; we stop at {value}", what=what, value=stop) if what and stop else ""


def taker(m: Meeting, circles: Iterable[str], typed: str) -> str:
    """Return the id of the person, or the name of the circle, that was typed; else what was typed as it is."""
    wanted = " ".join(typed.split()).casefold()
    people = {p.name.casefold(): p.id for p in m.people.values()}
    names = {name.casefold(): name for name in circles}
    return people.get(wanted) or names.get(wanted) or typed.strip()


def lacking(way: Way, a: Answers) -> tuple[str, str]:
    """Return the field that is still needed, and a sentence that asks for it; "" and "" where nothing is."""
    if way == "measure" and a["what"].strip() and not a["stop"].strip():
        return "stop", _("At which value do we stop? The measure protects us only where we know that.")
    if way == "measure" and a["stop"].strip() and not a["what"].strip():
        return "what", _("What do we measure? It tells us when that value is reached.")
    return "", ""


class Outlook(Struct, frozen=True):
    """What would follow: a new `version`, or how the item ends, as a sentence; or what is needed for it first."""

    version: Version | None = None
    said: str = ""


def outlook(m: Meeting, said: Options) -> Outlook:
    """Return what would follow from integrating an objection so, as the domain answers it."""
    try:
        answered = decide(m, integrate(m, said), "", m.entered)
    except Refused as refusal:
        return Outlook(said=str(refusal))
    version = next((e.version for e in answered if isinstance(e, events.ProposalAmended)), None)
    kept = next((e.topic for e in answered if isinstance(e, events.BacklogKept)), None)
    ended = next((e.outcome for e in answered if isinstance(e, events.ItemClosed)), None)
    if version:
        return Outlook(version)
    if kept and kept.due:
        return Outlook(
            said=_("The item ends here; {name} brings it back on {day}.", name=m.name(kept.presenter), day=kept.due)
        )
    if kept:
        return Outlook(said=_("The item ends here, and stands on the backlog for a next meeting."))
    to = ended.to if ended else ""
    return Outlook(said=_("The item ends here, delegated to {name}.", name=m.circle.parents.get(to) or m.name(to)))


class Releasing(Struct, frozen=True):
    """How an objection is let go of here: who has to agree, and what is asked, called and explained."""

    agreeing: tuple[str, ...]
    label: str
    asked: str
    hint: str


def releasing(m: Meeting, objection: Objection, name: str) -> Releasing:
    """Return how an objection, raised by who is called `name`, is let go of in the circle's dialect."""
    people = agreeing(m, objection)
    if m.manner.release == "group":
        return Releasing(
            people,
            _("It does not hold"),
            _("Who sees that {name}'s argument does not hold?", name=name),
            _("We all test it: only if it holds for nobody, it goes."),
        )
    if len(people) > 1:
        return Releasing(
            people,
            _("It is resolved"),
            _("Who confirms that it is resolved as it stands?"),
            _("Objector and proposer both confirm it is resolved."),
        )
    return Releasing(people, _("{name} lets it go", name=name), "", _("Only who raised an objection lets it go."))


def may_be_stuck(m: Meeting) -> bool:
    """Return whether the circle can say here that it is stuck."""
    return m.step.kind == "integrate" and any(s.kind == "stuck" for s in m.format_of(m.place).steps)
