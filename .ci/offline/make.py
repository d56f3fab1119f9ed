#!/usr/bin/env python3
"""Make the offline bundle: one file with all wheels that a machine of one kind needs, which Python installs by itself.

    python3 .ci/offline/make.py [--arch x86_64|aarch64] [--libc glibc|musl] [--wheel FILE] [--into DIR]
    python3 .ci/offline/make.py --lock      look for newer wheels, and write down which ones go into bundles from now on

It wants pip, a network, and nothing else. Which wheels go in is on record beside this file, each with its checksum; so a bundle made
again is the same, byte for byte.
"""

import argparse
import hashlib
import json
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_STORED, ZipFile, ZipInfo

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent
LOCK = HERE / "wheels.lock"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
ARCHES = ("x86_64", "aarch64")
EXTRAS = ("serve", "imports")
LEAST = {"glibc": 28, "musl": 2}
"""The second number of the oldest C library that is thought of: glibc 2.28 is Debian 10, musl 1.2 Alpine 3.13."""
_OLD_NAMES = {"manylinux2014": 17, "manylinux2010": 12, "manylinux1": 5}


class Wheel(NamedTuple):
    """A wheel by the name of its file."""

    file: str
    name: str
    version: str
    pythons: tuple[str, ...]
    abis: tuple[str, ...]
    platforms: tuple[str, ...]

    @classmethod
    def named(cls, file: str) -> "Wheel":
        """Return what a file's name tells."""
        name, version, *_build, pythons, abis, platforms = file.removesuffix(".whl").split("-")
        return cls(file, name, version, tuple(pythons.split(".")), tuple(abis.split(".")), tuple(platforms.split(".")))

    @property
    def pure(self) -> bool:
        """Whether it runs everywhere."""
        return self.platforms == ("any",)

    def fits(self, arch: str, libc: str) -> bool:
        """Whether it runs on machines of one kind, whatever their Python is."""
        start = "manylinux" if libc == "glibc" else "musllinux"
        return self.pure or any(each.startswith(start) and each.endswith(f"_{arch}") for each in self.platforms)

    def for_python(self, python: str) -> bool:
        """Whether it is made for a version of Python: for that one, or from an older one on."""
        own = f"cp{python.replace('.', '')}"
        older = "abi3" in self.abis and any(
            int(each[3:]) <= int(own[3:]) for each in self.pythons if each.startswith("cp3")
        )
        return own in self.pythons or older or "py3" in self.pythons

    def glibc(self) -> int:
        """Return the second number of the oldest glibc that it runs with."""
        found = [int(n) for each in self.platforms for n in re.findall(r"^manylinux_2_(\d+)_", each)]
        found += [number for each in self.platforms for old, number in _OLD_NAMES.items() if each.startswith(f"{old}_")]
        return min(found, default=0)


def platforms(arch: str, libc: str) -> list[str]:
    """Return the names of all platforms that such machines can take wheels of, the newest first."""
    if libc == "musl":
        return [f"musllinux_1_{minor}_{arch}" for minor in range(LEAST[libc], -1, -1)]
    names = [f"manylinux_2_{minor}_{arch}" for minor in range(LEAST[libc], 4, -1)]
    return names + [f"{old}_{arch}" for old in _OLD_NAMES]


