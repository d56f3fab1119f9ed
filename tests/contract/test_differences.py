"""Where rooms differ, by design and nowhere else: whose terminal it is, and with it rights, presence and what is one's own."""

from collections.abc import Iterator
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sociotui.domain import commands as c
from sociotui.domain.customs import Customs
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation_commands import AddTopic
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Nomination
from sociotui.room.actions import ACTIONS
from sociotui.room.frames import FROM_CLIENT
from sociotui.room.socket_room import SocketRoom
from tests.between import agreed, held
from tests.contract.places import Entered, Place, Server, lose, place_of
from tests.homes import Hands
from tests.room.holding import nominating
from tests.served.serving import SOON, until

EVERYTHING = frozenset(action.id for action in ACTIONS)
CHOICES = {"delegate": Nomination(person="dara", reason="She asks")}
ROTA = "garden-2026-03-02-d1"


@pytest.fixture(params=["socket", "hosted"])
def own(request: pytest.FixtureRequest, tmp_path: Path, hands: Hands) -> Iterator[Place]:
    """A place where each has a terminal of their own."""
    with place_of(request.param, tmp_path, hands, lambda home: None) as place:
        yield place


@pytest.fixture
def shared(tmp_path: Path, hands: Hands) -> Iterator[Place]:
    """A laptop that all look at."""
    with place_of("laptop", tmp_path, hands, lambda home: None) as place:
        yield place


# --- a laptop that all look at ---------------------------------------------------------------------


def test_at_a_laptop_one_acts_for_everybody(shared: Place) -> None:
    meeting = shared.opened()
    ana = shared.enter("ana", meeting)
    assert ana.room.caps == EVERYTHING
    assert not ana.room.own
    for person in ("ana", "zoe", "eli"):
        done = ana.room.act(c.FinishTurn(person=person)).result(SOON)
    assert done.meeting.round is not None
    assert done.meeting.round.spoken == ("ana", "zoe", "eli")
    assert {r.actor for r in shared.recorded(meeting)[-3:]} == {"ana"}
    assert ana.snapshot.presence == {}


def test_what_is_written_at_a_laptop_is_nobodys_own(shared: Place) -> None:
    ben = shared.enter("ben", shared.do(nominating))
    ben.room.act(c.Nominate(person="ben", choices=CHOICES)).result(SOON)
    assert ben.snapshot.mine == {}
    assert "She asks" not in repr(ben.snapshot)


def test_at_a_laptop_one_answers_for_whoever_says_so(shared: Place) -> None:
    shared.do(lambda home: agreed(home, Customs(absence="lazy", window=24)))
    shared.do(lambda home: held(home, "Tool-shed rota", taken_on="Buy a lock"))
    laptop = shared.enter("hana")
    assert laptop.room.answer(ROTA, "gio").result(SOON)
    assert laptop.room.finish(next(iter(laptop.snapshot.organisation.follow_ups))).result(SOON)


# --- terminals of one's own ------------------------------------------------------------------------


def test_with_a_terminal_of_ones_own_one_acts_for_oneself(own: Place) -> None:
    meeting = own.opened()
    ana, ben, zoe = (own.enter(person, meeting) for person in ("ana", "ben", "zoe"))
    assert ana.room.own
    assert "next" in ana.room.caps
    assert "step" not in ana.room.caps
    assert "step" in zoe.room.caps < EVERYTHING
    refused = ben.room.act(c.FinishTurn(person="ana")).exception(SOON)
    assert type(refused) is Refused
    assert str(refused).startswith("That is for Ana themselves, or for Zoe and Eli, who facilitate and write.")
    assert ana.room.act(c.FinishTurn()).result(SOON).meeting.round is not None
    assert own.recorded(meeting)[-1].actor == "ana"


def test_who_may_not_is_told_the_same_by_every_door(own: Place) -> None:
    meeting = own.opened()
    own.do(lambda home: agreed(home, Customs(watching="members", absence="lazy", window=24)))
    own.do(lambda home: held(home, "Tool-shed rota", taken_on="Buy a lock"))
    hana, fay, nobody = own.enter("hana"), own.enter("fay"), own.enter("mallory")
    step = next(iter(hana.snapshot.organisation.follow_ups))
    asked: dict[Future[Any], str] = {
        hana.room.watch(meeting): "Garden circle meets among its members; what it decides is on record for everybody.",
        hana.room.answer(ROTA, "gio"): "Each answers for themselves. Gio can do it at a terminal of their own,",
        hana.room.finish(step): "Ben took this on; Ben says that it is done, or somebody of the circle",
        nobody.room.finish(step): "Green Acres does not know you yet.",
    }
    for answer, why in asked.items():
        refused = answer.exception(SOON)
        assert type(refused) is Refused
        assert str(refused).startswith(why)
    assert fay.room.finish(step).result(SOON)


