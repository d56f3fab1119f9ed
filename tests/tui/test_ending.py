"""Ending: an app that ends while a screen is being opened ends in peace, whichever screen it is."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen

from sociotui.domain.meeting import Meeting
from sociotui.room.port import Snapshot
from sociotui.tui.app import SociotuiApp
from sociotui.tui.dialogs.attendance import AttendanceDialog
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.dialogs.nominate import NominateDialog
from sociotui.tui.dialogs.opening import OpeningDialog
from sociotui.tui.dialogs.pick import PickDialog
from sociotui.tui.dialogs.questions import Field, Form, Submit
from sociotui.tui.dialogs.reader import ReaderDialog
from sociotui.tui.dialogs.workbench import WorkbenchDialog
from sociotui.tui.meeting.screen import MeetingScreen
from sociotui.tui.widgets.listing import Row
from tests.tui.waiting import shows

AppAt = Callable[..., SociotuiApp]


async def nothing(*_said: Any) -> str:
    """Take whatever is said."""
    return ""


def written(_m: Meeting, _person: str) -> tuple[Form, Submit]:
    """Return a form with nothing in it."""
    return Form(title="Nominate", fields=()), nothing


def meeting(snapshot: Snapshot) -> Meeting:
    """Return the meeting that is watched; there has to be one."""
    assert snapshot.meeting
    return snapshot.meeting


SCREENS: dict[str, Callable[[Snapshot], Screen[Any]]] = {
    "meeting": lambda _s: MeetingScreen(),
    "reader": lambda _s: ReaderDialog("Title", "Text"),
    "pick": lambda _s: PickDialog("Title", "", [Row("a", (("A", "plain"),))]),
    "form": lambda _s: FormDialog(Form(title="Title", fields=(Field(name="text", label="What?"),)), nothing),
    "attendance": lambda _s: AttendanceDialog(nothing, nothing),
    "nominate": lambda _s: NominateDialog(written, lambda: nothing()),
    "workbench": lambda s: WorkbenchDialog(meeting(s), nothing),
    "opening": lambda s: OpeningDialog(
        s.organisation, s.organisation.circles["garden"], ("zoe", "eli"), {"weekly": "Circle meeting"}, (), nothing
    ),
}


@pytest.mark.parametrize("screen", SCREENS)
async def test_a_screen_may_be_opened_while_the_app_ends(app_at: AppAt, screen: str) -> None:
    app = app_at("demo")
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "Consent")
        assert app.snapshot
        app.push_screen(SCREENS[screen](app.snapshot))
        app.exit()
    assert app.return_code == 0
