"""Restored: what a restore left in a home: files of one that was cut off, and what was there before another."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sociotui.domain.refusal import brief
from sociotui.journal.backup import ORGANISATION_FILE, Manifest
from sociotui.journal.restoring import LIST, complete, has_begun, left_over, to_complete, undo
from sociotui.room.copies import kept_before
from sociotui.room.doctor.disk import amount
from sociotui.room.doctor.findings import Finding, Mend, few
from sociotui.room.doctor.locks import is_locked
from sociotui.room.doctor.lying import LOCK
from sociotui.words import _

_LOCK_WAIT = 10.0  # seconds


def left_by_restoring(home: Path) -> list[Path]:
    """Return the files that hold what people said and that a restore has left in a home."""
    return [*(path for path in left_over(home) if path.is_file()), *kept_before(home)]


def check_restored(home: Path) -> Iterator[Finding]:
    """Look whether a restore was cut off, and at what was kept of what was there before."""
    left = left_over(home)
    if left and not is_locked(home / f"{ORGANISATION_FILE}{LOCK}"):  # else it is at work this moment
        yield _cut_off(home, left)
    before = kept_before(home)
    if before:
        said = _(
            "Kept from before a restore: {names} ({size}). Each is a backup: “sociotui restore FILE” brings it back. When all "
            "goes well, they can go: they hold what people said.",
            names=few([path.name for path in before]),
            size=amount(sum(path.stat().st_size for path in before)),
        )
        yield Finding(group="journals", check="copies-before", level="well", said=said)


def _cut_off(home: Path, left: Sequence[Path]) -> Finding:
    if not has_begun(home):
        return _before_it_began(home, left)
    manifest = to_complete(home)
    if manifest:
        return _to_complete(home, manifest)
    said = _(
        "A restore was cut off here, and what it left is not enough to complete it. Do it again: “sociotui restore FILE”, "
        "with the same backup. What it left goes then."
    )
    return Finding(group="journals", check="restoring", level="wrong", said=said)


def _before_it_began(home: Path, left: Sequence[Path]) -> Finding:
    names = few([str(path.relative_to(home)) for path in left if path.name != LIST] or [LIST])
    said = _(
        "A restore was cut off before it replaced anything: all is as it was. Left over from it: {names}. To have what is "
        "in the backup, restore it again.",
        names=names,
    )

    def remove() -> list[str]:
        if undo(home, _LOCK_WAIT):
            return [_("What a restore had left over is removed: {names}.", names=names)]
        return [_somebody_else()]

    mend = Mend(_("remove what a restore left over: {names}", names=names), remove)
    return Finding(group="journals", check="restoring", level="look", said=said, mend=mend)


def _to_complete(home: Path, manifest: Manifest) -> Finding:
    made = brief(manifest.made)
    said = _(
        "A restore was cut off half-way, and nobody can work here until it is complete. All that is needed is there, from "
        "the backup of {made}; or restore that backup again.",
        made=made,
    )

    def go_on() -> list[str]:
        if complete(home, _LOCK_WAIT):
            return [_("The restore is complete: {home} is as it was on {made}.", home=home, made=made)]
        return [_somebody_else()]

    mend = Mend(_("complete the restore of the backup of {made}", made=made), go_on)
    return Finding(group="journals", check="restoring", level="wrong", said=said, mend=mend)


def _somebody_else() -> str:
    return _("Somebody has seen to the restore that was cut off meanwhile. Look again: “sociotui doctor”.")
