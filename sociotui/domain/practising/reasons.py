"""Reasons: what a version of a proposal carries, which reasons stand against it by that, and what can still be offered.

All of it follows from the version itself, so that it is right after an undo, and whatever was done in which order.
"""

from collections.abc import Collection
from datetime import date, timedelta

from sociotui.domain.consent import Version
from sociotui.domain.effects import Selects
from sociotui.domain.practising.chance import drawn
from sociotui.domain.practising.scenario import Member, Offer, Reason, Scenario


def carried(s: Scenario, version: Version | None, today: date, said: Collection[str] = ()) -> frozenset[str]:
    """Return the tags that a version carries; what was fittingly said in the talk (`said`, ids of sayings) counts, too."""
    tags = {tag for saying in s.saying if saying.id in said and saying.fits for tag in saying.carries}
    if version is None:
        return frozenset(tags)
    tags.update(tag for clause in s.clause if clause.text in version.text for tag in clause.carries)
    tags.update(tag for offer in s.offer if holds(offer, version, today) for tag in offer.carries)
    chosen = {e.person for e in version.effects if isinstance(e, Selects)}
    tags.update(tag for c in s.candidate if c.person in chosen for tag in c.carries)
    return frozenset(tags)


def holds(offer: Offer, version: Version, today: date) -> bool:
    """Tell whether a version has in it what was offered."""
    if offer.way == "modify":
        return offer.text in version.text
    if offer.way == "measure":
        return offer.text in version.measures
    return version.review is not None and version.review <= today + timedelta(offer.days)


def stands(reason: Reason, tags: Collection[str]) -> bool:
    """Tell whether a reason stands against what carries these tags."""
    if reason.against and not any(tag in tags for tag in reason.against):
        return False
    return not reason.needs or any(tag not in tags for tag in reason.needs)


def held_by(s: Scenario, seed: int, member: Member) -> tuple[Reason, ...]:
    """Return the reasons that somebody has in this run; some are there with some seeds only."""
    return tuple(r for r in member.reason if not r.maybe or not drawn(seed, f"{s.id}/{member.id}/{r.id}", 2))


def standing(s: Scenario, seed: int, member: Member, tags: Collection[str]) -> tuple[Reason, ...]:
    """Return the reasons for which somebody cannot consent to what carries these tags; none where they can."""
    return tuple(reason for reason in held_by(s, seed, member) if stands(reason, tags))


def to_offer(s: Scenario, version: Version, today: date) -> tuple[Offer, ...]:
    """Return what can be offered that the version does not have yet; a term only where it would be a shorter one."""
    return tuple(o for o in s.offer if not holds(o, version, today))


def to_take_out(s: Scenario, version: Version) -> tuple[Offer, ...]:
    """Return the sentences that were offered and can be taken out of the version again."""
    clauses = {c.id for c in s.clause}
    there = (o for o in s.offer if o.way == "modify" and o.text in version.text)
    return tuple(o for o in there if not o.replaces or o.replaces in clauses)


def without(s: Scenario, text: str, offer: Offer) -> str:
    """Return a wording without a sentence that was offered; where that took another one's place, that stands there again."""
    before = next((c.text for c in s.clause if c.id == offer.replaces), "")
    return " ".join(text.replace(offer.text, before).split())


def reworded(s: Scenario, text: str, offer: Offer) -> str:
    """Return a wording with the sentence that is offered: in the place of the one that it replaces, else at its end."""
    if offer.replaces:
        there = [c.text for c in s.clause if c.id == offer.replaces]
        there += [o.text for o in s.offer if o.replaces == offer.replaces and o.way == "modify"]
        for sentence in there:
            if sentence in text:
                return text.replace(sentence, offer.text)
    return f"{text} {offer.text}".strip()
