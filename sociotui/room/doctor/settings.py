"""Settings: whether a person's `config.toml` can be read, and names only what there is."""

from collections.abc import Iterator

from sociotui.room.config_file import look
from sociotui.room.doctor.findings import Finding
from sociotui.room.doctor.machine import Machine
from sociotui.words import _


def check_settings(machine: Machine) -> Iterator[Finding]:
    """Look at this account's settings. A mistake there is passed over, and told."""
    path = machine.config
    found = look(path)
    for passed in found.passed:
        said = _("{reason}\nThat is passed over; all else in the file holds.", reason=passed.said)
        yield Finding(group="settings", check="config", level="look", said=said, about=str(path))
    if found.passed:
        return
    said = _("{file} reads well; keys of your own: {n}.", file=path, n=len(found.config.keys))
    if not found.there:
        said = _("There is no {file}, and none is needed: the settings are those of the program.", file=path)
    yield Finding(group="settings", check="config", level="well", said=said, about=str(path))
