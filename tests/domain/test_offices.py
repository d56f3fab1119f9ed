"""Offices: who holds what until when, what ends first on top; who has facilitated, as far as the record says."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from sociotui.domain.offices import Offices, Sought, offices_of
from sociotui.domain.organisation import Organisation
from tests.domain.found import TODAY, in_days, organisation, packed

Reading = Callable[[Organisation], Organisation]
READINGS: list[Reading] = [lambda o: o, packed]


@pytest.mark.parametrize("reading", READINGS, ids=["whole", "packed"])
def test_what_ends_first_stands_on_top(reading: Reading) -> None:
    sheet = Offices().find(reading(organisation()), TODAY, Sought())
    assert [(f.id, f.person, f.standing) for f in sheet.offices] == [
        ("garden/leader", "ana", "ended"),
        ("garden/facilitator", "ben", "soon"),
        ("garden/delegate", "", "vacant"),
        ("garden/keeper", "", "vacant"),
        ("general/leader", "ana", "open"),
        ("garden/secretary", "", "unused"),
        ("general/facilitator", "", "unused"),
        ("general/secretary", "", "unused"),
    ]
    assert [f.id for f in sheet.offices if f.listed] == ["garden/keeper"]


def test_only_what_wants_somebody_by_words_and_by_circle() -> None:
    o, offices = organisation(), Offices()
    ending = offices.find(o, TODAY, Sought(view="ending"))
    assert [f.role for f in ending.offices] == ["leader", "facilitator", "delegate", "keeper"]
    assert [f.id for f in offices.find(o, TODAY, Sought(text="lead gen")).offices] == ["general/leader"]
    assert [f.id for f in offices.find(o, TODAY, Sought(text="bEn")).offices] == ["garden/facilitator"]
    assert {f.circle for f in offices.find(o, TODAY, Sought(circle="general")).offices} == {"general"}
    assert offices.find(o, in_days(21), Sought(text="bén")).offices[0].standing == "ended"


@pytest.mark.parametrize("reading", READINGS, ids=["whole", "packed"])
def test_who_has_facilitated_is_counted_by_minutes_that_name_them(reading: Reading) -> None:
    sheet = Offices().find(reading(organisation()), TODAY, Sought(view="people"))
    told = {p.id: (p.facilitated, p.last) for p in sheet.people}
    assert told["ana"] == (2, in_days(-10))
    assert told["ben"] == (0, None)  # it was a private meeting
    assert told["eli"] == told["eli2"] == (0, None)  # nobody can tell which of the two it was
    assert sheet.meetings == 3
    assert {p.id for p in sheet.people if p.chosen} == {"ben", "eli"}
    assert [p.id for p in sheet.people] == ["ana", "ben", "eli", "eli2"]


def test_who_has_not_facilitated_is_a_member_of_some_circle() -> None:
    o, offices = organisation(), Offices()
    assert [p.id for p in offices.find(o, TODAY, Sought(view="unheard")).people] == ["ben", "eli"]
    assert [p.id for p in offices.find(o, TODAY, Sought(view="unheard", text="eli")).people] == ["eli"]
    assert [p.id for p in offices.find(o, TODAY, Sought(view="people", circle="general")).people] == ["ana"]
    assert offices.find(o, TODAY, Sought(view="people", circle="nowhere")).people == ()


def test_circles_and_roles_of_a_person_are_counted_with_links_and_without_what_is_over() -> None:
    o = organisation()
    told = {p.id: (p.circles, p.roles) for p in Offices().find(o, TODAY, Sought(view="people")).people}
    assert told == {"ana": (2, 1), "ben": (2, 1), "eli": (1, 0), "eli2": (0, 0)}


def test_meetings_are_counted_once_and_new_ones_are_added() -> None:
    o, offices = packed(organisation()), Offices()
    offices.find(o, TODAY, Sought())
    before = dict(offices._held)
    more = replace(o, held=o.held.put("h9", replace(o.held["h1"], id="h9", on=TODAY)))
    found = offices.find(more, TODAY, Sought(view="people", text="ana")).people
    assert [(p.facilitated, p.last) for p in found] == [(3, TODAY)]
    assert {id_ for id_, known in offices._held.items() if before.get(id_) is not known} == {"h9"}


def test_the_roles_of_one_circle_begin_with_the_process_roles() -> None:
    o = organisation()
    named = [f.name for f in offices_of(o, o.circles["garden"], TODAY)]
    assert named == ["Leader", "Facilitator", "Secretary", "Delegate", "Seed keeper"]
