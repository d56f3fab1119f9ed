"""Places: streams and files name each other."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.journal.places import FOLDERS, PRIVATE, SINGLE, id_of, meeting_at, meetings_in, place_of
from sociotui.journal.port import JournalError

HOME = Path("/home")


def test_streams_have_their_files() -> None:
    assert place_of(HOME, "organisation") == HOME / "organisation.journal"
    assert place_of(HOME, "access") == HOME / "access.journal"
    assert place_of(HOME, "meeting/2024-a") == HOME / "meetings/2024-a.journal"
    assert place_of(HOME, "private/2024-a") == HOME / "private/2024-a.journal"
    assert meeting_at("2024-a.journal") == "meeting/2024-a"
    assert meeting_at("2024-a.journal", PRIVATE) == "private/2024-a"
    assert [id_of(f"{kind}2024-a") for kind in FOLDERS] == ["2024-a", "2024-a"]
    assert id_of("organisation") == "organisation"


@pytest.mark.parametrize("name", ["a.journal.lock", "a.journal.torn-5", "A.journal", ".journal", "a", "a.journal\n"])
def test_other_files_hold_no_stream(name: str) -> None:
    assert meeting_at(name) is None


KINDS = st.sampled_from(sorted(FOLDERS))


@given(
    st.one_of(
        st.text(),
        st.sampled_from(SINGLE),
        st.builds(str.__add__, KINDS, st.text()),
        st.from_regex(r"(meeting|private|meetings)/[a-z0-9./-]+"),
    )
)
def test_no_name_leads_elsewhere(stream: str) -> None:
    try:
        place = place_of(HOME, stream)
    except JournalError as error:
        assert stream in str(error)
    else:
        assert place.parent in {HOME, HOME / "meetings", HOME / "private"}
        assert place.resolve() == place
        kind = next((kind for kind in FOLDERS if stream.startswith(kind)), "")
        assert place.parent == (meetings_in(HOME, kind) if kind else HOME)
        assert stream == meeting_at(place.name, kind) if kind else stream in SINGLE
