"""The meeting's forms: what each says when it is refused, and what it comes to when it is accepted."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from sociotui.domain.customs import Customs
from sociotui.domain.effects import Agrees, Founds, Joins, Keeps, Leaves, Refers, Revises
from tests.tui.staging import WORDING, Stage, StageAt, accept, closed, said_in, typed
from tests.tui.waiting import shows, text_of, until

pytestmark = pytest.mark.slow  # every form there is, key by key

Done = Callable[[Stage], object]
"""Reads off a stage what a form has come to."""


async def asked(pilot: Pilot[Any], key: str, title: str) -> None:
    """Press a key, and wait for the form that it opens."""
    await shows(pilot, "─ Ask ─")
    await pilot.press(key)
    await shows(pilot, f"─ {title}")


async def refused(pilot: Pilot[Any], why: str, *keys: str) -> None:
    """Type, accept, and see that it is refused in the form, with the reason."""
    await typed(pilot, *keys)
    await accept(pilot)
    await until(pilot, lambda: why in said_in(pilot, "#refusal"))


async def taken(pilot: Pilot[Any], said: str, *keys: str) -> None:
    """Type, accept, and see what is said then."""
    await typed(pilot, *keys)
    await accept(pilot)
    await closed(pilot)
    await until(pilot, lambda: said in " ".join(text_of(pilot).split()))


def effects_of(stage: Stage) -> tuple[object, ...]:
    """Return what the proposal under way changes."""
    proposal = stage.meeting.proposal
    return proposal.current.effects if proposal else ()


# --- wordings -------------------------------------------------------------------------------------


async def test_a_part_is_asked_for_in_the_dialects_own_word(stage_at: StageAt) -> None:
    stage = stage_at(dialect="s3").add("forming").go("needs")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await asked(pilot, "e", "Driver")
        await refused(pilot, "A proposal needs its exact wording.")
        await taken(pilot, "The proposal is written.", "Tools rust in the rain.")
        await shows(pilot, "Driver · version 1")
    assert stage.meeting.item and stage.meeting.item.parts["needs"].current.text == "Tools rust in the rain."


async def test_a_plan_is_written_by_whom_it_is_about(stage_at: StageAt) -> None:
    stage = stage_at().add("improvement", about="ben", people="ben,zoe").go("plan")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await asked(pilot, "e", "Plan")
        await refused(pilot, "A proposal needs its exact wording.")
        await taken(pilot, "The proposal is written.", "Ben writes minutes with Eli until May.")
        await shows(pilot, "Plan · version 1")
    assert stage.meeting.proposal and stage.meeting.proposal.by == "ben"


# --- circles and members --------------------------------------------------------------------------


async def test_a_circle_is_founded_with_aim_domain_members_and_leader(stage_at: StageAt) -> None:
    stage = stage_at().add("founding").go("present")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await asked(pilot, "e", "A new circle")
        words = ("Tools", "‹enter›", "Tools that work", "‹enter›", "The shed", "‹enter›")
        await refused(pilot, "Who leads it?", *words, "‹space›", "‹right›", "‹space›", "‹enter›")
        await taken(pilot, "The proposal is written.", "b")
    (founds,) = effects_of(stage)
    assert isinstance(founds, Founds)
    circle = founds.circle
    assert (circle.name, circle.aims, circle.domain) == ("Tools", ("Tools that work",), "The shed")
    assert (circle.members, circle.roles["leader"].person, circle.until) == (("ana", "ben"), "ben", None)


async def test_a_helping_circle_has_an_end_and_may_help_several_circles(stage_at: StageAt) -> None:
    stage = stage_at().add("helping").go("present")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await asked(pilot, "e", "A helping circle")
        words = ("Hoses", "‹enter›", "Find hoses", "‹enter›", "‹space›", "‹enter›", "a", "‹enter›")
        await refused(pilot, "2026-01-01 is not ahead of us.", *words, "‹ctrl+u›", "2026-01-01")
        await taken(pilot, "The proposal is written.", "‹ctrl+u›", "2026-05-01", "‹enter›", "k", "‹space›")
    (founds,) = effects_of(stage)
    assert isinstance(founds, Founds)
    assert str(founds.circle.until) == "2026-05-01"
    assert founds.circle.parents == ("garden", "kitchen")


async def test_somebody_new_joins_under_their_own_name(stage_at: StageAt) -> None:
    stage = stage_at().add("joining").go("propose")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await asked(pilot, "e", "Joining")
        await refused(pilot, "Who is it about? Name the person.")
        await taken(pilot, "The proposal is written.", "‹enter›", "Uma Rae", "‹enter›", "From April on.")
        await shows(pilot, "Uma Rae joins our circle.")
    assert effects_of(stage) == (Joins(person="uma-rae", name="Uma Rae"),)


async def test_who_leaves_is_asked_and_nobody_is_put_forward(stage_at: StageAt) -> None:
    stage = stage_at().add("leaving").go("propose")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await asked(pilot, "e", "Leaving")
        await refused(pilot, "Who is it about? Name the person.")
        await taken(pilot, "The proposal is written.", "b", "‹tab›", "Eli takes the keys.")
    assert effects_of(stage) == (Leaves(person="ben", name="Ben"),)


# --- reviews and customs --------------------------------------------------------------------------


def looked_at_again(stage_at: StageAt) -> Stage:
    """Return a stage whose circle looks at a policy of its own."""
    stage = stage_at(customs=Customs(absence="present")).add(presenter="ana").go("record")
    stage.act("record", review="2026-04-01")
    stage.act("close", postpone=True)
    stage.open()
    stage.act("agenda", ready=1)
    return stage.go("present")


async def test_a_policy_stays_ends_or_is_reworked(stage_at: StageAt) -> None:
    stage = looked_at_again(stage_at)
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await asked(pilot, "e", "What becomes of “The shed”?")
        await refused(pilot, "To rework “The shed”, write how it should read", "‹right›", "‹right›")
        await taken(pilot, "The proposal is written.", "‹tab›", " And each Sunday.")
        (revises,) = effects_of(stage)
        assert isinstance(revises, Revises)
        await pilot.press("e")
        await shows(pilot, "[we rework it]")
        await taken(pilot, "Version 2 of the proposal", "‹left›", "‹left›")
    assert isinstance(effects_of(stage)[0], Keeps)


async def test_a_policy_can_be_reworked_by_a_helping_circle(stage_at: StageAt) -> None:
    stage = looked_at_again(stage_at)
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await asked(pilot, "e", "What becomes of “The shed”?")
        await refused(pilot, "Who belongs to it?", "‹end›", "‹enter›")
        await taken(pilot, "The proposal is written.", "‹space›", "‹enter›", "a")
    founds, keeps = effects_of(stage)
    assert isinstance(founds, Founds) and founds.circle.members == ("ana",)
    assert isinstance(keeps, Keeps)


async def test_customs_are_proposed_from_the_palette_in_any_item_that_decides(stage_at: StageAt) -> None:
    stage = stage_at().add().go("present")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "─ Ask ─")
        await pilot.press("ctrl+p", *"customs")
        await shows(pilot, "Propose other customs")
        await pilot.press("enter")
        await shows(pilot, "─ Our customs")
        await refused(pilot, "A window is from 1 hour to 60 days long", "‹right›", "‹enter›", "‹ctrl+u›", "0")
        await refused(pilot, "“many” is no number.", "4", "‹enter›", "‹enter›", "‹ctrl+u›", "many")
        await taken(pilot, "The proposal is written.", "‹ctrl+u›", "3")
        await pilot.press("e")
        await shows(pilot, "[it waits some hours]")
    (agrees,) = effects_of(stage)
    assert isinstance(agrees, Agrees)
    assert (agrees.customs.absence, agrees.customs.window, agrees.customs.quorum) == ("lazy", 4, 3)


# --- on record, or on to others -------------------------------------------------------------------


async def test_the_record_says_beforehand_for_whom_a_decision_waits(stage_at: StageAt) -> None:
    stage = stage_at(customs=Customs(absence="lazy", window=36, review=6)).add(presenter="ana").go("record")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "◔ 36 h open")
        await asked(pilot, "e", "On record")
        assert "Missing: Fay, Gio. The decision waits for them, 36 hours at the most" in said_in(pilot, "#intro")
        assert "2026-09-02" in text_of(pilot)
        await refused(pilot, "2025-01-01 is not ahead of us.", "‹ctrl+u›", "2025-01-01")
        keys = ("‹ctrl+u›", "2026-10-01", "‹enter›", "‹enter›", "Tools rust", "‹enter›", "On the door")
        await taken(pilot, "It waits for Fay, Gio", *keys)
        await shows(pilot, "◔ The shed")
        await pilot.press("m")
        await shows(pilot, "the decision waits")
    (decision,) = stage.meeting.decisions
    assert (str(decision.review), decision.responsible) == ("2026-10-01", "ana")
    assert (decision.why, decision.published, decision.window) == ("Tools rust", "On the door", 36)


async def test_a_welcome_asks_for_no_day_on_which_it_is_looked_at_again(stage_at: StageAt) -> None:
    stage = stage_at().add("joining").go("record")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await asked(pilot, "e", "On record")
        assert "When do we look at it again?" not in text_of(pilot)
        await taken(pilot, "All who are here consent. It waits until")


async def test_where_the_circle_is_stuck_it_goes_to_others(stage_at: StageAt) -> None:
    stage = stage_at().add().go("consent")
    stage.act("object", text="Nobody has time")
    stage.go("integrate").act("stuck")
    async with stage.go("way-on").app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "e refer")
        await asked(pilot, "e", "A way on")
        await refused(pilot, "Who is in the helping circle, and until when")
        await taken(pilot, "The proposal is written.", "‹right›")
    (refers,) = effects_of(stage)
    assert isinstance(refers, Refers) and refers.circle == "general"


async def test_that_the_circle_is_stuck_is_said_from_the_palette(stage_at: StageAt) -> None:
    stage = stage_at().add().go("consent")
    stage.act("object", text="Nobody has time")
    async with stage.go("integrate").app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "e integrate")
        await pilot.press("ctrl+p", *"stuck")
        await shows(pilot, "Say that the circle is stuck")
        await pilot.press("enter")
        await shows(pilot, "We are stuck. That happens")


# --- the agenda -----------------------------------------------------------------------------------


async def test_an_item_gets_a_format_of_its_own_and_what_that_asks_for(stage_at: StageAt) -> None:
    stage = stage_at()
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await asked(pilot, "i", "A new item")
        assert "Which roles?" not in text_of(pilot)
        await typed(pilot, "Our delegate", "‹enter›", "‹end›", "‹left›")
        await shows(pilot, "[Role selection]")
        await shows(pilot, "Which roles?")
        await refused(pilot, "How many minutes?", "‹enter›", "d", "‹space›", "‹enter›", "‹ctrl+u›", "no")
        await taken(pilot, "On the agenda: “Our delegate”.", "‹ctrl+u›", "25")
    (item,) = stage.meeting.agenda
    assert (item.format, item.roles, item.minutes) == ("selection", ("delegate",), 25)


async def test_feedback_is_for_somebody_who_invites_others_to_it(stage_at: StageAt) -> None:
    stage = stage_at()
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await asked(pilot, "i", "A new item")
        await refused(pilot, "Whom is it about? Choose the person.", "Feedback", "‹enter›", "f", "‹enter›")
        await taken(pilot, "On the agenda: “Feedback”.", "b", "‹enter›", "‹space›", "z", "‹space›")
    (item,) = stage.meeting.agenda
    assert (item.about, item.people) == ("ben", ("ana", "zoe"))


async def test_what_is_ready_made_is_taken_by_its_number(stage_at: StageAt) -> None:
    stage = stage_at(customs=Customs(absence="present")).add(presenter="ana").go("record")
    stage.act("record", review="2026-04-01")
    stage.act("keep", title="Hoses", minutes=20)
    stage.act("close", postpone=True)
    stage.open()
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await asked(pilot, "i", "Onto the agenda")
        await shows(pilot, "1 Hoses  decide · 20 min")
        await shows(pilot, "2 Review: The shed  Policy review · 15 min")
        await pilot.press("1")
        await shows(pilot, "On the agenda: “Hoses”.")
        await asked(pilot, "i", "Onto the agenda")
        assert "Hoses  decide" not in text_of(pilot)
        await pilot.press("end", "enter")
        await shows(pilot, "─ A new item")
    assert [i.title for i in stage.meeting.agenda] == ["Hoses"]


async def test_an_item_is_chosen_and_changed_from_the_palette(stage_at: StageAt) -> None:
    stage = stage_at().add("selection").add()
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "─ Ask ─")
        await pilot.press("ctrl+p", *"move item")
        await shows(pilot, "another place")
        await pilot.press("enter")
        await shows(pilot, "─ Change which item?")
        await pilot.press("2")
        await shows(pilot, "─ Item 2 of the agenda")
        keys = ("‹enter›", "‹enter›", "‹enter›", "‹enter›", "‹ctrl+u›")
        await refused(pilot, "Choose a place from 1 to 2", *keys, "9")
        await taken(pilot, "The agenda has another order.", "‹ctrl+u›", "1")
    assert [i.format for i in stage.meeting.agenda] == ["", "selection"]


# --- what is said beside the way ------------------------------------------------------------------


async def test_a_concern_is_kept_where_the_dialect_has_it(stage_at: StageAt) -> None:
    stage = stage_at(dialect="s3").add().go("consent")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "w concern")
        await asked(pilot, "w", "A concern")
        await refused(pilot, "What is the concern?")
        await taken(pilot, "concern is kept for the review.", "‹tab›", "Rain in March")
        await pilot.press("v")
        await shows(pilot, "Rain in March")
    assert [c.text for c in stage.meeting.ledger.concerns] == ["Rain in March"]


async def test_elsewhere_a_concern_is_refused_with_what_there_is_instead(stage_at: StageAt) -> None:
    async with stage_at().add().go("consent").app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "─ Ask ─")
        assert "w concern" not in text_of(pilot)
        await pilot.press("w")
        await shows(pilot, "In this circle it is either an objection, or it is not")


async def test_the_view_of_somebody_absent_is_read_out(stage_at: StageAt) -> None:
    stage = stage_at(customs=Customs(absence="views"), present=("ana", "ben", "chidi", "eli", "zoe", "gio"))
    async with stage.add().go("consent").app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "◔ no view yet")
        await asked(pilot, "V", "The view of somebody absent")
        await refused(pilot, "What did Fay say?", "f", "‹tab›")
        await taken(pilot, "What Fay said before has been read out.", "Fine with me")
        await shows(pilot, "Fay view read")


async def test_where_all_are_here_there_is_no_view_to_read(stage_at: StageAt) -> None:
    everybody = ("ana", "ben", "chidi", "dara", "eli", "fay", "zoe", "gio")
    async with stage_at(present=everybody).app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "─ Ask ─")
        await pilot.press("V")
        await shows(pilot, "All members are here")
        await pilot.press("ctrl+p", *"answer by phone", "enter")
        await shows(pilot, "All members are here; each answers in the room.")


async def test_a_next_step_has_a_name_and_a_day(stage_at: StageAt) -> None:
    stage = stage_at().add("report").go("outcome")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await asked(pilot, "T", "A next step · The shed")
        await refused(pilot, "Who takes it on?", "Buy a lock", "‹enter›")
        await refused(pilot, "“soon” is not a day.", "f", "‹enter›", "soon")
        await taken(pilot, "Fay takes it on.", "‹ctrl+u›", "2026-03-09")
    assert stage.meeting.item and [f.owner for f in stage.meeting.item.follow_ups] == ["fay"]


async def test_an_evaluation_is_kept_without_names(stage_at: StageAt) -> None:
    stage = stage_at().go("check-out")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "E evaluate")
        await asked(pilot, "e", "How was this meeting?")
        await refused(pilot, "What shall the circle remember of this meeting?")
        await taken(pilot, "Kept for the circle.", "Short rounds helped.")
    assert stage.meeting.evaluation == ("Short rounds helped.",)


# --- answers by phone, and letting go -------------------------------------------------------------


async def test_somebody_absent_consents_by_phone_with_a_witness(stage_at: StageAt) -> None:
    stage = stage_at().add().go("consent")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "◔ held open")
        await pilot.press("a")
        await shows(pilot, "Fay  absent")
        await pilot.press("p")
        await shows(pilot, "Ana is in the room and answers there.")
        await pilot.press("end", "up", "p")
        await shows(pilot, "─ An answer by phone")
        await shows(pilot, "[Fay]")
        assert WORDING in text_of(pilot)
        await taken(pilot, "Fay", "‹enter›", "‹enter›", "b")
        await pilot.press("escape")
        await shows(pilot, "Fay consents.")
        await shows(pilot, "Fay phone ✓")
    answer = stage.meeting.ledger.answers["fay"]
    assert (answer.means, answer.witness) == ("phone", "ben")


async def test_an_objection_by_phone_comes_with_its_reason(stage_at: StageAt) -> None:
    stage = stage_at().add().go("consent")
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "─ Ask ─")
        await pilot.press("ctrl+p", *"answer by phone", "enter")
        await shows(pilot, "─ An answer by phone")
        await refused(pilot, "Who is on the phone?", "‹enter›")
        await refused(pilot, "An objection comes with its reason", "‹shift+tab›", "g", "‹enter›", "o")
        await taken(pilot, "Gio brings an objection.", "‹tab›", "No key for me")
    (objection,) = stage.meeting.ledger.objections
    assert (objection.person, objection.reason) == ("gio", "No key for me")


async def test_where_the_absent_are_not_asked_the_phone_is_refused_at_once(stage_at: StageAt) -> None:
    stage = stage_at(customs=Customs(absence="present")).add().go("consent")
    async with stage.app().run_test(size=(120, 24)) as pilot:
        await shows(pilot, "◔ Fay, Gio not asked")
        await pilot.press("ctrl+p", *"answer by phone", "enter")
        await shows(pilot, "who is absent is not asked afterwards")


@pytest.mark.parametrize(
    ("dialect", "missing", "keys"),
    [
        ("s3", "Ben, Chidi, Dara, Eli, Zoe", ("‹end›", "‹space›")),
        ("holacracy", "Ana", ("‹right›", "‹space›")),
    ],
)
async def test_who_agrees_to_let_an_objection_go_is_asked_as_the_dialect_has_it(
    stage_at: StageAt, dialect: str, missing: str, keys: tuple[str, ...]
) -> None:
    stage = stage_at(dialect=dialect).add(presenter="ana").go("consent")
    objector = stage.meeting.round.speaking if stage.meeting.round else ""
    stage.act("object", text="Nobody has time")
    async with stage.go("integrate").app().run_test(size=(80, 24)) as pilot:
        await asked(pilot, "O", "Let an objection go")
        marks = ("‹space›",)
        await refused(pilot, f"{missing}.", *marks)
        await taken(pilot, "objection", *keys)
    assert stage.meeting.ledger.objections[0].state == "released", objector


async def test_who_raised_an_objection_releases_it_at_once_where_that_is_enough(stage_at: StageAt) -> None:
    stage = stage_at().add().go("consent")
    stage.act("object", text="Nobody has time")
    async with stage.go("integrate").app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "O release")
        await pilot.press("O")
        await shows(pilot, "releases the objection.")


async def test_with_several_objections_it_is_asked_which_one_goes(stage_at: StageAt) -> None:
    stage = stage_at().add().go("consent")
    first = stage.meeting.round.speaking if stage.meeting.round else ""
    stage.act("object", text="Nobody has time")
    second = stage.meeting.round.speaking if stage.meeting.round else ""
    stage.act("object", text="Rust")
    async with stage.go("integrate").app().run_test(size=(80, 24)) as pilot:
        await asked(pilot, "O", "Let an objection go")
        await taken(pilot, "releases the objection.", "‹right›")
    assert [(o.person, o.state) for o in stage.meeting.ledger.objections] == [(first, "open"), (second, "released")]
