"""A draft on its way to whoever has the home: whole, within bounds, and nothing else is taken for one."""

import zlib

import pytest

from sociotui.domain.refusal import Refused
from sociotui.exchange.imports import packing
from sociotui.exchange.imports.packing import pack, unpack
from sociotui.exchange.imports.reading import read_given
from sociotui.room.frames import FROM_CLIENT
from tests.exchange.imports.bringing import given
from tests.exchange.imports.test_csv import ONE


def test_a_draft_comes_back_as_it_was_and_fits_a_message() -> None:
    draft = read_given([given("all.csv", ONE)])
    assert unpack(pack(draft)) == draft
    assert packing.MOST + 10_000 < FROM_CLIENT


def test_more_text_than_a_message_carries_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = read_given([given("all.csv", ONE)])
    monkeypatch.setattr(packing, "MOST", 100)
    with pytest.raises(Refused, match="by parts"):
        pack(draft)


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"x",
        zlib.compress(b""),
        zlib.compress(b"\x91" * 100_000),
        zlib.compress(b"\x80"),
        zlib.compress(b"\x81\xa4form\x07"),
    ],
)
def test_what_is_no_draft_is_refused(packed: bytes) -> None:
    with pytest.raises(Refused, match="no draft"):
        unpack(packed)


def test_a_bomb_is_unpacked_no_further_than_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_UNPACKED", 1000)
    with pytest.raises(Refused, match="no draft"):
        unpack(zlib.compress(b"\xda\xff\xff" + bytes(10_000_000)))
