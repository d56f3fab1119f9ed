"""Forgetting, after a year: nothing typed tells who it was, and what was done stands as it did, by somebody renamed."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.course import Course, advance
from sociotui.domain.event import Event
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.forgetting import Forgetting
from sociotui.domain.meeting import Meeting
from sociotui.domain.mentions import Kind, walk
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused
from sociotui.domain.traces import everybody, next_pseudonym
from sociotui.journal.port import Appended, Batch
from sociotui.journal.tiny import TinyJournal
from sociotui.room import home
from tests.domain.asking import ANYTHING, helpful
from tests.domain.stage import SEATS, Stage, item_in, opening
from tests.homes import Hands
from tests.plain import PLAIN, as_json, plain
from tests.year import CIRCLES, NAMES, live

Streams = dict[str, list[tuple[Event, ...]]]
"""The acts of each stream, of a meeting also those that went when it was sealed."""


class Remembering(TinyJournal):
    """A journal that keeps what sealing takes away."""

    remembered: Streams = {}  # noqa: RUF012 - shared on purpose, as a home makes its own journal

    def append_all(self, stream: str, expected: int, batches: Sequence[Batch]) -> tuple[Appended, ...]:
        done = super().append_all(stream, expected, batches)
        self.remembered.setdefault(stream, []).extend(tuple(batch.events) for batch in batches)
        return done

    def seal(self, stream: str, expected: int, event: Event, *, cmd: str, actor: str) -> Appended:
        done = super().seal(stream, expected, event, cmd=cmd, actor=actor)
        self.remembered.setdefault(stream, []).append((event,))
        return done


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Streams:
    """A short year: a meeting for every format there is, in five circles."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(home, "TinyJournal", Remembering)
        patch.setattr(Remembering, "remembered", {})
        live(tmp_path_factory.mktemp("year") / "home", Hands(), meetings=len(CIRCLES) * 3).close()
        return Remembering.remembered


def forgetting(streams: Streams, person: str, pseudonym: tuple[str, str] | None = None) -> Forgetting:
    known = everybody([event for act in acts for event in act] for acts in streams.values())
    return Forgetting(known.traces(person), pseudonym or next_pseudonym(known.names))


def without(streams: Streams, forget: Forgetting) -> Streams:
    """Return streams without the person, each event read again from what it became."""
    return {
        name: [
            tuple(msgspec.convert(forget.event(msgspec.to_builtins(event)), AnyEvent) for event in act) for act in acts
        ]
        for name, acts in streams.items()
    }


def states(acts: Sequence[tuple[Event, ...]]) -> Iterator[Organisation | Meeting]:
    """Yield what a stream comes to, now and then on the way and at its end."""
    organisation, course = Organisation(), Course()
    of_meeting = type(acts[0][0]).__name__ in ("MeetingOpened", "MeetingSealed")
    for number, act in enumerate(acts, 1):
        if of_meeting:
            course = advance(course, act)
        else:
            for event in act:
                organisation = evolve_organisation(organisation, event)
        if number % 20 == 0 or number >= len(acts) - 1:
            assert course.meeting or not of_meeting
            yield course.meeting or organisation


def found_in(streams: Streams) -> Iterator[tuple[Kind, str]]:
    found: list[tuple[Kind, str]] = []

    def note(kind: Kind, text: str, _whose: str | None, _meeting: str) -> str:
        found.append((kind, text))
        return text

    for acts in streams.values():
        for act in acts:
            for event in act:
                walk(msgspec.to_builtins(event), note)
    yield from found


def tokens(event: bytes) -> list[str]:
    """Return an event's JSON with nothing in its strings."""
    return [re.sub('".*"', "", token) for token in re.split(r"(\"(?:[^\"\\]|\\.)*\")", event.decode())]


