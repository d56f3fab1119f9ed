"""All data of a home: out as JSON and in again, without loss; and what is not fit to come in stays out."""

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import inspect

from sociotui.domain.catalogue import AnyEvent, SharedEvent
from sociotui.domain.event import Event
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation import Definition
from sociotui.domain.organisation_commands import AddTopic, ChangeTopic, DropTopic, RankTopic
from sociotui.domain.refusal import Refused
from sociotui.exchange.data import export_data, import_data
from sociotui.exchange.records import event_table, read_data
from sociotui.exchange.streams import Streams
from sociotui.journal.port import Damaged, Recorded
from sociotui.journal.tiny import TinyJournal
from sociotui.room.demo import stage
from sociotui.room.home import ORGANISATION, Home
from tests.domain.asking import ANYTHING, helpful
from tests.domain.stage import Stage, opening, ordinary
from tests.exchange.definitions import NAMES, TEXTS, definitions
from tests.homes import Hands, home_in, opened

PAGE = Path(__file__).parents[2] / "DATA.md"
RECORD = {"cmd": "c1", "actor": "ana", "event": {"is": "OrganisationDescribed", "at": 1, "about": {"name": "Green"}}}
SIMPLE: dict[type[inspect.Type], st.SearchStrategy[Any]] = {
    inspect.StrType: TEXTS,
    inspect.IntType: st.integers(),
    inspect.BoolType: st.booleans(),
    inspect.DateType: st.dates(),
    inspect.NoneType: st.none(),
}
RAISED = RECORD | {"event": {"is": "HandRaised", "at": 1, "person": "eli"}}


def journal_in(folder: Path) -> TinyJournal:
    """Return the journal of a home in `folder`."""
    return TinyJournal(folder, event_type=AnyEvent)


def form(records: object = (RECORD,), stream: str = ORGANISATION, **more: object) -> bytes:
    """Return an export with one stream of `records`; `more` are further fields, or others, at its top."""
    return json.dumps({"sociotui": 1, "streams": {stream: records}} | more).encode()


def altered(**changes: object) -> dict[str, Any]:
    """Return the record of these tests with other fields in its event."""
    return RECORD | {"event": {"is": "OrganisationDescribed", "at": 1, "about": {"name": "Green"}} | changes}


def refused(data: bytes, journal: Streams) -> str:
    """Return the sentence with which an import is refused; it has to be, and to change nothing."""
    before = export_data(journal)
    with pytest.raises(Refused) as caught:
        import_data(data, journal)
    assert export_data(journal) == before
    assert str(caught.value).endswith((".", "?"))
    assert "Nothing was changed." in str(caught.value)
    return str(caught.value)


@dataclass
class Shelf:
    """A journal in memory, whose writer is cut off after so many appends."""

    left: int = -1
    held: dict[str, list[Recorded]] = field(default_factory=dict)

    def streams(self) -> Collection[str]:
        return self.held.keys()

    def heads(self) -> Mapping[str, int]:
        return {name: records[-1].seq for name, records in self.held.items()}

    def read(self, stream: str, after: int = 0) -> Sequence[Recorded]:
        return [record for record in self.held.get(stream, []) if record.seq > after]

    def append(self, stream: str, expected: int, events: Sequence[Event], *, cmd: str, actor: str) -> object:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        records = self.held.setdefault(stream, [])
        assert expected == (records[-1].seq if records else 0)
        assert all(record.cmd != cmd for record in records)
        records += [Recorded(seq, cmd, actor, event) for seq, event in enumerate(events, expected + 1)]
        return None


def counts(journal: Streams) -> dict[str, int]:
    """Return how many records each stream holds."""
    return {stream: len(journal.read(stream)) for stream in journal.heads()}


def hold(home: Home, acts: int = 1000) -> str:
    """Hold a meeting of the garden circle for so many acts, up to its end at most; return its id."""
    id_ = opened(home, present=home.organisation().full_members("garden"))
    for _act in range(acts):
        meeting = home.meeting(id_)
        if meeting.closed:
            break
        home.act(id_, ordinary(meeting), "zoe")
    return id_


