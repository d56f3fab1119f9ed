"""Voices: what is said to a circle or one of its roles between its meetings, and the answer that it gets. Data.

Ideas, concerns, appreciations and feedback reach an agenda and are answered on record, so that nothing sinks (MVOS: open
communication; S3: respond to what comes in).
"""

from datetime import date
from typing import Literal, get_args

from msgspec import Struct

from sociotui.domain.people import PersonId, PersonName
from sociotui.words import _

VoiceKind = Literal["idea", "concern", "appreciation", "feedback"]
VOICE_KINDS: tuple[VoiceKind, ...] = get_args(VoiceKind)


ANSWERS_SHOWN = 60
"""Days for which an answer is shown to who asked for it, and stands among what counts today."""


class Earlier(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An answer that was none yet: `why` says `person`, who asked for another one."""

    answer: str
    on: date
    by: PersonId = ""
    why: str
    person: PersonId = ""


class Voice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that was said to a circle, or with `role` to that role of it, on a day.

    `by` is who said it: a person, a guest by the name that the door knows them by, or "" where it was said unnamed. It
    is `answered` on a day, with the words of the `answer`: in a `meeting`, or by `answered_by` between meetings. `earlier`
    are answers after which it waited again.
    """

    id: str
    circle: str
    kind: VoiceKind
    words: str
    role: str = ""
    by: PersonId = ""
    on: date
    answer: str = ""
    answered: date | None = None
    answered_by: PersonId = ""
    meeting: str = ""
    earlier: tuple[Earlier, ...] = ()


class VoiceCard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a meeting carries of something that was said to its circle: `name` is who said it, `role` what that is called."""

    id: str
    kind: VoiceKind
    words: str
    person: PersonId = ""
    name: PersonName = ""
    role: str = ""
    on: date


def kind_said(kind: VoiceKind) -> str:
    """Return what a kind is called."""
    return {
        "idea": _("idea"),
        "concern": _("concern"),
        "appreciation": _("appreciation"),
        "feedback": _("feedback"),
    }[kind]
