"""Voices: what is said by command is told, listed and answered; what is said unnamed has no trace of who said it, anywhere.

Two homes go the same way and differ only in who says something unnamed: whatever lies on the disk of one, is exported or
logged, is what is there of the other.
"""

import logging
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sociotui.domain.customs import Customs
from sociotui.domain.due import ready, topic_about
from sociotui.domain.organisation import Definition
from sociotui.domain.organisation_commands import AddTopic, AnswerVoice, Say
from sociotui.domain.people import Person
from sociotui.domain.refusal import Refused
from sociotui.exchange.data import import_data
from sociotui.journal.places import ORGANISATION
from sociotui.room.caller import Caller
from sociotui.room.errands import carry_out
from sociotui.room.forgetting import forget, plan
from sociotui.room.governing import new_cmd
from sociotui.room.home import Home
from sociotui.room.identity import Identity
from sociotui.room.rights import allow_between
from sociotui.room.socket_room import SocketRoom
from tests.between import agreed
from tests.homes import BEGAN, Hands, home_in
from tests.plain import as_json
from tests.room.exported import everything, tables
from tests.room.test_moods import on_disk
from tests.served.serving import SOON, Serving

WORDS = "zzq Somebody is never asked."
OPEN = Customs(unnamed=True)
DAY = 86_400_000


def run(home: Home, errand: str, person: str = "fay", **said: object) -> object:
    """Run an errand for somebody who acts for themselves."""
    return carry_out(home, Caller(home, Identity(person=person, door="socket")), errand, said)


def say(home: Home, person: str = "fay", **more: object) -> object:
    """Say something by command."""
    said: dict[str, object] = {"circle": "Garden circle", "kind": "concern", "words": WORDS, "role": "", "by": ""}
    return run(home, "say", person, **said | {"unnamed": False, "cmd": new_cmd()} | more)


def lines(home: Home) -> str:
    """Return what was said, as it is listed."""
    return "\n".join(run(home, "said", circle="garden", waiting=False))  # type: ignore[arg-type]


# --- by command ------------------------------------------------------------------------------------------


def test_what_is_said_is_listed_answered_and_told_to_who_said_it(home: Home, hands: Hands) -> None:
    assert "should be answered by 2026-03-16" in str(say(home))
    assert "concern to Garden circle, Fay, 2026-03-02 · waiting, by 2026-03-16" in lines(home)
    hands.at += 20 * DAY
    assert "overdue since 2026-03-16" in lines(home)
    home.prepare(_ready(home), "ana")
    assert "on an agenda" in lines(home)
    answer = {"voice": "garden-said-1", "words": "We ask each.", "again": False, "by": "", "cmd": ""}
    with pytest.raises(Refused, match="Between meetings Ana, Zoe, Eli, Ben can answer this"):
        run(home, "reply", "chidi", **answer)
    assert "Fay finds the answer" in str(run(home, "reply", "ana", **answer))
    assert "→ Ana: We ask each." in lines(home)
    assert home.organisation().backlog["garden"] == ()
    run(home, "reply", "fay", **answer | {"words": "Not me.", "again": True})
    assert "still open: Not me." in lines(home)


def _ready(home: Home) -> AddTopic:
    o, today = home.organisation(), home.clock.today()
    topic = topic_about(next(d for d in ready(o, "garden", today) if d.kind == "voice"))
    assert topic
    return AddTopic(circle="garden", topic=topic, today=today)


def test_the_same_command_is_carried_out_once_and_nobody_speaks_for_another(home: Home) -> None:
    for _time in range(2):
        say(home, cmd="abc")
    assert len(home.organisation().voices) == 1
    with pytest.raises(Refused, match="everybody acts as themselves"):
        say(home, by="ana")


def test_guests_say_nothing_unless_the_circle_has_agreed(home: Home) -> None:
    gus, o = Identity(person="gus", door="ssh"), home.organisation()
    with pytest.raises(Refused):
        allow_between("say", gus, o, "garden")
    agreed(home, Customs(hearing="anybody"))
    allow_between("say", gus, home.organisation(), "garden")
    say(home, "gus")
    assert "concern to Garden circle, gus" in lines(home)


def test_who_said_it_is_forgotten_with_their_name_and_the_words_stay(home: Home) -> None:
    o = home.organisation()
    assert o.about
    home.define(Definition(organisation=o.about, person=(Person(id="ulla", name="Ulla"),)), "test")
    say(home, "ulla", words="Ulla would like to be asked.")
    run(home, "reply", "ana", voice="garden-said-1", words="We ask Ulla.", again=False, by="", cmd="")
    forget(home, plan(home, "ulla"), "ana")
    voice = home.organisation().voices["garden-said-1"]
    assert (voice.by, voice.words) == ("former-1", "Former member 1 would like to be asked.")
    assert voice.answer == "We ask Former member 1."


# --- unnamed -----------------------------------------------------------------------------------------------


