"""The keys that count at a terminal of one's own: what is needed, what this person may do, and nothing else."""

import pytest

from sociotui.domain.meeting import Meeting
from sociotui.room.actions import Where
from sociotui.room.calls import call_of, leads
from sociotui.room.identity import Identity
from sociotui.room.port import Presence
from sociotui.room.rights import caps
from sociotui.room.rights_table import rights_table
from sociotui.tui.keys import HELP_WIDTH, footer, help_text, shown
from sociotui.tui.legend import glossary, legend
from sociotui.tui.meeting.focus_own import choosing, labels, own_ids
from sociotui.tui.meeting.viewer import Viewer
from sociotui.tui.signs import ASCII, PLAIN
from tests.tui.gathering import GatheringOf
from tests.tui.staging import Stage, StageAt
from tests.tui.waiting import shows

ALL = ("ana", "ben", "chidi", "dara", "eli", "zoe")


def viewer(m: Meeting, me: str, wired: tuple[str, ...] = ALL) -> Viewer:
    """Return somebody who looks on."""
    presence: dict[str, Presence] = dict.fromkeys(wired, "terminal")
    return Viewer(me=me, call=call_of(m, me), leads=leads(m, me), presence=presence)


def keys(stage: Stage, me: str, chosen: str = "", wired: tuple[str, ...] = ALL) -> list[str]:
    """Return the footer of somebody's terminal, as far as they have the right to it."""
    m, last = stage.meeting, stage.home.course(stage.id).last
    may = caps(Identity(person=me, door="ssh"), m, stage.home.organisation(), wired, last=last)
    ids = [id_ for id_ in own_ids(m, viewer(m, me, wired), chosen) if id_ in may]
    return [f"{key} {label}" for key, label in footer(ids, shown({}), labels(m, viewer(m, me, wired), chosen))]


@pytest.mark.parametrize(
    ("format_", "step", "person", "first"),
    [
        ("", "check-in", "ana", ["space I'm done", "p pass", "l later", "g cards"]),
        ("", "check-in", "chidi", ["h hand", "v read", "M note"]),
        ("", "check-in", "fay", ["a come in"]),
        ("", "check-in", "hana", ["v read", "m minutes", "q leave"]),
        ("", "consent", "eli", ["c consent", "o object", "l later"]),
        ("", "consent", "ben", ["h hand", "v read"]),
        ("selection", "nominate", "ben", ["e write", "h hand"]),
        ("selection", "nominate", "zoe", ["e write", "n next step"]),
    ],
)
def test_what_is_needed_of_somebody_stands_first(
    stage_at: StageAt, format_: str, step: str, person: str, first: list[str]
) -> None:
    stage = stage_at()
    if step != "check-in":
        stage.add(format_).go(step)
    assert keys(stage, person)[: len(first)] == first


def test_what_only_those_do_who_lead_is_not_offered_to_the_others(stage_at: StageAt) -> None:
    stage = stage_at().add().go("present")
    theirs = {key.split()[0] for key in keys(stage, "chidi")}
    assert not theirs & {"n", "N", "r", "x", "X", "t", "space"}
    assert "n next step" in keys(stage, "zoe")


def test_who_leads_reads_for_whom_their_keys_count(stage_at: StageAt) -> None:
    stage = stage_at()
    speaking = stage.meeting.round.speaking.title() if stage.meeting.round else ""
    assert keys(stage, "zoe")[:3] == ["space next", f"p {speaking} passes", f"l {speaking} later"]
    assert {"p Dara passes", "l Dara later"} <= set(keys(stage, "zoe", "dara"))


def test_who_leads_is_not_offered_the_answer_of_who_has_a_terminal(stage_at: StageAt) -> None:
    stage = stage_at().add().go("consent")
    now = stage.meeting.round.speaking  # type: ignore[union-attr]
    assert now == "eli"
    assert not {"c consent", "o object"} & set(keys(stage, "zoe"))
    assert not {"c consent", "o object"} & set(keys(stage, "zoe", chosen="eli"))
    without = tuple(p for p in ALL if p != "eli")
    assert {"c consent", "o object"} <= set(keys(stage, "zoe", chosen="eli", wired=without))
    assert choosing(stage.meeting, viewer(stage.meeting, "zoe", without), "") == ("→", "for Eli")
    assert choosing(stage.meeting, viewer(stage.meeting, "zoe"), "") is None
    assert choosing(stage.meeting, viewer(stage.meeting, "ben", without), "") is None


def test_in_popcorn_who_has_not_spoken_may_begin_while_nobody_speaks(stage_at: StageAt) -> None:
    stage = stage_at()
    stage.act("popcorn")
    assert keys(stage, "chidi")[0] == "s speak now"
    stage.act("speak", person="ben")
    assert keys(stage, "ben")[0] == "space I'm done"
    assert "s speak now" not in keys(stage, "chidi")
    stage.act("next")
    assert "s speak now" not in keys(stage, "ben")


def test_in_a_stack_one_raises_a_hand_and_is_called_on(stage_at: StageAt) -> None:
    stage = stage_at()
    stage.act("stack")
    assert keys(stage, "chidi")[0] == "h hand"
    stage.act("hand", person="chidi")
    assert keys(stage, "chidi")[:2] == ["s speak now", "h lower hand"]
    assert keys(stage, "ben")[0] == "h hand"


def test_who_brings_a_topic_is_offered_to_word_it(stage_at: StageAt) -> None:
    stage = stage_at().add(presenter="chidi").go("present")
    assert keys(stage, "chidi")[0] == "e propose"
    assert "e propose" not in keys(stage, "ben")


# --- all keys ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [35, 55, HELP_WIDTH])
def test_who_may_do_what_is_told_in_lines_that_fit(width: int) -> None:
    lines = help_text(shown({}), legend(PLAIN), {}, width, rights_table()).split("\n")
    assert max(len(line) for line in lines) <= width
    told = lines[lines.index("Who may do what") + 1 : lines.index("Signs") - 1]
    heads = [n for n, line in enumerate(told) if line.startswith("  ") and not line.startswith("   ")]
    assert len(heads) >= len(rights_table())
    assert " ".join(" ".join(told).split()) == " ".join(f"{who}: {what}" for who, what in rights_table())


@pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=["80x24", "60x20"])
async def test_all_keys_and_rights_are_laid_out_for_the_screen(
    stage_at: StageAt, gathering_of: GatheringOf, size: tuple[int, int]
) -> None:
    async with gathering_of(stage_at()).at("ana", size) as ana:
        await shows(ana, "YOUR TURN")
        await ana.press("?")
        await shows(ana, "The speaker is done;")
        text = ana.app.screen.query_one("#body Static")
        laid_out = [text.render_line(y).text.rstrip() for y in range(text.size.height)]
        assert "  Everybody in the room, for themselves:" in laid_out
        width = min(HELP_WIDTH, size[0] - 5)
        assert laid_out == help_text(shown({}), legend(PLAIN), glossary(), width, rights_table()).split("\n")


@pytest.mark.parametrize("where", ["meeting", "map", "home", "lists", "agenda"])
def test_signs_that_are_alike_on_a_plain_terminal_keep_all_their_meanings(where: Where) -> None:
    plain, ascii_ = legend(PLAIN, where), legend(ASCII, where)
    told = "; ".join(ascii_.values())
    assert [meaning for meaning in plain.values() if meaning not in told] == []
