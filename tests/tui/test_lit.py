"""Words that were looked for stand out in what was found; nothing of the text is lost by it."""

from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain.finding import asked
from sociotui.tui.lit import lit


def test_words_stand_out_by_their_beginnings_in_whatever_case_and_accents() -> None:
    (line,) = lit([(("The Café is open, cafés too", "plain"),)], asked("cafe op"))
    assert [text for text, style in line if style == "key"] == ["Café", "open", "cafés"]


def test_what_has_a_style_of_its_own_keeps_it() -> None:
    marked = (("Café", "gone"), (" café", "added"), ("Café", "now"))
    assert lit([marked], asked("cafe")) == [marked]


@given(st.lists(st.tuples(st.text(max_size=20), st.sampled_from(["plain", "dim", "gone"])), max_size=5), st.text())
def test_the_text_stays_as_it_is(line: list[tuple[str, str]], looked_for: str) -> None:
    (found,) = lit([line], asked(looked_for))
    assert "".join(text for text, _style in found) == "".join(text for text, _style in line)
