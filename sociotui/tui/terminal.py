"""The terminal: the settings that follow from how things are to look, and from a person's preferences."""

from sociotui.room.looks import Looks
from sociotui.room.preferences import Config
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII, PLAIN


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
