"""Speaking between meetings: whatever is said reaches an agenda and is answered; nothing sinks, and unnamed is unnamed."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain import organisation_commands as c
from sociotui.domain import organisation_events as e
from sociotui.domain.circles import Circle
from sociotui.domain.customs import Customs
from sociotui.domain.due import due, offers, ready, topic_about
from sociotui.domain.items import Item
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Role
from sociotui.domain.reading_out import unread
from sociotui.domain.records import Held
from sociotui.domain.speaking import USUALLY, due_on, rhythm, waiting
from sociotui.domain.storing import restored, stored
from sociotui.domain.voice import Voice
from tests.domain.casting import GARDEN, Books, card, holding, on
from tests.domain.stage import TODAY, Stage, opening

WORDS = "The gate is left open, and the deer come in."
LATER = TODAY + timedelta(days=400)


def books(**fields: object) -> Books:
    """Return books of a garden circle in which Ana leads and Ben keeps the seeds."""
    roles = holding(leader=("ana", LATER))
    keeper = Role(id="keeper", name="Seed keeper", person="ben", until=LATER)
    return Books(replace(GARDEN, roles=roles, role=(keeper,), **fields))


def say(words: str = WORDS, **more: object) -> c.Say:
    """Return what Fay says to the garden circle."""
    said: dict[str, object] = {"circle": "garden", "kind": "concern", "by": "fay", "today": TODAY} | more
    return c.Say(words=words, **said)  # type: ignore[arg-type]


def reply(words: str = "We hang a spring on it.", person: str = "ana", *, reopen: bool = False) -> c.AnswerVoice:
    """Return an answer to it."""
    return c.AnswerVoice(voice="garden-said-1", words=words, person=person, reopen=reopen, today=TODAY)


def voice(b: Books, number: int = 1) -> Voice:
    """Return what was said to the garden circle under that number."""
    return b.organisation.voices[f"garden-said-{number}"]


def met(b: Books, *ago: int) -> None:
    """Let the garden circle have met so many days ago, each time."""
    for days in ago:
        day = TODAY - timedelta(days=days)
        b.apply(e.MeetingHeld(at=1, held=Held(id=f"garden-{day}", circle="garden", on=day, sealed=True)))


# --- said ------------------------------------------------------------------------------------------------


def test_what_is_said_waits_as_a_ready_made_item_of_its_circle_with_words_name_and_role() -> None:
    b = books()
    b.act(say(role="keeper"))
    (item,) = [i for i in offers(b.organisation, "garden", TODAY) if i.voice]
    assert item.voice is not None
    assert (item.voice.words, item.voice.name, item.voice.role) == (WORDS, "Fay", "Seed keeper")
    assert (item.title, item.aim) == (f"Concern: {WORDS}", "explore")
    assert not [i for i in offers(b.organisation, "general", TODAY) if i.voice]


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (say(words=" "), "What would you like to say?"),
        (say(role="keper"), "There is no role “keper”. Near it: keeper"),
        (say(circle="gardn"), "There is no circle “gardn”. Near it: garden"),
        (say(by="pi"), "Green Acres knows nobody as “pi”."),
        (say(by=""), "Who says it?"),
        (say(unnamed=True), "has not agreed to hear things unnamed"),
    ],
)
def test_what_cannot_be_said_is_refused_with_what_can(command: c.Say, refusal: str) -> None:
    assert refusal in books().refuses(command)


def test_a_guest_is_heard_where_the_circle_has_agreed_to_that() -> None:
    b = books(customs=Customs(hearing="anybody"))
    b.act(say(by="pi"))
    assert voice(b).by == "pi"


def test_unnamed_nobody_is_named_and_of_the_time_there_is_the_day() -> None:
    b = books(customs=Customs(unnamed=True))
    b.act(say(unnamed=True))
    (event,) = b.made
    assert isinstance(event, e.VoiceHeard)
    assert event.at % 86_400_000 == 0
    assert event.voice == Voice(id="garden-said-1", circle="garden", kind="concern", words=WORDS, on=TODAY)
    assert b.act(say(unnamed=True)) == (), "sent once more by a connection that went, it is there once"


# --- nothing sinks -----------------------------------------------------------------------------------------


def test_the_rhythm_of_a_circle_is_the_middle_one_of_its_latest_gaps() -> None:
    b = books()
    assert rhythm(b.organisation, "garden") == USUALLY
    met(b, 50, 43, 36, 8, 1)
    assert rhythm(b.organisation, "garden") == 7


def test_what_has_waited_for_longer_than_usual_is_overdue_and_comes_first() -> None:
    b = books()
    met(b, 50, 43, 36)
    b.apply(e.TopicReceived(at=1, circle="garden", topic=topic_about(_due(b, say()))))  # type: ignore[arg-type]
    b.act(say("Bees are cross.", kind="idea"))
    now = TODAY + timedelta(days=8)
    (late,) = [d for d in due(b.organisation, now, circle="garden") if d.kind == "voice" and d.ref == "garden-said-2"]
    assert late.on == due_on(b.organisation, voice(b, 2)) == TODAY + timedelta(days=7)
    assert late.overdue(now)
    assert not late.overdue(TODAY)
    assert next(iter(ready(b.organisation, "garden", now))).ref == "garden-said-2"
    kept = [d for d in due(b.organisation, now, circle="garden") if d.kind == "topic"]
    assert [d.overdue(now) for d in kept] == [True], "on the backlog it rises, too"


def _due(b: Books, command: c.Say) -> object:
    b.act(command)
    return next(d for d in due(b.organisation, TODAY, circle="garden") if d.kind == "voice")


def test_let_go_of_as_a_topic_it_waits_as_before() -> None:
    b = books()
    topic = topic_about(_due(b, say()))  # type: ignore[arg-type]
    assert topic is not None
    b.act(c.AddTopic(circle="garden", topic=topic, today=TODAY))
    assert [d for d in ready(b.organisation, "garden", TODAY) if d.kind == "voice"] == []
    b.act(c.DropTopic(circle="garden", title=topic.title))
    assert [d.ref for d in ready(b.organisation, "garden", TODAY) if d.kind == "voice"] == ["garden-said-1"]


def test_what_was_said_to_a_circle_that_ended_is_in_the_care_of_the_broader_one() -> None:
    b = books()
    b.act(say())
    b.apply(e.CircleEnded(at=1, circle="garden", on=TODAY))
    assert [v.id for v in waiting(b.organisation, "general")] == ["garden-said-1"]
    assert [i.voice.id for i in offers(b.organisation, "general", TODAY) if i.voice] == ["garden-said-1"]
    b.act(reply(person="hana"))
    assert voice(b).answered


STEPS = st.sampled_from(["say", "kept", "dropped", "reply", "reopen", "met", "ended"])


@given(st.lists(STEPS, max_size=14))
def test_whatever_happens_each_is_answered_or_in_sight(steps: list[str]) -> None:
    b = books()
    for number, step in enumerate(steps):
        kept = b.organisation.backlog.get("garden", ())
        first = next((v for v in b.organisation.voices.live.values() if not v.answered), None)
        if step == "say" and not b.organisation.circles["garden"].ended:
            b.act(say(f"{WORDS} {number}"))
        elif step == "kept" and (there := ready(b.organisation, "garden", TODAY)):
            topic = topic_about(there[0])
            assert topic
            b.act(c.AddTopic(circle="garden", topic=topic, today=TODAY))
        elif step == "dropped" and kept and not b.organisation.circles["garden"].ended:
            b.act(c.DropTopic(circle="garden", title=kept[0].title))
        elif step == "reply" and first:
            b.act(replace(reply(person="fay"), voice=first.id))
        elif step == "reopen" and (done := [v for v in b.organisation.voices.values() if v.answered]):
            b.act(replace(reply("Not yet.", "fay", reopen=True), voice=done[0].id))
        elif step == "met":
            met(b, 1)
        elif step == "ended" and number > 5:
            b.apply(e.CircleEnded(at=1, circle="garden", on=TODAY))
        _all_in_sight(b.organisation)


def _all_in_sight(o: Organisation) -> None:
    care = o.in_care_of("garden")
    seen = {i.voice.id for i in offers(o, care, TODAY) if i.voice}
    open_ = {v.id for v in o.voices.values() if not v.answered}
    if care == "garden":
        assert open_ == seen
    assert {d.ref for d in due(o, TODAY) if d.kind == "voice"} == open_
    packed = stored(o)
    assert restored(packed.main, lambda name: packed.parts[name]) == o


# --- answered ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["ana", "ben", "fay"])
def test_the_leader_the_holder_of_the_role_and_who_said_it_answer_between_meetings(person: str) -> None:
    b = books()
    b.act(say(role="keeper"))
    b.act(reply(person=person))
    assert (voice(b).answer, voice(b).answered, voice(b).answered_by) == ("We hang a spring on it.", TODAY, person)
    assert not list(waiting(b.organisation))


def test_others_are_told_who_can_and_an_answer_has_words() -> None:
    b = books()
    b.act(say())
    assert "Between meetings Ana can answer this" in b.refuses(reply(person="ben"))
    assert "What is the answer?" in b.refuses(reply(" "))
    b.act(reply())
    assert "answered on" in b.refuses(reply())
    assert "There is no thing said “garden-said-2”" in b.refuses(replace(reply(), voice="garden-said-2"))


def test_who_said_it_says_that_it_is_still_open_and_it_waits_again_with_both() -> None:
    b = books()
    b.act(say())
    b.act(reply())
    assert "still open" in b.refuses(reply("", "fay", reopen=True))
    b.act(reply("It stands open again.", "fay", reopen=True))
    assert [v.id for v in waiting(b.organisation)] == ["garden-said-1"]
    (item,) = [i for i in offers(b.organisation, "garden", TODAY) if i.voice]
    assert item.voice is not None
    assert "We hang a spring on it." in item.voice.words
    assert item.voice.words.endswith("Still open: It stands open again.")


def in_meeting(b: Books, *, private: bool = False) -> Stage:
    """Return a meeting of the garden circle that finds what was said ready-made."""
    asked = opening(circle=card())
    there = tuple(i for i in offers(b.organisation, "garden", TODAY) if i.voice)
    return Stage(replace(asked, offers=there, private=private))


def ended(stage: Stage, **how: str) -> Stage:
    """Put a ready-made item on the agenda, and end it so."""
    stage.act(commands.AddItem(title="", offer=1))
    stage.act(commands.EndItem(item=stage.meeting.agenda[-1].id, **how))  # type: ignore[arg-type]
    return stage


@pytest.mark.parametrize(
    ("how", "answer"),
    [
        ({"kind": "decided", "text": "A spring."}, "A spring."),
        ({"kind": "dropped", "text": "It is the council's gate."}, "It is the council's gate."),
        ({"kind": "delegated", "to": "ben", "text": "With a spring."}, "Ben takes it on. With a spring."),
        ({"kind": "postponed"}, ""),
    ],
)
def test_in_a_meeting_the_outcome_is_the_answer(how: dict[str, str], answer: str) -> None:
    b = books()
    b.act(say())
    b.keep(ended(in_meeting(b), **how))
    assert voice(b).answer == answer
    assert voice(b).meeting == ("garden-1" if answer else "")
    kept = [t.voice for t in b.organisation.backlog["garden"]]
    assert kept == ([] if answer else ["garden-said-1"])


def test_dropped_without_a_word_it_cannot_be() -> None:
    b = books()
    b.act(say())
    stage = in_meeting(b)
    stage.act(commands.AddItem(title="", offer=1))
    assert "reads what comes of it" in stage.refuses(commands.EndItem(item=1, kind="dropped"))


def test_a_private_meeting_answers_with_no_more_than_it_releases() -> None:
    b = books()
    b.act(say())
    b.keep(ended(in_meeting(b, private=True), kind="dropped", text="Gus leaves it open."))
    assert voice(b).answer == "It was heard in a private meeting."


def test_an_appreciation_is_read_out_and_answered_by_that_and_it_can_be_undone() -> None:
    b = books()
    b.act(say("Thank you for the compost!", kind="appreciation"))
    b.act(say())
    stage = in_meeting(b)
    assert [v.words for v in unread(stage.meeting)] == ["Thank you for the compost!"]
    stage.act(commands.ReadOut())
    assert unread(stage.meeting) == ()
    assert "No appreciation waits" in stage.refuses(commands.ReadOut())
    stage.act(commands.UndoAct())
    stage.act(commands.ReadOut(voice="garden-said-1"))
    b.keep(stage)
    assert voice(b).answer == "It was read out."
    assert not voice(b, 2).answered


def test_an_item_about_what_was_said_carries_it_and_others_carry_nothing() -> None:
    stage = on(Item(id=1, title="Hoses", aim="explore"))
    assert stage.meeting.agenda[0].voice is None
    assert Circle(id="x", name="X").customs.unnamed is False
