"""Proposing: forming, role improvement, feedback and policy review, each to what it makes; one section a line."""

from datetime import date

import pytest
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.effects import Drops, Founds, Keeps, Revises
from sociotui.domain.items import Outcome
from sociotui.domain.records import Policy
from sociotui.domain.shelf import Shelf
from tests.domain.casting import Books, on
from tests.domain.stage import BETTER, COMPOST, POLICY, REASON, REVIEW, SEATS, TODAY, Stage, item_in

UNTIL = date(2027, 2, 1)


def wording(stage: Stage) -> str:
    """Return what is proposed."""
    assert stage.item.proposal
    return stage.item.proposal.current.text


# --- proposal forming: needs, dimensions, shaping, put together ------------------------------------


def test_forming_needs_statement_with_consent_before_anything_else() -> None:
    stage = on(item_in("forming"))
    stage.to("needs")
    assert "no proposal yet" in stage.refuses(commands.NextStep())
    stage.act(commands.Propose(text="Tools get lost."))
    stage.to("needs-consent")
    assert stage.meeting.subject == "item:1:needs"
    assert stage.item.proposal is None
    stage.to("picture")
    assert sorted(stage.meeting.ledgers["item:1:needs"].consented) == list(SEATS)


def test_forming_picture_as_a_list_of_dimensions_with_consent_and_an_objection_amends_it() -> None:
    stage = on(item_in("forming")).to("dimensions")
    stage.act(commands.Propose(text="Who opens?\nWhen?"))
    stage.to("dimensions-consent").act(commands.Object(reason="Nobody asks what it costs."))
    assert "Still to be asked" in stage.refuses(commands.NextStep())
    stage.come_round()
    assert "objects" in stage.refuses(commands.NextStep())
    stage.act(commands.Amend(text="Who opens?\nWhen?\nAt which cost?"))
    assert (stage.meeting.place.step, sorted(stage.round.waiting)) == ("dimensions-consent", list(SEATS))
    assert stage.meeting.ledger.answers == {}
    stage.to("shaping")
    assert stage.item.parts["dimensions"].current.number == 2
    assert [o.state for o in stage.meeting.ledgers["item:1:dimensions"].objections] == ["integrated"]


def test_forming_an_objection_to_a_part_may_be_released_by_its_owner() -> None:
    stage = on(item_in("forming")).to("needs-consent")
    objecting = stage.round.now
    stage.act(commands.Object(reason=REASON))
    stage.come_round()
    stage.act(commands.Release(person=objecting))
    assert stage.round.waiting == (objecting,)
    assert stage.to("picture").meeting.place.step == "picture"


def test_forming_shaping_in_short_rounds_until_nothing_new_is_said() -> None:
    stage = on(item_in("forming")).to("shaping").come_round()
    stage.act(commands.BeginRound())
    assert (stage.round.lap, stage.round.kind) == (2, "brainstorm")


def test_forming_then_the_consent_process_and_the_need_is_the_reason_on_record() -> None:
    stage = on(item_in("forming")).to("needs")
    stage.act(commands.Propose(text="Tools get lost."))
    stage.to("present").act(commands.Propose(text=BETTER, person="dara"))
    stage.to("record").onward()
    (decision,) = stage.meeting.decisions
    assert (decision.text, decision.why, decision.title) == (BETTER, "Tools get lost.", "Forming")
    books = Books()
    books.keep(stage)
    assert books.organisation.policies["garden-1-d1"].why == "Tools get lost."


# --- role improvement, feedback -----------------------------------------------------------------


def test_role_improvement_the_focus_person_first_and_last_and_only_the_invited() -> None:
    stage = on(item_in("improvement", about="dara", people=("ana", "ben")))
    for step in ("well", "better"):
        stage.to(step)
        order = ["dara"]
        while not stage.round.complete:
            stage.act(commands.FinishTurn())
            order += [stage.round.now] if stage.round.now else []
        assert (order[0], order[-1], sorted(order[1:-1])) == ("dara", "dara", ["ana", "ben"])
    assert sorted(stage.to("areas").round.order) == ["ana", "ben", "dara"]


def test_role_improvement_a_plan_with_a_term_by_consent_of_those_invited() -> None:
    stage = on(item_in("improvement", about="dara", people=("ana", "ben"))).to("plan")
    stage.act(commands.Propose(text="Dara asks once a meeting.", person="dara"))
    stage.to("consent")
    assert sorted(stage.round.order) == ["ana", "ben", "dara"]
    stage.to("record").act(commands.Record(review=REVIEW))
    (decision,) = stage.meeting.decisions
    assert (sorted(decision.consented), decision.review) == (["ana", "ben", "dara"], REVIEW)


def test_role_improvement_where_nobody_is_chosen_all_take_part() -> None:
    stage = on(item_in("improvement", about="dara")).to("well")
    assert (sorted(stage.round.order), stage.round.now, stage.round.closes) == (list(SEATS), "dara", "dara")


@pytest.mark.parametrize("start", SEATS)
def test_feedback_whom_it_is_for_speaks_last_whatever_start_is_chosen(start: str) -> None:
    stage = on(item_in("feedback", about="dara", people=("ana", "ben", "eli"))).to("appreciate")
    assert (sorted(stage.round.order), stage.round.order[-1]) == (["ana", "ben", "dara", "eli"], "dara")
    if start in stage.round.order:
        stage.act(commands.BeginRound(start=start))
        assert stage.round.order[-1] == "dara"
    else:
        assert "does not take part" in stage.refuses(commands.BeginRound(start=start))
    assert stage.to("wish").round.order[-1] == "dara"


