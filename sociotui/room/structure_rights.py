"""Structure rights: who may change an organisation's structure between meetings, and whom to ask otherwise.

What a circle has decided, its secretary keeps, or its facilitator (MVOS); what is of no circle, or of the store, is for
whoever looks after the home. A login lets somebody in, so it is theirs to set, too.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from sociotui.domain.changes import AnyEdit, ChangeStructure, EndCircle, SetPerson, UndoChange
from sociotui.domain.changing import touched
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused
from sociotui.domain.resting_on import recorder
from sociotui.domain.text import cleaned
from sociotui.room import refusing
from sociotui.room.identity import Identity
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.room.changing import Changing


def allow_change(command: ChangeStructure | UndoChange, identity: Identity, home: "Changing") -> None:
    """Refuse a change, or taking one back, that somebody may not make on a server."""
    if identity.for_everybody:
        return
    organisation, today, me = home.founded(), home.clock.today(), identity.person
    if isinstance(command, ChangeStructure):
        allow_edits(command.edits, me, organisation, today)
        return
    if me not in organisation.people:
        raise refusing.stranger(organisation)
    entry = home.entry(command.change)
    if entry is None or entry.actor == me:  # of what there is not, the domain says so
        return
    concerned = list(dict.fromkeys(circle for told in entry.told for circle in told.circles))
    if not any(_keeps(me, circle, organisation, today) for circle in concerned):
        raise refused(organisation, concerned, today)


def allow_edits(edits: Iterable[AnyEdit], me: str, organisation: Organisation, today: date) -> None:
    """Refuse edits that `me` may not make on a server, who acts for nobody else there."""
    if me not in organisation.people:
        raise refusing.stranger(organisation)
    for edit in edits:
        # Cleaned first: an id that only cleaning makes a circle's would pass for that of none.
        _allow(cleaned(edit), me, organisation, today)


def _allow(edit: AnyEdit, me: str, o: Organisation, today: date) -> None:
    concerned = touched(o, edit)
    if isinstance(edit, SetPerson) and edit.login is not None:
        raise Refused(
            _("A login lets somebody in. Ask whoever looks after this server: they set it, or invite with a code.")
        )
    if isinstance(edit, SetPerson) and edit.person == me and not edit.new:
        return  # how they are called is theirs to say
    if isinstance(edit, SetPerson):
        allowed = any(_keeps(me, circle, o, today) for circle in concerned)
    elif isinstance(edit, EndCircle) and edit.circle in o.circles:
        concerned = (edit.circle, *o.circles[edit.circle].parents)
        allowed = any(_keeps(me, circle, o, today) for circle in concerned)
    else:
        allowed = bool(concerned) and all(_keeps(me, circle, o, today) for circle in concerned)
    if not allowed:
        raise refused(o, [c for c in concerned if not _keeps(me, c, o, today)], today)


def _keeps(me: str, circle: str, o: Organisation, today: date) -> bool:
    """Tell whether somebody keeps a circle's record: by their role there, whose term runs."""
    return circle not in o.circles or bool(recorder(o, me, (circle,), today))


def refused(o: Organisation, circles: Iterable[str], today: date) -> Refused:
    """Return the refusal to change these circles, with whom to ask."""
    known = [o.circles[circle] for circle in circles if circle in o.circles]
    for circle in known:
        keeping = [circle.holder(role, today) for role in ("secretary", "facilitator")]
        names = list(dict.fromkeys(o.people[p].name for p in keeping if p in o.people))
        if names:
            return Refused(
                _(
                    "What changes in {circle} is recorded by its secretary or facilitator: ask {names}. Or put it on the "
                    "agenda, and decide it together.",
                    circle=circle.name,
                    names=_(" or ").join(names),
                )
            )
    if known:
        return Refused(
            _(
                "What changes in {circle} is recorded by its secretary or facilitator, and it has neither now. Choose one "
                "in a meeting, or ask whoever looks after this server's home.",
                circle=known[0].name,
            )
        )
    return Refused(_("This is of no circle alone. Ask whoever looks after this server's home; they can record it."))
