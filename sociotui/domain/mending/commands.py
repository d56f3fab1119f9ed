"""What people ask for in a talk in conflict. Each names `person`, who asks; the room says whether that is who they are."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from sociotui.domain.event import Command
from sociotui.domain.mending.talk import How, Kind
from sociotui.domain.text import NAME_LENGTH, TEXT_LENGTH

Id = Annotated[str, Meta(max_length=NAME_LENGTH)]
Words = Annotated[str, Meta(max_length=TEXT_LENGTH)]


class Asking(Command, frozen=True, kw_only=True):
    """Something that `person` asks for in a talk."""

    talk: Id = ""
    person: Id = ""


class Invite(Asking, frozen=True, kw_only=True, tag="Invite"):
    """Ask others for a talk. `people` begin in this order; who asks is one of them, or in `keepers`."""

    kind: Kind
    people: tuple[Id, ...]
    keepers: tuple[Id, ...] = ()
    about: Words = ""
    keep: bool = False


class Accept(Asking, frozen=True, kw_only=True, tag="AcceptTalk"):
    """Agree to a talk, in the way that was proposed."""


class Decline(Asking, frozen=True, kw_only=True, tag="DeclineTalk"):
    """Rather not, or not now; it needs no reason."""


class Say(Asking, frozen=True, kw_only=True, tag="Say"):
    """Have said what this turn is about: aloud, or in `text`; with `cards`, words for feelings and needs."""

    text: Words = ""
    cards: Words = ""


class Skip(Asking, frozen=True, kw_only=True, tag="Skip"):
    """Leave a turn of a round to the next one: there is nothing to say, or not now."""


class HearBack(Asking, frozen=True, kw_only=True, tag="HearBack"):
    """Have said back what was heard: aloud, or in `text`."""

    text: Words = ""


class Confirm(Asking, frozen=True, kw_only=True, tag="ConfirmHeard"):
    """Say that what was said back is what one meant."""


class NotYet(Asking, frozen=True, kw_only=True, tag="NotYetHeard"):
    """Say that it is not quite that yet; `text` says it once more."""

    text: Words = ""


class GoBack(Asking, frozen=True, kw_only=True, tag="GoBack"):
    """Go back to the turn before."""


class Agree(Asking, frozen=True, kw_only=True, tag="Agree"):
    """Propose an agreement, or with a `number` put another wording, other people or another day in its place."""

    number: int = 0
    text: Words
    who: tuple[Id, ...] = ()
    day: date


class GiveConsent(Asking, frozen=True, kw_only=True, tag="GiveConsent"):
    """Consent to an agreement, as it reads: `text` is what was read."""

    number: int
    text: Words = ""


class Drop(Asking, frozen=True, kw_only=True, tag="DropAgreement"):
    """Let go of an agreement to which not all have consented."""

    number: int


class End(Asking, frozen=True, kw_only=True, tag="EndTalk"):
    """End the talk; what not all have consented to is gone."""


class Release(Asking, frozen=True, kw_only=True, tag="Release"):
    """Be for releasing an agreement to a circle: its record and, on its day, its agenda."""

    number: int
    circle: Id


class KeepPrivate(Asking, frozen=True, kw_only=True, tag="KeepPrivate"):
    """Not be for releasing an agreement; what others said for it is gone with that."""

    number: int


class Answer(Asking, frozen=True, kw_only=True, tag="AnswerAgreement"):
    """Say how it went with an agreement."""

    number: int
    how: How


class LetGo(Asking, frozen=True, kw_only=True, tag="LetGo"):
    """Be for letting go of all that is kept of a talk; when all are, it is gone."""


InTalk = (
    Invite
    | Accept
    | Decline
    | Say
    | Skip
    | HearBack
    | Confirm
    | NotYet
    | GoBack
    | Agree
    | GiveConsent
    | Drop
    | End
    | Release
    | KeepPrivate
    | Answer
    | LetGo
)
