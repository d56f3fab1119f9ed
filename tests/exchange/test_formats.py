"""Formats from files: what a circle may write, what it may not, and that one bad file leaves the others be."""

from pathlib import Path
from typing import get_args

import pytest

from sociotui.domain.formats import Aim, Step
from sociotui.exchange.formats import load_formats, read_format
from sociotui.exchange.toml_file import Misread

SHIPPED = Path(__file__).parents[2] / "data" / "formats"

MEETING = """\
title = "Our meeting"
about = "As we like it."

[items]
report = "report"
explore = "explore"
decide = "consent"

[[step]]
id = "check-in"
kind = "round"
round = "react"
title = "Check-in"
prompt = "How are you?"
passing = "no"
minutes = 5

[[step]]
id = "items"
kind = "items"
title = "Items"
prompt = "Item by item."

[[step]]
id = "close"
kind = "closing"
title = "Close"
prompt = "Is this what we decided?"
"""
ITEM = """\
title = "Deciding"

[[step]]
id = "ask"
kind = "consent"
title = "Ask"
prompt = "Do you see a reason?"

[[step]]
id = "record"
kind = "record"
title = "Record"
prompt = "When do we look at it again?"
"""


def misread(text: str, old: str = "", new: str = "") -> Misread:
    """Return how a format is refused, with `new` in it for `old`."""
    assert not old or text.count(old) == 1
    with pytest.raises(Misread) as caught:
        read_format(text.replace(old, new) if old else text, "ours", "ours.toml")
    return caught.value


def test_a_format_is_read_and_its_id_is_the_name_of_its_file() -> None:
    ours = read_format(MEETING, "ours", "ours.toml")
    assert (ours.id, ours.title, ours.about) == ("ours", "Our meeting", "As we like it.")
    assert ours.items == {"report": "report", "explore": "explore", "decide": "consent"}
    assert ours.steps[0] == Step(
        id="check-in",
        kind="round",
        round="react",
        title="Check-in",
        prompt="How are you?",
        passing="no",
        minutes=5,
    )
    assert [s.kind for s in ours.steps] == ["round", "items", "closing"]


def test_a_step_may_have_as_long_as_it_takes() -> None:
    for minutes in (0, 600):
        assert (
            read_format(MEETING.replace("minutes = 5", f"minutes = {minutes}"), "ours", "x").steps[0].minutes == minutes
        )


def test_the_text_of_a_format_is_cleaned() -> None:
    assert read_format(MEETING.replace("Our m", "Our \\u001b[31mm"), "ours", "x") == read_format(MEETING, "ours", "x")


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('kind = "round"', 'kind = "rund"', 11, "“kind” has no “rund”. Did you mean “round”?"),
        ('"react"', '"reakt"', 12, "“round” has no “reakt”. Did you mean “react”?"),
        ('prompt = "How', 'promt = "How', 14, "a step has no “promt”. Did you mean “prompt”?"),
        ("minutes = 5", 'minutes = "5"', 16, "“minutes” takes a whole number, like minutes = 5."),
        ("minutes = 5", "minutes = -1", 16, "a step takes from 0 to 600 minutes"),
        ("minutes = 5", "minutes = 601", 16, "a step takes from 0 to 600 minutes"),
        ('"Our meeting"', '"\\u0007"', 1, "a format needs a title"),
        ('title = "Our meeting"\n', "", None, "a format needs its “title”."),
        ('title = "Our', 'id = "x"\ntitle = "Our', 1, "a format's id is the name of its file."),
        ('"Check-in"', '""', 13, "a step needs a title"),
        ('"check-in"', '"Check in"', 10, "“Check in” will not do as an id."),
        ('"check-in"', '""', 10, "“” will not do as an id."),
        ('id = "close"', 'id = "check-in"', 25, "there are two steps of the id “check-in”."),
        (
            'passing = "no"',
            'passing = "yes"',
            15,
            "in a round of the kind react a pass is met with one more invitation.",
        ),
        (
            'decide = "consent"',
            'decide = "consent"\nmeet = "x"',
            8,
            "“items” has no “meet”. It can be: decide, explore, report.",
        ),
        ('decide = "consent"\n', "", 4, "[items] names a format for every aim of an item. Still missing: decide."),
        ('kind = "items"', 'kind = "talk"', 4, "[items] is for a format with a step of the kind items."),
        ('"closing"', '"items"', 26, "the items come once in a meeting"),
        ('"closing"', '"outcome"', 26, "a step of the kind outcome belongs to an item, and “items” makes this"),
        ('"Our meeting"', f'"{"x" * 121}"', 1, "“xxxxxxxxxxxxxxxxxxxxxxxx…” has 121 characters"),
        ('"Check-in"', f'"{"x" * 121}"', 13, "“xxxxxxxxxxxxxxxxxxxxxxxx…” has 121 characters"),
    ],
)
def test_what_a_format_may_not_say_is_told_with_its_line(old: str, new: str, line: int | None, reason: str) -> None:
    found = misread(MEETING, old, new)
    assert found.line == line
    assert found.reason.startswith(reason)


