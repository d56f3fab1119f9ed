"""Between meetings: what is due, what waits for answers, next steps that were done; and the news that tell of it."""

from datetime import date
from typing import Any

import pytest

from sociotui.domain.customs import Customs
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation_commands import AddTopic, ChangeTopic, DropTopic, RankTopic
from sociotui.domain.organisation_events import AnswerGiven, DecisionStood, FollowUpDone, PolicyAdopted, TopicAdded
from sociotui.domain.refusal import Refused
from sociotui.journal.places import ORGANISATION
from sociotui.room.home import Home
from sociotui.room.port import Snapshot
from tests.between import DAY, HOUR, agreed, held
from tests.contract.places import First, Place
from tests.homes import Hands
from tests.served.serving import SOON

LAZY = Customs(absence="lazy", window=24, minutes="window", minutes_window=48)
ROTA = "garden-2026-03-02-d1"
"""The decision that waits for Dara and Gio, for a day at the most."""


@pytest.fixture
def first() -> First:
    """Let the Garden circle have decided something that waits, and Ben have taken on a next step, in each test."""

    def hold(home: Home) -> None:
        agreed(home, LAZY)
        held(home, "Tool-shed rota", taken_on="Buy a lock", until="2026-03-20")

    return hold


def said(snapshot: Snapshot) -> list[str]:
    """Return the news, the newest last."""
    return [news.said for news in snapshot.news]


def test_what_is_due_is_in_the_first_snapshot_and_what_is_longest_overdue_comes_first(
    place: Place, hands: Hands
) -> None:
    first = place.come_in("ben").snapshot
    assert [d.kind for d in first.due] == ["minutes", "waiting", "step"]
    assert first.news == ()
    assert first.organisation.waiting[ROTA].decision.title == "Tool-shed rota"
    place.do(lambda home: held(home, taken_on="Ask the mill", until="2026-03-10"))
    hands.at += 40 * DAY
    later = place.come_in("ben").snapshot
    assert [d.title for d in later.due] == ["Ask the mill", "Buy a lock"]
    assert all(d.overdue(later.today) for d in later.due)


def test_an_answer_comes_to_its_events_and_is_seen_by_then(place: Place) -> None:
    gio, dara = place.enter("gio"), place.enter("dara")
    before = place.do(lambda home: home.journal.mark(ORGANISATION).head)
    events = gio.room.answer(ROTA, "gio", version=1).result(SOON)
    assert [type(event) for event in events] == [AnswerGiven]
    assert events == place.do(lambda home: tuple(r.event for r in home.journal.read(ORGANISATION, before)))
    assert said(gio.snapshot) == ["Thank you, Gio. “Tool-shed rota” still waits for Dara."]
    assert gio.seen.snapshots[-1] == gio.snapshot
    events = dara.room.answer(ROTA, "dara").result(SOON)
    assert [type(event) for event in events] == [AnswerGiven, DecisionStood, PolicyAdopted]
    assert said(dara.snapshot)[-1] == "Thank you, Dara. That was the last answer: “Tool-shed rota” stands now."
    assert not dara.snapshot.organisation.waiting
    assert "waiting" not in {d.kind for d in dara.snapshot.due}
    assert dara.snapshot.organisation == place.do(lambda home: home.organisation())
    both = gio.until(lambda s: len(s.news) == 2)
    assert said(both)[-1] == said(dara.snapshot)[-1]
    given = {g.person: g.means for g in both.organisation.policies[ROTA].given}
    assert given["gio"] == given["dara"] == "terminal"
    assert given["ana"] == "room"


def test_an_answer_with_a_reason_is_an_objection_and_the_reason_is_cleaned(place: Place) -> None:
    gio = place.enter("gio")
    gio.room.answer(ROTA, "gio", "Saturdays\x1b[31m are\u202e market days").result(SOON)
    assert said(gio.snapshot) == [
        "Gio's objection is a gift: “Tool-shed rota” goes to the next meeting of Garden circle with it."
    ]
    topics = gio.snapshot.organisation.backlog["garden"]
    assert "Objection: Saturdays are market days" in {topic.next_step for topic in topics}


def test_the_same_answer_is_given_once(place: Place) -> None:
    gio = place.enter("gio")
    first = gio.room.answer(ROTA, "gio", cmd="the-same").result(SOON)
    assert gio.room.answer(ROTA, "gio", cmd="the-same").result(SOON) == first
    assert len(gio.snapshot.news) == 1
    again = gio.room.answer(ROTA, "gio").exception(SOON)
    assert type(again) is Refused


def test_who_is_not_asked_and_who_read_another_wording_are_refused(place: Place) -> None:
    ana, gio, zoe = place.enter("ana"), place.enter("gio"), place.enter("zoe")
    for entered, version, why in (
        (ana, 0, "Ana has consented to this already."),
        (gio, 2, "version 1 is the one"),
    ):
        refused = entered.room.answer(ROTA, entered.room.me, version=version).exception(SOON)
        assert type(refused) is Refused
        assert why in str(refused)
        assert entered.snapshot.news == ()
    refused = zoe.room.answer("garden-2026-03-02-d2", "zoe").exception(SOON)
    assert type(refused) is Refused
    assert str(refused) == "There is no decision “garden-2026-03-02-d2”. Near it: garden-2026-03-02-d1."


