"""A chain hangs on everything, forgets what it is told to, and proves the rest."""

import json
from hashlib import blake2b
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.journal.chain import (
    DIGITS,
    LOST,
    Line,
    fits,
    forge,
    replaced,
    replacements,
    root,
    same_but_for_texts,
)
from sociotui.journal.change import encode
from sociotui.journal.lines import ROOT, chained, frame, header_body

SIGNS = ["", '"', "\\", '\\"', '"\\', "\\\\", ",", "=", "{", "\n", "\u2028", "🌱", "\ud7ff"]
TEXTS = st.text(max_size=8) | st.sampled_from(SIGNS)
VALUES = st.recursive(
    TEXTS | st.integers(-9, 9) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(TEXTS, VALUES, max_size=4)


def apart(body: bytes) -> tuple[list[str], list[str]]:
    """Return the texts of `body`, as they are written, and what lies between: by Python's reader, not by the chain's."""
    source, end = body.decode(), 0
    texts, between = list[str](), list[str]()
    while (begin := source.find('"', end)) >= 0:
        between.append(source[end:begin])
        _text, end = json.JSONDecoder().raw_decode(source, begin)
        texts.append(source[begin:end])
    return texts, [*between, source[end:]]


def together(texts: list[str], between: list[str]) -> bytes:
    """Return the JSON that is made of these."""
    return "".join(part for pair in zip(between, [*texts, ""], strict=True) for part in pair).encode()


def with_texts(body: bytes, fresh: list[str]) -> bytes:
    """Return `body` with the texts `fresh` in the place of its first ones, as many as there are."""
    texts, between = apart(body)
    new = [json.dumps(text, ensure_ascii=False) for text in fresh]
    return together([*new[: len(texts)], *texts[len(new) :]], between)


def forged(body: bytes) -> Line:
    """Return the first line of a file, with `body`."""
    return forge(ROOT, body)


# A link hangs on everything


@given(DOCUMENTS)
def test_line_fits_where_it_was_forged_and_nowhere_else(document: Any) -> None:
    line = forged(encode(document))
    assert fits(ROOT, line)
    assert len(line.link) == DIGITS
    assert not fits(root(header_body(b"0" * DIGITS)), line)
    assert not fits(line.link, line)


@given(DOCUMENTS, st.data())
def test_link_hangs_on_each_bit_of_the_json(document: Any, data: st.DataObject) -> None:
    line = forged(encode(document))
    body = bytearray(line.body)
    bit = data.draw(st.integers(0, len(body) * 8 - 1))
    body[bit // 8] ^= 1 << bit % 8
    assert not fits(ROOT, line._replace(body=bytes(body)))


@given(DOCUMENTS, st.data())
def test_link_hangs_on_each_digit_of_the_seed(document: Any, data: st.DataObject) -> None:
    line = forged(encode(document | {"a": "text"}))
    at = data.draw(st.integers(0, len(line.salts) - 1))
    other = data.draw(st.sampled_from(b"0123456789abcdef".replace(line.salts[at : at + 1], b"")))
    assert not fits(ROOT, line._replace(salts=line.salts[:at] + bytes([other]) + line.salts[at + 1 :]))


@given(st.lists(DOCUMENTS, min_size=2, max_size=5), st.data())
def test_link_hangs_on_the_order(documents: list[Any], data: st.DataObject) -> None:
    links, lines = [ROOT], []
    for document in documents:
        lines.append(forge(links[-1], encode(document)))
        links.append(lines[-1].link)
    assert all(map(fits, links, lines))
    at = data.draw(st.integers(1, len(lines) - 1))
    assert not fits(links[at - 1], lines[at])  # the line before it taken out, or the two swapped
    assert not fits(links[at + 1], lines[at - 1])


def test_same_content_has_another_link_each_time() -> None:
    """Else who knows one could try what another holds."""
    assert len({forged(b'{"a":"b"}').link for _time in range(20)}) == 20


def test_text_is_not_taken_for_what_lies_between() -> None:
    line = forged(b'{"a":1,"b":"c"}')
    for other in (b'{"a":2,"b":"c"}', b'{"a":1,"b":["c"]}', b'{"a":1,"bc":""}', b'{"a":"1","b":"c"}', b'{"a":1,"b":c}'):
        assert not fits(ROOT, line._replace(body=other))


@given(DOCUMENTS)
def test_line_comes_back_from_its_file(document: Any) -> None:
    line = forged(encode(document))
    assert chained(frame(line)[:-1]) == line


def test_link_of_a_former_file_is_part_of_the_chain() -> None:
    assert root(header_body()) == ROOT
    assert len({root(header_body(after)) for after in (b"", b"0" * DIGITS, b"1" * DIGITS)}) == 3


# Texts may be replaced


@given(DOCUMENTS, st.lists(st.lists(TEXTS, max_size=6), max_size=4))
def test_texts_are_replaced_again_and_again_while_the_link_fits(document: Any, rounds: list[list[str]]) -> None:
    first = line = forged(encode(document))
    gone: set[int] = set()
    for fresh in rounds:
        body = with_texts(line.body, fresh)
        pairs = zip(apart(line.body)[0], apart(body)[0], strict=True)
        gone |= {number for number, (one, other) in enumerate(pairs) if one != other}
        line = replaced(line, body)
        assert (line.body, line.link) == (body, first.link)
        assert fits(ROOT, line)
        assert replacements(line) == len(gone)
        assert chained(frame(line)[:-1]) == line
        assert same_but_for_texts(first.body, body)
    assert (line.salts == first.salts) is (not gone)


@given(DOCUMENTS, st.lists(TEXTS, max_size=6), st.data())
def test_rest_of_the_line_is_still_proven(document: Any, fresh: list[str], data: st.DataObject) -> None:
    """Whoever replaces a text can't change anything else along with it, nor another text later."""
    first = forged(encode({"a": "secret", "b": "kept", **document}))
    line = replaced(first, with_texts(first.body, ["a", "other", *fresh]))
    texts, between = apart(line.body)
    proven = [number for number, salt in enumerate(line.salts.split(b",")) if not salt.startswith(b"=")]
    at = data.draw(st.sampled_from(proven))
    forgery = together([*texts[:at], json.dumps("forged"), *texts[at + 1 :]], between)
    assert fits(ROOT, line._replace(body=forgery)) is (forgery == line.body)
    assert not fits(ROOT, line._replace(body=line.body.replace(b"}", b" }")))


@given(st.text(max_size=9))
def test_text_that_was_replaced_can_not_be_tried(secret: str) -> None:
    """Neither its salt nor the seed is left: nothing that the line holds tells whether it was a certain text."""
    first = forged(encode({"a": secret, "b": "kept"}))
    line = replaced(first, encode({"a": secret + "x", "b": "kept"}))
    assert first.salts not in line.salts
    a, commitment, b, kept = line.salts.split(b",")
    assert (len(commitment), [len(each) for each in (a, b, kept)]) == (41, [24, 24, 24])
    text = json.dumps(secret, ensure_ascii=False)[1:-1].encode()
    for salt in (b"", *map(bytes.fromhex, map(bytes.decode, (a, b, kept)))):
        assert blake2b(salt + text, digest_size=20).hexdigest().encode() != commitment[1:]


def test_same_text_twice_has_two_commitments() -> None:
    """Else it could be told that the two were one person."""
    first = forged(b'{"a":"ana","b":"ana"}')
    one, two = (each for each in replaced(first, b'{"a":"x","b":"x"}').salts.split(b",") if each.startswith(b"="))
    assert one != two


def test_text_replaced_by_its_former_self_stays_unproven() -> None:
    first = forged(b'{"a":"b"}')
    line = replaced(replaced(first, b'{"a":"x"}'), first.body)
    assert replacements(line) == 1
    assert fits(ROOT, line)


def test_nothing_replaced_changes_nothing() -> None:
    first = forged(b'{"a":"b"}')
    assert replaced(first, first.body) is first


@pytest.mark.parametrize(
    "other",
    [
        b'{"a":2,"b":["c","d"]}',
        b'{"a":1,"b":["c"]}',
        b'{"a":1,"b":["c","d","e"]}',
        b'{"a":1,"b":["c",null]}',
        b'{"a":1, "b":["c","d"]}',
        b'{"a":1,"b":"c"}',
        b'{"a":1,"b":["c","d"]}"',
        b"",
    ],
)
def test_nothing_but_texts_is_replaced(other: bytes) -> None:
    line = forged(b'{"a":1,"b":["c","d"]}')
    with pytest.raises(ValueError, match="only texts"):
        replaced(line, other)
    assert not same_but_for_texts(line.body, other)


@pytest.mark.parametrize(
    "salts",
    [
        LOST,
        b"",
        b"=",
        b",",
        b"0" * 22,
        b"0" * 26,
        b"=" + b"0" * 24,
        b"0" * 40,
        b"=" + b"0" * 40,
        b"0" * 24 + b"," + b"0" * 40,
        b"0" * 24 + b",=" + b"0" * 24,
        b",".join([b"0" * 24] * 3),
        b"\xff" * 24,
        b"g" * 24,
    ],
)
def test_salts_that_are_none_prove_nothing(salts: bytes) -> None:
    line = forged(b'{"a":"b"}')._replace(salts=salts)
    assert not fits(ROOT, line)
    with pytest.raises(ValueError, match="a line that is whole"):
        replaced(line, b'{"a":"x"}')


@given(st.binary(max_size=40), st.binary(max_size=60), st.binary(max_size=40))
def test_any_bytes_are_looked_at_calmly(link: bytes, salts: bytes, body: bytes) -> None:
    assert not fits(ROOT, Line(link, salts, body))
