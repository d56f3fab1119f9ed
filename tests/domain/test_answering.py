"""Answering: consent is of all members; between meetings a decision waits, stands, or goes back, as the circle agreed."""

import pytest
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.consent import Given
from sociotui.domain.customs import Customs
from sociotui.domain.due import offers
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation_events import (
    AnswerGiven,
    DecisionReturned,
    DecisionStood,
    PersonSelected,
    PolicyAdopted,
)
from sociotui.domain.windows import to_settle
from tests.domain.casting import ALL, GARDEN, HOUR, Books, answering, card, on, proposing_to, selecting
from tests.domain.stage import BETTER, REASON, REVIEW, SEATS, TODAY, WORDING, Stage, item_in

YEARS = 10 * 365 * 24 * HOUR
LAZY = Customs(absence="lazy", window=24)


def shed(customs: Customs | None = None) -> Stage:
    """Return a meeting in which fay and gil are absent, at the wording of its one decision; both are members."""
    return on(item_in("consent", title="Shed"), circle=card(customs=customs or Customs()), absent=("fay", "gil"))


def asked(customs: Customs | None = None) -> Books:
    """Return books in which a decision waits for fay and gil."""
    books = Books(replace(GARDEN, members=(*ALL, "gil")))
    books.keep(shed(customs))
    assert books.waiting().missing == ("fay", "gil")
    return books


# --- hold open until the absent have answered ------------------------------------------------------


def test_held_open_until_the_absent_have_answered_and_the_last_answer_lets_it_stand() -> None:
    books = asked()
    assert [type(e) for e in books.answer("fay")] == [AnswerGiven]
    assert books.organisation.policies == {}
    assert [type(e) for e in books.answer("gil", version=1)] == [AnswerGiven, DecisionStood, PolicyAdopted]
    (policy,) = books.organisation.policies.values()
    assert (policy.id, policy.text, policy.adopted) == ("garden-1-d1", WORDING, TODAY)
    assert sorted(policy.consented) == sorted((*ALL, "gil"))
    assert policy.given[-2:] == (Given(person="fay", means="terminal"), Given(person="gil", means="terminal"))
    assert books.organisation.waiting == {}


def test_nothing_is_adopted_by_silence_however_long() -> None:
    books = asked()
    assert not to_settle(books.organisation, books.clock + YEARS)
    assert books.settle(books.clock + YEARS) == ()
    assert list(books.organisation.waiting) == ["garden-1-d1"]
    assert not books.organisation.policies


def test_what_waits_changes_nothing_until_it_stands() -> None:
    stage = proposing_to(selecting(circle=card(customs=Customs())), dict.fromkeys(SEATS, "ben"))
    stage.act(commands.ProposeSelection())
    books = Books()
    books.keep(stage)
    assert not books.garden.roles
    assert not books.organisation.selections
    made = books.answer("fay")
    assert [type(e) for e in made] == [AnswerGiven, DecisionStood, PersonSelected]
    assert (books.garden.roles["delegate"].person, books.garden.roles["delegate"].until) == ("ben", REVIEW)
    assert Given(person="fay", means="terminal") in books.organisation.selections["garden-1-d1"].given


def test_who_is_not_asked_and_who_has_answered_is_told_who_is_still_asked() -> None:
    books = asked()
    books.answer("fay")
    assert "Fay has consented to this already" in books.refuses(answering("fay"))
    assert "Fay has consented to this already" in books.refuses(answering("fay", REASON))
    assert "Still asked: Gil" in books.refuses(answering("hana"))
    assert "Ana has consented" in books.refuses(answering("ana"))
    assert "no person “nobody”" in books.refuses(answering("nobody"))
    assert "no decision “garden-1-d2”" in books.refuses(answering("gil", decision="garden-1-d2"))


def test_who_answers_an_old_version_is_told_which_one_counts() -> None:
    stage = shed().to("integrate")
    stage.act(commands.Integrate(way="modify", text=BETTER))
    books = Books()
    books.keep(stage)
    said = books.refuses(answering("fay", version=1))
    assert "version 2 is the one" in said
    assert BETTER in said
    assert "version 2" in books.refuses(answering("fay", REASON, version=1))
    books.answer("fay", version=2)


def test_by_phone_with_a_witness_the_ledger_says_so_and_only_the_others_are_asked() -> None:
    stage = shed().to("record")
    stage.act(commands.Consent(person="fay", means="phone", witness="ben"))
    books = Books(replace(GARDEN, members=(*ALL, "gil")))
    books.keep(stage)
    assert books.waiting().missing == ("gil",)
    books.answer("gil")
    (policy,) = books.organisation.policies.values()
    assert Given(person="fay", means="phone", witness="ben") in policy.given
    assert {g.means for g in policy.given} == {"room", "phone", "terminal"}


