"""How a talk in conflict is told: where it stands, in sentences under headings, for a screen and for lines."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from sociotui.domain.items import Went
from sociotui.domain.mending.talk import HEARD, Agreement, Kind, Talk
from sociotui.words import _

HOW_SAID: dict[Went, str] = {
    "kept": _("kept"),
    "partly": _("partly kept"),
    "again": _("to be talked over again"),
}
_OTHER_STEPS: dict[Kind, str] = {
    "two": _("Another step of the ladder may do: somebody who keeps the talk, or two from outside."),
    "circle": _("Another step of the ladder may do: two from outside, or an honourable exit."),
    "peers": _("Another step of the ladder may do: your circle, or an honourable exit."),
}
"""What may do where a talk of a kind is declined: who declines shall not be asked for the same again."""
Name = Callable[[str], str]
"""Returns what somebody is called, by their id."""


class Part(NamedTuple):
    """A heading, "" for none, and the sentences under it."""

    heading: str
    sentences: tuple[str, ...]


def named(people: tuple[str, ...], name: Name) -> str:
    """Return names in a row, as in “Ana, Ben and Chidi”."""
    names = [name(p) for p in people]
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def title(talk: Talk, name: Name, me: str = "") -> str:
    """Return what a talk is called in a list, to one of those in it: with whom, and where it stands."""
    others = named(tuple(p for p in talk.everybody if p != me), name)
    if talk.state == "asked":
        if me in talk.accepted:
            return _("a talk with {names}: not all have agreed yet", names=others)
        return _("{name} asks you for a talk", name=name(talk.by))
    if talk.state == "declined":
        return _("a talk with {names}: not now", names=others)
    if talk.state == "open":
        return _("your talk with {names} goes on", names=others)
    return _("{day}: agreed with {names}", day=talk.begun, names=others)


def told(talk: Talk, name: Name, today: date) -> Iterator[Part]:
    """Tell where a talk stands."""
    if talk.state == "asked":
        yield from _asked(talk, name)
    elif talk.state == "declined":
        yield Part(
            _("Not now"),
            (
                _("{name} would rather not have this talk now. It needs no reason.", name=name(talk.declined_by)),
                _OTHER_STEPS[talk.kind],
            ),
        )
    elif talk.state == "open":
        yield from _turn(talk, name)
    else:
        yield from _ended(talk, name, today)


def _asked(talk: Talk, name: Name) -> Iterator[Part]:
    missing = tuple(p for p in talk.everybody if p not in talk.accepted)
    who = [_("{name} asks for it. They talk: {people}.", name=name(talk.by), people=named(talk.people, name))]
    if len(talk.keepers) == 1:
        who.append(_("{name} keeps it, and takes no side.", name=name(talk.keepers[0])))
    elif talk.keepers:
        who.append(_("It is kept by {keepers}, who take no side.", keepers=named(talk.keepers, name)))
    yield Part(_(talk.format.title), (*who, _(talk.format.about)))
    if talk.about:
        yield Part(_("About"), (talk.about,))
    yield Part(_("What is kept"), (keeping(talk),))
    yield Part(_("It begins when all have agreed"), (_("Still asked: {names}.", names=named(missing, name)),))


def keeping(talk: Talk) -> str:
    """Say what is kept of a talk, and who could read it."""
    if talk.keep:
        return _(
            "What you write is kept in a file of this talk, for those in it; it goes when all of you let go of it. "
            "Whoever has the account in which the program runs could read it."
        )
    return _(
        "No words are kept: only the step, the cards that you choose and what you agree on, in a file for those in it. "
        "Whoever has the account in which the program runs could read that."
    )


def _turn(talk: Talk, name: Name) -> Iterator[Part]:
    turn = talk.now
    step = turn.step
    if step.kind not in HEARD:
        yield Part(_(step.title), (_(step.prompt),))
        yield from _agreements(talk, name)
        return
    where = _("{name}: {title}", name=name(turn.speaker), title=_(step.title))
    yield Part(where, (_(step.prompt), *_cards(talk, turn.speaker)))
    speaker, listeners = name(turn.speaker), talk.listeners
    hears = name(listeners[0])
    if not talk.spoken:
        follows = _("{name} speaks. {other} listens, and says it back after that.", name=speaker, other=hears)
        yield Part(_("Now"), (follows, *_next(talk, name)))
        return
    said = (_("{name}: {text}", name=speaker, text=talk.said),) if talk.said else ()
    if not talk.heard_by:
        yield Part(_("Now"), (*said, _("What did you hear? {other} says it back in their own words.", other=hears)))
        return
    heard = (_("{name}: {text}", name=name(talk.heard_by), text=talk.heard),) if talk.heard else ()
    asks = _("{name}, is that what you meant? Only then it goes on.", name=speaker)
    yield Part(_("Now"), (*said, *heard, asks))


def _cards(talk: Talk, person: str) -> tuple[str, ...]:
    words = ", ".join(card.words for card in talk.cards if card.person == person)
    return (_("Words from the cards: {words}.", words=words),) if words else ()


def _next(talk: Talk, name: Name) -> tuple[str, ...]:
    following = talk.turns[talk.turn + 1]
    who = name(following.speaker) if following.speaker else _("all of you")
    return (_("After that: {who}, {title}.", who=who, title=_(following.step.title)),)


def _agreements(talk: Talk, name: Name) -> Iterator[Part]:
    if not talk.agreements:
        yield Part(_("Agreements"), (_("None yet. One small thing that can be done is more than a big one."),))
    for a in talk.agreements:
        missing = tuple(p for p in talk.people if p not in a.consents)
        stands = (
            _(
                "{names} can live with it; still asked: {missing}.",
                names=named(a.consents, name),
                missing=named(missing, name),
            )
            if missing and a.consents
            else _("Still asked: {missing}.", missing=named(missing, name))
            if missing
            else _("All can live with it.")
        )
        yield Part(_("Agreement {n}", n=a.number), (a.text, _who_when(a, name), stands))


def _who_when(a: Agreement, name: Name) -> str:
    return _("{who}; looked at again on {day}.", who=named(a.who, name), day=a.day)


def _ended(talk: Talk, name: Name, today: date) -> Iterator[Part]:
    if not talk.agreements:
        yield Part(
            _("Ended"),
            (_("You have not agreed on anything, and that is allowed. To have been heard can be what it was for."),),
        )
    for a in talk.agreements:
        yield Part(_("Agreement {n}", n=a.number), (a.text, _who_when(a, name), *_after(talk, a, name, today)))
    for each in talk.words:
        said = [_("{name}: {text}", name=name(each.person), text=each.said)] if each.said else []
        heard = [_("heard: {text}", text=each.heard)] if each.heard else []
        yield Part(_("Kept: {title}", title=_(talk.turns[each.turn].step.title)), (*said, *heard))


def _after(talk: Talk, a: Agreement, name: Name, today: date) -> Iterator[str]:
    if a.released:
        yield _("Released: it is on its circle's record, and comes onto its agenda.")
        return
    if a.release:
        missing = tuple(p for p in talk.people if p not in a.release)
        yield _(
            "{names} would release it; still asked: {missing}.",
            names=named(a.release, name),
            missing=named(missing, name),
        )
    for person, how in a.answers.items():
        yield _("{name}: {how}.", name=name(person), how=HOW_SAID[how])
    if not a.release and not a.answers and a.day > today:
        yield _("It stays between you, and comes back to you on that day.")
