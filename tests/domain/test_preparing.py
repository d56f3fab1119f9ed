"""Preparing between meetings: topics come, are ranked, changed and let go of; whoever does so, in whatever order, none is lost."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain import organisation_commands as c
from sociotui.domain import organisation_events as e
from sociotui.domain.agenda import LONGEST
from sociotui.domain.backlog import after_meeting, changed, placed
from sociotui.domain.due import offers
from sociotui.domain.event import Command
from sociotui.domain.governing import decide_organisation
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused
from sociotui.domain.taking_back import taking_back
from tests.domain.casting import Books, card
from tests.domain.stage import TODAY, Stage, opening

HOSES, BEES, HENS = BacklogItem(title="Hoses", minutes=15), BacklogItem(title="Bees"), BacklogItem(title="Hens")


def books_with(*topics: BacklogItem) -> Books:
    """Return books on whose backlog those topics are."""
    books = Books()
    books.organisation = replace(books.organisation, backlog={"garden": topics})
    return books


def add(title: str, place: int = 0, **fields: object) -> c.AddTopic:
    """Return a command that puts a topic on the backlog."""
    topic = BacklogItem(title=title, **fields)  # type: ignore[arg-type]
    return c.AddTopic(circle="garden", topic=topic, place=place, today=TODAY)


def change(title: str, **fields: object) -> c.ChangeTopic:
    """Return a command that changes a topic."""
    return c.ChangeTopic(circle="garden", title=title, today=TODAY, **fields)  # type: ignore[arg-type]


def rank(title: str, place: int) -> c.RankTopic:
    """Return a command that gives a topic a place."""
    return c.RankTopic(circle="garden", title=title, place=place)


def drop(title: str) -> c.DropTopic:
    """Return a command that takes a topic off."""
    return c.DropTopic(circle="garden", title=title)


def titles(o: Organisation) -> list[str]:
    """Return the backlog's topics in their order."""
    return [t.title for t in o.backlog["garden"]]


# --- one after the other ---------------------------------------------------------------------------


def test_a_topic_is_added_at_the_end_or_at_a_place_by_who_says_so() -> None:
    books = books_with(HOSES, BEES)
    (event,) = books.act(add(" The  shed\x1b[31m ", minutes=20, aim="explore", presenter="ben", added_by="gil"))
    shed = BacklogItem(title="The shed", minutes=20, aim="explore", presenter="ben", added_by="zoe")
    assert event == e.TopicAdded(at=books.clock, circle="garden", topic=shed)
    books.act(add("Hens", place=2))
    assert titles(books.organisation) == ["Hoses", "Hens", "Bees", "The shed"]
    assert [o.title for o in offers(books.organisation, "garden", TODAY)][:4] == titles(books.organisation)


def test_a_ranked_topic_is_what_the_meeting_is_offered_first() -> None:
    books = books_with(HOSES, BEES, HENS)
    books.act(rank("Hens", 1))
    assert titles(books.organisation) == ["Hens", "Hoses", "Bees"]
    books.act(rank("Hens", 99))
    assert titles(books.organisation) == ["Hoses", "Bees", "Hens"]
    assert "stands there already" in books.refuses(rank("Hens", 3))
    assert "stands there already" in books.refuses(rank("Hoses", -5))


