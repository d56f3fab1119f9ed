"""Agreeing: what those who talked agree on, whether it is released to a circle, and how it went when its day has come. Pure."""

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec.structs import replace

from sociotui.domain.mending import commands as c
from sociotui.domain.mending.talk import HEARD, Agreement, Talk
from sociotui.domain.refusal import Refused
from sociotui.words import _


def _agree(talk: Talk, asked: c.Agree, today: date) -> Talk:
    _open_for_agreements(talk)
    _talks(talk, asked.person)
    if not asked.text:
        raise Refused(_("What will be done? A sentence is enough, about something that one can see."))
    if asked.day <= today:
        raise Refused(_("{day} is not ahead of us. Choose a day after {today}.", day=asked.day, today=today))
    who = asked.who or talk.people
    if odd := [p for p in who if p not in talk.people]:
        raise Refused(_("Who does it is one of those who talk. “{person}” is not.", person=odd[0]))
    number = asked.number or max((a.number for a in talk.agreements), default=0) + 1
    if asked.number:
        _known(talk, asked.number)
    new = Agreement(number=number, text=asked.text, who=who, day=asked.day)
    others = tuple(a for a in talk.agreements if a.number != number)
    return replace(talk, agreements=tuple(sorted((*others, new), key=lambda a: a.number)))


def _consent(talk: Talk, asked: c.GiveConsent, _today: date) -> Talk:
    _open_for_agreements(talk)
    _talks(talk, asked.person)
    found = _known(talk, asked.number)
    if asked.text and asked.text != found.text:
        raise Refused(
            _("The wording has changed meanwhile. Read it once more, and then say whether you can live with it.")
        )
    return _with(talk, replace(found, consents=_joined(talk.people, found.consents, asked.person)))


def _drop(talk: Talk, asked: c.Drop, _today: date) -> Talk:
    _open_for_agreements(talk)
    _talks(talk, asked.person)
    _known(talk, asked.number)
    return replace(talk, agreements=tuple(a for a in talk.agreements if a.number != asked.number))


def _end(talk: Talk, _asked: c.End, _today: date) -> Talk:
    """Anybody may end a talk at any moment; only what all have consented to remains, and of words what all let be kept."""
    if talk.state == "ended":
        raise Refused(_("This talk has ended already."))
    agreed = tuple(a for a in talk.agreements if talk.stands(a))
    return replace(talk, state="ended", agreements=agreed, spoken=False, said="", heard="", heard_by="")


def _release(talk: Talk, asked: c.Release, _today: date) -> Talk:
    found = _of_ended(talk, asked)
    if not asked.circle:
        raise Refused(_("To which circle? It stands on its record then, and on its day on its agenda."))
    before = found.release if found.circle == asked.circle else ()  # another circle is another question
    return _with(talk, replace(found, circle=asked.circle, release=_joined(talk.people, before, asked.person)))


def _keep_private(talk: Talk, asked: c.KeepPrivate, _today: date) -> Talk:
    return _with(talk, replace(_of_ended(talk, asked), circle="", release=()))


def _answer(talk: Talk, asked: c.Answer, today: date) -> Talk:
    found = _of_ended(talk, asked)
    if today < found.day:
        raise Refused(_("Its day is {day}; until then it may grow.", day=found.day))
    return _with(talk, replace(found, answers={**found.answers, asked.person: asked.how}))


def _of_ended(talk: Talk, asked: c.Release | c.KeepPrivate | c.Answer) -> Agreement:
    _talks(talk, asked.person)
    if talk.state != "ended":
        raise Refused(_("The talk goes on. What becomes of an agreement is asked when it has ended."))
    found = _known(talk, asked.number)
    if found.released:
        raise Refused(_("This was released: it is on its circle's record by now, and followed up there."))
    return found


def ready(talk: Talk) -> tuple[Agreement, ...]:
    """Return the agreements that all have released and that are not on record yet."""
    return tuple(a for a in talk.agreements if not a.released and frozenset(a.release) >= frozenset(talk.people))


def _open_for_agreements(talk: Talk) -> None:
    if talk.state == "ended":
        raise Refused(_("This talk has ended; what was agreed on stands. Another talk can change it."))
    if talk.now.step.kind in HEARD:
        raise Refused(_("First all are heard. What you agree on comes after that."))


def _talks(talk: Talk, person: str) -> None:
    if person not in talk.people:
        raise Refused(
            _("You keep this talk and take no side: what they agree on is theirs. You can ask, and read back.")
        )


def _known(talk: Talk, number: int) -> Agreement:
    found = talk.agreement(number)
    if found is None:
        raise Refused(_("There is no agreement {n} any more. Look at what stands now.", n=number))
    return found


def _with(talk: Talk, agreement: Agreement) -> Talk:
    return replace(talk, agreements=tuple(agreement if a.number == agreement.number else a for a in talk.agreements))


def _joined(order: tuple[str, ...], some: tuple[str, ...], person: str) -> tuple[str, ...]:
    return tuple(p for p in order if p in some or p == person)


AGREEING: dict[type, Callable[[Talk, Any, date], Talk]] = {
    c.Agree: _agree,
    c.GiveConsent: _consent,
    c.Drop: _drop,
    c.End: _end,
    c.Release: _release,
    c.KeepPrivate: _keep_private,
    c.Answer: _answer,
}
