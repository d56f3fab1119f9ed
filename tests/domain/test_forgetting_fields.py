"""Forgetting, fields: every text that an event or a state can hold is a person's, or is known to be something else."""

from collections.abc import Iterator
from typing import get_args

import msgspec
import pytest
from msgspec import inspect

from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.meeting import Meeting
from sociotui.domain.mentions import REFS, Kind, marked, walk
from tests.domain.stage import Stage, item_in, opening
from tests.plain import PLAIN

ROOTS: tuple[type, ...] = (*get_args(AnyEvent), PLAIN, Meeting)

TEXTS = {
    # What people write: a name may stand in it, and is looked for there.
    *("BacklogItem.title", "BacklogItem.next_step", "BacklogDropped.title"),
    *("TopicChanged.title", "TopicRanked.title", "TopicDropped.title"),
    *("Item.title", "Item.document", "Item.notes", "Item.views"),
    *("Outcome.text", "FollowUp.text", "NoteTaken.text", "EvaluationKept.text", "ViewHeard.text"),
    *("Proposal.title", "ProposalMade.title", "Version.text", "Version.measures", "Version.note"),
    *("Objection.reason", "Objection.aim_touched", "Concern.text", "Nomination.reason", "Sought.title"),
    *("Decision.title", "Decision.text", "Decision.measures", "Decision.concerns", "Decision.why"),
    *("Decision.published", "StructureChanged.why", "ChangeUndone.why"),
    *("DecisionReturned.reason", "MinutesQuestioned.reason"),
    *("Policy.title", "Policy.text", "Policy.why", "Policy.measures", "Policy.concerns", "Policy.published"),
    *("Edition.text", "Edition.measures", "Selection.title", "Held.evaluation", "Answered.title"),
    *("Card.title", "Card.text", "Card.why", "Card.measures", "Card.concerns"),
    *("Meeting.notes", "Meeting.evaluation"),
    # What is said to circles between meetings, and answered; a role is called by the circle's word for it.
    *("Voice.words", "Voice.answer", "VoiceCard.words", "VoiceCard.role", "Earlier.answer", "Earlier.why"),
    *("VoiceAnswered.answer", "VoiceReopened.why"),
    *("Evaluation.said", "Evaluation.more", "Evaluation.less"),
    # Wordings that come with what a decision does; of circles they are names.
    *("Selects.title", "Selects.reason", "Keeps.title", "Drops.title", "Refers.name", "Refers.topic"),
    # What a circle or an organisation says of itself.
    *("Circle.name", "Circle.vision", "Circle.mission", "Circle.aims", "Circle.domain"),
    *("CircleCard.vision", "CircleCard.mission", "Describes.vision", "Describes.mission", "Describes.aims"),
    *("CircleCard.name", "CircleCard.aims", "CircleCard.domain", "CircleCard.names", "CircleCard.parents"),
    *("Role.name", "Role.purpose", "Role.responsibilities", "About.name", "About.vision", "About.mission"),
    # Formats, which a circle may write itself.
    *(
        "Format.title",
        "Format.about",
        "Step.title",
        "Step.prompt",
        "Step.done",
        "Step.why",
        "Step.brief",
        "Round.prompt",
        "RoundBegan.prompt",
    ),
    # Days, as people say them.
    *("Meeting.next_meeting", "MeetingArranged.next_meeting", "Held.next_meeting"),
    # Minutes: the circle's and the format's name are no person's.
    *("Minutes.circle", "Minutes.aims", "Minutes.format", "Minutes.backlog", "Minutes.notes", "Minutes.evaluation"),
    "Minutes.next_meeting",
    *("MinutesItem.title", "MinutesItem.format", "MinutesItem.notes"),
    *("MinutesDecision.title", "MinutesDecision.text", "MinutesDecision.why"),
    *("MinutesDecision.measures", "MinutesDecision.concerns", "NextStep.text"),
}

