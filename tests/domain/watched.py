"""Watched: a stage on which every act is held against what is true of any act."""

import msgspec
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.course import Course, advance, answer
from sociotui.domain.event import Command, Event
from sociotui.domain.refusal import Refused
from tests.domain.stage import SECOND, Stage, sentence

_read = msgspec.json.Decoder(list[AnyEvent]).decode


class Watched(Stage):
    """A stage whose course is also folded from what was written down of it."""

    replayed = Course()

    def attempt(self, command: Command) -> tuple[Event, ...] | None:
        """Do `command`; return its events, or None where it is refused. An error other than a refusal gets through."""
        self.clock += SECOND
        before, written = self.course, msgspec.json.encode(self.course.meeting)
        try:
            made = answer(before, command, "zoe", self.clock)
        except Refused as refusal:
            sentence(str(refusal))
            assert msgspec.json.encode(before.meeting) == written, "a refused command changed something"
            return None
        assert made, f"accepted without an event: {command}"
        self.course = advance(before, made)
        self.commits.append(made)
        assert msgspec.json.encode(before.meeting) == written, "the state before was changed"
        self._check_undo(before)
        self._check_replay(made)
        return made

    def act(self, *asked: Command) -> tuple[Event, ...]:
        """Do each of `asked`; none may be refused."""
        made: tuple[Event, ...] = ()
        for command in asked:
            answered = self.attempt(command)
            assert answered is not None, f"refused: {command}"
            made = answered
        return made

    def check_fold(self) -> None:
        """The fold of all acts from the first on is the course as it stands."""
        folded = Course()
        for commit in self.commits:
            folded = advance(folded, commit)
        assert folded == self.course
        assert self.replayed == self.course

    def _check_undo(self, before: Course) -> None:
        """Undo returns the state before, but for the number of the turn; after an undo that is the one before the act that now is the latest."""
        if before.meeting is None or not self.course.acts or self.meeting.closed:
            return
        expected = self.course.acts[-1].before
        if len(self.course.acts) > len(before.acts):
            assert expected == before.meeting
        expected = replace(expected, turn=self.meeting.turn + 1)  # a turn's number is never used again
        undone = advance(self.course, answer(self.course, commands.UndoAct(act=self.course.count), "zoe", self.clock))
        assert undone.meeting == expected
        assert undone.acts == self.course.acts[:-1]

    def _check_replay(self, made: tuple[Event, ...]) -> None:
        """What was written down and read again makes the same meeting."""
        read = _read(msgspec.json.encode(made))
        assert tuple(read) == made
        self.replayed = advance(self.replayed, read)
        assert self.replayed.meeting == self.course.meeting
