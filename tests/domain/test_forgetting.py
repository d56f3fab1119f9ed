"""Forgetting: a pseudonym takes a person's place in an event, everything else stays; what remains is named."""

import json
from typing import Any

import msgspec
import pytest

from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.forgetting import Forgetting, Remaining, Remnant
from sociotui.domain.traces import Traces

ANA = Traces(id="ana", names=("Ana Alba", "Ana Alba-Ruiz"), logins=("aalba",), pronouns=("she/her",))
FORMER = ("former-1", "Former member 1")


def changed(event: dict[str, Any], traces: Traces = ANA, also: tuple[str, ...] = ()) -> Any:
    """Return an event without the person; its shape has to be what it was."""
    found = Forgetting(traces, FORMER, also).event(event)
    assert shape(found) == shape(event)
    return found


def shape(value: Any) -> Any:
    """Return a JSON value with every text but keys of structs made the same."""
    if isinstance(value, str):
        return "…"
    if isinstance(value, list):
        return [shape(one) for one in value]
    return [shape(one) for one in value.values()] if isinstance(value, dict) else value


def noted(text: str, traces: Traces = ANA, also: tuple[str, ...] = ()) -> Any:
    return changed({"is": "NoteTaken", "at": 1, "text": text}, traces, also)["text"]


# --- where a person stands -------------------------------------------------------------------------


def test_an_id_becomes_the_pseudonyms() -> None:
    assert changed({"is": "TurnFinished", "at": 1, "person": "ana"}) == {
        "is": "TurnFinished",
        "at": 1,
        "person": "former-1",
    }
    assert changed({"is": "TurnFinished", "at": 1, "person": "anan"})["person"] == "anan"


def test_an_id_in_a_list_and_as_a_key_does_too_and_the_order_stays() -> None:
    began = {"is": "RoundBegan", "at": 1, "kind": "round", "order": ["ben", "ana", "eli"], "closes": "ana"}
    assert changed(began)["order"] == ["ben", "former-1", "eli"]
    assert changed(began)["closes"] == "former-1"
    held = {"id": "m", "circle": "ana", "on": "2026-01-01", "totals": {"zoe": 1, "ana": 2, "ben": 3}}
    found = changed({"is": "MeetingHeld", "at": 1, "held": held})["held"]
    assert list(found["totals"].items()) == [("zoe", 1), ("former-1", 2), ("ben", 3)]
    assert found["circle"] == "ana", "a circle of the same id is another thing"


def test_a_role_or_a_circle_that_has_the_persons_id_stays() -> None:
    choices = {"ana": {"person": "ana", "reason": "ana"}}
    written = {"is": "NominationsWritten", "at": 1, "item": 1, "person": "ana", "choices": choices}
    assert changed(written)["choices"] == {"ana": {"person": "former-1", "reason": "ana"}}
    joined = {"is": "MemberJoined", "at": 1, "circle": "ana", "person": "ana", "name": "Ana"}
    assert changed(joined) == joined | {"person": "former-1", "name": "Former member 1"}


def test_who_somebody_is_becomes_the_pseudonym_and_what_else_is_known_is_emptied_but_stands() -> None:
    person = {"id": "ana", "name": "Ana Alba", "pronouns": "she/her", "login": "aalba"}
    found = changed({"is": "PersonEntered", "at": 1, "person": person})["person"]
    assert list(found.items()) == [("id", "former-1"), ("name", "Former member 1"), ("pronouns", ""), ("login", "")]


def test_a_topic_is_still_the_same_one_in_all_that_was_done_to_it() -> None:
    title, now = "What Ana Alba brings", "What Former member 1 brings"
    topic = {"title": title, "added_by": "ana", "presenter": "ana", "next_step": "Ask Ana Alba."}
    added = changed({"is": "TopicAdded", "at": 1, "circle": "ana", "topic": topic})
    assert added["topic"] == {
        "title": now,
        "added_by": "former-1",
        "presenter": "former-1",
        "next_step": "Ask Former member 1.",
    }
    assert added["circle"] == "ana"
    for event in (
        {"is": "TopicChanged", "topic": topic},
        {"is": "TopicRanked", "place": 0},
        {"is": "TopicDropped"},
    ):
        assert changed(event | {"at": 1, "circle": "garden", "title": title})["title"] == now


def test_somebody_else_of_the_same_name_stays_who_they_are() -> None:
    person = {"id": "ana-2", "name": "Ana Alba", "pronouns": "she/her", "login": "aalba"}
    entered = {"is": "PersonEntered", "at": 1, "person": person}
    assert changed(entered) == entered


