"""Circles that have ended: nothing is due, met or sought there any more; what they decided a broader circle looks after."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from sociotui.domain.circles import Circle
from sociotui.domain.coming import meetings_ahead
from sociotui.domain.due import due, ready
from sociotui.domain.governing import decide_organisation
from sociotui.domain.items import BacklogItem, FollowUp
from sociotui.domain.offices import Offices, Sought
from sociotui.domain.organisation import About, Organisation
from sociotui.domain.organisation_commands import AddTopic, AnswerDecision
from sociotui.domain.organisation_events import TopicReceived
from sociotui.domain.people import Person, Role, Term
from sociotui.domain.records import Held, Policy, Selection
from sociotui.domain.refusal import Refused
from sociotui.domain.shelf import Shelf

DAY = date(2026, 11, 23)
GONE = date(2026, 11, 1)
PEOPLE = {id_: Person(id=id_, name=id_.title()) for id_ in ("ana", "ben", "zoe")}
POLICY = Policy(
    id="p", circle="fair", title="Stalls", text="Two rows", adopted=GONE, review=DAY, responsible="ana", meeting="m"
)


def circle(id_: str, *parents: str, **said: object) -> Circle:
    return Circle(id=id_, name=id_.title(), parents=parents, **said)  # type: ignore[arg-type]


def ended(*parents: str) -> Organisation:
    circles = [
        circle("general", members=("ana", "zoe")),
        circle("care", "general", members=("ben",)),
        circle("over", "care", ended=GONE),
        circle("fair", *parents, ended=GONE, role=(Role(id="stalls", name="Stalls"),)),
    ]
    return Organisation(
        about=About(name="Green Acres"),
        people=PEOPLE,
        circles={c.id: c for c in circles},
        policies=Shelf({"p": POLICY}),
        follow_ups=Shelf({"f": FollowUp(id="f", circle="fair", text="Return the tent", owner="ben", due=DAY)}),
        backlog={"fair": (BacklogItem(title="Next year", due=DAY),)},
        held=Shelf({"m": Held(id="m", circle="fair", on=GONE, next_meeting="2026-12-01", window=1)}),
    )


@pytest.mark.parametrize(
    ("parents", "heir"),
    [(("general",), "general"), (("over", "general"), "general"), (("over",), "care"), (("care", "general"), "care")],
)
def test_what_it_decided_is_looked_after_by_the_nearest_broader_circle(parents: tuple[str, ...], heir: str) -> None:
    o = ended(*parents)
    assert (o.in_care_of("fair"), o.in_care_of("care"), o.in_care_of("over")) == (heir, "care", "care")
    found = due(o, DAY)
    assert [(d.circle, d.kind, d.ref) for d in found if d.ref in ("p", "f")] == [
        (heir, "policy", "p"),
        (heir, "step", "f"),
    ]
    assert {d.circle for d in found} <= {"general", "care"}
    assert due(o, DAY, circle="fair") == ()
    assert [d.ref for d in ready(o, heir, DAY) if d.kind == "policy"] == ["p"]
    assert next(d for d in found if d.ref == "p").item.presenter == ("ana" if heir == "general" else "")  # type: ignore[union-attr]


def test_where_no_broader_circle_works_still_nobody_is_asked() -> None:
    o = ended()
    assert o.heirs == {"over": "care"}
    assert not [d for d in due(o, DAY) if d.ref in ("p", "f")]


def test_it_does_not_meet_and_gives_no_roles() -> None:
    o = ended("general")
    assert meetings_ahead(o, DAY) == []
    offices = Offices().find(o, DAY, Sought()).offices
    assert {office.circle for office in offices} == {"general", "care"}
    said = "Fair ended on 2026-11-01; what it decided is on record, and General looks after it."
    for command in (
        AddTopic(circle="fair", topic=BacklogItem(title="More"), today=DAY),
        AddTopic(circle="fair", topic=BacklogItem(title="Choose", format="selection", roles=("stalls",)), today=DAY),
        AnswerDecision(decision="m", person="ana", reason="Not so", today=DAY),
    ):
        with pytest.raises(Refused) as refusal:
            decide_organisation(o, command, "ana", 0)
        assert str(refusal.value) == said


def test_an_objection_to_what_it_decided_comes_to_who_looks_after_it() -> None:
    o = ended("general")
    (event,) = decide_organisation(o, AnswerDecision(decision="p", person="zoe", reason="Too narrow", today=DAY), "", 0)
    assert isinstance(event, TopicReceived)
    assert (event.circle, event.topic.title, event.topic.policy) == ("general", "Review: Stalls", "p")
    with pytest.raises(Refused, match="This is a decision of General"):
        decide_organisation(o, AnswerDecision(decision="p", person="ben", reason="No", today=DAY), "", 0)


def answered(o: Organisation, decision: str) -> str:
    with pytest.raises(Refused) as refusal:
        decide_organisation(o, AnswerDecision(decision=decision, person="ana", reason="No", today=DAY), "ana", 0)
    return str(refusal.value)


def test_a_policy_that_has_ended_is_not_objected_to_any_more() -> None:
    o = ended("general")
    over = replace(o, policies=Shelf({}, {"p": replace(POLICY, ended=GONE)}))
    assert answered(over, "p") == "“Stalls” ended on 2026-11-01. If it is missed, bring it onto the agenda of General."


def test_nor_a_selection_whose_term_is_over_or_that_another_one_came_after() -> None:
    chosen = Selection(id="s", circle="general", role="leader", title="leader", person="ana", on=GONE, until=GONE)
    o = replace(ended("general"), selections=Shelf({"s": chosen}))
    said = "“leader”: Ana does not hold this role any more, so nothing is left to answer."
    for term in (None, Term(person="ana", until=DAY - timedelta(1)), Term(person="zoe")):
        roles = {"leader": term} if term else {}
        general = circle("general", members=("ana", "zoe"), roles=roles)
        assert answered(replace(o, circles=o.circles | {"general": general}), "s").startswith(said)


def test_terms_of_a_helping_circle_that_is_over_are_not_due() -> None:
    roles = {"leader": Term(person="ana", until=DAY + timedelta(3))}
    there = circle("fair", "general", members=("ana",), until=DAY, roles=roles)
    o = replace(ended("general"), circles=ended("general").circles | {"fair": there})
    assert "leader" in {d.ref for d in due(o, DAY, circle="fair")}
    assert "leader" not in {d.ref for d in due(o, DAY + timedelta(1), circle="fair")}
