"""Windows: what waits no longer than until a time, and whether that is over for some of it."""

from sociotui.domain.organisation import Organisation


def to_settle(o: Organisation, now: int) -> bool:
    """Tell whether a window has ended at `now` (ms since 1970) that nobody has settled yet."""
    return any(not o.missing(w) or (w.until and now >= w.until) for w in o.waiting.values()) or any(
        h.window and not h.approved and now >= h.window for h in o.held.live.values()
    )
