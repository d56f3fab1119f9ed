"""Acting in a meeting: what an act comes to, once for each command; what is refused, and in which words; what is cleaned."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from sociotui.domain import commands as c
from sociotui.domain.events import MeetingClosed, NoteTaken, TurnFinished
from sociotui.domain.refusal import Refused
from sociotui.room.furnishing import Opening
from sociotui.room.home import Done
from sociotui.room.port import Room
from tests.contract.places import Entered, Place
from tests.room.holding import go_on
from tests.served.serving import SOON

NOWHERE = "You are looking at no meeting. Choose one that is under way, or open one, then do that there."


def test_an_act_comes_to_its_events_and_the_meeting_after_it_which_is_seen_by_then(
    place: Place, zoe: Entered, meeting: str
) -> None:
    before = len(place.recorded(meeting))
    done = zoe.room.act(c.FinishTurn(person="ana", turn=zoe.meeting.turn)).result(SOON)
    assert isinstance(done, Done)
    assert [type(event) for event in done.events] == [TurnFinished]
    assert done.events == place.events(meeting, before)
    assert done.meeting == zoe.meeting == place.do(lambda home: home.meeting(meeting))
    assert done.meeting.round is not None
    assert done.meeting.round.spoken == ("ana",)
    assert zoe.snapshot.said == "Ana has spoken."
    assert zoe.snapshot.acts == 2
    assert zoe.seen.snapshots[-1] == zoe.snapshot  # and `changed` was told before the answer came
    assert place.recorded(meeting)[-1].actor == "zoe"


def test_what_one_act_after_the_other_comes_to_is_seen_with_each_answer(zoe: Entered) -> None:
    for count, name in enumerate(("Ana", "Zoe", "Eli"), 2):
        zoe.room.act(c.FinishTurn()).result(SOON)
        assert (zoe.snapshot.said, zoe.snapshot.acts) == (f"{name} has spoken.", count)


def test_what_is_asked_for_is_done_in_that_order(place: Place, zoe: Entered) -> None:
    with place.held_up(zoe.room):
        asked: list[Future[Any]] = [zoe.room.act(c.TakeNote(text=text)) for text in "abc"]
        asked += [zoe.room.minutes(), zoe.room.act(c.TakeNote(text="d"))]
    notes = [a.result(SOON).meeting.notes for a in (*asked[:3], asked[4])]
    assert notes == [("a",), ("a", "b"), ("a", "b", "c"), ("a", "b", "c", "d")]
    minutes = [line.strip(" -*•") for line in asked[3].result(SOON).splitlines()]
    assert "c" in minutes
    assert "d" not in minutes


def test_nobody_can_take_back_what_was_asked_for(place: Place, zoe: Entered) -> None:
    with place.held_up(zoe.room):
        act = zoe.room.act(c.TakeNote(text="Done all the same"))
        assert not act.cancel()
    assert act.result(SOON).meeting.notes == ("Done all the same",)


# --- the same command ------------------------------------------------------------------------------


def test_the_same_command_is_carried_out_once_and_answered_as_the_first_time(
    place: Place, zoe: Entered, meeting: str
) -> None:
    before = len(place.recorded(meeting))
    note = c.TakeNote(text="Once")
    first = zoe.room.act(note, "the-same").result(SOON)
    again = zoe.room.act(note, "the-same").result(SOON)
    assert again == first
    other = zoe.room.act(note).result(SOON)  # a new one, as it has no id
    assert other.meeting.notes == ("Once", "Once")
    assert zoe.room.act(note, "the-same").result(SOON) == first
    assert [type(e) for e in place.events(meeting, before)] == [NoteTaken, NoteTaken]
    assert zoe.meeting == other.meeting


def test_it_is_done_once_also_when_both_come_together(place: Place, zoe: Entered, meeting: str) -> None:
    before = len(place.recorded(meeting))
    with place.held_up(zoe.room):
        both = [zoe.room.act(c.TakeNote(text="Once"), "the-same") for _time in range(2)]
    assert both[0].result(SOON) == both[1].result(SOON)
    assert len(place.events(meeting, before)) == 1


def test_an_act_that_closes_a_meeting_is_known_afterwards(place: Place, zoe: Entered, meeting: str) -> None:
    place.do(lambda home: go_on(home, meeting, "closing"))
    done = zoe.room.act(c.CloseMeeting(postpone=True), "closes").result(SOON)
    assert MeetingClosed in {type(event) for event in done.events}
    assert done.meeting.closed
    again = zoe.room.act(c.CloseMeeting(postpone=True), "closes").result(SOON)
    assert again == done
    assert zoe.meeting.closed
    assert zoe.snapshot.under_way == ()
    assert zoe.snapshot.organisation.last_held("garden") is not None


def test_what_was_refused_may_be_asked_for_again_under_the_same_id(zoe: Entered) -> None:
    lower = c.LowerHand(person="zoe")
    assert isinstance(zoe.room.act(lower, "the-same").exception(SOON), Refused)
    zoe.room.act(c.RaiseHand(person="zoe")).result(SOON)
    assert zoe.room.act(lower, "the-same").result(SOON).meeting.hands == ()


# --- refusals --------------------------------------------------------------------------------------

REFUSALS: dict[str, tuple[Callable[[Room], "Future[Any]"], str]] = {
    "a rule of the meeting": (
        lambda room: room.act(c.NextStep()),
        "Still to speak: Ana, Zoe, Eli, Dara, Chidi, Ben. Each one speaks (‹next›) or passes (‹pass›).",
    ),
    "a turn that is over": (
        lambda room: room.act(c.FinishTurn(person="ana", turn=99)),
        "The turn had moved on already: now Ana.",
    ),
    "nobody of that name": (
        lambda room: room.act(c.FinishTurn(person="annna")),
        "There is no person “annna”. Near it: ana, dara.",
    ),
    "no text to speak of": (
        lambda room: room.act(c.TakeNote(text="\x1b[31m\u202e")),
        "There is nothing to note yet. Write a line for the minutes.",
    ),
    "a text that is too long": (
        lambda room: room.act(c.TakeNote(text="x" * 20_001)),
        "This text has 20,001 characters; up to 20,000 fit. Keep the wording short and put the rest in a document.",
    ),
    "no such format of an item": (
        lambda room: room.act(c.AddItem(title="Bees", format="consnet")),
        "There is no format of an item “consnet”. Near it: consent, consent-s3, consent-holacracy.",
    ),
    "no such meeting": (
        lambda room: room.watch("garden-2026-03-2"),
        "There is no meeting “garden-2026-03-2”. Near it: garden-2026-03-02.",
    ),
    "no meeting that is at all like it": (
        lambda room: room.watch("\x1b]0;x\x07"),
        "There is no meeting “·]0;x·”. There is: garden-2026-03-02.",
    ),
    "no such circle": (
        lambda room: room.open(Opening(circle="gardn")),
        "There is no circle “gardn”. Near it: garden.",
    ),
    "no such format of a meeting": (
        lambda room: room.open(Opening(circle="garden", format="weakly")),
        "There is no format of a meeting “weakly”. Near it: weekly.",
    ),
    "nobody of that name to come": (
        lambda room: room.open(Opening(circle="garden", present=("ana", "zo"))),
        "There is no person “zo”. Near it: zoe, ivo, gio.",
    ),
    "no such decision": (
        lambda room: room.answer("garden-x", "zoe"),
        "There is no decision “garden-x”; there is none yet at all.",
    ),
    "no such next step": (
        lambda room: room.finish("garden-x"),
        "There is no next step “garden-x”; there is none yet at all.",
    ),
}
"""What is asked for in the check-in round, and the sentence that it is refused with."""


def test_a_refusal_has_the_same_words_everywhere_and_changes_nothing(place: Place, zoe: Entered, meeting: str) -> None:
    before, recorded = zoe.snapshot, place.recorded(meeting)
    told = {name: ask(zoe.room).exception(SOON) for name, (ask, _said) in REFUSALS.items()}
    assert {name: str(refused) for name, refused in told.items()} == {name: s for name, (_ask, s) in REFUSALS.items()}
    assert {type(refused) for refused in told.values()} == {Refused}
    assert zoe.snapshot == before
    assert place.recorded(meeting) == recorded
    assert place.do(lambda home: home.meetings()) == [meeting]
    assert zoe.room.act(c.TakeNote(text="Here still")).result(SOON).meeting.id == meeting


def test_where_no_meeting_is_watched_there_is_none_to_act_in(place: Place, meeting: str) -> None:
    zoe, before = place.enter("zoe"), place.recorded(meeting)
    for ask in (lambda: zoe.room.act(c.FinishTurn()), zoe.room.minutes):
        refused = ask().exception(SOON)
        assert type(refused) is Refused
        assert str(refused) == NOWHERE
    assert place.recorded(meeting) == before
    assert zoe.snapshot.meeting is None


def test_a_refused_act_keeps_none_from_being_done_that_came_with_it(place: Place, zoe: Entered) -> None:
    with place.held_up(zoe.room):
        asked = [zoe.room.act(each) for each in (c.TakeNote(text="One"), c.NextStep(), c.TakeNote(text="Two"))]
    assert isinstance(asked[1].exception(SOON), Refused)
    assert [asked[n].result(SOON).meeting.notes for n in (0, 2)] == [("One",), ("One", "Two")]


# --- text ------------------------------------------------------------------------------------------

UNWANTED = [form for sign in "\x1b\x07\x00\x9b\u202e" for form in (sign, repr(sign)[1:-1])] + ["owned"]
"""What may not be left of such a text, as it is and as `repr` shows it."""


def test_peoples_text_is_cleaned_of_what_would_steer_a_terminal(place: Place, zoe: Entered, meeting: str) -> None:
    before = len(place.recorded(meeting))
    note = "Bees\x1b[2J and\x07 b\u202eirds\r\nand\x00 beetles 🐝"
    done = zoe.room.act(c.TakeNote(text=note)).result(SOON)
    assert done.meeting.notes == zoe.meeting.notes == ("Bees and birds\nand beetles 🐝",)
    zoe.room.act(c.AddItem(title="A\x9bshed\x1b]0;owned\x07 for\nall")).result(SOON)
    assert zoe.meeting.agenda[-1].title == "Ashed for all"
    for told in (repr(place.events(meeting, before)), repr(zoe.snapshot), zoe.room.minutes().result(SOON)):
        assert not [sign for sign in UNWANTED if sign in told]
