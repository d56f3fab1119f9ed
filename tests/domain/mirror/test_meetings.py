"""Figures of meetings that were played by a script, beside what one counts by hand on a slip of paper."""

from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.changes import Step
from sociotui.domain.circles import Circle
from sociotui.domain.customs import Customs
from sociotui.domain.mirror.figures import Asked, Figure, FigureId, Mirror, Part
from sociotui.domain.mirror.gathered import Gathered
from sociotui.domain.mirror.mirror import mirror, mirror_of_meeting
from sociotui.domain.mirror.own import own_mirror
from sociotui.domain.refusal import Refused
from tests.domain.casting import ALL, GARDEN, Books, card, on
from tests.domain.stage import BETTER, REASON, SEATS, TODAY, Stage, item_in, opening, round_format, steps
from tests.plain import as_json

KEEPING = Customs(absence="present", keep_totals=True)
HALF = SEATS[:3]


def talk(customs: Customs = KEEPING, people: tuple[str, ...] = SEATS) -> Stage:
    """Return a meeting that was closed in its second round.

    To the left from ana they speak 10, 20, 30, 40, 50 and 60 seconds. To the right from dara: dara passes, chidi and ben
    speak, ana comes later, zoe speaks; each takes a second, and eli has the turn when it is closed, a second later.
    """
    format_ = round_format("brainstorm", *steps(("close", "closing")))
    stage = Stage(opening(people, format=format_, circle=card(customs=customs))).starting("ana")
    for number, _person in enumerate(people, 1):
        stage.wait(10 * number - 1).act(commands.FinishTurn())
    if people == SEATS:
        stage.act(commands.BeginRound(start="dara", direction="right"))
        stage.act(commands.PassTurn(), commands.FinishTurn(), commands.FinishTurn(), commands.PostponeTurn())
        stage.act(commands.FinishTurn(), commands.CloseMeeting(postpone=True))
    else:
        stage.act(commands.CloseMeeting(postpone=True))
    return stage


def seen(books: Books, asked: Asked | None = None) -> Mirror:
    """Return the mirror of what is in the books, of which the latest command is all there is."""
    return mirror(
        Gathered(books.organisation, [Step(1, "zoe", books.made)]), asked or Asked(), TODAY, lambda _at: TODAY
    )


def figure(found: Mirror, id_: FigureId) -> Figure:
    """Return a figure; it has to be there."""
    return next(f for f in found.figures if f.id == id_)


def kept(stage: Stage, customs: Customs = KEEPING) -> Books:
    """Return the books with that meeting on record, of a garden circle with those customs."""
    books = Books(replace(GARDEN, customs=customs))
    books.record(stage.meeting)
    return books


def test_a_meeting_counted_by_hand() -> None:
    found = seen(kept(talk()), Asked(circle="garden"))
    assert (found.title, found.meetings) == ("Garden circle", 1)
    # 11 + 21 + 31 + 41 + 51 + 61 = 216 seconds, 36 each were even: 5 + 15 + 25 = 45 would go to others, 171 stay.
    speaking = figure(found, "speaking")
    assert (speaking.count, speaking.of, speaking.evenly) == (79, 100, True)
    assert "Of 100 minutes 21 would go to others" in speaking.said
    assert (figure(found, "rounds").count, figure(found, "rounds").of) == (1, 2)
    # Six turns in the first round; in the second dara, chidi, ben and zoe had theirs: ana's is still to come.
    assert (figure(found, "passes").count, figure(found, "passes").of) == (1, 10)
    # Ana spoke first, then chidi, as dara had passed; seven are members.
    starts = figure(found, "starts")
    assert starts.count == 100
    assert starts.parts == (
        Part("have begun a round", 2, 7),
        Part("rounds to the left", 1, 2),
        Part("rounds to the right", 1, 2),
    )
    assert figure(found, "facilitation").parts[0] == Part("members who have facilitated", 1, 7)
    assert figure(found, "objections").share is None


def test_one_meeting_by_its_id_and_live_before_it_was_closed() -> None:
    stage = talk()
    one = seen(kept(stage), Asked(meeting="garden-1"))
    before = stage.course.acts[-1].before
    live = mirror_of_meeting(before, before.opened + 10_000_000)
    assert [f.id for f in one.figures] == ["speaking", "starts", "rounds", "passes", "objections"]
    assert [f.id for f in live.figures] == [f.id for f in one.figures]
    for id_ in ("rounds", "passes", "starts"):
        assert figure(live, id_).count == figure(one, id_).count, id_
    at_the_end = mirror_of_meeting(before, stage.clock)
    assert figure(at_the_end, "speaking").count == 79
    assert "Live" in figure(live, "speaking").consented


