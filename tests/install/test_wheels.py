"""The wheels of bundles: for every kind of machine each library is there, in a version that the project wants; and packing is repeatable."""

import os
import subprocess
import sys
from importlib.metadata import requires
from itertools import product
from pathlib import Path

import make
import pytest
from make import ARCHES, EXTRAS, LEAST, LOCK, PYTHONS, Wheel, about, locked, pack
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

WHEELS = locked(LOCK.read_text("utf-8"))


def wanted(python: str, extra: str) -> list[Requirement]:
    """Return what the program stands on by its own word, and what the extra brings."""
    found = [Requirement(line) for line in requires("sociotui") or []]
    env = {"python_version": python, "extra": extra}
    return [each for each in found if each.name != "sociotui" and (not each.marker or each.marker.evaluate(env))]


@pytest.mark.parametrize(("arch", "libc", "python"), product(ARCHES, LEAST, PYTHONS))
def test_each_machine_finds_one_wheel_of_each_library(arch: str, libc: str, python: str) -> None:
    there: dict[str, list[Wheel]] = {}
    for wheel in WHEELS:
        if wheel.fits(arch, libc) and wheel.for_python(python):
            there.setdefault(canonicalize_name(wheel.name), []).append(wheel)
    assert {len(each) for each in there.values()} == {1}
    assert "pip" in there
    for requirement in (each for extra in EXTRAS for each in wanted(python, extra)):
        (found,) = there[canonicalize_name(requirement.name)]
        assert found.version in requirement.specifier, requirement


def test_every_wheel_is_of_use_and_of_one_version() -> None:
    assert all(any(wheel.fits(arch, libc) for arch, libc in product(ARCHES, LEAST)) for wheel in WHEELS)
    assert len({(wheel.name, wheel.version) for wheel in WHEELS}) == len({wheel.name for wheel in WHEELS})
    assert all(len(checksum) == 64 for checksum in WHEELS.values())


def test_the_name_of_a_wheel_tells_where_it_runs() -> None:
    compiled = Wheel.named(
        "msgspec-0.22.0-cp312-cp312-manylinux2014_aarch64.manylinux_2_17_aarch64.manylinux_2_28_aarch64.whl"
    )
    assert (
        compiled.fits("aarch64", "glibc")
        and not compiled.fits("aarch64", "musl")
        and not compiled.fits("x86_64", "glibc")
    )
    assert compiled.for_python("3.12") and not compiled.for_python("3.13")
    assert compiled.glibc() == 17
    stable = Wheel.named("cryptography-50.0.2-cp311-abi3-musllinux_1_2_x86_64.whl")
    assert stable.for_python("3.11") and stable.for_python("3.14") and stable.fits("x86_64", "musl")
    later = Wheel.named("some-1-cp313-abi3-manylinux_2_34_x86_64.whl")
    assert not later.for_python("3.12") and later.glibc() == 34
    pure = Wheel.named("openpyxl-3.1.5-py2.py3-none-any.whl")
    assert pure.fits("aarch64", "musl") and pure.for_python("3.14") and pure.glibc() == 0


@pytest.fixture
def wheels(tmp_path: Path) -> list[Path]:
    """Two files in the place of wheels."""
    found = [tmp_path / "sociotui-1.2-py3-none-any.whl", tmp_path / "click-8-py3-none-any.whl"]
    for path in found:
        path.write_bytes(path.name.encode() * 50)
    return found


def test_a_bundle_is_the_same_whenever_and_in_whatever_order_it_is_packed(tmp_path: Path, wheels: list[Path]) -> None:
    knows = about(Wheel.named(wheels[0].name), WHEELS, "x86_64", "glibc")
    pack(tmp_path / "one.pyz", knows, wheels)
    before = os.umask(0o077)
    try:
        os.utime(wheels[0], (1, 1))
        pack(tmp_path / "two.pyz", dict(reversed(knows.items())), wheels[::-1])
    finally:
        os.umask(before)
    assert (tmp_path / "one.pyz").read_bytes() == (tmp_path / "two.pyz").read_bytes()
    assert knows["glibc"] == [2, 28]


def test_a_bundle_is_run_by_python_and_explains_itself(tmp_path: Path, wheels: list[Path]) -> None:
    pack(tmp_path / "a.pyz", about(Wheel.named(wheels[0].name), WHEELS, "x86_64", "glibc"), wheels)
    done = subprocess.run([tmp_path / "a.pyz", "--help"], capture_output=True, text=True, check=True)
    assert "Install sociotui 1.2 for your account. It needs no network" in done.stdout
    assert "serve, imports" in done.stdout.replace("\n", " ")


def test_an_older_python_is_told_what_is_needed() -> None:
    first = make.HERE / "inside" / "__main__.py"
    old = f"import sys, runpy; sys.version_info = (3, 7, 3); sys.argv = ['a.pyz']; runpy.run_path({str(first)!r})"
    done = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "sociotui needs Python 3.11 or newer, and this is 3.7."
    assert done.stderr == ""


def test_a_wheel_that_is_not_as_on_record_stops_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bring(*arguments: str) -> None:
        Path(arguments[arguments.index("-d") + 1], "click-8-py3-none-any.whl").write_bytes(b"something else")

    monkeypatch.setattr(make, "pip", bring)
    with pytest.raises(SystemExit, match=r"click-8-py3-none-any\.whl did not come as it is on record"):
        make.fetch({Wheel.named("click-8-py3-none-any.whl"): "0" * 64}, "x86_64", "glibc", tmp_path / "there")
