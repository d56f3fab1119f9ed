"""Findings: what the doctor came upon, as lines for people and as an object for scripts.

The object's fields may grow; those that are there keep their meaning as long as `version` stays the same.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any, Literal

from msgspec import Struct

from sociotui.words import _

VERSION = 1
_NAMED = 6
"""How many names a sentence has before the rest are only counted."""

Group = Literal["home", "disk", "journals", "record", "locks", "settings", "formats", "terminal", "program"]
Level = Literal["well", "look", "wrong"]
"""`wrong`: something of the store is damaged or can't be used. `look`: it works, but people should know."""


class Mend(Struct, frozen=True):
    """What can be put right: `said` names it, as in “remove FILE”; `do` does it and returns sentences on what came of it.

    `do` raises JournalError, Refused or OSError when it couldn't.
    """

    said: str
    do: Callable[[], Sequence[str]]


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that was looked at: `check` is its name for scripts, `about` the file or id that it is about."""

    group: Group
    check: str
    level: Level
    said: str
    about: str = ""
    mend: Mend | None = None


class Signs(Struct, frozen=True):
    """How the levels are shown."""

    well: str = "✓"
    look: str = "!"
    wrong: str = "✗"


SIGNS = Signs()
PLAIN = Signs("ok", "!", "x")


def titles() -> dict[Group, str]:
    """Return what people call each group, in their order."""
    return {
        "home": _("Home"),
        "disk": _("Disk"),
        "journals": _("Journals"),
        "record": _("On record"),
        "locks": _("Locks"),
        "settings": _("Settings"),
        "formats": _("Formats"),
        "terminal": _("Terminal"),
        "program": _("Program"),
    }


def is_wrong(findings: Iterable[Finding]) -> bool:
    """Whether something of the store is damaged, or can't be used."""
    return any(f.level == "wrong" for f in findings)


def lines(findings: Iterable[Finding], signs: Signs = SIGNS) -> list[str]:
    """Return findings as lines of text by group, each with its sign; longer ones go on beneath themselves."""
    said = titles()
    order = list(said)
    column = max(len(sign) for sign in (signs.well, signs.look, signs.wrong))
    printed: list[str] = []
    for group, found in groupby(sorted(findings, key=lambda f: order.index(f.group)), key=lambda f: f.group):
        printed += ["", said[group]] if printed else [said[group]]
        for finding in found:
            first, *rest = finding.said.splitlines()
            printed.append(f"  {getattr(signs, finding.level):{column}} {first}")
            printed += [f"  {'':{column}} {line}" for line in rest]
    return printed


def in_short(findings: Sequence[Finding]) -> str:
    """Return the sentence that all of it comes to."""
    count = Counter(f.level for f in findings)
    if not count["wrong"] and not count["look"]:
        return _("All is well.")
    if not count["wrong"]:
        return _("Nothing is wrong. To look at: {look}.", look=count["look"])
    if not count["look"]:
        return _("Wrong: {wrong}.", wrong=count["wrong"])
    return _("Wrong: {wrong}. To look at: {look}.", wrong=count["wrong"], look=count["look"])


def as_object(home: str, findings: Sequence[Finding]) -> dict[str, Any]:
    """Return findings as an object of plain JSON types; `repair` is null where `--repair` would do nothing."""
    count = Counter(f.level for f in findings)
    return {
        "version": VERSION,
        "home": home,
        "wrong": count["wrong"],
        "look": count["look"],
        "findings": [
            {
                "group": f.group,
                "check": f.check,
                "level": f.level,
                "about": f.about or None,
                "said": f.said,
                "repair": f.mend.said if f.mend else None,
            }
            for f in findings
        ],
    }


def few(names: Sequence[str]) -> str:
    """Return names as a sentence has them: the first ones, and how many more there are."""
    shown = ", ".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else _("{names} and {n} more", names=shown, n=f"{len(names) - _NAMED:,}")
