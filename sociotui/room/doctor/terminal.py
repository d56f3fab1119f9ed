"""The terminal: whether the screen opens in it, and how much of its colours and signs is seen."""

from collections.abc import Iterator, Mapping

from sociotui.room.doctor.findings import Finding, Level
from sociotui.room.doctor.machine import Machine
from sociotui.room.terminal import has_true_colour, has_unicode, is_console, locale_of
from sociotui.words import _

COLUMNS, ROWS = 60, 20
"""The least that a screen needs; with 80 by 24 all panes are seen at once."""


def check_terminal(machine: Machine) -> Iterator[Finding]:
    """Look at the terminal, by its environment and its size; it isn't asked anything."""
    term = machine.environ.get("TERM", "")
    if term in ("", "dumb"):
        said = _(
            "TERM is “{term}”: the screen doesn't open. In a terminal that can show one, set TERM, for example "
            "TERM=xterm-256color. All other commands work.",
            term=term,
        )
        yield _finding("term", "look", said)
    else:
        yield _finding("term", "well", _("TERM is {term}.", term=term))
        yield _colours(machine.environ)
    yield _signs(machine)
    yield _size(machine.size)


def _finding(check: str, level: Level, said: str) -> Finding:
    return Finding(group="terminal", check=check, level=level, said=said)


def _colours(environ: Mapping[str, str]) -> Finding:
    if "NO_COLOR" in environ:
        return _finding("colours", "well", _("No colours, as NO_COLOR wishes; signs and words say it all."))
    if has_true_colour(environ):
        return _finding("colours", "well", _("All colours (COLORTERM={value}).", value=environ["COLORTERM"]))
    if "TMUX" in environ or environ.get("TERM", "").startswith("tmux"):
        said = _(
            "Sixteen colours, since tmux promises no more. For all of them, if the terminal around it has them: put "
            "“set -as terminal-features ',*:RGB'” into ~/.tmux.conf, start tmux anew, and set COLORTERM=truecolor."
        )
        return _finding("colours", "look", said)
    if "STY" in environ or environ.get("TERM", "").startswith("screen"):
        said = _(
            "Sixteen colours, since screen promises no more. Version 5 has them all: put “truecolor on” into "
            "~/.screenrc, start it anew, and set COLORTERM=truecolor."
        )
        return _finding("colours", "look", said)
    said = _("Sixteen colours, the terminal's own. If it has them all, set COLORTERM=truecolor.")
    return _finding("colours", "well", said)


def _signs(machine: Machine) -> Finding:
    environ = machine.environ
    if not has_unicode(environ) or not machine.encoding.lower().replace("-", "").startswith("utf"):
        said = _(
            "The locale is “{locale}”, output is written in {encoding}: names with other signs show as “?”. "
            "Set LANG to one in UTF-8, for example LANG=C.UTF-8.",
            locale=locale_of(environ),
            encoding=machine.encoding,
        )
        return _finding("signs", "look", said)
    if is_console(environ):
        return _finding("signs", "well", _("Plain signs, as this console has no others."))
    return _finding("signs", "well", _("All signs (UTF-8)."))


def _size(size: tuple[int, int] | None) -> Finding:
    if size is None:
        return _finding("size", "well", _("Output doesn't go to a terminal, so there is no size to look at."))
    columns, rows = size
    if columns < COLUMNS or rows < ROWS:
        said = _(
            "{columns}×{rows} is small: the screen needs {least_columns}×{least_rows}, and is whole with 80×24. "
            "Make the window larger, or its letters smaller.",
            columns=columns,
            rows=rows,
            least_columns=COLUMNS,
            least_rows=ROWS,
        )
        return _finding("size", "look", said)
    return _finding("size", "well", _("{columns}×{rows}.", columns=columns, rows=rows))
