"""What a bundle does on the machine without a network: an environment of its own, the wheels into it, and a link; or all of that away again."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

from fitting import About, misfit

MARK = "sociotui-bundle.json"
"""A file in what a bundle has made: by it the program knows how it came there, and the bundle what is its own."""
BEFORE = ".before"
"""Where what was installed before lies until the new is complete."""
WHEELS = ".wheels"
OURS = ("bin", "include", "lib", "lib64", "share", "pyvenv.cfg", WHEELS, MARK)
"""All that a bundle puts into its folder; whatever else lies there is somebody's own."""


class Stop(Exception):  # noqa: N818 - an answer, not a fault
    """It can't be done; `str()` says why, and what to do instead."""


def main(arguments: Sequence[str]) -> int:
    """Do what was asked for, and return the exit code."""
    bundle = Path(sys.argv[0]).resolve()
    with ZipFile(bundle) as archive:
        about: About = json.loads(archive.read("about.json"))
    asked = _parser(about).parse_args(arguments)
    into = Path(asked.into).expanduser().absolute() if asked.into else _default_folder()
    links = Path(asked.bin).expanduser().absolute() if asked.bin else None if asked.into else Path.home() / ".local/bin"
    try:
        if asked.remove:
            remove(into)
        else:
            install(bundle, about, into, links / "sociotui" if links else None, _extras(asked.extras, about))
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"That did not work out: {error.strerror or error} ({error.filename or into}).", file=sys.stderr)
        print(
            "What was there before is as it was. With space and permission to write there, try again.", file=sys.stderr
        )
        return 1
    except KeyboardInterrupt:
        print("\nStopped, as you asked. What was there before is as it was.", file=sys.stderr)
        return 1
    return 0


def _parser(about: About) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"python3 {Path(sys.argv[0]).name}",
        description=f"Install sociotui {about['version']} for your account. It needs no network, and touches no record of any circle.",
    )
    parser.add_argument(
        "--into",
        metavar="DIR",
        help=f"install into this folder rather than {_default_folder()}; then without a link, unless --bin is given",
    )
    parser.add_argument("--bin", metavar="DIR", help="where the link “sociotui” goes, rather than ~/.local/bin")
    parser.add_argument(
        "--with",
        metavar="EXTRAS",
        dest="extras",
        default="",
        help=f"extras besides, with commas: {', '.join(about['extras'])}",
    )
    parser.add_argument("--remove", action="store_true", help="take the program away again; records stay")
    return parser


def _default_folder() -> Path:
    return Path.home() / ".local" / "lib" / "sociotui"


def _extras(words: str, about: About) -> list[str]:
    asked = sorted({word.strip() for word in words.split(",")} - {""})
    if unknown := [word for word in asked if word not in about["extras"]]:
        raise Stop(f"There is no extra “{unknown[0]}” in this bundle; there are {' and '.join(about['extras'])}.")
    return asked


# --- in ----------------------------------------------------------------------------------------------


def install(bundle: Path, about: About, into: Path, link: Path | None, extras: Sequence[str]) -> None:
    """Put the program into a folder; if that fails, what was there before is there again."""
    if why := misfit(about):
        raise Stop(why)
    recover(into)
    _check_folder(into)
    if link:
        _check_link(link, into)
    into.mkdir(parents=True, exist_ok=True)
    _set_aside(into)
    try:
        _mark(into, {"version": about["version"], "unfinished": True})
        _fill(bundle, about, into, extras)
        _mark(into, {"version": about["version"], "extras": list(extras), "link": str(link) if link else None})
        if link:
            _put_link(link, into)
    except BaseException:
        _put_back(into)
        raise
    shutil.rmtree(into / BEFORE, ignore_errors=True)
    _tell(about, into, link)


def _check_folder(into: Path) -> None:
    if into.exists() and not into.is_dir():
        raise Stop(f"{into} is a file. Name a folder with --into, or move the file away.")
    if into.is_dir() and any(into.iterdir()) and not (into / MARK).is_file():
        raise Stop(
            f"{into} holds something that no bundle put there, and it stays untouched. Name an empty or a new folder with --into."
        )


def _check_link(link: Path, into: Path) -> None:
    if os.path.lexists(link) and not _points_into(link, into):
        raise Stop(
            f"{link} is there already, from another way to install it. Remove that first (for example “pipx uninstall sociotui”), "
            "or name another folder for the link with --bin."
        )


def _points_into(link: Path, into: Path) -> bool:
    return link.is_symlink() and link.readlink() == into / "bin" / "sociotui"


