"""The terminal: what it promises to show, told from its environment alone."""

import re
from collections.abc import Mapping
from enum import IntEnum


class Depth(IntEnum):
    """How many colours a terminal shows."""

    NONE = 0
    SIXTEEN = 16
    MANY = 256
    TRUE = 1 << 24


class Grasp(IntEnum):
    """What a terminal understands besides drawing. What it does not, some show as letters."""

    DRAWING = 0
    """Nothing but the cursor, and whether lines wrap: a console."""
    MODES = 1
    """Modes are switched on and off; those it doesn't know it passes over. It is asked nothing."""
    ALL = 2
    """It can be asked what it can do, and told how to report keys."""


_CONSOLE = re.compile(r"(linux|vt\d+|ansi|cons25|wsvt25|pcvt|sun)\b")
_WITHOUT = re.compile(r"(dumb|unknown|vt\d.*|.*-(m|mono))\Z")
_TRUE = re.compile(r"(xterm-(kitty|ghostty)|alacritty|foot|wezterm|contour|ms-terminal|.*-direct)\b")
_MANY = re.compile(r".*-256color\b")
_ASKED = re.compile(
    r"(xterm|tmux|alacritty|foot|wezterm|contour|ms-terminal|rio|st|vte|gnome|konsole|iterm2?|mintty|mlterm|rxvt-unicode)\b"
)
_COERCED = frozenset(["C.UTF-8", "C.utf8", "UTF-8"])


def depth_of(environ: Mapping[str, str]) -> tuple[Depth, str]:
    """Return how many colours a terminal with this environment shows, and the variable that tells so."""
    term = environ.get("TERM", "unknown")
    if _WITHOUT.match(term):
        return Depth.NONE, "TERM"
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") and not _is_gnu_screen(environ):
        return Depth.TRUE, "COLORTERM"
    if _TRUE.match(term):
        return Depth.TRUE, "TERM"
    if environ.get("WT_SESSION") and term.startswith("xterm"):  # Windows Terminal, which gives no other sign
        return Depth.TRUE, "WT_SESSION"
    return Depth.MANY if _MANY.match(term) else Depth.SIXTEEN, "TERM"


def _is_gnu_screen(environ: Mapping[str, str]) -> bool:
    """Whether this is GNU screen: COLORTERM then tells of the terminal around it, and what that has screen takes for something else."""
    return environ.get("TERM", "").startswith("screen") and not environ.get("TMUX")


def is_console(environ: Mapping[str, str]) -> bool:
    """Whether this is a console whose letters hold few signs besides ASCII, whatever the locale says."""
    return bool(_CONSOLE.match(environ.get("TERM", "")))


def grasp_of(environ: Mapping[str, str]) -> Grasp:
    """Return what a terminal with this environment understands; one that nobody knows is asked nothing."""
    if is_console(environ):
        return Grasp.DRAWING
    known = environ.get("TMUX") or _ASKED.match(environ.get("TERM", ""))
    # Apple's terminal calls itself xterm, and shows a “p” for each question.
    return Grasp.ALL if known and environ.get("TERM_PROGRAM") != "Apple_Terminal" else Grasp.MODES


def locale_of(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return the locale that decides how signs are written, and the variable that names it; "" where none does."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        if environ.get(name):
            return environ[name], name
    return "", ""


def has_unicode(environ: Mapping[str, str]) -> bool:
    """Whether the locale has all signs; where none is named, it is taken to."""
    locale, _name = locale_of(environ)
    return "utf" in locale.lower() or not locale


def as_said(environ: Mapping[str, str], *, utf8_mode: bool) -> Mapping[str, str]:
    """Return the environment as this program was given it.

    Where the locale has ASCII alone (LANG=C), or is not installed, Python goes over to UTF-8 by itself: it sets its UTF-8 mode, and
    LC_CTYPE too. What was there to say is then what LANG says.
    """
    if utf8_mode and not environ.get("LC_ALL") and environ.get("LC_CTYPE") in _COERCED:
        return {name: value for name, value in environ.items() if name != "LC_CTYPE"}
    return environ
