"""The terminal: what it can show, told from its environment, and the settings that follow from it."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from sociotui.exchange.toml_file import load
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII, PLAIN


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `config.toml` of a person: `theme`, and under `[keys]` an action's id = its key."""

    theme: str = ""
    ascii: bool = False
    keys: dict[str, str] = {}


def read_config(path: Path) -> Config:
    """Read a person's config file; a missing one is an empty one. Raises `Refused` with the line of a mistake."""
    return load(path, Config) if path.exists() else Config()


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
