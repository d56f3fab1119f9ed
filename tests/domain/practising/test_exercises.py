"""The exercises that come with the program: each is played to its end, repeats itself, and says what was passed over."""

import pytest

from sociotui.domain import commands as c
from sociotui.domain.practising import cues
from sociotui.domain.practising.exercise import do, say
from sociotui.domain.practising.review import review
from sociotui.domain.practising.scenario import Saying
from sociotui.domain.practising.state import Exercise
from tests.domain.practising.playing import AT, begun, fitting, played, scenarios, silent, unfitting

EXERCISES = ("check-in", "conflict", "consent", "consent-dogs", "consent-s3", "integrating", "rounds", "selection")


def test_there_is_one_of_each_kind() -> None:
    assert tuple(sorted(scenarios())) == EXERCISES
    assert {s.kind for s in scenarios().values()} == set(EXERCISES) - {"consent-dogs", "consent-s3"}
    assert all(s.then in scenarios() for s in scenarios().values())


@pytest.mark.parametrize("id_", EXERCISES)
@pytest.mark.parametrize("seed", range(6))
def test_each_comes_to_a_good_end(id_: str, seed: int) -> None:
    x = played(begun(scenarios()[id_], seed), fitting, seed)
    told = review(x)
    assert told.did and told.tries
    assert told.passed_over == ()


@pytest.mark.parametrize("id_", EXERCISES)
def test_each_comes_to_an_end_whatever_is_said_and_tells_what_that_did(id_: str) -> None:
    x = played(begun(scenarios()[id_]), unfitting)
    assert review(x).passed_over
    notes = {n.text for n in x.noticed if n.kind == "unfit"}
    assert notes and notes <= set(review(x).passed_over)


@pytest.mark.parametrize("id_", EXERCISES)
def test_the_same_seed_gives_the_same_course(id_: str) -> None:
    one, other = (played(begun(scenarios()[id_], 3), fitting, 5) for _each in range(2))
    assert one.heard == other.heard
    assert one.meeting == other.meeting
    assert one.noticed == other.noticed


@pytest.mark.parametrize("id_", ["consent", "integrating", "check-in", "selection"])
def test_other_seeds_give_other_members_words_and_reasons(id_: str) -> None:
    said = {tuple(h.text for h in played(begun(scenarios()[id_], seed)).heard) for seed in range(8)}
    assert len(said) > 1


def test_nobody_is_overlooked_in_silence() -> None:
    told = review(played(begun(scenarios()["rounds"]), silent))
    passed_over = " ".join(told.passed_over)
    assert "Chidi was in mid-sentence" in passed_over
    assert "lost the thread when Ben talked into it" in passed_over
    assert "Dara said nothing" in passed_over


def test_a_step_that_was_left_without_what_it_is_there_for_is_named() -> None:
    told = review(played(begun(scenarios()["consent"]), silent))
    assert "“restate” was left without what it is there for." in told.passed_over
    assert any("before Ben was asked" in said for said in told.passed_over)


def test_listening_to_the_end_lets_others_wait() -> None:
    def patient(sayings: tuple[Saying, ...]) -> Saying | None:
        return next((s for s in sayings if s.more), None) or fitting(sayings)

    x = played(begun(scenarios()["rounds"]), patient)
    assert [n.person for n in x.noticed if n.kind == "waited"] == ["chidi"]
    assert x.waited == 3 * cues.PART


def test_somebody_who_is_not_heard_back_says_it_again() -> None:
    def deaf(sayings: tuple[Saying, ...]) -> Saying | None:
        return next((s for s in sayings if s.id == "forgot"), None) or fitting(sayings)

    x = begun(scenarios()["conflict"])
    while x.meeting.step.id != "their-side":
        saying = fitting(cues.sayings(x))
        x = say(x, saying.id, AT) if saying else do(x, c.NextStep(), AT)
    x = say(x, "forgot", AT)
    assert x.heard[-1].text.startswith("No, that is not what I said")
    assert x.open_cue
    x = say(x, "heard-back", AT)
    assert x.open_cue is None


def test_who_was_not_heard_objects_and_lets_go_once_they_are() -> None:
    x = begun(scenarios()["conflict"])
    while x.meeting.step.id != "agreement":
        x = do(x, c.NextStep(), AT)
    x = do(x, c.Propose(text=next(o.text for o in x.scenario.offer if o.id == "noon"), person="you"), AT)
    x = do(x, c.NextStep(), AT)
    x = do(x, c.Consent(person="you"), AT)
    assert [o.person for o in x.meeting.ledger.open] == ["noor"]
    x = do(x, c.NextStep(), AT)
    x = say(x, "tell-again", AT)
    assert not x.meeting.ledger.open
    x = do(x, c.NextStep(), AT)
    assert "noor" in x.meeting.ledger.consented


def test_who_breaks_in_can_be_heard_out_of_turn_and_the_order_goes_on() -> None:
    x = begun(scenarios()["rounds"])
    while not (x.open_cue and x.open_cue.kind == "interrupts"):
        x = do(x, c.FinishTurn(), AT)
    r = x.meeting.round
    assert r and r.now != "ben"
    x = do(x, c.TakeTurn(person="ben"), AT)
    assert x.heard[-1].text.startswith("I am sorry")
    x = do(x, c.FinishTurn(), AT)
    again = x.meeting.round
    assert again and again.now == r.now
    assert any("heard Ben out of turn" in said for said in review(x).did)


def test_what_fits_does_not_always_stand_first() -> None:
    first = {cues.sayings(do(begun(scenarios()["consent"], seed), c.NextStep(), AT))[0].fits for seed in range(12)}
    assert first == {True, False}


def test_undo_takes_back_what_came_of_it() -> None:
    x = begun(scenarios()["consent"])
    before = x.meeting
    after = do(do(x, c.NextStep(), AT), c.UndoAct(), AT)
    assert after.meeting.place == before.place
    assert after.heard == x.heard
    assert after.course.count > x.course.count


def test_one_cannot_consent_for_a_simulated_member() -> None:
    """What the room's rights keep from the learner is not even tried here: the members answer before anybody could."""
    x: Exercise = played(begun(scenarios()["consent"]))
    ledger = x.meeting.decisions[0]
    assert {g.person: g.means for g in ledger.given if g.person != "you"} == dict.fromkeys(
        ("ana", "ben", "chidi", "dara", "eli"), "terminal"
    )
