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


def test_the_text_of_a_format_is_cleaned() -> None:
    assert read_format(MEETING.replace("Our m", "Our \\u001b[31mm"), "ours", "x") == read_format(MEETING, "ours", "x")


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('kind = "round"', 'kind = "rund"', 11, "“kind” has no “rund”. Did you mean “round”?"),
        ('"react"', '"reakt"', 12, "“round” has no “reakt”. Did you mean “react”?"),
        ("prompt = \"How", "promt = \"How", 14, "a step has no “promt”. Did you mean “prompt”?"),
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
        ('passing = "no"', 'passing = "yes"', 15, "in a round of the kind react a pass is met with one more invitation."),
        ('"react"', '"nomination"', None, ""),
        ('decide = "consent"', 'decide = "consent"\nmeet = "x"', 8, "“items” has no “meet”. It can be: decide, explore, report."),
        ('decide = "consent"\n', "", 4, "[items] names a format for every aim of an item. Still missing: decide."),
        ('kind = "items"', 'kind = "talk"', 4, "[items] is for a format with a step of the kind items."),
        ('"closing"', '"items"', 26, "the items come once in a meeting"),
        ('"closing"', '"outcome"', 26, "a step of the kind outcome belongs to an item, and “items” makes this"),
        ('"How are you?"', f'"{"x" * 20_001}"', 14, ""),
        ('"As we like it."', f'"{"x" * 20_001}"', 2, ""),
    ],
)
def test_what_a_format_may_not_say_is_told_with_its_line(old: str, new: str, line: int | None, reason: str) -> None:
    if not reason and line is None:
        assert read_format(MEETING.replace(old, new), "ours", "ours.toml").steps[0].passing == "no"
        return
    found = misread(MEETING, old, new)
    assert found.line == line
    assert found.reason.startswith(reason)


