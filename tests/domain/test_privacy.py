"""Privacy: what a private meeting releases, and what of it nobody else sees."""

import msgspec
import pytest
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.cards import CircleCard
from sociotui.domain.customs import Approval, Customs
from sociotui.domain.items import BacklogItem, Item
from sociotui.domain.meeting import plan, sealed
from sociotui.domain.minutes import minutes_of
from sociotui.domain.organisation_events import MeetingHeld, PolicyAdopted, TopicReceived
from sociotui.domain.privacy import shut, took_part
from sociotui.domain.records import Held
from tests.domain.casting import Books, card, names, selecting
from tests.domain.stage import BETTER, REASON, REVIEW, TODAY, WORDING, Stage, item_in, opening

MARK = "zzq"


def private(*items: Item, circle: CircleCard | None = None) -> Stage:
    """Return a private meeting with those items on its agenda."""
    numbered = tuple(replace(item, id=n) for n, item in enumerate(items, 1))
    return Stage(replace(opening(agenda=numbered, circle=circle or card()), private=True))


def kept(stage: Stage, books: Books) -> str:
    """Bring a meeting to its end, and return all that goes on record of it, as it is written."""
    books.keep(stage)
    return msgspec.json.encode(books.made).decode()


# --- what it releases ------------------------------------------------------------------------------


def test_a_decision_is_released_as_it_was_consented_to_and_by_whom() -> None:
    stage = private(item_in("consent", title="Shed")).to("integrate")
    assert stage.meeting.ledger.open[0].reason == REASON
    stage.to("record").act(commands.Record(review=REVIEW, responsible="ben", why=f"{MARK} why"))
    books = Books()
    said = kept(stage, books)
    (policy,) = (e.policy for e in books.made if isinstance(e, PolicyAdopted))
    assert (policy.title, policy.review, policy.responsible) == ("Shed", REVIEW, "ben")
    assert policy.text.startswith(BETTER)
    assert {g.person for g in policy.given} == set(policy.consented) == set(stage.meeting.counting())
    assert (policy.why, policy.versions, policy.absent, policy.concerns) == ("", (), (), ())
    assert [word for word in (MARK, REASON, f"{WORDING} (", "objections_integrated", "fay") if word in said] == []


def test_worries_stay_with_those_who_voiced_them() -> None:
    stage = private(item_in("consent-s3", title="Shed"), circle=card("s3")).to("consent")
    stage.act(commands.Worry(person="ana", text=f"{MARK} it may rain"))
    assert MARK not in kept(stage, Books())


def test_a_decision_that_waits_says_for_whom() -> None:
    stage = private(item_in("consent", title="Shed"), circle=card(customs=Customs()))
    books = Books()
    kept(stage, books)
    waiting = books.waiting()
    assert waiting.missing == ("fay",)
    assert waiting.versions == ()
    books.answer("fay")
    assert books.organisation.policies["garden-1-d1"].given[-1].person == "fay"


@pytest.mark.parametrize("afterwards", [False, True])
def test_the_reason_of_an_objection_afterwards_is_on_no_record(afterwards: bool) -> None:
    books = Books()
    kept(private(item_in("consent", title="Shed"), circle=card(customs=Customs())), books)
    if afterwards:
        books.answer("fay")
    books.answer("fay", reason=f"{MARK} Ben was drunk")
    assert MARK not in msgspec.json.encode((books.made, books.organisation), enc_hook=dict).decode()
    (topic,) = books.organisation.backlog["garden"]
    assert (topic.added_by, "Fay tells why in a private meeting" in topic.next_step) == ("fay", True)
    assert topic.title == ("Review: Shed" if afterwards else "Shed")


def test_a_selection_is_released_and_nominations_are_not() -> None:
    stage = selecting("secretary")
    opened = replace(opening(circle=card(), agenda=stage.meeting.agenda), private=True)
    stage = Stage(opened).to("nominate")
    for person in stage.meeting.counting():
        stage.act(commands.Nominate(person=person, choices=names("chidi", f"{MARK} of {person}", "secretary")))
    books = Books()
    said = kept(stage, books)
    assert [(s.role, s.person) for s in books.organisation.selections.values()] != []
    assert f"{MARK} of" not in said


def test_next_steps_are_released() -> None:
    stage = private().to("admin")
    stage.act(commands.TakeOn(text="Book the room.", owner="eli"))
    assert "Book the room." in kept(stage, Books())


