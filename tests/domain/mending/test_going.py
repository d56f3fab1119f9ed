"""How a talk in conflict goes on: nothing goes on before it was heard back, and only what all consented to remains."""

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain.mending import commands as c
from sociotui.domain.mending.going import go_on, invited
from sociotui.domain.mending.talk import HEARD, Kind, Talk
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Person
from sociotui.domain.refusal import Refused
from sociotui.exchange.formats import load_formats
from sociotui.room.files import data_folder
from tests.talking import AGREED, DAY, Do, agreed, asked, heard

TODAY = date(2026, 3, 2)
PEOPLE = ("ana", "ben", "chidi", "dara", "eli")
ORGANISATION = Organisation(people={p: Person(id=p, name=p.title()) for p in PEOPLE})
FORMATS = load_formats([data_folder() / "talks"]).formats
WHO: dict[Kind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "two": (("ana", "ben"), ()),
    "circle": (("ana", "ben", "chidi"), ("dara",)),
    "peers": (("ana", "ben"), ("dara", "eli")),
}


class Played:
    """A talk that goes on by what people ask for."""

    def __init__(self) -> None:
        self.talk: Talk | None = None
        self.today = TODAY

    def __call__(self, _person: str, command: c.InTalk) -> Talk:
        if isinstance(command, c.Invite):
            self.talk = invited(ORGANISATION, command, FORMATS[command.kind], "t", self.today)
        else:
            assert self.talk
            self.talk = go_on(self.talk, command, self.today)
        return self.talk


def begun(kind: Kind = "two") -> tuple[Played, Talk]:
    """Return a talk to which all have agreed."""
    played = Played()
    return played, asked(played, kind, *WHO[kind])


def test_the_three_formats_are_whole() -> None:
    assert load_formats([data_folder() / "talks"]).complaints == ()
    assert FORMATS.keys() == {*get_args(Kind)}
    two = [(turn.speaker, turn.step.id) for turn in begun()[1].turns]
    things = ["observation", "feeling", "need", "request"]
    assert two == [*(("ana", t) for t in things), *(("ben", t) for t in things), ("", "agreement")]
    circle = [(turn.step.id, turn.speaker) for turn in begun("circle")[1].turns]
    assert circle[:4] == [("understanding", p) for p in ("ana", "ben", "chidi")] + [("responsibility", "ana")]
    assert circle[-1] == ("action", "")


@st.composite
def attempts(draw: st.DrawFn) -> list[tuple[str, int]]:
    """Draw who tries what."""
    return draw(st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(0, 7)), max_size=60))


@given(st.sampled_from(get_args(Kind)), attempts())
def test_nothing_goes_on_before_it_was_heard_back_as_who_said_it_meant_it(
    kind: Kind, tried: list[tuple[str, int]]
) -> None:
    _played, talk = begun(kind)
    heard_now = said_now = False
    for person, what in tried:
        asks: list[c.InTalk] = [
            c.Say(person=person), c.HearBack(person=person), c.Confirm(person=person), c.NotYet(person=person),
            c.GoBack(person=person), c.Agree(person=person, text=AGREED, day=DAY), c.End(person=person), c.Skip(person=person),
        ]  # fmt: skip
        try:
            after = go_on(talk, asks[what], TODAY)
        except Refused:
            continue
        assert person in talk.everybody
        if after.state == "ended":
            assert not after.agreements  # nobody has consented to any
            return
        if isinstance(asks[what], c.Skip):
            assert talk.now.step.kind == "round"
            assert talk.now.speaker == person
            assert not talk.spoken
        elif after.turn > talk.turn:
            assert said_now
            assert heard_now
            assert person == talk.now.speaker
            assert talk.heard_by != person
            assert talk.heard_by in talk.everybody
        if isinstance(asks[what], c.Agree):
            assert talk.now.step.kind not in HEARD
            assert person in talk.people
        said_now, heard_now = after.spoken, bool(after.heard_by)
        talk = after


def test_not_quite_yet_lets_it_be_heard_once_more() -> None:
    played, talk = begun()
    played("ana", c.Say(talk="t", person="ana", text="It was shut."))
    with pytest.raises(Refused, match="First somebody says back"):
        played("ana", c.Confirm(talk="t", person="ana"))
    with pytest.raises(Refused, match="whoever listens"):
        played("ana", c.HearBack(talk="t", person="ana"))
    played("ben", c.HearBack(talk="t", person="ben", text="You were late."))
    with pytest.raises(Refused, match="Only who said it"):
        played("ben", c.Confirm(talk="t", person="ben"))
    talk = played("ana", c.NotYet(talk="t", person="ana", text="The door was shut."))
    assert (talk.turn, talk.said, talk.heard_by) == (0, "The door was shut.", "")
    played("ben", c.HearBack(talk="t", person="ben", text="You stood outside."))
    talk = played("ana", c.Confirm(talk="t", person="ana"))
    assert (talk.turn, talk.said, talk.heard, talk.words) == (1, "", "", ())


def test_words_are_kept_only_where_all_agreed_to_that() -> None:
    for keep in (False, True):
        played = Played()
        talk = heard(played, asked(played, keep=keep))
        assert bool(talk.words) == keep


