"""Going: how a talk in conflict goes on: what somebody asks for in it, and how it stands after that. Pure.

One says something, another says it back, and only who said it says whether that is what was meant; then it goes on.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec.structs import replace

from sociotui.domain.formats import Format
from sociotui.domain.mending import commands as c
from sociotui.domain.mending.agreeing import AGREEING
from sociotui.domain.mending.talk import HEARD, Card, Kept, Talk
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.text import cleaned
from sociotui.words import _

KEPT_COMMANDS = 20
"""How many of the latest commands a talk knows again."""


def invited(o: Organisation, asked: c.Invite, format_: Format, id_: str, today: date) -> Talk:
    """Return the talk that somebody asks others for. Refuses one that could not be held, with what could."""
    asked = cleaned(asked)
    everybody = (*asked.people, *asked.keepers)
    for person in everybody:
        if person not in o.people:
            raise unknown(_("person"), person, o.names)
    if len(frozenset(everybody)) < len(everybody):
        raise Refused(_("Somebody is named twice. Each is in a talk once: either they talk, or they keep it."))
    if asked.person not in everybody:
        raise Refused(_("A talk is asked for by somebody who is in it. Name yourself among those who talk."))
    _enough(asked)
    return Talk(
        id=id_,
        kind=asked.kind,
        by=asked.person,
        people=asked.people,
        keepers=asked.keepers,
        about=asked.about,
        keep=asked.keep,
        format=format_,
        begun=today,
        accepted=(asked.person,),
    )


def _enough(asked: c.Invite) -> None:
    people, keepers = len(asked.people), len(asked.keepers)
    if asked.kind == "two" and (people != 2 or keepers):
        raise Refused(_("A talk for two is for two. With more of you, take the step “with the circle”."))
    if asked.kind == "circle" and (people < 2 or keepers != 1):
        raise Refused(
            _("A restorative circle has two people or more who talk, and one who keeps it, whom all of them trust.")
        )
    if asked.kind == "peers" and (people < 2 or keepers != 2):
        raise Refused(
            _("Two people or more talk, and two from outside listen: two, as one alone soon seems to be somebody's.")
        )


def go_on(talk: Talk, asked: c.InTalk, today: date) -> Talk:
    """Return how a talk stands after what somebody has asked for. Raises Refused where that can't be, with what can."""
    asked = cleaned(asked)
    if asked.person not in talk.everybody:
        raise not_in_it()
    kind = type(asked)
    if kind in _BEFORE:
        return _BEFORE[kind](talk, asked)
    if talk.state == "asked":
        raise Refused(_("Not everybody has agreed to this talk yet. It begins when all have."))
    if talk.state == "declined":
        raise Refused(_("Somebody would rather not have this talk now. Another step of the ladder may do: ‹mend›."))
    if kind in AGREEING:
        return AGREEING[kind](talk, asked, today)
    if talk.state == "ended":
        raise Refused(_("This talk has ended. You can begin another one with the same people: ‹mend›."))
    return _TURNS[kind](talk, asked)


def not_in_it() -> Refused:
    """Return the refusal for somebody who is not in a talk; it does not say whether there is such a talk."""
    return Refused(_("There is no talk of yours by that name. What is said in one stays with those who are in it."))


# --- agreeing to it ----------------------------------------------------------------------------------


def _accept(talk: Talk, asked: c.Accept) -> Talk:
    if talk.state != "asked":
        raise Refused(_("This was answered already."))
    accepted = tuple(p for p in talk.everybody if p in talk.accepted or p == asked.person)
    everybody = len(accepted) == len(talk.everybody)
    return replace(talk, accepted=accepted, state="open" if everybody else "asked")


def _decline(talk: Talk, asked: c.Decline) -> Talk:
    if talk.state != "asked":
        raise Refused(_("This talk has begun. You can end it at any moment instead."))
    return replace(talk, state="declined", declined_by=asked.person, about="")


def _let_go(talk: Talk, asked: c.LetGo) -> Talk:
    """All are asked; of what never began, who asked for it alone."""
    if talk.state == "open":
        raise Refused(_("This talk goes on. End it first."))
    if talk.state in ("asked", "declined") and asked.person == talk.by:
        return replace(talk, let_go=talk.everybody)
    if talk.state == "asked":
        raise Refused(_("You are asked for this talk. Would you rather not? Say so, and it does not begin."))
    return replace(talk, let_go=tuple(p for p in talk.everybody if p in talk.let_go or p == asked.person))