def test_feedback_ends_with_what_is_taken_from_it() -> None:
    stage = on(item_in("feedback", about="dara")).to("outcome")
    assert "In which words" in stage.refuses(commands.EndItem(kind="decided"))
    stage.act(commands.EndItem(kind="decided", text="Dara asks for help sooner."))
    assert stage.item.outcome == Outcome(kind="decided", text="Dara asks for help sooner.")
    assert stage.meeting.decisions == ()


# --- policy review -------------------------------------------------------------------------------


def reviewing() -> Stage:
    """Return the review of the circle's policy, at what becomes of it."""
    return on(item_in("review")).to("present")


def with_policy() -> Books:
    """Return books in which the policy stands."""
    books = Books()
    fields = {name: getattr(POLICY, name) for name in POLICY.__struct_fields__}
    policy = Policy(circle="garden", meeting="garden-0", published="the shed's door", **fields)
    books.organisation = replace(books.organisation, policies=Shelf({POLICY.id: policy}))
    return books


def test_policy_review_keep_with_a_new_date_light() -> None:
    stage = reviewing()
    stage.act(commands.ProposeReview(way="keep"))
    assert wording(stage) == "“Watering” stays as it is."
    stage.to("record")
    assert "On which day" in stage.refuses(commands.Record())
    stage.act(commands.Record(review=UNTIL))
    assert stage.meeting.decisions[0].effects == (Keeps(policy=POLICY.id, title="Watering"),)
    books = with_policy()
    before = books.organisation.policies[POLICY.id]
    books.keep(stage)
    assert books.organisation.policies == {POLICY.id: replace(before, review=UNTIL)}


def test_policy_review_drop_ends_it_and_needs_no_other_day() -> None:
    stage = reviewing()
    stage.act(commands.ProposeReview(way="drop"))
    stage.to("record").act(commands.Record())
    assert stage.meeting.decisions[0].effects == (Drops(policy=POLICY.id, title="Watering"),)
    books = with_policy()
    books.keep(stage)
    (policy,) = books.organisation.policies.values()
    assert (policy.ended, policy.text) == (TODAY, POLICY.text)


def test_policy_review_rework_keeps_all_earlier_versions() -> None:
    books = with_policy()
    for number, text in enumerate(("Each bed is watered at dawn.", "Each bed is watered at dusk."), 1):
        stage = reviewing()
        assert "write how it should read" in stage.refuses(commands.ProposeReview(way="rework"))
        assert "write how it should read" in stage.refuses(commands.ProposeReview(way="rework", text=POLICY.text))
        stage.act(commands.ProposeReview(way="rework", text=text))
        stage.to("record").act(commands.Record(review=REVIEW))
        books.keep(stage, f"garden-{number}")
    (policy,) = books.organisation.policies.values()
    assert (policy.id, policy.text, policy.title) == (POLICY.id, "Each bed is watered at dusk.", "Watering")
    assert [e.text for e in policy.editions] == [POLICY.text, "Each bed is watered at dawn."]
    assert [e.meeting for e in policy.editions] == ["garden-0", "garden-1"]
    assert (policy.responsible, policy.published) == ("eli", "the shed's door")


def test_policy_review_the_same_policy_reworked_twice_in_a_meeting_keeps_both_versions() -> None:
    stage = on(item_in("review"), item_in("review"))
    for item, text in ((1, "Each bed is watered at dawn."), (2, "Each bed is watered at dusk.")):
        stage.to("present", item).act(commands.ProposeReview(way="rework", text=text))
    books = with_policy()
    books.keep(stage)
    (policy,) = books.organisation.policies.values()
    assert [*(e.text for e in policy.editions), policy.text] == [
        POLICY.text,
        "Each bed is watered at dawn.",
        "Each bed is watered at dusk.",
    ]


def test_policy_review_rework_by_a_helping_circle_while_the_policy_stands() -> None:
    stage = reviewing()
    stage.act(commands.ProposeCircle(circle=replace(COMPOST, name="Watering again", until=UNTIL)))
    stage.to("record").onward()
    founds, keeps = stage.meeting.decisions[0].effects
    assert isinstance(founds, Founds)
    assert keeps == Keeps(policy=POLICY.id, title="Watering")
    books = with_policy()
    books.keep(stage)
    assert books.organisation.policies[POLICY.id].review == UNTIL
    assert books.organisation.circles["watering-again"].until == UNTIL


def test_a_policy_is_looked_at_where_the_item_names_one() -> None:
    stage = on(item_in("review", policy="")).to("present")
    assert "No policy is looked at" in stage.refuses(commands.ProposeReview(way="keep"))
    assert "There is no policy “garden-9-9”" in stage.refuses(commands.AddItem(title="x", policy="garden-9-9"))


def test_a_plain_wording_under_a_policy_reworks_it() -> None:
    stage = reviewing()
    stage.act(commands.Propose(text="Each bed is watered at dawn."))
    assert stage.item.proposal
    assert stage.item.proposal.current.effects == (Revises(policy=POLICY.id),)