def test_where_the_circle_has_not_agreed_it_is_refused_before_anything_is_sent(home: Home) -> None:
    for errand, said in (("unnamed", {"circle": "garden"}), ("say", {})):
        with pytest.raises(Refused, match="has not agreed to hear things unnamed"):
            say(home, unnamed=True) if errand == "say" else run(home, errand, **said)
    agreed(home, OPEN)
    assert "the time of day are not written down with it" in str(run(home, "unnamed", circle="garden"))


Speaker = Callable[[Path, str], None]


def _at_a_laptop(folder: Path, person: str) -> None:
    """Let somebody say something unnamed at a laptop: by command, and on the screen of that laptop."""
    home = Home(folder, Hands(BEGAN + 5 * 3_600_000 + 4_711).clock())
    caller = Caller(home, Identity(person=person))
    said = {"circle": "garden", "kind": "feedback", "words": WORDS, "role": "", "unnamed": True, "by": person}
    carry_out(home, caller, "say", said | {"cmd": f"{person}-17"})
    home.speak(_unnamed(f"{WORDS} Twice.", person), person, f"{person}-18")
    home._folded.keep()
    home.close()


def _by_a_socket(folder: Path, person: str) -> None:
    """Let somebody say something unnamed through a server's socket, twice as after a lost connection."""
    home = Home(folder, Hands(BEGAN + 5 * 3_600_000 + 4_711).clock())
    sockets = folder.parent / f"s{len(person)}{person[0]}"
    sockets.mkdir()
    server = Serving(home, sockets)
    try:
        room = SocketRoom(server.socket_of(person), "")
        room.start(lambda _snapshot: None)
        for _time in range(2):
            room.speak(_unnamed(WORDS, person), f"{person}-17").result(SOON)
        assert [v.by for v in room.snapshot.organisation.voices.values()] == [""]
        assert not [news for news in room.snapshot.news if "zzq" in news.said]
        room.stop()
    finally:
        server.stop()
        home.close()
        shutil.rmtree(sockets)


def _unnamed(words: str, person: str) -> Say:
    """Return a command that says more than it should: who gives it."""
    day = Hands().clock().today()
    return Say(circle="garden", kind="feedback", words=words, unnamed=True, by=person, today=day)


@pytest.mark.parametrize("speak", [_at_a_laptop, _by_a_socket])
def test_no_byte_on_disk_and_no_line_of_a_log_tells_who_said_something_unnamed(
    speak: Speaker, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = home_in(tmp_path / "before", Hands())
    agreed(before, OPEN)
    before.close()
    found: dict[str, dict[str, bytes]] = {}
    for person in ("fay", "chidi"):
        folder = tmp_path / "home"
        shutil.copytree(tmp_path / "before", folder)
        caplog.clear()
        with caplog.at_level(logging.DEBUG):
            speak(folder, person)
        there = on_disk(folder)
        home = Home(folder, Hands().clock())
        there |= {"data": everything(home), "tables": as_json(tables(home))}
        steps = home.journal.read(ORGANISATION)
        said = [r for r in steps if b"zzq" in as_json(r.event)]
        assert said
        for recorded in said:
            assert (recorded.actor, recorded.event.at % DAY) == ("", 0)
            assert person not in recorded.cmd
        there = {name: _blurred(data, [r.cmd for r in said]) for name, data in there.items()}
        assert any(b"zzq" in data for data in there.values())
        home.close()
        assert not [r for r in caplog.records if "zzq" in r.getMessage() or "say" in r.getMessage().lower()]
        shutil.rmtree(folder)
        found[person] = there
    assert found["fay"].keys() == found["chidi"].keys()
    assert {name: d for name, d in found["fay"].items() if d != found["chidi"][name]} == {}


def _blurred(data: bytes, cmds: list[str]) -> bytes:
    """Return bytes without what is drawn by lot in each home alike: a command's id, and the links and salts of lines."""
    for cmd in cmds:
        data = data.replace(cmd.encode(), b"cmd")
    return re.sub(rb"(?m)^[0-9a-f]{8} [0-9a-f]{40} [0-9a-f]{24} ", b"", data)


def test_all_that_was_said_is_exported_and_comes_into_a_new_home(home: Home, tmp_path: Path) -> None:
    agreed(home, OPEN)
    say(home, unnamed=True)
    say(home, words="Thank you!", kind="appreciation")
    run(home, "reply", "ana", voice="garden-said-2", words="With joy.", again=False, by="", cmd="")
    other = Home(tmp_path / "other", Hands().clock())
    import_data(everything(home), other.journal)
    assert other.organisation().voices == home.organisation().voices
    other.close()


@pytest.fixture
def slow_to_answer(home: Home) -> Iterator[Home]:
    """A home in which something was said to the seed keeper's circle."""
    say(home)
    yield home


def test_at_a_laptop_who_speaks_is_said(slow_to_answer: Home) -> None:
    command = AnswerVoice(voice="garden-said-1", words="Yes.", today=slow_to_answer.clock.today())
    with pytest.raises(Refused, match="Between meetings"):
        slow_to_answer.speak(command, "laptop")
    slow_to_answer.speak(AnswerVoice(voice="garden-said-1", words="Yes.", person="ana", today=command.today), "laptop")
    assert slow_to_answer.organisation().voices["garden-said-1"].answered_by == "ana"
