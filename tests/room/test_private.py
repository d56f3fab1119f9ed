"""Private meetings: whatever goes out, only what they release is in it; those who took part have all of it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import msgspec
import pytest
from click.testing import CliRunner

from sociotui.cli import main
from sociotui.domain import commands as c
from sociotui.domain.customs import Customs
from sociotui.domain.organisation import Definition
from sociotui.domain.people import Person
from sociotui.domain.refusal import Refused
from sociotui.exchange.data import import_data
from sociotui.exchange.minutes import MinutesFormat
from sociotui.room import identity
from sociotui.room.acting import act_by_name, answer_by_name
from sociotui.room.caller import Caller
from sociotui.room.errands import carry_out
from sociotui.room.furnishing import Opening
from sociotui.room.home import ORGANISATION, Home
from sociotui.room.identity import Identity
from sociotui.room.live import LiveRoom
from sociotui.room.port import Snapshot
from sociotui.room.status import status
from sociotui.tui.home.about import Teller
from sociotui.tui.home.rows import Rows, kind_of
from sociotui.tui.signs import PLAIN
from tests.homes import Hands, home_in, opened
from tests.room import exported as exporting
from tests.room.holding import close, held
from tests.room.secrets import KEPT, MARK, RELEASED, SAID, UNDECIDED, half, hiding, open_private, whole
from tests.room.test_acting import with_customs

ID = "garden-2026-03-02-private"
SHOWING: dict[str, list[list[str]]] = {
    "actions": [[]],
    "completion": [["bash"], ["zsh"], ["fish"]],
    "config": [[], ["--json"], ["--example"]],
    "doctor": [[], ["--json"]],
    "agenda": [["garden"], ["garden", "--json"]],
    "due": [["--within", "3600d"], ["--json"]],
    "export calendar": [[], ["--circle", "garden"]],
    "export data": [[]],
    "export handbook": [[], ["--format", "html"], ["--circle", "garden"]],
    "export org": [[]],
    "export tables": [["DIR"]],
    "export tinydb": [["DIR"]],
    "find": [[], ["--due"], ["garden"]],
    "follow": [[], ["--json"]],
    "formats": [[]],
    "history": [[], ["garden"], ["--json"]],
    "list": [[]],
    "mirror": [["garden", "--from", "all"], ["--format", "json"]],
    "man": [[]],
    "map": [[], ["--circle", "garden"], ["--format", "svg"]],
    "member keys": [[]],
    "people": [[], ["--not-facilitated"]],
    "practice": [[], ["--list"]],
    "roles": [[], ["--ending"]],
    "said": [[], ["garden"], ["--json"]],
    "status": [[], ["--json"]],
}
"""What shows a home or writes it out, and in which ways: of a private meeting none of it tells more than that it was."""
OWN = {"minutes", "export meeting"}
"""What is a private meeting's own: refused to who was not in it."""
OTHERS = {
    *("add circle", "add member", "add person", "add role", "end circle", "end membership", "end role"),
    *("change circle", "change organisation", "change person", "change role", "change undo"),
    *(
        "act",
        "answer",
        "config set",
        "config unset",
        "demo",
        "done",
        "forget",
        "import data",
        "import from",
        "import org",
        "init",
        "learn",
        "mend",
        "open",
        "restore",
        "say",
        "seek",
        "talk",
        "talk-with",
    ),
    *(
        "host-key new",
        "host-key show",
        "join",
        "serve",
        "member account",
        "member invite",
        "member key",
        "member revoke",
    ),
}
"""What does something, and says what it did."""
WHOLE = {"backup"}
"""Copies all files as they are, for whoever has them already."""

Held = Callable[[Home], str]


@pytest.fixture(autouse=True)
def laptop(monkeypatch: pytest.MonkeyPatch) -> None:
    """The account is the laptop's, which the organisation does not know."""
    monkeypatch.setattr(identity, "account", lambda: "laptop")


@pytest.fixture(params=["hold", "present"])
def any_home(request: pytest.FixtureRequest, home: Home) -> Home:
    """A home whose garden circle waits for absent members, or does not and keeps more than others do."""
    if request.param == "present":
        with_customs(home, Customs(absence="present", minutes="window", keep_totals=True))
    return home


