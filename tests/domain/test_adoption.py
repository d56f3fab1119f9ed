"""Adoption: nothing is adopted while an answer is missing, unless the circle's own policy says so.

Circles of any custom meet with any members absent; between meetings people answer, leave, and time goes by. What
everybody said is noted by the test itself, and held against what is on record after each of these.
"""

from dataclasses import dataclass, field
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sociotui.domain import commands as c
from sociotui.domain.circles import Dialect
from sociotui.domain.consent import Given, Means
from sociotui.domain.customs import Absence, Customs
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation_events import MemberLeft
from sociotui.domain.refusal import Refused
from tests.domain.casting import ALL, GARDEN, HOUR, Books, answering, card, on
from tests.domain.stage import OPENED, REASON, REVIEW, SEATS, Stage, item_in

MEMBERS = (*ALL, "gil")
FORMATS = ("consent", "selection", "forming")

Act = tuple[str, str, int]
"""What happens between meetings, who does it, and how many hours go by before."""


def between_meetings(absent: tuple[str, ...]) -> st.SearchStrategy[list[Act]]:
    """Return what happens after a meeting; mostly by those who were absent."""
    who = st.sampled_from([*absent, *absent, *absent, *MEMBERS, "hana"])
    kinds = st.sampled_from(["answer", "answer", "answer", "object", "wait", "settle", "leave", "leave", "join"])
    return st.lists(st.tuples(kinds, who, st.sampled_from([0, 0, 1, 23, 24, 48, 5000])), min_size=1, max_size=12)


@dataclass
class Said:
    """Who consented how, and who has left, by the test's own account; `until` is when the window ends."""

    means: dict[str, Means]
    counted: set[str]
    closed: int
    gone: set[str] = field(default_factory=set)
    objected: bool = False


def meets(
    customs: Customs, dialect: Dialect, format_: str, absent: tuple[str, ...], by_phone: int
) -> tuple[Stage, Said]:
    """Hold a meeting with one decision, in which some of the absent members are asked by phone."""
    here = tuple(p for p in MEMBERS if p not in absent)
    stage = on(
        item_in("consent-s3" if (format_, dialect) == ("consent", "s3") else format_, title="Shed"),
        circle=card(dialect, customs),
        seats=here,
        absent=absent,
        guests=("ivo",),
    ).to("record")
    means: dict[str, Means] = dict.fromkeys(here, "room")
    for person in absent[:by_phone]:
        try:
            stage.act(c.Consent(person=person, means="phone", witness=here[0]))
        except Refused:
            assert customs.absence in ("views", "present")
        else:
            means[person] = "phone"
    stage.act(c.Record(review=REVIEW))
    while not stage.meeting.closed:
        stage.onward()
    return stage, Said(means=means, counted=set(MEMBERS), closed=stage.meeting.closed)


def given_on_record(books: Books) -> tuple[Given, ...] | None:
    """Return how each consented to the decision that is on record; None where there is none."""
    o = books.organisation
    return next((r.given for found in (o.policies, o.selections) for r in found.values()), None)


def check(books: Books, customs: Customs, said: Said) -> None:
    """What is on record was consented to by everybody, or stands by the circle's own custom."""
    found = given_on_record(books)
    if found is None:
        return
    assert not said.objected
    given_by = {g.person: g.means for g in found}
    assert len(given_by) == len(found)
    answered = {person: means for person, means in given_by.items() if means != "lapse"}
    assert answered == said.means
    lapsed = set(given_by) - set(answered)
    if lapsed:
        assert customs.absence == "lazy"
        assert books.clock >= said.closed + customs.window * HOUR
    if customs.absence in ("hold", "lazy"):
        assert said.counted - set(given_by) <= said.gone
    assert all(g.witness for g in found if g.means == "phone")


def between(books: Books, said: Said, act: Act) -> None:
    """Let something happen between meetings, and note what was said by it."""
    kind, person, hours = act
    books.clock += hours * HOUR
    match kind:
        case "answer" | "object":
            waits = bool(books.organisation.waiting)
            try:
                books.act(answering(person, REASON if kind == "object" else ""))
            except Refused:
                return
            if waits and kind == "answer":
                said.means[person] = "terminal"
            elif waits:
                said.objected = True
        case "settle":
            books.settle(books.clock)
        case "leave" if person in books.garden.members and given_on_record(books) is None:
            said.gone.add(person)
            books.apply(MemberLeft(at=books.clock, circle="garden", person=person))
        case "join" if person not in books.garden.members and given_on_record(books) is None:
            garden = replace(books.garden, members=(*books.garden.members, person))
            books.organisation = replace(books.organisation, circles=books.organisation.circles | {"garden": garden})
            said.gone.discard(person)
        case _:
            pass


def held(meeting: Meeting) -> Books:
    """Return books on which a meeting was put."""
    books = Books(replace(GARDEN, members=MEMBERS))
    books.clock = OPENED
    books.record(meeting)
    return books


@settings(max_examples=300)
@given(
    absence=st.sampled_from(get_args(Absence)),
    window=st.sampled_from([1, 24, 48]),
    dialect=st.sampled_from(get_args(Dialect)),
    format_=st.sampled_from(FORMATS),
    absent=st.lists(st.sampled_from(MEMBERS), unique=True, max_size=5).map(tuple),
    by_phone=st.sampled_from([0, 0, 0, 1, 3]),
    data=st.data(),
)
def test_nothing_is_adopted_while_an_answer_is_missing_unless_by_stated_policy(
    absence: Absence,
    window: int,
    dialect: Dialect,
    format_: str,
    absent: tuple[str, ...],
    by_phone: int,
    data: st.DataObject,
) -> None:
    customs = Customs(absence=absence, window=window)
    stage, said = meets(customs, dialect, format_, absent, by_phone)
    books = held(stage.meeting)
    check(books, customs, said)
    for act in data.draw(between_meetings(absent)):
        between(books, said, act)
        check(books, customs, said)
    between(books, said, ("settle", "", 0))
    check(books, customs, said)
    if said.objected:
        assert given_on_record(books) is None
        assert "Shed" in {t.title for t in books.organisation.backlog["garden"]}
    elif given_on_record(books) is None:
        assert set(books.waiting().missing) - said.gone
        assert absence in ("hold", "lazy")


@settings(max_examples=60)
@given(
    absent=st.lists(st.sampled_from(MEMBERS), unique=True, min_size=1, max_size=5),
    order=st.permutations(MEMBERS),
)
def test_whatever_the_order_of_answers_the_last_one_lets_it_stand(absent: list[str], order: list[str]) -> None:
    stage, said = meets(Customs(), "sofa", "consent", tuple(absent), 0)
    books = held(stage.meeting)
    answers = [p for p in order if p in absent]
    for person in answers:
        assert given_on_record(books) is None
        between(books, said, ("answer", person, 0))
    check(books, Customs(), said)
    assert [g.person for g in given_on_record(books) or ()][-len(answers) :] == answers


def test_the_circle_that_plays_this_has_members_here_and_away() -> None:
    assert set(SEATS) < set(MEMBERS) == {*SEATS, "fay", "gil"}
