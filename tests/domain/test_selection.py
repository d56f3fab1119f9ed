"""Selection: the grid of nominations, what may be seen of it, and who is ahead; arguments decide, numbers only point."""

import pytest
from msgspec.structs import replace

from sociotui.domain.dialects import Tie
from sociotui.domain.selection import Grid, Nomination, Sought, ahead, tally, untied, veil, write

DELEGATE, LEADER = Sought(role="delegate"), Sought(role="leader")


def grid(*sought: Sought, **nominees: str) -> Grid:
    """Return a grid in which people nominate for the first role that is sought."""
    roles = sought or (DELEGATE,)
    written = {by: {roles[0].role: Nomination(person=who, reason=f"{by} says so")} for by, who in nominees.items()}
    return Grid(sought=roles, written=written)


def test_who_has_written_has_named_somebody_for_each_role_or_passed() -> None:
    two = grid(DELEGATE, LEADER, ana="ben")
    assert not two.has_written("ana")
    assert write(two, "ana", {"leader": Nomination(person="ana")}).has_written("ana")
    assert not two.has_written("ben")
    assert replace(two, passed=("ben",)).has_written("ben")


def test_writing_again_takes_the_place_of_what_was_written_for_that_role_only() -> None:
    two = write(grid(DELEGATE, LEADER, ana="ben"), "ana", {"leader": Nomination(person="ana")})
    again = write(two, "ana", {"delegate": Nomination(person="chidi")})
    assert again.written["ana"] == {"delegate": Nomination(person="chidi"), "leader": Nomination(person="ana")}


def test_who_passed_and_then_writes_has_written() -> None:
    passed = replace(grid(), passed=("ana", "ben"))
    written = write(passed, "ana", {"delegate": Nomination(person="ana")})
    assert (written.passed, written.has_written("ana")) == (("ben",), True)


def test_before_the_reveal_it_is_seen_who_has_written_not_whom_or_why() -> None:
    hidden = veil(grid(ana="ben", ben="chidi"))
    assert list(hidden.written) == ["ana", "ben"]
    assert {n for choices in hidden.written.values() for n in choices.values()} == {Nomination(person="")}
    assert hidden.has_written("ana")
    assert tally(hidden, "delegate") == []


def test_after_the_reveal_all_is_seen() -> None:
    revealed = replace(grid(ana="ben"), revealed=True)
    assert veil(revealed) is revealed


def test_the_most_nominated_come_first_and_equals_in_the_order_of_naming() -> None:
    counted = tally(grid(ana="zoe", ben="chidi", chidi="chidi", dara="ben"), "delegate")
    assert counted == [("chidi", ("ben", "chidi")), ("zoe", ("ana",)), ("ben", ("dara",))]


def test_who_is_ahead_is_one_or_several_or_nobody() -> None:
    assert ahead(grid(ana="zoe", ben="zoe", chidi="ana"), "delegate") == ("zoe",)
    assert ahead(grid(ana="zoe", ben="ana"), "delegate") == ("zoe", "ana")
    assert ahead(grid(), "delegate") == ()
    assert ahead(grid(ana="zoe"), "leader") == ()


TIED = grid(ana="ana", ben="chidi", dara="ana", eli="chidi")


@pytest.mark.parametrize(
    ("ties", "incumbent", "lot", "found"),
    [
        (("qualifications",), "chidi", 1, ("ana", "chidi")),
        (("self", "incumbent", "draw"), "chidi", 1, ("ana",)),
        (("incumbent", "draw"), "chidi", 0, ("chidi",)),
        (("incumbent", "draw"), "zoe", 1, ("chidi",)),
        (("draw",), "", 0, ("ana",)),
        (("draw",), "", None, ("ana", "chidi")),
        ((), "chidi", 1, ("ana", "chidi")),
    ],
)
def test_a_tie_is_broken_in_the_dialects_ways_one_after_the_other(
    ties: tuple[Tie, ...], incumbent: str, lot: int | None, found: tuple[str, ...]
) -> None:
    assert untied(TIED, "delegate", ties, incumbent, lot) == found


def test_where_one_is_ahead_no_tie_is_broken() -> None:
    assert untied(grid(ana="zoe", ben="zoe", chidi="chidi"), "delegate", ("self", "incumbent", "draw"), "chidi", 0) == (
        "zoe",
    )


def test_the_draw_is_the_same_for_the_same_lot_whatever_the_order_of_naming() -> None:
    one, other = grid(ana="zoe", ben="dara"), grid(ben="dara", ana="zoe")
    for lot in range(4):
        assert untied(one, "delegate", ("draw",), lot=lot) == untied(other, "delegate", ("draw",), lot=lot)
    assert {untied(one, "delegate", ("draw",), lot=lot) for lot in range(2)} == {("dara",), ("zoe",)}
