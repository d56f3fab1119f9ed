"""What a bundle does on a machine: it puts in, it makes good, it takes away; and of what is not its own it touches nothing."""

import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import bundled
import pytest
from bundled import BEFORE, MARK, Stop, install, main, recover, remove
from fitting import About, Machine, here, misfit

from sociotui.extras import BUNDLE_MARK

ABOUT = About(
    version="1.2", arch="x86_64", libc="glibc", glibc=[2, 28], pythons=["3.11", "3.12"], extras=["serve", "imports"]
)
FITS = Machine("Linux", "x86_64", "glibc", (2, 36), "3.12", "cpython")


class Places:
    """Where things go in a test."""

    def __init__(self, folder: Path) -> None:
        self.into = folder / "lib" / "sociotui"
        self.link = folder / "bin" / "sociotui"

    def put(self, version: str = "1.2", extras: Sequence[str] = ()) -> None:
        """Install a version."""
        install(Path("some.pyz"), About(**{**ABOUT, "version": version}), self.into, self.link, extras)

    @property
    def version(self) -> str:
        """Which one the link leads to."""
        return self.link.read_text("utf-8")


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Places, on a machine that fits, with a program that is one file."""

    def fill(bundle: Path, about: About, into: Path, extras: Sequence[str]) -> None:
        (into / "bin").mkdir()
        (into / "bin/sociotui").write_text(about["version"], "utf-8")
        (into / "lib").mkdir()
        (into / "pyvenv.cfg").touch()

    monkeypatch.setattr(bundled, "_fill", fill)
    monkeypatch.setattr(bundled, "misfit", lambda about: "")
    return Places(tmp_path)


def failing(error: BaseException) -> Callable[..., None]:
    """Return how it is filled where something goes wrong in the middle."""

    def fill(bundle: Path, about: About, into: Path, extras: Sequence[str]) -> None:
        (into / "bin").mkdir()
        raise error

    return fill


def everything(folder: Path) -> set[str]:
    """Return all paths below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


# --- in ----------------------------------------------------------------------------------------------


def test_it_is_put_in_and_a_link_leads_there(places: Places) -> None:
    places.put(extras=["serve"])
    assert places.version == "1.2"
    told = json.loads((places.into / MARK).read_text("utf-8"))
    assert told == {"version": "1.2", "extras": ["serve"], "link": str(places.link)}
    assert MARK == BUNDLE_MARK


def test_a_newer_one_takes_the_place_and_leaves_what_is_not_its_own(places: Places) -> None:
    places.put("1.1")
    (places.into / "notes.txt").write_text("mine", "utf-8")
    places.put("1.2")
    assert places.version == "1.2"
    assert everything(places.into) == {"bin", "bin/sociotui", "lib", "pyvenv.cfg", MARK, "notes.txt"}


@pytest.mark.parametrize("error", [Stop("no"), OSError(28, "No space left on device"), KeyboardInterrupt()], ids=repr)
def test_what_fails_leaves_what_was_there(
    places: Places, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.put("1.1")
    monkeypatch.setattr(bundled, "_fill", failing(error))
    with pytest.raises(type(error)):
        places.put("1.2")
    assert places.version == "1.1"
    assert not (places.into / BEFORE).exists()
    assert json.loads((places.into / MARK).read_text("utf-8"))["version"] == "1.1"


def test_what_fails_the_first_time_leaves_nothing(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "_fill", failing(Stop("no")))
    with pytest.raises(Stop):
        places.put()
    assert not places.into.exists()
    assert not os.path.lexists(places.link)


@pytest.mark.parametrize("cut", range(5))
def test_what_was_cut_off_anywhere_on_its_way_aside_is_made_good(places: Places, cut: int) -> None:
    places.put("1.1")
    (places.into / BEFORE).mkdir()
    for name in [name for name in bundled.OURS if (places.into / name).exists()][:cut]:
        (places.into / name).rename(places.into / BEFORE / name)
    recover(places.into)
    assert places.version == "1.1"
    assert everything(places.into) == {"bin", "bin/sociotui", "lib", "pyvenv.cfg", MARK}


def test_what_was_cut_off_while_it_was_put_in_is_made_good(places: Places) -> None:
    places.put("1.1")
    shutil.copytree(places.into, places.into.parent / "old")
    (places.into.parent / "old").rename(places.into / BEFORE)
    (places.into / MARK).write_text('{"version": "1.2", "unfinished": true}', "utf-8")
    (places.into / "bin/sociotui").write_text("half", "utf-8")
    recover(places.into)
    assert places.version == "1.1"


def test_what_was_complete_when_it_was_cut_off_stays(places: Places) -> None:
    places.put("1.1")
    shutil.copytree(places.into, places.into.parent / "old")
    places.put("1.2")
    (places.into.parent / "old").rename(places.into / BEFORE)
    recover(places.into)
    assert places.version == "1.2"
    assert not (places.into / BEFORE).exists()


def test_a_first_installation_that_was_cut_off_is_begun_anew(places: Places) -> None:
    places.into.mkdir(parents=True)
    (places.into / MARK).write_text('{"version": "1.2", "unfinished": true}', "utf-8")
    (places.into / "bin").mkdir()
    places.put()
    assert places.version == "1.2"


def test_what_another_way_has_put_there_is_left_alone(places: Places, tmp_path: Path) -> None:
    places.into.mkdir(parents=True)
    (places.into / "letters").touch()
    with pytest.raises(Stop, match="holds something that no bundle put there"):
        places.put()
    (places.into / "letters").unlink()
    places.link.parent.mkdir()
    places.link.write_text("by another way", "utf-8")
    with pytest.raises(Stop, match="is there already, from another way to install it"):
        places.put()
    assert places.link.read_text("utf-8") == "by another way"
    places.link.unlink()
    places.link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Stop, match="from another way"):
        places.put()


