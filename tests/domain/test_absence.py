"""Absence: consent is of all members; who is not asked in the room is waited for, unless the circle's customs say otherwise."""

from typing import Literal

import pytest
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.consent import Given
from sociotui.domain.customs import Customs
from sociotui.domain.event import Command
from sociotui.domain.items import Decision, Outcome
from tests.domain.stage import BETTER, CIRCLE, REASON, REVIEW, SEATS, WORDING, Stage, item_in, opening


@pytest.fixture
def asking() -> Stage:
    """A consent round on version 1, from ana to zoe; fay is absent."""
    return Stage().to("consent").starting("ana")


def decision_of(stage: Stage) -> Decision:
    """Return the one decision of a meeting."""
    (decision,) = stage.meeting.decisions
    return decision


def asking_with(customs: Customs) -> Stage:
    """Return a consent round of a circle with those customs."""
    return Stage(opening(circle=replace(CIRCLE, customs=customs))).to("consent").starting("ana")


def test_by_default_a_decision_waits_until_every_absent_member_has_answered(asking: Stage) -> None:
    asking.to("record").onward()
    assert (decision_of(asking).waiting, decision_of(asking).window) == (("fay",), 0)
    assert asking.item.outcome == Outcome(kind="waiting", text=WORDING)


def test_with_everybody_present_a_decision_stands_at_once() -> None:
    stage = Stage(opening((*SEATS, "fay"), absent=())).to("record").onward()
    assert (decision_of(stage).waiting, decision_of(stage).absent) == ((), ())
    assert stage.item.outcome == Outcome(kind="decided", text=WORDING)


def test_where_the_circle_agreed_on_a_window_the_decision_names_it() -> None:
    stage = asking_with(Customs(absence="lazy", window=48)).to("record").onward()
    assert (decision_of(stage).waiting, decision_of(stage).window) == (("fay",), 48)


@pytest.mark.parametrize("absence", ["views", "present"])
def test_a_circle_may_agree_to_decide_without_who_is_absent(absence: Literal["views", "present"]) -> None:
    stage = asking_with(Customs(absence=absence)).to("record").onward()
    assert (decision_of(stage).waiting, decision_of(stage).absent) == ((), ("fay",))
    assert stage.item.outcome == Outcome(kind="decided", text=WORDING)


@pytest.mark.parametrize("joining", ["next", "watch"])
def test_a_member_who_came_too_late_to_be_asked_is_waited_for_like_an_absent_one(
    asking: Stage, joining: commands.Joining
) -> None:
    asking.act(commands.Arrive(person="fay", joining=joining))
    asking.to("record").onward()
    assert (decision_of(asking).waiting, decision_of(asking).absent) == (("fay",), ())


def test_who_has_consented_and_left_is_not_waited_for(asking: Stage) -> None:
    asking.act(commands.Consent(), commands.Leave(person="ana"))
    asking.to("record").onward()
    assert decision_of(asking).waiting == ("fay",)
    assert "ana" in decision_of(asking).consented


def test_where_a_topic_goes_with_which_the_circle_is_stuck_waits_for_absent_members_too() -> None:
    stage = Stage().to("way-on-record").onward()
    assert decision_of(stage).waiting == ("fay",)
    assert stage.item.outcome and stage.item.outcome.kind == "delegated"


def test_only_who_is_asked_for_consent_is_waited_for() -> None:
    """Whose membership ends is not asked about that, and a plan is consented to by those whom its maker invites."""
    stage = Stage(opening(agenda=(item_in("removal", about="fay"),))).to("record").onward()
    assert (decision_of(stage).waiting, stage.item.outcome) == (
        (),
        Outcome(kind="decided", text="Fay leaves our circle."),
    )
    stage = Stage(opening(agenda=(item_in("leaving", about="dara"),))).to("record").onward()
    assert decision_of(stage).waiting == ("fay",)
    assert "dara" not in decision_of(stage).consented
    plan = item_in("improvement", about="ana", people=("ana", "ben"))
    stage = Stage(opening(agenda=(plan,))).to("record").onward()
    assert (sorted(decision_of(stage).consented), decision_of(stage).waiting) == (["ana", "ben"], ())


