"""Signs: the small marks beside names, for terminals that can show them and for those that cannot."""

from msgspec import Struct

from sociotui.room.port import Presence
from sociotui.room.spelling import SIGNS


class Signs(Struct, frozen=True, kw_only=True):
    """One cell each; `spelling` maps punctuation in running text to what this terminal has. Meaning is never colour alone: it is one of these first."""

    now: str = "▸"
    now_end: str = "◂"
    spoken: str = "✓"
    passed: str = "–"
    later: str = "…"
    gone: str = "∅"
    waiting: str = "◦"
    consent: str = "✓"
    objection: str = "✗"
    hand: str = "↑"
    here: str = "●"
    done: str = "✓"
    at: str = "▸"
    open: str = "◦"
    held: str = "◔"
    changed: str = "≠"
    nominee: str = "◆"
    left: str = "↻"
    right: str = "↺"
    full: str = "━"
    empty: str = "─"
    down: str = "▾"
    above: str = "↑"
    below: str = "↓"
    spelling: dict[int, str] = {}
    dot: str = "·"
    arc: str = "·"
    wired: str = "▪"
    away: str = "▫"
    lost: str = "≈"
    linked: str = "⇄"
    shared: str = "◇"

    def terminal(self, how: Presence | None) -> str:
        """Return the sign of how somebody is here by a terminal; "" for nobody who has one."""
        return {"terminal": self.wired, "elsewhere": self.away, "lost": self.lost}[how] if how else ""


PLAIN = Signs()
ASCII = Signs(
    now=">",
    now_end="<",
    spoken="+",
    passed="-",
    later="~",
    gone="0",
    waiting=".",
    consent="+",
    objection="x",
    hand="^",
    here="*",
    done="+",
    at=">",
    open=".",
    held="?",
    changed="%",
    nominee="@",
    left=">",
    right="<",
    full="=",
    empty="-",
    down="v",
    above="^",
    below="v",
    spelling=SIGNS,
    dot="-",
    arc=".",
    wired="#",
    away=":",
    lost="!",
    linked="&",
    shared="=",
)
