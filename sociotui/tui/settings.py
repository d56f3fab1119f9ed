"""Settings: what a session is given: its theme, keys, signs; decided outside, never read from the environment here."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from sociotui.room.config_file import Look
from sociotui.room.preferences import Animations
from sociotui.room.terminal import Depth, Grasp
from sociotui.tui.signs import PLAIN, Signs


class Settings(Struct, frozen=True, kw_only=True):
    """How one session looks. `keymap` maps action ids to the keys that its person wants; `bell` rings when it is their turn; `hints` are shown, privately, to who facilitates.

    `depth` says how many colours its terminal shows, `letters` whether it shows all letters, and `grasp` what else it understands.
    Nothing is set in motion unless `animations` asks for it.
    `own` is the folder for what is this person's alone; None where they have none here, as in a session of a server. `look` is what
    their file says, and what of it was passed over, likewise.
    """

    theme: str = "dusk"
    signs: Signs = PLAIN
    depth: Depth = Depth.TRUE
    letters: bool = True
    grasp: Grasp = Grasp.ALL
    keymap: Mapping[str, str] = {}
    bell: bool = False
    hints: bool = True
    own: Path | None = None
    look: Look | None = None
    animations: Animations = "none"
