"""The terminal: the settings that follow from what it can show, and from a person's preferences."""

from collections.abc import Mapping

from sociotui.room.preferences import Config
from sociotui.room.terminal import has_true_colour, has_unicode, is_console
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII, PLAIN


def settings_for(environ: Mapping[str, str], config: Config) -> Settings:
    """Return the settings for a terminal with this environment.

    Sixteen colours of its own where true colour is not promised (COLORTERM) or none is wanted (NO_COLOR):
    darker shades fall together there. Plain signs where the locale or the console has no others.
    """
    theme = config.theme or ("dusk" if has_true_colour(environ) and "NO_COLOR" not in environ else "sixteen")
    plain = config.ascii or is_console(environ) or not has_unicode(environ)
    return Settings(
        theme=theme, signs=ASCII if plain else PLAIN, keymap=config.keys, bell=config.bell, hints=config.hints
    )
