"""Mentions: where a recorded thing names people, found by what the fields of its type say that they hold.

A thing is gone through as plain JSON, as msgspec reads it without a type: `{"is": "TurnFinished", "at": 1, "person":
"ana"}`. So nothing of it is lost on the way that stands in a file, be it a default written out or an empty text.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal

from msgspec import inspect

from sociotui.domain.catalogue import AnyEvent

Kind = Literal["id", "name", "pronouns", "login", "key", "label", "or circle", "text", "ref"]
"""What a text is: of a person, as `people` marks it; free `text`; or `ref`, which names something else than a person."""

Visit = Callable[[Kind, str, str | None, str], str]
"""Gets a text's kind, the text, the id of the person whose struct it stands in (None where that is nobody's own), and
the id of the meeting whose record it is part of (""); returns what is to stand there."""

REFS: dict[str, tuple[str, ...]] = {
    "again": ("Step",),
    "circle": (
        "CircleEnded",
        "FollowUp",
        "Held",
        "MemberJoined",
        "MemberLeft",
        "Policy",
        "Refers",
        "Selection",
        "TopicAdded",
        "TopicChanged",
        "TopicDropped",
        "TopicRanked",
        "TopicReceived",
        "Voice",
        "Waiting",
    ),
    "decision": ("AnswerGiven", "DecisionReturned", "DecisionStood", "StructureChanged"),
    "digest": ("MemberInvited",),
    "fingerprint": ("HostKeyNoted",),
    "follow_up": ("FollowUpDone",),
    "format": ("BacklogItem", "Item"),
    "gone_circles": ("ChangeUndone",),
    "gone_selections": ("ChangeUndone",),
    "handle": ("MemberInvited",),
    "id": (
        "Answered",
        "Card",
        "Circle",
        "CircleCard",
        "FollowUp",
        "Format",
        "Held",
        "Meeting",
        "MeetingOpened",
        "Policy",
        "Role",
        "Selection",
        "Step",
        "Voice",
        "VoiceCard",
        "Waiting",
    ),
    "items": ("Format",),
    "meeting": (
        "Answered",
        "Edition",
        "Evaluation",
        "MinutesApproved",
        "MinutesQuestioned",
        "Policy",
        "Selection",
        "TurnsDiscarded",
        "Voice",
        "VoiceAnswered",
        "Waiting",
    ),
    "minutes_before": ("Meeting", "MeetingOpened"),
    "parents": ("Circle",),
    "part": ("ProposalAmended", "ProposalMade", "Step"),
    "policy": ("BacklogItem", "Drops", "Item", "Keeps", "PolicyEnded", "PolicyKept", "Revises"),
    "read_out": ("Meeting",),
    "role": ("Selection", "Selects", "Sought", "Voice"),
    "roles": ("BacklogItem", "Item"),
    "salt": ("MemberInvited",),
    "step": ("Place",),
    "steps": ("MeetingHeld",),
    "subject": (
        "ConcernVoiced",
        "ConsentGiven",
        "ConsentVoided",
        "ObjectionRaised",
        "ObjectionReleased",
        "Round",
        "RoundBegan",
        "WayChosen",
    ),
    "voice": ("BacklogItem", "VoiceAnswered", "VoiceReadOut", "VoiceReopened"),
}
"""The fields, and of which structs, whose texts name something else than a person: ids, steps and parts, subjects."""

_WHOSE = ("name", "key", "label")
"""What is told of a person by the one id that stands beside it."""
_OF_MEETING = {"Held": "id"}
"""Structs that are the record of a meeting, by the field that says of which."""


def walk(value: Any, visit: Visit, type_: Any = AnyEvent) -> Any:
    """Return an event (or another thing of `type_`), as plain JSON, with `visit` done to every text in it.

    What comes back has the same keys in the same order, and as many texts. Raises ValueError where something is not
    as its type has it: what nobody knows cannot be gone through.
    """
    node = _node_of(type_)
    return value if node is None else node.walk(value, visit, None, "")


# --- what a type holds -----------------------------------------------------------------------------


class _Text:
    """A text of one kind."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def walk(self, value: Any, visit: Visit, whose: str | None, meeting: str) -> Any:
        if type(value) is not str:
            raise _misfit("text", value)
        return visit(self.kind, value, whose, meeting)


class _Many:
    """Several things in a row."""

    def __init__(self, each: "_Node") -> None:
        self.each = each

    def walk(self, value: Any, visit: Visit, whose: str | None, meeting: str) -> Any:
        if not isinstance(value, list | tuple):
            raise _misfit("list", value)
        return [self.each.walk(one, visit, whose, meeting) for one in value]


