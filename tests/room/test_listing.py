"""Listing: circles, what waits and what is due as lines and as an object, the formats there are."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from sociotui.domain import commands as c
from sociotui.domain.refusal import Refused
from sociotui.room.acting import answer_by_name, finish_by_name
from sociotui.room.home import Home
from sociotui.room.listing import days_within, due_lines, due_object, format_lines, overview, since
from tests.homes import Hands, opened
from tests.room.holding import act, close, go_on, held, recorded
from tests.room.test_acting import HOUR, with_customs

DAY = 24 * HOUR


def part(lines: list[str], title: str) -> list[str]:
    """Return the lines below a title, up to the next empty one."""
    rest = lines[lines.index(title) + 1 :]
    return rest[: rest.index("")] if "" in rest else rest


# --- what there is ---------------------------------------------------------------------------------


def test_the_list_shows_what_waits_with_the_id_to_answer_it(home: Home) -> None:
    id_ = held(home)
    assert part(overview(home), "Waiting for answers") == [f"{id_}-d1  “Tool-shed rota” waits for Fay, Gio."]
    assert "Decisions, the next to be looked at first" not in overview(home)
    for person in ("fay", "gio"):
        answer_by_name(home, f"{id_}-d1", person=person, actor=person)
    assert "Waiting for answers" not in overview(home)
    assert part(overview(home), "Decisions, the next to be looked at first") == [
        "2026-09-01  Tool-shed rota (Garden circle)"
    ]


def test_the_list_says_until_when_a_window_runs(home: Home) -> None:
    with_customs(home, msgspec.structs.replace(home.organisation().circles["garden"].customs, absence="lazy"))
    held(home)
    assert part(overview(home), "Waiting for answers")[0].endswith(
        "waits for Fay, Gio, until 2026-03-03 14:03 at the latest."
    )


def test_the_list_shows_next_steps_until_they_are_done(home: Home) -> None:
    id_ = held(home)
    assert part(overview(home), "Next steps") == [f"{id_}-step-1  Cut a key (Ben, 2026-03-09)"]
    finish_by_name(home, f"{id_}-step-1", "ben")
    assert "Next steps" not in overview(home)


def test_the_list_shows_the_outcomes_that_a_crash_kept_from_the_record(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = recorded(home)
    go_on(home, id_, "closing")
    with monkeypatch.context() as crash:
        crash.setattr(home, "keep_outcomes", lambda meeting: None)
        act(home, id_, c.CloseMeeting())
    assert part(overview(home), "Held") == [id_]
    assert "Waiting for answers" in overview(home)


def test_a_meeting_tells_how_it_stands_with_what_waited(home: Home, hands: Hands) -> None:
    id_ = recorded(home)
    assert since(home, home.meeting(id_)) == [
        "“Tool-shed rota” waits for Fay, Gio, who are asked when this meeting closes."
    ]
    close(home, id_)
    answer_by_name(home, f"{id_}-d1", person="fay", actor="fay")
    assert since(home, home.meeting(id_)) == ["“Tool-shed rota” waits for Gio."]
    hands.at += 2 * DAY
    answer_by_name(home, f"{id_}-d1", person="gio", actor="gio")
    assert since(home, home.meeting(id_)) == ["“Tool-shed rota” stands since 2026-03-04."]
    again = held(home)
    answer_by_name(home, f"{again}-d1", person="gio", actor="gio", reason="Too early")
    assert since(home, home.meeting(again)) == [
        "“Tool-shed rota” met an objection on 2026-03-04, and comes back to the circle."
    ]
    assert since(home, home.meeting(opened(home))) == []


def test_how_it_stands_is_told_without_reading_all_that_happened(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = held(home)
    answer_by_name(home, f"{id_}-d1", person="gio", actor="gio", reason="Too early")
    meeting = home.meeting(id_)
    read: list[int] = []
    whole = home.journal.read

    def reading(stream: str, after: int = 0) -> object:
        read.append(len(found := whole(stream, after)))
        return found

    monkeypatch.setattr(home.journal, "read", reading)
    assert len(since(home, meeting)) == 1
    assert sum(read) == 0


# --- what is due -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "days"),
    [("60d", 60), ("8w", 56), ("3m", 87), ("0", 0), ("14", 14), (" 7d ", 7), ("12m", 362), ("1m", 28), ("522w", 3654)],
)
def test_a_span_is_days_weeks_or_months(said: str, days: int) -> None:
    assert days_within(said, date(2027, 1, 31)) == days


@pytest.mark.parametrize("said", ["", "soon", "3x", "-5", "1.5w", "60 days", "9999d", "9999m", "3661", "d", "12345d"])
def test_any_other_span_is_refused_with_how_to_write_it(said: str) -> None:
    with pytest.raises(Refused, match="like 60d, 8w or 3m"):
        days_within(said, date(2027, 1, 31))


def test_what_is_due_is_a_line_each_with_day_circle_and_what(home: Home, hands: Hands) -> None:
    id_ = held(home)
    hands.at += 10 * DAY
    assert due_lines(home) == [
        "2026-03-02  Garden circle  Minutes of 2026-03-02 (to be approved)",
        f"2026-03-02  Garden circle  “Tool-shed rota” waits for Fay, Gio [{id_}-d1]",
        f"2026-03-09  Garden circle  Next step: Cut a key (overdue) [{id_}-step-1]",
    ]


def test_an_ended_term_is_overdue_and_a_vacant_role_due_now(home: Home, hands: Hands) -> None:
    hands.at += 366 * DAY
    lines = due_lines(home, "garden")
    assert "2027-03-01  Garden circle  Delegate: Ben's term has ended (overdue)" in lines
    hands.at = hands.at - 2 * DAY
    assert "2027-03-01  Garden circle  Delegate: Ben's term ends" in due_lines(home, "garden", "0")


def test_nothing_due_is_good_news(home: Home) -> None:
    assert due_lines(home, "garden", "2w") == ["Nothing is due in the next 14 days. Enjoy it."]


def test_an_unknown_circle_is_refused_with_the_nearest(home: Home) -> None:
    for ask in (due_lines, due_object, format_lines):
        with pytest.raises(Refused, match="garden"):
            ask(home, "gardn")


def test_the_object_says_the_same_in_plain_json(home: Home, hands: Hands) -> None:
    id_ = held(home)
    hands.at += 10 * DAY
    found = msgspec.json.decode(msgspec.json.encode(due_object(home, "garden", "8w")))
    assert {key: found[key] for key in ("version", "today", "within", "circle")} == {
        "version": 1,
        "today": "2026-03-12",
        "within": 56,
        "circle": "garden",
    }
    assert [(d["kind"], d["ref"], d["overdue"]) for d in found["due"]] == [
        ("minutes", id_, False),
        ("waiting", f"{id_}-d1", False),
        ("step", f"{id_}-step-1", True),
    ]
    assert found["due"][2] == {
        "kind": "step",
        "circle": "garden",
        "ref": f"{id_}-step-1",
        "title": "Cut a key",
        "on": "2026-03-09",
        "overdue": True,
        "person": "ben",
        "item": {"title": "Cut a key", "aim": "report", "minutes": 5},
    }
    assert due_object(home)["circle"] is None


# --- formats ---------------------------------------------------------------------------------------


def test_formats_are_listed_by_what_they_are_for(home: Home) -> None:
    lines = format_lines(home)
    assert lines[0] == "For a meeting"
    assert [line.split()[0] for line in part(lines, "For a meeting")] == list(home.meeting_formats(""))
    assert [line.split()[0] for line in part(lines, "For an item")] == list(home.item_formats(""))
    assert any("Role selection: " in line for line in part(lines, "For an item"))
    assert "Cannot be used" not in lines


def test_a_circles_own_formats_are_listed_and_a_bad_file_is_named_once(home: Home) -> None:
    own = Path(home.folder) / "formats" / "garden"
    own.mkdir(parents=True)
    whole = '[[step]]\nid = "x"\nkind = "round"\ntitle = "X"\nprompt = "X?"\n'
    (own / "moon.toml").write_text(f'title = "By moonlight"\n{whole}', "utf-8")
    (own / "broken.toml").write_text("title = \n", "utf-8")
    (own.parent / "odd.toml").write_text(f'title = "Odd"\nabuot = ""\n{whole}', "utf-8")
    lines = format_lines(home, "garden")
    assert "By moonlight" in [line.split(maxsplit=1)[1] for line in part(lines, "For an item")]
    complaints = part(lines, "Cannot be used")
    assert len(complaints) == 2
    assert "broken.toml" in "".join(complaints)
    assert "moonlight" not in "".join(format_lines(home))
    assert len(part(format_lines(home), "Cannot be used")) == 1


def test_formats_are_there_before_an_organisation_is(tmp_path: Path) -> None:
    home = Home(tmp_path / "none")
    assert format_lines(home)[0] == "For a meeting"
    home.close()
