"""Places: streams and files name each other."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.journal.places import meeting_at, place_of
from sociotui.journal.port import JournalError

HOME = Path("/home")


def test_streams_have_their_files() -> None:
    assert place_of(HOME, "organisation") == HOME / "organisation.journal"
    assert place_of(HOME, "meeting/2024-a") == HOME / "meetings/2024-a.journal"
    assert meeting_at("2024-a.journal") == "meeting/2024-a"


@pytest.mark.parametrize("name", ["a.journal.lock", "a.journal.torn-5", "A.journal", ".journal", "a", "a.journal\n"])
def test_other_files_hold_no_stream(name: str) -> None:
    assert meeting_at(name) is None


@given(st.one_of(st.text(), st.text().map("meeting/".__add__), st.from_regex(r"meeting/[a-z0-9./-]+")))
def test_no_name_leads_elsewhere(stream: str) -> None:
    try:
        place = place_of(HOME, stream)
    except JournalError as error:
        assert stream in str(error)
    else:
        assert place.parent in {HOME, HOME / "meetings"}
        assert place.resolve() == place
        assert stream in {"organisation", meeting_at(place.name)}