def test_who_has_left_the_circle_is_not_waited_for() -> None:
    books = asked()
    books.answer("gil")
    books.organisation = replace(
        books.organisation,
        circles=books.organisation.circles | {"garden": replace(books.garden, members=(*SEATS, "gil"))},
    )
    assert to_settle(books.organisation, books.clock)
    assert "Fay is not asked about this" in books.refuses(answering("fay"))
    (stood, _adopted) = books.settle(books.clock)
    assert isinstance(stood, DecisionStood)
    assert stood.lapsed == ()
    assert "fay" not in books.organisation.policies["garden-1-d1"].consented


# --- an objection from outside the room -------------------------------------------------------------


def test_one_objection_never_refuses_it_goes_back_to_the_circle_with_its_reason() -> None:
    books = asked()
    books.answer("fay")
    assert [type(e) for e in books.answer("gil", REASON)] == [DecisionReturned]
    assert not books.organisation.waiting
    assert not books.organisation.policies
    (topic,) = books.organisation.backlog["garden"]
    assert (topic.title, topic.added_by, topic.next_step) == ("Shed", "gil", f"Objection: {REASON}")
    assert offers(books.organisation, "garden", TODAY)[0].title == "Shed"


def test_the_reason_is_kept_where_the_topic_is_on_the_backlog_already() -> None:
    books = asked()
    there = BacklogItem(title="Shed", minutes=5, next_step="Ask the neighbours.")
    books.organisation = replace(books.organisation, backlog={"garden": (there,)})
    books.answer("gil", REASON)
    (topic,) = books.organisation.backlog["garden"]
    assert topic.next_step.splitlines() == ["Ask the neighbours.", f"Objection: {REASON}"]


def test_an_objection_without_a_reason_that_can_be_seen_is_no_consent() -> None:
    books = asked()
    assert "comes with its reason" in books.refuses(answering("fay", " \u202e"))


# --- lazy consent ----------------------------------------------------------------------------------


def test_lazy_consent_the_window_counts_from_the_meetings_end_and_not_before_it_ends() -> None:
    books = asked(LAZY)
    until = books.clock + 24 * HOUR
    assert books.waiting().until == until
    assert not to_settle(books.organisation, until - 1)
    assert books.settle(until - 1) == ()
    assert to_settle(books.organisation, until)
    stood, adopted = books.settle(until)
    assert isinstance(stood, DecisionStood)
    assert isinstance(adopted, PolicyAdopted)
    assert stood.lapsed == ("fay", "gil")
    assert books.organisation.policies["garden-1-d1"].given[-2:] == (
        Given(person="fay", means="lapse"),
        Given(person="gil", means="lapse"),
    )
    assert not to_settle(books.organisation, until)


def test_lazy_consent_the_ledger_tells_who_answered_and_for_whom_the_window_ended() -> None:
    books = asked(LAZY)
    books.answer("gil")
    (stood, _adopted) = books.settle(books.waiting().until)
    assert isinstance(stood, DecisionStood)
    assert stood.lapsed == ("fay",)
    means = {g.person: g.means for g in books.organisation.policies["garden-1-d1"].given}
    assert means == {**dict.fromkeys(SEATS, "room"), "gil": "terminal", "fay": "lapse"}


def test_lazy_consent_with_all_answers_there_is_no_need_to_wait_for_the_end() -> None:
    books = asked(LAZY)
    books.answer("gil")
    books.answer("fay")
    assert list(books.organisation.policies) == ["garden-1-d1"]


def test_lazy_consent_an_objection_within_the_window_goes_back_to_the_circle() -> None:
    books = asked(LAZY)
    books.clock = books.waiting().until - 1
    books.answer("fay", REASON)
    assert books.settle(books.clock + 1) == ()
    assert not books.organisation.policies
    assert len(books.organisation.backlog["garden"]) == 1


@pytest.mark.parametrize("reason", ["", REASON])
def test_lazy_consent_an_answer_after_the_window_is_too_late(reason: str) -> None:
    books = asked(LAZY)
    books.clock = books.waiting().until
    assert "The window for this ended on 2026-11-" in books.refuses(answering("fay", reason))
    books.settle(books.clock)
    assert "by the custom of Garden circle it stands" in books.refuses(answering("fay"))


def test_two_windows_that_end_at_once_let_both_decisions_hold() -> None:
    stage = on(item_in("selection"), item_in("consent"), circle=card(customs=LAZY))
    stage.to("present", 2).act(commands.ProposeCustoms(customs=Customs(term=6)))
    books = Books()
    books.keep(stage)
    books.settle(books.waiting().until)
    assert (books.garden.customs, list(books.garden.roles)) == (Customs(term=6), ["secretary"])


# --- views, present --------------------------------------------------------------------------------


def test_views_or_those_present_nobody_is_asked_afterwards() -> None:
    for customs in (Customs(absence="views"), Customs(absence="present")):
        books = Books()
        books.keep(shed(customs))
        policy = books.organisation.policies["garden-1-d1"]
        assert (sorted(policy.consented), policy.absent) == (list(SEATS), ("fay", "gil"))
        assert books.organisation.waiting == {}
