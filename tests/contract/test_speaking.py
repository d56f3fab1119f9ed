"""Speaking between meetings: in each kind of room alike, what is said is seen by all, waits, and is answered by who may."""

import pytest

from sociotui.domain.customs import Customs
from sociotui.domain.organisation_commands import AnswerVoice, Say
from sociotui.domain.organisation_events import VoiceAnswered, VoiceHeard
from sociotui.domain.refusal import Refused
from sociotui.journal.places import ORGANISATION
from tests.between import agreed
from tests.contract.places import First, Place
from tests.homes import Hands
from tests.served.serving import SOON

TODAY = Hands().clock().today()


@pytest.fixture
def first() -> First:
    """Let the Garden circle hear what is said unnamed."""
    return lambda home: agreed(home, Customs(unnamed=True))


def test_what_is_said_is_seen_by_all_and_answered_by_who_may(place: Place) -> None:
    fay, ana, chidi = (place.enter(person) for person in ("fay", "ana", "chidi"))
    said = Say(circle="garden", kind="idea", words="Bees\x1b[31m!", by="fay", today=TODAY)
    (heard,) = fay.room.speak(said).result(SOON)
    assert isinstance(heard, VoiceHeard)
    assert heard.voice.words == "Bees!"
    seen = ana.until(lambda s: "garden-said-1" in s.organisation.voices)
    assert [d.ref for d in seen.due if d.kind == "voice"] == ["garden-said-1"]
    assert [news.said for news in seen.news] == [
        "Thank you, Fay. It waits for the next meeting of Garden circle. Idea: Bees!"
    ]
    reply = AnswerVoice(voice="garden-said-1", words="Two hives.", person="ana", today=TODAY)
    if place.own:  # where each acts for themselves, nobody does in another's name
        with pytest.raises(Refused, match="Between meetings Ana"):
            chidi.room.speak(reply).result(SOON)
    (answered,) = ana.room.speak(reply).result(SOON)
    assert isinstance(answered, VoiceAnswered)
    after = fay.until(lambda s: any(v.answered for v in s.organisation.voices.values()))
    assert after.organisation.voices["garden-said-1"].answered_by == "ana"
    assert after.organisation == place.do(lambda home: home.organisation())


def test_what_is_said_unnamed_names_nobody_to_anybody(place: Place) -> None:
    fay, ana = place.enter("fay"), place.enter("ana")
    said = Say(circle="garden", kind="concern", words="Nobody asks.", unnamed=True, by="fay", today=TODAY)
    for _time in range(2):
        fay.room.speak(said, "again").result(SOON)
    seen = ana.until(lambda s: len(s.organisation.voices))
    assert [v.by for v in seen.organisation.voices.values()] == [""]
    assert seen.news == ()
    (recorded,) = place.do(lambda home: [r for r in home.journal.read(ORGANISATION) if isinstance(r.event, VoiceHeard)])
    assert (recorded.actor, recorded.event.at % 86_400_000) == ("", 0)
    with pytest.raises(Refused, match="has not agreed to hear things unnamed"):
        fay.room.speak(Say(circle="kitchen", kind="idea", words="x", unnamed=True, today=TODAY)).result(SOON)
