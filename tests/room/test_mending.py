"""Talks in conflict in a home: what lies on the disk of them, who can read that, and that nothing else has a word of it."""

import os
import stat
from pathlib import Path

import msgspec
import pytest

from sociotui.domain.mending import commands as c
from sociotui.domain.mending.talk import HEARD, Kind, Talk
from sociotui.domain.organisation_commands import AddTopic
from sociotui.domain.refusal import Refused
from sociotui.room.acting import finish_by_name
from sociotui.room.doctor.home import check_home
from sociotui.room.doctor.lying import lying_in
from sociotui.room.doctor.machine import Machine
from sociotui.room.forgetting import forget, plan
from sociotui.room.home import Home
from sociotui.room.identity import Identity
from sociotui.room.listing import overview
from sociotui.room.live import LiveRoom
from sociotui.room.mending.acting import do, talks_of
from sociotui.room.mending.ladder import RUNGS, begin, person_meant
from sociotui.room.mending.plain import Walk
from sociotui.room.mending.store import Talks
from sociotui.room.mending.telling import told
from sociotui.room.mending.ways import Reflection, acting, ways
from sociotui.room.own import Own
from sociotui.room.safekeeping import back_up
from tests.homes import Hands, home_in
from tests.room.exported import calendar, everything, handbook, tables, tinydb
from tests.room.test_forgetting import part
from tests.talking import AGREED, BACK, CARD, DAY, SAID, SECRETS, Do, asked, heard, whole

ANYBODY = Identity(person="shared")
"""At a laptop whose account nobody has."""
DAY_MS = 24 * 3600 * 1000


def doing(home: Home, identity: Identity = ANYBODY) -> Do:
    """Return what does things in talks of a home, by one identity for all who sit there."""
    return lambda _person, command: do(home, identity, command)


@pytest.mark.parametrize("keep", [False, True])
def test_no_byte_of_it_lies_anywhere_but_in_its_own_file(home: Home, tmp_path: Path, keep: bool) -> None:
    before = os.umask(0)
    try:
        talk = whole(doing(home), keep=keep)
    finally:
        os.umask(before)
    home.keep()
    back_up(home, tmp_path / "all.tar.gz")
    home_in(tmp_path / "again").close()
    folder = home.folder / "talks"
    of_talks = {p for p in folder.iterdir() if p.is_file()}
    assert {p.suffix for p in of_talks} == {".talk", ""}
    assert {stat.S_IMODE(p.stat().st_mode) for p in of_talks} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    import gzip

    for path in (p for p in tmp_path.rglob("*") if p.is_file() and p not in of_talks):
        data = path.read_bytes()
        data += gzip.decompress(data) if path.suffix == ".gz" else b""
        assert not any(secret.encode() in data for secret in (*SECRETS, talk.id)), path
    written = "".join(p.read_text("utf-8") for p in of_talks)
    assert [secret in written for secret in (SAID, BACK, CARD, AGREED)] == [keep, keep, True, True]


def test_nothing_that_is_written_out_has_a_word_of_it(home: Home) -> None:
    talk = whole(doing(home), keep=True)
    out = [
        everything(home).decode(), str(tinydb(home)), str(tables(home)), calendar(home, "").decode(), handbook(home, "", "md"),
        "\n".join(overview(home)), repr(home.organisation()), "\n".join(home.notices()),
    ]  # fmt: skip
    assert not any(secret in text for text in out for secret in (*SECRETS, talk.id))


def test_words_of_a_turn_are_gone_when_the_program_ends(home: Home, tmp_path: Path, hands: Hands) -> None:
    talk = asked(doing(home))
    doing(home)("ana", c.Say(talk=talk.id, person="ana", text=SAID))
    assert home.talks.one(talk.id, "ana").said == SAID
    again = Talks(home.folder, hands.clock())
    there = again.one(talk.id, "ben")
    assert (there.spoken, there.said, there.about) == (True, "", "")


def test_two_programs_go_on_with_one_talk(home: Home, hands: Hands) -> None:
    other = Home(home.folder, hands.clock())
    talk = asked(doing(home))
    doing(other)("ana", c.Say(talk=talk.id, person="ana"))
    doing(home)("ben", c.HearBack(talk=talk.id, person="ben"))
    assert doing(other)("ana", c.Confirm(talk=talk.id, person="ana")).turn == 1
    assert home.talks.one(talk.id, "ben").turn == 1
    other.close()


