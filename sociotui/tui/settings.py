"""Settings: what a session is given: its theme, keys, signs; decided outside, never read from the environment here."""

from collections.abc import Mapping

from msgspec import Struct

from sociotui.tui.signs import PLAIN, Signs


class Settings(Struct, frozen=True, kw_only=True):
    """How one session looks. `keymap` maps action ids to the keys that its person wants; `bell` rings when it is their turn."""

    theme: str = "dusk"
    signs: Signs = PLAIN
    keymap: Mapping[str, str] = {}
    bell: bool = False
