"""Wire: the messages of a room that somebody enters through a server's socket: all that a screen asks for, and what it sees."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Union

import msgspec
from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from sociotui.domain import commands
from sociotui.domain.catalogue import SharedEvent
from sociotui.domain.commands import OpenMeeting
from sociotui.domain.due import Due
from sociotui.domain.event import Command
from sociotui.domain.formats import Format
from sociotui.domain.meeting import Meeting
from sociotui.domain.selection import Nomination
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


class ItemFormats(Message, frozen=True, kw_only=True, tag="item-formats"):
    """Answered with the formats that an item can have in a meeting of a circle, by id."""

    number: Number
    circle: Name


class Answer(Message, frozen=True, kw_only=True, tag="answer"):
    """Answer what a circle has asked between meetings; answered with the events that it made."""

    number: Number
    cmd: Cmd
    decision: Name
    person: Name
    reason: Words = ""
    version: int = 0


class Minutes(Message, frozen=True, kw_only=True, tag="minutes"):
    """Answered with the minutes of the meeting that is watched, as they stand."""

    number: Number


class Finish(Message, frozen=True, kw_only=True, tag="finish"):
    """Say that a next step was done; answered with the events that it made."""

    number: Number
    cmd: Cmd
    follow_up: Name


Asking = Act | Open | Watch | Formats | ItemFormats | Answer | Minutes | Finish
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
    ItemFormats: _decoder(dict[str, Format]),
    Answer: _decoder(tuple[SharedEvent, ...]),
    Minutes: _decoder(str),
    Finish: _decoder(tuple[SharedEvent, ...]),
}
"""How the answer to each message is read."""
