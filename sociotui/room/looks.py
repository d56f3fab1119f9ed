"""Looks: how everything is shown, and what decided it: a flag, the environment, a person's own file, or what the terminal tells.

One function for the screen, for what is printed, for sessions of a server and for the doctor, so that all of them say the same.
"""

from collections.abc import Mapping
from typing import Generic, Literal, TypeAlias, TypeVar

from msgspec import Struct

from sociotui.domain.refusal import Refused, unknown
from sociotui.room.preferences import THEMES, Config
from sociotui.room.terminal import Depth, Grasp, depth_of, grasp_of, has_unicode, is_console, locale_of
from sociotui.words import _

T = TypeVar("T")
Source: TypeAlias = Literal["flag", "environment", "file", "terminal"]
"""Who decided, the strongest first: an option of the command, a variable that says so, `config.toml`, or what the terminal tells of itself."""
VARIABLES = ("SOCIOTUI_THEME", "SOCIOTUI_ASCII", "NO_COLOR")
"""Variables by which a person says how they want things to look."""
_YES = frozenset(["1", "true", "yes", "on"])
_NO = frozenset(["0", "false", "no", "off"])


class Asked(Struct, frozen=True):
    """What the options of a command ask for; None and "" where they ask for nothing."""

    theme: str = ""
    ascii: bool | None = None
    color: bool | None = None


class Choice(Struct, Generic[T], frozen=True):
    """What was chosen, by whom, and the option, variable or setting that said so; "" where nothing did."""

    value: T
    source: Source
    said: str = ""


class Looks(Struct, frozen=True, kw_only=True):
    """How everything is shown. `theme` is a name in `THEMES`; with `ascii` all signs and frames are plain ASCII; `color` says how many.

    `letters` is whether the terminal takes all letters. Where it does not, names too are spelled in ASCII as well as can be.
    `grasp` is what it understands besides drawing.
    """

    theme: Choice[str]
    ascii: Choice[bool]
    color: Choice[Depth]
    letters: Choice[bool]
    grasp: Grasp


def looks(asked: Asked, environ: Mapping[str, str], config: Config) -> Looks:
    """Decide how everything looks. Raises `Refused` for a theme that there isn't, and for a variable that says neither yes nor no."""
    color, letters = _color(asked, environ, config), _letters(environ)
    return Looks(
        theme=_theme(asked, environ, config, color),
        ascii=_ascii(asked, environ, config, letters),
        color=color,
        letters=letters,
        grasp=grasp_of(environ),
    )


def _color(asked: Asked, environ: Mapping[str, str], config: Config) -> Choice[Depth]:
    depth, variable = depth_of(environ)
    wanted, source, said = asked.color, "flag", "--color" if asked.color else "--no-color"
    if wanted is None and environ.get("NO_COLOR"):
        wanted, source, said = False, "environment", "NO_COLOR"
    if wanted is None and config.color is not None:
        wanted, source, said = config.color, "file", "color"
    if wanted is None:
        return Choice(depth, "terminal", variable)
    return Choice((depth or Depth.SIXTEEN) if wanted else Depth.NONE, source, said)  # type: ignore[arg-type]


def _theme(asked: Asked, environ: Mapping[str, str], config: Config, color: Choice[Depth]) -> Choice[str]:
    """Return the theme: the terminal's own sixteen colours where there are fewer than all, since darker shades fall together there.

    Where there are none it is that one too, whatever was asked for: it alone does without.
    """
    named: list[Choice[str]] = [
        Choice(asked.theme, "flag", "--theme"),
        Choice(environ.get("SOCIOTUI_THEME", ""), "environment", "SOCIOTUI_THEME"),
        Choice(config.theme, "file", "theme"),
    ]
    for choice in named:
        if choice.value and choice.value not in THEMES:
            raise Refused(f"{choice.said}: {unknown(_('theme'), choice.value, THEMES)}")
    if color.value == Depth.NONE:
        return Choice("sixteen", color.source, color.said)
    usual = "dusk" if color.value == Depth.TRUE else "sixteen"
    return next((choice for choice in named if choice.value), Choice(usual, "terminal", depth_of(environ)[1]))


def _ascii(asked: Asked, environ: Mapping[str, str], config: Config, letters: Choice[bool]) -> Choice[bool]:
    if asked.ascii is not None:
        return Choice(asked.ascii, "flag", "--ascii" if asked.ascii else "--no-ascii")
    if told := environ.get("SOCIOTUI_ASCII", ""):
        if told.lower() not in _YES | _NO:
            raise Refused(_("SOCIOTUI_ASCII is “{told}”. Say 1 for plain signs, or 0 for all of them.", told=told))
        return Choice(told.lower() in _YES, "environment", "SOCIOTUI_ASCII")
    if config.ascii is not None:
        return Choice(config.ascii, "file", "ascii")
    if is_console(environ):
        return Choice(True, "terminal", "TERM")
    return Choice(not letters.value, "terminal", letters.said)


def _letters(environ: Mapping[str, str]) -> Choice[bool]:
    return Choice(has_unicode(environ), "terminal", locale_of(environ)[1])
