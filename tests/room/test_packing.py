"""Packing: a snapshot is on both sides of the wire the same, and goes there no fuller than it has to."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.circles import Circle
from sociotui.domain.due import due
from sociotui.domain.meeting import veiled
from sociotui.domain.selection import Nomination
from sociotui.domain.shelf import Shelf
from sociotui.exchange.organisations import definition_of
from sociotui.room import packing, wire
from sociotui.room.forgetting import forget, plan
from sociotui.room.frames import FROM_CLIENT, Malformed
from sociotui.room.home import Done, Home
from sociotui.room.messages import (
    decoded,
    encode,
)
from sociotui.room.packing import Held, Packer, Recent
from sociotui.room.port import Snapshot
from sociotui.room.unpacking import Unpacker
from sociotui.room.wire import Changed
from tests.homes import Hands, opened
from tests.room.holding import act, close, go_on, recorded, with_item
from tests.year import live

CAPS = frozenset({"next", "step"})


class Pair:
    """A home, what there is to see of it, and a client that is sent it."""

    def __init__(self, home: Home, recent: Recent | None = None, packer: Packer | None = None) -> None:
        self.home = home
        self.recent, self.packer = recent or Recent(home), packer or Packer()
        self.held, self.unpacker = Held(), Unpacker()
        self.sent: list[bytes] = []

    def snapshot(self, meeting: str = "", **more: Any) -> Snapshot:
        """Return what there is to see now."""
        course = self.home.course(meeting) if meeting else None
        organisation = self.home.organisation()
        return Snapshot(
            organisation=organisation,
            today=self.home.clock.today(),
            due=due(organisation, self.home.clock.today()),
            under_way=tuple(self.home.open_meetings()),
            meeting=veiled(course.meeting) if course and course.meeting else None,
            acts=course.count if course else 0,
            **more,
        )

    def sends(self, snapshot: Snapshot) -> Changed | None:
        """Send it, see that it is the same on the other side, and return what was sent."""
        stand = self.recent.stand(snapshot.organisation)
        body = self.packer.pack(snapshot, stand, CAPS, self.held)
        if body is None:
            return None
        self.sent.append(body)
        changed = decoded(body, wire.pushed)
        assert isinstance(changed, Changed)
        assert self.unpacker.take(changed) == of_nobody(snapshot)
        assert self.unpacker.caps == CAPS
        return changed

    def organisation(self) -> Any:
        """Return how the organisation went in what was sent last."""
        changed = decoded(self.sent[-1], wire.pushed)
        assert isinstance(changed, Changed)
        assert changed.organisation is not msgspec.UNSET
        return wire.inside.organisation.decode(changed.organisation)


def of_nobody(snapshot: Snapshot) -> Snapshot:
    """Return what the other side has of a snapshot: all of it, but for how long each person spoke in meetings."""
    o = snapshot.organisation
    if not any(held.totals for held in o.held.values()):
        return snapshot
    bare = {id_: replace(held, totals={}) for id_, held in o.held.items()}
    live = {id_: bare.pop(id_) for id_ in o.held.live}
    return replace(snapshot, organisation=replace(o, held=Shelf(live, bare)))


@pytest.fixture
def pair(home: Home) -> Pair:
    return Pair(home)


def test_the_first_snapshot_is_whole_and_only_what_changed_comes_after_it(pair: Pair) -> None:
    id_ = opened(pair.home)
    pair.sends(pair.snapshot(id_))
    assert isinstance(pair.organisation(), wire.Whole)
    assert pair.sends(pair.snapshot(id_)) is None
    act(pair.home, id_, commands.FinishTurn())
    changed = pair.sends(pair.snapshot(id_, said="Ana has spoken.", presence={"ana": "lost"}))
    assert changed is not None
    told = {name for name in changed.__struct_fields__ if getattr(changed, name) not in (msgspec.UNSET, {})}
    assert told == {"meetings", "meeting", "under_way", "acts", "said", "presence"}
    assert len(changed.meetings) == 1  # it is under way, and it is watched
    changed = pair.sends(pair.snapshot(id_, presence={"ana": "terminal"}))
    assert changed is not None
    assert len(pair.sent[-1]) < 100


def test_meetings_that_come_and_go(pair: Pair) -> None:
    first = opened(pair.home)
    second = opened(pair.home, "kitchen", ("gio", "dara", "hana"))
    for watched in (first, second, "", first, ""):
        pair.sends(pair.snapshot(watched))
        assert len(pair.sent) == 1 or not decoded(pair.sent[-1], wire.pushed).meetings  # type: ignore[union-attr]
        assert len(pair.unpacker._meetings) == 2
    go_on(pair.home, first, "closing")
    act(pair.home, first, commands.CloseMeeting())
    pair.sends(pair.snapshot())
    assert len(pair.unpacker._meetings) == 1


def test_a_meeting_that_many_see_is_encoded_once(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    encoded: list[Any] = []

    def counting(what: Any) -> bytes:
        encoded.append(type(what).__name__)
        return encode(what)

    monkeypatch.setattr(packing, "encode", counting)
    others = [Pair(pair.home, pair.recent, pair.packer) for _n in range(20)]
    snapshot = pair.snapshot(opened(pair.home))
    for each in others:
        each.sends(snapshot)
    assert encoded.count("Meeting") == encoded.count("Whole") == 1
    assert encoded.count("Changed") == 20


def test_the_organisation_goes_as_its_events(pair: Pair) -> None:
    id_ = recorded(pair.home)
    pair.sends(pair.snapshot(id_))
    close(pair.home, id_)
    pair.sends(pair.snapshot())
    sent = pair.organisation()
    assert isinstance(sent, wire.Grown)
    kinds = [wire.inside.events.decode(event).__class__.__name__ for event in sent.events]
    assert "MinutesKept" in kinds or "DecisionWaited" in kinds
    waiting = next(iter(pair.home.organisation().waiting))
    pair.home.answer(waiting, "fay", "fay")
    pair.sends(pair.snapshot())
    assert len(pair.organisation().events) == 1


def test_who_comes_later_is_sent_all_and_goes_on_from_there(pair: Pair) -> None:
    pair.sends(pair.snapshot())
    id_ = recorded(pair.home)
    close(pair.home, id_)
    pair.sends(pair.snapshot())
    late = Pair(pair.home, pair.recent, pair.packer)
    late.sends(late.snapshot())
    assert isinstance(late.organisation(), wire.Whole)
    pair.home.answer(next(iter(pair.home.organisation().waiting)), "fay", "fay")
    for each in (pair, late):
        each.sends(each.snapshot())
        assert len(each.organisation().events) == 1


def test_who_has_missed_too_much_is_sent_all(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_EVENTS", 3)
    near = Pair(pair.home, pair.recent, pair.packer)
    for each in (pair, near):
        each.sends(each.snapshot())
    for number in range(4):
        circle = Circle(id=f"c{number}", name=f"Circle {number}", members=("ana",))
        before = definition_of(pair.home.organisation())
        pair.home.define(replace(before, circle=(*before.circle, circle)), "test")
        near.sends(near.snapshot())
        assert isinstance(near.organisation(), wire.Grown)
    pair.sends(pair.snapshot())
    assert isinstance(pair.organisation(), wire.Whole)


def test_an_organisation_that_is_older_than_the_homes_goes_whole(pair: Pair, hands: Hands) -> None:
    pair.sends(pair.snapshot())
    id_ = recorded(pair.home)
    other = Home(pair.home.folder, hands.clock())
    snapshot = pair.snapshot()
    close(other, id_)
    other.close()
    act_of_others = replace(snapshot, organisation=replace(snapshot.organisation), said="a moment ago")
    pair.sends(act_of_others)
    assert isinstance(pair.organisation(), wire.Whole)
    pair.sends(pair.snapshot())
    assert isinstance(pair.organisation(), wire.Whole)
    pair.home.answer(next(iter(pair.home.organisation().waiting)), "fay", "fay")
    pair.sends(pair.snapshot())
    assert isinstance(pair.organisation(), wire.Grown)


def test_after_somebody_was_forgotten_all_of_it_goes_anew(pair: Pair) -> None:
    close(pair.home, recorded(pair.home))
    for id_, waiting in pair.home.organisation().waiting.items():
        for person in pair.home.organisation().missing(waiting):
            pair.home.answer(id_, person, person)
    definition = definition_of(pair.home.organisation())
    without = [
        replace(
            circle,
            members=tuple(m for m in circle.members if m != "ana"),
            roles={role: replace(t, person="chidi") if t.person == "ana" else t for role, t in circle.roles.items()},
        )
        for circle in definition.circle
    ]
    pair.home.define(replace(definition, circle=tuple(without)), "zoe")
    pair.sends(pair.snapshot())
    assert b"Ana" in pair.sent[-1]
    forget(pair.home, plan(pair.home, "ana"), "zoe")
    pair.sends(pair.snapshot())
    assert isinstance(pair.organisation(), wire.Whole)
    assert b"Ana" not in pair.sent[-1]


def test_what_others_nominate_is_in_nothing_that_is_sent(pair: Pair) -> None:
    id_ = with_item(pair.home, "Our delegate", "selection", ("delegate",))
    go_on(pair.home, id_, "amend")
    act(pair.home, id_, commands.Propose(text="Hears both sides."))
    go_on(pair.home, id_, "nominate")
    written = {"delegate": Nomination(person="ben", reason="zzq he needs it")}
    pair.sends(pair.snapshot(id_))
    done = pair.home.act(id_, commands.Nominate(person="ana", choices=written), "ana")
    pair.sends(pair.snapshot(id_))
    pair.sent.append(encode(pair.packer.done(done, pair.held)))
    assert not any(b"zzq" in body for body in pair.sent)
    pair.sends(pair.snapshot(id_, mine=written))
    assert b"zzq" in pair.sent[-1]


def test_what_an_act_came_to_is_the_same_on_the_other_side(pair: Pair) -> None:
    id_ = opened(pair.home)
    before = pair.home.act(id_, commands.FinishTurn(), "zoe")
    after = pair.home.act(id_, commands.FinishTurn(), "zoe")
    pair.sends(pair.snapshot(id_))
    for done in (before, after):
        assert pair.unpacker.answer(wire.Act, msgspec.Raw(encode(pair.packer.done(done, pair.held)))) == done
    assert len(encode(pair.packer.done(after, pair.held))) < 200  # the client has that meeting


@pytest.mark.parametrize(
    "changed",
    [
        Changed(),
        Changed(today=date(2026, 3, 2)),
        Changed(today=date(2026, 3, 2), organisation=msgspec.Raw(encode(wire.Grown(events=())))),
        Changed(today=date(2026, 3, 2), organisation=msgspec.Raw(encode(wire.Whole(main=b"[", parts={})))),
        Changed(meeting=7),
        Changed(meetings={1: msgspec.Raw(b"\x80")}),
    ],
)
def test_what_does_not_fit_together_is_malformed(changed: Changed) -> None:
    with pytest.raises(Malformed):
        Unpacker().take(changed)


def test_an_answer_of_another_kind_is_malformed() -> None:
    with pytest.raises(Malformed):
        Unpacker().answer(wire.Minutes, msgspec.Raw(encode(7)))
    with pytest.raises(Malformed):
        Unpacker().answer(wire.Act, msgspec.Raw(encode(wire.Did((), 7))))


@pytest.mark.slow
def test_through_a_year_each_snapshot_is_the_same_on_both_sides(
    tmp_path: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "_MEETINGS", 3)
    pairs: list[Pair] = []
    acts = 0
    acting = Home.act

    def looking(home: Home, id_: str, *args: Any, **more: Any) -> Done:
        nonlocal acts
        done = acting(home, id_, *args, **more)
        acts += 1
        if not pairs:
            pairs.extend((Pair(home), Pair(home)))
        often, seldom = pairs
        if acts % 3 == 0:
            often.sends(often.snapshot(id_))
        if acts % 41 == 0:
            seldom.sends(seldom.snapshot())
        return done

    monkeypatch.setattr(Home, "act", looking)
    live(tmp_path / "home", hands, meetings=25)
    assert acts > 1000
    assert len(pairs[0].sent) > 300
    assert max(map(len, pairs[0].sent)) < FROM_CLIENT
