"""Marks: what people think of a meeting that is under way, in memory alone, until the sum is made. No file has it."""

from collections.abc import Mapping

from sociotui.domain.commands import CloseMeeting, GiveMarks, NextStep, SumMarks
from sociotui.domain.evaluating import Opinion, summed
from sociotui.domain.event import Command
from sociotui.domain.marks_round import check_sum, giver
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.domain.text import cleaned
from sociotui.words import _

Opinions = Mapping[str, tuple[Opinion, ...]]
"""What each person has said, one after the other."""


class Marks:
    """Whose opinion is which, from when it is given until the sum is made.

    Then it is gone: were it kept, another opinion and another sum would tell by their difference whose it is.
    """

    def __init__(self) -> None:
        self._opinions: dict[str, Opinions] = {}

    def of(self, meeting: str) -> Opinions:
        """Return what was said of a meeting, by person; nothing where nobody has, or the sum is made."""
        return self._opinions.get(meeting, {})

    def put(self, meeting: str, opinions: Opinions) -> None:
        """Keep these opinions of a meeting, and no others."""
        self._opinions.pop(meeting, None)
        if opinions:
            self._opinions[meeting] = opinions

    def heeded(self, meeting: Meeting, command: GiveMarks | SumMarks) -> Command:
        """Keep the opinion that a command gives, or sum all for one that asks for it; return the command as it is decided."""
        given = meeting.marking.given
        there = {p: said[: given[p]] for p, said in self.of(meeting.id).items() if p in given}  # but what was undone
        if isinstance(command, GiveMarks):
            person = giver(meeting, command)
            self.put(meeting.id, {**there, person: (*there.get(person, ()), command.opinion)})
            return command
        if command.evaluation.answered:
            raise Refused(
                _(
                    "Here each gives their own marks, hidden (‹evaluate›), and they are summed. None are counted by hand."
                )
            )
        asked = SumMarks(evaluation=summed(there.values()), lost=len(given) - len(there), leaving=command.leaving)
        check_sum(meeting, asked)  # where it is refused, what was given stays
        self.put(meeting.id, {})
        return asked


def heeded(marks: Marks | None, meeting: Meeting, command: Command) -> Command:
    """Return a command as it is decided, what somebody thinks taken out of people's sight.

    `marks` is None where nothing stays in memory, as in a single command at a command line.
    """
    if not isinstance(command, GiveMarks | SumMarks) or meeting.closed:
        return command
    if marks is not None:
        return marks.heeded(meeting, cleaned(command))
    if isinstance(command, SumMarks) and command.evaluation.answered:
        return command  # counted by hand
    raise Refused(
        _(
            "Marks are kept in memory only, until their sum is made, so they need a program that stays open: give them on the "
            "screen (“sociotui”), or where a server has the home. Or show them by hand, all at once, and write down how "
            "many there are: --content “4 yes, 1 mostly”, and --process and --together likewise."
        )
    )


def due(meeting: Meeting | None, command: Command) -> bool:
    """Tell whether a command leaves the evaluation behind, so that the sum is made first: else all that was given is lost."""
    if meeting is None or meeting.closed or meeting.marking.sum or not meeting.marking.given:
        return False
    step = meeting.step
    leaves = isinstance(command, NextStep) and step.kind == "round" and step.round == "evaluation"
    return leaves or isinstance(command, CloseMeeting)
