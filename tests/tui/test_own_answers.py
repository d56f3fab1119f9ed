"""Answers at terminals of one's own: what each has written is theirs alone, and who leads sees who has not answered yet."""

import pytest
from textual.pilot import Pilot

from sociotui.domain.selection import Nomination
from sociotui.tui.meeting.brief import BriefPane
from sociotui.tui.meeting.prompt import written_by_me
from sociotui.tui.meeting.speaking import SpeakingPane
from sociotui.tui.meeting.viewer import Viewer
from tests.tui.gathering import GatheringOf
from tests.tui.staging import StageAt, closed
from tests.tui.waiting import lines_of, shows, text_of, until


def asked(pilot: Pilot[None]) -> dict[str, str]:
    """Return who is still asked, as the pane of who speaks names them, each with the style of the name."""
    pane = pilot.app.screen.query_one(SpeakingPane)
    assert pane.meeting
    named = {name for person in pane.meeting.people.values() for name in [person.name]}
    return {span[0]: span[1] for line in pane.lines(pane.meeting, 15, 10) for span in line if span[0] in named}


# --- nominations ------------------------------------------------------------------------------------


async def test_a_nomination_is_written_at_ones_own_terminal_and_nobody_else_sees_it(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at().add("selection").go("nominate"))
    async with there.sitting("ana", "zoe", "ben") as (ana, zoe, ben):
        await shows(ana, "▸ Write whom you nominate")
        await shows(ana, "WRITE YOURS")
        await ana.press("e")
        await shows(ana, "Your nomination")
        assert "Hand the keyboard" not in text_of(ana)
        await ana.press("d", "tab", *"Patient", "ctrl+s")
        await shows(ana, "You wrote: Dara (Patient)")
        await until(ana, lambda: "Write whom" not in text_of(ana))
        await shows(ana, "e write anew")
        for other in (zoe, ben):
            await shows(other, "Ana has written.")
            await shows(other, "Nominate · 1 of 6 have written")
            assert "Patient" not in text_of(other)
            assert "You wrote" not in text_of(other)
        await ana.press("e")
        await shows(ana, "[Dara]")
        await shows(ana, " Patient ")
        await ana.press("b", "ctrl+s")
        await shows(ana, "You wrote: Ben (Patient)")
        for person in ("chidi", "dara", "eli", "ben"):
            await there.act("nominate", person=person, nominee="ana")
        assert "n reveal all" not in text_of(zoe)
        await there.act("nominate", person="zoe", nominee="ana")
        await shows(zoe, "All have written: reveal them (n).")
        assert lines_of(zoe)[-1].startswith(" n reveal all  e write anew")
        assert "reveal" not in text_of(ben)
        await there.go("reasons")
        await until(ana, lambda: "You wrote" not in text_of(ana))


async def test_who_leads_sees_who_has_still_to_write_and_writes_down_for_who_has_no_terminal(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at().add("selection").go("nominate"))
    async with there.sitting("ana", "zoe") as (ana, zoe):
        await until(zoe, lambda: list(asked(zoe)) == ["Ana", "Ben", "Chidi", "Dara", "Eli", "Zoe"])
        assert set(asked(zoe).values()) == {"plain", "now"}
        assert set(asked(ana).values()) == {"dim", "now"}  # the same, quieter
        await shows(zoe, "→ for Ben")
        await zoe.press("right", "e")
        await shows(zoe, "Ben writes")
        await zoe.press("e", "tab", *"Calm", "ctrl+s")
        await closed(zoe)
        await until(zoe, lambda: "Ben" not in asked(zoe))
        assert "Calm" not in text_of(zoe)
        assert "You wrote" not in text_of(zoe)
        await zoe.press("escape", "e")
        await shows(zoe, "Your nomination")
        assert "[who?]" in text_of(zoe)


