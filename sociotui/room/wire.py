"""Wire: the messages of a room that somebody enters through a server's socket: all that a screen asks for, and what it sees."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Union

import msgspec
from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from sociotui.domain import coming, commands
from sociotui.domain.catalogue import SharedEvent
from sociotui.domain.changes import AnyEdit
from sociotui.domain.commands import OpenMeeting
from sociotui.domain.due import Due
from sociotui.domain.event import Command
from sociotui.domain.formats import Format
from sociotui.domain.history import Entry
from sociotui.domain.items import Went
from sociotui.domain.lessons import Library
from sociotui.domain.meeting import Meeting
from sociotui.domain.mending.commands import InTalk
from sociotui.domain.mending.talk import Talk
from sociotui.domain.mirror.figures import Asked
from sociotui.domain.mirror.figures import Mirror as Mirrored
from sociotui.domain.organisation import Definition
from sociotui.domain.organisation_commands import Preparing, Speaking
from sociotui.domain.selection import Nomination
from sociotui.domain.touching import Preview as Previewed
from sociotui.room.changing import Changed as ChangedTo
from sociotui.room.frames import FROM_CLIENT
from sociotui.room.furnishing import Opening
from sociotui.room.messages import Bye, Cmd, Errand, Message, Name, No, Number, Parting, Trouble, Value
from sociotui.room.news import News
from sociotui.room.port import Presence

ASKABLE: tuple[type[Command], ...] = tuple(
    kind
    for kind in vars(commands).values()
    if isinstance(kind, type) and issubclass(kind, Command) and kind not in (Command, OpenMeeting)
)
"""The commands that may come from outside: all of a meeting, but for the one that a room makes to open it."""
if TYPE_CHECKING:
    Askable = Command
else:
    Askable = Union[ASKABLE]  # noqa: UP007
Words = Annotated[str, Meta(max_length=FROM_CLIENT)]
Edits = Annotated[tuple[AnyEdit, ...], Meta(max_length=500)]


# --- to the server -----------------------------------------------------------------------------------


class Enter(Message, frozen=True, kw_only=True, tag="enter"):
    """Come in: into a meeting, into none (""), or into the one that the server knows one to be in (None).

    Answered, after the first `Changed`, with whether one acts for oneself alone.
    """

    number: Number
    meeting: Name | None = None


class Act(Message, frozen=True, kw_only=True, tag="act"):
    """Carry a command out in a meeting; answered with `Did`."""

    number: Number
    cmd: Cmd
    meeting: Name
    command: Askable


class Open(Message, frozen=True, kw_only=True, tag="open"):
    """Open a meeting and watch it; answered with its id."""

    number: Number
    cmd: Cmd
    opening: Opening


class Watch(Message, frozen=True, kw_only=True, tag="watch"):
    """Watch another meeting, or none; answered with nothing."""

    number: Number
    meeting: Name = ""


class Formats(Message, frozen=True, kw_only=True, tag="formats"):
    """Answered with the formats that a meeting of a circle can have, title by id, and complaints."""

    number: Number
    circle: Name


class Frame(Message, frozen=True, kw_only=True, tag="frame"):
    """Answered with what the steps around the items take in an ordinary meeting of a circle."""

    number: Number
    circle: Name


class ItemFormats(Message, frozen=True, kw_only=True, tag="item-formats"):
    """Answered with the formats that an item can have in a meeting of a circle, by id."""

    number: Number
    circle: Name


class Reading(Message, frozen=True, kw_only=True, tag="reading"):
    """Answered with the lessons and cards that there are."""

    number: Number


class Answer(Message, frozen=True, kw_only=True, tag="answer"):
    """Answer what a circle has asked between meetings; answered with the events that it made."""

    number: Number
    cmd: Cmd
    decision: Name
    person: Name
    reason: Words = ""
    version: int = 0


class Prepare(Message, frozen=True, kw_only=True, tag="prepare"):
    """Change a circle's backlog between meetings; answered with the events that it made."""

    number: Number
    cmd: Cmd
    command: Preparing


class Speak(Message, frozen=True, kw_only=True, tag="speak"):
    """Say something to a circle between its meetings, or answer what was said; answered with the events that it made."""

    number: Number
    cmd: Cmd
    command: Speaking


class Minutes(Message, frozen=True, kw_only=True, tag="minutes"):
    """Answered with the minutes of the meeting that is watched, as they stand."""

    number: Number


class Finish(Message, frozen=True, kw_only=True, tag="finish"):
    """Say that a next step was done; answered with the events that it made."""

    number: Number
    cmd: Cmd
    follow_up: Name
    how: Went = ""


class Change(Message, frozen=True, kw_only=True, tag="change"):
    """Change the structure, by a decision on record or with why; answered with what that came to."""

    number: Number
    cmd: Cmd
    edits: Edits
    decision: Name = ""
    why: Words = ""


class TakeBack(Message, frozen=True, kw_only=True, tag="take-back"):
    """Take a change back, the latest for 0; answered with what that came to."""

    number: Number
    cmd: Cmd
    change: Number = 0
    why: Words = ""


class Preview(Message, frozen=True, kw_only=True, tag="preview"):
    """Answered with what edits would do; where there are none, taking a change back."""

    number: Number
    edits: Edits = ()
    take_back: Number = 0


