"""Ties and words: what decides between equally many nominations in each dialect, and what it calls things."""

from typing import get_args

import pytest

from sociotui.domain import commands
from sociotui.domain.circles import Dialect
from sociotui.domain.dialects import word
from sociotui.domain.items import Item
from sociotui.domain.selection import Grid, Nomination, Sought, untied
from tests.domain.casting import card, holding, names, on, proposing_to, selecting
from tests.domain.stage import REVIEW, SEATS, Stage

THREE: tuple[Dialect, ...] = get_args(Dialect)

# --- ties ----------------------------------------------------------------------------------------


HALF = {"ana": "ben", "ben": "chidi", "chidi": "chidi", "dara": "ben", "eli": "ben", "zoe": "chidi"}
"""Three name ben, three chidi; of the two only chidi named himself."""


@pytest.mark.parametrize("dialect", ["sofa", "s3"])
def test_a_tie_qualifications_decide_not_fairness(dialect: Dialect) -> None:
    stage = proposing_to(selecting(circle=card(dialect)), HALF)
    said = stage.refuses(commands.ProposeSelection(lot=1))
    assert "Ben, Chidi were named equally often. Qualifications decide, not fairness" in said
    stage.act(commands.ProposeSelection(people={"delegate": "chidi"}, reasons={"delegate": "Knows both sides."}))
    assert stage.item.proposal


def test_a_tie_holacracy_first_the_self_nominee() -> None:
    stage = proposing_to(selecting(circle=card("holacracy")), HALF)
    stage.act(commands.ProposeSelection(lot=0))
    assert "Chidi is delegate" in wording(stage)


def test_a_tie_holacracy_then_the_incumbent() -> None:
    both_self = {**HALF, "ben": "ben", "ana": "chidi"}
    circle = card("holacracy", roles=holding(delegate=("chidi", REVIEW)))
    stage = proposing_to(selecting(circle=circle), both_self)
    stage.act(commands.ProposeSelection(lot=0))
    assert "Chidi is delegate" in wording(stage)


@pytest.mark.parametrize(("lot", "drawn"), [(0, "Ben"), (1, "Chidi"), (7, "Chidi")])
def test_a_tie_holacracy_at_last_a_blind_draw_with_a_lot_that_is_handed_in(lot: int, drawn: str) -> None:
    both_self = {**HALF, "ben": "ben", "ana": "chidi"}
    stage = proposing_to(selecting(circle=card("holacracy")), both_self)
    assert "named equally often" in stage.refuses(commands.ProposeSelection())
    stage.act(commands.ProposeSelection(lot=lot))
    assert f"{drawn} is delegate" in wording(stage)


def test_a_tie_of_self_nominees_is_not_broken_by_that() -> None:
    grid = Grid(
        sought=(Sought(role="delegate"),),
        written={p: {"delegate": Nomination(person=p)} for p in ("ana", "ben")},
        revealed=True,
    )
    assert untied(grid, "delegate", ("self",)) == ("ana", "ben")
    assert untied(grid, "delegate", ("self", "incumbent"), incumbent="chidi") == ("ana", "ben")
    assert untied(grid, "delegate", ("self", "incumbent"), incumbent="ben") == ("ben",)


# --- words ---------------------------------------------------------------------------------------


def test_the_words_of_each_dialect() -> None:
    assert [word(d, "leader") for d in THREE] == ["leader", "coordinator", "circle lead"]
    assert [word(d, "delegate") for d in THREE] == ["delegate", "representative", "circle rep"]
    assert [word(d, "needs") for d in THREE] == ["needs", "driver", "tension"]
    assert [word(d, "secretary") for d in THREE] == ["secretary"] * 3


@pytest.mark.parametrize(("dialect", "called"), [("s3", "representative"), ("holacracy", "circle rep")])
def test_a_role_is_called_in_the_circles_own_words(dialect: Dialect, called: str) -> None:
    stage = on(Item(id=1, title="Rep", format="selection"), circle=card(dialect)).to("role")
    stage.act(commands.Seek(sought=(Sought(role="delegate", until=REVIEW),)))
    assert stage.item.grid
    assert stage.item.grid.sought[0].title == called
    stage.to("nominate")
    for person in SEATS:
        stage.act(commands.Nominate(person=person, choices=names("ben")))
    stage.to("propose").act(commands.ProposeSelection())
    assert wording(stage) == f"Ben is {called} until 2027-03-01."


def wording(stage: Stage) -> str:
    """Return what is proposed."""
    assert stage.item.proposal
    return stage.item.proposal.current.text
