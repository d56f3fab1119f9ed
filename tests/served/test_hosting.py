"""Hosting: many sessions in one process, and what happens to one stays with it."""

import asyncio
import gc
import logging
import signal
import sys
import weakref
from collections.abc import Callable
from contextvars import copy_context
from threading import Event
from unittest.mock import Mock

import pytest
from textual._context import active_app
from textual.dom import DOMNode

from sociotui.domain.refusal import Refused
from sociotui.room.port import Room
from sociotui.served.driver import ENTER, LEAVE, clamped
from sociotui.served.hosted_app import HostedApp
from sociotui.served.limits import Limits
from sociotui.served.redraws import Redraws
from sociotui.served.session import Session
from tests.served.hosted import Hall, shows, until


def app_of(session: Session) -> HostedApp:
    """Return the app of a session."""
    assert session._app
    return session._app


async def test_everybody_sees_the_meeting_and_what_another_does(hall: Hall) -> None:
    ana, her_screen = await hall.come("ana")
    _zoe, other_screen = await hall.come("zoe")
    await shows(her_screen, "Tool-shed rota")
    await shows(other_screen, "Tool-shed rota")
    ana.received(b"c")
    await shows(her_screen, "Ana consents.")
    await shows(other_screen, "Ana consents.")
    assert her_screen.output.startswith(ENTER)


async def test_a_terminal_is_left_as_it_was_and_says_why(hall: Hall) -> None:
    session, line = await hall.come("ana")
    await shows(line, "Tool-shed rota")
    session.end("Until next week.")
    await session.task
    assert line.closed
    assert line.output.endswith(f"{LEAVE}Until next week.\r\n")
    for on in ("?1049", "?2004"):
        assert line.output.count(f"\x1b[{on}h") == line.output.count(f"\x1b[{on}l") == 1
    for never in ("?1000h", "?1003h", "?1006h", "?1004h", "\x1b[>", "?2048", "?2026"):
        assert never not in line.output
    assert hall.host.sessions == ()
    assert hall.host.seats.taken == 0


async def test_leaving_by_the_key_for_it_ends_the_session(hall: Hall) -> None:
    session, line = await hall.come("ana")
    await shows(line, "Tool-shed rota")
    session.received(b"q")
    await shows(line, "What is next")
    session.received(b"q")
    await session.task
    assert line.output.endswith(LEAVE)


