"""The environment of the server, which is nobody's terminal: what Textual would take from it is taken out first."""

from collections.abc import MutableMapping

_NAMES = frozenset(
    ["NO_COLOR", "FORCE_COLOR", "COLORTERM", "TERM_PROGRAM", "LC_TERMINAL", "COLUMNS", "LINES", "ESCDELAY"]
)
_BEGINNINGS = ("TEXTUAL", "TTY_", "JUPYTER_")


def clear(environ: MutableMapping[str, str]) -> None:
    """Take out of `environ` what would change how all sessions look, or make this process write files and logs.

    To be called with `os.environ` before Textual is imported: it reads most of that but once.
    """
    for name in [name for name in environ if name in _NAMES or name.startswith(_BEGINNINGS)]:
        del environ[name]
