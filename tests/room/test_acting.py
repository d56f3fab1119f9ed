"""Acting between meetings: answers to what waits, objections to minutes, reviews asked for, next steps done."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from sociotui.domain.customs import Approval, Customs
from sociotui.domain.organisation import Definition
from sociotui.domain.refusal import Refused
from sociotui.room.acting import answer_by_name, finish_by_name
from sociotui.room.home import Home
from tests.homes import Hands, home_in
from tests.room.holding import held

HOUR = 3_600_000


def with_customs(home: Home, customs: Customs) -> None:
    """Give the garden circle other customs."""
    o = home.organisation()
    assert o.about
    circle = replace(o.circles["garden"], customs=customs)
    home.define(Definition(organisation=o.about, circle=(circle,)), "test")


def topics(home: Home) -> list[str]:
    """Return what is on the garden circle's backlog."""
    return [t.title for t in home.organisation().backlog.get("garden", ())]


def test_an_answer_says_who_is_still_waited_for_and_the_last_one_what_stands(home: Home) -> None:
    decision = f"{held(home)}-d1"
    assert answer_by_name(home, decision, person="fay", actor="fay") == "Thank you. Still waiting for Gio."
    assert home.organisation().policies == {}
    assert answer_by_name(home, decision, person="gio", actor="gio", version=1) == (
        "That was the last answer: “Tool-shed rota” stands, looked at again on 2026-09-01."
    )
    assert [p.text for p in home.organisation().policies.values()] == ["Open on Saturdays,\n=at ten."]
    answers = [r for r in home.journal.read("organisation") if type(r.event).__name__ == "AnswerGiven"]
    assert [r.actor for r in answers] == ["fay", "gio"]


def test_an_objection_goes_to_the_next_meeting(home: Home) -> None:
    decision = f"{held(home)}-d1"
    said = answer_by_name(home, decision, person="fay", actor="fay", reason="Saturdays are full")
    assert said == (
        "Your objection is a gift, thank you: “Tool-shed rota” goes to the next meeting of Garden circle with it."
    )
    assert topics(home) == ["Tool-shed rota"]
    assert not home.organisation().waiting
    assert not home.organisation().policies


def test_an_objection_that_somebody_else_brings_is_told_by_name(home: Home) -> None:
    decision = f"{held(home)}-d1"
    said = answer_by_name(home, decision, person="fay", actor="zoe", reason="Saturdays are full")
    assert said.startswith("Fay's objection is a gift: “Tool-shed rota” goes to the next meeting of Garden circle")


@pytest.mark.parametrize("nothing", ["", "  \n ", "\x1b[31m", "\u202e"])
def test_an_objection_without_a_reason_is_never_taken_for_consent(home: Home, nothing: str) -> None:
    decision = f"{held(home)}-d1"
    before = home.organisation()
    with pytest.raises(Refused, match="comes with its reason"):
        answer_by_name(home, decision, person="fay", actor="fay", reason=nothing)
    assert home.organisation() == before


def test_an_account_that_nobody_has_is_asked_who_answers(home: Home) -> None:
    decision = f"{held(home)}-d1"
    with pytest.raises(Refused, match=r"Green Acres knows nobody by this account, “root”.*--for PERSON"):
        answer_by_name(home, decision, person="root", actor="root")
    assert answer_by_name(home, decision, person="fay", actor="root").startswith("Thank you.")
    with pytest.raises(Refused, match="Near it: gio"):
        answer_by_name(home, decision, person="goi", actor="root")


@pytest.mark.parametrize(
    ("decision", "person", "version", "why"),
    [
        ("garden-2026-03-02-d1", "ana", 0, "Ana has consented to this already"),
        ("garden-2026-03-02-d1", "hana", 0, "Hana is not asked about this. Still asked: Fay, Gio."),
        ("garden-2026-03-02-d1", "fay", 7, "That was version 7; version 1 is the one"),
        ("garden-2026-03-02-d9", "fay", 0, "Near it: garden-2026-03-02-d1"),
    ],
)
def test_what_is_not_asked_is_refused(home: Home, decision: str, person: str, version: int, why: str) -> None:
    held(home)
    with pytest.raises(Refused, match=why):
        answer_by_name(home, decision, person=person, actor=person, version=version)


def test_a_decision_that_stands_is_put_on_the_agenda_by_an_objection(home: Home) -> None:
    decision = f"{held(home)}-d1"
    for person in ("fay", "gio"):
        answer_by_name(home, decision, person=person, actor=person)
    said = answer_by_name(home, decision, person="ben", actor="ben", reason="Nobody comes")
    assert said == (
        "Thank you. “Review: Tool-shed rota” goes to the next meeting of Garden circle; until then the decision stands."
    )
    assert topics(home) == ["Review: Tool-shed rota"]


@pytest.mark.parametrize("approval", ["window", "next"])
def test_minutes_are_objected_to_within_their_window(home: Home, hands: Hands, approval: Approval) -> None:
    with_customs(home, Customs(minutes=approval, minutes_window=48))
    id_ = held(home)
    if approval == "next":
        with pytest.raises(Refused, match="looked at in the next meeting"):
            answer_by_name(home, id_, person="ben", actor="ben", reason="It was ten o'clock")
        return
    hands.at += 47 * HOUR
    said = answer_by_name(home, id_, person="ben", actor="ben", reason="It was ten o'clock")
    assert "“Minutes of 2026-03-02” goes to the next meeting of Garden circle" in said
    hands.at += 2 * HOUR
    assert not home.founded().held[id_].approved


def test_after_the_window_the_decision_stands_and_says_so(home: Home, hands: Hands) -> None:
    with_customs(home, Customs(absence="lazy", window=24))
    decision = f"{held(home)}-d1"
    hands.at += 25 * HOUR
    with pytest.raises(Refused, match="window for this has ended"):
        answer_by_name(home, decision, person="fay", actor="fay")
    assert {g.means for g in home.organisation().policies[decision].given} == {"room", "lapse"}


def test_a_next_step_is_done_once(home: Home) -> None:
    step = f"{held(home)}-step-1"
    assert finish_by_name(home, step, "ben") == "Done: “Cut a key”. Thank you."
    assert str(home.organisation().follow_ups[step].done) == "2026-03-02"
    with pytest.raises(Refused, match="was done on 2026-03-02"):
        finish_by_name(home, step, "ben")
    with pytest.raises(Refused, match=step):
        finish_by_name(home, f"{step}1", "ben")


def test_nothing_is_answered_where_there_is_no_organisation(tmp_path: Path) -> None:
    home = home_in(tmp_path, founded=False)
    with pytest.raises(Refused, match="sociotui init"):
        answer_by_name(home, "x", person="ana", actor="ana")
    with pytest.raises(Refused, match="sociotui init"):
        finish_by_name(home, "x", "ana")
    home.close()


def test_nobody_has_to_consent_to_minutes(home: Home) -> None:
    id_ = held(home)
    with pytest.raises(Refused, match="Nothing needs to be said"):
        answer_by_name(home, id_, person="ben", actor="ben")
