"""Minutes as people read them: in Markdown and as plain text."""

from datetime import date

import pytest
from msgspec.structs import replace

from sociotui.domain.items import Outcome
from sociotui.domain.minutes import Minutes, MinutesDecision, MinutesItem, minutes_of
from sociotui.exchange.minutes import render
from tests.domain.stage import Stage

SHED = MinutesItem(
    title="Tool-shed rota",
    presenter="Ana",
    outcome=Outcome(kind="decided", text="The shed is opened each Saturday."),
    decision=MinutesDecision(
        title="Saturday shed",
        text="The shed is opened each Saturday by two members, until 1 March, then we look at it again.\n\n- keys: Ben\n* tea: *all*",
        review=date(2027, 3, 1),
        responsible="Ben",
        why="It was always locked when it was needed.",
        measures=("fewer than 3 complaints a month", "no lost tools"),
        versions=2,
        consented=6,
        objections_integrated=1,
    ),
    notes=("The key hangs by the door.", "Who is last\nlocks up."),
)
MINUTES = Minutes(
    circle="Garden circle",
    on=date(2026, 11, 23),
    format="Circle meeting",
    facilitator="Zoe",
    secretary="Eli",
    present=("Ana", "Ben", "Chidi", "Dara", "Eli", "Zoe"),
    guests=("Gus",),
    absent=("Fay",),
    minutes=60,
    items=(
        SHED,
        MinutesItem(title="Compost", aim="report", outcome=Outcome(kind="postponed")),
        MinutesItem(
            title="Harvest", aim="explore", outcome=Outcome(kind="delegated", text="They ask around.", to="Kitchen")
        ),
        MinutesItem(title="Fence", aim="decide", presenter="Chidi", outcome=Outcome(kind="dropped")),
    ),
    backlog=("Compost", "Bees"),
    notes=("Fay is ill.",),
    next_meeting="2026-11-30, in the shed",
    closed=True,
)

MARKDOWN = """\
# Garden circle: minutes of 2026-11-23

- **Meeting:** Circle meeting
- **Facilitator:** Zoe
- **Secretary:** Eli
- **Present:** Ana, Ben, Chidi, Dara, Eli, Zoe
- **Guests:** Gus
- **Absent:** Fay
- **Agreed length:** 60 min

## 1. Tool-shed rota

*To decide, presented by Ana*

**Decided:**

> The shed is opened each Saturday by two members, until 1 March, then we look at it again.
>
> \\- keys: Ben\x20\x20
> \\* tea: \\*all\\*

- **Policy:** Saturday shed
- **Why:** It was always locked when it was needed.
- **Looked at again:** 2027-03-01
- **Responsible:** Ben
- **Measured:** fewer than 3 complaints a month
- **Measured:** no lost tools
- **Consented:** 6, to version 2
- **Objections integrated:** 1

**Notes:**

- The key hangs by the door.
- Who is last\x20\x20
  locks up.

## 2. Compost

*To report*

**Postponed.**

## 3. Harvest

*To explore*

**Delegated to Kitchen:**

> They ask around.

## 4. Fence

*To decide, presented by Chidi*

**Dropped.**

## Kept for later

- Compost
- Bees

## Notes

- Fay is ill.

## Next meeting

2026-11-30, in the shed
"""

PLAIN = """\
Garden circle: minutes of 2026-11-23
====================================

Meeting        Circle meeting
Facilitator    Zoe
Secretary      Eli
Present        Ana, Ben, Chidi, Dara, Eli, Zoe
Guests         Gus
Absent         Fay
Agreed length  60 min

1. Tool-shed rota
-----------------

To decide, presented by Ana

Decided:

    The shed is opened each Saturday by two members, until 1 March, then we
    look at it again.

    - keys: Ben
    * tea: *all*

Policy                 Saturday shed
Why                    It was always locked when it was needed.
Looked at again        2027-03-01
Responsible            Ben
Measured               fewer than 3 complaints a month
Measured               no lost tools
Consented              6, to version 2
Objections integrated  1

Notes:

- The key hangs by the door.
- Who is last
  locks up.

2. Compost
----------

To report

Postponed.

3. Harvest
----------

To explore

Delegated to Kitchen:

    They ask around.

4. Fence
--------

To decide, presented by Chidi

Dropped.

Kept for later
--------------

- Compost
- Bees

Notes
-----

- Fay is ill.

Next meeting
------------

2026-11-30, in the shed
"""


def test_minutes_in_markdown() -> None:
    assert render(MINUTES, "md") == MARKDOWN


def test_minutes_as_plain_text() -> None:
    assert render(MINUTES, "txt") == PLAIN


@pytest.mark.parametrize(
    ("format_", "line"),
    [
        ("md", "*As they stand: this meeting is still going on.*"),
        ("txt", "As they stand: this meeting is still going on."),
    ],
)
def test_minutes_of_an_open_meeting_say_that_they_are_as_they_stand(format_: str, line: str) -> None:
    written = render(replace(MINUTES, closed=False, items=(replace(SHED, outcome=None, decision=None),)), format_)  # type: ignore[arg-type]
    assert written.split("\n\n")[1] == line
    assert "No outcome yet." in written
    assert line not in MARKDOWN + PLAIN


def test_what_there_is_nothing_of_is_left_out() -> None:
    bare = Minutes(
        circle="Garden", on=date(2026, 11, 23), format="Check-in", facilitator="Zoe", secretary="Eli", closed=True
    )
    assert render(bare, "txt") == (
        "Garden: minutes of 2026-11-23\n"
        "=============================\n\n"
        "Meeting      Check-in\nFacilitator  Zoe\nSecretary    Eli\n"
    )


def test_what_a_decision_does_not_have_is_left_out() -> None:
    assert SHED.decision
    bare = replace(SHED.decision, title=SHED.title, why="", responsible="", measures=(), objections_integrated=0)
    written = render(replace(MINUTES, items=(replace(SHED, decision=bare, notes=()),)), "md")
    assert written[written.index("- **Looked") : written.index("## Kept")] == (
        "- **Looked at again:** 2027-03-01\n- **Consented:** 6, to version 2\n\n"
    )
    assert all(label not in written for label in ("Policy", "Why", "Responsible", "Measured", "Objections", "Notes:"))


def test_a_real_meeting_is_told_in_both() -> None:
    stage = Stage().to("check-out")
    for written in (render(minutes_of(stage.meeting), "md"), render(minutes_of(stage.meeting), "txt")):
        assert "1. Tool-shed rota" in written
        assert "The shed is opened each Saturday by two members." in written
        assert "As they stand" in written
