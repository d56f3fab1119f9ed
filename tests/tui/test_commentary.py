"""Commentary on the meeting's screen: why this step, as much as the circle needs; one key brings it back and puts it away."""

import pytest

from tests.tui.staging import StageAt
from tests.tui.waiting import shows, text_of, until


async def test_it_stands_below_the_question_and_w_puts_it_away_for_this_meeting(stage_at: StageAt) -> None:
    app = stage_at().add("decide").go("react").app()
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "The proposer hears all")
        await pilot.press("W")
        await until(pilot, lambda: "The proposer hears all" not in text_of(pilot))
        assert "Done when: Everybody has given" in text_of(pilot)
        assert "W why" in text_of(pilot)
        await pilot.press("q", "1")  # it stays so, also for who comes back to the meeting
        await shows(pilot, "W why")
        await pilot.press("W")
        await shows(pilot, "The proposer hears all")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_the_aim_stands_beside_proposal_and_objection_at_every_size(
    stage_at: StageAt, size: tuple[int, int]
) -> None:
    stage = stage_at().add("decide").go("consent")
    async with stage.app().run_test(size=size) as pilot:
        await shows(pilot, "aim Food for forty households")
        await pilot.press("o")
        await shows(pilot, "Our aim: Food for forty households")
        await pilot.press("escape")
        stage.act("object", text="Nobody would find the key.")
        stage.go("integrate")
        await shows(pilot, "Nobody would find the key.")
        assert "aim Food for forty households" in text_of(pilot)
