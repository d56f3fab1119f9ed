"""Dialects: where the schools of circle work differ, in one table. The engine is one; what stands here it looks up.

Each line can be checked against the practice of this project: its rounds, its consent, its ties.
"""

from typing import Literal

from msgspec import Struct

from sociotui.domain.circles import Dialect
from sociotui.domain.formats import PASS, PassRule, RoundKind, Who
from sociotui.words import _

Way = Literal[
    "modify",  # another wording
    "shorten",  # a shorter term
    "measure",  # the concern is measured, with a threshold that stops it
    "defer",  # later, with an owner and a day
    "another",  # another proposal takes its place
    "delegate",  # somebody or some circle takes it on
    "monitor",  # it is watched, and looked at with the review
    "ask",  # whoever delegated this to the circle is asked
    "time",  # the circle takes time, and comes back to it at the next meeting
]
"""How an objection is integrated."""
Releasing = Literal["owner", "group", "both"]
"""Who lets an objection go: `owner`, who raised it; `group`, all who test it; `both`, objector and proposer."""
Tie = Literal["qualifications", "self", "incumbent", "draw"]
"""What decides between equally many nominations: the role's qualifications; who named themselves; who holds the
role now; a blind draw."""

ENDING_WAYS: frozenset[Way] = frozenset(["defer", "delegate", "ask", "time"])
"""The ways by which the item ends here; the others make a new version, which is asked about."""


class Manner(Struct, frozen=True, kw_only=True):
    """The manner of one dialect. `formats` has its own format for some; `words` its own word for a thing."""

    title: str
    passing: dict[RoundKind, PassRule]
    reacts: Who
    at_once: bool
    concerns: bool
    release: Releasing
    ways: tuple[Way, ...]
    ties: tuple[Tie, ...]
    formats: dict[str, str] = {}
    words: dict[str, str] = {}


DIALECTS: dict[Dialect, Manner] = {
    "sofa": Manner(
        title=_("Sociocracy"),
        passing=PASS,
        reacts="all",
        at_once=False,
        concerns=False,
        release="owner",
        ways=("modify", "shorten", "measure"),
        ties=("qualifications",),
    ),
    "s3": Manner(
        title=_("Sociocracy 3.0"),
        passing={**PASS, "nomination": "yes"},
        reacts="all",
        at_once=True,
        concerns=True,
        release="group",
        ways=("modify", "shorten", "measure", "defer", "another", "delegate", "monitor", "ask", "time"),
        ties=("qualifications",),
        formats={"consent": "consent-s3"},
        words={"leader": _("coordinator"), "delegate": _("representative"), "needs": _("driver")},
    ),
    "holacracy": Manner(
        title=_("Holacracy"),
        passing=PASS,
        reacts="others",
        at_once=False,
        concerns=False,
        release="both",
        ways=("modify", "shorten", "measure"),
        ties=("self", "incumbent", "draw"),
        formats={"consent": "consent-holacracy"},
        words={"leader": _("circle lead"), "delegate": _("circle rep"), "needs": _("tension")},
    ),
}


def manner(dialect: Dialect) -> Manner:
    """Return the manner of a dialect."""
    return DIALECTS[dialect]


def word(dialect: Dialect, thing: str) -> str:
    """Return the dialect's word for a thing; the thing's own name where it has none."""
    return DIALECTS[dialect].words.get(thing, thing)