def test_what_a_decision_does_tells_no_name() -> None:
    effects = [
        {"does": "selects", "role": "ana", "person": "ana", "name": "Ana Alba", "until": "2027-01-01"},
        {"does": "joins", "person": "ben", "name": "Ana Alba"},
        {"does": "drops", "policy": "ana", "title": "What Ana Alba asked for"},
    ]
    version = {"number": 1, "text": "Ana Alba is secretary.", "effects": effects}
    made = {"is": "ProposalMade", "at": 1, "item": 1, "title": "x", "by": "ana", "version": version}
    found = changed(made)
    assert (found["by"], found["version"]["text"]) == ("former-1", "Former member 1 is secretary.")
    assert found["version"]["effects"] == [
        effects[0] | {"person": "former-1", "name": "Former member 1"},
        effects[1],
        effects[2] | {"title": "What Former member 1 asked for"},
    ]


@pytest.mark.parametrize(
    ("to", "found"),
    [
        ("ana", "former-1"),
        ("Ana Alba", "Former member 1"),
        ("garden", "garden"),
        ("Garden of Ana Alba", "Garden of Former member 1"),
    ],
)
def test_a_person_or_a_circle_may_be_said_either_way(to: str, found: str) -> None:
    closed = {"is": "ItemClosed", "at": 1, "item": 1, "outcome": {"kind": "delegated", "to": to}}
    assert changed(closed)["outcome"]["to"] == found


def test_what_could_be_a_circle_of_the_same_id_is_left_to_the_circle() -> None:
    closed = {"is": "ItemClosed", "at": 1, "item": 1, "outcome": {"kind": "delegated", "to": "ana"}}
    assert changed(closed, msgspec.structs.replace(ANA, circles=frozenset(["ana"]))) == closed


# --- texts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ana Alba opens.", "Former member 1 opens."),
        ("Ask Ana Alba, then Ana Alba's brother", "Ask Former member 1, then Former member 1's brother"),
        ("Ana Alba-Ruiz opens.", "Former member 1 opens."),
        ("Ana\n  Alba opens.", "Former member 1 opens."),
        ("“Ana Alba”", "“Former member 1”"),
        ("ana alba opens. Ana Albarn too, and Diana Alba.",) * 2,
        ("Ana opens.",) * 2,
        ("Ana Alba\u0301 is another word.",) * 2,
    ],
)
def test_the_full_name_goes_from_texts_as_a_whole_word(text: str, found: str) -> None:
    assert noted(text) == found


def test_further_names_are_said_by_people() -> None:
    assert noted("Anita and Ana Alba open.", also=("Anita",)) == "Former member 1 and Former member 1 open."
    assert noted("(a.b.) said so", also=("a.b.",)) == "(Former member 1) said so"


def test_a_name_in_a_script_without_blanks_is_found() -> None:
    assert noted("田中さんが開ける。", Traces(id="t", names=("田中",))) == "Former member 1さんが開ける。"
    assert noted("राम राम\u093e", Traces(id="r", names=("राम",))) == "Former member 1 राम\u093e"


def test_a_longer_name_of_somebody_else_and_the_same_one_stay() -> None:
    traces = msgspec.structs.replace(ANA, names=("Ana",), others=frozenset(["Ana Maria", "Ben"]))
    assert noted("Ana, Ana\nMaria and Ben", traces) == "Former member 1, Ana\nMaria and Ben"
    shared = msgspec.structs.replace(traces, others=frozenset(["Ana"]))
    assert noted("Ana opens.", shared) == "Ana opens."
    assert noted("Ana opens.", shared, also=("Ana",)) == "Former member 1 opens."


def test_a_circle_that_has_the_persons_name_keeps_it() -> None:
    traces = msgspec.structs.replace(ANA, names=("Iris",), circles=frozenset(["iris", "Iris"]))
    formed = {"is": "CircleFormed", "at": 1, "circle": {"id": "iris", "name": "Iris", "aims": ["Iris has a place"]}}
    assert changed(formed, traces)["circle"] == {"id": "iris", "name": "Iris", "aims": ["Former member 1 has a place"]}


# --- minutes, which have names only ------------------------------------------------------------------

MINUTES = {
    "circle": "Garden",
    "on": "2026-01-01",
    "format": "Weekly",
    "facilitator": "Ana Alba",
    "secretary": "ana",
    "present": ["Ben", "Ana Alba"],
    "items": [{"title": "x", "presenter": "Ana Alba", "next_steps": [{"text": "y", "owner": "Ana Alba"}]}],
}


def minutes(traces: Traces, meeting: str = "garden-1") -> Any:
    held = {"id": meeting, "circle": "garden", "on": "2026-01-01", "minutes": MINUTES}
    return changed({"is": "MeetingHeld", "at": 1, "held": held}, traces)["held"]["minutes"]


def test_minutes_name_the_pseudonym() -> None:
    found = minutes(ANA)
    assert (found["facilitator"], found["secretary"]) == ("Former member 1", "former-1")
    assert found["present"] == ["Ben", "Former member 1"]
    assert found["items"][0] == {
        "title": "x",
        "presenter": "Former member 1",
        "next_steps": [{"text": "y", "owner": "Former member 1"}],
    }


