"""What every journal keeps to when a stream is sealed; a part of the contract."""

from threading import Thread

import pytest

from sociotui.domain.event import Event
from sociotui.journal.port import Appended, Conflict, JournalError, Recorded

from .events import Open, Said, said, texts
from .sealing import ALL

M = "meeting/m"


def record_abc(open_journal: Open) -> None:
    """Record three events in `M`, by three commands."""
    journal = open_journal()
    for number, text in enumerate("abc"):
        journal.append(M, number, said(text), cmd=text, actor="ana")


class SealContract:
    """Tests for sealing; `open_journal` is as JournalContract tells."""

    def test_one_event_stands_for_all_that_was(self, open_journal: Open) -> None:
        record_abc(open_journal)
        journal = open_journal()
        sealed = Recorded(4, "seal", "ben", ALL)
        assert journal.seal(M, 3, ALL, cmd="seal", actor="ben") == Appended(4, (sealed,), False)
        for each in (journal, open_journal()):
            for after in (-1, 0, 1, 2, 3):
                assert list(each.read(M, after)) == [sealed]
            for after in (4, 5, 99):
                assert list(each.read(M, after)) == []
            assert dict(each.heads()) == {M: 4}

    def test_appends_go_on_after_a_seal(self, open_journal: Open) -> None:
        record_abc(open_journal)
        journal = open_journal()
        journal.seal(M, 3, ALL, cmd="seal", actor="ana")
        done = journal.append(M, 4, said("d", "e"), cmd="d", actor="ben")
        assert [each.seq for each in done.events] == [5, 6]
        for each in (journal, open_journal()):
            assert [record.seq for record in each.read(M)] == [4, 5, 6]
            assert texts(each, M, 2) == ["all of it", "d", "e"]
            assert texts(each, M, 4) == ["d", "e"]
            assert texts(each, M, 5) == ["e"]
            assert each.append(M, 0, said("other"), cmd="d", actor="ben") == Appended(6, done.events, True)
        assert dict(open_journal().heads()) == {M: 6}

    def test_seals_once_for_a_command(self, open_journal: Open) -> None:
        record_abc(open_journal)
        journal = open_journal()
        first = journal.seal(M, 3, ALL, cmd="seal", actor="ana")
        assert journal.seal(M, 3, ALL, cmd="seal", actor="ana") == Appended(4, first.events, True)
        journal.append(M, 4, said("d"), cmd="d", actor="ana")
        for again in (journal, open_journal()):
            # As with an append, the command alone decides; nor does it matter how it is repeated.
            assert again.seal(M, 0, Said(at=1, text="other"), cmd="seal", actor="ben") == Appended(
                5, first.events, True
            )
            assert again.append(M, 0, said("other"), cmd="seal", actor="ben") == Appended(5, first.events, True)
        assert texts(open_journal(), M) == ["all of it", "d"]

    def test_command_that_appended_does_not_seal(self, open_journal: Open) -> None:
        record_abc(open_journal)
        journal = open_journal()
        (second,) = journal.read(M)[1:2]
        assert journal.seal(M, 3, ALL, cmd="b", actor="ana") == Appended(3, (second,), True)
        assert texts(open_journal(), M) == ["a", "b", "c"]

    @pytest.mark.parametrize("expected", [0, 2, 4, 99])
    def test_seals_nothing_that_has_grown(self, open_journal: Open, expected: int) -> None:
        record_abc(open_journal)
        with pytest.raises(Conflict) as refused:
            open_journal().seal(M, expected, ALL, cmd="seal", actor="ana")
        assert refused.value.head == 3
        assert texts(open_journal(), M) == ["a", "b", "c"]

    def test_commands_of_before_meet_conflict(self, open_journal: Open) -> None:
        record_abc(open_journal)
        journal = open_journal()
        assert texts(journal, M) == ["a", "b", "c"]
        journal.seal(M, 3, ALL, cmd="seal", actor="ana")
        for each in (journal, open_journal()):
            with pytest.raises(Conflict) as refused:
                each.append(M, 2, said("c"), cmd="c", actor="ana")
            assert refused.value.head == 4

    def test_seals_what_was_sealed(self, open_journal: Open) -> None:
        journal = open_journal()
        head = journal.append(M, 0, said("a"), cmd="c0", actor="ana").head
        for number in range(1, 4):
            journal.seal(M, head, Said(at=1, text=f"seal {number}"), cmd=f"s{number}", actor="ana")
            head = journal.append(M, head + 1, said("more"), cmd=f"c{number}", actor="ana").head
        assert head == 7
        assert [each.seq for each in open_journal().read(M)] == [6, 7]
        assert texts(open_journal(), M) == ["seal 3", "more"]

    def test_seals_a_stream_without_events(self, open_journal: Open) -> None:
        journal = open_journal()
        assert journal.seal(M, 0, ALL, cmd="seal", actor="ana").head == 1
        assert open_journal().seal(M, 0, ALL, cmd="seal", actor="ana").repeated
        assert journal.append(M, 1, said("b"), cmd="b", actor="ana").head == 2
        assert texts(open_journal(), M) == ["all of it", "b"]

    def test_seals_one_stream_alone(self, open_journal: Open) -> None:
        record_abc(open_journal)
        journal = open_journal()
        journal.append("meeting/n", 0, said("x"), cmd="seal", actor="ana")
        journal.append("organisation", 0, said("y"), cmd="seal", actor="ana")
        journal.seal(M, 3, ALL, cmd="seal", actor="ana")
        assert [texts(journal, each) for each in ("meeting/n", "organisation")] == [["x"], ["y"]]
        assert dict(open_journal().heads()) == {M: 4, "meeting/n": 1, "organisation": 1}

    def test_seals_with_nothing_it_could_not_read_again(self, open_journal: Open) -> None:
        class Unheard(Event, frozen=True):
            thing: str

        record_abc(open_journal)
        journal = open_journal()
        with pytest.raises(TypeError):
            journal.seal(M, 3, Unheard(at=1, thing="x"), cmd="seal", actor="ana")
        assert texts(journal, M) == ["a", "b", "c"]
        assert not journal.seal(M, 3, ALL, cmd="seal", actor="ana").repeated

    @pytest.mark.parametrize("known", [0, 1, 2, 3])
    def test_others_go_on_rightly(self, open_journal: Open, known: int) -> None:
        """One that knows a part of the stream, and has written the last of that itself."""
        one, other = open_journal(), open_journal()
        for number, text in enumerate("abc", 1):
            writer = other if number == known else one
            writer.append(M, number - 1, said(text), cmd=text, actor="ana")
        one.seal(M, 3, ALL, cmd="seal", actor="ana")
        assert dict(other.wait({M: known}, 0)) == {M: 4}
        with pytest.raises(Conflict) as refused:
            other.append(M, 3, said("d"), cmd="d", actor="ben")
        assert refused.value.head == 4
        assert texts(other, M, known) == ["all of it"]
        assert other.append(M, 4, said("d"), cmd="d", actor="ben").head == 5
        assert texts(one, M, 4) == ["d"]
        assert other.seal(M, 3, ALL, cmd="seal", actor="ana").repeated
        assert one.notices == other.notices == []

    def test_wait_tells_of_a_seal(self, open_journal: Open) -> None:
        record_abc(open_journal)
        one, other = open_journal(), open_journal()
        seen = dict(other.heads())
        answers: list[dict[str, int]] = []
        waiting = Thread(target=lambda: answers.append(dict(other.wait(seen, 60))))
        waiting.start()
        one.seal(M, 3, ALL, cmd="seal", actor="ana")
        waiting.join()
        assert answers == [{M: 4}]

    def test_refuses_to_seal_what_can_not_be(self, open_journal: Open) -> None:
        journal = open_journal()
        with pytest.raises(JournalError):
            journal.seal("meeting/../x", 0, ALL, cmd="seal", actor="ana")
        journal.close()
        with pytest.raises(JournalError):
            journal.seal(M, 0, ALL, cmd="seal", actor="ana")

    def test_threads_lose_nothing_to_a_seal(self, open_journal: Open) -> None:
        """Two append through handles of their own, a third one seals again and again with all there is."""
        names = "pq"

        def append(name: str) -> None:
            journal, head, number = open_journal(), 0, 0
            while number < 60:
                try:
                    text = f"{name}{number}\n"
                    head = journal.append(M, head, said(text), cmd=text, actor=name).head
                    number += 1
                except Conflict as conflict:
                    assert conflict.head > head
                    head = conflict.head

        threads = [Thread(target=append, args=(name,)) for name in names]
        for thread in threads:
            thread.start()
        journal, seals, heads = open_journal(), 0, [0]
        while any(thread.is_alive() for thread in threads) or len(journal.read(M)) != 1:
            records = journal.read(M)
            heads.append(records[-1].seq if records else 0)
            whole = "".join(each.event.text for each in records if isinstance(each.event, Said))
            try:
                journal.seal(M, heads[-1], Said(at=1, text=whole), cmd=f"s{seals}", actor="eve")
                seals += 1
            except Conflict:
                pass
        assert heads == sorted(heads)
        (sealed,) = open_journal().read(M)
        assert sealed.seq == 120 + seals
        (text,) = texts(journal, M)
        for name in names:
            assert [each for each in text.split() if each[0] == name] == [f"{name}{n}" for n in range(60)]