def commands(group: click.Group, before: str = "") -> Iterator[str]:
    """Return every command there is, by its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} ")
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield before + name


def shown(home: Home, words: list[str], folder: Path) -> str:
    """Run a command and return all that it said, and all that it wrote."""
    folder.mkdir()
    words = [str(folder) if word == "DIR" else word for word in words]
    done = CliRunner().invoke(main, ["--home", str(home.folder), *words], catch_exceptions=False)
    assert done.exit_code in (0, 1, 3), done.output
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "".join([done.output, *(path.read_text("utf-8") for path in files), *map(str, files)])


# --- what goes out ---------------------------------------------------------------------------------


def test_no_command_is_forgotten_here() -> None:
    assert set(commands(main)) == {*SHOWING, *OWN, *OTHERS, *WHOLE}


def test_these_words_would_be_found_of_any_other_meeting(home: Home, tmp_path: Path) -> None:
    half(home, private=False)
    for number, command in enumerate((["export", "data"], ["export", "tinydb", "DIR"], ["status"])):
        assert MARK in shown(home, command, tmp_path / str(number)).lower()
    assert MARK in written(LiveRoom(home, "chidi").snapshot)


@pytest.mark.parametrize("hold", [whole, half, hiding], ids=["held", "under way", "hiding"])
@pytest.mark.parametrize("command", sorted(SHOWING))
def test_nothing_of_it_is_shown_or_written_out(any_home: Home, tmp_path: Path, command: str, hold: Held) -> None:
    assert hold(any_home) == ID
    for number, more in enumerate(SHOWING[command]):
        said = shown(any_home, [*command.split(), *more], tmp_path / str(number))
        assert MARK not in said.lower()


@pytest.mark.parametrize("hold", [whole, half, hiding], ids=["held", "under way", "hiding"])
def test_no_screen_knows_of_it_but_its_own(any_home: Home, hands: Hands, hold: Held) -> None:
    id_ = hold(any_home)
    outside = LiveRoom(any_home, "chidi").snapshot
    assert MARK not in written(outside)
    told = texts(outside, hands)
    assert MARK not in told.lower()
    if hold is not whole:
        assert "private meeting" in told
        inside = LiveRoom(any_home, "zoe", id_).snapshot
        assert inside.meeting
        assert MARK in written(inside.meeting)


def written(thing: object) -> str:
    """Return all that something has in it, in small letters."""
    return msgspec.json.encode(thing, enc_hook=dict).decode().lower()


def texts(snapshot: Snapshot, hands: Hands) -> str:
    """Return all that the home screen has on its list, and tells about each row of it."""
    rows = Rows(snapshot, hands.clock(), PLAIN, 120, 1000, unfolded=True).all()
    teller = Teller(snapshot, hands.clock(), str)
    told = [line for row in rows for line in teller.row(*kind_of(row.id))]
    return repr([row.line for row in rows]) + repr(told)


def test_who_is_to_be_forgotten_is_looked_for_and_nothing_of_it_is_told(home: Home, tmp_path: Path) -> None:
    about = home.organisation().about
    assert about
    home.define(Definition(organisation=about, person=(Person(id="jon", name="Jon Zimmer"),)), "test")
    assert "private" not in shown(home, ["forget", "jon", "--dry-run"], tmp_path / "before")
    id_ = whole(home)
    second = open_private(home)
    home.act(second, c.TakeNote(text=f"{MARK} Jon was loud"), "zoe")
    said = shown(home, ["forget", "jon", "--dry-run"], tmp_path / "after")
    assert MARK not in said.lower()
    assert f"“sociotui export meeting”: {second}." in said
    assert id_ != second


def test_what_it_releases_is_on_record_for_everybody(any_home: Home) -> None:
    whole(any_home)
    for released in RELEASED:
        assert released in exporting.everything(any_home).decode()
    calendar = exporting.calendar(any_home, "").decode()
    assert "Garden circle: private meeting" in calendar
    assert ID in CliRunner().invoke(main, ["--home", str(any_home.folder), "list"]).output


def test_the_circle_whose_help_it_wants_learns_where_to_ask(home: Home) -> None:
    whole(home)
    (topic,) = home.organisation().backlog["general"]
    assert (topic.title, topic.next_step) == ("From a private meeting of Garden circle, 2026-03-02", "")


def test_who_wrote_in_it_is_not_who_put_its_outcomes_on_record(home: Home) -> None:
    whole(home)
    record = [r for r in home.journal.read(ORGANISATION) if r.cmd.endswith(ID)]
    assert record
    assert {r.actor for r in record} == {""}


# --- its own ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("afterwards", [False, True], ids=["waiting", "standing"])
def test_why_an_absent_member_objects_is_on_no_record_and_they_are_told_so(
    home: Home, tmp_path: Path, hands: Hands, afterwards: bool
) -> None:
    decision = f"{whole(home)}-d1"
    if afterwards:
        for person in home.organisation().waiting[decision].missing:
            answer_by_name(home, decision, person=person, actor=person)
    said = answer_by_name(home, decision, person="fay", actor="fay", reason=f"{MARK} Ben would lose it")
    assert said.endswith("so why was not written down: Fay tells it in a private meeting.")
    (topic,) = (t for t in home.organisation().backlog["garden"] if "Keys" in t.title)
    assert "Fay tells why in a private meeting, as it was decided in one." in topic.next_step
    for command in (["status"], ["export", "data"], ["export", "tables", "DIR"]):
        assert MARK not in shown(home, command, tmp_path / command[-1]).lower()
    snapshot = LiveRoom(home, "fay").snapshot
    assert MARK not in (written(snapshot) + texts(snapshot, hands)).lower()


@pytest.mark.parametrize("format_", ["md", "html", "txt"])
@pytest.mark.parametrize("hold", [whole, half])
def test_its_own_minutes_have_all_of_it(home: Home, hold: Held, format_: MinutesFormat) -> None:
    minutes = exporting.minutes_of_meeting(home, hold(home), format_)
    plain = minutes.replace("&#x27;", "'").replace("\\", "")
    assert [what for what, text in KEPT.items() if text not in plain] == []
    assert "these minutes are for those who took part" in minutes


def test_its_own_export_has_the_whole_record_of_it(home: Home) -> None:
    id_ = half(home)
    written = exporting.one_meeting(home, id_).decode()
    held(home)
    assert set(json.loads(written)["streams"]) == {f"private/{id_}"}
    said = json.dumps(json.loads(written), ensure_ascii=False)
    assert [text for text in (*KEPT.values(), *SAID.values(), UNDECIDED) if text not in said] == []


def test_once_closed_it_is_sealed_like_any_other(home: Home) -> None:
    id_ = whole(home)
    assert home.meeting(id_).sealed
    assert home.organisation().held[id_].sealed
    said = exporting.one_meeting(home, id_).decode()
    assert SAID["reason"] not in said
    assert [text for text in KEPT.values() if text not in said] == []


def test_an_export_of_a_public_meeting_is_of_that_one_only(home: Home) -> None:
    id_ = held(home)
    streams = json.loads(exporting.one_meeting(home, id_))["streams"]
    assert streams == {f"meeting/{id_}": json.loads(exporting.everything(home))["streams"][f"meeting/{id_}"]}


def test_it_is_not_written_out_while_nominations_are_hidden_and_keeps_nothing_else_back(home: Home) -> None:
    id_ = hiding(home)
    with pytest.raises(Refused, match="hidden until all are revealed"):
        exporting.one_meeting(home, id_)
    assert exporting.everything(home)


def test_what_was_left_out_is_said_and_how_to_get_it(home: Home) -> None:
    assert exporting.left_out(home) == ""
    id_ = whole(home)
    assert "left out (1)" in exporting.left_out(home)
    assert id_ in exporting.left_out(home)
    for words in (["export", "data"], ["export", "tinydb", str(home.folder / "out")]):
        done = CliRunner().invoke(main, ["--home", str(home.folder), *words])
        assert "sociotui export meeting" in done.stderr
    out = home.folder / "one.json"
    done = CliRunner().invoke(main, ["--home", str(home.folder), "export", "meeting", id_, "-o", str(out)])
    assert (done.exit_code, done.output) == (0, "")
    assert out.stat().st_mode & 0o777 == 0o600


# --- whose it is -----------------------------------------------------------------------------------


def reading(home: Home, account: str) -> Home:
    """Return the same home as another account reads it."""
    return Home(home.folder, home.clock, account=lambda: account)


def ways_in(home: Home, id_: str, me: str) -> dict[str, Callable[[], object]]:
    """Return every way to see or touch a meeting."""
    return {
        "minutes": lambda: exporting.minutes_of_meeting(home, id_, "md"),
        "status": lambda: status(home.meeting(id_)),
        "follow": lambda: carry_out(home, Caller(home, Identity(person=me)), "hear", {"meeting": id_, "after": 0}),
        "look": lambda: carry_out(
            home, Caller(home, Identity(person=me)), "look", {"meeting": id_, "topic": "objections"}
        ),
        "talk": lambda: carry_out(home, Caller(home, Identity(person=me)), "around", {"meeting": id_, "by": ""}),
        "export": lambda: exporting.one_meeting(home, id_),
        "act": lambda: act_by_name(home, id_, "note", {"text": "x"}, "zoe"),
        "act straight": lambda: home.act(id_, c.TakeNote(text="x"), "zoe"),
        "screen": lambda: LiveRoom(home, me, id_),
    }


def test_who_was_not_in_it_is_told_so_warmly(home: Home) -> None:
    id_ = half(home)
    for way, go in ways_in(reading(home, "chidi"), id_, "chidi").items():
        with pytest.raises(Refused, match="is private, Chidi: what is said in it stays with those who take part") as it:
            go()
        assert MARK not in str(it.value).lower(), way


@pytest.mark.parametrize("account", ["ana", "laptop"])
def test_who_was_in_it_and_the_circles_own_laptop_go_in(home: Home, account: str) -> None:
    id_ = half(home)
    for go in ways_in(reading(home, account), id_, account).values():
        assert go()


def test_who_left_before_the_end_took_part(home: Home) -> None:
    id_ = open_private(home)
    home.act(id_, c.Leave(person="ana"), "zoe")
    assert reading(home, "ana").meeting(id_)


def test_a_room_does_not_watch_it_for_somebody_else(home: Home) -> None:
    id_ = half(home)
    room = LiveRoom(home, "chidi")
    room.start(lambda _snapshot: None)
    try:
        assert isinstance(room.watch(id_).exception(20), Refused)
        assert room.watch("").exception(20) is None
        assert room.snapshot.meeting is None
    finally:
        room.stop()


def test_without_a_name_it_is_not_what_is_shown(home: Home) -> None:
    id_ = half(home)
    with pytest.raises(Refused, match=f"private. Whoever takes part names it: “sociotui status {id_}”"):
        home.meeting()
    public = opened(home)
    home.act(id_, c.TakeNote(text="x"), "zoe")
    assert home.meeting().id == public


def test_who_is_not_to_be_in_it_does_not_open_it(home: Home) -> None:
    with pytest.raises(Refused, match="opened by somebody who takes part in it, Chidi"):
        open_private(home, "chidi")
    assert open_private(home, "ana") == ID


# --- where it lies ---------------------------------------------------------------------------------


def test_it_lies_in_a_folder_of_its_own_for_this_account_alone(home: Home) -> None:
    id_ = half(home)
    folder = home.folder / "private"
    assert (folder / f"{id_}.journal").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert not (home.folder / "meetings").exists()
    assert home.journal.heads()[f"private/{id_}"]


def test_meetings_of_both_kinds_on_one_day_have_ids_of_their_own(home: Home) -> None:
    ids = [opened(home), open_private(home), opened(home), open_private(home)]
    assert ids == ["garden-2026-03-02", ID, "garden-2026-03-02-2", f"{ID}-2"]
    assert home.meetings() == sorted(ids)
    again = Home(home.folder, home.clock)
    assert [again.meeting(id_).private for id_ in ids] == [False, True, False, True]
    assert [m.private for m in again.open_meetings()].count(True) == 2
    again.close()


def test_what_a_crash_left_undone_is_done_by_the_next_look(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Home, "keep_outcomes", lambda _home, _meeting: None)
        id_ = whole(home)
    assert id_ not in home.organisation().held
    assert home.open_meetings() == []
    assert home.meeting(id_).sealed
    assert home.organisation().held[id_].private


# --- what comes in, and what follows ---------------------------------------------------------------


def test_its_export_begins_no_home(home: Home, tmp_path: Path) -> None:
    id_ = half(home)
    other = Home(tmp_path / "other")
    with pytest.raises(Refused, match=f"This is the record of {id_} and of no organisation"):
        import_data(exporting.one_meeting(home, id_), other.journal)
    both = json.loads(exporting.everything(home))
    both["streams"] |= json.loads(exporting.one_meeting(home, id_))["streams"]
    with pytest.raises(Refused, match="an import brings none in"):
        import_data(json.dumps(both).encode(), other.journal)
    assert other.meetings() == []
    other.close()


def test_a_home_comes_back_from_all_data_without_it(home: Home, tmp_path: Path) -> None:
    id_, public = whole(home), held(home)
    other = Home(tmp_path / "other", home.clock)
    import_data(exporting.everything(home), other.journal)
    assert other.meetings() == [public]
    assert other.open_meetings() == []
    assert other.organisation() == home.organisation()
    assert other.organisation().held[id_].private
    assert other.notices() == []
    other.close()


def test_the_next_meeting_is_asked_for_the_minutes_of_the_last_that_all_can_read(home: Home) -> None:
    public = held(home)
    whole(home)
    meeting = home.meeting(opened(home))
    assert meeting.minutes_before == public
    assert [f.title for f in meeting.offers if MARK in f.title.lower()] == []
    close(home, meeting.id)
    assert home.organisation().held[public].approved == "next"


def test_its_minutes_are_nobody_elses_to_put_right(home: Home) -> None:
    id_ = whole(home)
    with pytest.raises(Refused, match="those who took part approve its minutes at its end"):
        home.answer(id_, "fay", "fay", reason="I was not there.")


def test_whoever_opens_one_by_command_says_so(tmp_path: Path) -> None:
    home = home_in(tmp_path / "home")
    words = ["--home", str(home.folder), "open", "garden", "--private", "--present", "ana,ben,zoe"]
    done = CliRunner().invoke(main, [*words, "--facilitator", "zoe", "--secretary", "ben"])
    (id_,) = home.meetings()
    assert done.output.strip() == id_
    assert home.meeting(id_).private
    assert not home.meeting(home.open(Opening(circle="garden"), "zoe")).private
    home.close()
