"""Where packages come from: what pip is told is told to uv, too, wherever it stands."""

from pathlib import Path

from registry import exports, settings

TOLD = """\
:env:.cert='/etc/certificates.pem'
:env:.find-links='/some/wheels'
global.index-url='https://packages.example/simple'
global.find-links='/other/wheels'
global.break-system-packages='true'
install.no-index='false'
user.extra-index-url='file:///nowhere/at/all\\nhttps://more.example/simple'
"""


def test_the_environment_goes_before_files_and_taste_is_left_behind() -> None:
    found = settings(TOLD)
    assert found["find-links"] == "/some/wheels"
    assert found["index-url"] == "https://packages.example/simple"
    assert "break-system-packages" not in found


def test_uv_finds_what_pip_finds() -> None:
    said = exports(settings(TOLD), {})
    assert said["UV_DEFAULT_INDEX"] == said["PIP_INDEX_URL"] == "https://packages.example/simple"
    assert said["UV_INDEX"] == "https://more.example/simple"
    assert said["UV_INDEX_STRATEGY"] == "unsafe-best-match"
    assert said["UV_FIND_LINKS"] == "/some/wheels"
    assert said["SSL_CERT_FILE"] == "/etc/certificates.pem"
    assert "UV_NO_INDEX" not in said


def test_an_index_that_is_a_folder_is_told_where_it_is_there(tmp_path: Path) -> None:
    assert exports({"extra-index-url": f"file://{tmp_path}"}, {})["UV_INDEX"] == f"file://{tmp_path}"


def test_without_settings_nothing_is_said_of_places() -> None:
    said = exports(settings(""), {"SSL_CERT_FILE": "/own.pem"})
    assert said["SSL_CERT_FILE"] == "/own.pem"
    assert not {name for name in said if "INDEX" in name or "LINKS" in name or name.startswith("PIP_")}


def test_no_network_for_pip_is_none_for_uv() -> None:
    assert exports(settings(":env:.no-index='1'"), {})["UV_NO_INDEX"] == "1"
