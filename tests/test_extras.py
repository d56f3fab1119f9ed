"""Extras: who wants what one brings is told how it comes to where the program is, in whichever way it was installed."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sociotui.domain.refusal import Refused
from sociotui.extras import BUNDLE_MARK, EXTRAS, how_to_add, lacking
from sociotui.room.host_key import Making


def only(*libraries: str) -> Callable[[str], bool]:
    """Return how it is where only some libraries are here."""
    return lambda library: library in libraries


def test_each_way_to_install_has_its_own(tmp_path: Path) -> None:
    assert how_to_add("serve", tmp_path, only()) == f"in its clone, “{tmp_path}/bin/pip install '.[serve]'” brings it."
    (tmp_path / "uv-receipt.toml").touch()
    assert "“uv tool install --force '.[serve]'”" in how_to_add("serve", tmp_path, only())
    (tmp_path / "pipx_metadata.json").touch()
    assert "“pipx install --force '.[serve]'”" in how_to_add("serve", tmp_path, only())
    (tmp_path / BUNDLE_MARK).touch()
    assert f"“python3 sociotui-….pyz --with serve --into {tmp_path}”" in how_to_add("serve", tmp_path, only())


def test_extras_that_are_here_are_not_lost_by_adding_another(tmp_path: Path) -> None:
    (tmp_path / "uv-receipt.toml").touch()
    assert "'.[imports,serve]'" in how_to_add("serve", tmp_path, only("openpyxl"))
    assert "'.[imports,serve]'" in how_to_add("imports", tmp_path, only("asyncssh"))


def test_a_folder_with_a_space_is_told_so_that_a_shell_understands(tmp_path: Path) -> None:
    assert f"“'{tmp_path}/my things/bin/pip' install" in how_to_add("imports", tmp_path / "my things", only())


def test_a_host_key_without_its_library_says_which_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.ed25519", None)
    with pytest.raises(Refused, match="To let others in by ssh, sociotui wants a little more, the extra “serve”"):
        Making(tmp_path / "state", tmp_path / "home")


@pytest.mark.parametrize("extra", EXTRAS)
def test_the_sentence_names_the_extra(extra: str) -> None:
    assert lacking(extra, "To try").startswith(f"To try, sociotui wants a little more, the extra “{extra}”: ")
