"""Reading: what there is to read in full about a meeting's subject, as plain text."""

from collections.abc import Iterator

from sociotui.domain.commentary import sentences
from sociotui.domain.items import Item
from sociotui.domain.meeting import Meeting
from sociotui.domain.people import Role
from sociotui.domain.selection import Grid, tally
from sociotui.room.telling import told_voice
from sociotui.words import _


def about_meeting(m: Meeting, roles: tuple[Role, ...] = ()) -> str:
    """Return aim, wordings with their versions, nominations, objections and notes of what the meeting is at.

    `roles` are the circle's own, of which a selection tells what they are there for.
    """
    said: list[str] = []
    if m.circle.aims:
        said += [_("Our aim"), *(f"  {aim}" for aim in m.circle.aims), ""]
    item = m.item
    if item:
        said += [*_policy(m, item), *_roles(m, item, roles), *_nominations(m, item), *_parts(m, item)]
    if item and item.voice:
        said += [_("Said between meetings"), *_indented(told_voice(item.voice)), ""]
    if item and item.proposal:
        said += _proposal(item)
    said += [*_answers(m), *_views(m, item)]
    notes = item.notes if item else m.notes
    said += ["", _("Notes"), *(f"  {note}" for note in notes)] if notes else []
    said += ["", _("Ask"), f"  {_(m.step.prompt)}", "", _("Why this step"), *(f"  {s}" for s in sentences(m, "full"))]
    return "\n".join(said).strip()


def _proposal(item: Item) -> Iterator[str]:
    if item.proposal is None:
        return
    current = item.proposal.current
    yield from (_("Proposal, version {n}", n=current.number), current.text, "")
    if current.review:
        yield from (_("Looked at again by {day}", day=current.review), "")
    yield from (_("Measure: {measure}", measure=measure) for measure in current.measures)
    for earlier in reversed(item.proposal.versions[:-1]):
        yield from (_("Version {n}", n=earlier.number), earlier.text, "")


def _parts(m: Meeting, item: Item) -> Iterator[str]:
    titles = {s.part: s.title for s in reversed(m.format_of(m.place).steps) if s.part}
    for part, proposal in item.parts.items():
        yield from (_(titles.get(part, part)).capitalize(), *_indented(proposal.current.text), "")


def _policy(m: Meeting, item: Item) -> Iterator[str]:
    card = m.policy(item.policy)
    if card is None:
        return
    yield from (card.title, *_indented(card.text))
    yield _("  adopted on {day}, to be looked at on {review}", day=card.adopted, review=card.review)
    for label, texts in (
        (_("why"), (card.why,)),
        (_("measured"), card.measures),
        (_("concern"), card.concerns),
    ):
        yield from (f"  {label}: {text}" for text in texts if text)
    yield ""


# --- a selection ------------------------------------------------------------------------------------


def _roles(m: Meeting, item: Item, roles: tuple[Role, ...]) -> Iterator[str]:
    grid = item.grid or Grid(sought=())
    for sought in grid.sought:
        name = sought.title or m.circle.role_name(sought.role)
        yield _("{role}, until {day}", role=name.capitalize(), day=sought.until) if sought.until else name
        for role in roles:
            if role.id == sought.role:
                yield from ([f"  {role.purpose}"] if role.purpose else [])
                yield from (f"  · {text}" for text in role.responsibilities)
        held = m.circle.roles.get(sought.role)
        if held and held.holds(m.today):
            yield _("  held by {name} until now", name=m.name(held.person))
        yield ""


def _nominations(m: Meeting, item: Item) -> Iterator[str]:
    """Tell all nominations with their reasons, once they are revealed; nothing of them before."""
    grid = item.grid
    if grid is None or not grid.revealed:
        return
    yield _("Nominations")
    for person, choices in grid.written.items():
        for sought in grid.sought:
            chosen = choices.get(sought.role)
            if chosen:
                role = f" ({m.circle.role_name(sought.role)})" if len(grid.sought) > 1 else ""
                why = f". {chosen.reason}" if chosen.reason else ""
                yield f"  {m.name(person)}: {m.name(chosen.person)}{role}{why}"
    yield from (_("  {name} nominates nobody", name=m.name(person)) for person in grid.passed)
    for sought in grid.sought:
        counts = ", ".join(f"{m.name(p)} {len(by)}" for p, by in tally(grid, sought.role))
        yield f"  {m.circle.role_name(sought.role)}: {counts}"
    yield from (_("  Arguments decide, not numbers."), "")


# --- answers ----------------------------------------------------------------------------------------


def _answers(m: Meeting) -> Iterator[str]:
    for objection in m.ledger.objections:
        yield _(
            "Objection of {name} to version {n}: {state}",
            name=m.name(objection.person),
            n=objection.version,
            state=objection.state,
        )
        yield f"  {objection.reason}"
        if objection.aim_touched:
            yield _("  touches: {aim}", aim=objection.aim_touched)
    for concern in m.ledger.concerns:
        yield from (_("Concern of {name}", name=m.name(concern.person)), f"  {concern.text}")


def _views(m: Meeting, item: Item | None) -> Iterator[str]:
    for person, text in (item.views if item else {}).items():
        yield from (_("{name}, who is absent, has said before", name=m.name(person)), *_indented(text))


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.split("\n")]
