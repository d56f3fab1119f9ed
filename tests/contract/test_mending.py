"""Talks in conflict: in each kind of room alike; who is in one goes on with it, and nobody else learns that there is one."""

import logging
from collections.abc import Callable

import pytest

from sociotui.domain.mending import commands as c
from sociotui.domain.mending.talk import Talk
from sociotui.domain.refusal import Refused
from tests.contract.places import Entered, Place
from tests.homes import Hands
from tests.plain import as_json
from tests.served.serving import SOON
from tests.talking import AGREED, CARD, DAY, SAID, SECRETS, agreed, asked, heard, whole

DAY_MS = 24 * 3600 * 1000


class Rooms:
    """Does what people ask for in their own rooms; at a laptop that they share, in the first one's."""

    def __init__(self, place: Place, *people: str) -> None:
        self.of: dict[str, Entered] = {}
        for person in people:
            self.of[person] = place.enter(person) if place.own or not self.of else self.of[people[0]]

    def __call__(self, person: str, command: c.InTalk) -> Talk:
        return self.of[person].room.talk(command).result(SOON)


def test_a_whole_talk_is_seen_by_those_in_it_and_by_nobody_else(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    zoe = place.enter("zoe")
    do = Rooms(place, "ana", "ben")
    talk = asked(do)
    do("ana", c.Say(talk=talk.id, person="ana", text=SAID))
    if place.own:
        seen = do.of["ben"].until(lambda s: s.talks and s.talks[0].said)
        assert seen.talks[0].said == SAID
        do("ana", c.GoBack(talk=talk.id, person="ana"))
    else:
        do("ana", c.GoBack(talk=talk.id, person="ana"))
    talk = agreed(do, heard(do, talk))
    assert [a.text for a in talk.agreements] == [AGREED]
    for person in ("ana", "ben"):
        do.of[person].until(lambda s: s.talks and s.talks[0].state == "ended")
    place.do(lambda home: home.settle())
    asks: list[Callable[[str], c.InTalk]] = [
        lambda as_: c.Accept(talk=talk.id, person=as_),
        lambda as_: c.Release(talk=talk.id, person=as_, number=1, circle="garden"),
        lambda as_: c.LetGo(talk=talk.id, person=as_),
    ]
    for ask in asks:
        for person in ("zoe", "ana", ""):
            with pytest.raises(Refused) as refused:
                zoe.room.talk(ask(person)).result(SOON)
            assert not any(secret in str(refused.value) for secret in SECRETS)
    for person in ("", "zoe", "ana"):
        assert zoe.room.talks(person).result(SOON) == ()
    for snapshot in (*zoe.seen.snapshots, zoe.room.snapshot):
        assert snapshot.talks == ()
        told = as_json(snapshot)
        assert not any(secret.encode() in told for secret in (*SECRETS, talk.id))
    assert not any(secret in caplog.text for secret in (*SECRETS, talk.id))


def test_on_a_terminal_of_their_own_nobody_says_or_agrees_to_something_for_another(place: Place) -> None:
    if not place.own:
        pytest.skip("at a laptop they sit side by side")
    do = Rooms(place, "ana", "ben")
    talk = do("ana", c.Invite(person="ana", kind="two", people=("ana", "ben")))
    with pytest.raises(Refused, match="each speaks for themselves"):
        do("ana", c.Accept(talk=talk.id, person="ben"))
    do("ben", c.Accept(talk=talk.id))
    with pytest.raises(Refused, match="each speaks for themselves"):
        do("ben", c.Say(talk=talk.id, person="ana"))
    with pytest.raises(Refused, match="somebody who is in it"):
        do("ben", c.Invite(kind="two", people=("ana", "chidi")))


def test_what_all_release_reaches_the_circle_and_the_rest_comes_back_to_the_two(place: Place, hands: Hands) -> None:
    zoe = place.enter("zoe")
    do = Rooms(place, "ana", "ben")
    talk = whole(do)
    do("ana", c.Release(talk=talk.id, person="ana", number=1, circle="garden"))
    assert zoe.room.snapshot.organisation.follow_ups.live == {}
    assert do("ben", c.Release(talk=talk.id, person="ben", number=1, circle="garden")).agreements[0].released
    seen = zoe.until(lambda s: s.due)
    step = next(d for d in seen.due if d.kind == "step")
    assert (step.circle, step.title, step.on) == ("garden", AGREED, DAY)
    released = seen.organisation.follow_ups[step.ref]
    assert (released.among, released.due) == (("ana", "ben"), DAY)
    assert talk.id not in as_json(seen).decode()
    assert do.of["ana"].room.talks("ana").result(SOON) == ()  # nothing of it is left to come back
    hands.at += 14 * DAY_MS
    zoe.room.finish(step.ref, how="partly").result(SOON)
    kept = zoe.until(lambda s: step.ref in s.organisation.follow_ups.past).organisation.follow_ups[step.ref]
    assert (kept.how, kept.done) == ("partly", DAY)


def test_the_same_command_sent_again_is_done_once(place: Place) -> None:
    ana = place.enter("ana")
    invite = c.Invite(person="ana", kind="two", people=("ana", "ben"))
    first = ana.room.talk(invite, "once").result(SOON)
    assert ana.room.talk(invite, "once").result(SOON).id == first.id
    assert len(ana.room.talks().result(SOON)) == 1
    last = c.LetGo(talk=first.id, person="ana")
    for _again in range(2):  # nothing is left of the talk, and whoever lost the connection sends it again
        assert ana.room.talk(last, "the last").result(SOON).let_go == ("ana", "ben")
    assert ana.room.talks().result(SOON) == ()


def test_cards_alone_are_kept_where_no_words_are(place: Place) -> None:
    do = Rooms(place, "ana", "ben")
    talk = whole(do)
    files = list((place.home.folder / "talks").glob("*.talk"))
    assert [p.stem for p in files] == [talk.id]
    data = files[0].read_text("utf-8")
    assert CARD in data
    assert AGREED in data
    assert SAID not in data
