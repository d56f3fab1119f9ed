"""Printed: a code under minutes leads to the journal that has it, and to what came after."""

from pathlib import Path

import pytest

from sociotui.domain import commands as c
from sociotui.domain.refusal import Refused
from sociotui.journal.examine import examine
from sociotui.journal.lines import chained
from sociotui.room.doctor.lying import lying_in
from sociotui.room.doctor.printed import Found, as_object, look_up, sentences
from sociotui.room.home import Home
from tests.homes import Hands
from tests.room.doctor.staging import HELD, OPEN, garbled, home, hurt, journal
from tests.room.doctor.test_journals import in_format_1
from tests.room.holding import close


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """A home with a meeting that was held and one that goes on."""
    return home(tmp_path)


def links(path: Path) -> list[str]:
    """Return the links of a journal's lines, the first line's left out."""
    return [line.link.decode() for raw in path.read_bytes().splitlines()[1:] if (line := chained(raw))]


def grouped(code: str) -> str:
    """Return a code as it is printed."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def looked_up(there: Path, code: str) -> Found:
    """Return where a code stands."""
    return look_up(lying_in(there), code)


def test_the_last_code_is_of_the_record_as_it_stands(there: Path) -> None:
    code = links(journal(there))[-1]
    for written in (code, grouped(code), grouped(code).upper(), f" {code[:16]}\n", "-".join((code[:20], code[20:]))):
        found = looked_up(there, written)
        assert (found.place, found.stream, found.after, found.sound) == ("head", f"meeting/{OPEN}", 0, True)
    assert sentences(found) == [f"{OPEN} ends with this code: these minutes are of the record as it stands."]


def test_an_earlier_code_tells_how_many_acts_came_after_it(there: Path) -> None:
    code = links(journal(there))[-8]
    found = looked_up(there, code)
    assert (found.place, found.after) == ("earlier", 7)
    assert sentences(found)[0].endswith("Acts that were recorded after it: 7.")
    organisation = looked_up(there, links(there / "organisation.journal")[0])
    assert (organisation.place, organisation.stream) == ("earlier", "organisation")


def test_the_code_that_a_meeting_ended_with_is_found_after_it_was_sealed(there: Path) -> None:
    live = Home(there, Hands().clock())
    before = links(journal(there))
    close(live, OPEN)
    live.close()
    code = examine(journal(there)).after
    assert len(code) == 40
    found = looked_up(there, code)
    assert (found.place, found.stream) == ("sealed", f"meeting/{OPEN}")
    assert sentences(found)[0].startswith(f"{OPEN} ended with this code when it was closed")
    gone = looked_up(there, before[-1])
    assert gone.place == "nowhere"
    assert "while the meeting went on" in sentences(gone)[0]
    assert looked_up(there, links(journal(there, HELD))[-1]).place == "head"


def test_a_code_that_no_journal_has_is_told_with_what_could_not_be_looked_through(there: Path) -> None:
    in_format_1(journal(there))
    found = looked_up(there, "0" * 40)
    assert (found.place, found.former) == ("nowhere", 1)
    assert sentences(found)[0].startswith("No journal here has ever had it.")
    assert sentences(found)[1] == "Journals in a former format, which have no codes: 1."
    assert as_object(found)["stream"] is None


def test_a_journal_that_is_not_whole_proves_less(there: Path) -> None:
    code = links(journal(there))[-1]
    hurt(journal(there), garbled(10))
    found = looked_up(there, code)
    assert (found.place, found.sound) == ("head", False)
    assert "isn't whole" in sentences(found)[1]
    assert as_object(found) == {
        "version": 1,
        "code": code,
        "place": "head",
        "stream": f"meeting/{OPEN}",
        "after": 0,
        "sound": False,
    }


def test_a_code_within_what_people_said_is_none(there: Path) -> None:
    live = Home(there, Hands().clock())
    live.act(OPEN, c.TakeNote(text="0123 4567 0123456789abcdef0123"), "zoe")
    live.close()
    assert b"0123456789abcdef0123" in journal(there).read_bytes()
    assert looked_up(there, "0123456789abcdef0123").place == "nowhere"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3f9a 0c41", "The code has 8 digits. Give all 40 of it, or the first 16 at least."),
        ("0" * 41, "The code has 41 digits."),
        ("", "The code has 0 digits."),
        ("g" * 40, "is no code of printed minutes"),
    ],
)
def test_what_is_no_code_is_refused(there: Path, written: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        looked_up(there, written)
