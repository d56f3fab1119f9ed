"""Every format held by words from its start to what goes on record, and by commands; with equal minutes."""

from pathlib import Path

import pytest

from .formats import FORMATS, hold
from .formats_by_acts import ByActs
from .formats_by_words import talking
from .program import Program
from .test_formats import on_record, prepared
from .test_whole_meeting import on_one_day


@pytest.mark.slow
@pytest.mark.parametrize("format_", FORMATS)
def test_held_by_words_and_by_commands(format_: str, tmp_path: Path) -> None:
    held: dict[str, tuple[Program, str]] = {}

    def hold_both(attempt: int) -> None:
        one, other = (prepared(tmp_path / f"{way}-{attempt}", format_) for way in ("words", "acts"))
        with talking(one) as words:
            hold(words, format_)
            held["words"] = one, words.id
        acts = ByActs(other)
        hold(acts, format_)
        held["acts"] = other, acts.id

    on_one_day(hold_both)
    (words, words_id), (acts, acts_id) = held["words"], held["acts"]
    assert words.minutes(words_id) == acts.minutes(acts_id)
    assert on_record(words) == on_record(acts)
