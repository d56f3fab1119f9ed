"""Grammar: a line of words becomes an act with its options: “object for ana because the shed is too small”."""

from typing import Any, NamedTuple

from sociotui.domain.refusal import Refused, brief, nearest
from sociotui.room.by_ear import names, phrases
from sociotui.room.by_ear.around import Around
from sociotui.room.by_ear.options import Options
from sociotui.room.by_ear.values import Word, words_of
from sociotui.words import _

LOOK = "look:"
_DOING = {"agenda": "agenda", "items": "agenda", "proposal": "propose", "backlog": "keep", "decided": "outcome"}
"""What is looked at by a word alone, and done where more follows it."""


class Act(NamedTuple):
    """Something to be done: the action's id, and its options as `act` takes them."""

    action: str
    said: dict[str, Any]


class Look(NamedTuple):
    """Something to be looked at, and what else was said with it."""

    topic: str
    rest: str


def understood(line: str, around: Around) -> Act | Look:
    """Return what a line means; refuses, with the nearest words, what it cannot understand."""
    words = words_of(line)
    person, meaning, taken = "", *phrases.begins([w.plain.rstrip(".!?") or w.plain for w in words])
    if not meaning:
        person, meaning, taken = _somebody_does(words, around)
    if not meaning:
        raise not_understood(line, words)
    rest = line[words[taken].start :] if taken < len(words) else ""
    if meaning.startswith(LOOK):
        topic, first = meaning.removeprefix(LOOK), words[taken - 1].plain
        if not (rest and first in _DOING):
            return Look(topic, rest.strip())
        meaning = _DOING[first]
    options = Options(meaning, rest, around)
    if meaning == "hand" and (up := _raised(words[:taken])) is not None:
        options.set("hand", up)
    if person:
        options.done_by(person)
    return Act(meaning, options.read())


def _raised(words: list[Word]) -> bool | None:
    """Tell whether a hand was said to be raised, or lowered; None where that was not said."""
    said = {w.plain for w in words}
    return True if said & {"raise", "raises", "up"} else False if said & {"lower", "down"} else None


def not_understood(line: str, words: list[Word]) -> Refused:
    """Return the refusal of a line whose first words say nothing, with the nearest that would."""
    firsts, told = phrases.first_words(), phrases.known()
    heads = [" ".join(w.plain for w in words[:n]) for n in (1, 2)] if words else []
    hits = [hit for head in heads for hit in nearest(head, firsts, 3, 0.7)]
    near = list({told[tuple(hit.split())]: hit for hit in reversed(hits)}.values())[::-1]  # the best way to say each
    if near:
        return Refused(
            _(
                "I don't know “{line}”. Do you mean: {near}? “help” says all words.",
                line=brief(line),
                near=", ".join(near),
            )
        )
    return Refused(_("I don't know “{line}”. “help” says all words; “help object” tells of one.", line=brief(line)))


def _somebody_does(words: list[Word], around: Around) -> tuple[str, str, int]:
    """Return who does what in a line like “Ana consents”."""
    for length in (3, 2, 1):
        person = names.whole(around, " ".join(w.plain for w in words[:length])) if length < len(words) else ""
        if person:
            meaning, taken = phrases.begins([w.plain.rstrip(".!?") or w.plain for w in words[length:]])
            if meaning and not meaning.startswith(LOOK):
                return person, meaning, length + taken
    return "", "", 0