def test_a_meeting_without_items_may_not_name_their_formats_and_one_with_items_must() -> None:
    without = MEETING.replace('[items]\nreport = "report"\nexplore = "explore"\ndecide = "consent"\n', "")
    found = misread(without)
    assert str(found).startswith(
        "ours.toml, line 14: this step needs to know the format of an item. Add a part [items]"
    )
    assert read_format(without.replace('kind = "items"', 'kind = "talk"'), "ours", "x").items == {}


def test_a_format_has_steps() -> None:
    assert str(misread('title = "x"')) == "ours.toml: a format needs a step at least. Begin each with a line [[step]]."


@pytest.mark.parametrize("kind", ["consent", "agenda", "minutes"])
def test_consent_knows_no_pass_whatever_step_asks_for_it(kind: str) -> None:
    step = f'title = "x"\n[[step]]\nid = "x"\nkind = "{kind}"\ntitle = "x"\nprompt = "x"\npassing = "ask"\n'
    found = misread(step)
    assert found.line == 7
    assert found.reason == (
        'consent knows no pass: everybody is asked, and each answer counts. Write passing = "no", or leave this line out.'
    )


@pytest.mark.parametrize(
    ("round_", "passing", "fits"),
    [
        ("nomination", "no", True),
        ("nomination", "ask", False),
        ("nomination", "yes", False),
        ("react", "ask", True),
        ("react", "no", True),
        ("react", "yes", False),
        ("check-in", "yes", True),
        ("check-in", "no", True),
    ],
)
def test_a_pass_rule_may_be_stricter_than_the_practice_never_looser(round_: str, passing: str, fits: bool) -> None:
    text = MEETING.replace('"react"', f'"{round_}"').replace('passing = "no"', f'passing = "{passing}"')
    if fits:
        assert read_format(text, "ours", "x").steps[0].passing == passing
    else:
        assert misread(text).line == 15


def test_a_pass_rule_that_is_not_written_is_no_mistake() -> None:
    assert read_format(MEETING.replace('passing = "no"\n', ""), "ours", "x").steps[0].round == "react"
    assert read_format(ITEM, "ours", "x").steps[0].kind == "consent"


def test_what_was_consented_to_is_recorded_and_nothing_else_is() -> None:
    record = ITEM[ITEM.index('[[step]]\nid = "record"') :]
    found = misread(ITEM.replace(record, ""))
    assert str(found).startswith("ours.toml, line 3: after a consent step comes one of the kind record")
    found = misread('title = "x"\n' + record)
    assert str(found).startswith("ours.toml, line 2: what is recorded was consented to")
    found = misread(ITEM.replace("consent", "later").replace("record", "consent").replace("later", "record"))
    assert found.line == 3
    twice = ITEM + ITEM.replace('title = "Deciding"\n', "").replace('"ask"', '"ask-2"').replace(
        'id = "record"', 'id = "end"'
    )
    assert len(read_format(twice, "ours", "x").steps) == 4
    assert misread(twice.replace(record.replace('id = "record"', 'id = "end"'), "")).line == 15


# --- folders -------------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder of a circle's own formats, still empty."""
    folder = tmp_path / "formats"
    folder.mkdir()
    return folder


def test_the_formats_that_come_with_the_program_are_sound() -> None:
    shelf = load_formats([SHIPPED])
    assert shelf.complaints == ()
    assert list(shelf.formats) == sorted(p.stem for p in SHIPPED.glob("*.toml"))
    for format_ in shelf.formats.values():
        assert set(format_.items) in (set(), set(get_args(Aim)))


def test_a_circle_puts_its_own_format_in_the_place_of_another_and_adds_some(own: Path) -> None:
    (own / "weekly.toml").write_text(MEETING)
    (own / "short.toml").write_text(ITEM)
    shelf = load_formats([SHIPPED, own])
    assert shelf.complaints == ()
    assert shelf.formats["weekly"].title == "Our meeting"
    assert set(shelf.formats) == set(load_formats([SHIPPED]).formats) | {"short"}


