"""The code under what is printed: of the very state that was rendered, easy to read out, and found again as it is typed in."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain import commands as c
from sociotui.domain.refusal import Refused
from sociotui.exchange.minutes import MinutesFormat
from sociotui.room.home import ORGANISATION, Home
from sociotui.room.live import LiveRoom
from sociotui.room.printed import code_of, in_groups, in_short, under_minutes, with_link
from tests.homes import Hands, opened
from tests.room import exported as exporting
from tests.room.holding import held
from tests.room.secrets import whole

LINKS = st.text("0123456789abcdef", min_size=40, max_size=40)
FORMER = Path(__file__).parents[1] / "journal" / "formats" / "1" / "home"
DAY = "2026-03-02"


def code(home: Home, stream: str) -> str:
    """Return a stream's code as it is printed."""
    link = home.journal.link(stream)
    assert len(link) == 40
    return in_groups(link)


# --- as people read it and type it in --------------------------------------------------------------


@given(LINKS, st.integers(16, 40))
def test_what_is_printed_is_what_is_typed_in(link: str, digits: int) -> None:
    assert code_of(in_groups(link)) == link
    assert code_of(in_groups(link[:digits]).upper().replace(" ", "  ")) == link[:digits]
    assert code_of(in_short(link)) == link[:16]
    assert [len(group) for group in in_groups(link).split()] == [4] * 10


@pytest.mark.parametrize(
    ("written", "said"),
    [("3f9a 0c41", "first 16 at least"), ("", "first 16 at least"), ("a" * 41, "41 digits"), ("the minutes", "0–9")],
)
def test_what_is_no_code_is_refused_with_what_one_is(written: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        code_of(written)


# --- under minutes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["md", "html", "txt"])
def test_minutes_of_a_meeting_that_was_held_end_with_its_code(home: Home, format_: MinutesFormat) -> None:
    id_ = held(home)
    end = exporting.minutes_of_meeting(home, id_, format_)[-500:]
    assert f"Record: {code(home, f'meeting/{id_}')}" in end
    short = in_short(home.journal.link(f"meeting/{id_}"))
    assert f'sociotui doctor --printed "{short}"' in " ".join(end.replace("&quot;", '"').split())


def test_minutes_of_a_meeting_that_goes_on_say_after_which_act(home: Home) -> None:
    id_ = opened(home)
    first = exporting.minutes_of_meeting(home, id_, "txt")
    assert f"Record after act 1: {code(home, f'meeting/{id_}')}\n" in first
    home.act(id_, c.FinishTurn(), "zoe")
    second = exporting.minutes_of_meeting(home, id_, "txt")
    assert f"Record after act 2: {code(home, f'meeting/{id_}')}\n" in second
    assert code(home, f"meeting/{id_}") not in first


def test_private_minutes_have_the_code_of_their_own_journal(home: Home) -> None:
    id_ = whole(home)
    assert f"Record: {code(home, f'private/{id_}')}" in exporting.minutes_of_meeting(home, id_, "txt")


def test_the_screen_has_the_same_minutes(home: Home) -> None:
    id_ = opened(home)
    room = LiveRoom(home, "zoe", id_)
    room.start(lambda _snapshot: None)
    try:
        minutes = room.minutes().result(20)
    finally:
        room.stop()
    assert minutes == exporting.minutes_of_meeting(home, id_, "txt")


def test_what_grew_while_it_was_read_is_read_again(home: Home, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    id_, other = opened(home), Home(home.folder, hands.clock())
    meeting_of, grown = Home.meeting, list[str]()

    def growing(self: Home, id_: str = "") -> object:
        found = meeting_of(self, id_)
        if self is home and len(grown) < 3:
            grown.append(other.act(id_, c.TakeNote(text=f"note {len(grown)}"), "zoe").meeting.id)
        return found

    monkeypatch.setattr(Home, "meeting", growing)
    written = exporting.minutes_of_meeting(home, id_, "txt")
    assert "note 2" in written
    assert f"Record after act 4: {code(other, f'meeting/{id_}')}\n" in written
    other.close()


def test_where_it_never_comes_to_rest_that_is_said() -> None:
    links = iter(map(str, range(1000)))
    with pytest.raises(Refused, match="Please do it again"):
        with_link(lambda: next(links), lambda: None)


def test_a_journal_in_the_former_format_has_no_code(tmp_path: Path, hands: Hands) -> None:
    assert under_minutes("") == ()
    shutil.copytree(FORMER, tmp_path / "home")
    home = Home(tmp_path / "home", hands.clock())
    held_of = home.organisation().held
    id_ = next(id_ for id_ in home.meetings() if id_ in held_of)
    assert "Record" not in exporting.minutes_of_meeting(home, id_, "txt")
    home.close()


# --- under a handbook --------------------------------------------------------------------------------


def test_a_handbook_ends_with_the_code_of_the_organisation(home: Home) -> None:
    held(home)
    for written in (exporting.handbook(home, "garden", "md"), exporting.handbook(home, "", "html")):
        assert f"The organisation's record on {DAY}: {code(home, ORGANISATION)}" in written.replace("&#x27;", "'")
