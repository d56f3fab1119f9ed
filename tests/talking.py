"""Talks in conflict for tests: the demo's people ask each other, are heard back, and agree on something until a day."""

from collections.abc import Callable
from datetime import date

from sociotui.domain.mending import commands as c
from sociotui.domain.mending.talk import HEARD, Kind, Talk

SAID = "The shed was locked at six, on three Thursdays."
BACK = "You stood before a locked shed, three times."
CARD = "bewildered"
AGREED = "Whoever cannot open the shed calls by noon."
SECRETS = (SAID, BACK, CARD, AGREED)
DAY = date(2026, 3, 16)
"""Two weeks after the clock of the tests begins."""
Do = Callable[[str, c.InTalk], Talk]
"""Does something in a talk as the person named first."""


def asked(
    do: Do,
    kind: Kind = "two",
    people: tuple[str, ...] = ("ana", "ben"),
    keepers: tuple[str, ...] = (),
    *,
    keep: bool = False,
) -> Talk:
    """Ask for a talk, and let all agree to it."""
    talk = do(
        people[0], c.Invite(person=people[0], kind=kind, people=people, keepers=keepers, about="The shed", keep=keep)
    )
    for person in (*people, *keepers):
        if person not in talk.accepted:
            talk = do(person, c.Accept(talk=talk.id, person=person))
    return talk


def heard(do: Do, talk: Talk) -> Talk:
    """Go through all turns, each heard back in words, until it is time to agree."""
    while talk.now.step.kind in HEARD:
        who, other = talk.now.speaker, talk.listeners[0]
        written = talk.now.step.who != "invited"
        do(
            who,
            c.Say(
                talk=talk.id, person=who, text=SAID * written, cards=CARD * (written and talk.now.step.id == "feeling")
            ),
        )
        do(other, c.HearBack(talk=talk.id, person=other, text=BACK * written))
        talk = do(who, c.Confirm(talk=talk.id, person=who))
    return talk


def agreed(do: Do, talk: Talk) -> Talk:
    """Agree on one thing, and end the talk."""
    first = talk.people[0]
    do(first, c.Agree(talk=talk.id, person=first, text=AGREED, day=DAY))
    for person in talk.people:
        do(person, c.GiveConsent(talk=talk.id, person=person, number=1, text=AGREED))
    return do(first, c.End(talk=talk.id, person=first))


def whole(
    do: Do,
    kind: Kind = "two",
    people: tuple[str, ...] = ("ana", "ben"),
    keepers: tuple[str, ...] = (),
    *,
    keep: bool = False,
) -> Talk:
    """Hold a whole talk."""
    return agreed(do, heard(do, asked(do, kind, people, keepers, keep=keep)))