def check_renamed(before: Streams, after: Streams, forget: Forgetting) -> None:
    """Fail unless all states after are those before, with the person renamed."""
    for name, acts in before.items():
        for then, now in zip(states(acts), states(after[name]), strict=True):
            type_ = PLAIN if isinstance(then, Organisation) else Meeting
            renamed = forget.thing(plain(then), type_)
            assert as_json(now) == as_json(msgspec.convert(renamed, type_)), name


@pytest.mark.parametrize("person", ["ada", "gus", "milo", "rosa", "yara"])
def test_a_year_without_somebody_is_the_same_year(year: Streams, person: str) -> None:
    forget = forgetting(year, person)
    after = without(year, forget)
    named = [(kind, text) for kind, text in found_in(year) if text == person]
    assert len(named) > 30
    assert {kind for kind, _text in named} == {"id"} | {k for k, _t in named if k == "or circle"}
    left = list(found_in(after))
    assert [text for kind, text in left if text == person] == []
    assert [text for kind, text in left if kind == "name" and text in forget.names] == []
    check_renamed(year, after, forget)


def test_who_is_named_in_a_text_is_not_named_there_any_more(year: Streams) -> None:
    words = [word for kind, text in found_in(year) if kind == "text" for word in re.findall(r"\w+", text)]
    named = [name for name in NAMES if name in words]
    assert len(named) > 3
    for name in named:
        left = [text for kind, text in found_in(without(year, forgetting(year, name.lower()))) if kind == "text"]
        assert [text for text in left if name in re.findall(r"\w+", text)] == []
        assert any("Former member 1" in text for text in left)


def test_every_event_keeps_its_shape(year: Streams) -> None:
    forget = forgetting(year, "ada")
    for acts in year.values():
        for act in acts:
            for event in act:
                written = as_json(event)
                changed = as_json(forget.event(msgspec.json.decode(written)))
                assert tokens(changed) == tokens(written)


def test_a_circle_of_the_same_id_is_left_alone(year: Streams) -> None:
    named_alike = without(year, forgetting(year, "gus", ("garden", "Garden")))
    forget = forgetting(named_alike, "garden", ("former-1", "Former member 1"))
    after = without(named_alike, forget)
    assert ("id", "garden") in found_in(named_alike)
    assert ("id", "garden") not in found_in(after)
    refs = [text for kind, text in found_in(named_alike) if kind == "ref"]
    assert refs.count("garden") > 10
    assert [text for kind, text in found_in(after) if kind == "ref"] == refs
    check_renamed(named_alike, after, forget)


@pytest.mark.parametrize("format_", ["selection", "review", "founding", "helping", "joining", "leaving", "improvement"])
@pytest.mark.parametrize("person", ["ana", "ben"])
def test_a_meeting_in_any_format_is_the_same_without_somebody(format_: str, person: str) -> None:
    fields = {"about": "ben"} if format_ in ("improvement", "leaving") else {}
    stage = Stage(opening(agenda=(item_in(format_, **fields),), guests=("gil",))).to("close").onward()
    streams: Streams = {"meeting/garden-1": stage.commits}
    forget = forgetting(streams, person)
    check_renamed(streams, without(streams, forget), forget)


@settings(max_examples=60)
@given(data=st.data(), person=st.sampled_from([*SEATS, "fay"]))
def test_whatever_happens_in_a_meeting_it_is_the_same_without_somebody(data: st.DataObject, person: str) -> None:
    stage = Stage()
    for _round in range(data.draw(st.integers(0, 4))):
        for _act in range(data.draw(st.integers(0, 30))):
            with suppress(Refused):
                stage.act(helpful(stage.meeting))
        for command in data.draw(st.lists(ANYTHING, max_size=6)):
            with suppress(Refused):
                stage.act(command)
    streams: Streams = {"meeting/garden-1": stage.commits}
    forget = forgetting(streams, person)
    after = without(streams, forget)
    assert [text for kind, text in found_in(after) if kind in ("id", "or circle") and text == person] == []
    check_renamed(streams, after, forget)