def added(title: str, **fields: Any) -> AddTopic:
    """Return a command that puts a topic on the Garden circle's backlog."""
    return AddTopic(circle="garden", topic=BacklogItem(title=title, **fields), today=date(1970, 1, 1))


def test_who_looks_on_does_not_prepare(own: Place) -> None:
    hana, nobody, zoe = own.enter("hana"), own.enter("mallory"), own.enter("zoe")
    for watching, why in (
        (hana, "The members of Garden circle prepare its meetings."),
        (nobody, "Green Acres does not know you yet."),
    ):
        refused = watching.room.prepare(added("Hoses")).exception(SOON)
        assert type(refused) is Refused
        assert str(refused).startswith(why)
    assert zoe.room.prepare(added("Hoses", added_by="gil")).result(SOON)
    (topic,) = own.do(lambda home: home.organisation().backlog["garden"])
    assert topic.added_by == "zoe"


def test_who_has_a_terminal_is_seen_by_all_and_who_lost_theirs(own: Place) -> None:
    meeting = own.opened()
    zoe, ana = own.enter("zoe", meeting), own.enter("ana", meeting)
    assert ana.snapshot.presence == {"zoe": "terminal", "ana": "terminal"}
    zoe.until(lambda s: s.presence == ana.snapshot.presence)
    lose(ana.room)
    zoe.until(lambda s: s.presence == {"zoe": "terminal", "ana": "lost"})
    again = own.enter("ana", meeting)
    until(lambda: zoe.snapshot.presence == {"zoe": "terminal", "ana": "terminal"})
    again.room.stop()
    until(lambda: zoe.snapshot.presence == {"zoe": "terminal"})


def test_whom_one_has_nominated_is_shown_to_oneself_alone(own: Place) -> None:
    meeting = own.do(nominating)
    ben, zoe = own.enter("ben", meeting), own.enter("zoe", meeting)
    ben.room.act(c.Nominate(person="ben", choices=CHOICES)).result(SOON)
    assert ben.snapshot.mine == CHOICES
    assert own.enter("ben", meeting).snapshot.mine == CHOICES
    zoe.until(lambda s: s.meeting.item.grid.has_written("ben"))  # type: ignore[union-attr]
    assert not any(s.mine or "She asks" in repr(s) for s in zoe.seen.snapshots)
    ben.room.watch("").result(SOON)
    assert ben.snapshot.mine == {}


# --- the ordinary app, where a server has its home -------------------------------------------------


def test_who_looks_after_the_store_acts_for_everybody_and_has_a_terminal(tmp_path: Path, hands: Hands) -> None:
    with place_of("socket", tmp_path, hands, lambda home: None) as place:
        assert isinstance(place, Server)
        meeting = place.opened()
        keeper = Entered(SocketRoom(place.server.socket_of("root", steward=True), meeting))
        assert (keeper.room.me, keeper.room.own, keeper.room.caps) == ("root", False, EVERYTHING)
        assert keeper.room.act(c.FinishTurn(person="ana")).result(SOON).meeting.round is not None
        assert place.recorded(meeting)[-1].actor == "root"
        assert keeper.snapshot.presence == {"root": "terminal"}
        member = Entered(SocketRoom(place.server.socket_of("ana", steward=True), None))
        assert member.meeting.id == meeting  # where one is in a meeting, that is where one comes in
        assert member.room.own
        assert member.room.caps < EVERYTHING
        for each in (keeper, member):
            each.room.stop()


UNSENDABLE = "There is a name, a number or a sign in this that can't be sent to a server. Please say it in another way."


def test_what_cannot_be_sent_is_refused_by_the_socket_room_and_the_rest_goes_on(tmp_path: Path, hands: Hands) -> None:
    with place_of("socket", tmp_path, hands, lambda home: None) as place:
        zoe = place.enter("zoe", place.opened())
        told: dict[Future[Any], str] = {
            zoe.room.watch("x" * 1000): UNSENDABLE,
            zoe.room.act(c.TakeNote(text="x" * FROM_CLIENT)): "This is more text than a server takes at once.",
            zoe.room.act(c.TakeNote(text="half a sign \ud83d")): UNSENDABLE,
            zoe.room.act(c.AddItem(title="Bees", minutes=10**30)): UNSENDABLE,
            zoe.room.finish("x" * 1000): UNSENDABLE,
        }
        for answer, why in told.items():
            refused = answer.exception(SOON)
            assert type(refused) is Refused
            assert str(refused).startswith(why)
        assert zoe.room.act(c.TakeNote(text="short")).result(SOON).meeting.notes == ("short",)
        with pytest.raises(Refused) as at_the_door:
            place.come_in("zoe", "x" * 1000)
        assert str(at_the_door.value) == UNSENDABLE