def pip(*arguments: str) -> None:
    """Run pip; where it fails, its own words stand above ours."""
    command = [sys.executable, "-m", "pip", *arguments, "--disable-pip-version-check", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        sys.exit(f"pip did not bring what is needed ({' '.join(arguments[:2])}). Its own words stand above.")


def machine(arch: str, libc: str, python: str) -> list[str]:
    """Return options of pip by which it looks for another machine than this one."""
    named = [word for each in platforms(arch, libc) for word in ("--platform", each)]
    abis = [word for abi in (f"cp{python.replace('.', '')}", "abi3", "none") for word in ("--abi", abi)]
    return [*named, *abis, "--implementation", "cp", "--python-version", python, "--only-binary=:all:"]


# --- which wheels ------------------------------------------------------------------------------------


def locked(text: str) -> dict[Wheel, str]:
    """Return the wheels on record and their checksums."""
    lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {Wheel.named(file): checksum for checksum, file in lines}


def checksum(path: Path) -> str:
    """Return what the bytes of a file come to."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_lock(own: Path, scratch: Path) -> None:
    """Look for wheels for every kind of machine, and write down what was found."""
    kinds = [(arch, libc, python) for arch in ARCHES for libc in LEAST for python in PYTHONS]
    for kind in kinds:
        pip("download", "-d", str(scratch), *machine(*kind), "--no-cache-dir", f"{own}[{','.join(EXTRAS)}]", "pip")
    found = sorted(path for path in scratch.glob("*.whl") if path.name != own.name)
    versions: dict[str, set[str]] = {}
    for wheel in (Wheel.named(path.name) for path in found):
        versions.setdefault(wheel.name, set()).add(wheel.version)
    if several := {name: sorted(each) for name, each in versions.items() if len(each) > 1}:
        sys.exit(f"Not the same version on all machines: {several}. Bound it in pyproject.toml.")
    head = "# The wheels that go into bundles, written by make.py --lock. `sha256sum -c` reads it, too.\n"
    LOCK.write_text(head + "".join(f"{checksum(path)}  {path.name}\n" for path in found), "utf-8")
    print(f"{len(found)} wheels are on record in {LOCK.relative_to(CHECKOUT)}.")


def fetch(wheels: dict[Wheel, str], arch: str, libc: str, into: Path) -> None:
    """Bring the wheels here, each Python's own beside the others', and make sure of their bytes."""
    with ThreadPoolExecutor(len(PYTHONS)) as threads:
        rest = set(wheels)
        works = []
        for python in PYTHONS:
            mine = {wheel for wheel in rest if wheel.for_python(python)}
            rest -= mine
            works.append(
                threads.submit(
                    _fetch, {wheel: wheels[wheel] for wheel in mine}, machine(arch, libc, python), into / python
                )
            )
        for work in works:
            work.result()
    for path in sorted(into.glob("*/*.whl")):
        path.rename(into / path.name)
    for wheel, expected in wheels.items():
        if not (into / wheel.file).is_file() or checksum(into / wheel.file) != expected:
            sys.exit(f"{wheel.file} did not come as it is on record.")


def _fetch(wheels: dict[Wheel, str], options: Sequence[str], into: Path) -> None:
    into.mkdir(parents=True)
    if wheels:
        wanted = into / "wanted"
        wanted.write_text("".join(f"{w.name}=={w.version} --hash=sha256:{sha}\n" for w, sha in wheels.items()), "utf-8")
        pip("download", "-d", str(into), *options, "--no-deps", "--require-hashes", "-r", str(wanted))


def check_whole(own: Path, arch: str, libc: str, wheels: Path, scratch: Path) -> None:
    """Make sure that a machine of each Python finds all that it needs among the wheels, and no network is asked."""

    def whole(python: str) -> None:
        there = ["--no-index", "--find-links", str(wheels), "--target", str(scratch / python)]
        pip("install", "--dry-run", *there, *machine(arch, libc, python), f"{own}[{','.join(EXTRAS)}]")

    with ThreadPoolExecutor(len(PYTHONS)) as threads:
        list(threads.map(whole, PYTHONS))


# --- the bundle --------------------------------------------------------------------------------------


def about(own: Wheel, wheels: Iterable[Wheel], arch: str, libc: str) -> dict[str, object]:
    """Return what a bundle knows of itself."""
    glibc = [2, max((wheel.glibc() for wheel in wheels), default=0)] if libc == "glibc" else []
    return {"version": own.version, "arch": arch, "libc": libc, "glibc": glibc, "pythons": PYTHONS, "extras": EXTRAS}


def pack(target: Path, knows: dict[str, object], wheels: Sequence[Path]) -> None:
    """Write the bundle: the same bytes for the same wheels, whenever and wherever it is made."""
    parts = {path.name: path.read_bytes() for path in (HERE / "inside").glob("*.py")}
    parts["about.json"] = json.dumps(knows, indent=2, sort_keys=True).encode()
    parts |= {f"wheels/{path.name}": path.read_bytes() for path in wheels}
    with target.open("wb") as file:
        file.write(b"#!/usr/bin/env python3\n")
        with ZipFile(file, "w", ZIP_STORED) as archive:  # wheels are packed already
            for name, data in sorted(parts.items()):
                entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.create_system, entry.external_attr = 3, 0o100644 << 16
                archive.writestr(entry, data)
    target.chmod(0o755)


def build(into: Path) -> Path:
    """Return a wheel of this checkout."""
    pip("wheel", "--no-deps", "-w", str(into), str(CHECKOUT))
    (own,) = into.glob("sociotui-*.whl")
    return own


def main() -> None:
    """Make the bundle, or write down which wheels go in."""
    assert __doc__
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--arch", choices=ARCHES, default=platform.machine(), help="the processor; this machine's, if not given"
    )
    parser.add_argument("--libc", choices=tuple(LEAST), default="glibc", help="musl is for Alpine and its like")
    parser.add_argument("--wheel", type=Path, help="a wheel of sociotui that is there; if not given, it is built")
    parser.add_argument(
        "--into", type=Path, default=CHECKOUT / "dist", help="where the bundle goes; dist, if not given"
    )
    parser.add_argument("--lock", action="store_true", help="write down the newest wheels, rather than making a bundle")
    asked = parser.parse_args()
    if asked.arch not in ARCHES:
        parser.error(f"there are bundles for {' and '.join(ARCHES)}; say with --arch which one it is to be")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        own = asked.wheel.resolve() if asked.wheel else build(scratch / "own")
        if asked.lock:
            write_lock(own, scratch / "found")
            return
        mine = {w: sha for w, sha in locked(LOCK.read_text("utf-8")).items() if w.fits(asked.arch, asked.libc)}
        fetch(mine, asked.arch, asked.libc, scratch / "wheels")
        check_whole(own, asked.arch, asked.libc, scratch / "wheels", scratch)
        asked.into.mkdir(parents=True, exist_ok=True)
        kind = asked.arch if asked.libc == "glibc" else f"{asked.arch}-{asked.libc}"
        target = asked.into / f"sociotui-{Wheel.named(own.name).version}-{kind}.pyz"
        knows = about(Wheel.named(own.name), mine, asked.arch, asked.libc)
        pack(target, knows, [own, *(scratch / "wheels" / wheel.file for wheel in mine)])
        print(f"{target}: {target.stat().st_size / 1e6:.1f} MB, {len(mine) + 1} wheels")


if __name__ == "__main__":
    main()