# --- by phone, or before -------------------------------------------------------------------------


def test_an_absent_member_consents_by_phone_with_a_witness(asking: Stage) -> None:
    asking.act(commands.Consent(person="fay", means="phone", witness="ben"))
    assert (asking.round.now, sorted(asking.meeting.ledger.missing)) == ("ana", list(SEATS))
    asking.to("record").onward()
    assert decision_of(asking).waiting == ()
    assert Given(person="fay", means="phone", witness="ben") in decision_of(asking).given
    assert asking.item.outcome == Outcome(kind="decided", text=WORDING)


def test_an_absent_member_may_be_called_when_the_decision_is_recorded(asking: Stage) -> None:
    asking.to("record").act(commands.Consent(person="fay", means="phone", witness="eli", version=1))
    asking.onward()
    assert decision_of(asking).waiting == ()


def test_an_objection_by_phone_is_integrated_like_any_other(asking: Stage) -> None:
    asking.act(commands.Object(person="fay", reason=REASON, means="phone", witness="ben"))
    asking.come_round()
    assert "The objection of Fay is open" in asking.refuses(commands.Record(review=REVIEW))
    asking.act(commands.NextStep())
    assert asking.meeting.step.kind == "integrate"
    asking.act(commands.Integrate(way="modify", text=BETTER))
    asking.to("record").onward()
    assert (decision_of(asking).objections_integrated, decision_of(asking).waiting) == (1, ("fay",))


def test_who_objected_by_phone_lets_go_of_it_by_phone(asking: Stage) -> None:
    asking.act(commands.Object(person="fay", reason=REASON, means="phone", witness="ben"))
    asking.come_round().act(commands.Release(person="fay"))
    assert asking.meeting.ledger.reached
    asking.to("record").onward()
    assert decision_of(asking).waiting == ("fay",)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (commands.Consent(person="fay", means="phone"), "Name a witness"),
        (commands.Consent(person="fay", means="phone", witness="gil"), "There is no person “gil”"),
        (commands.Consent(person="fay", means="phone", witness="fay"), "Fay is not here"),
        (commands.Consent(means="phone", witness="ben"), "Who is on the phone?"),
        (commands.Consent(person="dara", means="phone", witness="ben"), "Dara is in the room"),
        (commands.Consent(person="fay", means="terminal", witness="ben"), "Fay is not here"),
        (commands.Object(person="fay", means="terminal", reason=REASON), "Fay is not here"),
        (commands.Consent(person="fay", means="lapse"), "by phone with a witness"),
        (commands.Consent(person="fay", means="phone", witness="ben", version=2), "version 1 is the one"),
        (commands.Object(person="fay", means="phone", witness="ben", reason=" "), "comes with its reason"),
        (commands.Object(person="fay", means="phone", reason=REASON), "Name a witness"),
        (commands.Consent(person="fay"), "Fay is not here"),
    ],
)
def test_an_answer_by_phone_has_a_member_who_is_absent_and_somebody_who_hears_it(
    asking: Stage, answer: Command, said: str
) -> None:
    assert said in asking.refuses(answer)


def test_where_the_absent_are_not_asked_afterwards_their_view_is_read_out() -> None:
    stage = asking_with(Customs(absence="views"))
    assert "read out (‹view›)" in stage.refuses(commands.Consent(person="fay", means="phone", witness="ben"))
    assert "Ana is here" in stage.refuses(commands.HearView(person="ana", text="Fine."))
    assert "What did Fay say?" in stage.refuses(commands.HearView(person="fay", text=" "))
    stage.act(commands.HearView(person="fay", text="Saturdays are hard for me."))
    assert stage.item.views == {"fay": "Saturdays are hard for me."}
    assert "about an item" in Stage().refuses(commands.HearView(person="fay", text="Hello."))


def test_nothing_is_decided_below_the_quorum() -> None:
    stage = Stage(opening(circle=replace(CIRCLE, customs=Customs(quorum=6)))).to("restate")
    stage.act(commands.Leave(person="ana"))
    assert "Garden circle decides with 6 at the least" in stage.refuses(commands.NextStep())
    stage.act(commands.Arrive(person="fay"), commands.NextStep())
    assert stage.meeting.step.kind == "consent"
