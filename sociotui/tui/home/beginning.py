"""Beginning: what one can do where there is no organisation yet."""

from collections.abc import Callable

from sociotui.tui.telling.paragraphs import Text, part, top
from sociotui.words import _

BEGINNINGS = {
    "demo": _("Look around first"),
    "init": _("Found an organisation"),
    "import": _("Bring one in from a file"),
    "from": _("Come from another program"),
}
"""Each way to begin, by the id of its row."""


def beginning(id_: str, spoken: Callable[[str], str]) -> Text:
    """Tell how one begins."""
    how, told = {
        "demo": (
            "sociotui demo",
            _("It shows a small organisation that is made up, in the middle of a meeting. Nothing of it is kept."),
        ),
        "init": (
            "sociotui init",
            _("It asks for a name, for a first circle and its aim, and for the people in it. More can come later."),
        ),
        "import": (
            "sociotui import org FILE.toml",
            _("It brings in people, circles and roles as the file has them; “sociotui export org” writes such a file."),
        ),
        "from": (
            "sociotui import from FILE",
            _(
                "It reads what Rolebase, GlassFrog, Peerdom and Holaspirit export, tables (CSV), and sigs.yaml. First it says "
                "what comes in and what cannot; then all of it does, or nothing."
            ),
        ),
    }[id_]
    return [
        *top(_(BEGINNINGS[id_])),
        (0, "", "plain"),
        (0, _("There is no organisation here yet; that is how everybody begins."), "plain"),
        *part(spoken(_("Leave (‹quit›), then write")), (2, how, "key"), (2, "", "plain"), told),
    ]
