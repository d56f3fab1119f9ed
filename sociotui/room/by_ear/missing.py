"""Missing: what is still to be asked before something that somebody said can be done; one question at a time. Pure."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sociotui.domain.evaluating import QUESTIONS
from sociotui.domain.lessons import MOODS
from sociotui.domain.refusal import Refused, brief
from sociotui.room.by_ear.around import Around
from sociotui.room.by_ear.values import valued
from sociotui.words import _

Said = Mapping[str, Any]


class Question(NamedTuple):
    """What is asked for an option: the sentence, what may be chosen from if that is all, and what “usual” stands for.

    `unseen`: the answer is hidden from the others, who may look at the same screen.
    """

    option: str
    asks: str
    choices: tuple[str, ...] = ()
    usual: str = ""
    may_skip: bool = False
    unseen: bool = False


SKIP = "-"
"""Says that there is nothing to say to a question that may be left out."""
HIDDEN = frozenset({"nominate", "mood", "evaluate"})
"""Actions whose words are hidden from the others: no history shows them again."""
_HELD = "…"
"""Stands for words that are still to be asked, where it is tried whether they are worth asking for."""


def question(action: str, said: Said, around: Around) -> Question | None:
    """Return what is asked next before this can be done; None where nothing is missing."""
    return next(iter(_missing(action, said, around)), None)


def _missing(action: str, said: Said, around: Around) -> list[Question]:
    asks = _QUESTIONS.get(action)
    return [q for q in asks(said, around) if q.option not in said] if asks else []


def answered(asked: Question, answer: str, around: Around) -> Any:
    """Return what an answer says; refuses one that says nothing that was asked for."""
    plain = answer.strip()
    if asked.usual and plain.casefold() in (_("usual"), _("yes"), _("ok")):
        return asked.usual
    if asked.choices:
        found = [c for c in asked.choices if c.startswith(plain.casefold())]
        if plain.casefold() in asked.choices:
            found = [plain.casefold()]
        if len(found) != 1:
            raise Refused(_("“{text}” is none of these: {all}.", text=brief(plain), all=", ".join(asked.choices)))
        return found[0]
    return valued(asked.option, plain, around)


def tried(action: str, said: Said, around: Around) -> dict[str, Any] | None:
    """Return what is said with something in the place of words that are missing, to find out whether asking for them is of
    use; None where that can't be told before they are there.
    """
    missing = _missing(action, said, around)
    if action not in _TRIED or any(q.option not in _TRIED[action] for q in missing):
        return None
    return {**said, **{q.option: q.usual or _HELD for q in missing}}


_TRIED = {
    "object": ("text",), "worry": ("text",), "propose": ("text",), "amend": ("text",), "view": ("text",),
    "note": ("text",), "record": ("review",), "release": (), "agenda": ("title",), "take-on": ("text",),
}  # fmt: skip


def _one(option: str, asks: str) -> Callable[[Said, Around], tuple[Question, ...]]:
    return lambda _said, _around: (Question(option, _(asks)),)


def _persons(asks: str) -> Callable[[Said, Around], tuple[Question, ...]]:
    return _one("person", asks)


def _integrating(said: Said, around: Around) -> tuple[Question, ...]:
    ways = around.ways
    asked = [Question("way", _("Which way: {ways}?", ways=", ".join(ways)), ways)] if "text" not in said else []
    match said.get("way", ""):
        case "modify" | "another":
            asked.append(Question("text", _("In which new words? They are read out before the next consent round.")))
        case "shorten":
            asked.append(Question("review", _("Until which day do you try it? Like 2027-03-01, or “in 6 months”.")))
        case "measure":
            asked.append(Question("measure", _("What is measured, and at which value does it stop?")))
        case "monitor":
            asked.append(Question("measure", _("What do you watch until the review?")))
        case "defer":
            asked += [Question("to", _("Who brings it back?")), Question("review", _("On which day?"))]
        case "delegate":
            asked.append(Question("to", _("Who takes it on: which person or circle?")))
    return tuple(asked)


def _releasing(said: Said, around: Around) -> tuple[Question, ...]:
    theirs = [o for o in around.open if o.person == said.get("person", o.person)]
    if len(theirs) < 2:
        return ()
    which = "; ".join(
        _("{n}, {name}: {reason}", n=o.number, name=around.people.get(o.person, o.person), reason=brief(o.reason))
        for o in theirs
    )
    return (
        Question("number", _("Which one, by its number? {which}", which=which), tuple(str(o.number) for o in theirs)),
    )


def _recording(_said: Said, around: Around) -> tuple[Question, ...]:
    if not around.review:
        return ()
    asks = _("On which day do you look at it again? “usual” is {day}.", day=around.review)
    return (Question("review", asks, usual=around.review),)


def _ending(said: Said, _around: Around) -> tuple[Question, ...]:
    kinds = ("decided", "dropped", "postponed", "delegated")
    if "kind" not in said and "text" not in said:
        return (Question("kind", _("How does it end: {kinds}?", kinds=", ".join(kinds)), kinds),)
    match said.get("kind", "decided"):
        case "decided":
            return (Question("text", _("In which words? They are read back to all.")),)
        case "delegated":
            return (Question("to", _("To whom: which person or circle?")),)
    return ()


def _seeking(_said: Said, _around: Around) -> tuple[Question, ...]:
    return (Question("roles", _("Which roles? With commas, like delegate, or delegate=2027-06-30 with its term.")),)


def _nominating(_said: Said, _around: Around) -> tuple[Question, ...]:
    return (
        Question("nominee", _("Whom?"), unseen=True),
        Question("why", _("Why? “-” leaves it out."), may_skip=True, unseen=True),
    )


def _founding(_said: Said, _around: Around) -> tuple[Question, ...]:
    return (
        Question("name", _("What is the circle called?")),
        Question("text", _("What is its aim?")),
        Question("members", _("Who are its members? With commas.")),
        Question("leader", _("Who leads it?")),
    )


def _evaluating(said: Said, _around: Around) -> tuple[Question, ...]:
    if "text" in said or any(q in said for q in QUESTIONS):
        return ()
    marks = _("yes, mostly, little, no; or “mostly: too long”; “-” leaves it out")
    return (
        Question("content", _("Did we get done what mattered? {marks}", marks=marks), may_skip=True, unseen=True),
        Question("process", _("Did our way of working help? {marks}", marks=marks), may_skip=True, unseen=True),
        Question("together", _("Were we good to each other? {marks}", marks=marks), may_skip=True, unseen=True),
    )


def _arranging(said: Said, _around: Around) -> tuple[Question, ...]:
    return () if "minutes" in said else (Question("next_meeting", _("When is the next meeting?")),)


def _items() -> Callable[[Said, Around], tuple[Question, ...]]:
    def asked(_said: Said, around: Around) -> tuple[Question, ...]:
        which = ", ".join(f"{n} {title}" for n, title in around.items.items())
        return (Question("item", _("Which item, by its number? {which}", which=which)),) if around.items else ()

    return asked


_MOVED = _one("place", _("To which place, from 1?"))
_CHANGED = _one("title", _("What is it called now?"))

_QUESTIONS: dict[str, Callable[[Said, Around], tuple[Question, ...]]] = {
    "object": _one("text", _("For which reason? It helps us all.")),
    "worry": _one("text", _("What is the concern?")),
    "propose": _one("text", _("In which words? Exactly as they are to be.")),
    "amend": _one("text", _("In which new words?")),
    "integrate": _integrating,
    "release": _releasing,
    "record": _recording,
    "outcome": _ending,
    "seek": _seeking,
    "nominate": _nominating,
    "found": _founding,
    "evaluate": _evaluating,
    "arrange": _arranging,
    "agenda": lambda said, _a: () if "ready" in said else (Question("title", _("What is it about?")),),
    "keep": _one("title", _("What is kept for later?")),
    "drop": _one("title", _("Which topic is let go?")),
    "note": _one("text", _("What is to be noted?")),
    "remember": _one("text", _("What is kept for the circle?")),
    "take-on": lambda _s, _a: (Question("text", _("What is the next step?")), Question("person", _("Who takes it on?"))),
    "view": lambda _s, _a: (Question("person", _("Whose view is read out?")), Question("text", _("What did they say?"))),
    "arrive": lambda said, _a: () if "name" in said else (Question("person", _("Who comes?")),),
    "leave": _persons(_("Who leaves?")),
    "seat": lambda said, a: (Question("person", _("Who sits elsewhere?")), *_MOVED(said, a)),
    "hand-over": lambda _s, _a: (
        Question("role", _("Which: facilitator or secretary?"), ("facilitator", "secretary")),
        Question("person", _("Who takes it over?")),
    ),
    "speak": _persons(_("Who is heard?")),
    "hand": lambda _s, a: () if a.me or a.now else (Question("person", _("Whose hand?")),),
    "mood": lambda _s, _a: (Question("text", _("Which card: {cards}?", cards=", ".join(MOODS)), tuple(MOODS), unseen=True),),
    "review": lambda said, _a: () if "text" in said else (
        Question("kind", _("What becomes of it: keep, drop or rework?"), ("keep", "drop", "rework")),
        *((Question("text", _("In which new words?")),) if said.get("kind") == "rework" else ()),
    ),
    "describe": lambda said, _a: () if {"vision", "mission"} & {*said} else (Question("aims", _("Which aims? With ; between them.")),),
    "member": lambda said, a: () if "name" in said or a.about else (Question("person", _("Who?")),),
    "move": lambda said, a: (*_items()(said, a), *_MOVED(said, a)),
    "remove": _items(),
    "change": lambda said, a: (*_items()(said, a), *_CHANGED(said, a)),
    "refer": lambda said, _a: (
        Question("to", _("Where to: helping or broader?"), ("helping", "broader")),
        *((Question("people", _("Who is in the helping circle? With commas.")), Question("until", _("Until which day?"))) if said.get("to", "helping") == "helping" else ()),
    ),
}  # fmt: skip
"""What each action needs; in the order in which it is asked for."""


def lacking(action: str, asked: Question) -> Refused:
    """Return the refusal where nobody is there to be asked: it says what the line lacks."""
    return Refused(
        _(
            "“{action}” wants more in the same line: {asks} “help {action}” has an example.",
            action=action,
            asks=asked.asks,
        )
    )
