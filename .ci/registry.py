"""Where pip finds packages here, told to uv and to whatever runs in a home of its own: prints lines for a shell."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_SET = re.compile(r"^(?:[^.]*)\.(?P<name>[\w-]+)='(?P<value>.*)'$")
_FOR_UV = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "find-links": "UV_FIND_LINKS"}
_KEPT = {*_FOR_UV, "cert", "no-index", "default-timeout", "trusted-host", "proxy"}
"""Settings of pip that say where packages come from; all others are a matter of taste, and are left behind."""


def settings(told: str) -> dict[str, str]:
    """Return what `pip config list` tells; the environment, which it tells first, goes before files."""
    found: dict[str, str] = {}
    for line in told.splitlines():
        if (match := _SET.match(line)) and match["name"] in _KEPT:
            found.setdefault(match["name"], match["value"].replace("\\n", " ").strip())
    return found


def exports(found: Mapping[str, str], env: Mapping[str, str]) -> dict[str, str]:
    """Return the variables by which pip and uv find the same packages, whatever their home is."""
    said = {f"PIP_{name.upper().replace('-', '_')}": value for name, value in found.items()}
    said |= {name: found[setting] for setting, name in _FOR_UV.items() if found.get(setting)}
    if (
        "UV_INDEX" in said
    ):  # an index of a folder has some packages only: a missing one is no fault, nor a single one the best
        there = [url for url in said["UV_INDEX"].split() if _is_there(url)]
        said["UV_INDEX"] = " ".join(there)
        said["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    if "UV_FIND_LINKS" in said:
        said["UV_FIND_LINKS"] = ",".join(said["UV_FIND_LINKS"].split())
    if found.get("no-index") in ("1", "true", "yes", "on"):
        said["UV_NO_INDEX"] = "1"
    if found.get("default-timeout"):
        said["UV_HTTP_TIMEOUT"] = found["default-timeout"]
    if certificates := env.get("SSL_CERT_FILE") or env.get("REQUESTS_CA_BUNDLE") or found.get("cert"):
        said["SSL_CERT_FILE"] = certificates
    # What the system trusts is trusted; the first name is that of newer releases of uv.
    return said | {"UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1", "UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1"}


def _is_there(url: str) -> bool:
    return not url.startswith("file://") or Path(url.removeprefix("file://")).is_dir()


def main() -> None:
    """Print one line for each variable."""
    told = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True)
    for name, value in exports(settings(told.stdout), os.environ).items():
        print(f"export {name}={shlex.quote(value)}")


if __name__ == "__main__":
    main()
