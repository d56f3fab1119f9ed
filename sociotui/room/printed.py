"""The code under printed minutes: the hash that a journal ends with, as people read it, and as they type it in again."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from sociotui.domain.refusal import Refused, brief
from sociotui.journal.chain import DIGITS
from sociotui.words import _

LEAST = 16
"""Digits of a code that are enough to find it by, and to be sure that it is that one."""
_GROUP = 4
_TRIES = 50

T = TypeVar("T")


def in_groups(link: str) -> str:
    """Return a hash as it is printed: in groups of four, which people can read out and compare."""
    return " ".join(link[at : at + _GROUP] for at in range(0, len(link), _GROUP))


def in_short(link: str) -> str:
    """Return as much of a hash as is to be typed in, in groups."""
    return in_groups(link[:LEAST])


def code_of(written: str) -> str:
    """Return a code as the journals have it; refuses what is none."""
    code = "".join(written.split()).replace("-", "").lower()
    if set(code) - set("0123456789abcdef"):
        raise Refused(
            _(
                "“{code}” is no code of printed minutes: it has the digits 0–9 and a–f, in groups of four.",
                code=brief(written),
            )
        )
    if not LEAST <= len(code) <= DIGITS:
        raise Refused(
            _(
                "The code has {n} digits. Give all {all} of it, or the first {least} at least.",
                n=len(code),
                all=DIGITS,
                least=LEAST,
            )
        )
    return code


def with_link(link: Callable[[], str], read: Callable[[], T]) -> tuple[T, str]:
    """Return what `read` reads of a stream, and the link of exactly that: where it grew meanwhile, both are read again."""
    for _try in range(_TRIES):
        before = link()
        found = read()
        if link() == before:
            return found, before
    raise Refused(_("So many are writing just now that this found no gap. Please do it again."))


def under_minutes(link: str, acts: int = 0) -> tuple[str, ...]:
    """Return the lines under minutes that have this link; of a meeting that goes on, after so many `acts`.

    There are none where the journal is in a format without links.
    """
    if not link:
        return ()
    code = in_groups(link)
    return (
        _("Record after act {n}: {code}", n=acts, code=code) if acts else _("Record: {code}", code=code),
        _(
            "This code stands for all that was recorded of the meeting up to here. To see later whether that is still as "
            'it was, compare it, or type in its first groups: sociotui doctor --printed "{short}"',
            short=in_short(link),
        ),
    )


def under_handbook(link: str, today: date) -> tuple[str, ...]:
    """Return the lines under a handbook that was made `today` from the organisation's record; none without a link."""
    if not link:
        return ()
    return (
        _("The organisation's record on {day}: {code}", day=today, code=in_groups(link)),
        _(
            "This code stands for all that was on record that day. To see later whether that is still as it was, compare "
            'it, or type in its first groups: sociotui doctor --printed "{short}"',
            short=in_short(link),
        ),
    )
