"""Deciding: what was decided goes on record; where somebody else was first it is decided again, with all others waiting."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from sociotui.journal.port import Batch, Conflict, Journal

Decided = tuple[int, Sequence[Batch]]
"""The number of the last event that was gone by, and what commands make to come after it, one after the other."""


def record(journal: Journal, stream: str, decide: Callable[[], Decided]) -> None:
    """Record in `stream` what `decide` comes to, on all that is there by then, in one commit; where that is nothing, nothing.

    `decide` reads the stream anew at each call. The first time others may go on writing meanwhile, and nearly always
    none does. Where one has, it is called once more, with all others kept waiting: so nobody is sent away because many
    write, only by what `decide` raises, a rule, or by the journal's errors.
    """
    head, batches = decide()
    if not any(batch.events for batch in batches):
        return
    with suppress(Conflict):
        journal.append_all(stream, head, batches)
        return
    with journal.alone(stream):
        head, batches = decide()
        if any(batch.events for batch in batches):
            journal.append_all(stream, head, batches)
