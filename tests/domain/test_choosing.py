"""Choosing: role and term, hidden nominations, the reveal, changes, a proposal, consent with the nominee last."""

from datetime import date

import pytest

from sociotui.domain import commands, events
from sociotui.domain.effects import Selects
from sociotui.domain.event import Command
from sociotui.domain.meeting import veiled
from sociotui.domain.selection import Sought
from tests.domain.casting import (
    TERM,
    grid_of,
    names,
    on,
    selecting,
    write,
)
from tests.domain.stage import REVIEW, SEATS, TODAY, Stage, item_in

BEN = dict.fromkeys(SEATS, "ben")
"""Everybody names ben."""


def propose(stage: Stage, person: str, role: str = "delegate", **more: object) -> None:
    """Propose somebody for a role."""
    stage.act(commands.ProposeSelection(people={role: person}, **more))  # type: ignore[arg-type]


def chosen(stage: Stage) -> tuple[Selects, ...]:
    """Return who is proposed for what."""
    assert stage.item.proposal
    return tuple(e for e in stage.item.proposal.current.effects if isinstance(e, Selects))


# --- role, term, qualifications ------------------------------------------------------------------


def test_read_the_role_and_its_term() -> None:
    stage = on(item_in("selection", grid=None)).to("role")
    assert "For which role" in stage.refuses(commands.NextStep())
    stage.act(commands.Seek(sought=(Sought(role="delegate", until=REVIEW), Sought(role="secretary"))))
    assert grid_of(stage).sought == (
        Sought(role="delegate", title="delegate", until=REVIEW),
        Sought(role="secretary", title="secretary", until=TERM),
    )
    stage.act(commands.NextStep())
    assert stage.meeting.place.step == "qualify"


@pytest.mark.parametrize(
    ("sought", "said"),
    [
        ((), "Which role?"),
        ((Sought(role=""),), "Name each role once"),
        ((Sought(role="delegate"), Sought(role="delegate")), "Name each role once"),
        ((Sought(role="delegate", until=TODAY),), "not ahead of us"),
        ((Sought(role="delegate", until=date(2020, 1, 1)),), "not ahead of us"),
        ((Sought(role="delgate"),), "no role “delgate”. Near it: delegate"),
    ],
)
def test_a_role_is_one_of_the_circle_named_once_with_a_term_that_lies_ahead(
    sought: tuple[Sought, ...], said: str
) -> None:
    stage = on(item_in("selection", grid=None)).to("role")
    assert said in stage.refuses(commands.Seek(sought=sought))
    if len(sought) == 1 and sought[0].role == "delgate":
        assert "no role" in stage.refuses(commands.AddItem(title="Our roles", roles=("delgate",)))


def test_roles_are_sought_in_a_selection_only_and_before_anybody_has_written() -> None:
    seek = commands.Seek(sought=(Sought(role="leader"),))
    assert "in the format “selection”" in Stage().to("present").refuses(seek)
    stage = selecting()
    stage.act(commands.Nominate(person="ana", choices=names("ben")))
    assert "Nominations are being written" in stage.refuses(seek)


def test_qualifications_a_round_then_consent_to_the_list() -> None:
    stage = on(item_in("selection")).to("list")
    assert "no proposal yet" in stage.refuses(commands.NextStep())
    stage.act(commands.Propose(text="Listens well."))
    stage.to("list-consent")
    assert stage.meeting.subject == "item:1:qualifications"
    stage.act(commands.Object(reason="Nothing about numbers."))
    stage.come_round()
    assert "objects" in stage.refuses(commands.NextStep())
    stage.act(commands.Amend(text="Listens well, reads a budget."))
    assert (stage.meeting.place.step, sorted(stage.round.waiting)) == ("list-consent", list(SEATS))
    stage.to("nominate")
    assert stage.item.parts["qualifications"].current.text == "Listens well, reads a budget."


# --- writing, hidden -----------------------------------------------------------------------------


def test_each_writes_a_nomination_oneself_allowed() -> None:
    stage = selecting()
    stage.act(commands.Nominate(person="ana", choices=names("ana", "I would love to.")))
    assert grid_of(stage).written["ana"] == names("ana", "I would love to.")


def test_a_nomination_may_be_of_somebody_who_is_absent() -> None:
    stage = selecting()
    stage.act(commands.Nominate(person="ana", choices=names("fay")))
    assert grid_of(stage).has_written("ana")


@pytest.mark.parametrize(
    ("nominate", "said"),
    [
        (commands.Nominate(person="ana", choices=names("")), "Whom?"),
        (commands.Nominate(person="ana", choices={}), "Whom does Ana nominate?"),
        (commands.Nominate(person="ana", choices=names("nobody")), "no person “nobody”"),
        (commands.Nominate(person="ana", choices=names("gil")), "Gil is a guest"),
        (commands.Nominate(person="gil", choices=names("ana")), "the members nominate"),
        (commands.Nominate(person="fay", choices=names("ana")), "Fay is not here"),
        (commands.Nominate(person="", choices=names("ana")), "For whom?"),
        (commands.Nominate(person="ana", choices=names("ben", role="chef")), "no role “chef”"),
    ],
)
def test_members_nominate_members(nominate: Command, said: str) -> None:
    assert said in selecting(guests=("gil",)).refuses(nominate)


