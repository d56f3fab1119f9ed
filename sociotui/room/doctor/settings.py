"""Settings: whether a person's `config.toml` can be read, and names only what there is."""

from collections.abc import Iterator

from sociotui.domain.refusal import Refused
from sociotui.room.doctor.findings import Finding
from sociotui.room.doctor.machine import Machine
from sociotui.room.preferences import is_there, read_config
from sociotui.words import _


def check_settings(machine: Machine) -> Iterator[Finding]:
    """Look at this account's settings. A mistake there keeps the screen shut, and nothing else."""
    path = machine.config
    try:
        config = read_config(path)
    except Refused as refusal:
        said = _("{reason}\nThe screen opens when that is put right; all other commands work.", reason=refusal)
        yield Finding(group="settings", check="config", level="look", said=said, about=str(path))
        return
    said = _("{file} reads well; keys of your own: {n}.", file=path, n=len(config.keys))
    if not is_there(path):
        said = _("There is no {file}, and none is needed: the settings are those of the program.", file=path)
    yield Finding(group="settings", check="config", level="well", said=said, about=str(path))
