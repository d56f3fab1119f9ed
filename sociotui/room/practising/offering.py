"""Offering: the sentences that can be offered in an exercise, and what stands above them."""

from collections.abc import Sequence
from typing import NamedTuple

from sociotui.domain.practising.chance import mixed
from sociotui.domain.practising.reasons import to_offer, to_take_out
from sociotui.domain.practising.scenario import Offer
from sociotui.domain.practising.state import Exercise
from sociotui.words import _

OUT, FORM = "out:", "form:"
"""How ids begin that take something out again, or open the form of an action."""


class Choice(NamedTuple):
    """Something to choose: a word that stands before it ("" for none), and the sentence."""

    id: str
    head: str
    text: str


def offers(x: Exercise) -> list[Choice]:
    """Return what can be offered now, by the way in which it integrates; and what can be taken out again."""
    m, version = x.meeting, x.version
    if version is None:
        return [Choice(o.id, "", o.text) for o in _mixed(x, x.scenario.offer) if o.way == "modify"]
    open_ = bool(m.ledger.open)
    there = [o for o in to_offer(x.scenario, version, m.today) if open_ or o.way == "modify"]
    choices = [Choice(o.id, _way(o), _told(o)) for o in _mixed(x, there)]
    choices += [Choice(OUT + o.id, _("take out"), o.text) for o in to_take_out(x.scenario, version)]
    if m.item and m.item.grid and m.step.kind == "integrate":
        choices.append(Choice(FORM + "select", _("modify"), _("propose somebody else …")))
    return choices


def _mixed(x: Exercise, among: Sequence[Offer]) -> tuple[Offer, ...]:
    return mixed(x.seed, x.scenario.id, among, lambda offer: offer.id)


def _way(offer: Offer) -> str:
    return {"modify": _("modify"), "shorten": _("shorten"), "measure": _("measure")}[offer.way]


def _told(offer: Offer) -> str:
    if offer.way == "shorten":
        return _("Try it for {n} days, then look at it again.", n=offer.days)
    return offer.text


def intro(x: Exercise) -> str:
    """Return what stands above the offers: what is objected, and the aim that it touches."""
    m = x.meeting
    said = [f"{m.name(o.person)}: “{o.reason}”" for o in m.ledger.open]
    touched = dict.fromkeys(o.aim_touched for o in m.ledger.open if o.aim_touched)
    if said:
        return "\n".join([*said, *(_("The aim: {aim}", aim=aim) for aim in touched)])
    if x.version is None:
        return _("What do you ask of each other? It is read out word for word.")
    return _("What would you change in the wording, having heard all that?")