def test_a_file_in_the_place_of_the_folder_is_told(places: Places) -> None:
    places.into.parent.mkdir()
    places.into.touch()
    with pytest.raises(Stop, match="is a file"):
        places.put()


def test_an_extra_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = tmp_path / "b.pyz"
    from make import Wheel, about, pack

    own = tmp_path / "sociotui-1.2-py3-none-any.whl"
    own.touch()
    pack(bundle, about(Wheel.named(own.name), [], "x86_64", "glibc"), [own])
    monkeypatch.setattr("sys.argv", [str(bundle)])
    assert main(["--into", str(tmp_path / "x"), "--with", "coffee"]) == 1
    assert capsys.readouterr().err == "There is no extra “coffee” in this bundle; there are serve and imports.\n"
    assert main(["--into", str(tmp_path / "x"), "--remove"]) == 1
    assert "There is no sociotui of a bundle in" in capsys.readouterr().err


# --- and out -----------------------------------------------------------------------------------------


def test_it_goes_away_whole(places: Places) -> None:
    places.put()
    remove(places.into)
    assert not places.into.exists()
    assert not os.path.lexists(places.link)


def test_going_away_it_leaves_what_is_not_its_own(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    places.put()
    (places.into / "home").mkdir()
    places.link.unlink()
    places.link.write_text("another's", "utf-8")
    remove(places.into)
    assert everything(places.into) == {"home"}
    assert places.link.read_text("utf-8") == "another's"
    assert "something stays that it did not put there: home." in capsys.readouterr().out


def test_what_no_bundle_has_made_is_not_removed(places: Places) -> None:
    places.into.mkdir(parents=True)
    (places.into / "bin").mkdir()
    with pytest.raises(Stop, match="There is no sociotui of a bundle"):
        remove(places.into)
    assert (places.into / "bin").is_dir()


# --- where it fits -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("differs", "why"),
    [
        ({"arch": "aarch64"}, "for Linux on x86_64, and here is Linux on aarch64"),
        ({"arch": "32-bit x86_64"}, "and here is Linux on 32-bit x86_64"),
        ({"system": "Darwin"}, "and here is Darwin on x86_64"),
        ({"python": "3.15"}, "for Python 3.11 to 3.12, and this is 3.15"),
        ({"kind": "pypy"}, "this one is pypy"),
        ({"kind": "free-threaded"}, "this one is free-threaded"),
        ({"libc": "musl", "glibc": ()}, "for systems with glibc, and here is musl"),
        ({"glibc": (2, 27)}, "wants glibc 2.28 or newer .* and here is 2.27"),
    ],
)
def test_where_it_does_not_fit_it_says_why(differs: dict[str, Any], why: str) -> None:
    found = misfit(ABOUT, FITS._replace(**differs))
    with pytest.raises(Stop, match=why):
        raise Stop(found)


def test_where_it_fits_nothing_is_said() -> None:
    assert misfit(ABOUT, FITS) == ""
    assert misfit(About(**{**ABOUT, "libc": "musl", "glibc": []}), FITS._replace(libc="musl", glibc=())) == ""


def test_this_machine_is_one_that_can_be_named() -> None:
    found = here()
    assert found.system == "Linux"
    assert found.libc in ("glibc", "musl")
    assert found.python.startswith("3.")
