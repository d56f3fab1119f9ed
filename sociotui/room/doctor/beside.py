"""Beside: copies and left-overs that lie beside journals, and whether they are to stay."""

from collections.abc import Iterator
from pathlib import Path

from sociotui.journal.lock import FileLock
from sociotui.journal.places import DAMAGED, FORMER, SEALING, SUFFIX, TORN
from sociotui.journal.seal import clear_left_over
from sociotui.room.doctor.findings import Finding, Mend, few
from sociotui.room.doctor.locks import is_locked
from sociotui.room.doctor.lying import LOCK, Lying, journal_of
from sociotui.room.doctor.restored import check_restored
from sociotui.words import _

_LOCK_WAIT = 10.0  # seconds


def check_beside(home: Path, lying: Lying) -> Iterator[Finding]:
    """Look at what lies beside the journals of a home."""
    for path in lying.sealing:
        if not is_locked(_lock_of(path)):  # else it is at work this moment
            yield _left_over(home, path)
    kinds = {
        TORN: _(
            "Set aside, records that were not finished: {names}. When you have looked at them, remove them: they hold what "
            "people said."
        ),
        DAMAGED: _(
            "Set aside, bytes that were damaged: {names}. When nothing more can be had from them, remove them: they hold "
            "what people said."
        ),
    }
    for kind, said in kinds.items():
        names = [str(path.relative_to(home)) for path in lying.copies if SUFFIX + kind in path.name]
        if names:
            check = kind.strip(".-")
            yield Finding(group="journals", check=f"copies-{check}", level="look", said=said.format(names=few(names)))
    yield from check_restored(home)
    former = [str(path.relative_to(home)) for path in lying.copies if SUFFIX + FORMER in path.name]
    if former:
        said = _("Kept as they were in a former format: {names}. When all goes well, they can go.", names=few(former))
        yield Finding(group="journals", check="copies-format", level="well", said=said)


def _lock_of(path: Path) -> Path:
    journal = journal_of(path)
    return journal.with_name(journal.name + LOCK)


def _left_over(home: Path, path: Path) -> Finding:
    name = str(path.relative_to(home))

    def remove() -> list[str]:
        with FileLock(_lock_of(path), _LOCK_WAIT):
            clear_left_over(journal_of(path))
        return [_("{name}: removed. It had not taken the place of anything.", name=name)]

    said = _("{name} was left over when sociotui was ended in mid-work. It does no harm.", name=name)
    mend = Mend(_("remove {name}", name=name), remove)
    return Finding(group="journals", check=SEALING.strip("."), level="look", said=said, about=name, mend=mend)
