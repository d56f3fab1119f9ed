"""Phrases: how people say what they want done: the words that each action goes by, besides its id."""

from collections.abc import Callable, Iterator, Mapping

from sociotui.room.actions import ACTIONS, BY_ID
from sociotui.words import _, translate

PHRASES: Mapping[str, str] = {
    "next": _("done, check, has spoken, is done, thank you, thanks"),
    "pass": _("passes, i pass"),
    "later": _("come back to me, comes later, come back later"),
    "consent": _("consents, i consent, agree, agrees, no objection"),
    "object": _("objects, objection, i object"),
    "worry": _("concern, worries, has a concern"),
    "release": _("releases, let go, lets go, withdraw, withdraws, resolved"),
    "speak": _("speaks, speak now, hear, listen to, out of turn"),
    "hand": _("raise hand, raise a hand, raises a hand, lower hand, lower the hand, hand up, hand down"),
    "step": _("next step, on, go on, continue, forward"),
    "back": _("step back, go back, previous step"),
    "undo": _("take back, take it back"),
    "round": _("begin round, begin the round, another round, new round, end popcorn"),
    "free": _("free flow, open floor"),
    "propose": _("proposes, proposal is, the proposal is"),
    "amend": _("amends, new wording, change the wording"),
    "seek": _("look for, roles are, the role is"),
    "nominate": _("nominates"),
    "select": _("propose person, choose"),
    "found": _("found circle, new circle"),
    "describe": _("our aims"),
    "view": _("view of, read view"),
    "record": _("put on record, decide, celebrate"),
    "outcome": _("end item, the outcome is, ends"),
    "note": _("write down, notes"),
    "take-on": _("take on, takes on, will"),
    "agenda": _("add, add item, new item, add to the agenda, put on the agenda"),
    "change": _("change item"),
    "move": _("move item"),
    "remove": _("remove item"),
    "keep": _("keep for later, backlog add"),
    "arrive": _("arrives, comes, is here, is back"),
    "leave": _("leaves, goes, has left"),
    "seat": _("sits, sit"),
    "hand-over": _("hand over, takes over, take over"),
    "arrange": _("next meeting, we end, we meet"),
    "pause": _("clock, stop the clock"),
    "close": _("close the meeting, end the meeting"),
    "evaluate-sum": _("evaluate sum, sum"),
    "mood-sum": _("mood sum"),
    "read-out": _("read out"),
    "customs": _("custom"),
    "refer": _("hand on"),
    "member": _("membership"),
}
"""Besides its id, with commas; the longest that fits is meant."""

LOOKING: Mapping[str, str] = {
    "status": _("where, where are we, how does it stand, standing"),
    "who": _("order, the order, round order, who speaks"),
    "now": _("whose turn, who now, turn"),
    "agenda": _("items, the agenda"),
    "wording": _("proposal, the wording, read the wording, versions"),
    "objections": _("which objections, the objections"),
    "aim": _("aims, our aim"),
    "ask": _("question, prompt, the question"),
    "why": _("why this step"),
    "people": _("present, who is here, attendance"),
    "hands": _("whose hand"),
    "backlog": _("later topics"),
    "decisions": _("decided"),
    "minutes": _("read the minutes"),
    "repeat": _("say that again, again, what, pardon, say again"),
    "help": _("?, h, words, what can i say"),
    "bye": _("goodbye, quit, exit, q"),
}
"""What is only looked at, likewise."""


_made: dict[Callable[[str], str], dict[tuple[str, ...], str]] = {}
"""What each phrase stands for, by the translation that it is in."""


def known() -> Mapping[tuple[str, ...], str]:
    """Return what each phrase stands for in the language in force: `look:topic`, or the id of an action."""
    language = translate.get()
    if language not in _made:
        _made[language] = _make()
    return _made[language]


def _make() -> dict[tuple[str, ...], str]:
    known: dict[tuple[str, ...], str] = {}
    for topic, said in LOOKING.items():
        known |= dict.fromkeys(_all(topic, said), f"look:{topic}")
    for action in ACTIONS:
        if action.command:
            ways = _all(action.id, PHRASES.get(action.id, ""))
            known |= {words: action.id for words in ways if words not in known}
    return known


def _all(id_: str, said: str) -> Iterator[tuple[str, ...]]:
    yield (id_,)
    if "-" in id_:
        yield tuple(id_.split("-"))
    for phrase in _(said).split(",") if said else ():
        if words := tuple(phrase.split()):
            yield words


def begins(words: list[str]) -> tuple[str, int]:
    """Return what a line means by its first words, and how many words say so; "", 0 where they say nothing."""
    told = known()
    for length in range(min(len(words), 5), 0, -1):
        if meaning := told.get(tuple(words[:length])):
            return meaning, length
    return "", 0


def first_words() -> tuple[str, ...]:
    """Return every word or phrase that a line can begin with."""
    return tuple(" ".join(words) for words in known())


def of(action: str) -> tuple[str, ...]:
    """Return how people say an action, its id first."""
    return tuple(" ".join(words) for words in _all(action, PHRASES.get(action, "")) if action in BY_ID)
