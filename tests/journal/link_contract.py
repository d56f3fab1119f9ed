"""What every journal keeps to where its commits are linked, and texts in them replaced; a part of the contract."""

from typing import Any

import pytest

from sociotui.journal.port import Appended, JournalError, Recorded

from .events import Agreed, Open, said, texts
from .sealing import ALL

M = "meeting/m"
OTHER = "organisation"


def without_ben(record: Any) -> Any:
    """Return a record without Ben: in who did it, in what was said, and in who agreed."""
    event = dict(record["event"])
    if "text" in event:
        event["text"] = event["text"].replace("Ben", "Person 1")
    if "persons" in event:
        event["persons"] = ["person-1" if each == "ben" else each for each in event["persons"]]
    return {**record, "actor": "person-1" if record["actor"] == "ben" else record["actor"], "event": event}


def record_talk(open_journal: Open) -> None:
    """Record four commits in `M`, all but the first of which have to do with Ben, and one elsewhere."""
    journal = open_journal()
    journal.append(M, 0, said("Hello"), cmd="c1", actor="ana")
    journal.append(M, 1, said("Ben is late", "Is Ben there?"), cmd="c2", actor="ana")
    journal.append(M, 3, said("“Here”\n"), cmd="c3", actor="ben")
    journal.append(M, 4, [Agreed(at=1, persons=("ana", "ben"))], cmd="c4", actor="ana")
    journal.append(OTHER, 0, said("Ben"), cmd="c1", actor="ben")


