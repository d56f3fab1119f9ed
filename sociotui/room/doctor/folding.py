"""Folding: a journal's events through the domain, to see whether they make an organisation, or a meeting."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from sociotui.domain.access import Access, evolve_access
from sociotui.domain.course import Act, Course, advance
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.journal.coder import Coder
from sociotui.journal.port import Recorded
from sociotui.journal.stream import Stream


class Stumbled(Exception):  # noqa: N818 - a finding, not a fault of this program
    """The event of number `seq` can't follow those before it; `why` is what the domain stumbled over."""

    def __init__(self, seq: int, why: Exception) -> None:
        self.seq = seq
        super().__init__(f"{type(why).__name__}: {why}")


def read(path: Path, coder: Coder, notices: list[str]) -> Sequence[Recorded]:
    """Return what the journal at `path` records; it is closed again, so that any number can be read. Raises JournalError."""
    stream = Stream(path, coder, lock_wait=0, notices=notices)
    try:
        return stream.read(0)
    finally:
        stream.close()


def organisation_of(records: Sequence[Recorded]) -> Organisation:
    """Return the organisation that these records make; raises `Stumbled`."""
    organisation = Organisation()
    for record in records:
        try:
            organisation = evolve_organisation(organisation, record.event)
        except Exception as why:
            raise Stumbled(record.seq, why) from why
    return organisation


def access_of(records: Sequence[Recorded]) -> Access:
    """Return what these records say of who may come in; raises `Stumbled`."""
    access = Access()
    for record in records:
        try:
            access = evolve_access(access, record.event, record.actor)
        except Exception as why:
            raise Stumbled(record.seq, why) from why
    return access


def meeting_of(records: Sequence[Recorded]) -> Meeting | None:
    """Return the meeting that these records make, None where there are none; raises `Stumbled`.

    What could be undone is kept aside, as a long course would otherwise be copied with each act.
    """
    course, acts = Course(), list[Act]()
    for _cmd, group in groupby(records, key=lambda r: r.cmd):
        act = list(group)
        before = acts[-1:]
        try:
            course = advance(Course(course.meeting, tuple(before), course.count), [r.event for r in act])
        except Exception as why:
            raise Stumbled(act[0].seq, why) from why
        acts[len(acts) - len(before) :] = course.acts
    return course.meeting