def test_it_begins_when_all_have_agreed_and_ends_when_one_would_rather_not() -> None:
    played = Played()
    played("ana", c.Invite(person="ana", kind="circle", people=("ana", "ben"), keepers=("dara",)))
    talk = played("ben", c.Accept(talk="t", person="ben"))
    assert talk.state == "asked"
    with pytest.raises(Refused, match="Not everybody has agreed"):
        played("ana", c.Say(talk="t", person="ana"))
    assert played("dara", c.Decline(talk="t", person="dara")).state == "declined"
    with pytest.raises(Refused, match="rather not"):
        played("ana", c.Say(talk="t", person="ana"))


@pytest.mark.parametrize(
    ("invite", "why"),
    [
        (c.Invite(person="ana", kind="two", people=("ana", "ben", "chidi")), "is for two"),
        (c.Invite(person="ana", kind="two", people=("ben", "chidi")), "somebody who is in it"),
        (c.Invite(person="ana", kind="circle", people=("ana", "ben")), "one who keeps it"),
        (c.Invite(person="ana", kind="peers", people=("ana", "ben"), keepers=("dara",)), "two from outside"),
        (c.Invite(person="ana", kind="two", people=("ana", "ana")), "named twice"),
        (c.Invite(person="ana", kind="two", people=("ana", "nobody")), "no person"),
    ],
)
def test_a_talk_that_could_not_be_held_is_refused(invite: c.Invite, why: str) -> None:
    with pytest.raises(Refused, match=why):
        Played()("ana", invite)


def test_what_is_said_alone_with_the_two_from_outside_is_not_written() -> None:
    played, _talk = begun("peers")
    with pytest.raises(Refused, match="nothing is written"):
        played("ana", c.Say(talk="t", person="ana", text="Ben never …"))
    played("ana", c.Say(talk="t", person="ana"))
    with pytest.raises(Refused, match="whoever listens"):
        played("ben", c.HearBack(talk="t", person="ben"))
    assert played("dara", c.HearBack(talk="t", person="dara", text="Her words")).heard == ""


def at_agreeing(kind: Kind = "two") -> tuple[Do, Talk]:
    """Return a talk in which all were heard."""
    played, talk = begun(kind)
    return played, heard(played, talk)


def test_another_wording_voids_consent_and_only_what_all_can_live_with_remains() -> None:
    do, _talk = at_agreeing()
    do("ana", c.Agree(talk="t", person="ana", text=AGREED, day=DAY))
    do("ben", c.Agree(talk="t", person="ben", text="We put up a box.", day=DAY))
    for number in (1, 2):
        do("ben", c.GiveConsent(talk="t", person="ben", number=number))
    do("ana", c.GiveConsent(talk="t", person="ana", number=1))
    assert do("ana", c.Agree(talk="t", person="ana", number=1, text="By eleven.", day=DAY)).agreements[0].consents == ()
    with pytest.raises(Refused, match="wording has changed"):
        do("ben", c.GiveConsent(talk="t", person="ben", number=1, text=AGREED))
    do("ben", c.GiveConsent(talk="t", person="ben", number=1, text="By eleven."))
    do("ana", c.GiveConsent(talk="t", person="ana", number=1))
    talk = do("ben", c.End(talk="t", person="ben"))
    assert [a.text for a in talk.agreements] == ["By eleven."]


def test_keepers_take_no_side() -> None:
    do, _talk = at_agreeing("circle")
    with pytest.raises(Refused, match="take no side"):
        do("dara", c.Agree(talk="t", person="dara", text=AGREED, day=DAY))
    with pytest.raises(Refused, match="not ahead"):
        do("ana", c.Agree(talk="t", person="ana", text=AGREED, day=TODAY))


def test_an_agreement_comes_back_on_its_day_to_those_who_made_it() -> None:
    played, talk = begun("circle")
    talk = agreed(played, heard(played, talk))
    assert talk.awaits("ana", DAY - timedelta(days=1)) == ()
    assert [p for p in PEOPLE if talk.awaits(p, DAY)] == ["ana", "ben", "chidi"]
    with pytest.raises(Refused, match="Its day is"):
        played("ana", c.Answer(talk="t", person="ana", number=1, how="kept"))
    played.today = DAY
    for person, over in (("ana", False), ("ben", False), ("chidi", True)):
        talk = played(person, c.Answer(talk="t", person=person, number=1, how="kept"))
        assert talk.awaits(person, DAY) == ()
        assert talk.over is over
    assert not played("ben", c.Answer(talk="t", person="ben", number=1, how="again")).over


def test_release_needs_all_and_another_circle_asks_anew() -> None:
    played, talk = begun()
    agreed(played, heard(played, talk))
    played("ana", c.Release(talk="t", person="ana", number=1, circle="garden"))
    talk = played("ben", c.Release(talk="t", person="ben", number=1, circle="kitchen"))
    assert talk.agreements[0].release == ("ben",)
    assert played("ana", c.KeepPrivate(talk="t", person="ana", number=1)).agreements[0].release == ()
