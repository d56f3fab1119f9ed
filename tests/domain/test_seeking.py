"""Seeking: a selection for roles of a circle comes onto its backlog, brought by a member, once."""

from collections.abc import Callable

import pytest

from sociotui.domain.due import offers
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation_commands import AddTopic
from sociotui.domain.organisation_events import TopicAdded
from sociotui.domain.refusal import Refused
from sociotui.domain.seeking import selection_topic
from tests.domain.casting import Books
from tests.domain.stage import TODAY

GARDEN = Books().organisation.circles["garden"]


def adding(topic: BacklogItem) -> AddTopic:
    """Return the command."""
    return AddTopic(circle="garden", topic=topic, today=TODAY)


def seeking(*roles: str, presenter: str = "dara", reason: str = "") -> AddTopic:
    """Return the command that puts a selection for these roles on the Garden circle's backlog."""
    return adding(selection_topic(GARDEN, roles, presenter=presenter, reason=reason))


def test_several_roles_come_in_one_item_ready_for_the_agenda() -> None:
    books = Books()
    made = books.act(seeking("facilitator", "secretary", "facilitator", reason="Terms\x1b[31m end"))
    assert [type(e) for e in made] == [TopicAdded]
    (topic,) = books.organisation.backlog["garden"]
    assert topic.title == "Selection: facilitator, secretary"
    assert (topic.format, topic.roles, topic.presenter) == ("selection", ("facilitator", "secretary"), "dara")
    assert (topic.minutes, topic.next_step) == (40, "Terms end")
    (offer,) = (item for item in offers(books.organisation, "garden", TODAY) if item.roles == topic.roles)
    assert (offer.format, offer.minutes, offer.presenter) == ("selection", 40, "dara")


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: seeking("leadr"), "There is no role “leadr”. Near it: leader"),
        (lambda: seeking(), "For which role? Name one of Garden circle: leader,"),
    ],
)
def test_a_topic_is_made_of_roles_that_there_are(make: Callable[[], AddTopic], why: str) -> None:
    with pytest.raises(Refused, match=why.replace("?", "[?]")):
        make()


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (seeking("leader", presenter="ivo"), "There is no member “ivo”"),
        (seeking("leader", presenter="nobody"), "There is no member “nobody”"),
        (adding(BacklogItem(title="Who?", format="selection", roles=("leadr",))), "There is no role “leadr”"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(command: AddTopic, why: str) -> None:
    books = Books()
    assert why in books.refuses(command)
    assert books.organisation.backlog == {}


def test_the_same_role_is_not_sought_twice() -> None:
    books = Books()
    books.act(seeking("leader", "delegate"))
    assert "stands on the backlog of" in books.refuses(seeking("delegate", "secretary"))
    books.act(seeking("secretary"))
    assert len(books.organisation.backlog["garden"]) == 2


def test_another_topic_may_be_about_a_role_that_is_sought() -> None:
    books = Books()
    books.act(seeking("leader"))
    books.act(adding(BacklogItem(title="How is it to lead?", format="improvement", roles=("leader",))))
    assert len(books.organisation.backlog["garden"]) == 2