@pytest.fixture
def busy(tmp_path: Path) -> Home:
    """A home with the demo's organisation, a meeting that was held with a decision, one under way, and one just begun."""
    home = home_in(tmp_path / "busy", Hands())
    held, *under_way = hold(home), hold(home, 40), hold(home, 0)
    assert list(home.organisation().held) == [held]
    assert home.organisation().policies
    assert len(under_way) == len(home.open_meetings()) == 2
    return home


def assert_same(one: Home, other: Home) -> None:
    """Both homes hold the same, to the letter and as state."""
    assert export_data(one.journal) == export_data(other.journal)
    assert one.organisation() == other.organisation()
    assert one.meetings() == other.meetings()
    for id_ in one.meetings():
        assert one.meeting(id_) == other.meeting(id_)


# --- there and back ------------------------------------------------------------------------------


def test_the_demo_comes_back_as_it_was(tmp_path: Path) -> None:
    home, other = (home_in(tmp_path / name, founded=False) for name in ("home", "other"))
    stage(home)
    assert import_data(export_data(home.journal), other.journal) == sum(counts(home.journal).values())
    assert_same(home, other)


def test_a_home_with_several_meetings_comes_back_as_it_was(busy: Home, tmp_path: Path) -> None:
    other = home_in(tmp_path / "other", founded=False)
    for _time in range(2):
        assert import_data(export_data(busy.journal), other.journal) == sum(counts(busy.journal).values())
        assert_same(busy, other)
    id_ = other.meetings()[-1]
    other.act(id_, ordinary(other.meeting(id_)), "zoe")
    assert other.meeting(id_) != busy.meeting(id_)


def test_a_meeting_that_is_prepared_comes_back_as_it_was(tmp_path: Path) -> None:
    home, other = home_in(tmp_path / "home"), home_in(tmp_path / "other", founded=False)
    today = home.clock.today()
    hoses, bees = BacklogItem(title="Hoses", minutes=15, presenter="ana"), BacklogItem(title="Bees")
    for command in (
        AddTopic(circle="garden", topic=hoses, today=today),
        AddTopic(circle="garden", topic=bees, place=1, today=today),
        ChangeTopic(circle="garden", title="Hoses", new_title="Taps", minutes=20, today=today),
        RankTopic(circle="garden", title="Taps", place=1),
        DropTopic(circle="garden", title="Bees"),
    ):
        home.prepare(command, "ana")
    import_data(export_data(home.journal), other.journal)
    assert_same(home, other)
    (topic,) = other.organisation().backlog["garden"]
    assert (topic.title, topic.minutes, topic.presenter, topic.added_by) == ("Taps", 20, "ana", "ana")
    home.close()
    other.close()


def test_an_export_is_laid_out_for_people(busy: Home) -> None:
    data = export_data(busy.journal)
    read = json.loads(data)
    held, first = counts(busy.journal), busy.journal.read(ORGANISATION)[0]
    assert (list(read), read["sociotui"]) == (["sociotui", "streams"], 1)
    assert list(read["streams"]) == [ORGANISATION, *sorted(s for s in held if s != ORGANISATION)]
    assert {name: len(records) for name, records in read["streams"].items()} == held
    lines = data.decode().splitlines()
    assert sum(line.startswith('      {"cmd":') for line in lines) == sum(held.values())
    record = {"cmd": first.cmd, "actor": "test", "event": msgspec.to_builtins(first.event)}
    assert read["streams"][ORGANISATION][0] == record


def test_an_empty_home_is_an_export_too(tmp_path: Path) -> None:
    data = export_data(journal_in(tmp_path / "home"))
    assert json.loads(data) == {"sociotui": 1, "streams": {}}
    assert import_data(data, journal_in(tmp_path / "other")) == 0
    assert not (tmp_path / "other").exists()


