"""Mirrored: what a mirror shows is taken out of a home at once, and worked out beside its thread; with who may ask for what."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sociotui.domain.mirror.figures import Asked, Mirror
from sociotui.domain.refusal import Refused
from sociotui.room.identity import Identity, account
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.room.home import Home

VERSION = 1


def look_into(home: "Home", asked: Asked, identity: Identity) -> Callable[[], Mirror]:
    """Return what works out what is asked for. Refused, where there is no such thing or it is not for who asks."""
    o = home.founded()
    home.under_way()  # outcomes that had not arrived are part of it
    if asked.circle:
        o.circle(asked.circle)
    person = _whose(home, identity) if asked.own else ""
    if asked.meeting and not asked.own and asked.meeting not in home.organisation().held:
        meeting, now = home.entered(asked.meeting).meeting, home.clock.now()
        if meeting and not meeting.closed:
            from sociotui.domain.mirror.mirror import mirror_of_meeting

            return lambda: mirror_of_meeting(meeting, now)
    past = home.past()
    return lambda: past.mirror(asked, person)


def _whose(home: "Home", identity: Identity) -> str:
    """Return as whom somebody is known: by their session at a server, and at a laptop by the account alone.

    Nobody can name another: a laptop may be the circle's, and a session's person is what the door says.
    """
    known = home.organisation().people.get(identity.person)
    if identity.door == "laptop" and (known is None or not known.login or known.login != account()):
        raise Refused(
            _(
                "One's own figures are for oneself, and this account, {account}, is nobody's whom the organisation knows. Enter it as "
                "your login, “sociotui change person NAME --login {account}”; at a server your session tells who you are.",
                account=account(),
            )
        )
    return identity.person


def told(mirror: Mirror) -> dict[str, Any]:
    """Return a mirror as an object for scripts."""
    from sociotui.domain.mirror.words import title

    asked = mirror.asked
    return {
        "version": VERSION,
        "circle": asked.circle or None,
        "meeting": asked.meeting or None,
        "from": asked.first.isoformat() if asked.first else None,
        "to": asked.last.isoformat() if asked.last else None,
        "own": asked.own,
        "title": mirror.title,
        "meetings": mirror.meetings,
        "figures": [
            {
                "id": f.id,
                "title": title(f.id),
                "count": f.count,
                "of": f.of,
                "share": None if f.share is None else round(f.share, 4),
                "said": f.said,
                "parts": [{"label": p.label, "count": p.count, "of": p.of} for p in f.parts],
                "trend": [{"when": p.when, "share": round(p.share, 4)} for p in f.trend],
                "how": f.how,
                "consented": f.consented or None,
                "try": f.attempt,
                "hidden": f.hidden,
                "evenly": f.evenly,
            }
            for f in mirror.figures
        ],
    }
