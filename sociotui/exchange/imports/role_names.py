"""Names of the process roles in other programs and schools, and which of ours each is."""

from sociotui.domain.circles import ProcessRole

_NAMES: dict[ProcessRole, tuple[str, ...]] = {
    "leader": ("circle leader", "lead link", "circle lead", "leader de cercle", "leader du cercle", "premier lien"),
    "delegate": (
        *("rep link", "circle rep", "representative", "circle representative", "rep"),
        *("représentant", "représentant de cercle", "représentant du cercle", "second lien"),
    ),
    "facilitator": ("circle facilitator", "facilitateur"),
    "secretary": ("circle secretary", "secrétaire"),
}
"""Lead link and rep link: the Holacracy constitution up to 4.1 (in French, premier and second lien); circle lead and rep:
5.0. The other French ones are those that Rolebase seeds an organisation with, and that its importer meets in Holaspirit's."""
_BY_NAME = {name: role for role, names in _NAMES.items() for name in (role, *names)}


def process_role(name: str) -> ProcessRole | None:
    """Return the process role that goes by this name, in any case; None for every other role."""
    return _BY_NAME.get(" ".join(name.replace("-", " ").replace("_", " ").split()).casefold())
