"""Trouble: whatever a disk or an account can't do is told in a sentence that says what to do instead."""

import errno
import os
from pathlib import Path

import pytest

from sociotui.exchange.trouble import trouble
from sociotui.exchange.writing import write_file

TOLD = {
    errno.ENOENT: "is not there, or its folder isn't",
    errno.ENOTDIR: "a file lies where a folder is to be",
    errno.EEXIST: "a file lies where a folder is to be",
    errno.EISDIR: "is a folder, and this is for a file",
    errno.EACCES: "is not open to this account (Permission denied)",
    errno.EPERM: "is not open to this account (Operation not permitted)",
    errno.EROFS: "lies on a disk that can only be read",
    errno.ENOSPC: "There is no room left to write",
    errno.EDQUOT: "There is no room left to write",
    errno.EFBIG: "There is no room left to write",
    errno.ENAMETOOLONG: "is too long for a name on this disk",
    errno.EIO: "can't be used (Input/output error). Put that right, then try again.",
}


@pytest.mark.parametrize("number", sorted(TOLD))
def test_each_is_told_with_the_file_and_what_to_do(number: int) -> None:
    said = trouble(OSError(number, os.strerror(number), "/srv/{ours}.tar.gz"))
    assert "/srv/{ours}.tar.gz" in said
    assert TOLD[number] in said
    assert said.endswith(".")


def test_what_has_no_number_or_no_file_is_told_too() -> None:
    assert trouble(OSError("it broke")) == "sociotui can't be used (it broke). Put that right, then try again."


def test_what_is_met_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path, said in ((tmp_path / "no" / "x", "is not there"), (tmp_path / "file" / "x", "a file lies where")):
        with pytest.raises(OSError, match=r".") as met:
            write_file(path, b"x")
        assert trouble(met.value).startswith(f"{path} ")
        assert said in trouble(met.value)
