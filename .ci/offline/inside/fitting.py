"""Whether a bundle fits the machine it is opened on; where not, why, and what would."""

import os
import platform
import sys
import sysconfig
from typing import NamedTuple, TypedDict


class About(TypedDict):
    """What a bundle knows of itself."""

    version: str
    arch: str
    libc: str
    glibc: list[int]
    pythons: list[str]
    extras: list[str]


class Machine(NamedTuple):
    """What counts of a machine and its Python."""

    system: str
    arch: str
    libc: str
    glibc: tuple[int, ...]
    python: str
    kind: str


def here() -> Machine:
    """Return what this machine and this Python are."""
    arch = platform.machine().lower()
    if sys.maxsize < 2**32:
        arch = f"32-bit {arch}"  # many a small computer has a processor for 64 bits, and a system for 32
    kind = "free-threaded" if sysconfig.get_config_var("Py_GIL_DISABLED") else sys.implementation.name
    glibc = _glibc()
    libc = "glibc" if glibc else "musl" if "musl" in str(sysconfig.get_config_var("SOABI")) else "other"
    return Machine(platform.system(), arch, libc, glibc, ".".join(map(str, sys.version_info[:2])), kind)


def _glibc() -> tuple[int, ...]:
    try:
        told = os.confstr("CS_GNU_LIBC_VERSION") or ""
    except (ValueError, OSError):  # no such thing here: another library
        return ()
    numbers = told.removeprefix("glibc ").split(".")
    return tuple(int(number) for number in numbers if number.isdigit())


def misfit(about: About, machine: Machine | None = None) -> str:
    """Return why the bundle can't be installed here, and what to do; "" where it can."""
    machine = machine or here()
    least, most = about["pythons"][0], about["pythons"][-1]
    if (machine.system, machine.arch) != ("Linux", about["arch"]):
        return (
            f"This bundle is for Linux on {about['arch']}, and here is {machine.system} on {machine.arch}. "
            "Where there is a network, make one for here with .ci/offline/make.py --arch x86_64 or aarch64; others go by “pip install .”."
        )
    if machine.kind != "cpython":
        return f"This bundle is for the ordinary Python, and this one is {machine.kind}. Try python3 of your system, in a version from {least} to {most}."
    if machine.python not in about["pythons"]:
        return (
            f"This bundle is for Python {least} to {most}, and this is {machine.python}. If there is another one here, say so by its "
            f"name, like python{most}."
        )
    if machine.libc != about["libc"]:
        return f"This bundle is for systems with {about['libc']}, and here is {machine.libc}. Make one for it with .ci/offline/make.py --libc musl or glibc."
    if machine.libc == "glibc" and machine.glibc < tuple(about["glibc"]):
        wanted, found = (".".join(map(str, version)) for version in (about["glibc"], machine.glibc))
        return f"This bundle wants glibc {wanted} or newer (Debian 10, Ubuntu 20.04, or later), and here is {found}. It needs a newer system."
    return ""