def test_what_is_damaged_is_not_exported_as_if_it_were_whole(busy: Home) -> None:
    path = busy.folder / "organisation.journal"
    path.write_bytes(path.read_bytes().replace(b"Green Acres", b"Green Ashes"))
    with pytest.raises(Damaged):
        export_data(journal_in(busy.folder))


# --- into what is not empty ----------------------------------------------------------------------


def test_an_import_that_was_cut_short_is_completed_by_the_next(busy: Home) -> None:
    data, held = export_data(busy.journal), counts(busy.journal)
    acts = sum(len({r.cmd for r in busy.journal.read(stream)}) for stream in held)
    for left in (*range(3), acts // 2, *range(acts - 3, acts)):
        half = Shelf(left)
        with pytest.raises(KeyboardInterrupt):
            import_data(data, half)
        meetings = {stream: n for stream, n in held.items() if stream != ORGANISATION}
        assert ORGANISATION not in half.heads() or meetings.items() <= counts(half).items()
        half.left = -1
        assert import_data(data, half) == sum(held.values())
        assert export_data(half) == data


def test_numbers_that_begin_later_are_gone_on_from() -> None:
    shelf = Shelf()
    import_data(form(), shelf)
    shelf.held[ORGANISATION] = [msgspec.structs.replace(shelf.held[ORGANISATION][0], seq=57)]
    import_data(form([RECORD, altered() | {"cmd": "c2"}]), shelf)
    assert [record.seq for record in shelf.held[ORGANISATION]] == [57, 58]


def test_a_home_that_holds_anything_else_is_left_alone(busy: Home, tmp_path: Path) -> None:
    data, id_ = export_data(busy.journal), busy.meetings()[-1]
    busy.act(id_, ordinary(busy.meeting(id_)), "zoe")
    for journal in (busy.journal, home_in(tmp_path / "other", Hands(1)).journal):
        for refusal in (refused(data, journal), refused(form([]), journal)):
            assert "name an empty folder with --home" in refusal


def test_half_of_a_command_is_not_how_an_import_begins() -> None:
    shelf = Shelf()
    import_data(form([RECORD]), shelf)
    assert "empty folder" in refused(form([RECORD, altered(about={"name": "Greener"})]), shelf)


# --- what does not come in -----------------------------------------------------------------------

BAD: list[tuple[str, bytes, list[str]]] = [
    ("nothing", b"", ["Line 1, column 1", "no JSON"]),
    ("cut short", form()[:-20], ["Line 1, column", "no JSON"]),
    ("further down", b'{"sociotui": 1,\n "streams": {,}}', ["Line 2, column 14"]),
    ("no text", b"\xff\xfe{}", ["no export"]),
    ("too deep", b"[" * 100_000, ["no export"]),
    ("a list", b"[]", ["no export", '{"sociotui": 1, "streams"']),
    ("no version", b'{"streams": {}}', ["no export"]),
    ("version true", form(sociotui=True), ["no export"]),
    ("a newer version", form(sociotui=2), ["newer", "version 2", "knows 1", "Update"]),
    ("more at the top", form(members=[]), ["no export"]),
    ("a stream elsewhere", form(stream="meeting/../../x"), ["“meeting/../../x”", "names no stream"]),
    ("a stream of words", form(records="x"), ["“organisation”", "list of records"]),
    ("a record of words", form(["x"]), ["“organisation”, record 1", "Expected `object`"]),
    ("no event", form([RECORD, {"cmd": "c2", "actor": "ana"}]), ["“organisation”, record 2", "event"]),
    ("an event of no kind", form([RECORD | {"event": {"at": 1}}]), ["record 1", "is"]),
    ("an unknown kind", form([altered(), altered(**{"is": "CircleForme"})]), ["record 2", "CircleFormed", "newer"]),
    ("a kind that is no word", form([altered(**{"is": ["x"]})]), ["record 1", "kind of event"]),
    ("a field too few", form([altered(at=None)]), ["record 1", "at"]),
    ("a wrong field", form([altered(about="Green")]), ["record 1", "about"]),
    ("an unknown field", form([altered(colour="green")]), ["record 1", "“colour”", "lost"]),
    ("an unknown field of a record", form([RECORD | {"v": 1}]), ["record 1", "“v”"]),
    ("no command", form([RECORD | {"cmd": ""}]), ["record 1", "cmd"]),
    ("a command again", form([RECORD, RECORD | {"cmd": "c2"}, RECORD]), ["record 3", "“c1”"]),
    ("a command of two", form([RECORD, RECORD | {"actor": "ben"}]), ["record 1", "several actors"]),
    ("an event elsewhere", form(stream="meeting/m"), ["“meeting/m”, record 1", "does not follow"]),
    ("a field twice", form().replace(b'"at": 1', b'"at": 1, "at": 2'), ["“at” stands there twice"]),
    ("a meeting that has not begun", form([RAISED], "meeting/m"), ["“meeting/m”, record 1", "does not follow"]),
]


@pytest.mark.parametrize(("data", "said"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_is_wrong_is_named_with_its_place(data: bytes, said: list[str]) -> None:
    sentence = refused(data, Shelf())
    assert [part for part in said if part not in sentence] == [], sentence


def test_nothing_is_written_of_an_export_whose_last_record_is_wrong(busy: Home, tmp_path: Path) -> None:
    read = json.loads(export_data(busy.journal))
    *_others, last = read["streams"]
    read["streams"][last][-1]["event"]["at"] = "today"
    sentence = refused(json.dumps(read).encode(), journal_in(tmp_path / "other"))
    assert f"“{last}”, record {len(read['streams'][last])}" in sentence
    assert not (tmp_path / "other").exists()


def test_a_meeting_is_in_the_stream_of_its_name(busy: Home, tmp_path: Path) -> None:
    data = export_data(busy.journal).replace(b'"meeting/', b'"meeting/x')
    assert "It opens another meeting" in refused(data, journal_in(tmp_path / "other"))


def test_a_journal_that_nobody_can_read_is_not_nothing(busy: Home, tmp_path: Path) -> None:
    data, other = export_data(busy.journal), tmp_path / "other" / "meetings"
    other.mkdir(parents=True)
    (other / "kitchen-2026-01-01.journal").write_bytes(b"#" * 5000)
    journal = journal_in(tmp_path / "other")
    assert journal.heads() == {}
    with pytest.raises(Damaged, match="kitchen-2026-01-01"):
        import_data(data, journal)
    assert not (tmp_path / "other" / "organisation.journal").exists()


def test_what_could_steer_a_terminal_does_not_come_in() -> None:
    shelf, about = Shelf(), {"name": "Green\x1b[2J\u202e", "vision": "a\r\nb \x07\ud800"}
    import_data(form([altered(about=about) | {"actor": "a\x1b[1m"}]), shelf)
    (record,) = json.loads(export_data(shelf))["streams"][ORGANISATION]
    assert (record["actor"], record["event"]["about"]) == ("a", {"name": "Green", "vision": "a\nb"})


def test_what_is_long_comes_back_whole_whatever_it_is_called() -> None:
    shelf, long = Shelf(), [altered(about={"name": "A whole story.\n\n  And on." * 900})]
    import_data(form(long), shelf)
    assert json.loads(export_data(shelf))["streams"] == {ORGANISATION: long}


def test_what_goes_without_saying_may_be_said() -> None:
    shelf, said = Shelf(), altered(about={"name": "Green", "vision": ""})
    assert import_data(b"\xef\xbb\xbf" + form([said]).replace(b"{", b"{\n "), shelf) == 1
    assert json.loads(export_data(shelf))["streams"] == {ORGANISATION: [RECORD]}


# --- whatever people do --------------------------------------------------------------------------


def arbitrary(type_: inspect.Type) -> st.SearchStrategy[Any]:
    """Return values of a type; text is as it is after cleaning, and may be of several lines wherever it stands."""
    match type_:
        case inspect.LiteralType(values=values):
            return st.sampled_from(values)
        case inspect.VarTupleType(item_type=item):
            return st.lists(arbitrary(item), max_size=2).map(tuple)
        case inspect.DictType(key_type=key, value_type=value):
            return st.dictionaries(arbitrary(key), arbitrary(value), max_size=2)
        case inspect.UnionType(types=types):
            return st.one_of([arbitrary(t) for t in types])
        case inspect.Metadata():
            return arbitrary(type_.type)
        case inspect.StructType(cls=cls, fields=fields):
            return st.builds(cls, **{f.name: arbitrary(f.type) for f in fields})
    return SIMPLE[type(type_)]


@pytest.mark.parametrize("kind", get_args(SharedEvent), ids=lambda kind: kind.__name__)
@settings(max_examples=10)
@given(data=st.data())
def test_every_kind_of_event_is_read_as_it_was_written(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(arbitrary(inspect.type_info(kind)))
    cmd, actor = data.draw(NAMES), data.draw(NAMES)
    shelf = Shelf(held={"meeting/m": [Recorded(1, cmd, actor, event)]})
    (record,) = read_data(export_data(shelf))["meeting/m"]
    assert (record.cmd, record.actor, record.event) == (cmd, actor, event)


@st.composite
def meetings(draw: st.DrawFn) -> Stage:
    """Draw a meeting, as it may go when anybody does anything."""
    drawn = Stage(msgspec.structs.replace(opening(), id=draw(st.sampled_from(["garden-1", "garden-2", "m"]))))
    for _round in range(draw(st.integers(0, 4))):
        for _act in range(draw(st.integers(0, 30))):
            with suppress(Refused):
                drawn.act(helpful(drawn.meeting))
        for command in draw(st.lists(ANYTHING, max_size=6)):
            with suppress(Refused):
                drawn.act(command)
    return drawn


@pytest.mark.slow
@settings(max_examples=50)
@given(st.lists(definitions(), max_size=2), st.lists(meetings(), max_size=2, unique_by=lambda m: m.meeting.id))
def test_whatever_happened_comes_back_as_it_was(defined: list[Definition], held: list[Stage]) -> None:
    with TemporaryDirectory() as folder:
        home, other = home_in(Path(folder) / "home"), home_in(Path(folder) / "other", founded=False)
        for definition in defined:
            with suppress(Refused):
                home.define(definition, "ana")
        for each in held:
            head = 0
            for number, act in enumerate(each.commits):
                home.journal.append(f"meeting/{each.meeting.id}", head, act, cmd=f"c{number}", actor="zoe")
                head += len(act)
        home.open_meetings()  # puts the outcomes of those that have ended on record
        import_data(export_data(home.journal), other.journal)
        assert_same(home, other)
        home.close()
        other.close()


# --- its description -----------------------------------------------------------------------------


def test_the_page_on_data_names_every_kind_of_event() -> None:
    table = PAGE.read_text("utf-8").partition("<!-- events -->\n")[2]
    assert table == event_table(), "DATA.md ends with what event_table() returns"
    assert all(f"| `{kind.__name__}` |" in table and kind.__doc__ for kind in get_args(SharedEvent))


def test_a_kind_of_event_is_told_with_its_stream_and_fields() -> None:
    rows = event_table().splitlines()
    said = "Something was noted for the minutes, under an item or (0) for the meeting."
    assert f"| `NoteTaken` | meeting | {said} | `item`?, `text` |" in rows
    assert any(row.startswith("| `PolicyAdopted` | organisation | A circle adopted ") for row in rows)


def test_the_example_on_the_page_on_data_can_be_imported() -> None:
    example, shelf = PAGE.read_text("utf-8").split("```json\n")[1].split("```")[0], Shelf()
    import_data(example.encode(), shelf)
    assert export_data(shelf).decode() == example
