"""Decisions as cards: found by their words, by circle, state and what is due, in their order; and nothing is unpacked for it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sociotui.domain.decisions import STATES, Card, Decisions, Wanted
from sociotui.domain.organisation import Organisation
from sociotui.domain.packed import Live
from tests.domain.found import TODAY, in_days, organisation, packed, policy

Reading = Callable[[Organisation], Organisation]
READINGS: list[Reading] = [lambda o: o, packed]
WANTED = st.builds(
    Wanted,
    text=st.sampled_from(["", "s", "shed", "SEED share", "cafe", "open", "ben", "zzz", "garden o"]),
    circle=st.sampled_from(["", "garden", "general", "nowhere"]),
    state=st.sampled_from(["", *STATES]),
    due=st.booleans(),
)


def ids(o: Organisation, **wanted: object) -> list[str]:
    """Return the ids of what is found, in order."""
    return [c.id for c in Decisions().find(o, TODAY, Wanted(**wanted)).cards]  # type: ignore[arg-type]


@pytest.mark.parametrize("reading", READINGS, ids=["whole", "packed"])
def test_what_waits_and_what_is_due_stand_on_top_and_what_has_ended_last(reading: Reading) -> None:
    page = Decisions().find(reading(organisation()), TODAY, Wanted())
    assert [c.id for c in page.cards] == ["w1", "p2", "s3", "p1", "s1", "p3", "s2", "p4"]
    assert page.of == 8
    found = {c.id: c for c in page.cards}
    assert {id_: c.state for id_, c in found.items() if c.state != "in force"} == {
        "w1": "waiting",
        "s2": "ended",  # Ben was chosen since
        "s3": "ended",  # the term is over
        "p4": "ended",
    }
    assert {id_ for id_, c in found.items() if c.late} == {"p2", "s3"}
    assert {id_ for id_, c in found.items() if c.listed} == {"p2"}
    assert found["p4"].day == in_days(-8)
    assert found["s1"].title == "Facilitator: Bén"


@pytest.mark.parametrize("reading", READINGS, ids=["whole", "packed"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("shed", ["p1", "p4"]),  # the title before the text
        ("locked", ["p1"]),
        ("cafe", ["p3"]),
        ("spill", ["p3"]),
        ("sold", ["p2"]),  # what it said before
        ("greenh", ["w1"]),
        ("ben facil", ["s1"]),
        ("general hours", ["p3"]),
        ("shed bees", ["p4"]),
        ("shed zebra", []),
    ],
)
def test_words_are_found_wherever_they_stand(reading: Reading, text: str, found: list[str]) -> None:
    assert ids(reading(organisation()), text=text) == found


def test_by_circle_state_and_what_is_due() -> None:
    o = organisation()
    assert ids(o, circle="general") == ["p3"]
    assert ids(o, state="waiting") == ["w1"]
    assert ids(o, state="ended") == ["s3", "s2", "p4"]
    assert ids(o, due=True) == ["w1", "p2", "s3", "p1", "s1"]
    assert ids(o, state="in force", due=True, circle="garden", text="se") == ["p2"]


@given(WANTED, st.booleans())
def test_each_found_one_is_as_wanted_and_no_other_is(wanted: Wanted, whole: bool) -> None:
    o = organisation() if whole else packed(organisation())
    index = Decisions()
    found, every = index.find(o, TODAY, wanted).cards, index.find(o, TODAY, Wanted()).cards

    def fits(card: Card) -> bool:
        return wanted.circle in ("", card.circle) and wanted.state in ("", card.state) and (card.due or not wanted.due)

    by_words = index.find(o, TODAY, Wanted(text=wanted.text)).cards
    assert {c.id for c in found} == {c.id for c in by_words if fits(c)}
    assert [c.id for c in by_words if fits(c)] == [c.id for c in found]
    assert {c.id for c in by_words} <= {c.id for c in every}


def test_no_policy_is_unpacked_to_be_listed_or_found() -> None:
    o = packed(organisation())
    assert ids(o, text="shed") == ["p1", "p4"]
    live, shelf = o.policies.live, o.policies.packed
    assert isinstance(live, Live)
    assert live.resting._things == {}
    assert shelf is not None
    assert shelf._things is None


def test_what_changes_is_seen_and_only_that_is_read_again() -> None:
    o, index = packed(organisation()), Decisions()
    index.find(o, TODAY, Wanted())
    before = dict(index._policies)
    changed = replace(o, policies=o.policies.put("p1", policy("p1", "Barn", "Nobody opens it.")))
    changed = replace(changed, policies=changed.policies.put("p9", policy("p9", "Geese")))
    assert [c.id for c in index.find(changed, TODAY, Wanted(text="barn")).cards] == ["p1"]
    assert [c.id for c in index.find(changed, TODAY, Wanted(text="gee")).cards] == ["p9"]
    assert index.find(changed, TODAY, Wanted(text="rota")).cards == ()
    after = index._policies
    assert {id_ for id_ in after if before.get(id_) is not after[id_]} == {"p1", "p9"}
    gone = replace(changed, policies=type(o.policies)())
    assert {c.kind for c in index.find(gone, TODAY, Wanted()).cards} == {"waiting", "selection"}


def test_another_day_makes_other_things_due() -> None:
    o, index = organisation(), Decisions()
    assert "p3" not in [c.id for c in index.find(o, TODAY, Wanted(due=True)).cards]
    later = index.find(o, in_days(150), Wanted(due=True)).cards
    assert "p3" in [c.id for c in later]


def test_a_name_that_changed_is_found_and_the_old_one_is_not() -> None:
    o, index = organisation(), Decisions()
    assert [c.id for c in index.find(o, TODAY, Wanted(text="general")).cards] == ["p3"]
    named = replace(o, circles=o.circles | {"general": replace(o.circles["general"], name="Whole")})
    assert [c.id for c in index.find(named, TODAY, Wanted(text="whole")).cards] == ["p3"]
    assert index.find(named, TODAY, Wanted(text="general")).cards == ()
