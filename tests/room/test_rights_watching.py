"""Rights of those who do not act: who may watch a meeting, by the circle's custom; and who does what between meetings."""

from typing import get_args

import pytest
from msgspec.structs import replace

from sociotui.domain import commands as c
from sociotui.domain.customs import Customs, Watching
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.room.furnishing import Opening
from sociotui.room.identity import Identity
from sociotui.room.rights import allow_between, caps, may_watch
from tests.domain.stage import TODAY, sentence
from tests.room.seated import EVERYBODY, Seated, identity, organisation

LAPTOP = identity("pi", "laptop")
STEWARD = identity("root", "socket", steward=True)


@pytest.fixture
def meeting() -> Meeting:
    """A meeting that gil visits, and that dara has left."""
    room = Seated()
    room.act(c.Leave(person="dara"))
    return room.meeting


def shut_out(who: Identity, meeting: Meeting, watching: Watching = "organisation") -> str:
    """Return the sentence with which somebody may not watch; "" where they may."""
    seen = caps(who, meeting, organisation(watching), ())
    try:
        may_watch(who, meeting, organisation(watching))
    except Refused as refusal:
        assert not {"minutes", "aim"} & seen
        return sentence(str(refusal))
    assert {"minutes", "aim"} <= seen
    return ""


# --- watching --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("watching", "in_"),
    [
        ("members", {"ana", "dara", "fay", "gil"}),
        ("organisation", {"ana", "dara", "fay", "gil", "hana"}),
        ("anybody", {"ana", "dara", "fay", "gil", "hana", "mallory"}),
    ],
)
def test_who_watches_is_the_circles_custom(meeting: Meeting, watching: Watching, in_: set[str]) -> None:
    people = ("ana", "dara", "fay", "gil", "hana", "mallory")
    assert {p for p in people if not shut_out(identity(p), meeting, watching)} == in_
    assert not shut_out(LAPTOP, meeting, watching)
    assert not shut_out(STEWARD, meeting, watching)


def test_who_may_not_watch_is_told_why_and_how_to_come_in(meeting: Meeting) -> None:
    assert "meets among its members" in shut_out(identity("hana"), meeting, "members")
    assert "people of the organisation" in shut_out(identity("mallory"), meeting)


def test_the_custom_counts_as_it_is_now_and_linked_members_belong(meeting: Meeting) -> None:
    circle = replace(meeting.circle, customs=Customs(watching="members"))
    assert not shut_out(identity("hana"), replace(meeting, circle=circle))
    assert shut_out(identity("hana"), replace(meeting, circle=replace(circle, id="gone")))
    may_watch(identity("hana"), meeting, organisation("members", linked=True))


def test_what_is_left_of_a_closed_meeting_is_for_the_organisation(meeting: Meeting) -> None:
    closed = replace(meeting, closed=meeting.opened + 1)
    assert not shut_out(identity("hana"), closed, "members")
    assert shut_out(identity("mallory"), closed, "members")


@pytest.mark.parametrize("watching", get_args(Watching))
def test_a_private_meeting_is_for_those_who_take_part(meeting: Meeting, watching: Watching) -> None:
    private = replace(meeting, private=True)
    assert {p for p in EVERYBODY if not shut_out(identity(p), private, watching)} == {
        *(p for p in EVERYBODY if p not in ("fay", "hana", "mallory"))
    }
    assert "only who takes part" in shut_out(identity("mallory"), private, watching)
    assert "Ask one of them" in shut_out(identity("fay", "socket", steward=True), private, watching)
    assert not shut_out(LAPTOP, private, watching)


def test_a_meeting_that_is_shut_lets_nobody_act_in_it(meeting: Meeting) -> None:
    room = Seated()
    room.organisation = organisation("members")
    assert "meets among its members" in room.denies("hana", c.RaiseHand())
    room.course = replace(room.course, meeting=replace(meeting, private=True))
    assert "private" in room.denies("fay", c.Arrive(person="fay"))


def test_where_there_is_no_meeting_only_what_is_everywhere_can_be_done() -> None:
    assert caps(identity("ana"), None, organisation(), ()) == {
        "help",
        "palette",
        "find",
        "meeting",
        "map",
        "decisions",
        "people",
        "cards",
        "lessons",
        "mend",
        "practice",
        "mirror",
        "say",
        "said",
        "next-pane",
        "previous-pane",
        "quit",
    }


# --- between meetings ------------------------------------------------------------------------------


def test_each_answers_for_themselves_and_at_the_laptop_for_all() -> None:
    allow_between("answer", identity("fay"), organisation(), "fay")
    allow_between("answer", identity("fay"), organisation(), " fay\x00")
    with pytest.raises(Refused, match="Each answers for themselves"):
        allow_between("answer", identity("ana"), organisation(), "fay")
    with pytest.raises(Refused, match="Green Acres does not know you yet"):
        allow_between("answer", identity("mallory"), organisation(), "mallory")
    for who in (LAPTOP, STEWARD):
        allow_between("answer", who, organisation(), "fay")


def test_a_next_step_is_ended_by_its_owner_or_by_the_circle_that_waits_for_it() -> None:
    for person in ("eli", "hana", "ana"):
        allow_between("finish", identity(person), organisation(), "s1")
    with pytest.raises(Refused, match="Eli took this on"):
        allow_between("finish", identity("ben"), organisation(), "s1")
    allow_between("finish", identity("ben"), organisation(), "none")


def test_a_meeting_is_opened_by_members_and_a_private_one_by_who_is_in_it() -> None:
    allow_between(Opening(circle="garden"), identity("ana"), organisation())
    allow_between(Opening(circle="garden"), identity("hana"), organisation(linked=True), today=TODAY)
    with pytest.raises(Refused, match="opened by one of its members"):
        allow_between(Opening(circle="garden"), identity("hana"), organisation())
    with pytest.raises(Refused, match="no circle “gardn”"):
        allow_between(Opening(circle="gardn"), identity("ana"), organisation())
    private = Opening(circle="garden", private=True)
    allow_between(private, identity("fay"), organisation())
    with pytest.raises(Refused, match="opened by somebody who takes part"):
        allow_between(replace(private, present=("ana", "ben")), identity("fay"), organisation())


def test_what_is_not_for_members_is_refused() -> None:
    with pytest.raises(Refused, match="whoever looks after this server's home"):
        allow_between("define", identity("ana"), organisation())  # type: ignore[arg-type]
