"""Asking, marks: how what somebody says of a meeting becomes marks, words and wishes, or a sum that was counted by hand."""

import re
from typing import cast

from sociotui.domain import commands as c
from sociotui.domain.evaluating import MARKS, QUESTIONS, Counts, Evaluation, Mark, Opinion, Question
from sociotui.domain.event import Command
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.room.asking import Options, choice, several
from sociotui.words import _

_COUNTED = re.compile(r"\d+\s+\w")
"""How many gave a mark, and which, as in “4 yes, 1 mostly”."""


def evaluate(_m: Meeting, o: Options) -> Command:
    """Say what one thinks of the meeting; with numbers (“4 yes, 1 mostly”) it is the sum, counted by hand; a text alone is
    a line for the circle.
    """
    said: dict[Question, str] = {q: text for q in QUESTIONS if (text := getattr(o, q).strip())}
    more, less = wishes(o.more), wishes(o.less)
    if o.text and (said or more or less):
        raise Refused(_("A line for the circle goes alone: “remember --text …”. Words on a mark: “mostly: too long”."))
    if any(_COUNTED.match(text) for text in said.values()):
        counts = {q: _counts(said.get(q, "")) for q in QUESTIONS}
        evaluation = Evaluation(
            answered=max(sum(each.values()) for each in counts.values()),
            content=counts["content"],
            process=counts["process"],
            together=counts["together"],
            more=more,
            less=less,
        )
        return c.SumMarks(evaluation=evaluation)
    if not (said or more or less) and o.text:
        return c.Evaluate(text=o.text)
    return c.GiveMarks(person=o.person, opinion=_opinion(said, more, less))


def _opinion(said: dict[Question, str], more: tuple[str, ...], less: tuple[str, ...]) -> Opinion:
    parted = {q: text.partition(":") for q, text in said.items()}
    return Opinion(
        marks={q: mark(head) for q, (head, _sep, _words) in parted.items() if head.strip()},
        said={q: words.strip() for q, (_head, _sep, words) in parted.items() if words.strip()},
        more=more,
        less=less,
    )


def mark(text: str) -> Mark:
    """Return the mark that was said, in its word or as the number of its key, from 1."""
    text = text.strip().lower()
    if text in ("1", "2", "3", "4"):
        return MARKS[int(text) - 1]
    return cast(Mark, choice(text, Mark, _("mark")))


def _counts(text: str) -> Counts:
    """Return how many gave each mark, of what was counted by hand: “4 yes, 1 mostly”."""
    found: Counts = {}
    for part in several(text):
        number, _space, word = part.partition(" ")
        if not (number.isascii() and number.isdigit()) or not int(number):
            raise Refused(_("How many gave which mark? Write it like “4 yes, 1 mostly”."))
        found[mark(word)] = found.get(mark(word), 0) + int(number)
    return {each: found[each] for each in MARKS if each in found}


def wishes(text: str) -> tuple[str, ...]:
    """Return the wishes of a text, with ; between them."""
    return tuple(part.strip() for part in text.replace("\n", ";").split(";") if part.strip())