def test_an_account_that_is_somebodys_sees_their_own_talks_and_a_servers_steward_none(home: Home) -> None:
    talk = whole(doing(home))
    assert [t.id for t in talks_of(home, Identity(person="ana"), "")] == [talk.id]
    assert talks_of(home, Identity(person="zoe"), "ana") == ()
    assert talks_of(home, ANYBODY, "") == ()
    assert [t.id for t in talks_of(home, ANYBODY, "ben")] == [talk.id]
    root = Identity(person="root", door="socket", steward=True)
    assert talks_of(home, root, "ana") == ()
    with pytest.raises(Refused, match="name of their own"):
        do(home, root, c.LetGo(talk=talk.id, person="ana"))


def test_what_was_answered_by_all_leaves_nothing_behind(home: Home, hands: Hands) -> None:
    talk = whole(doing(home))
    hands.at += 14 * DAY_MS
    for person in talk.people:
        doing(home)(person, c.Answer(talk=talk.id, person=person, number=1, how="kept"))
    assert list((home.folder / "talks").glob("*.talk")) == []
    assert home.talks.of("ana") == ()


def test_all_can_let_go_of_it_together_and_nobody_alone(home: Home) -> None:
    talk = whole(doing(home), keep=True)
    doing(home)("ana", c.LetGo(talk=talk.id, person="ana"))
    assert home.talks.of("ana")
    doing(home)("ben", c.LetGo(talk=talk.id, person="ben"))
    assert not list((home.folder / "talks").glob("*.talk"))


def test_who_is_forgotten_is_in_no_talk_by_name(home: Home) -> None:
    whole(doing(home), keep=True)
    part(home)
    forget(home, plan(home, "ana"), "zoe")
    names = {p for t in home.talks.of("ben") for p in t.everybody}
    assert names == {"ben", "former-1"}
    (path,) = (home.folder / "talks").glob("*.talk")
    assert b'"ana"' not in path.read_bytes()


def test_a_damaged_talk_is_in_nobodys_way_and_doctor_names_it(home: Home) -> None:
    talk = whole(doing(home))
    (home.folder / "talks" / "0123456789abcdef.talk").write_bytes(b"{")
    assert [t.id for t in home.talks.of("ana")] == [talk.id]
    found = [
        f.said
        for f in check_home(home.folder, lying_in(home.folder), Machine(config=home.folder))
        if f.check == "talks"
    ]
    assert len(found) == 1
    assert "0123456789abcdef.talk" in found[0]
    assert talk.id not in found[0]


# --- ways, the ladder, and a walk by lines ----------------------------------------------------------------


def test_each_way_that_is_offered_can_be_gone(home: Home) -> None:
    talk = asked(doing(home), "circle", ("ana", "ben"), ("zoe",))
    o, today = home.organisation(), home.clock.today()
    for _ in range(20):
        for way in ways(talk, acting(talk, "ana", own=False), o, today):
            if way.questions:
                continue
            try:
                do_not_keep(home, talk, way.make({}))
            except Refused as refusal:
                assert "beginning" in str(refusal), way.label
        talk = step(home, talk)
        if talk.now.speaker == "":
            break
    assert talk.now.step.kind == "amend"
    assert any(part.heading == "Agreements" for part in told(talk, str, today))


def do_not_keep(home: Home, talk: Talk, command: object) -> None:
    """Try a command on a talk without keeping what came of it."""
    from sociotui.domain.mending.going import go_on

    go_on(talk, command, home.clock.today())  # type: ignore[arg-type]


def step(home: Home, talk: Talk) -> Talk:
    """Take the first way that is offered, which leads on."""
    way = ways(talk, talk.everybody, home.organisation(), home.clock.today())[0]
    return do(home, ANYBODY, way.make({}))  # type: ignore[arg-type]


def test_each_step_of_the_ladder_is_begun_by_what_it_asks(home: Home) -> None:
    o, today = home.organisation(), home.clock.today()
    said = {
        "with": "Ben", "about": "", "keep": "", "first": "other", "people": "Ana, Ben", "keeper": "zoe", "peers": "ivo, hana",
        "circle": "garden", "text": "Moving away", "happened": "It was shut.",
    }  # fmt: skip
    made = {r.id: begin(r.id, o, "ana", today) for r in RUNGS}
    done = {id_: way.make({q.name: said.get(q.name, "") for q in way.questions}) for id_, way in made.items()}
    assert isinstance(done["alone"], Reflection)
    assert done["two"] == c.Invite(person="ana", kind="two", people=("ben", "ana"))
    assert done["circle"] == c.Invite(person="ana", kind="circle", people=("ana", "ben"), keepers=("zoe",))
    assert isinstance(done["peers"], c.Invite)
    assert isinstance(done["exit"], AddTopic)
    assert done["exit"].topic.format == "leaving"
    home.prepare(done["exit"], "ana")
    assert home.organisation().backlog["garden"][-1].about == "ana"
    with pytest.raises(Refused, match="Those from outside"):
        made["peers"].make({**said, "peers": "zoe, hana"})
    with pytest.raises(Refused, match="no person"):
        person_meant(o, "Nobody")