async def test_what_one_wrote_is_in_sight_on_the_smallest_screen(stage_at: StageAt, gathering_of: GatheringOf) -> None:
    there = gathering_of(stage_at().add("selection").go("nominate"))
    await there.act("nominate", person="ana", nominee="dara", why="Patient")
    async with there.at("ana", (30, 8)) as ana:
        await shows(ana, "You wrote: Dara (Patient)")
        assert ana.app.screen.query_one(BriefPane).viewer.me == "ana"


@pytest.mark.parametrize(
    ("viewer", "told"),
    [
        (Viewer(), []),
        (Viewer(me="ana"), []),
        (Viewer(me="ana", mine={"secretary": Nomination(person="dara")}), ["You wrote: Dara"]),
        (Viewer(me="ana", mine={"delegate": Nomination(person="dara")}), []),
    ],
)
def test_only_what_is_ones_own_is_told(stage_at: StageAt, viewer: Viewer, told: list[str]) -> None:
    assert written_by_me(stage_at().add("selection").go("nominate").meeting, viewer) == told


async def test_who_is_absent_lets_the_others_have_their_view(stage_at: StageAt, gathering_of: GatheringOf) -> None:
    there = gathering_of(stage_at().add().go("present"))
    async with there.at("fay") as fay:
        await shows(fay, "V view")
        await fay.press("V")
        await shows(fay, "Your view")
        assert "Whose view?" not in text_of(fay)
        await fay.press(*"Fine", "ctrl+s")
        await closed(fay)
        assert there.stage.meeting.item
        assert there.stage.meeting.item.views == {"fay": "Fine"}


# --- consent by all at once ---------------------------------------------------------------------------


async def test_where_all_answer_at_once_each_does_when_they_like_and_all_see_who_is_still_asked(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at(dialect="s3").add().go("consent"))
    async with there.sitting("dara", "zoe") as (dara, zoe):
        await shows(dara, "▸ Your answer is asked for")
        await shows(dara, "YOUR ANSWER")
        await shows(dara, "Dara▪ ◦")
        await dara.press("c")
        await shows(dara, "Dara▪ ✓")
        await until(dara, lambda: "c consent" not in lines_of(dara)[-1] and "Your answer" not in text_of(dara))
        await until(zoe, lambda: "Dara" not in asked(zoe) and "Zoe" in asked(zoe))
        await zoe.press("c")
        await until(zoe, lambda: "zoe" in there.stage.meeting.ledger.consented)
        await until(dara, lambda: "Zoe" not in asked(dara))
        await shows(zoe, "→ for Ana")
        assert set(asked(zoe).values()) == {"plain"}
        assert set(asked(dara).values()) == {"dim"}
        await zoe.press("right", "c")
        await until(zoe, lambda: "ana" in there.stage.meeting.ledger.consented)


async def test_an_objection_brought_at_once_shows_that_it_was_not_why(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    there = gathering_of(stage_at(dialect="s3").add().go("consent"))
    async with there.sitting("dara", "zoe") as (dara, zoe):
        await dara.press("o")
        await shows(dara, "Your objection")
        await dara.press(*"Rain", "ctrl+s")
        await closed(dara)
        await shows(zoe, "Dara▪ ✗")
        assert "Rain" not in text_of(zoe)


async def test_who_has_objected_lets_go_of_it_at_their_own_terminal(
    stage_at: StageAt, gathering_of: GatheringOf
) -> None:
    stage = stage_at().add().go("consent")
    stage.act("object", text="Whoever comes on a weekday would find no tools.")
    by = stage.meeting.ledger.open[0].person
    there = gathering_of(stage.go("integrate"))
    other = "dara" if by != "dara" else "chidi"
    async with there.sitting(by, other, "zoe") as (mine, others, zoe):
        await shows(mine, "O release")
        assert "release" not in lines_of(others)[-1]
        await zoe.press("e")  # who facilitates keeps the wording
        await shows(zoe, "We are stuck")
        assert "lets it go" not in text_of(zoe)
        await mine.press("O")
        await until(mine, lambda: not there.stage.meeting.ledger.open)
