"""Messages between a server and whoever comes to its Unix socket: how they greet, errands and answers. MessagePack in frames.

No message says who sends it: that the kernel says of the connection.
"""

from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Raw, Struct

from sociotui import __version__
from sociotui.domain.refusal import Refused, brief
from sociotui.journal import port
from sociotui.journal.port import JournalError
from sociotui.room.frames import Malformed
from sociotui.words import _

PROTOCOL = 3
"""The version of this language. It rises with whatever one side would misunderstand of the other: also with a change
of what is kept of meetings and organisations, or of how their events are folded.
"""

T = TypeVar("T")
Number = Annotated[int, Meta(ge=0, lt=2**62)]
"""By what an answer tells to which message it belongs; the client counts."""
Cmd = Annotated[str, Meta(min_length=1, max_length=64)]
"""The id of what is asked for: the same one sent again is carried out once."""
Name = Annotated[str, Meta(max_length=200)]
"""An id, or something else that is short."""


class Message(Struct, frozen=True, tag_field="is", kw_only=True, omit_defaults=True):
    """Anything that is sent."""


# --- to the server -----------------------------------------------------------------------------------


class Hello(Message, frozen=True, kw_only=True, tag="hello"):
    """The first thing that a client says: which version of the language, and of the program, it speaks."""

    protocol: int
    program: Name = ""


class Errand(Message, frozen=True, kw_only=True, tag="errand"):
    """Something that the command line asks for, by name, with plain values; needs no room. Answered with a plain value."""

    number: Number
    name: Name
    said: dict[str, Any] = {}


class Bye(Message, frozen=True, kw_only=True, tag="bye"):
    """The client leaves of its own accord."""


# --- from the server ---------------------------------------------------------------------------------


class Welcome(Message, frozen=True, kw_only=True, tag="welcome"):
    """The first thing that a server says: what it speaks, as whom it knows the other side, and what time it is there.

    `now` is in milliseconds since 1970 (UTC).
    """

    protocol: int
    program: Name = ""
    person: str
    steward: bool = False
    session: str = ""
    now: int


class Parting(Message, frozen=True, kw_only=True, tag="parting"):
    """The last thing that a server says, and why. `again`: it may be another time; else nothing changes by coming back."""

    protocol: int = PROTOCOL
    said: str
    again: bool = False


class Value(Message, frozen=True, kw_only=True, tag="value"):
    """The answer to what was asked for under that number."""

    number: Number
    value: Raw


class No(Message, frozen=True, kw_only=True, tag="no"):
    """What was asked for is refused, with the sentence that says why."""

    number: Number
    said: str


class Trouble(Message, frozen=True, kw_only=True, tag="trouble"):
    """The store could not do what was asked for; `kind` is the name of its error."""

    number: Number
    kind: str
    said: str


Reply = Value | No | Trouble
encode = msgspec.msgpack.Encoder().encode


def decoded(body: bytes, decoder: "msgspec.msgpack.Decoder[T]") -> T:
    """Return the message in `body`; raises Malformed where it is none of those that the decoder knows."""
    try:
        return decoder.decode(body)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Malformed(brief(str(error) or type(error).__name__)) from error


# --- refusals and trouble ----------------------------------------------------------------------------


def reply_to(number: int, error: BaseException) -> Reply | None:
    """Return what is answered where an error came of what was asked for; None for an error that no rule has foreseen."""
    if isinstance(error, Refused):
        return No(number=number, said=str(error))
    if isinstance(error, JournalError):
        return Trouble(number=number, kind=type(error).__name__, said=str(error))
    return None


def error_of(reply: No | Trouble) -> Exception:
    """Return the error that a reply tells of, as it would be raised where the store is."""
    if isinstance(reply, No):
        return Refused(reply.said)
    kind = getattr(port, reply.kind, JournalError)
    if not (isinstance(kind, type) and issubclass(kind, JournalError)):
        kind = JournalError
    error: JournalError = kind.__new__(
        kind, reply.said
    )  # its sentence is made already, and what it is made of stays there
    return error


# --- versions ----------------------------------------------------------------------------------------


def hello() -> Hello:
    """Return what this program says first, as a client."""
    return Hello(protocol=PROTOCOL, program=__version__)


def apart(client: Hello, server: Hello | Welcome) -> str:
    """Return the sentence that says which side is older; "" where both speak the same."""
    names = {"client": brief(client.program) or "?", "server": brief(server.program) or "?"}
    if client.protocol < server.protocol:
        return _(
            "The sociotui that you have here ({client}) is older than the server's ({server}), and they don't understand "
            "each other. Update the one here, then come in.",
            **names,
        )
    if client.protocol > server.protocol:
        return _(
            "The server's sociotui ({server}) is older than the one that you have here ({client}), and they don't "
            "understand each other. Ask whoever looks after the server to update it.",
            **names,
        )
    return ""