KEYS = {
    # Keys by which no person is found.
    "CircleCard.names",  # roles
    "CircleCard.parents",  # circles
    "CircleCard.roles",  # roles
    "Experience.steps",
    "Grid.written",  # roles, below the people
    "Item.parts",  # names of parts
    "Meeting.formats",  # aims, or formats
    "Meeting.ledgers",  # subjects
    "Meeting.rounds",  # places
    "MeetingOpened.formats",
    "NominationsWritten.choices",  # roles
    "NominationChanged.choices",
    "Organisation.circles",
    "Organisation.policies",
    "Organisation.held",  # meetings
    "Organisation.starts",  # circles
    "Organisation.backlog",  # circles
    "Organisation.selections",
    "Organisation.waiting",
    "Organisation.answered",  # decisions
    "Organisation.follow_ups",
    "Organisation.voices",
    "Organisation.met",  # circles
    "Organisation.experience",  # circles
}


def structs() -> dict[str, inspect.StructType]:
    """Return every struct that an event or a state can hold, by its name."""
    found: dict[str, inspect.StructType] = {}

    def look(info: inspect.Type) -> None:
        if isinstance(info, inspect.StructType) and found.setdefault(info.cls.__name__, info) is info:
            for field in info.fields:
                look(field.type)
        for inner in inner_of(info):
            look(inner)

    for root in inspect.multi_type_info(ROOTS):
        look(root)
    return found


def inner_of(info: inspect.Type) -> tuple[inspect.Type, ...]:
    match info:
        case inspect.Metadata():
            return (info.type,)
        case inspect.UnionType():
            return info.types
        case inspect.VarTupleType():
            return (info.item_type,)
        case inspect.DictType():
            return (info.key_type, info.value_type)
    return ()


def unmarked(info: inspect.Type, *, key: bool = False) -> Iterator[str]:
    """Yield "key" or "value" for each place in a field where a text can stand that is not said to be a person's."""
    if marked(info):
        return
    if isinstance(info, inspect.StrType):
        yield "key" if key else "value"
    if isinstance(info, inspect.DictType):
        yield from unmarked(info.key_type, key=True)
        yield from unmarked(info.value_type)
    elif not isinstance(info, inspect.StructType):
        for inner in inner_of(info):
            yield from unmarked(inner, key=key)


def places(where: str) -> set[str]:
    return {
        f"{name}.{field.name}"
        for name, info in structs().items()
        for field in info.fields
        if where in unmarked(field.type)
    }


def test_every_text_is_a_persons_or_names_something_else_or_is_known_to_be_written_freely() -> None:
    refs = {f"{struct}.{field}" for field, named in REFS.items() for struct in named}
    assert not refs & TEXTS
    assert places("value") == refs | TEXTS, (
        "a new text? Say in people.py's words whose it is, or here that it is nobody's"
    )


def test_every_key_that_is_no_persons_id_is_known() -> None:
    assert places("key") == KEYS


def test_what_is_searched_for_unmarked_texts_is_all_there_is() -> None:
    assert {kind.__name__ for kind in ROOTS} <= set(structs())
    assert {"Person", "Participant", "Given", "Selects", "Minutes", "NextStep", "Round", "Start"} <= set(structs())


@pytest.mark.parametrize("info", structs().values(), ids=structs())
def test_whose_a_name_is_can_be_told(info: inspect.StructType) -> None:
    marks = [marked(field.type) for field in info.fields]
    if {"pronouns", "login"} & set(marks):
        assert marks.count("name") == 1
    if {"key", "label"} & set(marks):
        assert marks.count("id") == 1
    if "name" in marks and info.cls.__name__ not in ("Minutes", "MinutesItem", "MinutesDecision", "NextStep"):
        assert marks.count("id") == 1, "one id beside a name says whose it is"


def texts(event: object) -> Iterator[tuple[Kind, str]]:
    found: list[tuple[Kind, str]] = []

    def note(kind: Kind, text: str, _whose: str | None, _meeting: str) -> str:
        found.append((kind, text))
        return text

    assert walk(msgspec.to_builtins(event), note) == msgspec.json.decode(msgspec.json.encode(event))
    yield from found


@pytest.mark.parametrize("format_", ["consent", "selection", "review", "founding", "helping", "joining", "improvement"])
def test_ids_of_people_stand_where_they_are_said_to(format_: str) -> None:
    item = item_in(format_, about="ben") if format_ == "improvement" else item_in(format_)
    stage = Stage(opening(agenda=(item,), guests=("gil",))).to("close").onward()
    people = {*stage.meeting.people}
    for commit in stage.commits:
        for event in commit:
            for kind, text in texts(event):
                assert (text in people) == (kind in ("id", "or circle") and text != ""), (event, kind, text)