class Broken:
    """A room whose minutes nobody can have, for a reason that no program should have."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def __getattr__(self, name: str) -> object:
        if name == "minutes":
            raise ZeroDivisionError("a secret that stands in no log")
        return getattr(self._room, name)


async def test_an_exception_ends_one_session_and_is_told_in_the_log_alone(
    hall: Hall, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    broken, its_screen = await hall.come("ana", room=Broken(await hall.room("ana")))  # type: ignore[arg-type]
    other, screen = await hall.come("ben")
    await shows(its_screen, "Tool-shed rota")
    with caplog.at_level(logging.ERROR):
        broken.received(b"m")
        await broken.task
    assert "Something went wrong in this program" in its_screen.output.split(LEAVE)[-1]
    assert "ZeroDivisionError" not in its_screen.output
    assert "ana" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert capfd.readouterr() == ("", "")
    other.received(b"?")
    await shows(screen, "Keys")
    assert [session.identity.person for session in hall.host.sessions] == ["ben"]


async def test_an_app_that_does_not_end_when_asked_is_ended(hall: Hall) -> None:
    hall.host.limits = Limits(goodbye=0.05)
    session, line = await hall.come("ana")
    await shows(line, "Tool-shed rota")

    async def forever() -> None:
        await asyncio.Event().wait()

    app_of(session).call_later(forever)
    await asyncio.sleep(0)
    session.end("Goodbye.")
    await asyncio.wait([session.task], timeout=5)
    assert session.task.done()
    assert line.output.endswith(f"{LEAVE}Goodbye.\r\n")


async def test_the_process_stays_as_it_was(hall: Hall) -> None:
    loop = asyncio.get_running_loop()
    before = sys.stdout, sys.stderr, loop.get_task_factory(), signal.getsignal(signal.SIGTERM)
    sessions = [await hall.come(person) for person in ("ana", "ben", "chidi")]
    assert (sys.stdout, sys.stderr, loop.get_task_factory(), signal.getsignal(signal.SIGTERM)) == before
    for session, _line in (sessions[1], sessions[0], sessions[2]):  # not in the order in which they came
        session.end("")
        await session.task
        assert (sys.stdout, sys.stderr, loop.get_task_factory(), signal.getsignal(signal.SIGTERM)) == before


async def test_no_app_is_at_hand_outside_its_own_session(hall: Hall) -> None:
    ana, _ = await hall.come("ana")
    ben, _ = await hall.come("ben")
    assert active_app not in copy_context()
    seen: dict[str, object] = {}
    for session in (ana, ben):
        app_of(session).call_later(lambda s=session: seen.update({s.identity.person: active_app.get()}))
    await until(lambda: len(seen) == 2)
    assert seen == {"ana": app_of(ana), "ben": app_of(ben)}


async def test_what_a_session_consisted_of_is_gone_without_a_search(hall: Hall) -> None:
    await hall.host.warm_up(lambda: hall.room("zoe"))
    session, line = await hall.come("ana")
    session.received(b"?")
    await shows(line, "Keys")
    session.received(b"\x1b[Bj")
    app = weakref.ref(app_of(session))
    screens = weakref.WeakSet(app_of(session).screen_stack)
    gc.collect()
    gc.disable()
    try:
        session.end("")
        await session.task
        del session
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert app() is None
        assert not screens
    finally:
        gc.enable()


async def test_after_many_sessions_there_are_no_more_things_than_before(hall: Hall) -> None:
    async def visit() -> None:
        session, _line = await hall.come("ana")
        session.received(b"?qa\x1b")
        await asyncio.sleep(0)
        session.end("")
        await session.task

    def nodes() -> int:
        gc.collect()
        return sum(isinstance(thing, DOMNode) for thing in gc.get_objects())

    await visit()
    before = nodes()
    for _ in range(3):
        await visit()
    assert nodes() <= before


async def test_a_seat_is_kept_for_whoever_lost_the_connection(hall: Hall) -> None:
    session, line = await hall.come("ana")
    watching, _screen = await hall.come("zoe")
    assert watching.identity.person == "zoe"
    session.lost()
    await session.task
    sent = line.raw
    await until(lambda: hall.hub.presence().get("ana") == "lost")
    assert line.raw == sent
    session, line = await hall.come("ana")
    await until(lambda: hall.hub.presence().get("ana") == "terminal")


async def test_whoever_presses_no_key_for_long_is_told_and_then_sent_away(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.host.limits = Limits(idle=3.0, idle_warning=2.7)
    session, line = await hall.come("ana")
    await shows(line, "Are you still there?")
    told = Mock()
    monkeypatch.setattr(app_of(session), "notify", told)
    session.received(b"?")
    await until(lambda: told.called)  # the key has put it off: it is asked once more
    await session.task
    assert "You weren't at this screen for a while" in line.output.split(LEAVE)[-1]


async def test_there_are_only_so_many_seats(hall: Hall) -> None:
    hall.host.seats._limits = Limits(sessions_each_person=1)
    await hall.come("ana")
    with pytest.raises(Refused, match="sessions open"):
        await hall.come("ana")
    await hall.come("ben")


async def test_nothing_is_done_on_the_server(hall: Hall, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    import webbrowser

    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    session, line = await hall.come("ana")
    await shows(line, "Tool-shed rota")

    async def attempt() -> None:
        app = app_of(session)
        app.open_url("https://example.org")
        app.action_screenshot()
        app.deliver_text(__file__)
        app.deliver_binary(__file__)
        assert app.save_screenshot(str(tmp_path)) == ""
        app.action_suspend_process()

    app_of(session).call_later(attempt)
    await shows(line, "That can't be done from here")
    assert not session.task.done()
    assert opened == []


async def press(session: Session, key: bytes) -> None:
    """Press a key that opens or closes a dialog, and wait until it has: whatever is drawn of it, and when."""
    screens = len(app_of(session).screen_stack)
    session.received(key)
    await until(lambda: len(app_of(session).screen_stack) != screens)


async def has_size(session: Session, size: tuple[int, int]) -> None:
    """Wait until somebody's app is of that size, in cells."""
    await until(lambda: app_of(session).size == size)


