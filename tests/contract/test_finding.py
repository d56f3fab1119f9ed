"""Finding, and a selection onto a circle's backlog: in each kind of room alike."""

import pytest

from sociotui.domain.customs import Customs
from sociotui.domain.decisions import Wanted
from sociotui.domain.offices import Sought
from sociotui.domain.organisation_commands import AddTopic
from sociotui.domain.organisation_events import TopicAdded
from sociotui.domain.refusal import Refused
from sociotui.domain.seeking import selection_topic
from sociotui.room.home import Home
from tests.between import agreed, held
from tests.contract.places import Entered, First, Place
from tests.served.serving import SOON


@pytest.fixture
def first() -> First:
    """Let the Garden circle have decided something, facilitated by Zoe, in each test."""

    def hold(home: Home) -> None:
        agreed(home, Customs(absence="present"))
        held(home, "Tool-shed rota", "Café hours")

    return hold


def seeking(who: Entered, *roles: str, presenter: str = "ben", reason: str = "") -> AddTopic:
    """Return the command that proposes a selection for roles of the Garden circle."""
    circle = who.snapshot.organisation.circles["garden"]
    topic = selection_topic(circle, roles, presenter=presenter, reason=reason)
    return AddTopic(circle="garden", topic=topic, today=who.snapshot.today)


def test_decisions_are_found_by_words_with_what_is_new(place: Place) -> None:
    ben = place.enter("ben")
    page = ben.room.decisions(Wanted(text="cafe two people")).result(SOON)
    assert [(c.title, c.state) for c in page.cards] == [("Café hours", "in force")]
    assert page.of == 2
    id_ = page.cards[0].id
    ben.room.answer(id_, "ben", "It is cold.").result(SOON)
    (card,) = ben.room.decisions(Wanted(text="cafe")).result(SOON).cards
    assert card.listed


def test_roles_and_people_are_found(place: Place) -> None:
    ben = place.enter("ben")
    sheet = ben.room.offices(Sought(text="facil garden")).result(SOON)
    assert [(f.role, f.person) for f in sheet.offices] == [("facilitator", "zoe")]
    people = {p.id: p.facilitated for p in ben.room.offices(Sought(view="people")).result(SOON).people}
    assert people["zoe"] == 1
    assert people["ben"] == 0


def test_a_selection_goes_onto_the_backlog_once_and_all_hear_of_it(place: Place) -> None:
    ben, zoe = place.enter("ben"), place.enter("zoe")
    command = seeking(ben, "leader", "secretary", reason="It is time")
    events = ben.room.prepare(command, cmd="the-same").result(SOON)
    assert [type(e) for e in events] == [TopicAdded]
    assert ben.room.prepare(command, cmd="the-same").result(SOON) == events
    (topic,) = ben.snapshot.organisation.backlog["garden"]
    assert (topic.roles, topic.added_by, topic.presenter) == (("leader", "secretary"), ben.room.me, "ben")
    assert (topic.format, topic.minutes, topic.next_step) == ("selection", 40, "It is time")
    told = zoe.until(lambda s: s.news)
    assert told.news[-1].said == "“Selection: leader, secretary” is on the backlog of Garden circle now."
    refused = ben.room.prepare(seeking(ben, "leader")).exception(SOON)
    assert type(refused) is Refused
    assert "stands on the backlog of Garden circle already" in str(refused)


def test_who_is_no_member_does_not_fill_a_circles_backlog(place: Place) -> None:
    ivo = place.enter("ivo")
    refused = ivo.room.prepare(seeking(ivo, "leader", presenter="ivo")).exception(SOON)
    assert type(refused) is Refused
    assert ("prepare its meetings" if place.own else "There is no member “ivo”") in str(refused)
    assert not ivo.snapshot.organisation.backlog.get("garden")
