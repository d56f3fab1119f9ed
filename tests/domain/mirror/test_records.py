"""Figures of what is on record between meetings: roles, facilitation, reviews, agreements, evaluations; counted by hand."""

from datetime import date

from msgspec.structs import replace

from sociotui.domain import organisation_events as e
from sociotui.domain.changes import Step
from sociotui.domain.circles import PROCESS_ROLES
from sociotui.domain.evaluating import Evaluation
from sociotui.domain.event import Event
from sociotui.domain.items import FollowUp
from sociotui.domain.minutes import Minutes
from sociotui.domain.mirror.figures import Asked, Figure, FigureId, Part
from sociotui.domain.mirror.gathered import Gathered
from sociotui.domain.mirror.mirror import mirror
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Term
from sociotui.domain.records import Held, Policy, Selection
from tests.domain.casting import GARDEN, Books

TODAY = date(2026, 11, 23)


def seen(id_: FigureId, *events: Event, o: Organisation | None = None, asked: Asked | None = None) -> Figure:
    """Return a figure of what happened; the time of an event is the number of its day."""
    books = Books()
    if o:
        books.organisation = o
    for event in events:
        books.apply(event)
    found = mirror(Gathered(books.organisation, [Step(1, "zoe", events)]), asked or Asked(), TODAY, date.fromordinal)
    return next(f for f in found.figures if f.id == id_)


def counts(figure: Figure) -> dict[str, int]:
    """Return a figure's parts by what they are called."""
    return {part.label: part.count for part in figure.parts}


def policy(id_: str, review: date, circle: str = "garden") -> e.PolicyAdopted:
    """Return that a policy was adopted on the first of January."""
    adopted = Policy(id=id_, circle=circle, title=id_, text="…", adopted=date(2026, 1, 1), review=review)
    return e.PolicyAdopted(at=adopted.adopted.toordinal(), policy=adopted)


def test_reviews_counted_by_hand() -> None:
    june, may = date(2026, 6, 1), date(2026, 5, 1)
    events = (
        policy("kept on its day", june),
        e.PolicyKept(at=june.toordinal(), policy="kept on its day", review=date(2027, 6, 1)),
        policy("ended late", may),
        e.PolicyEnded(at=1, policy="ended late", on=june),
        policy("missed", may),
        policy("to come", date(2027, 1, 1)),
        policy("of others", may, "general"),
    )
    figure = seen("reviews", *events, asked=Asked(circle="garden"))
    assert (figure.count, figure.of) == (1, 3)
    assert counts(figure) == {"in time": 1, "late": 1, "missed so far": 1}
    assert seen("reviews", *events).of == 4
    assert seen("reviews", *events, asked=Asked(circle="garden", first=june)).of == 2


def test_next_steps_and_agreements_counted_by_hand() -> None:
    may, june = date(2026, 5, 1), date(2026, 6, 1)
    steps = {"done": may, "late": may, "open": may, "to come": date(2027, 1, 1), "without a day": None}
    events = [
        e.FollowUpKept(at=1, follow_up=FollowUp(id=id_, circle="garden", text=id_, owner="ben", due=due))
        for id_, due in steps.items()
    ]
    done = [e.FollowUpDone(at=2, follow_up=id_, on=on) for id_, on in (("done", may), ("late", june))]
    figure = seen("agreements", *events, *done)
    assert (figure.count, figure.of) == (1, 3)
    assert counts(figure) == {"in time": 1, "late": 1, "open, its day over": 1}
    talk = FollowUp(id="t", circle="garden", text="We ask first.", due=may, among=("ana", "ben"))
    both = seen("agreements", *events, *done, e.FollowUpKept(at=1, follow_up=talk))
    assert (both.count, both.of) == (1, 4)
    assert both.parts[-1] == Part("agreements of talks, in time", 0, 1)
    assert "ana" not in both.said


def test_roles_rotated_counted_by_hand() -> None:
    chosen = [("secretary", "eli", 1), ("secretary", "eli", 2), ("secretary", "dara", 3), ("delegate", "ana", 4)]
    events = [
        e.PersonSelected(
            at=month,
            selection=Selection(
                id=f"s{month}",
                circle="garden",
                role=role,
                person=person,
                on=date(2026, month, 1),
                until=date(2027, 1, 1),
            ),
        )
        for role, person, month in chosen
    ]
    figure = seen("roles", *events)
    assert (figure.count, figure.of) == (1, 2)
    assert counts(figure) == {"to somebody else": 1, "to the same person again": 1, "for the first time": 2}
    later = seen("roles", *events, asked=Asked(first=date(2026, 3, 1)))
    assert (later.count, later.of) == (1, 1), "what was before the period still is who had it before"


def test_holding_counted_by_hand() -> None:
    runs, over = date(2027, 1, 1), date(2026, 1, 1)
    holders = (("zoe", runs), ("zoe", runs), ("zoe", runs), ("eli", over))
    terms = {role: Term(person=p, until=until) for role, (p, until) in zip(PROCESS_ROLES, holders, strict=True)}
    books = Books(replace(GARDEN, roles=terms))
    figure = seen("several", o=books.organisation, asked=Asked(circle="garden"))
    assert (figure.count, figure.of) == (1, 7)
    assert counts(figure) == {"none": 6, "one role": 0, "two roles": 0, "three or more": 1}
    assert "Zoe" not in figure.said


def held(day: int, facilitator: str, evaluated: Evaluation | None = None, *, private: bool = False) -> e.MeetingHeld:
    """Return that the garden circle held a meeting."""
    on = date(2026, 3, day)
    minutes = Minutes(
        circle="Garden circle", on=on, format="weekly", facilitator=facilitator, secretary="Eli", evaluated=evaluated
    )
    record = Held(id=f"m{day}", circle="garden", on=on, minutes=minutes, private=private)
    return e.MeetingHeld(at=day, held=record)


def test_facilitation_counted_by_hand() -> None:
    figure = seen("facilitation", held(1, "Zoe"), held(2, "Zoe"), held(3, "Ana"), held(4, "Zoe"), held(5, "Somebody"))
    # Four meetings by two of seven members: Zoe would have given two to others.
    assert (figure.count, figure.of) == (50, 100)
    assert counts(figure)["members who have facilitated"] == 2
    assert counts(figure)["meetings with somebody else than before"] == 2


def test_evaluations_counted_by_hand() -> None:
    first = Evaluation(asked=6, answered=3, content={"yes": 2, "mostly": 1}, process={"little": 3})
    few = Evaluation(asked=6, answered=1)
    figure = seen("evaluation", held(1, "Zoe", first), held(2, "Zoe", few))
    # (3 + 3 + 2) of 9 and (1 + 1 + 1) of 9: 11 of 18.
    assert (figure.count, figure.of) == (61, 100)
    assert counts(figure) == {"content": 8, "process": 3}, "too few marks are no zero"
    assert "4 of 12" in figure.said
    assert seen("evaluation", held(2, "Zoe", few)).share is None


def test_private_meetings_are_in_no_figure() -> None:
    events = (held(1, "Zoe", Evaluation(asked=6, answered=3, content={"yes": 3}), private=True),)
    assert seen("facilitation", *events).share is None
    assert seen("evaluation", *events).share is None
