"""Chart: within which parent a circle is drawn, who sits where, what ends and what is due."""

from datetime import date

from msgspec.structs import replace

from sociotui.domain.circles import Circle
from sociotui.domain.organisation import About, Organisation
from sociotui.domain.people import Person, Term
from sociotui.exchange.map.chart import Chart, chart_of

from .organisations import TODAY, grown


def charted(*circles: Circle) -> Chart:
    people = {id_: Person(id=id_, name=id_.title()) for id_ in ("ana", "ben", "cy")}
    return chart_of(Organisation(about=About(name="Acres"), people=people, circles={c.id: c for c in circles}), TODAY)


GENERAL = Circle(id="general", name="General", members=("ana",))
GARDEN = Circle(
    id="garden",
    name="Garden",
    parents=("general",),
    members=("ben", "cy"),
    roles={"leader": Term(person="ben"), "delegate": Term(person="cy", until=date(2026, 3, 1))},
)


def test_a_circle_is_drawn_within_the_first_of_its_parents_and_linked_to_the_others() -> None:
    feast = Circle(id="feast", name="Feast", parents=("garden", "general", "nowhere"), until=date(2026, 3, 1))
    chart = charted(GENERAL, GARDEN, feast)
    assert chart.roots == ("general",)
    assert (chart.nodes["feast"].within, chart.nodes["feast"].also) == ("garden", ("general",))
    assert [(n.id, n.depth) for n in chart.nodes.values()] == [("general", 0), ("garden", 1), ("feast", 2)]
    assert chart.nodes["feast"].ended
    assert chart.way("feast") == ["general", "garden", "feast"]


def test_leaders_and_delegates_sit_in_both_circles_while_their_term_runs() -> None:
    chart = charted(GENERAL, GARDEN)
    assert [(s.person, s.link) for s in chart.nodes["garden"].seats] == [("ben", "leader"), ("cy", "")]
    assert [(s.name, s.link) for s in chart.nodes["general"].seats] == [("Ana", ""), ("Ben", "linked")]


def test_everybody_sits_where_the_organisation_has_them_as_full_members() -> None:
    o = grown(60, people=80, roots=2)
    chart = chart_of(o, TODAY)
    for id_ in o.circles:
        assert tuple(s.person for s in chart.nodes[id_].seats) == o.full_members(id_, TODAY)


def test_a_ring_of_circles_above_each_other_is_drawn_all_the_same() -> None:
    a, b = Circle(id="a", name="A", parents=("b",)), Circle(id="b", name="B", parents=("a",))
    alone = Circle(id="c", name="C", parents=("c",))
    chart = charted(a, b, alone, replace(GARDEN, parents=("b",)))
    assert chart.nodes.keys() == {"a", "b", "c", "garden"}
    assert len(chart.roots) == 2


def test_what_is_due_marks_a_circle_and_what_is_overdue_counts_more() -> None:
    soon = replace(GARDEN, roles={"leader": Term(person="ben", until=date(2026, 3, 20))})
    late = replace(soon, id="late", roles={"leader": Term(person="ben", until=date(2026, 2, 1))})
    chart = charted(GENERAL, replace(soon, roles={**soon.roles, "delegate": Term(person="cy")}), late)
    assert {n.id: n.mark for n in chart.nodes.values()} == {"general": None, "garden": "soon", "late": "over"}


def test_an_organisation_without_circles_is_an_empty_chart() -> None:
    chart = charted()
    assert (chart.nodes, chart.roots, list(chart.below(""))) == ({}, (), [])
