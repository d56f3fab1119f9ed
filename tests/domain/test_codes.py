"""One-time codes: enough chance in them, read however they are typed, and not to be told from what is kept."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain.codes import CHANCE, SIGNS, as_read, code_from, digest_of, fits, handle_of

CHANCES = st.binary(min_size=CHANCE, max_size=CHANCE)


def test_there_is_enough_chance_in_what_is_not_the_handle() -> None:
    signs = as_read(code_from(bytes(range(CHANCE))))
    assert (len(signs) - len(handle_of(signs))) * log2(len(set(SIGNS))) >= 75
    assert not set("ILOU") & set(SIGNS)


@given(CHANCES, CHANCES)
def test_each_chance_makes_another_code(one: bytes, other: bytes) -> None:
    same = int.from_bytes(one) % 2**100 == int.from_bytes(other) % 2**100
    assert (code_from(one) == code_from(other)) == same


def test_codes_are_groups_that_are_easy_to_read_out() -> None:
    assert code_from(bytes(CHANCE)) == "0000-0000-0000-0000-0000"
    assert [len(group) for group in code_from(b"\xff" * CHANCE).split("-")] == [4] * 5


@given(CHANCES, st.sampled_from(["-", " ", "", " - ", ".", "–"]), st.booleans())
def test_it_is_the_same_code_however_it_is_typed(chance: bytes, between: str, small: bool) -> None:
    code = code_from(chance)
    typed = between.join(code.split("-")).replace("0", "O").replace("1", "l" if small else "I")
    typed = f"  {typed.lower() if small else typed}\n"
    assert as_read(typed) == code.replace("-", "")
    assert fits(typed, "00ff", digest_of(code, "00ff"))


@pytest.mark.parametrize("typed", ["", "ABCD", "U" * 20, "0" * 19, "0" * 21, "é" * 20, "0" * 10_000, "٣" * 20])
def test_what_is_no_code_has_no_handle(typed: str) -> None:
    assert (as_read(typed), handle_of(typed)) == ("", "")


@given(CHANCES, CHANCES)
def test_another_code_or_another_salt_does_not_fit(one: bytes, other: bytes) -> None:
    code, wrong = code_from(one), code_from(other)
    digest = digest_of(code, "a0")
    assert fits(wrong, "a0", digest) == (code == wrong)
    assert not fits(code, "a1", digest)
    assert len(digest) == 64
    assert code.lower() not in digest
