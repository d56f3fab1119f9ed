"""Deciding: what was decided goes on record; where somebody else was first it is decided again, with all others waiting."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from sociotui.domain.event import Event
from sociotui.journal.port import Appended, Conflict, Journal

Decided = tuple[int, Sequence[Event]]
"""The number of the last event that was gone by, and the events to come after it."""


def record(journal: Journal, stream: str, decide: Callable[[], Decided], *, cmd: str, actor: str) -> Appended:
    """Record in `stream` what `decide` comes to, on all that is there by then; where that is nothing, write nothing.

    `decide` reads the stream anew at each call. The first time others may go on writing meanwhile, and nearly always
    none does. Where one has, it is called once more, with all others kept waiting: so nobody is sent away because many
    write, only by what `decide` raises, a rule, or by the journal's errors.
    """
    head, events = decide()
    if not events:
        return Appended(head, (), False)
    with suppress(Conflict):
        return journal.append(stream, head, events, cmd=cmd, actor=actor)
    with journal.alone(stream):
        head, events = decide()
        return journal.append(stream, head, events, cmd=cmd, actor=actor)
