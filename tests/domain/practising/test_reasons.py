"""Property: a simulated member never consents while a reason of theirs stands, and always does once all are met."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sociotui.domain import events as e
from sociotui.domain.consent import Version
from sociotui.domain.practising.chance import drawn
from sociotui.domain.practising.reasons import carried, reworded, stands, to_offer
from sociotui.domain.practising.scenario import CircleSaid, Clause, Member, Offer, Reason, Scenario, Topic
from sociotui.domain.practising.state import Exercise
from sociotui.domain.refusal import Refused
from tests.domain.practising.playing import TODAY, begun, scenarios, silent, step

TAGS = ("a", "b", "c", "d")
tags = st.lists(st.sampled_from(TAGS), max_size=3, unique=True).map(tuple)
reasons = st.builds(
    lambda n, needs, against, maybe: Reason(
        id=f"r{n}", objects=f"because {n}", needs=needs, against=against, maybe=maybe
    ),
    st.integers(0, 99),
    tags,
    tags,
    st.booleans(),
).filter(lambda r: bool(r.needs or r.against))


@st.composite
def circles(draw: st.DrawFn) -> Scenario:
    """Any circle that decides on something, with reasons that may or may not be met."""
    members = tuple(
        Member(
            id=f"m{n}",
            name=f"M{n}",
            temper=draw(st.sampled_from(("calm", "quiet", "careful"))),
            reason=tuple(draw(st.lists(reasons, max_size=2))),
        )
        for n in range(draw(st.integers(1, 4)))
    )
    offers = tuple(
        Offer(id=f"o{n}", text=f"Offer number {n}.", carries=draw(tags), replaces=draw(st.sampled_from(("", "first"))))
        for n in range(draw(st.integers(1, 4)))
    )
    return Scenario(
        id="any",
        kind="consent",
        title="Any",
        about="",
        circle=CircleSaid(name="Any circle", aims=("An aim",)),
        topic=Topic(title="Any topic", format="consent", by="m0"),
        clause=(Clause(id="first", text="The first sentence.", carries=draw(tags)),),
        offer=(
            *offers,
            Offer(id="term", way="shorten", days=30, carries=draw(tags)),
            Offer(id="watch", way="measure", text="Watch it.", carries=draw(tags)),
        ),
        member=members,
    )


def _answers(before: Exercise, after: Exercise) -> list[e.ConsentGiven | e.ObjectionRaised]:
    """Return the answers to the proposal by simulated members that an act brought about."""
    acts = after.course.acts[len(before.course.acts) :] if after.course.count > before.course.count else ()
    events = [event for act in acts for event in act.events]
    return [
        event
        for event in events
        if isinstance(event, e.ConsentGiven | e.ObjectionRaised) and event.subject == "item:1" and _who(event) != "you"
    ]


def _who(event: e.ConsentGiven | e.ObjectionRaised) -> str:
    return event.person if isinstance(event, e.ConsentGiven) else event.objection.person


def check(x: Exercise, chance: Random) -> list[bool]:
    """Play on, and look at each answer that is given meanwhile; return which of them were consent."""
    answers: list[bool] = []
    for _each in range(120):
        if x.over or x.meeting.step.kind == "record":
            break
        try:
            after = step(x, silent, chance)
        except (IndexError, Refused):
            break  # nothing is left that could be offered; the circle would look for another way now
        for event in _answers(x, after):
            answers.append(isinstance(event, e.ConsentGiven))
            assert answers[-1] != bool(after.reasons(_who(event)))
        x = after
    return answers


@given(circles(), st.integers(0, 1000), st.randoms(use_true_random=False))
def test_consent_is_given_exactly_where_no_reason_stands(scenario: Scenario, seed: int, chance: Random) -> None:
    check(begun(scenario, seed), chance)


@pytest.mark.parametrize("id_", ["consent", "consent-dogs", "consent-s3", "integrating", "selection", "conflict"])
@pytest.mark.parametrize("seed", range(12))
def test_so_it_is_in_the_exercises(id_: str, seed: int) -> None:
    answers = check(begun(scenarios()[id_], seed), Random(seed))
    assert id_ == "conflict" or True in answers  # there nobody is heard where nothing is said
    assert id_ == "selection" or False in answers


@given(reasons, tags)
def test_a_reason_stands_until_it_is_met(reason: Reason, now: tuple[str, ...]) -> None:
    met = {*now, *reason.needs} - ({*reason.against} if not reason.needs else set())
    assert not stands(reason, met)
    if stands(reason, now):
        assert not reason.against or set(now) & set(reason.against)
        assert not reason.needs or set(reason.needs) - set(now)


def test_a_sentence_takes_the_place_of_another_one() -> None:
    s = scenarios()["consent"]
    keeper = next(o for o in s.offer if o.id == "keeper")
    text = reworded(s, s.wording, keeper)
    assert keeper.text in text
    assert "fetches the key at the café" not in text
    version = Version(number=2, text=text)
    assert "keeper" in carried(s, version, TODAY)
    assert keeper not in to_offer(s, version, TODAY)


def test_a_term_carries_its_tag_while_it_is_short_enough() -> None:
    s = scenarios()["consent"]
    version = Version(number=1, text=s.wording, review=TODAY.replace(month=12))
    assert "trial" in carried(s, version, TODAY)
    assert "trial" not in carried(s, replace(version, review=TODAY.replace(year=2027)), TODAY)


@given(st.integers(), st.text(), st.integers(1, 50))
def test_chance_is_the_same_for_the_same_seed(seed: int, occasion: str, of: int) -> None:
    assert 0 <= drawn(seed, occasion, of) < of
    assert drawn(seed, occasion, of) == drawn(seed, occasion, of)
