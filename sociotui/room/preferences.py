"""Preferences: a person's own `config.toml`, read and checked; it needs no screen, so that others can look at it too."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from sociotui.domain.refusal import Refused, brief, unknown
from sociotui.exchange.toml_file import read, text_of
from sociotui.exchange.toml_lines import line_of
from sociotui.room.actions import ACTIONS, BY_ID
from sociotui.words import _

THEMES = ("dusk", "paper", "sixteen")
KEY_NAMES = frozenset(
    [
        "backspace",
        "ctrl-at",
        "delete",
        "down",
        "end",
        "enter",
        "escape",
        "home",
        "insert",
        "left",
        "pagedown",
        "pageup",
        "return",
        "right",
        "space",
        "tab",
        "up",
    ]
) | {f"f{number}" for number in range(1, 25)}
"""The names that keys have, besides the signs that they type."""


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `config.toml` of a person: `theme`, `ascii`, `color`, `bell` (at one's own turn), `hints` (private ones, for who facilitates), and under `[keys]` an action's id = its key."""

    theme: str = ""
    ascii: bool | None = None
    color: bool | None = None
    bell: bool = False
    hints: bool = True
    keys: dict[str, str] = {}


def config_path() -> Path:
    """Return where this account's config file is, or would be, as the platform has it."""
    from platformdirs import user_config_path

    return user_config_path("sociotui", appauthor=False) / "config.toml"


def read_config(path: Path) -> Config:
    """Read a person's config file; a missing one is an empty one. Raises `Refused` with the line of a mistake."""
    if not is_there(path):
        return Config()
    text = text_of(path)
    config = read(text, Config, source=str(path))
    if config.theme and config.theme not in THEMES:
        raise _misfit(path, text, ("theme",), unknown(_("theme"), config.theme, THEMES))
    for id_, key in config.keys.items():
        if id_ not in BY_ID:
            raise _misfit(path, text, ("keys", id_), unknown(_("action"), id_, [a.id for a in ACTIONS if a.key]))
        if wrong := wrong_key(id_, key, config.keys):
            raise _misfit(path, text, ("keys", id_), Refused(wrong))
    return config


def is_there(path: Path) -> bool:
    """Whether there is a config file, or may be one where this account can't look: that is told when it is read."""
    try:
        return path.exists()
    except PermissionError:
        return True


def wrong_key(id_: str, keys: str, keymap: Mapping[str, str]) -> str:
    """Return why `keys` will not do for the action `id_` in a user's keymap, as a sentence; "" when they will."""
    own = {a.id: keymap.get(a.id, a.key) for a in ACTIONS if a.key}
    for key in (k.strip() for k in keys.split(",")):
        name = key.rpartition("+")[2] or key
        if len(name) != 1 and name not in KEY_NAMES:
            return _("“{key}” is no key. Write a sign, a name like enter or f2, or both like ctrl+z.", key=brief(key))
        for other, others in own.items():
            if meet(id_, other) and key in (k.strip() for k in others.split(",")):
                return _("“{key}” is the key of “{other}” already. Give one of them another.", key=key, other=other)
    return ""


def meet(one: str, other: str) -> bool:
    """Whether two actions can both be at hand at one place, where they need a key each."""
    places = {BY_ID[one].where, BY_ID[other].where}
    return one != other and (len(places) == 1 or "everywhere" in places)


def _misfit(path: Path, text: str, where: tuple[str, ...], refusal: Refused) -> Refused:
    return Refused(_("{path}, line {line}: {reason}", path=path, line=line_of(text, where), reason=refusal))