def test_a_nomination_may_be_written_anew_before_the_reveal() -> None:
    stage = selecting()
    stage.act(commands.Nominate(person="ana", choices=names("ben", "First thought.")))
    stage.act(commands.Nominate(person="ana", choices=names("dara", "Second thought.")))
    assert grid_of(stage).written["ana"] == names("dara", "Second thought.")
    assert grid_of(stage).changed == ()


def test_hidden_until_all_have_written_then_revealed_at_once() -> None:
    stage = selecting()
    assert "Still to write: Ana, Ben, Chidi, Dara, Eli, Zoe" in stage.refuses(commands.NextStep())
    for person in SEATS[:-1]:
        stage.act(commands.Nominate(person=person, choices=names("ben")))
    assert "Still to write: Zoe" in stage.refuses(commands.NextStep())
    seen = veiled(stage.meeting).agenda[0].grid
    assert seen and {n.person for by in seen.written.values() for n in by.values()} == {""}
    stage.act(commands.Nominate(person="zoe", choices=names("zoe")))
    assert not grid_of(stage).revealed
    made = stage.act(commands.NextStep())
    assert made[0] == events.NominationsRevealed(at=stage.clock, item=1)
    assert stage.meeting.place.step == "reasons"
    assert veiled(stage.meeting) is stage.meeting


def test_every_role_of_one_grid_is_written_for_before_the_reveal() -> None:
    stage = selecting("leader", "delegate")
    for person in SEATS:
        stage.act(commands.Nominate(person=person, choices=names("ben", role="leader")))
    assert "Still to write: Ana" in stage.refuses(commands.NextStep())
    write(stage, dict.fromkeys(SEATS, "dara"))
    stage.to("propose").act(commands.ProposeSelection())
    assert [(e.role, e.person) for e in chosen(stage)] == [("leader", "ben"), ("delegate", "dara")]


def test_who_comes_while_others_write_writes_too() -> None:
    stage = write(selecting(), BEN)
    stage.act(commands.Arrive(person="fay"))
    assert "Still to write: Fay" in stage.refuses(commands.NextStep())


def test_an_item_that_ends_before_all_have_written_reveals_nothing() -> None:
    stage = selecting()
    stage.act(commands.Nominate(person="ana", choices=names("ben", "A secret.")))
    stage.act(commands.EndItem(kind="postponed"), commands.NextStep())
    (item,) = stage.meeting.agenda
    assert item.grid
    assert not item.grid.revealed
    assert [t.format for t in stage.meeting.backlog] == ["selection"]
    assert stage.meeting.backlog[0].roles == ("delegate",)


def test_nominations_are_written_in_their_own_step() -> None:
    stage = on(item_in("selection")).to("qualify")
    assert "in their own step" in stage.refuses(commands.Nominate(person="ana", choices=names("ben", role="secretary")))


# --- reasons and changes ---------------------------------------------------------------------------


def test_the_nomination_round_knows_no_pass_and_goes_on_to_the_change_round() -> None:
    stage = write(selecting(), BEN).to("reasons")
    assert (stage.round.kind, stage.round.passing) == ("nomination", "no")
    assert "All nominations are revealed" in stage.refuses(commands.Nominate(person="ana", choices=names("dara")))
    stage.come_round().to("change")
    assert (stage.round.kind, stage.round.passing) == ("change", "yes")


def test_the_change_round_having_heard_the_reasons_each_may_change_theirs() -> None:
    stage = write(selecting(), BEN).to("change").starting("ana")
    made = stage.act(commands.Nominate(person="ana", choices=names("dara", "She convinced me.")))
    assert [type(e) for e in made] == [events.NominationChanged, events.TurnFinished]
    assert (grid_of(stage).written["ana"], grid_of(stage).changed) == (names("dara", "She convinced me."), ("ana",))
    stage.act(commands.PassTurn())
    assert stage.round.passed == ("ben",)
    assert "That is what Chidi has nominated" in stage.refuses(
        commands.Nominate(person="chidi", choices=names("ben", "Why not?"))
    )


def test_who_changes_before_their_turn_keeps_it() -> None:
    stage = write(selecting(), BEN).to("change").starting("ana")
    stage.act(commands.Nominate(person="zoe", choices=names("eli")))
    assert (stage.round.now, "zoe" in stage.round.waiting) == ("ana", True)


def test_who_comes_after_the_reveal_holds_nobody_up_and_nominates_in_the_change_round() -> None:
    stage = write(selecting(), BEN).to("reasons")
    stage.act(commands.PreviousStep(), commands.Arrive(person="fay"))
    assert "All nominations are revealed" in stage.refuses(commands.Nominate(person="fay", choices=names("dara")))
    made = stage.act(commands.NextStep())
    assert events.NominationsRevealed not in [type(e) for e in made]
    stage.to("change").act(commands.Nominate(person="fay", choices=names("dara", "She asked.")))
    assert grid_of(stage).written["fay"] == names("dara", "She asked.")