def test_of_two_with_the_same_name_the_meeting_tells_who_was_meant() -> None:
    shared = msgspec.structs.replace(ANA, others=frozenset(["Ana Alba"]), alone_in=frozenset(["garden-1"]))
    assert minutes(shared)["present"] == ["Ben", "Former member 1"]
    assert minutes(shared, "garden-2")["present"] == ["Ben", "Ana Alba"]


# --- what is no event --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "event",
    [
        {"is": "Nonsense", "at": 1},
        {"at": 1},
        {"is": ["TurnFinished"], "at": 1},
        "TurnFinished",
        None,
        {"is": "TurnFinished", "at": 1, "person": 5},
        {"is": "TurnFinished", "at": 1, "person": "ana", "friend": "ana"},
        {"is": "RoundBegan", "at": 1, "kind": "round", "order": "ana"},
        {"is": "NominationsWritten", "at": 1, "item": 1, "person": "ana", "choices": []},
        {"is": "ItemAdded", "at": 1, "item": "Ana Alba"},
    ],
)
def test_what_nobody_knows_is_refused_not_passed_over(event: Any) -> None:
    with pytest.raises(ValueError, match=r"no \w+|nothing is known"):
        Forgetting(ANA, FORMER).event(event)


def test_a_person_cannot_become_another_who_is_there() -> None:
    held = {"id": "m", "circle": "g", "on": "2026-01-01", "totals": {"zoe": 1, "ana": 2}}
    with pytest.raises(ValueError, match="two keys"):
        Forgetting(ANA, ("zoe", "Zoe")).event({"is": "MeetingHeld", "at": 1, "held": held})


def test_what_was_changed_can_be_read_as_an_event() -> None:
    person = {"id": "ana", "name": "Ana Alba", "login": "aalba"}
    found = changed({"is": "PersonEntered", "at": 1, "person": person})
    read = msgspec.json.decode(json.dumps(found), type=AnyEvent)
    assert msgspec.to_builtins(read)["person"] == {"id": "former-1", "name": "Former member 1"}


# --- who did it ----------------------------------------------------------------------------------------


def test_who_gave_a_command_is_the_pseudonym_by_id_and_by_login() -> None:
    forgetting = Forgetting(ANA, FORMER)
    assert [forgetting.actor(a) for a in ("ana", "aalba", "ben", "", "Ana Alba")] == [
        *("former-1", "former-1", "ben", "", "Ana Alba")
    ]


def test_a_login_that_somebody_else_has_is_theirs() -> None:
    shared = msgspec.structs.replace(ANA, others_logins=frozenset(["aalba"]))
    assert Forgetting(shared, FORMER).actor("aalba") == "aalba"


# --- what remains ----------------------------------------------------------------------------------------


def remains(event: dict[str, Any], traces: Traces = ANA) -> list[tuple[str, str, str]]:
    forgetting = Forgetting(traces, FORMER)
    return [(r.kind, r.text, r.part) for r in Remaining(forgetting).of(forgetting.event(event))]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Ana opens.", "Ana"),
        ("Anas Vorschlag", "Anas"),
        ("Mail to aalba@example.org", "aalba"),
        ("See https://example.org/ana-alba.pdf", "ana-alba"),
        ("Ana Alba opens.", ""),
        ("Analysis of a banana", ""),
    ],
)
def test_texts_that_hold_a_part_of_the_name_are_named(text: str, part: str) -> None:
    found = remains({"is": "NoteTaken", "at": 1, "text": text})
    assert found == ([("text", text, part)] if part else [])


def test_ids_that_were_made_from_the_name_are_named() -> None:
    assert remains({"is": "PolicyEnded", "at": 1, "policy": "ana-alba-stays", "on": "2026-01-01"}) == [
        ("id", "ana-alba-stays", "ana-alba")
    ]
    assert remains({"is": "TurnsDiscarded", "at": 1, "meeting": "ana-2026"}) == [("id", "ana-2026", "ana")]
    assert remains({"is": "TurnsDiscarded", "at": 1, "meeting": "banana-2026"}) == []
    assert remains({"is": "TurnFinished", "at": 1, "person": "ana-alba-2"}) == [("id", "ana-alba-2", "ana-alba")]


def test_nothing_is_said_of_the_pseudonym_itself() -> None:
    traces = Traces(id="former", names=("Former Member",))
    assert remains({"is": "NoteTaken", "at": 1, "text": "Former Member said so"}, traces) == []


def test_a_name_that_two_have_is_told_where_minutes_leave_it() -> None:
    shared = msgspec.structs.replace(ANA, others=frozenset(["Ana Alba"]))
    held = {"id": "garden-1", "circle": "garden", "on": "2026-01-01", "minutes": MINUTES}
    forgetting = Forgetting(shared, FORMER)
    event = forgetting.event({"is": "MeetingHeld", "at": 1, "held": held})
    assert Remnant(kind="text", text="Ana Alba", part="Ana Alba") in Remaining(forgetting).of(event)
