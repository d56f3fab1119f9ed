"""Texts that may be HTML: their words, a line for each paragraph; and those that are none, as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.exchange.imports.html_in import plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("Land for all\n\nand us", "Land for all\n\nand us"),
        ("a < b, and <3 for R&D", "a < b, and <3 for R&D"),
        ("<Ana> brings it", "<Ana> brings it"),
        ("R&amp;D", "R&D"),
        ("<p>One</p>\n<p>Two  <b>bold</b></p>", "One\nTwo bold"),
        ("<UL><LI>Soup</LI><LI>Bread<BR>daily</LI></UL>", "Soup\nBread\ndaily"),
        ("<p>x</p><script>alert('y')</script><style>p{}</style>z", "x\nz"),
        ("<p>Zoë &#8211; caf&eacute;&nbsp;now</p>", "Zoë – café now"),
    ],
)
def test_a_text_becomes_its_words(text: str, words: str) -> None:
    assert plain(text) == words


@given(st.text(alphabet="<>/pbr &;#x!-ulia\"'=\n") | st.text())
def test_any_text_becomes_one(text: str) -> None:
    assert len(plain(text)) <= len(text)
    assert plain("<p>" + text) == "\n".join(line.strip() for line in plain("<p>" + text).split("\n") if line.strip())


def test_a_text_of_megabytes_that_never_ends_takes_no_time() -> None:
    assert plain("<p>" + "<!" * 2_000_000) is not None
    assert plain("<p>" + "x" * 5_000_000).strip("x") == ""