def test_a_bad_file_is_named_with_its_line_and_the_others_still_work(own: Path) -> None:
    (own / "weekly.toml").write_text(MEETING.replace('kind = "round"', 'kind = "rund"'))
    (own / "broken.toml").write_text("title =\n")
    (own / "other.toml").write_text(ITEM)
    (own / "latin.toml").write_bytes(b"# \xe9\n")
    shelf = load_formats([SHIPPED, own])
    assert shelf.formats["weekly"] == load_formats([SHIPPED]).formats["weekly"]
    assert shelf.formats["other"].title == "Deciding"
    assert set(shelf.formats) == set(load_formats([SHIPPED]).formats) | {"other"}
    assert [c.split(": ")[0] for c in shelf.complaints] == [
        f"{own}/broken.toml, line 1",
        f"{own}/latin.toml, line 1",
        f"{own}/weekly.toml, line 11",
    ]
    assert shelf.complaints[2].endswith("minutes, nominate, outcome, record, roles, round, stuck, talk.")


def test_items_in_a_format_that_is_not_there_leave_the_meeting_out_or_its_earlier_version_in(own: Path) -> None:
    (own / "weekly.toml").write_text(MEETING.replace('decide = "consent"', 'decide = "consens"'))
    (own / "ours.toml").write_text(MEETING.replace('explore = "explore"', 'explore = "nothing"'))
    shelf = load_formats([SHIPPED, own])
    assert "ours" not in shelf.formats
    assert shelf.formats["weekly"].title == "Circle meeting"
    weekly, ours = shelf.complaints
    assert ours.startswith(f"{own}/ours.toml, line 6: There is no format “nothing”.")
    assert weekly.startswith(f"{own}/weekly.toml, line 7: There is no format “consens”. Near it: consent")


def test_items_in_the_format_of_a_whole_meeting_are_refused(own: Path) -> None:
    (own / "ours.toml").write_text(MEETING.replace('report = "report"', 'report = "check-in"'))
    shelf = load_formats([SHIPPED, own])
    assert "ours" not in shelf.formats
    assert shelf.complaints == (
        f"{own}/ours.toml, line 5: “check-in” is the format of a whole meeting. An item needs one that is made for items.",
    )


def test_a_format_of_items_stays_one_and_a_format_of_meetings_too(own: Path) -> None:
    (own / "consent.toml").write_text(MEETING)
    (own / "weekly.toml").write_text(ITEM)
    shelf = load_formats([SHIPPED, own])
    assert shelf.formats == load_formats([SHIPPED]).formats
    consent, weekly = shelf.complaints
    assert consent.startswith(f"{own}/consent.toml, line 20: “consent” is the format of an item, and this step is for")
    assert weekly.startswith(f"{own}/weekly.toml, line 5: “weekly” is the format of a whole meeting, and this step is")


def test_only_toml_files_are_formats(own: Path) -> None:
    for name in ("notes.txt", ".weekly.toml", "weekly.toml~", "weekly"):
        (own / name).write_text("no format at all")
    (own / "folder.toml").mkdir()
    shelf = load_formats([own])
    assert shelf.formats == {}
    assert [c.removeprefix(str(own)) for c in shelf.complaints] == [
        "/folder.toml: this is a folder. Name the file in it."
    ]


@pytest.mark.parametrize("name", ["two\nlines", "red\x1b[31m", "x" * 200, "\udcff", " x"])
def test_a_file_whose_name_will_not_do_as_an_id_is_told(own: Path, name: str) -> None:
    (own / f"{name}.toml").write_text(MEETING)
    shelf = load_formats([SHIPPED, own])
    assert shelf.formats == load_formats([SHIPPED]).formats
    (complaint,) = shelf.complaints
    assert "the file's name is the format's id." in complaint
    assert complaint.encode()
    assert "\x1b" not in complaint


def test_a_folder_that_is_not_there_is_empty_and_one_that_is_a_file_is_told(own: Path) -> None:
    assert load_formats([]).formats == load_formats([own / "none"]).formats == {}
    assert load_formats([own / "none"]).complaints == ()
    (own / "file").write_text("")
    shelf = load_formats([own / "file", SHIPPED])
    assert shelf.complaints == (f"{own}/file: the formats here cannot be read: Not a directory.",)
    assert "weekly" in shelf.formats