def test_an_undone_act_is_not_counted() -> None:
    format_ = round_format("brainstorm", *steps(("close", "closing")))
    stage = Stage(opening(format=format_, circle=card(customs=KEEPING))).starting("ana")
    stage.act(commands.PassTurn(), commands.UndoAct(), commands.FinishTurn())
    assert (stage.meeting.tally.turns, stage.meeting.tally.passes) == (1, 0)


def test_objections_counted_by_hand() -> None:
    stage = on(item_in("consent"), circle=card(customs=KEEPING)).to("consent").starting("ana")
    stage.act(commands.Consent(), commands.Object(reason=REASON))
    stage.act(commands.Object(reason="It rains on Saturdays."))
    stage.come_round().act(commands.NextStep())
    objections = figure(mirror_of_meeting(stage.meeting, stage.clock), "objections")
    assert (objections.count, objections.of) == (0, 2)
    stage.act(commands.Release(person="chidi"), commands.Integrate(way="modify", text=BETTER))
    books = Books()
    books.keep(stage)
    objections = figure(seen(books), "objections")
    assert (objections.count, objections.of) == (1, 2)
    assert [(p.label, p.count) for p in objections.parts] == [("integrated", 1), ("let go", 1), ("open at the end", 0)]


def test_without_consent_nothing_of_it_is_kept_and_the_figure_says_how_to_decide_it() -> None:
    books = kept(talk(Customs()), Customs())
    held = books.organisation.held["garden-1"]
    assert held.tally
    assert (held.totals, held.tally.turns, held.tally.passes, held.tally.begun) == ({}, 0, 0, 2)
    for id_ in ("speaking", "passes"):
        hidden = figure(seen(books, Asked(circle="garden")), id_)
        assert (hidden.hidden, hidden.count, hidden.of, hidden.trend, hidden.share) == (True, 0, 0, (), None)
        assert "has not agreed" in hidden.consented
        assert "‹customs›" in hidden.consented


def test_a_circle_that_agrees_no_longer_has_its_totals_hidden() -> None:
    books = kept(talk(), Customs())
    hidden = figure(seen(books, Asked(circle="garden")), "speaking")
    assert hidden.hidden
    assert "one meeting from when it had" in hidden.consented


def test_of_three_people_no_share_is_told() -> None:
    books = kept(talk(people=HALF))
    # fay is absent, and was not there
    assert sorted(books.organisation.held["garden-1"].totals) == sorted(HALF)
    hidden = figure(seen(books), "speaking")
    assert hidden.hidden
    assert "Fewer than 4" in hidden.said


def test_no_figure_names_anybody_or_has_a_row_for_each() -> None:
    found = seen(kept(talk()))
    said = as_json(found).decode().casefold()
    assert not [person for person in (*ALL, "hana") if f'"{person}' in said or f" {person} " in said]
    assert all(len(f.parts) < len(SEATS) for f in found.figures)


def test_ones_own_figures_are_of_oneself_alone() -> None:
    books = kept(talk())
    record = Gathered(books.organisation, [Step(1, "zoe", books.made)])
    mine = own_mirror(record, Asked(own=True), TODAY, "zoe")
    # 61 of 216 seconds, a sixth of which is 36.
    assert figure(mine, "speaking").said == "You spoke 28 of 100 minutes; an even share would have been 17."
    assert (figure(mine, "facilitation").count, figure(mine, "facilitation").of) == (1, 1)
    assert (figure(own_mirror(record, Asked(own=True), TODAY, "chidi"), "starts").count) == 1
    assert all("Only you see this" in f.consented for f in mine.figures)
    for stranger in ("laptop", ""):
        try:
            own_mirror(record, Asked(own=True), TODAY, stranger)
        except Refused as refusal:
            assert "oneself alone" in str(refusal)
        else:
            raise AssertionError(stranger)


def test_meetings_from_before_sums_were_kept_are_told_to_have_none() -> None:
    books = kept(talk())
    o = books.organisation
    old = replace(o.held["garden-1"], tally=None, id="old")
    both = replace(o, held=o.held.put("old", old))
    rounds = figure(mirror(Gathered(both, ()), Asked(), TODAY, lambda _at: TODAY), "rounds")
    assert (rounds.count, rounds.of) == (1, 2)
    assert "1 of these 2 meetings" in rounds.how


def test_the_period_leaves_out_what_lies_before_and_after() -> None:
    books = kept(talk())
    assert seen(books, Asked(first=TODAY, last=TODAY)).meetings == 1
    assert seen(books, Asked(last=TODAY.replace(day=22))).meetings == 0
    assert seen(books, Asked(circle="general")).meetings == 0


def test_members_are_those_of_the_circle() -> None:
    books = kept(talk())
    books.organisation = replace(
        books.organisation, circles=books.organisation.circles | {"bees": Circle(id="bees", name="Bees")}
    )
    assert figure(seen(books, Asked(circle="bees")), "several").share is None