class LinkContract:
    """Tests for links and for replacing texts; `open_journal` is as JournalContract tells."""

    # Links

    def test_there_is_no_link_before_the_first_commit(self, open_journal: Open) -> None:
        journal = open_journal()
        assert journal.link(M) == ""
        journal.append(OTHER, 0, said("a"), cmd="c1", actor="ana")
        journal.append(M, 0, [], cmd="c1", actor="ana")
        assert journal.link(M) == ""

    def test_link_changes_with_each_commit(self, open_journal: Open) -> None:
        journal = open_journal()
        seen = {""}
        for number in range(5):
            journal.append(M, number, said("the same"), cmd=f"c{number}", actor="ana")
            link = journal.link(M)
            assert len(bytes.fromhex(link)) == 20
            assert link not in seen
            seen.add(link)
            assert open_journal().link(M) == journal.link(M) == link

    def test_link_stays_where_nothing_is_recorded(self, open_journal: Open) -> None:
        record_talk(open_journal)
        journal = open_journal()
        link = journal.link(M)
        assert journal.append(M, 0, said("Hello"), cmd="c1", actor="ana").repeated
        journal.append(M, 5, [], cmd="c9", actor="ana")
        journal.append(OTHER, 1, said("more"), cmd="c9", actor="ana")
        with pytest.raises(JournalError):
            journal.append(M, 2, said("late"), cmd="c8", actor="ana")
        assert journal.link(M) == open_journal().link(M) == link

    def test_link_is_the_same_for_every_handle(self, open_journal: Open) -> None:
        handles = [open_journal() for _handle in range(3)]
        for number in range(6):
            handles[number % 2].append(M, number, said(str(number)), cmd=f"c{number}", actor="ana")
            assert len({each.link(M) for each in handles}) == 1

    def test_same_events_elsewhere_have_another_link(self, open_journal: Open) -> None:
        journal = open_journal()
        for stream in (M, OTHER):
            journal.append(stream, 0, said("a"), cmd="c1", actor="ana")
        assert journal.link(M) != journal.link(OTHER)

    def test_link_goes_on_through_a_seal(self, open_journal: Open) -> None:
        record_talk(open_journal)
        one, other = open_journal(), open_journal()
        before = other.link(M)
        one.seal(M, 5, ALL, cmd="seal", actor="ana")
        sealed = one.link(M)
        assert len({before, sealed, ""}) == 3
        assert other.link(M) == open_journal().link(M) == sealed
        other.append(M, 6, said("more"), cmd="c7", actor="ana")
        assert one.link(M) == other.link(M) == open_journal().link(M) != sealed

    # Replacing

    def test_texts_are_replaced_in_all_commits(self, open_journal: Open) -> None:
        record_talk(open_journal)
        journal = open_journal()
        before = journal.read(M)
        assert journal.rewrite(M, without_ben) == 3
        expected = (
            before[0],
            Recorded(2, "c2", "ana", said("Person 1 is late")[0]),
            Recorded(3, "c2", "ana", said("", "Is Person 1 there?")[1]),
            Recorded(4, "c3", "person-1", before[3].event),
            Recorded(5, "c4", "ana", Agreed(at=1, persons=("ana", "person-1"))),
        )
        for each in (journal, open_journal()):
            assert tuple(each.read(M)) == expected
            assert dict(each.heads()) == {M: 5, OTHER: 1}
            assert texts(each, OTHER) == ["Ben"]

    def test_link_stays_where_texts_are_replaced(self, open_journal: Open) -> None:
        record_talk(open_journal)
        one, other = open_journal(), open_journal()
        link = other.link(M)
        one.rewrite(M, without_ben)
        assert one.link(M) == other.link(M) == open_journal().link(M) == link

    def test_nothing_to_replace_changes_nothing(self, open_journal: Open) -> None:
        record_talk(open_journal)
        journal = open_journal()
        before, link = journal.read(M), journal.link(M)
        assert journal.rewrite(M, lambda record: record) == 0
        assert journal.rewrite(M, without_ben) == 3
        assert journal.rewrite(M, without_ben) == 0
        assert journal.rewrite("meeting/never-held", without_ben) == 0
        assert len(journal.read(M)) == len(before)
        assert journal.link(M) == link
        assert dict(journal.heads()) == {M: 5, OTHER: 1}

    def test_commands_are_known_after_texts_were_replaced(self, open_journal: Open) -> None:
        record_talk(open_journal)
        one, other = open_journal(), open_journal()
        one.rewrite(M, without_ben)
        for journal in (one, other, open_journal()):
            done = journal.append(M, 0, said("Ben is late", "Is Ben there?"), cmd="c2", actor="ana")
            assert done == Appended(5, tuple(journal.read(M))[1:3], True)
            assert texts(journal, M)[1] == "Person 1 is late"

    def test_others_go_on_where_texts_were_replaced(self, open_journal: Open) -> None:
        record_talk(open_journal)
        one, other = open_journal(), open_journal()
        assert texts(other, M, 1)[0] == "Ben is late"
        link = one.link(M)
        one.rewrite(M, without_ben)
        assert texts(other, M, 1) == ["Person 1 is late", "Is Person 1 there?", "“Here”\n"]
        assert other.append(M, 5, said("more"), cmd="c5", actor="ana").head == 6
        assert texts(one, M, 5) == ["more"]
        assert one.link(M) == other.link(M) != link
        assert one.rewrite(M, without_ben) == 0
        assert one.notices == other.notices == []

    def test_texts_are_replaced_again(self, open_journal: Open) -> None:
        record_talk(open_journal)
        journal = open_journal()
        link = journal.link(M)
        journal.rewrite(M, without_ben)

        def without_ana(record: Any) -> Any:
            return {**record, "actor": record["actor"].replace("ana", "person-2")}

        assert journal.rewrite(M, without_ana) == 3
        assert [each.actor for each in open_journal().read(M)] == ["person-2"] * 3 + ["person-1", "person-2"]
        assert texts(journal, M)[1] == "Person 1 is late"
        assert open_journal().link(M) == link

    def test_sealed_stream_has_texts_replaced(self, open_journal: Open) -> None:
        record_talk(open_journal)
        one, other = open_journal(), open_journal()
        one.seal(M, 5, said("All that Ben said")[0], cmd="seal", actor="ben")
        link = other.link(M)
        assert other.rewrite(M, without_ben) == 1
        assert texts(one, M) == ["All that Person 1 said"]
        assert [each.seq for each in open_journal().read(M)] == [6]
        assert one.append(M, 6, said("more"), cmd="c7", actor="ana").head == 7
        assert other.link(M) != link
        assert other.seal(M, 0, ALL, cmd="seal", actor="ana").repeated

    def test_stream_is_sealed_after_texts_were_replaced(self, open_journal: Open) -> None:
        record_talk(open_journal)
        one, other = open_journal(), open_journal()
        texts(other, M)
        one.rewrite(M, without_ben)
        assert one.seal(M, 5, ALL, cmd="seal", actor="ana").head == 6
        assert texts(other, M) == ["all of it"]

    @pytest.mark.parametrize(
        "change",
        [
            lambda record: {**record, "more": "text"},
            lambda record: {**record, "v": 2},
            lambda record: {**record, "actor": None},
            lambda record: {**record, "actor": ["ana"]},
            lambda record: {key: record[key] for key in reversed(record)},
            lambda record: {**record, "event": {**record["event"], "at": 1}},
            lambda record: {key: each for key, each in record.items() if key != "cmd"},
            lambda record: {**record, "cmd": "another"},
            lambda record: {**record, "event": {**record["event"], "is": "Sung"}},
        ],
    )
    def test_nothing_but_texts_is_replaced(self, open_journal: Open, change: Any) -> None:
        """And not even those, where one of the later commits has anything else changed."""
        record_talk(open_journal)
        one, other = open_journal(), open_journal()
        before, link = one.read(M), one.link(M)

        def replace(record: Any) -> Any:
            return change(record) if record["cmd"] == "c3" else without_ben(record)

        with pytest.raises(ValueError, match="only texts"):
            one.rewrite(M, replace)
        for journal in (one, other, open_journal()):
            assert tuple(journal.read(M)) == tuple(before)
            assert journal.link(M) == link
        assert one.append(M, 5, said("more"), cmd="c5", actor="ana").head == 6

    def test_error_of_whoever_replaces_leaves_all_as_it_was(self, open_journal: Open) -> None:
        record_talk(open_journal)
        journal = open_journal()
        before = journal.read(M)

        def replace(record: Any) -> Any:
            if record["cmd"] == "c3":
                raise KeyError("ben")
            return without_ben(record)

        with pytest.raises(KeyError):
            journal.rewrite(M, replace)
        assert tuple(journal.read(M)) == tuple(open_journal().read(M)) == tuple(before)

    def test_refuses_to_link_or_replace_what_is_no_stream(self, open_journal: Open) -> None:
        journal = open_journal()
        for name in ("", "meeting/../x"):
            with pytest.raises(JournalError):
                journal.link(name)
            with pytest.raises(JournalError):
                journal.rewrite(name, without_ben)
        journal.close()
        with pytest.raises(JournalError):
            journal.link(M)
        with pytest.raises(JournalError):
            journal.rewrite(M, without_ben)
