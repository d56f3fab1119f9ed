"""Identity: who acts at this keyboard, as the operating system says, not as a message claims."""

import os
import pwd
from collections.abc import Collection
from typing import Literal

from msgspec import Struct

from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.domain.privacy import took_part
from sociotui.domain.refusal import Refused
from sociotui.words import _

Door = Literal["laptop", "socket", "ssh"]
"""By which door somebody came in: at this keyboard, through the server's Unix socket, or by its SSH door."""


class Identity(Struct, frozen=True, kw_only=True):
    """Who somebody is, as the door says by which they came; nothing that they send can change it.

    `person` is their id in the organisation, or the account's name where it knows them not. A `steward` looks after
    the store: whose account the home belongs to could write its files anyhow, and acts for everybody as at a laptop.
    `session` tells two connections of the same person apart.
    """

    person: str
    door: Door = "laptop"
    steward: bool = False
    session: str = ""

    @property
    def for_everybody(self) -> bool:
        """True for who acts for everybody in the room: at the laptop that they share, and for the store's steward."""
        return self.door == "laptop" or self.steward


def account() -> str:
    """Return the name of the account that runs this process; its number where it has no name."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def actor_for(organisation: Organisation, login: str) -> str:
    """Return the person whose login that is; else the login itself, so that the record names somebody."""
    return next((p.id for p in organisation.people.values() if p.login == login), login)


def at_keyboard(organisation: Organisation, login: str, me: str) -> str:
    """Return who is at this keyboard: whose login this account is, else `me` where that means somebody, else the login.

    `me` is who this account's settings say, by id or name. It is a claim, so it opens nothing of who has a login.
    """
    person = actor_for(organisation, login)
    if person in organisation.people or not me:
        return person
    from sociotui.domain.calling import person_meant

    try:
        meant = person_meant(organisation.names, me)
    except Refused:  # several are called so; who acts by it is told
        return person
    return meant if meant in organisation.people else person


def admit(organisation: Organisation, meeting: Meeting, reader: str) -> None:
    """Refuse a private meeting to somebody whom the organisation knows, and who was not in it.

    Whom it does not know has the laptop that the whole circle uses, and opens it for them.
    """
    if meeting.private and reader in organisation.people and not took_part(meeting, reader):
        raise Refused(
            _(
                "This meeting of {circle} is private, {name}: what is said in it stays with those who take part. What they "
                "decide goes on record for everybody. Would you like to know more? Ask one of them.",
                circle=meeting.circle.name,
                name=organisation.people[reader].name,
            )
        )


def admit_opening(organisation: Organisation, seats: Collection[str], reader: str) -> None:
    """Refuse to open a private meeting to somebody whom the organisation knows, and who is not to be in it."""
    if reader in organisation.people and reader not in seats:
        raise Refused(
            _(
                "A private meeting is opened by somebody who takes part in it, {name}: nobody else could go on with it. "
                "Say that you are here too, or let one of them open it from an account of theirs.",
                name=organisation.people[reader].name,
            )
        )
