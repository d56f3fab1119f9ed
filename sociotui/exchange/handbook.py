"""The handbook: an organisation's circles with their roles, customs and policies, laid out as one page to read."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Literal

from sociotui.domain.circles import PROCESS_ROLES, Circle, outline
from sociotui.domain.consent import Given
from sociotui.domain.dialects import manner, word
from sociotui.domain.effects import Agrees, worded
from sociotui.domain.items import Decision
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Term
from sociotui.domain.records import Edition, Policy, Selection, Waiting
from sociotui.exchange.page import Block, Facts, Heading, Lead, Line, Points, Subheading, Table, Title, Wording
from sociotui.words import _

HandbookFormat = Literal["md", "html"]
Local = Callable[[int], datetime]
"""Shows a time, in ms since 1970, as people here read it."""


def render(page: Iterable[Block], format: HandbookFormat) -> str:
    """Return a page as Markdown (`md`) or as a document in HTML that needs nothing else."""
    if format == "md":
        from sociotui.exchange import markdown

        return markdown.write(page)
    from sociotui.exchange import html

    return html.write(page)


def handbook_of(
    o: Organisation, today: date, local: Local, circle: str = "", code: Sequence[str] = ()
) -> Iterator[Block]:
    """Lay the handbook of a circle out, or for "" of all of them, each once, broader ones first.

    It says how many consented by which means, never who. `code` are lines that say which record it is of.
    """
    if circle:
        circles = [o.circle(circle)]
    else:
        circles = list({c.id: c for _depth, c in outline(o.circles)}.values())
        circles += [c for c in o.circles.values() if c.ended]  # last, with what they have decided
    about = o.about
    whole = about.name if about else ""
    yield Title(_("{name}: handbook", name=circles[0].name if circle else whole))
    yield Lead(_("As it stands on {day}.", day=today))
    if about and not circle:
        facts = ((_("Vision"), about.vision), (_("Mission"), about.mission))
        if said := tuple(fact for fact in facts if fact[1]):
            yield Facts(said)
    kept = _Kept(o)
    for found in circles:
        yield from _circle(o, found, kept, today, local)
    ended = [p for c in circles for p in kept.policies.get(c.id, ()) if p.ended]
    if ended:
        yield Heading(_("Policies that have ended"))
        for policy in ended:
            yield Subheading(policy.title)
            yield from _policy(o, policy, _ended(o, policy))
    if code:
        yield Heading(_("To compare"))
        yield from (Line(line) for line in code)


# --- a circle --------------------------------------------------------------------------------------


class _Kept:
    """What is on record, by circle: policies, ended ones too, in the order of their titles, and selections by their days."""

    def __init__(self, o: Organisation) -> None:
        self.policies: dict[str, list[Policy]] = {}
        self.selections: dict[str, list[Selection]] = {}
        for policy in sorted(o.policies.values(), key=lambda p: (p.title.casefold(), p.id)):
            self.policies.setdefault(policy.circle, []).append(policy)
        for selection in sorted(o.selections.values(), key=lambda s: (s.on, s.id)):
            self.selections.setdefault(selection.circle, []).append(selection)


def _circle(o: Organisation, circle: Circle, kept: _Kept, today: date, local: Local) -> Iterator[Block]:
    yield Heading(circle.name)
    parents = ", ".join(o.circles[p].name for p in circle.parents if p in o.circles)
    if circle.ended:
        yield Lead(_("It ended on {day}.", day=circle.ended))
        if heir := o.heirs.get(circle.id):
            yield Line(_("{circle} looks after what it decided.", circle=o.circles[heir].name))
    elif circle.until:
        ended = circle.until < today
        day = circle.until
        yield Lead(_("A helping circle until {day}.", day=day) if not ended else _("It worked until {day}.", day=day))
    yield Facts(tuple(fact for fact in _facts(o, circle, parents, today) if fact[1]))
    if not circle.ended:  # then nobody fills its roles, and nobody works by its customs
        yield Subheading(_("Roles"))
        yield Table((_("Role"), _("Who"), _("Until"), _("What for")), tuple(_roles(o, circle, today)))
        yield Subheading(_("Customs"))
        yield Points(tuple(worded(Agrees(customs=circle.customs)).split("\n")))
    for waiting in o.waiting.values():
        if waiting.circle == circle.id:
            yield Subheading(_("Waiting: {title}", title=waiting.decision.title))
            yield from _waiting(o, waiting, local)
    for policy in kept.policies.get(circle.id, ()):
        if not policy.ended:
            yield Subheading(_("Policy: {title}", title=policy.title))
            yield from _policy(o, policy, _standing(policy, today))
    chosen = kept.selections.get(circle.id)
    if chosen:
        yield Subheading(_("Selections"))
        head = (_("Role"), _("Who"), _("Chosen on"), _("Until"), _("Consent"))
        yield Table(head, tuple(_selection(o, circle, selection) for selection in chosen))


def _facts(o: Organisation, circle: Circle, parents: str, today: date) -> Iterator[tuple[str, str]]:
    yield _("Within"), parents
    yield _("Vision"), circle.vision
    yield _("Mission"), circle.mission
    for aim in circle.aims:
        yield _("Aim"), aim
    yield _("Domain"), circle.domain
    yield _("Members"), _names(o, circle.members)
    linked = tuple(p for p in o.full_members(circle.id, today) if p not in circle.members)
    yield _("Linked in from its circles"), _names(o, linked)
    yield _("Way of working"), manner(circle.dialect).title


def _roles(o: Organisation, circle: Circle, today: date) -> Iterator[tuple[str, ...]]:
    terms = circle.terms()
    for role in PROCESS_ROLES:
        if role in terms or role != "delegate" or circle.parents:
            yield (_capital(word(circle.dialect, role)), *_holder(o, terms.get(role), today), "")
    for own in circle.role:
        yield own.name, *_holder(o, own.term, today), "\n".join(filter(None, (own.purpose, *own.responsibilities)))


def _holder(o: Organisation, term: Term | None, today: date) -> tuple[str, str]:
    """Return who holds a role and until when; an expired term gives no power, so its role is vacant (MVOS)."""
    if term is None:
        return _("vacant"), ""
    name = _name(o, term.person)
    if not term.holds(today):
        return _("vacant; {name}'s term ended on {day}", name=name, day=term.until), ""
    return name, term.until.isoformat() if term.until else _("no end agreed")


def _selection(o: Organisation, circle: Circle, selection: Selection) -> tuple[str, ...]:
    role = selection.title or circle.role_name(selection.role)
    days = (selection.on.isoformat(), selection.until.isoformat())
    return (_capital(role), _name(o, selection.person), *days, _given(selection.given))


# --- what was decided -------------------------------------------------------------------------------


def _standing(policy: Policy, today: date) -> tuple[str, str]:
    day = policy.review.isoformat()
    return _("Looked at again"), _("{day} (overdue)", day=day) if policy.review < today else day


def _ended(o: Organisation, policy: Policy) -> tuple[str, str]:
    circle = o.circles[policy.circle].name
    return _("Ended"), _("{day}, by {circle}", day=policy.ended, circle=circle)


def _policy(o: Organisation, policy: Policy, until: tuple[str, str]) -> Iterator[Block]:
    yield Wording(policy.text)
    facts = (
        (_("Why"), policy.why),
        (_("Responsible"), _name(o, policy.responsible)),
        (_("Adopted"), policy.adopted.isoformat()),
        until,
        *((_("Measured"), measure) for measure in policy.measures),
        *((_("Concern"), concern) for concern in policy.concerns),
        (_("Consent"), _given(policy.given) or _people(len(policy.consented))),
        (_("Published"), policy.published),
    )
    yield Facts(tuple(fact for fact in facts if fact[1]))
    if policy.editions:
        yield Line(_("Earlier editions:"), strong=True)
    ends = [edition.adopted for edition in policy.editions[1:]] + [policy.adopted]
    for edition, end in reversed(list(zip(policy.editions, ends, strict=False))):
        yield from _edition(edition, end)


def _edition(edition: Edition, end: date) -> Iterator[Block]:
    yield Line(_("From {day} to {end}:", day=edition.adopted, end=end))
    yield Wording(edition.text)
    if edition.measures:
        yield Facts(tuple((_("Measured"), measure) for measure in edition.measures))


def _waiting(o: Organisation, waiting: Waiting, local: Local) -> Iterator[Block]:
    decision: Decision = waiting.decision
    missing = len(o.missing(waiting))
    if waiting.until:
        until = f"{local(waiting.until):%Y-%m-%d %H:%M}"
        said = _("Not in force yet: answers still missing: {n}; it waits until {when}.", n=missing, when=until)
    else:
        said = _("Not in force yet: it waits until all have answered; still missing: {n}.", n=missing)
    yield Line(said, strong=True)
    yield Wording(decision.text)
    facts = (
        (_("Why"), decision.why),
        (_("Responsible"), _name(o, decision.responsible)),
        (_("Proposed on"), waiting.on.isoformat()),
        (_("Looked at again"), decision.review.isoformat() if decision.review else ""),
        *((_("Measured"), measure) for measure in decision.measures),
        *((_("Concern"), concern) for concern in decision.concerns),
        (_("Consent so far"), _given(waiting.given)),
    )
    yield Facts(tuple(fact for fact in facts if fact[1]))


def _given(given: tuple[Given, ...]) -> str:
    """Return how many consented by which means; "" where nobody is known to have."""
    counts = Counter(g.means for g in given)
    said = {
        "room": _("{n} in the room", n=counts["room"]),
        "phone": _("{n} by phone with a witness", n=counts["phone"]),
        "terminal": _("{n} at a terminal of their own", n=counts["terminal"]),
        "lapse": _("{n} by the lapse of the window", n=counts["lapse"]),
    }
    return ", ".join(text for means, text in said.items() if counts[means])  # type: ignore[index]


def _people(count: int) -> str:
    return str(count) if count else ""


def _name(o: Organisation, person: str) -> str:
    """Return the name of a person; what else stands there, a circle or nobody, stays as it is."""
    return o.people[person].name if person in o.people else person


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _names(o: Organisation, people: Iterable[str]) -> str:
    return ", ".join(_name(o, person) for person in people)
