"""What was packed, and what rests, answers as if it lay open: whatever happens to it, and whenever it is packed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sociotui.domain import organisation_events as e
from sociotui.domain.circles import Circle
from sociotui.domain.consent import Given, Version
from sociotui.domain.due import due, offers
from sociotui.domain.event import Event
from sociotui.domain.folding import fold_organisation
from sociotui.domain.items import Decision, FollowUp
from sociotui.domain.organisation import SHELVES, About, Organisation
from sociotui.domain.packed import Live, Resting
from sociotui.domain.people import Person
from sociotui.domain.records import Edition, Held, Policy, Selection, Waiting, spine_of
from sociotui.domain.storing import restored, stored

TODAY = date(2026, 3, 2)
IDS = st.sampled_from("abcdef")


# --- what counts today: a dict, some of which rests ------------------------------------------------


def resting(things: dict[str, int]) -> Resting[int]:
    """Return these as they are packed."""
    packed = {id_: msgspec.json.encode(thing) for id_, thing in things.items()}
    sizes = msgspec.json.encode({id_: len(thing) for id_, thing in packed.items()})
    return Resting(int, lambda: sizes, lambda: b"".join(packed.values()), lambda: b"{}")


@given(
    st.dictionaries(IDS, st.integers(0, 999)),
    st.lists(st.tuples(st.sampled_from(["set", "del", "copy", "get"]), IDS, st.integers(0, 999)), max_size=30),
)
def test_what_counts_is_a_dict_whatever_rests(things: dict[str, int], steps: list[tuple[str, str, int]]) -> None:
    same = resting(things)
    live, known = Live(same), dict(things)
    for step, id_, number in steps:
        before, was = live, dict(known)
        if step == "copy":
            live = live.copy()
        elif step == "set":
            live[id_] = known[id_] = number
        elif step == "get" or id_ not in known:
            assert live.get(id_) == known.get(id_)
        else:
            del live[id_], known[id_]
        assert list(live.items()) == list(known.items())
        assert len(live) == len(known)
        assert [each in live for each in "abcdef"] == [each in known for each in "abcdef"]
        assert live == known == live.copy()
        assert (live == Live(same)) is (known == things) is (dict(live) == dict(Live(same)))
        assert live == Live(resting(known))
        if step == "copy":
            live["z"] = known["z"] = 1
            assert dict(before) == was  # the one that was copied doesn't change with its copy
            del live["z"], known["z"]
    with pytest.raises(KeyError):
        del live["nobody"]
    with pytest.raises(KeyError):
        live["nobody"]


def test_what_rests_is_read_when_it_is_asked_for_and_once() -> None:
    asked: list[str] = []

    def part(name: str, content: bytes) -> Callable[[], bytes]:
        def give() -> bytes:
            asked.append(name)
            return content

        return give

    spine = spine_of(policy("a"))
    by_day = msgspec.json.encode({spine.review.isoformat(): [spine]})
    live = Live(Resting[int](int, part("sizes", b'{"a":2,"b":1}'), part("things", b"105"), part("spines", by_day)))
    assert live.copy().untouched
    assert asked == []
    assert list(live.resting.spines(TODAY)) == []
    assert list(live.resting.spines(spine.review)) == [spine] == list(live.resting.spines())
    assert asked == ["spines"]
    assert ("b" in live, len(live), list(live)) == (True, 2, ["a", "b"])
    assert asked == ["spines", "sizes"]
    assert (live["b"], live["a"], live["b"]) == (5, 10, 5)
    assert asked == ["spines", "sizes", "things"]


# --- an organisation -------------------------------------------------------------------------------


def policy(id_: str, **more: Any) -> Policy:
    versions = (Version(number=1, text="Sow"), Version(number=2, text="Sow early"))
    day = TODAY - timedelta(days=300)
    usual = Policy(
        id=id_,
        circle="garden",
        title=f"Beds of {id_}",
        text="Sow early",
        adopted=day,
        review=TODAY + timedelta(days=40),
        versions=versions,
        given=(Given(person="ana"),),
        editions=(Edition(text="Sow late", adopted=day, review=day),),
    )
    return replace(usual, **more)


def waiting(id_: str) -> Waiting:
    decision = Decision(item=3, title="Tools", text="Share", version=1, consented=("ana",), waiting=("ben",))
    return Waiting(id=f"m-d{id_}", circle="garden", meeting="m", on=TODAY, decision=decision, asked=1)


START: list[Event] = [
    e.OrganisationDescribed(at=1, about=About(name="Green")),
    *(e.PersonEntered(at=1, person=Person(id=name, name=name.capitalize())) for name in ("ana", "ben")),
    *(e.CircleFormed(at=1, circle=Circle(id=c, name=c, members=("ana", "ben"))) for c in ("garden", "care")),
]
DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))


@st.composite
def happenings(draw: st.DrawFn) -> list[list[Event]]:
    """Things that happen in an organisation, in the batches in which somebody reads of them."""
    batches: list[list[Event]] = [list(START)]
    there: dict[str, set[str]] = {"policy": set(), "waits": set(), "step": set(), "held": set()}
    for number in range(draw(st.integers(0, 25))):
        id_, day, at = draw(IDS), draw(DAYS), 1000 + number
        circle = draw(st.sampled_from(["garden", "care", "gone"]))
        possible: list[tuple[str, Event]] = [
            ("policy", e.PolicyAdopted(at=at, policy=policy(id_, circle=circle, review=day, title=f"Beds {number}"))),
            ("step", e.FollowUpKept(at=at, follow_up=FollowUp(id=id_, circle=circle, text=f"Cut {number}", due=day))),
            ("waits", e.DecisionWaited(at=at, waiting=waiting(id_))),
            ("held", e.MeetingHeld(at=at, held=Held(id=id_, circle=circle, on=day), starts=(), backlog=())),
            (
                "",
                e.PersonSelected(
                    at=at,
                    selection=Selection(
                        id=f"{id_}{number}", circle=circle, role="leader", person="ana", on=TODAY, until=day
                    ),
                ),
            ),
        ]
        if id_ in there["policy"]:
            possible += [
                ("", e.PolicyKept(at=at, policy=id_, review=day)),
                ("", e.PolicyEnded(at=at, policy=id_, on=day)),
            ]
        if id_ in there["step"]:
            possible.append(("", e.FollowUpDone(at=at, follow_up=id_, on=day)))
        if id_ in there["held"]:
            possible.append(("", e.TurnsDiscarded(at=at, meeting=id_)))
        if id_ in there["waits"]:
            possible.append(("-waits", e.DecisionStood(at=at, decision=f"m-d{id_}")))
            possible.append(
                ("-waits", e.DecisionReturned(at=at, decision=f"m-d{id_}", person="ben", reason="Too early"))
            )
        came, event = draw(st.sampled_from(possible))
        if came.startswith("-"):
            there[came[1:]].discard(id_)
        elif came:
            there[came].add(id_)
        if draw(st.booleans()):
            batches.append([])
        batches[-1].append(event)
    return batches


def packed(organisation: Organisation) -> Organisation:
    """Return an organisation as it comes out of a snapshot."""
    kept = stored(organisation)
    return restored(kept.main, kept.parts.__getitem__)


def told(o: Organisation) -> dict[str, Any]:
    """Return all that an organisation tells, in the order in which it does."""
    days = (TODAY - timedelta(days=30), TODAY, TODAY + timedelta(days=100))
    return {
        "due": [
            [due(o, day, within, circle) for circle in ("", *o.circles)] for day in days for within in (0, 60, 400)
        ],
        "offers": [offers(o, circle, day) for circle in o.circles for day in days],
        "reviews": [list(o.reviews()), *(list(o.reviews(day)) for day in days)],
        "live": [list(getattr(o, name).live.items()) for name in SHELVES],
        "all": [list(getattr(o, name).items()) for name in SHELVES],
        "past": [list(getattr(o, name).past_ids()) for name in SHELVES],
        "how many": [(len(getattr(o, name)), len(getattr(o, name).live)) for name in SHELVES],
        "known": [[id_ in getattr(o, name) for id_ in "abcdefz"] for name in SHELVES],
        "waiting": list(o.waiting.items()),
        "backlog": o.backlog,
        "circles": o.circles,
    }


@given(happenings(), st.data())
def test_an_organisation_tells_the_same_whenever_it_was_packed(batches: list[list[Event]], data: st.DataObject) -> None:
    open_ = often = Organisation()
    for batch in batches:
        open_ = fold_organisation(open_, batch)
        often = fold_organisation(often, batch)
        if data.draw(st.booleans()):
            often = packed(often)
            if data.draw(st.booleans()):
                told(often)  # and goes on, having read all that rests
    one_by_one = Organisation()
    for event in (event for batch in batches for event in batch):
        one_by_one = fold_organisation(one_by_one, [event])
    assert told(often) == told(open_) == told(packed(often)) == told(one_by_one)
    assert often == open_ == packed(open_)
    assert open_ == often
    assert stored(often) == stored(open_) == stored(packed(open_))


@given(happenings(), happenings())
def test_what_is_folded_on_leaves_what_was_shown_as_it_was(first: list[list[Event]], then: list[list[Event]]) -> None:
    before = packed(fold_organisation(Organisation(), [event for batch in first for event in batch]))
    shown, kept = told(before), stored(before)
    steps = [event for batch in then for event in batch]
    after = before
    for event in steps:
        if not isinstance(event, e.PolicyKept | e.PolicyEnded | e.FollowUpDone | e.TurnsDiscarded | e.DecisionReturned):
            after = fold_organisation(after, [event])
    fold_organisation(before, [*START] * 4)
    assert told(before) == shown
    assert stored(before) == kept


def test_what_is_due_is_told_by_spines_alone() -> None:
    policies = [e.PolicyAdopted(at=1, policy=policy(id_)) for id_ in "abc"]
    kept = stored(fold_organisation(Organisation(), [*START, *policies]))
    asked: list[str] = []

    def part(name: str) -> bytes:
        asked.append(name)
        return kept.parts[name]

    organisation = restored(kept.main, part)
    assert [d.ref for d in due(organisation, TODAY)] == ["a", "b", "c"]
    assert due(organisation, TODAY, within=10) == ()
    assert asked == ["policies.spines"]
    # One that comes and one that is kept: still none of the others is read.
    more = [e.PolicyAdopted(at=2, policy=policy("d")), e.PolicyKept(at=3, policy="a", review=TODAY)]
    organisation = fold_organisation(organisation, more[:1])
    assert [d.ref for d in due(organisation, TODAY)] == ["a", "b", "c", "d"]
    assert asked == ["policies.spines", "policies.sizes", "policies.ids"]
    organisation = fold_organisation(organisation, more[1:])
    assert [d.ref for d in due(organisation, TODAY)] == ["a", "b", "c", "d"]
    assert asked[3:] == ["policies.resting"]
    assert organisation.policies["b"].versions == policy("b").versions
    assert asked[4:] == []