class Lines:
    """Answers a walk by lines with what was prepared; then nobody answers any more."""

    def __init__(self, *answers: str) -> None:
        self.told: list[str] = []
        self.answers = list(answers)

    def ask(self, question: str) -> str:
        """Answer a question."""
        self.told.append(question)
        if not self.answers:
            raise EOFError
        return self.answers.pop(0)


def test_a_whole_talk_for_two_goes_by_lines_and_numbers_alone(home: Home) -> None:
    room = LiveRoom(home, "shared")
    room.start(lambda _s: None)
    try:
        turn = ["1", "1", "1"]
        lines = Lines(
            "Ana", "Ben", "1", "the shed", "1", "1", *turn * 8, "1", AGREED, "", DAY.isoformat(), "1", "1", "1", "yes", "q"
        )  # fmt: skip
        Walk(room, Own(), lines.told.append, lines.ask).begin("two")
        assert lines.answers == []
        talk = room.talks("ana").result(5)[0]
        assert (talk.state, [(a.text, a.day) for a in talk.agreements]) == ("ended", [(AGREED, DAY)])
        text = "\n".join(lines.told)
        assert "is that what you meant? Only then it goes on." in text
        assert "It stays between you" in text
    finally:
        room.stop()


def test_what_all_have_agreed_on_offers_first_to_be_done(home: Home) -> None:
    do = doing(home)
    talk = heard(do, asked(do))

    def first() -> str:
        return ways(talk, talk.people, home.organisation(), DAY)[0].label

    assert first().startswith("Propose")
    talk = do("ana", c.Agree(talk=talk.id, person="ana", text=AGREED, day=DAY))
    talk = do("ana", c.GiveConsent(talk=talk.id, person="ana", number=1, text=AGREED))
    assert first().startswith("Ben: I can live with")
    talk = do("ben", c.GiveConsent(talk=talk.id, person="ben", number=1, text=AGREED))
    assert first() == "We have agreed: this talk is done …"
    talk = do("ben", c.GoBack(talk=talk.id, person="ben"))
    assert talk.now.step.kind in HEARD
    assert "done" not in first()


@pytest.mark.parametrize(
    ("kind", "keepers", "other"),
    [
        ("two", (), "somebody who keeps the talk"),
        ("circle", ("zoe",), "two from outside"),
        ("peers", ("zoe", "eli"), "your circle"),
    ],
)
def test_where_a_talk_is_declined_another_step_is_named(
    home: Home, kind: Kind, keepers: tuple[str, ...], other: str
) -> None:
    do = doing(home)
    talk = do("ana", c.Invite(person="ana", kind=kind, people=("ana", "ben"), keepers=keepers))
    (part,) = told(do("ben", c.Decline(talk=talk.id, person="ben")), str, DAY)
    assert f"the ladder may do: {other}" in part.sentences[1]


def test_notes_for_oneself_are_kept_in_ones_own_file(home: Home, tmp_path: Path) -> None:
    room, own = LiveRoom(home, "shared"), Own(tmp_path / "own" / "learning.json")
    lines = Lines("It was shut.", "", "to rely on it", "", "")
    Walk(room, own, lines.told.append, lines.ask).begin("alone")
    assert "to rely on it" in own.things.notes[0].text
    assert stat.S_IMODE((tmp_path / "own" / "learning.json").stat().st_mode) == 0o600
    own.forget_notes()
    assert own.things.notes == ()


def test_how_it_went_with_what_was_released(home: Home, hands: Hands) -> None:
    talk = whole(doing(home))
    with pytest.raises(Refused, match="None of you is in"):
        doing(home)("ana", c.Release(talk=talk.id, person="ana", number=1, circle="kitchen"))
    for person in talk.people:
        doing(home)(person, c.Release(talk=talk.id, person=person, number=1, circle="garden"))
    ref = next(iter(home.organisation().follow_ups.live))
    hands.at += 20 * DAY_MS
    assert "talked over again" in finish_by_name(home, ref, "ana", "again")
    assert home.organisation().follow_ups[ref].how == "again"


def test_old_files_are_read_though_fields_have_come_since() -> None:
    talk = heard_alone()
    assert msgspec.json.decode(msgspec.json.encode(talk), type=Talk) == talk


def heard_alone() -> Talk:
    """Return a talk with something in most of its fields."""
    from tests.domain.mending.test_going import Played

    played = Played()
    return heard(played, asked(played, keep=True))
