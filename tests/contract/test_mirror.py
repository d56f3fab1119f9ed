"""The mirror: in each kind of room alike; one's own figures go to oneself alone, and nobody's time to another's machine."""

import pytest
from msgspec.structs import replace

from sociotui.domain.customs import Customs
from sociotui.domain.fairness import Start
from sociotui.domain.mirror.figures import Asked, Figure, Mirror
from sociotui.domain.refusal import Refused
from sociotui.room import mirrored
from sociotui.room.home import Home
from sociotui.tui.meeting.whisper import Whisper
from tests.between import agreed, held
from tests.contract.places import Entered, First, Place
from tests.plain import as_json
from tests.served.serving import SOON


@pytest.fixture
def first() -> First:
    """Let the Garden circle keep totals, and have held a meeting that Zoe facilitated."""

    def hold(home: Home) -> None:
        agreed(home, Customs(absence="present", keep_totals=True))
        held(home, "Tool-shed rota")

    return hold


def look(who: Entered, **asked: object) -> Mirror:
    """Return what somebody sees."""
    return who.room.mirror(Asked(**asked)).result(SOON)  # type: ignore[arg-type]


def led(mirror: Mirror) -> tuple[int, int]:
    """Return of how many meetings somebody facilitated how many."""
    figure: Figure = next(f for f in mirror.figures if f.id == "facilitation")
    return figure.count, figure.of


def test_all_see_the_same_of_all(place: Place) -> None:
    ben, zoe = place.enter("ben"), place.enter("zoe")
    seen = look(ben, circle="garden")
    assert seen == look(zoe, circle="garden")
    assert (seen.title, seen.meetings, len(seen.figures)) == ("Garden circle", 1, 11)
    assert look(ben, meeting=seen.latest[0].id).meetings == 1
    with pytest.raises(Refused, match="Near it: garden"):
        look(ben, circle="gardn")


def test_a_meeting_under_way_is_seen_live(place: Place) -> None:
    zoe = place.enter("zoe", place.opened())
    seen = look(zoe, meeting=zoe.meeting.id)
    assert seen.title == "Garden circle, under way"


def test_ones_own_are_for_oneself(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    ben, zoe = place.enter("ben"), place.enter("zoe")
    if not place.own:
        with pytest.raises(Refused, match="One's own figures are for oneself"):
            look(zoe, own=True)  # whoever says that they are Zoe: the account is not hers
        monkeypatch.setattr(mirrored, "account", lambda: "zoe")
        with pytest.raises(Refused, match="nobody's whom the organisation knows"):
            look(zoe, own=True)
        return
    assert (look(ben, own=True).title, led(look(ben, own=True))) == ("Ben", (0, 1))
    assert (look(zoe, own=True).title, led(look(zoe, own=True))) == ("Zoe", (1, 1))
    with pytest.raises(Refused, match=r"nobody whom the organisation knows|does not know you"):
        look(place.enter("mallory"), own=True)


def test_how_long_each_spoke_does_not_leave_the_server(place: Place) -> None:
    ben = place.enter("ben")
    (before,) = place.home.organisation().held.values() if not place.own else ben.snapshot.organisation.held.values()
    place.do(lambda home: held(home, "Café hours"))
    ben.until(lambda s: len(s.organisation.held) == 2)
    there = place.do(lambda home: list(home.organisation().held.values()))
    assert all(each.totals for each in there)
    if type(ben.room).__name__ == "SocketRoom":  # its memory is on somebody else's machine, or in another account
        assert not before.totals
        assert b'"totals"' not in as_json(dict(ben.snapshot.organisation.held))
        late = place.enter("zoe")
        assert b'"totals"' not in as_json(dict(late.snapshot.organisation.held))


def test_a_private_hint_is_for_the_facilitators_own_terminal_and_leaves_no_trace(place: Place) -> None:
    meeting = place.opened()
    zoe, ana = place.enter("zoe", meeting), place.enter("ana", meeting)
    before = place.recorded(meeting)
    for who, form in ((zoe, "told"), (ana, "")) if place.own else ((zoe, "sign"), (ana, "sign")):
        # Where all sit before one screen it is a sign; what it says is opened by who wants to.
        whisper, m = Whisper(on=True), replace(who.meeting, starts=(Start("dara", "left"),) * 4)
        assert whisper.form(m, who.room, who.snapshot) == form
        assert bool(whisper.heed(m, who.room, who.snapshot)) == bool(form)
        assert Whisper(on=False).heed(m, who.room, who.snapshot) is None
    assert place.recorded(meeting) == before
    assert b"asked last" not in as_json(zoe.snapshot.news) + as_json(ana.snapshot.said)
