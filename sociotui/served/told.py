"""What a client tells about its terminal: its name and a few variables, of which only what is sound counts."""

import re
from collections.abc import Mapping

from sociotui.room.preferences import THEMES

_VALUE = re.compile(r"[\w.@:+-]{0,64}", re.ASCII)
_TERM = re.compile(r"[\w.+-]{1,64}", re.ASCII)
ACCEPTED = {
    **dict.fromkeys(("LANG", "LC_ALL", "LC_CTYPE", "COLORTERM", "NO_COLOR", "WT_SESSION"), _VALUE),
    "SOCIOTUI_THEME": re.compile("|".join(THEMES)),
    "SOCIOTUI_ASCII": re.compile("[01]"),
}
"""The only variables that a client may set, and what they may be."""


def accepted(term: str, environ: Mapping[str, str]) -> dict[str, str]:
    """Return what counts of what a client says about its terminal: its name, and the variables in `ACCEPTED`."""
    told = {name: environ[name] for name, sound in ACCEPTED.items() if sound.fullmatch(environ.get(name, "\0"))}
    told["TERM"] = term if _TERM.fullmatch(term) else "unknown"
    return told
