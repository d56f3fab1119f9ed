"""The terminal: the settings that follow from how things are to look, and from a person's preferences."""

from collections.abc import Mapping

from textual.types import AnimationLevel

from sociotui.room.looks import Looks
from sociotui.room.preferences import Config
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII, PLAIN

_LEVELS: Mapping[str, AnimationLevel] = {"basic": "basic", "full": "full"}


def settings_for(looks: Looks, config: Config) -> Settings:
    """Return the settings for a session that is to look like this."""
    return Settings(
        theme=looks.theme.value,
        signs=ASCII if looks.ascii.value else PLAIN,
        depth=looks.color.value,
        letters=looks.letters.value,
        grasp=looks.grasp,
        keymap=config.keys,
        bell=config.bell,
        hints=config.hints,
    )


def animations(environ: Mapping[str, str]) -> AnimationLevel:
    """Return what may be set in motion: nothing, unless TEXTUAL_ANIMATIONS asks for it."""
    return _LEVELS.get(environ.get("TEXTUAL_ANIMATIONS", "").lower(), "none")
