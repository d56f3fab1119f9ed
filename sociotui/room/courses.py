"""Courses: the meetings of a home, where each lies, and each folded as far as it has come."""

from collections.abc import Sequence
from itertools import groupby

from sociotui.domain.course import Course, advance
from sociotui.domain.organisation import Organisation
from sociotui.journal.places import MEETING, PRIVATE, SINGLE, id_of
from sociotui.journal.port import Journal, Mark, Recorded
from sociotui.room.folded import read_on


class Courses:
    """The meetings in a journal, by their ids."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._known: dict[str, tuple[Mark, Course]] = {}
        self._streams: dict[str, str] = {}
        self._growing: tuple[object, object, tuple[str, ...]] = (None, None, ())

    def ids(self) -> list[str]:
        """Return the ids of all meetings, in the order of their names."""
        return sorted(id_of(stream) for stream in self._journal.streams() if stream not in SINGLE)

    def growing(self, organisation: Organisation) -> tuple[str, ...]:
        """Return the ids of the meetings that may still grow, in the order of their names: all but those sealed on record."""
        names, held = self._journal.streams(), organisation.held
        if self._growing[0] is not names or self._growing[1] is not held:
            # Those that are past are sealed; of thousands none is looked at by itself.
            past = [MEETING + id_ for id_ in held.past_ids()]
            ids = [id_of(stream) for stream in frozenset(names).difference(past, SINGLE)]
            ids = [i for i in ids if (not held.live[i].sealed if i in held.live else i not in held)]
            self._growing = names, held, tuple(sorted(ids))
        return self._growing[2]

    def stream_of(self, id_: str) -> str:
        """Return the stream of a meeting: a private one has its own place, and no id is in both (see `Home.open`)."""
        stream = self._streams.get(id_)
        if stream is None:
            stream = PRIVATE + id_ if PRIVATE + id_ in self._journal.streams() else MEETING + id_
            if id_ in self._known:
                self._streams[id_] = stream
        return stream

    def course(self, id_: str) -> tuple[int, Course]:
        """Return the number of a meeting's last event, and its course up to there: an empty one where there is none."""
        if not _is_id(id_):
            return 0, Course()
        known, course = self._known.get(id_, (Mark(), Course()))
        new, mark, anew = read_on(self._journal, self.stream_of(id_), known)
        course = fold(Course() if anew else course, new)
        if course.meeting:
            self._known[id_] = mark, course
        return mark.head, course

    def forget(self) -> None:
        """Fold all of them anew, as texts in them may have been replaced."""
        self._known.clear()


def fold(course: Course, recorded: Sequence[Recorded]) -> Course:
    """Return `course` after what was recorded; the events of one command make one act."""
    for _cmd, act in groupby(recorded, key=lambda r: r.cmd):
        done = tuple(act)
        course = advance(course, [r.event for r in done], done[0].actor)
    return course


def _is_id(id_: str) -> bool:
    return 0 < len(id_) <= 100 and all(c.isascii() and (c.islower() or c.isdigit() or c == "-") for c in id_)