def _fill(bundle: Path, about: About, into: Path, extras: Sequence[str]) -> None:
    venv.EnvBuilder(symlinks=True, with_pip=False).create(
        into
    )  # the bundle has its own pip: many a Python comes without
    wheels = into / WHEELS
    with ZipFile(bundle) as archive:
        names = [name for name in archive.namelist() if name.startswith("wheels/")]
        wheels.mkdir()
        for name in names:
            (wheels / Path(name).name).write_bytes(archive.read(name))
    (pip,) = wheels.glob("pip-*.whl")
    wanted = f"sociotui[{','.join(extras)}]=={about['version']}"
    own = "install --isolated --no-index --no-input --no-cache-dir --disable-pip-version-check --no-warn-script-location -q"
    _run([str(into / "bin/python"), "-I", f"{pip}/pip", *own.split(), "--find-links", str(wheels), wanted])
    shutil.rmtree(wheels)
    _run([str(into / "bin/sociotui"), "--version"])


def _run(command: Sequence[str]) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        errors="replace",
        env={**kept, "PIP_CONFIG_FILE": os.devnull},
        check=False,
    )
    if done.returncode:
        told = (done.stderr or done.stdout).strip()
        raise Stop(
            f"This part of the installation did not work out: {' '.join(command[:3])} …\n{told}\nWhat was there before is as it was."
        )


def _mark(into: Path, what: dict[str, object]) -> None:
    (into / MARK).write_text(json.dumps(what, indent=2) + "\n", "utf-8")


def _put_link(link: Path, into: Path) -> None:
    link.parent.mkdir(parents=True, exist_ok=True)
    fresh = link.with_name(f".sociotui-{os.getpid()}")
    fresh.symlink_to(into / "bin" / "sociotui")
    fresh.replace(link)


def _tell(about: About, into: Path, link: Path | None) -> None:
    print(f"sociotui {about['version']} is installed in {into}.")
    found = shutil.which("sociotui")
    if link and found and Path(found) == link:
        print("Look around with: sociotui demo")
    else:
        print(f"Look around with: {link or into / 'bin' / 'sociotui'} demo")
    if link and str(link.parent) not in os.environ.get("PATH", "").split(os.pathsep):
        print(
            f"So that “sociotui” alone is found, too, add {link.parent} to your PATH; in many a system a new login does it."
        )


# --- what was there before ---------------------------------------------------------------------------


def _set_aside(into: Path) -> None:
    if not (into / MARK).is_file() or _unfinished(into):
        _drop(into)
        return
    (into / BEFORE).mkdir()
    for name in OURS:  # the mark is the last: where it is, the rest is, too
        if os.path.lexists(into / name):
            (into / name).rename(into / BEFORE / name)


def _put_back(into: Path) -> None:
    _drop(into)
    if (into / BEFORE).is_dir():
        for name in OURS:
            if os.path.lexists(into / BEFORE / name):
                (into / BEFORE / name).rename(into / name)
        (into / BEFORE).rmdir()
    elif not any(into.iterdir()):
        into.rmdir()


def recover(into: Path) -> None:
    """Make good an installation that was cut off, by a power cut say, so that what was there before is there again."""
    if not (into / BEFORE).is_dir():
        return
    if (into / BEFORE / MARK).is_file() and (not (into / MARK).is_file() or _unfinished(into)):
        _put_back(into)
    elif (into / BEFORE / MARK).is_file():  # the new was complete, only clearing away was not
        shutil.rmtree(into / BEFORE)
    else:  # it was on its way there, or back: what lies aside is not in its place
        for name in OURS:
            if os.path.lexists(into / BEFORE / name) and not os.path.lexists(into / name):
                (into / BEFORE / name).rename(into / name)
        shutil.rmtree(into / BEFORE)


def _unfinished(into: Path) -> bool:
    return bool(json.loads((into / MARK).read_text("utf-8")).get("unfinished"))


def _drop(into: Path) -> None:
    for name in OURS:
        place = into / name
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        elif os.path.lexists(place):
            place.unlink()


# --- and out -----------------------------------------------------------------------------------------


def remove(into: Path) -> None:
    """Take away what a bundle has put into a folder, and its link; nothing else."""
    recover(into)
    if not (into / MARK).is_file():
        raise Stop(f"There is no sociotui of a bundle in {into}. If it is elsewhere, say where with --into.")
    link = json.loads((into / MARK).read_text("utf-8")).get("link")
    if link and _points_into(Path(link), into):
        Path(link).unlink()
    _drop(into)
    if left := sorted(path.name for path in into.iterdir()):
        print(f"sociotui is removed. In {into} something stays that it did not put there: {', '.join(left)}.")
    else:
        into.rmdir()
        print(f"sociotui is removed from {into}. What your circles have on record is untouched.")
