"""Repair: put right what can be proven, set aside what can't, keep the rest; and say exactly what was done.

Nothing is thrown away: what is taken out of a journal's file lies beside it afterwards.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from sociotui.journal.examine import Part, Row, examined
from sociotui.journal.files import keep_copy, read_range, refusal, sync_folder, unconfirmed
from sociotui.journal.lock import FileLock
from sociotui.journal.places import DAMAGED, TORN
from sociotui.journal.plan import Loss, Plan
from sociotui.journal.seal import put_in_place

Stands = Callable[[Sequence[bytes]], bool]
"""Whether what the JSON of these lines records can still be gone by."""


class SetAside(Struct, frozen=True):
    """Bytes that were taken out of a file, and the file in which they lie now; None where whole lines are missing.

    `first` and `last` are the numbers of the events that were lost with them, as far as what is
    around them tells: `last` is 0 when nothing came after them, both are 0 when none was lost. With
    `again` none was: whole lines have these numbers that can't be true, as lines which are kept have
    them, too.
    """

    part: Part
    copy: Path | None
    first: int
    last: int
    again: bool = False


class Repaired(Struct, frozen=True):
    """What was done: `mended` parts are as they were written; of `aside`, in order, the bytes were set aside.

    A mended part without bytes is the first line, which was gone. `ordered` are the first and last
    line of those that are in the order of their numbers now (0, 0: all were), `doubled` the lines
    that are left out since they are there, the same, elsewhere, `found` those that stood for lost
    events which are there. `blank` says of `torn` that it has zeros in it, as in `Findings`. `cut`
    says that the last of `aside` is all that came after it too: what was whole in it couldn't be
    gone by without what was lost. `kept` is the number of the last event that is there now.
    """

    mended: tuple[Part, ...] = ()
    ordered: tuple[int, int] = (0, 0)
    doubled: tuple[Part, ...] = ()
    found: tuple[Part, ...] = ()
    aside: tuple[SetAside, ...] = ()
    torn: SetAside | None = None
    blank: bool = False
    cut: bool = False
    kept: int = 0


def repair(path: Path, *, lock_wait: float, stands: Stands) -> Repaired:
    """Repair the file at `path`, in one step, and return what was done; nothing where nothing is to be.

    Raises Newer or Damaged for a file of another program, Busy, Full, ReadOnly or Unreadable when
    all is as it was, OutcomeUnknown when the disk didn't confirm.
    """
    try:
        with closing(FileLock(path.with_name(path.name + ".lock"), lock_wait)) as lock, lock:
            fd = os.open(path, os.O_RDWR)
            try:
                data = read_range(fd, 0, os.fstat(fd).st_size)
                return _Repair(path, data, stands).carry_out(os.fstat(fd))
            finally:
                os.close(fd)
    except OSError as error:
        raise refusal(path, error, writing=True) from error


class _Repair:
    """The repair of one file that holds `data`."""

    def __init__(self, path: Path, data: bytes, stands: Stands) -> None:
        self.path = path
        self.data = data
        self.stands = stands
        self.findings = examined(path, data)
        if self.findings.refused:
            raise self.findings.refused

    def carry_out(self, former: os.stat_result) -> Repaired:
        findings = self.findings
        if not (findings.damaged or findings.torn or findings.astray):
            return Repaired(kept=findings.last)
        plan = Plan(self.data, findings)
        end, losses = len(plan.kept), plan.losses
        cut = not all(loss.sure for loss in losses) and not self._stand(plan.rows(end, losses))
        if cut:
            end, losses = self._longest_that_stands(plan)
        rows = plan.rows(end, losses)
        aside = [self._set_aside(DAMAGED, *each) for each in plan.aside(losses)]
        if cut:
            aside.append(self._set_aside(DAMAGED, *plan.rest(end, losses)))
        torn = findings.torn
        done = Repaired(
            mended=plan.mended(end),
            ordered=plan.ordered(end),
            doubled=plan.doubled(end),
            found=plan.found(end),
            aside=tuple(aside),
            torn=self._set_aside(TORN, torn, [torn], 0, 0) if torn else None,
            blank=findings.blank,
            cut=cut,
            kept=plan.heads[end],
        )
        os.close(put_in_place(self.path, b"".join(row.raw for row in rows), former, copies=True))
        try:
            sync_folder(self.path.parent)
        except OSError as error:
            raise unconfirmed(self.path, error) from error
        return done

    def _stand(self, rows: list[Row]) -> bool:
        return self.stands([row.body for row in rows[1:]])

    def _longest_that_stands(self, plan: Plan) -> tuple[int, list[Loss]]:
        """Return how many lines are kept, up to where something was lost, and what was lost before: all can be gone by."""
        losses = plan.losses
        while True:
            end = max(loss.place for loss in losses if not loss.sure)
            losses = [loss for loss in losses if loss.place < end]
            if all(loss.sure for loss in losses) or self._stand(plan.rows(end, losses)):
                return end, losses

    def _set_aside(
        self, kind: str, part: Part, parts: Sequence[Part], first: int, last: int, again: bool = False
    ) -> SetAside:
        """Keep the bytes of `parts`, which are told as `part`, beside the file."""
        data = b"".join(self.data[each.offset : each.offset + each.size] for each in parts)
        place = self.path.with_name(f"{self.path.name}{kind}{part.offset}")
        return SetAside(part, keep_copy(place, data) if data else None, first, last, again)
