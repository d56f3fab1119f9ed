"""Wording: a proposal is put to the circle and gets its exact words; each change of them is a new version. (MVOS)"""

from collections.abc import Iterator
from datetime import date

from sociotui.domain import commands, events
from sociotui.domain.consent import Proposal, Version
from sociotui.domain.effects import (
    Agrees,
    AnyEffect,
    Describes,
    Drops,
    Founds,
    Joins,
    Keeps,
    Leaves,
    Revises,
    Selects,
    until,
    worded,
)
from sociotui.domain.event import Event
from sociotui.domain.evolve import evolve
from sociotui.domain.formats import WAY_ON, Makes
from sociotui.domain.items import Item
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.domain.steps import asking, enter
from sociotui.domain.turns import somebody
from sociotui.words import _


def item_of(m: Meeting) -> Item:
    """Return the item that the meeting is at; refuses where it is at none, or the item has ended."""
    item = m.item
    if item is None:
        raise Refused(_("A proposal belongs to an item of the agenda. Add one (‹agenda›) and go on to it (‹step›)."))
    if item.outcome:
        raise Refused(
            _(
                "“{title}” has ended: {kind}. To change it, undo (‹undo›), or add a new item (‹agenda›).",
                title=item.title,
                kind=item.outcome.kind,
            )
        )
    return item


def proposed(m: Meeting) -> tuple[Item, Proposal, Version]:
    """Return the item, the proposal that this step is about, and its current version; refuses where there is none."""
    item = item_of(m)
    if m.proposal is None:
        raise Refused(
            _("There is no proposal yet under “{title}”. Write its wording (‹propose›) first.", title=item.title)
        )
    return item, m.proposal, m.proposal.current


def same_version(seen: int, current: int) -> None:
    """Refuse what was said to an earlier version, telling which one counts now."""
    if seen and seen != current:
        raise Refused(
            _(
                "That was version {seen}; version {current} is the one that counts now. Read it, then answer.",
                seen=seen,
                current=current,
            )
        )


def propose(m: Meeting, c: commands.Propose, at: int) -> Iterator[Event]:
    """Put a proposal to the circle."""
    item = item_of(m)
    if m.proposal:
        raise Refused(_("“{title}” has a proposal. To change its wording, amend it (‹amend›).", title=m.proposal.title))
    if not c.text:
        raise Refused(_("A proposal needs its exact wording. Write it as it should be read out."))
    if not m.step.part and (action := _PROPOSED_BY.get(m.format_of(m.place).makes)):
        raise Refused(
            _(
                "In this format the proposal is more than a wording: {action} proposes it and writes the words.",
                action=action,
            )
        )
    effects: tuple[AnyEffect, ...] = (Revises(policy=item.policy),) if item.policy and not m.step.part else ()
    yield from put(m, c.text, effects, at, title=c.title, by=c.person)


_PROPOSED_BY: dict[Makes, str] = {
    "selection": "‹select›",
    "circle": "‹found›",
    "helping": "‹found›",
    "joining": "‹member›",
    "leaving": "‹member›",
    "vma": "‹describe›",
}
"""The action that makes a format's proposal, where words alone would change nothing."""
_MADE_BY = (
    (Selects, "‹select›"),
    (Founds, "‹found›"),
    (Joins | Leaves, "‹member›"),
    (Keeps | Drops, "‹review›"),
    (Agrees, "‹customs›"),
    (Describes, "‹describe›"),
)
"""What is proposed by more than words, and the action by which it is proposed otherwise."""


def says_the_same(m: Meeting, version: Version, text: str) -> None:
    """Refuse words that no longer say what the decision changes; more may be added to those that do."""
    for effects, action in _MADE_BY:
        for effect in version.effects:
            if isinstance(effect, effects) and worded(effect) not in text:
                raise Refused(
                    _(
                        "“{words}” is what the decision does; keep these words, and add what you like. To propose "
                        "otherwise: {action}.",
                        words=worded(effect),
                        action="‹refer›" if m.step.part == WAY_ON else action,
                    )
                )


def amend(m: Meeting, c: commands.Amend, at: int) -> Iterator[Event]:
    """Give the proposal a new wording: a new version, and consent to the one before is void."""
    _item, _proposal, current = proposed(m)
    same_version(c.version, current.number)
    if not c.text:
        raise Refused(_("The new wording is empty. To let the proposal go, end the item as dropped (‹outcome›)."))
    if c.text == current.text:
        raise Refused(
            _(
                "This is word for word version {n}. Change the wording, or leave it as it is.",
                n=current.number,
            )
        )
    says_the_same(m, current, c.text)
    version = Version(
        number=current.number + 1,
        text=c.text,
        review=current.review,
        measures=current.measures,
        note=c.note,
        effects=current.effects,
    )
    yield from amended(m, version, at)


def put(
    m: Meeting,
    text: str,
    effects: tuple[AnyEffect, ...],
    at: int,
    *,
    title: str = "",
    by: str = "",
    review: date | None = None,
) -> Iterator[Event]:
    """Make a proposal that has effects, or its next version where there is one; it runs until `review`, where given."""
    review = review or until(effects)
    item, part, before = item_of(m), m.step.part, m.proposal
    if before is None:
        by = by or item.presenter
        if by:
            somebody(m, by)
        first = Version(number=1, text=text, review=review, effects=effects)
        yield events.ProposalMade(at=at, item=item.id, title=title or item.title, by=by, version=first, part=part)
        return
    current = before.current
    if (current.text, current.effects) == (text, effects):
        raise Refused(_("That is what is proposed already, as version {n}.", n=current.number))
    version = Version(number=current.number + 1, text=text, review=review, measures=current.measures, effects=effects)
    yield from amended(m, version, at)


def amended(m: Meeting, version: Version, at: int) -> Iterator[Event]:
    """Make a new version; where consent has been asked on the one before, go back to restating it."""
    event = events.ProposalAmended(at=at, item=m.place.item, version=version, part=m.step.part)
    yield event
    if _has_been_asked(m):
        after = evolve(m, event)
        yield from enter(after, asking(after, restate=True), at, back=True)


def _has_been_asked(m: Meeting) -> bool:
    """Tell whether this step, or one before it, asks for consent; integrating goes back by itself when it is done."""
    steps = m.format_of(m.place).steps
    so_far = steps[: steps.index(m.step) + 1]
    return m.step.kind != "integrate" and any(s.kind == "consent" and s.part == m.step.part for s in so_far)