def test_only_what_is_said_changes() -> None:
    books = books_with(replace(HOSES, presenter="ana", next_step="Ask Ivo.", format="review"), BEES)
    books.act(change("Hoses", minutes=25, new_title="Hoses and taps"))
    (topic, _bees) = books.organisation.backlog["garden"]
    kept = {"presenter": "ana", "next_step": "Ask Ivo.", "format": "review"}
    assert topic == BacklogItem(title="Hoses and taps", minutes=25, **kept)  # type: ignore[arg-type]
    books.act(change("Hoses and taps", presenter="", next_step="", aim="report"))
    assert books.organisation.backlog["garden"][0].presenter == ""
    assert "Nothing would change" in books.refuses(change("Bees", minutes=10))


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (add(""), "What is it about?"),
        (add("Bees"), "“Bees” is on the backlog already."),
        (add("x", minutes=0), f"From 1 to {LONGEST}"),
        (add("x", minutes=LONGEST + 1), f"From 1 to {LONGEST}"),
        (add("x", presenter="gil"), "There is no member “gil”."),
        (add("x", about="gil"), "There is no member “gil”."),
        (add("x", policy="p9"), "There is no policy “p9”"),
        (add("x", roles=("cook",)), "There is no role “cook”"),
        (add("x" * 121), "121 characters"),
        (change("Bees", new_title=""), "A topic needs a title"),
        (change("Bees", new_title="Hoses"), "“Hoses” is on the backlog already."),
        (change("Bees", minutes=0), "From 1 to"),
        (change("Bees", presenter="hannah"), "There is no member “hannah”."),
        (change("Beez"), "There is no topic “Beez”. Near it: Bees."),
        (rank("Cows", 1), "There is no topic “Cows”."),
        (drop("Cows"), "There is no topic “Cows”."),
        (c.DropTopic(circle="gardn", title="Bees"), "There is no circle “gardn”. Near it: garden"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(command: c.Preparing, said: str) -> None:
    assert said in books_with(HOSES, BEES).refuses(command)


@pytest.mark.parametrize(
    "command",
    [
        add("Hens"),
        add("Hens", place=1),
        rank("Bees", 1),
        rank("Hoses", 3),
        drop("Bees"),
        change("Bees", new_title="Wasps", minutes=3, presenter="ana", next_step="Run.", aim="report"),
        change("Hoses", minutes=3),
    ],
)
def test_each_act_can_be_taken_back(command: c.Preparing) -> None:
    books = books_with(replace(HOSES, added_by="zoe"), replace(BEES, added_by="zoe"), BacklogItem(title="Seeds"))
    before = books.organisation
    back = taking_back(before, command, TODAY)
    assert back
    books.act(command)
    assert books.organisation != before
    books.act(back)
    assert books.organisation == before


def test_there_is_nothing_to_take_back_of_what_is_not_there() -> None:
    assert taking_back(books_with(HOSES).organisation, drop("Bees"), TODAY) is None


# --- several at once -------------------------------------------------------------------------------

NAMES = ("a", "b", "c", "d", "e", "f")
name = st.sampled_from(NAMES)
some_commands = st.lists(
    st.one_of(
        st.builds(add, name, st.integers(0, 7), minutes=st.integers(1, 90)),
        st.builds(lambda t, n: change(t, minutes=n), name, st.integers(1, 90)),
        st.builds(lambda t, n: change(t, new_title=n), name, name),
        st.builds(lambda t, p: change(t, presenter=p), name, st.sampled_from(["ana", "ben", ""])),
        st.builds(rank, name, st.integers(-1, 8)),
        st.builds(drop, name),
    ),
    max_size=30,
)
"""What several people do, each from what they saw a while ago, in the order in which it arrives."""


@given(some_commands)
def test_no_topic_is_lost_and_of_one_topic_the_last_word_counts(arriving: list[c.Preparing]) -> None:
    books = books_with(BEES)
    known: dict[str, tuple[int, str]] = {"Bees": (10, "")}
    for command in arriving:
        before = books.organisation
        try:
            books.act(command)
        except Refused:
            assert books.organisation is before
            continue
        match command:
            case c.AddTopic():
                known[command.topic.title] = (command.topic.minutes, "")
            case c.ChangeTopic():
                minutes, presenter = known.pop(command.title)
                minutes = command.minutes or minutes
                presenter = presenter if command.presenter is None else command.presenter
                known[command.new_title or command.title] = (minutes, presenter)
            case c.DropTopic():
                del known[command.title]
        assert {t.title: (t.minutes, t.presenter) for t in books.organisation.backlog["garden"]} == known
        assert len(titles(books.organisation)) == len(known)


@given(some_commands)
def test_whatever_was_done_can_be_taken_back_to_the_first_act(arriving: list[c.Preparing]) -> None:
    books = books_with(replace(BEES, added_by="zoe"))
    first, backs = books.organisation.backlog, []
    for command in arriving:
        back = taking_back(books.organisation, command, TODAY)
        try:
            books.act(command)
        except Refused:
            continue
        assert back
        backs.append(back)
    for back in reversed(backs):
        books.act(back)
    assert books.organisation.backlog == first


@given(st.lists(st.builds(BacklogItem, title=name), max_size=6), st.builds(BacklogItem, title=name), st.integers(-3, 9))
def test_a_place_is_found_for_a_topic_wherever_that_is(
    there: list[BacklogItem], topic: BacklogItem, place: int
) -> None:
    topics = tuple({t.title: t for t in there}.values())
    after = placed(topics, topic, place)
    assert {t.title for t in after} == {t.title for t in topics} | {topic.title}
    assert len({t.title for t in after}) == len(after)
    assert [t for t in after if t.title != topic.title] == [t for t in topics if t.title != topic.title]
    assert changed(after, topic.title, topic) == after


# --- while the circle meets ------------------------------------------------------------------------


def met(during: Callable[[Books], None], *done: Command) -> list[BacklogItem]:
    """Return the backlog after a meeting that did that, while something was done beside it."""
    books = books_with(HOSES, BEES, HENS)
    stage = Stage(replace(opening(circle=card()), backlog=(HOSES, BEES, HENS)))
    during(books)
    stage.act(*done)
    books.keep(stage)
    return list(books.organisation.backlog["garden"])


def test_what_is_prepared_while_the_circle_meets_stays() -> None:
    def prepare(books: Books) -> None:
        for command in (rank("Hens", 1), change("Bees", minutes=40), add("Seeds"), drop("Hoses")):
            books.act(command)

    after = met(prepare, commands.KeepForLater(title="Compost"))
    assert [t.title for t in after] == ["Hens", "Bees", "Seeds", "Compost"]
    assert [t.minutes for t in after][:2] == [10, 40]


def test_what_the_meeting_lets_go_of_is_gone_and_what_it_keeps_is_kept() -> None:
    def prepare(books: Books) -> None:
        books.act(rank("Hens", 1))

    dropped = met(prepare, commands.DropFromBacklog(title="Bees"))
    assert [t.title for t in dropped] == ["Hens", "Hoses"]
    anew = (commands.DropFromBacklog(title="Hoses"), commands.KeepForLater(title="Hoses", minutes=30))
    assert [(t.title, t.minutes) for t in met(prepare, *anew)] == [("Hens", 10), ("Hoses", 30), ("Bees", 10)]


def test_a_topic_that_both_have_changed_stays_with_the_next_steps_of_both() -> None:
    def prepare(books: Books) -> None:
        books.act(change("Bees", next_step="Ask Ivo."))

    anew = (commands.DropFromBacklog(title="Bees"), commands.KeepForLater(title="Bees", next_step="Ask Gil."))
    (bees,) = (t for t in met(prepare, *anew) if t.title == "Bees")
    assert bees.next_step == "Ask Ivo.\nAsk Gil."


backlogs = st.lists(
    st.builds(BacklogItem, title=name, minutes=st.integers(1, 3)), max_size=5, unique_by=lambda t: t.title
).map(tuple)


@given(backlogs, backlogs, backlogs)
def test_nothing_is_there_twice_and_nothing_new_is_lost_whoever_did_what(
    seen: tuple[BacklogItem, ...], left: tuple[BacklogItem, ...], there: tuple[BacklogItem, ...]
) -> None:
    after = after_meeting(seen, left, there)
    found = [t.title for t in after]
    assert len(found) == len(set(found))
    assert {t.title for t in (*left, *there) if t not in seen} <= set(found)
    assert set(found) <= {t.title for t in (*left, *there)}
    assert {t.title for t in after_meeting(seen, left, seen)} == {t.title for t in left}
    assert after_meeting(seen, seen, there) == there


def test_an_unknown_command_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError):
        decide_organisation(Organisation(), commands.CloseMeeting(), "zoe", 0)
