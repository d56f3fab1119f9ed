"""Several rooms on one home: each sees what the others do, all that is asked for at once is done, what is hidden stays so."""

from concurrent.futures import Future
from functools import partial
from threading import Barrier, Thread
from typing import Any

import pytest

from sociotui.domain import commands as c
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Nomination
from sociotui.room.home import Home
from tests.contract.places import Entered, Place
from tests.room.holding import nominating
from tests.served.serving import SOON

SECRET = "So calm when it storms"


def test_what_one_does_the_others_see(place: Place, zoe: Entered, meeting: str) -> None:
    ana, hana = place.enter("ana", meeting), place.enter("hana")
    done = zoe.room.act(c.FinishTurn()).result(SOON)
    seen = ana.until(lambda s: s.said == "Ana has spoken.")
    assert seen.meeting == done.meeting
    assert (seen.acts, ana.snapshot.acts) == (2, 2)
    assert hana.until(lambda s: s.under_way == (done.meeting,)).meeting is None
    ana.room.act(c.RaiseHand(person="ana")).result(SOON)
    assert zoe.until(lambda s: s.meeting and s.meeting.hands == ("ana",)).said == ana.snapshot.said


def test_a_meeting_that_one_opens_the_others_see(place: Place) -> None:
    zoe, ana = place.enter("zoe"), place.enter("ana")
    id_ = place.opened()
    zoe.until(lambda s: [m.id for m in s.under_way] == [id_])
    zoe.room.watch(id_).result(SOON)
    assert ana.until(lambda s: s.under_way).meeting is None
    assert ana.snapshot.under_way[0] == zoe.meeting


@pytest.fixture
def two(place: Place, zoe: Entered, meeting: str) -> tuple[Entered, Entered]:
    """Two rooms, Zoe's and Eli's, who writes."""
    return zoe, place.enter("eli", meeting)


def at_once(*work: Any) -> list[Any]:
    """Have each piece of work done by a thread of its own, all at the same time; return what each came to."""
    start, came = Barrier(len(work)), dict[int, Any]()

    def run(number: int) -> None:
        start.wait(SOON)
        came[number] = work[number]()

    threads = [Thread(target=run, args=(number,)) for number in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SOON)
    return [came[number] for number in range(len(work))]


def test_what_two_ask_for_at_once_is_all_done_and_both_see_the_same(
    place: Place, two: tuple[Entered, Entered], meeting: str
) -> None:
    many = 20

    def write(entered: Entered) -> list["Future[Any]"]:
        return [entered.room.act(c.TakeNote(text=f"{entered.room.me} {number}")) for number in range(many)]

    asked = at_once(*(lambda each=each: write(each) for each in two))
    for act in (*asked[0], *asked[1]):
        act.result(SOON)
    for each in two:
        each.until(lambda s: s.meeting and len(s.meeting.notes) == 2 * many)
    zoe, eli = two
    assert zoe.meeting == eli.meeting == place.do(lambda home: home.meeting(meeting))
    assert zoe.snapshot.acts == eli.snapshot.acts == 2 * many + 1
    for who in ("zoe", "eli"):
        mine = [note for note in zoe.meeting.notes if note.startswith(who)]
        assert mine == [f"{who} {number}" for number in range(many)]
    actors = [r.actor for r in place.recorded(meeting)[-2 * many :]]
    assert actors == [note.split()[0] for note in zoe.meeting.notes]


def test_the_same_turn_ended_by_two_is_ended_once(place: Place, two: tuple[Entered, Entered], meeting: str) -> None:
    turn = two[0].meeting.turn
    asked = at_once(*(lambda each=each: each.room.act(c.FinishTurn(turn=turn)) for each in two))
    (refused,) = [error for act in asked if (error := act.exception(SOON))]
    assert type(refused) is Refused
    assert "The turn had moved on already" in str(refused)
    now = place.do(lambda home: home.meeting(meeting).round)
    assert now is not None
    assert now.spoken == ("ana",)


# --- what is hidden --------------------------------------------------------------------------------


def test_whom_somebody_nominates_is_in_nobody_elses_room(place: Place) -> None:
    meeting = place.do(nominating)
    ben, zoe = place.enter("ben", meeting), place.enter("zoe", meeting)
    choices = {"delegate": Nomination(person="dara", reason=SECRET)}
    done = ben.room.act(c.Nominate(person="ben", choices=choices), "wrote").result(SOON)
    again = ben.room.act(c.Nominate(person="ben", choices=choices), "wrote").result(SOON)
    seen = zoe.until(lambda s: s.meeting.item.grid.has_written("ben"))  # type: ignore[union-attr]
    late = place.enter("eli", meeting)
    minutes = [each.room.minutes().result(SOON) for each in (ben, zoe, late)]
    for told in (seen, *zoe.seen.snapshots, late.snapshot, *minutes, done, again, ben.meeting):
        assert SECRET not in repr(told)
    assert not zoe.snapshot.mine
    assert not late.snapshot.mine


def others_write(meeting: str, command: c.Nominate, home: Home) -> None:
    """Put on record, beside all rooms, what somebody writes."""
    home.act(meeting, command, "zoe")


def test_what_was_hidden_is_seen_by_all_once_it_is_revealed(place: Place) -> None:
    meeting = place.do(nominating)
    ben, zoe = place.enter("ben", meeting), place.enter("zoe", meeting)
    choices = {"delegate": Nomination(person="dara", reason=SECRET)}
    ben.room.act(c.Nominate(person="ben", choices=choices)).result(SOON)
    zoe.until(lambda s: s.meeting.item.grid.has_written("ben"))  # type: ignore[union-attr]
    for person in ("chidi", "dara", "eli", "zoe"):
        listens = c.Nominate(person=person, choices={"delegate": Nomination(person="ben", reason="He listens")})
        place.do(partial(others_write, meeting, listens))
    zoe.room.act(c.NextStep()).result(SOON)
    assert SECRET in repr(zoe.meeting)
    assert SECRET in repr(ben.until(lambda s: s.meeting == zoe.meeting))
    assert not ben.snapshot.mine