_BEFORE: dict[type, Callable[[Talk, Any], Talk]] = {c.Accept: _accept, c.Decline: _decline, c.LetGo: _let_go}


# --- saying and hearing --------------------------------------------------------------------------------


def _say(talk: Talk, asked: c.Say) -> Talk:
    _speaks(talk, asked.person)
    if talk.spoken:
        raise Refused(_("You have said it. Now somebody says back what they heard."))
    if talk.now.step.who == "invited" and (asked.text or asked.cards):
        raise Refused(
            _("Here one only speaks, with the two from outside: nothing is written that the others could read.")
        )
    cards = talk.cards
    if asked.cards:
        cards = (*cards, Card(person=asked.person, turn=talk.turn, words=asked.cards))
    return replace(talk, spoken=True, said=asked.text, heard="", heard_by="", cards=cards)


def _skip(talk: Talk, asked: c.Skip) -> Talk:
    _speaks(talk, asked.person)
    if talk.now.step.kind != "round":
        raise Refused(
            _("In a talk for two each of the four things counts; a word is enough. Or end the talk for today.")
        )
    if talk.spoken:
        raise Refused(_("You have said something. Let it be heard first, or go back."))
    return _onwards(talk)


def _hear(talk: Talk, asked: c.HearBack) -> Talk:
    _heard_here(talk)
    if not talk.spoken:
        raise Refused(_("Nothing has been said yet that could be said back. Listen first."))
    if talk.heard_by:
        raise Refused(_("It was said back. Now who said it says whether that is what was meant."))
    if asked.person not in talk.listeners:
        raise Refused(_("Somebody else says back what was heard here: whoever listens to it."))
    return replace(talk, heard_by=asked.person, heard=asked.text if talk.now.step.who != "invited" else "")


def _confirm(talk: Talk, asked: c.Confirm) -> Talk:
    _answers(talk, asked.person)
    words = talk.words
    if talk.keep and (talk.said or talk.heard):
        words = (*words, Kept(person=asked.person, turn=talk.turn, said=talk.said, heard=talk.heard))
    return replace(_onwards(talk), words=words)


def _not_yet(talk: Talk, asked: c.NotYet) -> Talk:
    _answers(talk, asked.person)
    said = asked.text if talk.now.step.who != "invited" and asked.text else talk.said
    return replace(talk, said=said, heard="", heard_by="")


def _go_back(talk: Talk, _asked: c.GoBack) -> Talk:
    if talk.spoken:  # first to the beginning of this turn
        return _at(talk, talk.turn)
    if not talk.turn:
        raise Refused(_("This is the beginning. You can end the talk instead, or let it rest."))
    return _at(talk, talk.turn - 1)


def _at(talk: Talk, turn: int) -> Talk:
    """Return a talk as it stood before a turn: without what was chosen or kept in it or after it."""
    cards = tuple(card for card in talk.cards if card.turn < turn)
    words = tuple(each for each in talk.words if each.turn < turn)
    return replace(talk, turn=turn, spoken=False, said="", heard="", heard_by="", cards=cards, words=words)


def _onwards(talk: Talk) -> Talk:
    return replace(talk, turn=talk.turn + 1, spoken=False, said="", heard="", heard_by="")


def _heard_here(talk: Talk) -> None:
    if talk.now.step.kind not in HEARD:
        raise Refused(_("Here all look for what they agree on; nobody's turn it is in particular."))


def _speaks(talk: Talk, person: str) -> None:
    _heard_here(talk)
    if person != talk.now.speaker:
        raise Refused(_("It is somebody else's turn. Listen; yours comes."))


def _answers(talk: Talk, person: str) -> None:
    _speaks_alone(talk, person)
    if not talk.heard_by:
        raise Refused(_("First somebody says back what they heard. Then you say whether it is what you meant."))


def _speaks_alone(talk: Talk, person: str) -> None:
    _heard_here(talk)
    if person != talk.now.speaker:
        raise Refused(_("Only who said it can say whether it is what was meant."))


_TURNS: dict[type, Callable[[Talk, Any], Talk]] = {
    c.Say: _say,
    c.Skip: _skip,
    c.HearBack: _hear,
    c.Confirm: _confirm,
    c.NotYet: _not_yet,
    c.GoBack: _go_back,
}