class History(Message, frozen=True, kw_only=True, tag="history"):
    """Answered with the history of a circle, or of all."""

    number: Number
    circle: Name = ""


class StructureOn(Message, frozen=True, kw_only=True, tag="structure-on"):
    """Answered with people and circles as they stood at the end of a day."""

    number: Number
    day: date


class Mirror(Message, frozen=True, kw_only=True, tag="mirror"):
    """Answered with what is seen in the mirror. Own figures are those of the session's person: none can be named here."""

    number: Number
    asked: Asked


class Talks(Message, frozen=True, kw_only=True, tag="talks"):
    """Answered with the talks in conflict that who asks is in."""

    number: Number
    person: Name = ""


class Talking(Message, frozen=True, kw_only=True, tag="talking"):
    """Do something in a talk in conflict; answered with how it stands."""

    number: Number
    cmd: Cmd
    asked: InTalk


Asking = (
    Act
    | Open
    | Watch
    | Prepare
    | Speak
    | Formats
    | Frame
    | ItemFormats
    | Reading
    | Answer
    | Minutes
    | Finish
    | Change
    | TakeBack
    | Preview
    | History
    | StructureOn
    | Mirror
    | Talks
    | Talking
)
"""What is asked for in a room."""
ToServer = Enter | Asking | Errand | Bye
requests: "msgspec.msgpack.Decoder[ToServer]" = msgspec.msgpack.Decoder(ToServer)
"""Decodes whatever may come after `Hello`."""


# --- from the server ---------------------------------------------------------------------------------


class Whole(Message, frozen=True, kw_only=True, tag="whole"):
    """An organisation, as `stored` puts it into bytes."""

    main: bytes
    parts: dict[str, bytes]


class Grown(Message, frozen=True, kw_only=True, tag="grown"):
    """What has happened to the organisation since it was sent last."""

    events: tuple[Raw, ...]


class Changed(Message, frozen=True, kw_only=True, tag="changed"):
    """A snapshot: of its parts those that are others than in the one sent last.

    `meetings` are those that the client has not got, by a number that stands for each in `meeting` (0: none) and in
    `under_way`. It keeps those that are named in the snapshot, and no others. `caps` are the ids of what this person may do
    by it, which hangs on more than they may see.
    """

    organisation: Raw | UnsetType = UNSET
    meetings: dict[int, Raw] = field(default_factory=dict)
    meeting: int | UnsetType = UNSET
    under_way: tuple[int, ...] | UnsetType = UNSET
    today: date | UnsetType = UNSET
    due: Raw | UnsetType = UNSET
    news: tuple[News, ...] | UnsetType = UNSET
    acts: int | UnsetType = UNSET
    said: str | UnsetType = UNSET
    trouble: str | UnsetType = UNSET
    presence: dict[str, Presence] | UnsetType = UNSET
    lost_since: dict[str, int] | UnsetType = UNSET
    mine: dict[str, Nomination] | UnsetType = UNSET
    talks: tuple[Talk, ...] | UnsetType = UNSET
    caps: tuple[str, ...] | UnsetType = UNSET


class Did(Struct, frozen=True, array_like=True):
    """What an act came to: its events, and the meeting after it: by its number where the client has it, or all of it."""

    events: tuple[SharedEvent, ...]
    number: int
    meeting: Meeting | None = None


FromServer = Changed | Value | No | Trouble | Parting
pushed: "msgspec.msgpack.Decoder[FromServer]" = msgspec.msgpack.Decoder(FromServer)
"""Decodes whatever may come after `Welcome`."""


class Taken(Struct):
    """Decoders of what is inside of other messages, each made once and only where it is needed."""

    organisation: Any
    events: Any
    meeting: Any
    due: Any


def _decoder(kind: Any) -> Any:
    return msgspec.msgpack.Decoder(kind)


inside = Taken(
    organisation=_decoder(Whole | Grown),
    events=_decoder(SharedEvent),
    meeting=_decoder(Meeting),
    due=_decoder(tuple[Due, ...]),
)
ANSWERS: dict[type[Message], Any] = {
    Act: _decoder(Did),
    Open: _decoder(str),
    Watch: _decoder(None),
    Enter: _decoder(bool),
    Formats: _decoder(tuple[dict[str, str], tuple[str, ...]]),
    Frame: _decoder(coming.Frame),
    ItemFormats: _decoder(dict[str, Format]),
    Reading: _decoder(Library),
    Answer: _decoder(tuple[SharedEvent, ...]),
    Prepare: _decoder(tuple[SharedEvent, ...]),
    Speak: _decoder(tuple[SharedEvent, ...]),
    Minutes: _decoder(str),
    Finish: _decoder(tuple[SharedEvent, ...]),
    Change: _decoder(ChangedTo),
    TakeBack: _decoder(ChangedTo),
    Preview: _decoder(Previewed),
    History: _decoder(tuple[Entry, ...]),
    StructureOn: _decoder(Definition),
    Mirror: _decoder(Mirrored),
    Talks: _decoder(tuple[Talk, ...]),
    Talking: _decoder(Talk),
}
"""How the answer to each message is read."""