class _Table:
    """Things by their keys. A key that is no person's id names something else: a role, a step, a part."""

    def __init__(self, key: Kind, each: "_Node | None") -> None:
        self.key, self.each = key, each

    def walk(self, value: Any, visit: Visit, whose: str | None, meeting: str) -> Any:
        if not isinstance(value, dict):
            raise _misfit("object", value)
        each = self.each
        found = {
            visit(self.key, key, None, meeting): one if each is None else each.walk(one, visit, whose, meeting)
            for key, one in value.items()
        }
        if len(found) < len(value):
            raise ValueError("two keys would become one")
        return found


class _Fields:
    """A struct: its fields by the names that they are written with; None for those without any text."""

    def __init__(self, kind: str, nodes: Mapping[str, "_Node | None"], person: str) -> None:
        self.kind, self.nodes, self.person = kind, nodes, person
        self.meeting = _OF_MEETING.get(kind, "")

    def walk(self, value: Any, visit: Visit, _whose: str | None, meeting: str) -> Any:
        if not isinstance(value, dict):
            raise _misfit(self.kind, value)
        nodes, found = self.nodes, {}
        whose = value.get(self.person) if self.person else None
        meeting = value.get(self.meeting, "") if self.meeting else meeting
        for name, one in value.items():
            if name not in nodes:
                raise ValueError(f"{self.kind} has no field {name!r:.40}")
            node = nodes[name]
            found[name] = one if node is None or one is None else node.walk(one, visit, whose, meeting)
        return found


class _Choice:
    """One of several structs, told apart by a tag."""

    def __init__(self, tag: str, by_tag: Mapping[Any, _Fields]) -> None:
        self.tag, self.by_tag = tag, by_tag

    def walk(self, value: Any, visit: Visit, whose: str | None, meeting: str) -> Any:
        kind = value.get(self.tag) if isinstance(value, dict) else None
        fields = self.by_tag.get(kind) if isinstance(kind, str) else None
        if fields is None:
            raise ValueError(f"nothing is known of {kind!r:.40}")
        return fields.walk(value, visit, whose, meeting)


_Node = _Text | _Many | _Table | _Fields | _Choice


@cache
def _node_of(type_: Any) -> _Node | None:
    return _made(inspect.type_info(type_), "text", {})


def _made(info: inspect.Type, text: Kind, structs: dict[type, _Fields]) -> _Node | None:
    """Return how to go through values of a type, None where they hold no text; `text` is the kind of unmarked ones."""
    match info:
        case inspect.Metadata():
            return _Text((info.extra or {})["person"]) if marked(info) else _made(info.type, text, structs)
        case inspect.StrType():
            return _Text(text)
        case inspect.VarTupleType() | inspect.ListType():
            each = _made(info.item_type, text, structs)
            return _Many(each) if each else None
        case inspect.DictType():
            key = _made(info.key_type, "ref", structs)
            each = _made(info.value_type, text, structs)
            return _Table(key.kind if isinstance(key, _Text) else "ref", each)
        case inspect.UnionType():
            return _chosen(info, text, structs)
        case inspect.StructType():
            return structs.get(info.cls) or structs.setdefault(info.cls, _struct(info, structs))
        case (
            inspect.IntType()
            | inspect.FloatType()
            | inspect.BoolType()
            | inspect.NoneType()
            | inspect.LiteralType()
            | inspect.DateType()
        ):
            return None
    raise TypeError(f"what {info} holds of people is not known")


def marked(info: inspect.Type) -> str:
    """Return what a type is marked as holding of a person, or ""."""
    return str((info.extra or {}).get("person", "")) if isinstance(info, inspect.Metadata) else ""


def _chosen(info: inspect.UnionType, text: Kind, structs: dict[type, _Fields]) -> _Node | None:
    kinds = [one for one in info.types if not isinstance(one, inspect.NoneType)]
    if len(kinds) == 1:
        return _made(kinds[0], text, structs)
    if not all(isinstance(one, inspect.StructType) and one.tag_field for one in kinds):
        raise TypeError(f"{info} cannot be told apart")
    made = {one.tag: _made(one, text, structs) for one in kinds if isinstance(one, inspect.StructType)}
    tag = next(str(one.tag_field) for one in kinds if isinstance(one, inspect.StructType))
    return _Choice(tag, {name: node for name, node in made.items() if isinstance(node, _Fields)})


def _struct(info: inspect.StructType, structs: dict[type, _Fields]) -> _Fields:
    kind = info.cls.__name__
    nodes: dict[str, _Node | None] = {info.tag_field: None} if info.tag_field else {}
    for field in info.fields:
        ref = kind in REFS.get(field.name, ())
        nodes[field.encode_name] = _made(field.type, "ref" if ref else "text", structs)
    ids = [field.encode_name for field in info.fields if marked(field.type) == "id"]
    named = any(marked(field.type) in _WHOSE for field in info.fields)
    return _Fields(kind, nodes, ids[0] if named and len(ids) == 1 else "")


def _misfit(wanted: str, found: Any) -> ValueError:
    return ValueError(f"no {wanted}: {found!r:.40}")
