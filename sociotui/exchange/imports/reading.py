"""Reading: files of other programs, whichever it was, told by what is in them, become one draft."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from sociotui.exchange.imports.bytes_in import Given, read_file, text_of
from sociotui.exchange.imports.draft import Draft
from sociotui.exchange.toml_file import Misread
from sociotui.words import _

_SIGS = re.compile(r"^(sigs|workinggroups|usergroups|committees)\s*:", re.MULTILINE)
_OWN = re.compile(r"^\s*\[(organisation|\[(person|circle)\])\]\s*(#.*)?$", re.MULTILINE)
_PAGE = re.compile(r"\s*(<!doctype\s+html|<html|<\?xml)", re.IGNORECASE)
_LOOKED_AT = 200_000


def read_files(paths: Sequence[Path]) -> Draft:
    """Return what files say that were written by one program. Raises `Misread`, naming the file, for what can't be read."""
    return read_given([read_file(path) for path in paths])


def read_given(given: Sequence[Given]) -> Draft:
    """Return what files say. All of one form are read together; several that are of one file each are refused.

    Raises `Misread`, and nothing else but `Refused` where a library is missing, whatever bytes there are in them.
    """
    readers = [_reader(one) for one in given]
    others = [one for one, reader in zip(given, readers, strict=True) if reader is not readers[0]]
    if others:
        raise others[0].misread(
            _("this is of another form than {first}. Bring them in one after the other.", first=given[0].name)
        )
    if len(given) > 1 and readers[0] not in (_csv, _glassfrog, _peerdom):
        raise given[1].misread(_("one file of this form is brought in at a time."))
    try:
        return readers[0](given)
    except RecursionError as error:
        raise Misread(given[0].name, None, _("things stand in things too deep to follow.")) from error


Reader = Callable[[Sequence[Given]], Draft]


def _reader(given: Given) -> Reader:
    """Return what reads a file, by what is in it. Raises `Misread` where nothing does."""
    if given.data.startswith(b"PK\x03\x04"):
        return _workbook
    start = given.data[:_LOOKED_AT]
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return _json(given)
    text = text_of(given).text.lstrip("\ufeff")
    if text.lstrip()[:1] in ("{", "[") and not _OWN.search(text[:_LOOKED_AT]):
        return _json(given)
    if _PAGE.match(text):
        raise given.misread(
            _("this is a web page. Was it saved before somebody had signed in? Take the export itself.")
        )
    if _OWN.search(text[:_LOOKED_AT]):
        raise given.misread(
            _("this is an organisation in sociotui’s own form. “sociotui import org FILE” brings it in.")
        )
    from sociotui.exchange.imports.csv import head_of

    head = head_of(text)
    if _SIGS.search(text) and not (head and head.known > 1):
        return _sigs
    if head:
        return _csv
    raise given.misread(
        _(
            "nothing that is known here. It can be: a table in CSV with columns like name, circle or role; an export of "
            "Rolebase’s; what GlassFrog’s or Peerdom’s API answers, in JSON; Holaspirit’s Excel export; sigs.yaml."
        )
    )


def _json(given: Given) -> Reader:
    from sociotui.exchange.imports.glassfrog import is_glassfrog
    from sociotui.exchange.imports.json_in import Json
    from sociotui.exchange.imports.peerdom import is_peerdom
    from sociotui.exchange.imports.rolebase import is_rolebase

    if _OWN.search(given.data[:_LOOKED_AT].decode("utf-8", "replace")):
        raise given.misread(
            _("this is an organisation in sociotui’s own form. “sociotui import org FILE” brings it in.")
        )
    file = Json(given)
    if "sociotui" in file.parts:
        raise given.misread(
            _("this is what “export data” writes. “sociotui import data FILE” brings it into a new home.")
        )
    if is_rolebase(file.parts):
        return _rolebase
    if is_peerdom(file):
        return _peerdom
    if is_glassfrog(file):
        return _glassfrog
    raise given.misread(
        _(
            "this is JSON, but neither an export of Rolebase’s nor what GlassFrog’s or Peerdom’s API answers. Of Peerdom’s, "
            "name each list after what is in it: peers.json, circles.json, roles.json, holders.json."
        )
    )


def _csv(given: Sequence[Given]) -> Draft:
    from sociotui.exchange.imports.csv import read_csv

    return read_csv(given)


def _rolebase(given: Sequence[Given]) -> Draft:
    from sociotui.exchange.imports.json_in import Json
    from sociotui.exchange.imports.rolebase import read_rolebase

    return read_rolebase(Json(given[0]).entries)


def _glassfrog(given: Sequence[Given]) -> Draft:
    from sociotui.exchange.imports.glassfrog import read_glassfrog
    from sociotui.exchange.imports.json_in import Json

    return read_glassfrog([Json(one) for one in given])


def _peerdom(given: Sequence[Given]) -> Draft:
    from sociotui.exchange.imports.json_in import Json
    from sociotui.exchange.imports.peerdom import read_peerdom

    return read_peerdom([Json(one) for one in given])


def _sigs(given: Sequence[Given]) -> Draft:
    from sociotui.exchange.imports.sigs import read_sigs

    return read_sigs(given[0])


def _workbook(given: Sequence[Given]) -> Draft:
    from sociotui.exchange.imports.holaspirit import is_holaspirit, read_holaspirit
    from sociotui.exchange.imports.rolebase import is_rolebase, read_rolebase
    from sociotui.exchange.imports.xlsx import Workbook

    book = Workbook(given[0])
    if is_holaspirit(book.names):
        return read_holaspirit(book)
    if is_rolebase(book.names):
        return read_rolebase(book.entries)
    raise given[0].misread(
        _(
            "this workbook is neither Holaspirit’s export nor Rolebase’s; its sheets are {sheets}. A table of your own comes "
            "in as CSV: save each sheet as one.",
            sheets=", ".join(book.names)[:200],
        )
    )
