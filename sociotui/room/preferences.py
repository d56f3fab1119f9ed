"""Preferences: which settings a person's own `config.toml` can have, and where it lies; it needs no screen, so that others can look at it too."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct

from sociotui.domain.refusal import brief
from sociotui.words import _

Theme = Literal["", "dusk", "paper", "sixteen"]
Animations = Literal["full", "basic", "none"]
THEMES = get_args(Theme)[1:]
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
    """What the file `config.toml` of a person says; `SETTINGS` tells what each of it is for, and `keys` maps an action's id to its key."""

    theme: Theme = ""
    color: bool | None = None
    ascii: bool | None = None
    animations: Animations = "none"
    bell: bool = False
    hints: bool = True
    home: str = ""
    socket: str = ""
    circle: str = ""
    me: str = ""
    keys: dict[str, str] = {}


class Setting(Struct, frozen=True, kw_only=True):
    """A setting, for people: its name in the file, what it does, and what says the same on a command line or in the environment.

    `like` is a value that it can have, where it has none when it is left out.
    """

    name: str
    what: str
    option: str = ""
    variable: str = ""
    like: str = ""


SETTINGS = (
    Setting(
        name="theme",
        what=_('"dusk", "paper", or "sixteen" (the terminal\'s own sixteen colours); "": the terminal decides.'),
        option="theme",
        variable="SOCIOTUI_THEME",
    ),
    Setting(
        name="color",
        what=_("false: no colours at all; signs and words say the same. Left out, the terminal decides."),
        option="no-color",
        variable="NO_COLOR",
        like="false",
    ),
    Setting(
        name="ascii",
        what=_("true: plain signs instead of ✓ ▸ ◦. Left out, the terminal decides."),
        option="ascii",
        variable="SOCIOTUI_ASCII",
        like="true",
    ),
    Setting(
        name="animations",
        what=_('"full", "basic" or "none": what may be set in motion on the screen.'),
        variable="TEXTUAL_ANIMATIONS",
    ),
    Setting(name="bell", what=_("true: on a server, the terminal rings once when something is asked of you.")),
    Setting(name="hints", what=_("false: no private hints when you facilitate.")),
    Setting(
        name="home",
        what=_('The folder with your organisation, like "~/circles"; "": the usual one of your account.'),
        option="home",
        variable="SOCIOTUI_HOME",
    ),
    Setting(
        name="socket",
        what=_('The socket of a server that is not found by itself, like "/srv/ours/socket".'),
        option="socket",
        variable="SOCIOTUI_SOCKET",
    ),
    Setting(
        name="circle",
        what=_("Your circle: chosen first on the screen, and meant by commands that name none."),
    ),
    Setting(
        name="me",
        what=_(
            "Who you are, by id or name, at a laptop: who acts where --by does not say so. On a server you are who you came in as."
        ),
    ),
)
"""All settings but `keys`, in the order in which they are told."""


def config_path() -> Path:
    """Return where this account's config file is, or would be, as the platform has it."""
    if os.uname().sysname == "Linux":  # as platformdirs has it, which takes a while to load
        named = os.environ.get("XDG_CONFIG_HOME", "")
        folder = Path(named) if named.strip() else Path("~/.config").expanduser()
        return folder / "sociotui" / "config.toml"
    from platformdirs import user_config_path

    return user_config_path("sociotui", appauthor=False) / "config.toml"


def read_config(path: Path, *, keys: bool = True) -> Config:
    """Return what a person's config file says, without what does not fit in it; a missing one is an empty one."""
    from sociotui.room.config_file import look

    return look(path, keys=keys).config


def animations(environ: Mapping[str, str], config: Config) -> tuple[Animations, bool]:
    """Return what may be set in motion, and whether the environment says so, which goes before the file."""
    said = environ.get("TEXTUAL_ANIMATIONS", "").lower()
    found = next((each for each in get_args(Animations) if each == said), None)
    return (found, True) if found else (config.animations, False)


def is_there(path: Path) -> bool:
    """Whether there is a config file, or may be one where this account can't look: that is told when it is read."""
    try:
        path.stat()  # newer Pythons' `exists` is silent of what hinders it
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


def wrong_key(id_: str, keys: str, keymap: Mapping[str, str]) -> str:
    """Return why `keys` will not do for the action `id_` in a user's keymap, as a sentence; "" when they will."""
    from sociotui.room.actions import ACTIONS  # not all that reads the file looks at keys

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
    from sociotui.room.actions import BY_ID

    places = {BY_ID[one].where, BY_ID[other].where}
    return one != other and (len(places) == 1 or "everywhere" in places)
