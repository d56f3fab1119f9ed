"""Status: the documented object, and the plain lines."""

import re
from pathlib import Path

import msgspec

import sociotui
from sociotui.domain import commands as c
from sociotui.domain.meeting import Meeting
from sociotui.room.demo import stage
from sociotui.room.home import Home
from sociotui.room.status import lines, status
from tests.homes import opened

FIELDS = [
    "version",
    "meeting",
    "circle",
    "state",
    "step",
    "prompt",
    "why",
    "done_when",
    "aims",
    "facilitator",
    "secretary",
    "present",
    "absent",
    "guests",
    "hands",
    "paused",
    "round",
    "agenda",
    "proposal",
    "consents",
    "missing",
    "objections",
    "outcome",
    "decisions",
]


def meeting_of(home: Home, id_: str) -> Meeting:
    """Return a meeting as it stands."""
    meeting = home.course(id_).meeting
    assert meeting is not None
    return meeting


def test_the_object_has_the_documented_fields_and_is_json(home: Home) -> None:
    found = status(meeting_of(home, opened(home)))
    assert list(found) == FIELDS
    assert msgspec.json.decode(msgspec.json.encode(found))["version"] == 1


def test_the_readme_documents_every_field() -> None:
    readme = (Path(sociotui.__file__).parent.parent / "README.md").read_text("utf-8")
    table = readme[readme.index("| field | what it holds |") : readme.index("## An organisation as a file")]
    assert set(FIELDS) - {"version"} <= set(re.findall(r"`([a-z_]+)`", table))


def test_the_round_says_now_next_and_who_has_spoken(home: Home) -> None:
    id_ = opened(home)
    home.act(id_, c.PostponeTurn(), "zoe")
    home.act(id_, c.FinishTurn(), "zoe")
    meeting = meeting_of(home, id_)
    found = status(meeting)["round"]
    assert meeting.round is not None
    assert (found["now"], found["next"]) == (meeting.round.queue and meeting.round.now, meeting.round.queue[0])
    assert found["later"] == ["ana"]
    assert len(found["spoken"]) == 1
    assert f"Now {meeting.name(found['now'])}, next {meeting.name(found['next'])}." in lines(meeting)


def test_a_consent_round_says_what_is_asked_and_how_it_stands(tmp_path: Path) -> None:
    home = Home(tmp_path)
    meeting = meeting_of(home, stage(home))
    found = status(meeting)
    assert found["proposal"]["version"] == 2
    assert len(found["consents"]) == 2
    assert len(found["missing"]) == 4
    said = lines(meeting)
    assert "Consent: 2 of 6; open objections: 0." in said
    assert any(line.startswith("Proposal, version 2: The shed") for line in said)
    home.close()
