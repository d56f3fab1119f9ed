"""Files told by what is in them, not by what they are called; and those that are nothing that is known here."""

import os
import sys
from pathlib import Path

import pytest

from sociotui.domain.refusal import Refused
from sociotui.exchange.imports.bytes_in import Given
from sociotui.exchange.imports.reading import read_files, read_given
from sociotui.exchange.toml_file import Misread
from tests.exchange.imports.bringing import drafted, joined, workbook
from tests.exchange.imports.test_glassfrog import CIRCLES
from tests.exchange.imports.test_holaspirit import SHEETS
from tests.exchange.imports.test_peerdom import CIRCLES as PEERDOMS
from tests.exchange.imports.test_peerdom import PEERS
from tests.exchange.imports.test_rolebase import EXPORT
from tests.exchange.test_kubernetes import SMALL

FORMS: dict[str, str | bytes | object] = {
    "CSV": "name\nAna\n",
    "Rolebase": EXPORT,
    "GlassFrog": CIRCLES,
    "Peerdom": {"peers": PEERS, "circles": PEERDOMS},
    "Holaspirit": workbook(SHEETS),
    "sigs.yaml": SMALL,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["plain", "a.csv", "a.json", "a.xlsx", "a.yaml", "a.png"])
def test_the_name_does_not_matter(form: str, name: str) -> None:
    assert drafted((name, FORMS[form])).form == form


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("form", ["Rolebase", "sigs.yaml"])
def test_every_text_may_have_a_mark(form: str, encoding: str) -> None:
    import json

    text = FORMS[form] if isinstance(FORMS[form], str) else json.dumps(FORMS[form])
    assert isinstance(text, str)
    assert drafted(("a", text.encode(encoding))).form == form


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Excel file. Save it as .xlsx or as CSV"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "this is a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "this is a picture"),
        (b"\x1f\x8b\x08" + bytes(9), "a packed file. Unpack it first"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "this is a web page"),
        (b"[organisation]\nname = 'Green Acres'\n", "sociotui import org FILE"),
        (b"# ours\n[[person]]\nid = 'ana'\n", "sociotui import org FILE"),
        (b'{"sociotui": 1, "streams": {}}', "sociotui import data FILE"),
        (b'{"users": []}', "this is JSON, but neither an export of Rolebase"),
        (b'{"roles": [', "can't be read as JSON"),
        (b"{" * 100_000, "can't be read as JSON"),
        (b"[" * 100_000, "too deep|truncated"),  # newer Pythons go as deep as there is room, and then find no end
        (b'{"roles": ["\xff"]}', "“roles” is to be a list, and can't be read as one"),
        (b'{"roles": {}}', "“roles” is to be a list, and can't be read as one"),
        (b"\x81\x8d name", "neither as UTF-8 nor as Windows-1252"),
        (b"Dear all,\nplease find the list below.\n", "nothing that is known here"),
        (bytes(range(256)) * 4, "known here|Windows-1252"),
    ],
)
def test_what_is_nothing_that_is_known_is_refused_with_what_to_do(data: bytes, why: str) -> None:
    with pytest.raises(Misread, match=why):
        read_given([Given("people.csv", data)])


@pytest.mark.parametrize(("library", "form"), [("openpyxl", "Holaspirit"), ("yaml", "sigs.yaml")])
def test_what_wants_a_library_that_is_not_there_says_how_to_get_it(
    library: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(Refused, match=r"the extra “imports”: in its clone, “.* install '\.\[imports"):
        drafted(("file", FORMS[form]))


def test_files_of_two_forms_are_not_mixed() -> None:
    with pytest.raises(Misread, match=r"b: this is of another form than a\. Bring them in one after the other"):
        drafted(("a", "name\nAna\n"), ("b", SMALL))
    with pytest.raises(Misread, match="one file of this form"):
        drafted(("a", SMALL), ("b", SMALL))


@pytest.mark.parametrize("data", [b"", b" \n\r\n", b"\xef\xbb\xbf", bytes(40)])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "people.csv").write_bytes(data)
    with pytest.raises(Misread, match=r"people\.csv: the file is empty"):
        read_files([tmp_path / "people.csv"])


def test_a_file_that_can_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match=r"none\.csv is not there"):
        read_files([tmp_path / "none.csv"])
    with pytest.raises(Refused, match="is a folder, and this is for a file"):
        read_files([tmp_path])
    with pytest.raises(Refused, match="too long for a name"):
        read_files([tmp_path / ("x" * 300)])
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    with pytest.raises(Refused, match=r"loop\.csv can't be used"):
        read_files([tmp_path / "loop.csv"])
    (tmp_path / "closed.csv").touch()
    monkeypatch.setattr(os, "open", _closed)  # root may open everything
    with pytest.raises(Refused, match=r"closed\.csv is not open to this account"):
        read_files([tmp_path / "closed.csv"])


def _closed(path: Path, _flags: int) -> int:
    raise PermissionError(13, "Permission denied", str(path))


def test_a_terminal_is_no_file() -> None:
    ours, theirs = os.openpty()
    try:
        with pytest.raises(Misread, match="this is a terminal, and no file"):
            read_files([Path(os.ttyname(theirs))])
    finally:
        os.close(ours)
        os.close(theirs)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name\nAna\n")
    real = os.set_blocking

    def meanwhile(fd: int, blocking: bool) -> None:
        real(fd, blocking)
        file.write_text("name\nAna\nBen\n")

    monkeypatch.setattr(os, "set_blocking", meanwhile)
    with pytest.raises(Misread, match="somebody writes to this file just now"):
        read_files([file])


def test_what_comes_through_a_pipe_is_read_as_a_file_is() -> None:
    """As a shell hands over `<(curl …)`."""
    out, into = os.pipe()
    try:
        os.write(into, b"name\nAna\n")
        os.close(into)
        assert read_files([Path(f"/dev/fd/{out}")]).people[0].name == "Ana"
    finally:
        os.close(out)


def test_a_pipe_that_nobody_writes_to_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Misread, match="pipe: the file is empty"):
        read_files([tmp_path / "pipe"])


def test_what_is_no_table_at_all_is_refused_by_what_it_is(tmp_path: Path) -> None:
    picture = tmp_path / "export.json"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    with pytest.raises(Misread, match=r"export\.json: this is a picture\. Take the table"):
        read_files([picture])
    table = tmp_path / "people.csv"
    table.write_bytes(workbook(SHEETS))
    assert read_files([table]).form == "Holaspirit"
    table.write_bytes("name\r\nZoë\r\n".encode("utf-16"))
    assert [p.name for p in read_files([table]).people] == ["Zoë"]
    table.write_bytes(b"n\0ame\r\nA\0na\r\n")
    assert [p.name for p in read_files([table]).people] == ["A\0na"]
    assert [p.name for p in joined(read_files([table])).definition.person] == ["Ana"]
