"""The program: versions of it, of Python and of what it stands on, in one line to be copied into a report."""

import platform
from collections.abc import Iterator
from importlib import metadata

from sociotui import __version__
from sociotui.room.doctor.findings import Finding
from sociotui.words import _

_LIBRARIES = ("textual", "rich", "tinydb", "msgspec", "click", "platformdirs", "tomlkit", "icalendar")


def check_program() -> Iterator[Finding]:
    """Tell the versions; nothing is loaded for it."""
    versions, missing = [f"sociotui {__version__}", f"Python {platform.python_version()}"], []
    for library in _LIBRARIES:
        try:
            versions.append(f"{library} {metadata.version(library)}")
        except metadata.PackageNotFoundError:
            missing.append(library)
    said = _("{versions}; {system}.", versions=", ".join(versions), system=f"{platform.system()} {platform.release()}")
    yield Finding(group="program", check="versions", level="well", said=said)
    if missing:
        said = _("Not installed: {names}. Install sociotui again, and they come with it.", names=", ".join(missing))
        yield Finding(group="program", check="missing", level="look", said=said)
