"""The terminal: whether the screen opens in it, and how much of its colours and signs is seen."""

from collections.abc import Iterator, Mapping
from typing import Any

from sociotui.domain.refusal import Refused
from sociotui.room.doctor.findings import Finding, Level
from sociotui.room.doctor.machine import Machine
from sociotui.room.looks import VARIABLES, Asked, Choice, Looks, looks
from sociotui.room.preferences import Config, read_config
from sociotui.room.terminal import Depth, locale_of
from sociotui.words import _

COLUMNS, ROWS = 60, 20
"""The least that a screen needs; with 80 by 24 all panes are seen at once."""


def check_terminal(machine: Machine) -> Iterator[Finding]:
    """Look at the terminal, by its environment and its size; it isn't asked anything."""
    term, seen = machine.environ.get("TERM", ""), looks_of(machine)
    if term in ("", "dumb"):
        said = _(
            "TERM is “{term}”: the screen doesn't open. In a terminal that can show one, set TERM, for example "
            "TERM=xterm-256color. All other commands work.",
            term=term,
        )
        yield _finding("term", "look", said)
    else:
        yield _finding("term", "well", _("TERM is {term}.", term=term))
        yield _colours(seen.color, machine.environ)
    yield from _mistaken(machine)
    yield _signs(machine, seen)
    yield _size(machine.size)


def _finding(check: str, level: Level, said: str) -> Finding:
    return Finding(group="terminal", check=check, level=level, said=said)


def looks_of(machine: Machine) -> Looks:
    """Return how things look here. What is wrong with settings or variables is told elsewhere, and counts for nothing."""
    try:
        config = read_config(machine.config)
    except Refused:
        config = Config()
    try:
        return looks(machine.asked, machine.environ, config)
    except Refused:
        sound = {name: value for name, value in machine.environ.items() if name not in VARIABLES}
        return looks(Asked(ascii=machine.asked.ascii, color=machine.asked.color), sound, Config())


def _mistaken(machine: Machine) -> Iterator[Finding]:
    """Tell of a variable that wants what there isn't."""
    try:
        looks(machine.asked, machine.environ, Config())
    except Refused as refusal:
        yield _finding("variables", "look", str(refusal))


def _colours(color: Choice[Depth], environ: Mapping[str, str]) -> Finding:
    if color.value == Depth.NONE:
        if color.source == "terminal":
            return _finding(
                "colours",
                "well",
                _("No colours: {said} has none; signs and words say it all.", said=_who(color, environ)),
            )
        said = _("No colours, as {said} wishes; signs and words say it all.", said=_who(color))
        return _finding("colours", "well", said)
    if color.value == Depth.TRUE:
        return _finding("colours", "well", _("All colours ({said}).", said=_who(color, environ)))
    if "TMUX" in environ or environ.get("TERM", "").startswith("tmux"):
        said = _(
            "Sixteen colours, since tmux promises no more. For all of them, if the terminal around it has them: put "
            "“set -as terminal-features ',*:RGB'” into ~/.tmux.conf, start tmux anew, and set COLORTERM=truecolor."
        )
        return _finding("colours", "look", said)
    if "STY" in environ or environ.get("TERM", "").startswith("screen"):
        said = _(
            "Sixteen colours, since screen takes finer ones for something else, whatever COLORTERM says. For the nearest of 256: put "
            '“term screen-256color” into ~/.screenrc, start it anew, and write theme = "dusk" into config.toml.'
        )
        return _finding("colours", "look", said)
    said = _("Sixteen colours, the terminal's own. If it has them all, set COLORTERM=truecolor.")
    return _finding("colours", "well", said)


def _signs(machine: Machine, seen: Looks) -> Finding:
    if not seen.letters.value or not machine.encoding.lower().replace("-", "").startswith("utf"):
        said = _(
            "The locale is “{locale}”, output is written in {encoding}: names with other signs show as “?”. "
            "Set LANG to one in UTF-8, for example LANG=C.UTF-8.",
            locale=locale_of(machine.environ)[0],
            encoding=machine.encoding,
        )
        return _finding("signs", "look", said)
    if not seen.ascii.value:
        return _finding("signs", "well", _("All signs (UTF-8)."))
    if seen.ascii.source == "terminal":
        return _finding("signs", "well", _("Plain signs, as this console has no others."))
    return _finding("signs", "well", _("Plain signs, as {said} wishes.", said=_who(seen.ascii)))


def _who(choice: Choice[Any], environ: Mapping[str, str] | None = None) -> str:
    """Return who decided, as people know it: an option, a variable, or a line of their settings."""
    if choice.source == "file":
        return _("“{said}” in config.toml", said=choice.said)
    value = (environ or {}).get(choice.said, "") if choice.source == "terminal" else ""
    return f"{choice.said}={value}" if value else choice.said


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
