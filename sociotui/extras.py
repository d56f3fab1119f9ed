"""Extras: libraries that only some need, and how they come to where this program is installed."""

import shlex
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from sociotui.words import _

EXTRAS = {"serve": "asyncssh", "imports": "openpyxl"}
"""Each extra that people install, and a library by which it is known to be here."""
BUNDLE_MARK = "sociotui-bundle.json"
"""A file in the environment that the offline bundle makes."""


def lacking(extra: str, purpose: str) -> str:
    """Return the sentence for people who want what an extra brings, while it is not here; `purpose` is like “To read YAML”."""
    return _(
        "{purpose}, sociotui wants a little more, the extra “{extra}”: {how}",
        purpose=purpose,
        extra=extra,
        how=how_to_add(extra, Path(sys.prefix)),
    )


def how_to_add(extra: str, prefix: Path, here: Callable[[str], object] = find_spec) -> str:
    """Return what to run for it, by the way in which the environment at `prefix` was made; extras that are here stay."""
    names = ",".join(sorted(name for name, library in EXTRAS.items() if name == extra or here(library)))
    if (prefix / BUNDLE_MARK).is_file():
        options = shlex.join(["--with", names, "--into", str(prefix)])
        return _(
            "“python3 sociotui-….pyz {options}”, with the bundle that you installed it from, brings it.",
            options=options,
        )
    if (prefix / "pipx_metadata.json").is_file():
        command = f"pipx install --force '.[{names}]'"
    elif (prefix / "uv-receipt.toml").is_file():
        command = f"uv tool install --force '.[{names}]'"
    else:
        command = f"{shlex.quote(str(prefix / 'bin' / 'pip'))} install '.[{names}]'"
    return _("in its clone, “{command}” brings it.", command=command)