async def test_a_slow_terminal_gets_whole_pictures_again_when_it_has_caught_up(hall: Hall) -> None:
    hall.host.limits = Limits(buffered=500)
    session, line = await hall.come("ana")
    await shows(line, "Tool-shed rota")
    line.slow = True
    for key in (b"?", b"\x1b", b"?", b"\x1b", b"?"):
        await press(session, key)
    await until(lambda: session._outlet.left_out)
    assert 500 < len(line.kept) < 8000
    line.let_through()
    await shows(line, "Keys")
    session.received(b"\x1b")
    await shows(line, "Tool-shed rota")
    await until(lambda: "esc" not in line.text, line)


async def test_a_terminal_that_takes_nothing_is_cut_off(hall: Hall) -> None:
    hall.host.limits = Limits(buffered=500, stalled=0.3)
    session, line = await hall.come("ana")
    other, screen = await hall.come("ben")
    line.slow = True
    session.received(b"?")
    await until(lambda: len(line.kept) > 500)
    session.received(b"\x1b")
    await until(lambda: line.aborted)
    session.lost()
    await session.task
    other.received(b"?")
    await shows(screen, "Keys")


async def test_a_flood_of_keys_is_held_back_and_others_go_on(hall: Hall) -> None:
    hall.host.limits = Limits(keys_a_second=20, keys_at_once=10)
    session, line = await hall.come("ana")
    other, screen = await hall.come("ben")
    session.received(b"j" * 5000)
    await until(lambda: line.held)
    other.received(b"?")
    await shows(screen, "Keys")
    assert line.held
    assert len(session._inbox) > 4000
    session.end("")
    await session.task


async def test_a_long_paste_is_no_flood(hall: Hall) -> None:
    session, line = await hall.come("ana")
    session.received(b"\x1b[200~" + b"word " * 4000 + b"\x1b[201~")
    await until(lambda: not session._inbox)
    assert not line.held


async def test_a_terminal_of_any_size_is_drawn(hall: Hall) -> None:
    session, line = await hall.come("ana")
    await shows(line, "Tool-shed rota")
    for width, height in ((0, 0), (1, 1), (100_000, 100_000), (2**32 - 1, 3), (120, 30)):
        session.resized(width, height)
        await has_size(session, clamped(width, height))
    line.resize(120, 30)
    session.resized(120, 30)
    await shows(line, "Tool-shed rota")
    await until(lambda: app_of(session).size == (120, 30))


async def test_of_a_flood_of_sizes_one_is_drawn_after_another_and_the_last_one_counts(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    for name in ("begin", "end"):
        plain = getattr(Redraws, name)

        def noted(redraws: Redraws, now: float, name: str = name, plain: Callable[..., None] = plain) -> None:
            told.append(name)
            plain(redraws, now)

        monkeypatch.setattr(Redraws, name, noted)
    session, line = await hall.come("ana")
    await shows(line, "Tool-shed rota")
    for number in range(400):
        session.resized(60 + number % 40, 30)
        await asyncio.sleep(0)
    line.resize(110, 30)
    session.resized(110, 30)
    await has_size(session, (110, 30))
    await until(lambda: told[-1:] == ["end"])
    assert 2 <= told.count("begin") < 200
    assert told == ["begin", "end"] * told.count("begin"), "none while another is being made"
    await shows(line, "Tool-shed rota")


async def test_an_answer_that_nobody_waits_for_any_more_stops_nobody(hall: Hall) -> None:
    release = Event()
    hall.hub.ask(release.wait)
    gone = hall.hub.ask(lambda: 1)
    gone.cancel()  # whoever asked has gone; what they asked for is done all the same
    release.set()
    session, screen = await hall.come("ben")
    session.received(b"h")
    await shows(screen, "Ben raises a hand.")
