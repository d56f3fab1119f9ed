"""Lines: checked fast, and to the last bit."""

from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from sociotui.journal.lines import HEADER, Header, header_of, is_tail, last_whole, plain, whole_lines

BODIES = st.lists(st.binary(max_size=20).map(lambda some: b"{" + some.replace(b"\n", b"")), max_size=6)


def test_line_is_a_checksum_and_json() -> None:
    assert plain(b"{}") == b"%08x {}\n" % crc32(b" {}")
    assert HEADER.endswith(b' {"format":"sociotui-journal","version":2}\n')


@given(BODIES)
def test_whole_lines_come_back(bodies: list[bytes]) -> None:
    data = b"".join(map(plain, bodies))
    assert whole_lines(data) == (bodies, len(data))
    assert last_whole(data) == (bodies[-1] if bodies else None)


@given(BODIES, st.data())
def test_lines_end_before_the_first_wrong_bit(bodies: list[bytes], data: st.DataObject) -> None:
    lines = [plain(body) for body in [*bodies, b"last"]]
    which = data.draw(st.integers(0, len(lines) - 1))
    bit = data.draw(st.integers(0, len(lines[which]) * 8 - 1))
    spoilt = bytearray(lines[which])
    spoilt[bit // 8] ^= 1 << bit % 8
    found, end = whole_lines(b"".join([*lines[:which], bytes(spoilt), *lines[which + 1 :]]))
    assert len(found) == which
    assert end == sum(map(len, lines[:which]))


def test_tail_is_one_record_at_most() -> None:
    assert all(map(is_tail, [b"", b"x", b"\0\0", b"x\0\0", b"x\0\0\0x\n", b"x\0\0\0x\n\0\0", plain(b"{}")[:-1]]))
    assert not any(map(is_tail, [b"x\ny", b"x\n\n", b"\n\0\n", b"x\n", b"\n", b"x\0x\n", plain(b"{}")[:-1] + b"x"]))


def test_header_is_known_by_its_format() -> None:
    assert header_of(b'{"format":"sociotui-journal","version":7,"x":1}') == Header("sociotui-journal", 7)
    for other in (
        b'{"format":"other","version":1}',
        b"[]",
        b"{",
        b"{}",
        b'{"format":"sociotui-journal","version":"1"}',
    ):
        assert header_of(other) is None