def test_minutes_are_questioned_like_a_decision(place: Place) -> None:
    gio = place.enter("gio")
    gio.room.answer("garden-2026-03-02", "gio", "Fay left early").result(SOON)
    assert said(gio.snapshot) == ["Thank you, Gio. The minutes of 2026-03-02 go to the next meeting of Garden circle."]


def test_a_next_step_is_done_once(place: Place) -> None:
    ben = place.enter("ben")
    (step,) = ben.snapshot.organisation.follow_ups
    first = ben.room.finish(step, "the-same").result(SOON)
    assert [type(event) for event in first] == [FollowUpDone]
    assert said(ben.snapshot) == ["Done: “Buy a lock”. Thank you."]
    assert "step" not in {d.kind for d in ben.snapshot.due}
    assert ben.room.finish(step, "the-same").result(SOON) == first
    refused = ben.room.finish(step).exception(SOON)
    assert type(refused) is Refused
    assert "was done on 2026-03-02" in str(refused)
    assert len(ben.snapshot.news) == 1
    assert place.do(lambda home: home.journal.read(ORGANISATION))[-1].actor == "ben"


def test_a_window_that_ends_is_told_though_nobody_has_asked(place: Place, hands: Hands) -> None:
    ben = place.enter("ben")
    hands.at += 24 * HOUR
    told = ben.until(lambda s: not s.organisation.waiting)
    assert said(told) == ["“Tool-shed rota” stands now: the window has ended."]
    lapsed = {g.person for g in told.organisation.policies[ROTA].given if g.means == "lapse"}
    assert lapsed == {"dara", "gio"}


def test_what_happens_beside_all_rooms_is_told_in_each(place: Place) -> None:
    ben, gio = place.enter("ben"), place.enter("gio")
    place.do(lambda home: home.answer(ROTA, "dara", "dara"))
    for each in (ben, gio):
        told = each.until(lambda s: s.news)
        assert said(told) == ["Thank you, Dara. “Tool-shed rota” still waits for Gio."]
        assert told.organisation == place.do(lambda home: home.organisation())


# --- the coming meeting ----------------------------------------------------------------------------


def add(title: str, **fields: Any) -> AddTopic:
    """Return a command that puts a topic on the Garden circle's backlog; its day counts for nothing, the room's does."""
    return AddTopic(circle="garden", topic=BacklogItem(title=title, **fields), today=date(1970, 1, 1))


def topics(snapshot: Snapshot) -> list[str]:
    """Return the Garden circle's backlog."""
    return [t.title for t in snapshot.organisation.backlog.get("garden", ())]


def test_members_prepare_the_next_meeting_and_all_see_it(place: Place) -> None:
    ana, ben = place.enter("ana"), place.enter("ben")
    (event,) = ana.room.prepare(add("Ho\x1b[31mses", minutes=20, presenter="ben")).result(SOON)
    assert type(event) is TopicAdded
    assert (event.topic.title, event.topic.presenter, event.topic.minutes) == ("Hoses", "ben", 20)
    assert topics(ana.snapshot) == ["Hoses"]
    ben.until(lambda s: topics(s) == ["Hoses"])
    assert said(ben.snapshot)[-1] == "“Hoses” is on the backlog of Garden circle now."
    ben.room.prepare(add("Bees")).result(SOON)
    told = len(said(ben.snapshot))
    ben.room.prepare(RankTopic(circle="garden", title="Bees", place=1)).result(SOON)
    ana.until(lambda s: topics(s) == ["Bees", "Hoses"])
    assert len(said(ben.snapshot)) == told, "ranks are no news: there are many"
    assert place.do(lambda home: home.journal.read(ORGANISATION))[-1].actor == ben.room.me


def test_the_same_topic_is_added_once_and_an_unknown_format_never(place: Place) -> None:
    ana = place.enter("ana")
    first = ana.room.prepare(add("Hoses"), "the-same").result(SOON)
    assert ana.room.prepare(add("Hoses"), "the-same").result(SOON) == first
    for command, why in (
        (add("Hoses"), "“Hoses” is on the backlog already."),
        (add("Our cook", format="selectoin"), "There is no format of an item “selectoin”. Near it: selection"),
        (DropTopic(circle="gardn", title="Hoses"), "There is no circle “gardn”."),
    ):
        refused = ana.room.prepare(command).exception(SOON)
        assert type(refused) is Refused
        assert str(refused).startswith(why)
    assert topics(ana.snapshot) == ["Hoses"]


def test_what_several_change_at_once_is_all_there(place: Place) -> None:
    ana, ben, zoe = (place.enter(p) for p in ("ana", "ben", "zoe"))
    ana.room.prepare(add("Hoses")).result(SOON)
    answers = [
        room.prepare(command)
        for n in range(5)
        for room, command in (
            (ana.room, add(f"Ana {n}")),
            (ben.room, ChangeTopic(circle="garden", title="Hoses", minutes=20 + n, today=date(1970, 1, 1))),
            (zoe.room, RankTopic(circle="garden", title="Hoses", place=1 + n % 2)),
        )
    ]
    for answer in answers:
        assert type(answer.exception(SOON)) in (type(None), Refused)
    last = ben.until(lambda s: len(topics(s)) == 6)
    assert set(topics(last)) == {"Hoses", *(f"Ana {n}" for n in range(5))}
    minutes = {t.title: t.minutes for t in place.do(lambda home: home.organisation().backlog["garden"])}
    assert minutes["Hoses"] == 24
