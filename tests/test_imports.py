"""Imports: they point down only, and what runs without a screen never loads what only a screen needs."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "sociotui"
SCREENLESS = ("room", "journal", "exchange")
HEAVY = ("textual", "rich", "tinydb", "click", "asyncio", "socket")
"""What the pure part of the program is to do without."""

_LOADED = """
import importlib, sys
seen = set(sys.modules)
for module in sys.argv[1:]:
    importlib.import_module(module)
    for name in sorted({name.partition(".")[0] for name in set(sys.modules) - seen}):
        print(name, module)
    seen |= set(sys.modules)
"""


def modules(package: str) -> list[str]:
    """Return the modules of a package of the program, or the module of that name, as they lie on disk."""
    if not (PACKAGE / package).is_dir():
        return [f"sociotui.{package}"] if (PACKAGE / f"{package}.py").exists() else []
    found = sorted((PACKAGE / package).rglob("*.py"))
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in found]
    return [name.removesuffix(".__init__") for name in names]


def loaded_by(*names: str) -> dict[str, str]:
    """Return the top-level packages that a fresh Python loads for these modules, each with the module that did it."""
    ran = subprocess.run([sys.executable, "-c", _LOADED, *names], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    loaded: dict[str, str] = {}
    for line in ran.stdout.splitlines():
        package, module = line.split()
        loaded.setdefault(package, module)
    return loaded


def test_the_modules_are_found() -> None:
    assert {"sociotui.domain", "sociotui.domain.round", "sociotui.domain.course"} <= set(modules("domain"))


def test_loading_a_screen_would_be_seen() -> None:
    assert "rich" in loaded_by("rich.text")


def test_the_domain_loads_no_terminal_no_store_and_no_loop() -> None:
    loaded = loaded_by(*modules("domain"))
    assert {package: loaded[package] for package in HEAVY if package in loaded} == {}


@pytest.mark.parametrize("package", SCREENLESS)
def test_what_needs_no_screen_loads_none(package: str) -> None:
    assert loaded_by(*modules(package)).get("textual") is None


def test_the_command_line_loads_no_screen_before_one_is_asked_for() -> None:
    assert loaded_by(*modules("cli"), *modules("__main__")).get("textual") is None


@pytest.mark.skipif(find_spec("importlinter") is None, reason="import-linter is not installed")
def test_imports_keep_to_the_contracts_of_the_project() -> None:
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ran = subprocess.run(
        [sys.executable, "-c", lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 broken" in ran.stdout
