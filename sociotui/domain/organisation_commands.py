"""Commands to an organisation: to define it, to keep what a meeting decided, to answer what waits, to finish a next step, to prepare a meeting."""

from datetime import date

from sociotui.domain.event import Command
from sociotui.domain.formats import Aim
from sociotui.domain.items import BacklogItem, FollowUp, Went
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Definition
from sociotui.domain.people import PersonId
from sociotui.domain.voice import VoiceKind


class Define(Command, frozen=True, kw_only=True):
    """Found the organisation, or bring its structure to what a definition says. What it does not name stays."""

    definition: Definition


class KeepOutcomes(Command, frozen=True, kw_only=True):
    """Put what a closed meeting decided on the organisation's record."""

    meeting: Meeting


class AnswerDecision(Command, frozen=True, kw_only=True):
    """Answer, between meetings, what the circle has asked: a decision that waits, minutes, or a policy that stands.

    It is consent, or with a `reason` an objection; a reason of nothing but blanks is refused. `version` is the wording
    that was read, `today` the day on which a term has to run.
    """

    decision: str
    person: str
    reason: str = ""
    version: int = 0
    today: date


class SettleWindows(Command, frozen=True, kw_only=True):
    """Let what waited stand where its window has ended, or nobody is left to answer."""

    today: date


class FinishFollowUp(Command, frozen=True, kw_only=True):
    """Say that a next step was done; of an agreement, how it went."""

    follow_up: str
    today: date
    how: Went = ""


class ReleaseAgreement(Command, frozen=True, kw_only=True):
    """Put an agreement on a circle's record, as all who made it have released it. Its `id` is made here."""

    follow_up: FollowUp


class AddTopic(Command, frozen=True, kw_only=True):
    """Put a topic on a circle's backlog between meetings; at its end, or at a `place` from 1. `today` says who are members."""

    circle: str
    topic: BacklogItem
    place: int = 0
    today: date


class ChangeTopic(Command, frozen=True, kw_only=True):
    """Change the topic of that `title` on a circle's backlog; None stands for what stays.

    So two who change different things of one topic do not undo each other's; of the same thing, the last one counts.
    """

    circle: str
    title: str
    new_title: str | None = None
    aim: Aim | None = None
    minutes: int | None = None
    presenter: str | None = None
    next_step: str | None = None
    today: date


class RankTopic(Command, frozen=True, kw_only=True):
    """Give a topic of a circle's backlog another `place`, from 1; what is beyond the last one means the end."""

    circle: str
    title: str
    place: int


class DropTopic(Command, frozen=True, kw_only=True):
    """Take a topic off a circle's backlog between meetings."""

    circle: str
    title: str


Preparing = AddTopic | ChangeTopic | RankTopic | DropTopic
"""What prepares a circle's coming meeting."""


class Say(Command, frozen=True, kw_only=True):
    """Say something to a circle, or with `role` to that role of it, between its meetings. `by` is who says it.

    Where it is `unnamed` nobody is named, whatever else is known.
    """

    circle: str
    kind: VoiceKind
    words: str
    role: str = ""
    unnamed: bool = False
    by: PersonId = ""
    today: date


class AnswerVoice(Command, frozen=True, kw_only=True):
    """Answer what was said to a circle, as `person`, between its meetings. `reopen`: it waits again, for the reason given."""

    voice: str
    words: str
    person: PersonId = ""
    reopen: bool = False
    today: date


Speaking = Say | AnswerVoice
"""What is said to circles between meetings, and answered."""


class NoteSealed(Command, frozen=True, kw_only=True):
    """Note that who spoke when in a meeting was discarded."""

    meeting: str


class NoteForgotten(Command, frozen=True, kw_only=True):
    """Note that `person`, a pseudonym, stands for somebody who was taken out of `records` commits."""

    person: PersonId
    records: int
