"""The meeting's keys: every action is reached by a key or the palette, and the footer names those that count now."""

import pytest
from textual.pilot import Pilot

from sociotui.domain.customs import Customs
from sociotui.domain.formats import Format
from sociotui.domain.meeting import Meeting
from sociotui.exchange.formats import load_formats
from sociotui.room.actions import ACTIONS, BY_ID, SAME_KEY
from sociotui.room.files import data_folder
from sociotui.tui.keys import shown
from sociotui.tui.meeting.acts import MeetingActs
from sociotui.tui.meeting.editing import asks, stands_for
from sociotui.tui.meeting.focus import footer_ids
from sociotui.tui.palette import commands
from tests.tui.staging import Stage, StageAt
from tests.tui.waiting import shows, text_of, until

FORMATS = load_formats([data_folder() / "formats"]).formats
WHOLE = ("weekly", "check-in")


def labels(m: Meeting, chosen: str = "") -> list[str]:
    """Return the footer's keys as they are read."""
    keys = shown({})
    return [f"{keys[id_]} {BY_ID[id_].label}" for id_ in footer_ids(m, chosen)]


async def _meeting_screen(pilot: Pilot[None]) -> MeetingActs:
    await shows(pilot, "─ Ask ─")
    screen = pilot.app.screen
    assert isinstance(screen, MeetingActs)
    return screen


async def test_every_action_of_a_meeting_is_in_the_palette(stage_at: StageAt) -> None:
    app = stage_at().app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await _meeting_screen(pilot)
        titles = [command.title.split(" (")[0] for command in commands(app, screen)]
        assert {a.label for a in ACTIONS if a.id != "palette" and a.where in ("meeting", "everywhere")} <= set(titles)
        assert "answer by phone" in titles
        assert {a.id for a in ACTIONS if a.where == "meeting"} <= screen.can_do


@pytest.mark.slow
@pytest.mark.parametrize("step", ["check-in", "nominate", "consent"])
async def test_whatever_is_chosen_in_the_palette_opens_a_dialog_or_says_why_not(stage_at: StageAt, step: str) -> None:
    """Nothing that can be chosen at any step is met by silence: it opens something, does something, or says why not."""
    stage = stage_at().add("selection").go(step)
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await _meeting_screen(pilot)
        for id_ in [*sorted(screen.can_do - {"undo"}), "by-phone", "undo"]:
            screen.say("")
            await pilot.pause()
            said, acts = text_of(pilot), app.snapshot.acts if app.snapshot else 0
            await screen.action_do(id_)
            await pilot.pause()
            opened = app.screen is not screen
            did = bool(app.snapshot and app.snapshot.acts != acts)
            assert opened or did or text_of(pilot) != said, id_
            while app.screen is not screen:
                await pilot.press("escape")
            if did and id_ != "undo":
                stage.act("undo")
                await until(pilot, lambda: app.snapshot is not None and app.snapshot.meeting == stage.meeting)


# --- what edit stands for -------------------------------------------------------------------------


def _walk(stage: Stage, format_: Format) -> list[Meeting]:
    """Return the meeting as it is on entering each step of an item in that format, in their order."""
    met: dict[str, Meeting] = {}
    for step in format_.steps:
        if step.kind not in ("integrate", "stuck") and step.part != "way-on":
            met[step.id] = stage.go(step.id).meeting
    return list(met.values())


@pytest.mark.parametrize("format_", [f for f in FORMATS.values() if f.id not in WHOLE], ids=lambda f: f.id)
def test_in_every_step_of_every_format_the_footer_says_what_to_press(stage_at: StageAt, format_: Format) -> None:
    stage = stage_at(customs=Customs(absence="present"))
    if format_.makes == "review":
        stage.add(presenter="ana").go("record").act("record", review="2026-04-01")
        stage.act("close", postpone=True)
        stage.open()
        stage.act("agenda", ready=1)
    else:
        stage.add(format_.id, about="ben", people="")
    for m in _walk(stage, format_):
        keys = labels(m)
        assert keys[-1] == "? keys", m.step.id
        assert len(keys) == len({k.split()[0] for k in keys}), (m.step.id, keys)
        edit = stands_for(m)
        if m.step.kind == "amend" and m.proposal:
            assert keys[:2] == ["n next step", f"e {BY_ID[edit].label}"], (m.step.id, keys)
        elif m.step.kind in ("amend", "roles", "nominate", "record", "outcome"):
            assert keys[0] in (f"e {BY_ID[edit].label}", "x end item"), (m.step.id, keys)
        elif m.round and m.round.speaking:
            assert keys[0] == ("c consent" if m.round.subject else "space next"), (m.step.id, keys)
        else:
            assert keys[0] == "n next step", (m.step.id, keys)
        if edit != "nominate":
            assert SAME_KEY.get(edit, edit) in ("edit", edit)
            assert asks(m, stage.home.organisation(), edit), (m.step.id, edit)


@pytest.mark.parametrize(
    ("format_", "step", "dialect", "first"),
    [
        ("selection", "role", "sofa", ["e roles", "n next step"]),
        ("selection", "nominate", "sofa", ["e nominate", "n next step"]),
        ("selection", "reasons", "sofa", ["space next", "l later"]),
        ("selection", "change", "sofa", ["space next", "e nominate", "p pass"]),
        ("selection", "propose", "sofa", ["e propose person", "n next step"]),
        ("founding", "present", "sofa", ["e found", "n next step"]),
        ("joining", "propose", "sofa", ["e member", "n next step"]),
        ("forming", "needs", "sofa", ["e propose", "n next step"]),
        ("", "consent", "s3", ["c consent", "o object", "l later", "u undo", "w concern"]),
        ("", "consent", "sofa", ["c consent", "o object", "l later", "u undo", "v read", "a attendance"]),
        ("", "record", "sofa", ["e record", "n next step", "a attendance"]),
    ],
)
def test_the_keys_that_come_first(stage_at: StageAt, format_: str, step: str, dialect: str, first: list[str]) -> None:
    m = stage_at(dialect=dialect).add(format_).go(step).meeting
    assert labels(m)[: len(first)] == first


def test_once_all_have_written_going_on_comes_first(stage_at: StageAt) -> None:
    stage = stage_at().add("selection").go("nominate")
    for person in stage.meeting.counting():
        stage.act("nominate", person=person, nominee="dara")
    assert labels(stage.meeting)[:2] == ["n next step", "e nominate"]


def test_who_is_chosen_in_the_ring_gets_the_keys_that_count_for_them(stage_at: StageAt) -> None:
    stage = stage_at(dialect="s3").add("selection").go("nominate")
    assert labels(stage.meeting, "ben") == ["e nominate", "p pass", "? keys"]
    stage.go("change")
    assert labels(stage.meeting, "ben")[0] == "e nominate"
    stage.go("consent")
    assert labels(stage.meeting, "ben")[:3] == ["c consent", "o object", "w concern"]
