"""Evaluating: what people think of a meeting, as a sum of marks in three regards, and what they want more or less of.

Content, process and interpersonal (MVOS: meeting evaluation). Whose mark is which is on no record.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.people import PersonId

if TYPE_CHECKING:
    from sociotui.domain.organisation import Organisation

Mark = Literal["yes", "mostly", "little", "no"]
MARKS: tuple[Mark, ...] = get_args(Mark)
"""The marks, the best first."""
Question = Literal["content", "process", "together"]
QUESTIONS: tuple[Question, ...] = get_args(Question)
"""Did we get done what mattered? Did our way of working help? How were we with each other?"""
FEWEST = 3
"""Marks of which a sum is shown. Of two, each would know the other's."""

Counts = dict[Mark, int]
"""How many gave each mark; without the marks that nobody gave. Empty where there were too few for a sum."""


class Evaluation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of evaluating a `meeting` on its `day`: of those `asked`, who were in the room, `answered` gave marks or words.

    `content`, `process` and `together` count the marks, and are empty where there were fewer than `FEWEST`; `said` are words
    by what they are about, `more` and `less` what people wish for. Nothing tells who gave what; words stand in the order of
    their letters.
    """

    meeting: str = ""
    day: date | None = None
    asked: int = 0
    answered: int = 0
    content: Counts = {}
    process: Counts = {}
    together: Counts = {}
    said: dict[Question, tuple[str, ...]] = {}
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()

    def counts(self, question: Question) -> Counts:
        """Return how many gave each mark in one regard."""
        found: Mapping[Question, Counts] = {
            "content": self.content,
            "process": self.process,
            "together": self.together,
        }
        return found[question]

    @property
    def counted(self) -> bool:
        """Whether there is a sum in any regard."""
        return bool(self.content or self.process or self.together)


class Opinion(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one person thinks of a meeting: a mark in each regard (or none), words by what they are about, and wishes.

    It is nobody else's to see, so whoever holds it does so in memory, until the sum is made.
    """

    marks: dict[Question, Mark] = {}
    said: dict[Question, str] = {}
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()


class Marking(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far a meeting is evaluated: who has `given` marks or words, and how often; and the `sum`, once it is made."""

    given: dict[PersonId, int] = {}
    sum: Evaluation | None = None


NO_MARKING = Marking()
"""Nobody has given marks."""


def summed(opinions: Iterable[Iterable[Opinion]]) -> Evaluation:
    """Return the sum of people's opinions; each is one person's, in the order given, where a later mark is instead of an
    earlier one. Nothing of it tells whose is which: words and wishes stand in the order of their letters, each once.
    """
    marks: dict[Question, list[Mark]] = {q: [] for q in QUESTIONS}
    said: dict[Question, list[str]] = {q: [] for q in QUESTIONS}
    more: list[str] = []
    less: list[str] = []
    answered = 0
    for of_one in opinions:
        answered += 1
        last: dict[Question, Mark] = {}
        for opinion in of_one:
            last |= opinion.marks
            more += opinion.more
            less += opinion.less
            for question, words in opinion.said.items():
                said[question] += [words] if words else []
        for question, mark in last.items():
            marks[question].append(mark)
    counts = {q: {m: given.count(m) for m in MARKS if m in given} for q, given in marks.items()}
    return bounded(
        Evaluation(
            answered=answered,
            content=counts["content"],
            process=counts["process"],
            together=counts["together"],
            said={q: tuple(sorted(words, key=str.casefold)) for q, words in said.items() if words},
            more=once(more),
            less=once(less),
        )
    )


def bounded(evaluation: Evaluation) -> Evaluation:
    """Return an evaluation without the counts that would tell whose mark is which, as they are of fewer than `FEWEST`."""
    few: dict[str, Counts] = {q: {} for q in QUESTIONS if sum(evaluation.counts(q).values()) < FEWEST}
    return replace(evaluation, **few)


def once(wishes: Iterable[str]) -> tuple[str, ...]:
    """Return wishes in the order of their letters, each once, however it is capitalised."""
    found: dict[str, str] = {}
    for wish in sorted(filter(None, wishes), key=lambda w: (w.casefold(), w)):
        found.setdefault(wish.casefold(), wish)
    return tuple(found.values())


class _Minutes(Struct, frozen=True, kw_only=True):
    evaluated: Evaluation | None = None


class _Record(Struct, frozen=True, kw_only=True):
    """What is read of a meeting's record to tell how it was evaluated."""

    circle: str
    minutes: _Minutes | None = None


def evaluations(o: "Organisation", circle: str = "") -> Iterator[Evaluation]:
    """Yield the evaluations of all meetings of a circle, or of all circles, that were held and evaluated, the earliest first.

    Those of private meetings are on no record but their own.
    """
    records = (read() for _id, _same, read in o.held.perused(_Record))
    found = (r.minutes.evaluated for r in records if r.minutes and circle in ("", r.circle))
    yield from sorted((e for e in found if e and e.answered), key=lambda e: (e.day or date.min, e.meeting))
