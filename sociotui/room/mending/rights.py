"""Who may see a talk in conflict and act in it: those who are in it, each for themselves. No office gives more.

At a laptop the account is known for one person, or it is everybody's: then it is believed who says that they sit there, as
all of them look at the same screen. Who looks after a server's store has no part in it by that.
"""

from typing import TypeVar

from msgspec.structs import replace

from sociotui.domain.mending import commands as c
from sociotui.domain.mending.going import not_in_it
from sociotui.domain.mending.talk import Talk
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused
from sociotui.room.identity import Identity
from sociotui.words import _

A = TypeVar("A", bound=c.Asking)


def reader(identity: Identity, o: Organisation, person: str = "") -> str:
    """Return whose talks somebody may see, who says that they are `person`; "" for nobody's."""
    if identity.person in o.people:
        return identity.person
    return person if identity.door == "laptop" and person in o.people else ""


def asked_by(identity: Identity, o: Organisation, asked: A) -> A:
    """Return what is asked for as somebody may ask for it in a new talk; see `asked_in` for one that there is."""
    if identity.door == "laptop" and identity.person not in o.people:
        return asked
    if identity.person not in o.people:
        raise Refused(_("A talk is between people of this organisation, each with a name of their own here."))
    if identity.door == "laptop" and asked.person:
        return asked
    if asked.person not in ("", identity.person):
        raise Refused(_("In a talk each speaks for themselves. What somebody else says or agrees to is theirs to say."))
    return replace(asked, person=identity.person)


def asked_in(identity: Identity, o: Organisation, asked: A, talk: Talk) -> A:
    """Return what is asked for in a talk; at a laptop who is in it acts for those who sit there, too."""
    mine = asked_by(identity, o, asked)
    if identity.person in o.people and identity.person not in talk.everybody:
        raise not_in_it()
    return mine