# --- what it keeps ---------------------------------------------------------------------------------


def test_of_the_meeting_there_is_the_day_and_whether_its_minutes_are_approved() -> None:
    stage = private().to("check-out")
    stage.act(commands.Evaluate(text=f"{MARK} good"), commands.TakeNote(text=f"{MARK} note"))
    stage.act(commands.Arrange(next_meeting=f"{MARK} tomorrow"))
    books = Books()
    said = kept(stage, books)
    last = books.made[-1]
    assert isinstance(last, MeetingHeld)
    assert last.held == Held(id="garden-1", circle="garden", on=TODAY, approved="end", approved_on=TODAY, private=True)
    assert last.starts == ()
    assert MARK not in said
    assert books.organisation.last_held("garden") is None


def test_topics_that_were_taken_off_are_gone_and_those_that_were_kept_stay_in_the_minutes() -> None:
    hoses, seeds, path = (BacklogItem(title=title) for title in ("Hoses", "Seeds", "Path"))
    books = Books()
    for topic in (hoses, seeds):
        books.apply(TopicReceived(at=1, circle="garden", topic=topic))
    stage = Stage(replace(opening(circle=card()), private=True, backlog=(hoses, seeds))).to("backlog")
    stage.act(commands.DropFromBacklog(title="Hoses"), commands.KeepForLater(title=f"{MARK} later"))
    books.apply(TopicReceived(at=2, circle="garden", topic=path))  # it came while the circle met
    assert MARK not in kept(stage, books)
    assert books.organisation.backlog["garden"] == (seeds, path)
    assert f"{MARK} later" in minutes_of(stage.meeting).backlog


def test_a_circle_to_which_something_goes_learns_where_to_ask() -> None:
    stage = private(item_in("explore", title=f"{MARK} quarrel", minutes=25)).to("open")
    stage.act(commands.EndItem(kind="delegated", to="general"))
    books = Books()
    assert MARK not in kept(stage, books)
    (topic,) = books.organisation.backlog["general"]
    assert topic == BacklogItem(
        title=f"From a private meeting of Garden circle, {TODAY}", aim="explore", minutes=25, added_by="garden"
    )


def test_what_was_said_of_it_stays_with_it_when_it_is_sealed() -> None:
    stage = private().to("check-out")
    stage.act(commands.Evaluate(text="We listened."))
    after = sealed(stage.meeting)
    assert (after.evaluation, after.private) == (("We listened.",), True)
    assert minutes_of(after).evaluation == ("We listened.",)
    assert sealed(replace(stage.meeting, private=False)).evaluation == ()
    assert minutes_of(replace(stage.meeting, private=False)).evaluation == ()


# --- and from outside ------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", ["next", "end", "window"])
def test_its_minutes_are_approved_at_its_end_whatever_the_custom(minutes: Approval) -> None:
    circle = card(customs=Customs(absence="present", minutes=minutes))
    places = [place.step for place in plan(private(circle=circle).meeting)]
    assert "approve" in places
    stage = Stage(opening(circle=circle))
    assert ("approve" in [place.step for place in plan(stage.meeting)]) == (minutes == "end")


def test_from_outside_there_is_a_meeting_and_nothing_in_it() -> None:
    stage = private(item_in("consent", title=f"{MARK} quarrel")).to("consent")
    stage.act(commands.TakeNote(text=f"{MARK} note"))
    outside = shut(stage.meeting)
    said = msgspec.json.encode(replace(outside, circle=replace(outside.circle, roles={}))).decode()
    assert [word for word in (MARK, *stage.meeting.people) if word in said] == []
    assert (outside.id, outside.opened, outside.step.title) == ("garden-1", stage.meeting.opened, "private meeting")
    assert outside.item is None
    assert plan(outside) == (outside.place,)
    public = replace(stage.meeting, private=False)
    assert shut(public) == public


def test_who_is_there_or_was_for_a_while_took_part() -> None:
    stage = private()
    assert took_part(stage.meeting, "ana")
    assert not took_part(stage.meeting, "fay")
    assert not took_part(stage.meeting, "nobody")
    stage.act(commands.Leave(person="ana"), commands.Arrive(person="fay", joining="watch"))
    assert took_part(stage.meeting, "ana")
    assert took_part(stage.meeting, "fay")
