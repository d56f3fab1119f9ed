"""Known faults: rules that are known not to be kept, so that the machines leave them alone until they are.

Each line is named after the test that waits for it; when that test passes, the line goes.
"""

from sociotui.domain import commands
from sociotui.domain.event import Command
from sociotui.domain.meeting import Meeting


def known_fault(m: Meeting, command: Command) -> bool:
    """Tell whether a rule that is known not to be kept would be met: each has its xfail test, named here."""
    round_ = m.round
    running = round_ is not None and not round_.complete
    resting = [r for key, r in m.rounds.items() if key != m.place.key and not r.complete]
    match command:
        case commands.FinishTurn() | commands.PassTurn() | commands.PostponeTurn() if round_ and round_.aside:
            # while_somebody_is_heard_out_of_turn_the_order_does_not_move
            return command.person == round_.now
        case commands.Leave(person=person):
            # who_is_heard_out_of_turn_finishes_though_the_last_one_in_turn_has_left
            last = bool(round_ and round_.aside not in ("", person) and round_.waiting == (person,))
            # who_left_meanwhile_is_out_of_the_round_that_is_come_back_to
            waited_for = any(person in (*r.waiting, r.aside) for r in resting)
            # when_who_released_the_objection_leaves_the_others_are_asked_again
            released = not running and any(person in ledger.missing for ledger in m.ledgers.values())
            # a_consent_round_that_all_have_left_is_asked_of_who_comes_back
            return last or waited_for or released or m.counting() == (person,)
        case commands.Arrive(person=person, joining="end") if round_ and running:
            # who_has_had_the_turn_and_comes_back_has_no_second_one
            return person in (*round_.spoken, *round_.passed)
        case commands.BeginRound() if round_ and round_.subject:
            # another_start_of_the_round_for_the_rest_asks_the_rest_only
            return set(round_.order) != set(m.ledger.counted)
    return False
