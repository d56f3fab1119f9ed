"""The terminal: what it can show, told from its environment, and the settings that follow from it."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from sociotui.domain.refusal import Refused, unknown
from sociotui.exchange.toml_file import read, text_of
from sociotui.exchange.toml_lines import line_of
from sociotui.room.actions import ACTIONS, BY_ID
from sociotui.tui.keys import wrong_key
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII, PLAIN
from sociotui.words import _

_THEMES = ("dusk", "paper", "sixteen")


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `config.toml` of a person: `theme`, and under `[keys]` an action's id = its key."""

    theme: str = ""
    ascii: bool = False
    keys: dict[str, str] = {}


def read_config(path: Path) -> Config:
    """Read a person's config file; a missing one is an empty one. Raises `Refused` with the line of a mistake."""
    if not path.exists():
        return Config()
    text = text_of(path)
    config = read(text, Config, source=str(path))
    if config.theme and config.theme not in _THEMES:
        raise _misfit(path, text, ("theme",), unknown(_("theme"), config.theme, _THEMES))
    for id_, key in config.keys.items():
        if id_ not in BY_ID:
            raise _misfit(path, text, ("keys", id_), unknown(_("action"), id_, [a.id for a in ACTIONS if a.key]))
        if wrong := wrong_key(id_, key, config.keys):
            raise _misfit(path, text, ("keys", id_), Refused(wrong))
    return config


def _misfit(path: Path, text: str, where: tuple[str, ...], refusal: Refused) -> Refused:
    return Refused(_("{path}, line {line}: {reason}", path=path, line=line_of(text, where), reason=refusal))


def settings_for(environ: Mapping[str, str], config: Config) -> Settings:
    """Return the settings for a terminal with this environment.

    Sixteen colours of its own where true colour is not promised (COLORTERM) or none is wanted (NO_COLOR):
    darker shades fall together there. Plain signs where the locale or the console has no others.
    """
    true_colour = environ.get("COLORTERM", "").lower() in ("truecolor", "24bit")
    theme = config.theme or ("dusk" if true_colour and "NO_COLOR" not in environ else "sixteen")
    console = environ.get("TERM", "") in ("linux", "vt100", "vt220", "ansi")
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    unicode = "utf" in locale.lower() or not locale
    plain = config.ascii or console or not unicode
    return Settings(theme=theme, signs=ASCII if plain else PLAIN, keymap=config.keys)
