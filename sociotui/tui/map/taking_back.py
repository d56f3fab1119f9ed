"""Taking back: a change of the structure is taken back, by an act of its own, when it has been seen what that does."""

from typing import TYPE_CHECKING

from textual.screen import Screen

from sociotui.domain.history import Entry
from sociotui.domain.refusal import Refused
from sociotui.journal.port import JournalError
from sociotui.tui import structure
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp


def can_be_taken_back(entry: Entry) -> bool:
    """Tell whether an act of the history can be taken back by who may: what was decided in a meeting is decided anew."""
    return entry.kind in ("change", "undo") and not entry.undone


async def take_back(app: "SociotuiApp", number: int = 0) -> bool:
    """Show what taking change `number` back does (0: the latest that stands), and do it; tell whether it was done.

    To be called by a worker, as it waits for a person. What stands in the way is said on the screen beneath.
    """
    try:
        entry = _entry(await structure.history(app), number)
        found = await structure.preview_back(app, entry.number)
    except (Refused, JournalError) as error:
        app.say(str(error), warning=True)
        return False
    from sociotui.tui.map.preview import preview_back

    async def do(_decision: str, why: str) -> str:
        try:
            done = await structure.take_back(app, entry.number, why)
        except (Refused, JournalError) as error:
            return app.spoken(str(error))
        app.say(_("Number {n}: {authority}.", n=done.number, authority=done.authority))
        return ""

    dialog: Screen[bool] = preview_back(entry, found, do)
    return await app.push_screen_wait(dialog)


def _entry(entries: tuple[Entry, ...], number: int) -> Entry:
    """Return the act of that number; for 0 the latest change that stands."""
    for entry in reversed(entries):
        if entry.number == number or (not number and entry.kind == "change" and not entry.undone):
            return entry
    if number:
        raise Refused(_("There is no change of number {n} on record. The history tells their numbers.", n=number))
    raise Refused(_("There is no change to take back: none was made outside of meetings, or all are taken back."))
