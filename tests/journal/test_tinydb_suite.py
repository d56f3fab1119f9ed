"""TinyDB's own test suite passes on our storage; it is fetched as TinyDB's makers publish it."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree

import pytest

import sociotui

# Tests that stay on TinyDB's own storages, each with the reason.
STOCK_ONLY = {
    "test_json_kwargs": "how JSONStorage lays out its JSON",
    "test_encoding": "JSONStorage's choice of encodings; ours is UTF-8",
    "test_json_invalid_mode_warning": "JSONStorage's other access modes; ours knows r and r+ and refuses the rest",
    "test_json_read": "expects an OSError from a storage opened to read; ours raises ReadOnly with a sentence",
    "test_create_dirs": "expects the file when the storage is made; ours comes with its first commit",
    "test_caching_json_write": "looks at JSONStorage's file handle",
    "test_table_repr": "expects the names of TinyDB's own storages in a table's repr",
}


def fetch(place: Path, suite: Path) -> None:
    """Lay the suite of the TinyDB that is installed into `suite`; skips where it can't be had."""
    wanted = f"tinydb=={version('tinydb')}"
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:", "--dest", str(place), wanted]
    got = subprocess.run(pip, capture_output=True, text=True, check=False)
    if got.returncode:
        said = f"the source of {wanted} can't be had: {' '.join(got.stderr.strip().splitlines()[-1:])}"
        if os.environ.get("CI"):
            pytest.fail(said)
        print(said)
        pytest.skip(said)
    (archive,) = place.glob("tinydb-*.tar.gz")
    suite.mkdir(parents=True)
    with tarfile.open(archive) as source:
        for member in source:
            inside = Path(member.name)
            content = source.extractfile(member) if inside.parts[1:-1] == ("tests",) else None
            if content:
                (suite / inside.name).write_bytes(content.read())


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_suite_passes_on_our_storage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "run" / "tests"
    fetch(tmp_path, place)
    shutil.copy(Path(__file__).with_name("suite_conftest.py"), place / "conftest.py")
    report = tmp_path / "report.xml"
    paths = [str(Path(sociotui.__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", "tests"],
        cwd=place.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "STOCK_ONLY": json.dumps(STOCK_ONLY)},
        capture_output=True,
        text=True,
        check=False,
    )
    cases = list(ElementTree.parse(report).iter("testcase"))
    ours = [case for case in cases if "[append" in case.get("name", "")]
    skipped = {case.get("name", "").partition("[")[0] for case in ours if case.find("skipped") is not None}
    bad = [case.get("name") for case in cases if {"failure", "error"} & {part.tag for part in case}]
    with capsys.disabled():
        print(
            f"\nTinyDB {version('tinydb')}'s own suite: {len(cases) - len(bad) - len(skipped)} passed, "
            f"{len(ours) - len(skipped)} of them on our storage; {len(skipped)} stay on TinyDB's; {len(bad)} failed"
        )
    assert done.returncode == 0, done.stdout
    assert bad == []
    assert skipped == set(STOCK_ONLY)
    assert len(ours) > 100
