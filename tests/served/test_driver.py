"""The hosted driver: what goes out besides drawing, and how little of that."""

import pytest

from sociotui.served.driver import clamped
from sociotui.served.hosted_app import HostedApp
from sociotui.served.session import Session
from tests.served.hosted import Drawn, Hall, shows, until


def app_of(session: Session) -> HostedApp:
    """Return the app of a session."""
    assert session._app
    return session._app


@pytest.mark.parametrize(
    ("told", "drawn"),
    [
        ((80, 24), (80, 24)),
        ((0, 0), (80, 24)),
        ((0, 50), (80, 24)),
        ((-1, 5), (80, 24)),
        ((1, 1), (10, 5)),
        ((10_000, 10_000), (500, 200)),
        ((2**32 - 1, 2**32 - 1), (500, 200)),
    ],
)
def test_what_is_drawn_for_what_a_terminal_says(told: tuple[int, int], drawn: tuple[int, int]) -> None:
    assert clamped(*told) == drawn


async def outcome(hall: Hall, work: str) -> tuple[Session, Drawn, str]:
    """Return what goes out when the app is told something."""
    session, line = await hall.come("ana")
    await shows(line, "Tool-shed rota")
    before = len(line.output)
    session._soon(lambda app: app._driver.write(work) if app._driver else None)
    session.received(b"?")
    await shows(line, "Keys")
    return session, line, line.output[before:]


async def test_the_bell_rings(hall: Hall) -> None:
    session, line = await hall.come("ana")
    await shows(line, "Tool-shed rota")
    session._soon(lambda app: app.bell())
    await until(lambda: line.output.count("\a") == 1)
    driver = app_of(session).hosted_driver
    assert driver
    driver.bell()
    assert line.output.count("\a") == 2


async def test_what_is_copied_reaches_the_clipboard_of_the_person(hall: Hall) -> None:
    session, line = await hall.come("ana")
    await shows(line, "Tool-shed rota")
    session._soon(lambda app: app.copy_to_clipboard("ä\x1b[2J"))
    await until(lambda: "\x1b]52;c;w6QbWzJK\a" in line.output)


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b]0;title\x07",
        "\x1b]52;c;?\x07",
        "\x1b]52;p;YWJj\x07",
        "\x1b[?1003h",
        "\x1b[?2026h",
        "\x1b[6n",
        "\x1b[2J",
        "\x1bPq\x1b\\",
        "\x1b]8;;https://example.org\x1b\\",
        "\x1b]22;pointer\x07",
        "\x9b2J",
        "\x07\x07",
        "\x1bc",
    ],
)
async def test_nothing_else_does(hall: Hall, sequence: str) -> None:
    _session, _line, sent = await outcome(hall, sequence)
    assert sequence not in sent
    assert "\x07" not in sent
    assert "\x9b" not in sent


async def test_nothing_goes_out_before_the_terminal_is_taken_over_or_after_it_is_left(hall: Hall) -> None:
    session, line = await hall.come("ana")
    await shows(line, "Tool-shed rota")
    driver = app_of(session).hosted_driver
    assert driver
    session.end("")
    await session.task
    sent = line.output
    driver.write("\x1b[1;1Hlate")
    driver.bell()
    driver.resize(100, 30)
    driver.stop_application_mode()
    assert line.output == sent
