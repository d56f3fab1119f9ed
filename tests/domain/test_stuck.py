"""Stuck: when an objection does not get integrated the circle hears each other about it, then gives the topic on."""

import pytest
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.effects import Founds, Refers
from sociotui.domain.items import Outcome
from tests.domain.stage import BETTER, CIRCLE, REVIEW, SEATS, TODAY, WORDING, Stage, item_in, opening


@pytest.fixture
def stage() -> Stage:
    """At integrating ben's objection."""
    return Stage().to("integrate")


def test_stuck_is_said_where_an_objection_is_integrated() -> None:
    assert "does not get integrated" in Stage().to("consent").refuses(commands.SayStuck())
    plan = item_in("improvement", about="ana")
    assert "no step for it" in Stage(opening(agenda=(plan,))).to("integrate").refuses(commands.SayStuck())


def test_a_stuck_circle_hears_each_other_and_gives_the_topic_to_a_helping_circle(stage: Stage) -> None:
    assert "First say that the circle is stuck" in stage.refuses(commands.Refer(to="broader"))
    stage.act(commands.SayStuck())
    assert (stage.meeting.step.kind, sorted(stage.round.order)) == ("stuck", list(SEATS))
    stage.to("way-on")
    assert "‹refer›" in stage.refuses(commands.NextStep())
    assert "Who is in the helping circle" in stage.refuses(commands.Refer(to="helping", people=("ana",)))
    assert "not ahead of us" in stage.refuses(commands.Refer(to="helping", people=("ana",), until=TODAY))
    asked = commands.Refer(to="helping", people=("ana", "ben"), leader="zoe", until=REVIEW)
    assert "Name them among the people" in stage.refuses(asked)
    stage.act(replace(asked, leader="ben"))
    stage.to("way-on-record").onward()
    (decision,) = stage.meeting.decisions
    (founds,) = decision.effects
    assert isinstance(founds, Founds)
    assert (founds.circle.members, founds.circle.until, founds.circle.parents) == (("ana", "ben"), REVIEW, ("garden",))
    assert stage.item.outcome == Outcome(kind="delegated", text=decision.text, to=founds.circle.name)
    assert stage.item.proposal
    assert stage.item.proposal.current.text == WORDING


def test_a_stuck_circle_may_give_the_topic_to_the_broader_circle(stage: Stage) -> None:
    assert "broadest circle" in stage.to("way-on").refuses(commands.Refer(to="broader"))
    stage = Stage(opening(circle=replace(CIRCLE, parents={"general": "General circle"}))).to("way-on")
    assert "Near it: general" in stage.refuses(commands.Refer(to="broader", circle="genral"))
    stage.act(commands.Refer(to="broader"))
    stage.to("way-on-record").act(commands.Record())
    (decision,) = stage.meeting.decisions
    assert decision.effects == (Refers(circle="general", name="General circle", topic="Tool-shed rota"),)
    assert (decision.text, decision.review) == ("“Tool-shed rota” goes to General circle.", None)
    assert stage.item.outcome == Outcome(kind="delegated", text=decision.text, to="general")


def test_who_finds_another_wording_is_no_longer_stuck(stage: Stage) -> None:
    stage.act(commands.SayStuck())
    stage.come_round().act(commands.Amend(text=BETTER))
    assert (stage.meeting.stuck, stage.meeting.place.step) == ((), "restate")
    stage.to("record").onward()
    assert stage.meeting.decisions[0].objections_integrated == 1
