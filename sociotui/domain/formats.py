"""Formats: what a practice says, as data: its steps, their prompts, who speaks and whether one may pass.

What a step *means* is code, chosen by its `kind`; what it *says* a circle may edit.
"""

from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

StepKind = Literal[
    "round",  # everybody in turn, on the prompt
    "talk",  # somebody tells or the group arranges something; no order is kept
    "admin",  # attendance, roles of the day, time, information, next meeting
    "minutes",  # consent to the minutes of the meeting before; skipped where there are none
    "agenda",  # consent to the agenda
    "items",  # here the items of the agenda follow, each in the format of its aim
    "backlog",  # what is left for later
    "amend",  # the proposer may change the wording
    "consent",  # consent or objection, each in turn
    "integrate",  # the objections are explored; skipped where there are none
    "record",  # the decision and the day it is looked at again
    "outcome",  # how the item ends
    "closing",  # the meeting ends and its outcomes go on record
    "approve",  # consent to the minutes of this meeting; skipped where the circle approves them otherwise
    "roles",  # the roles that are sought are named, each with its term
    "nominate",  # each writes whom they nominate, hidden from the others; leaving it reveals all at once
    "stuck",  # what keeps us stuck; skipped unless the circle says that it is
]
RoundKind = Literal[
    "round", "check-in", "clarify", "brainstorm", "react", "nomination", "change", "consent", "evaluation"
]
PassRule = Literal["yes", "ask", "no"]
"""May one give the turn up? `ask` asks once more first."""
Who = Literal["all", "others", "unconcerned", "invited"]
"""Who takes part: `all`; the `others`, that is all but the proposer; the `unconcerned`, all but whom the item is
about; or the `invited`, whom that person has invited to it."""
Focus = Literal["", "both", "last"]
"""When whom the item is about speaks in a round: in seat order, both first and last, or last."""
Makes = Literal["policy", "selection", "review", "circle", "helping", "joining", "leaving", "plan", "vma"]
"""What a format's decision is: which question its proposal answers, and what it changes once it stands."""
Aim = Literal["report", "explore", "decide"]

PASS: dict[RoundKind, PassRule] = {
    # practice.md, Rounds: the column "pass" of the sofa dialect. A format may make a rule stricter, never looser.
    "round": "yes",
    "check-in": "yes",
    "clarify": "yes",
    "brainstorm": "yes",
    "react": "ask",
    "nomination": "no",
    "change": "yes",
    "consent": "no",
    "evaluation": "yes",
}
WAY_ON = "way-on"
"""The part of an item that says where a topic goes with which the circle is stuck."""

_STRICTNESS: tuple[PassRule, ...] = ("yes", "ask", "no")


def stricter(one: PassRule, other: PassRule) -> PassRule:
    """Return the stricter of two pass rules."""
    return max(one, other, key=_STRICTNESS.index)


class Step(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One step of a format. `minutes` is its agreed share of time, 0 where none is agreed.

    `part` names the wording that it is about, where that is another one than the item's proposal; `again` the step
    to which a consent step goes back when the wording has changed ("": it asks again at once). `why` says in a sentence
    or two what it is there for, to those to whom it is new, and `brief` to those who know it (`commentary`).
    """

    id: str
    kind: StepKind
    title: str
    prompt: str
    done: str = ""
    why: str = ""
    brief: str = ""
    round: RoundKind = "round"
    passing: PassRule = "yes"
    who: Who = "all"
    focus: Focus = ""
    part: str = ""
    again: str = ""
    minutes: int = 0


class Format(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A format: steps in their order, `[[step]]` in its file. `items` names the format of an item for each aim."""

    id: str
    title: str
    about: str = ""
    steps: tuple[Step, ...] = field(name="step")
    items: dict[Aim, str] = {}
    makes: Makes = "policy"

    @property
    def decides(self) -> bool:
        """True where it asks for consent to the item's proposal, so that its item ends with a decision."""
        return any(step.kind == "consent" and not step.part for step in self.steps)

    def step(self, id_: str) -> Step:
        """Return the step with that id; KeyError where there is none."""
        for step in self.steps:
            if step.id == id_:
                return step
        raise KeyError(id_)


def unexplained(format_: Format) -> Format:
    """Return a format without the words on why its steps are there, which nobody needs of a meeting that was held."""
    return replace(format_, steps=tuple(replace(step, why="", brief="") for step in format_.steps))
