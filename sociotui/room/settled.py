"""What holds of the settings, and where each comes from: a command line, the environment, the file, the terminal, or the program itself."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from sociotui.room.config_file import Look, brief_path
from sociotui.room.files import default_home
from sociotui.room.identity import account
from sociotui.room.looks import Asked, Choice, looks
from sociotui.room.preferences import SETTINGS, Config, Setting, animations
from sociotui.room.terminal import Depth
from sociotui.words import _

Kind = Literal["option", "environment", "file", "terminal", "default"]
VERSION = 1
"""The version of the object; a field keeps its meaning as long as that stays."""


class Settled(Struct, frozen=True, kw_only=True):
    """A setting as it holds: its value, the kind of place that it comes from, and that place in words.

    `option`, `variable`, and `file` with `line` name the place, where it is of that kind.
    """

    name: str
    value: str | bool
    kind: Kind
    where: str
    option: str | None = None
    variable: str | None = None
    file: str | None = None
    line: int | None = None


def settle(look: Look, environ: Mapping[str, str], asked: Asked, said: Mapping[str, str]) -> list[Settled]:
    """Return all settings as they hold, keys at last. `asked` and `said` (by the names of options) are what the command line says."""
    looking = _looking(look, environ, asked)
    found = [looking.get(s.name) or _settled(s, look, environ, said) for s in SETTINGS]
    return found + [_of_file(look, f"keys.{id_}", key) for id_, key in look.config.keys.items()]


def as_object(look: Look, found: list[Settled]) -> dict[str, Any]:
    """Return what holds as an object for scripts."""
    return {
        "version": VERSION,
        "file": str(look.path),
        "there": look.there,
        "settings": [
            {
                "name": each.name,
                "value": each.value,
                "from": each.kind,
                "option": each.option,
                "variable": each.variable,
                "file": each.file,
                "line": each.line,
            }
            for each in found
        ],
        "passed_over": [{"name": p.name, "line": p.line, "said": p.said} for p in look.passed],
    }


def table(look: Look, found: list[Settled]) -> Iterator[str]:
    """Return what holds in lines: each setting, its value, and where it comes from."""
    names = max(len(each.name) for each in found)
    values = min(max(len(_shown(each)) for each in found), 24)
    for each in found:
        yield f"{each.name:{names}}  {_shown(each):{values}}  {brief_path(each.where)}"
    if not any(each.name.startswith("keys.") for each in found):
        yield f"{'keys':{names}}  {'':{values}}  " + _("the program's own")
    yield ""
    path = brief_path(str(look.path))
    if not look.there:
        yield _(
            "There is no {path}, and none is needed. “sociotui config --example” prints one to begin with.", path=path
        )
    elif not look.passed:
        yield _("{path} reads well.", path=path)
    else:
        yield _("Passed over, as it does not fit:")
        yield from (f"  {brief_path(passed.said)}" for passed in look.passed)


def _shown(each: Settled) -> str:
    if isinstance(each.value, bool):
        return "true" if each.value else "false"
    return brief_path(each.value) or _("(none)")


def _settled(setting: Setting, look: Look, environ: Mapping[str, str], said: Mapping[str, str]) -> Settled:
    """Return a setting that has nothing to do with how things look."""
    name = setting.name
    if setting.option in said:
        return _of_option(name, said[setting.option], f"--{setting.option}")
    if setting.variable and (value := _of_variable(setting, environ)):
        return _of_environment(name, value, setting.variable)
    if _elsewhere(name, environ, said):
        return Settled(name=name, value="", kind="default", where=_("none, as the other one is named"))
    value = getattr(look.config, name)
    if name in look.lines and value != "":
        return _of_file(look, name, str(Path(value).expanduser()) if name in ("home", "socket") else value)
    if name == "home":
        return Settled(name=name, value=str(default_home()), kind="default", where=_("default"))
    if name == "me":
        return Settled(name=name, value=account(), kind="default", where=_("default: this account"))
    return Settled(name=name, value=value, kind="default", where=_("default"))


def _of_option(name: str, value: str | bool, option: str) -> Settled:
    return Settled(name=name, value=value, kind="option", where=option, option=option)


def _of_environment(name: str, value: str | bool, variable: str) -> Settled:
    where = _("environment: {variable}", variable=variable)
    return Settled(name=name, value=value, kind="environment", where=where, variable=variable)


def _of_variable(setting: Setting, environ: Mapping[str, str]) -> str:
    if setting.name == "animations":
        found, said = animations(environ, Config())
        return found if said else ""
    return environ.get(setting.variable, "")


def _elsewhere(name: str, environ: Mapping[str, str], said: Mapping[str, str]) -> bool:
    """Whether the command line or the environment names a home, so that a socket in the file does not count; or the other way round."""
    other = {"home": ("socket", "SOCIOTUI_SOCKET"), "socket": ("home", "SOCIOTUI_HOME")}.get(name)
    return other is not None and (other[0] in said or bool(environ.get(other[1])))


def _of_file(look: Look, name: str, value: str | bool, line_of: str = "") -> Settled:
    at = line_of or name
    return Settled(name=name, value=value, kind="file", where=look.line(at), file=str(look.path), line=look.lines[at])


# --- how things look, which is decided in one place


def _looking(look: Look, environ: Mapping[str, str], asked: Asked) -> dict[str, Settled]:
    decided = looks(asked, environ, look.config)
    color = Choice(_COLOURS[decided.color.value], decided.color.source, decided.color.said)
    chosen: dict[str, Choice[str] | Choice[bool]] = {"theme": decided.theme, "color": color, "ascii": decided.ascii}
    return {name: _chosen(name, choice, look, environ) for name, choice in chosen.items()}


_COLOURS = {Depth.NONE: "none", Depth.SIXTEEN: "sixteen", Depth.MANY: "256", Depth.TRUE: "all"}


def _chosen(name: str, choice: Choice[str] | Choice[bool], look: Look, environ: Mapping[str, str]) -> Settled:
    if choice.source == "flag":
        return _of_option(name, choice.value, choice.said)
    if choice.source == "environment":
        return _of_environment(name, choice.value, choice.said)
    if choice.source == "file":
        return _of_file(look, name, choice.value, choice.said)
    told = f"{choice.said}={environ[choice.said]}" if choice.said in environ else choice.said
    where = _("terminal: {told}", told=told) if told else _("terminal")
    return Settled(name=name, value=choice.value, kind="terminal", where=where, variable=choice.said or None)
