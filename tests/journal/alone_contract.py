"""What every journal keeps to when somebody is alone with a stream; a part of the contract."""

from threading import Event, Thread

import pytest

from sociotui.journal.port import Appended, Conflict, Journal, JournalError

from .events import Open, said, texts
from .sealing import ALL

M = "meeting/m"


class Beside:
    """Somebody who, from a thread of their own, appends after the first `expected` events of a stream."""

    def __init__(self, journal: Journal, expected: int, stream: str = M) -> None:
        self.met: list[Appended | Exception] = []
        self._journal, self._expected, self._stream = journal, expected, stream
        self._began = Event()
        self._thread = Thread(target=self._append)
        self._thread.start()
        assert self._began.wait(20)

    def end(self) -> Appended | Exception:
        """Wait for their end, and return what came of it."""
        self._thread.join(20)
        (met,) = self.met
        return met

    def _append(self) -> None:
        self._began.set()
        try:
            done = self._journal.append(self._stream, self._expected, said("theirs"), cmd="theirs", actor="ben")
        except JournalError as error:
            self.met.append(error)
        else:
            self.met.append(done)


class AloneContract:
    """Tests for being alone; `open_journal` is as JournalContract tells."""

    def test_what_one_does_alone_goes_through(self, open_journal: Open) -> None:
        journal = open_journal()
        with journal.alone(M):
            assert journal.append(M, 0, said("a"), cmd="a", actor="ana").head == 1
            assert texts(open_journal(), M) == ["a"]  # durable at once, not on leaving
            with journal.alone(M):
                assert journal.append(M, 1, said("b"), cmd="b", actor="ana").head == 2
            with pytest.raises(Conflict):
                journal.append(M, 1, said("c"), cmd="c", actor="ana")
            assert journal.append(M, 0, said("other"), cmd="a", actor="ana").repeated
            assert journal.seal(M, 2, ALL, cmd="seal", actor="ana").head == 3
            assert journal.append(M, 3, said("d"), cmd="d", actor="ana").head == 4
        assert texts(open_journal(), M) == ["all of it", "d"]

    @pytest.mark.parametrize("same", [False, True], ids=["another journal", "another thread"])
    @pytest.mark.parametrize("inner", [False, True], ids=["held once", "left once of twice"])
    def test_others_write_when_it_is_over(self, open_journal: Open, *, same: bool, inner: bool) -> None:
        journal = open_journal()
        with journal.alone(M):
            if inner:
                with journal.alone(M):
                    pass
            beside = Beside(journal if same else open_journal(), 0)
            for number, text in enumerate("abc"):  # each reaches the disk, which is time enough for the other
                journal.append(M, number, said(text), cmd=text, actor="ana")
                assert texts(journal, M) == list("abc"[: number + 1])
            assert beside.met == []
        met = beside.end()
        assert isinstance(met, Conflict)
        assert met.head == 3
        assert texts(open_journal(), M) == list("abc")

    def test_who_waited_goes_on_where_nothing_was_done(self, open_journal: Open) -> None:
        journal, other = open_journal(), open_journal()
        with journal.alone(M):
            beside = Beside(other, 0)
            assert texts(journal, M) == []
        met = beside.end()
        assert isinstance(met, Appended)
        assert texts(journal, M) == ["theirs"]

    def test_others_read_meanwhile(self, open_journal: Open) -> None:
        journal = open_journal()
        journal.append(M, 0, said("a"), cmd="a", actor="ana")
        found: list[list[str]] = []
        readers = [Thread(target=lambda each=each: found.append(texts(each, M))) for each in (journal, open_journal())]
        with journal.alone(M):
            for reader in readers:
                reader.start()
            for reader in readers:
                reader.join(20)
            assert found == [["a"], ["a"]]

    def test_other_streams_are_not_held(self, open_journal: Open) -> None:
        journal = open_journal()
        with journal.alone(M):
            assert isinstance(Beside(journal, 0, "meeting/n").end(), Appended)
            assert isinstance(Beside(open_journal(), 0, "organisation").end(), Appended)

    def test_an_error_ends_it(self, open_journal: Open) -> None:
        journal = open_journal()
        with pytest.raises(ValueError, match="nonsense"), journal.alone(M):
            int("nonsense")
        for each in (journal, open_journal()):
            assert isinstance(Beside(each, len(texts(each, M))).end(), Appended)

    def test_a_stream_is_not_made_by_it(self, open_journal: Open) -> None:
        journal = open_journal()
        with journal.alone(M):
            assert texts(journal, M) == []
        for each in (journal, open_journal()):
            assert dict(each.heads()) == {}
            assert list(each.read(M)) == []

    def test_it_may_be_held_again_and_again(self, open_journal: Open) -> None:
        one, other = open_journal(), open_journal()
        for number in range(6):
            journal = (one, other)[number % 2]
            with journal.alone(M):
                journal.append(M, len(journal.read(M)), said(str(number)), cmd=str(number), actor="ana")
        assert texts(one, M) == texts(other, M) == list("012345")

    @pytest.mark.parametrize("name", ["", "other", "meeting/", "meeting/../x", "/etc/passwd"])
    def test_nobody_is_alone_with_what_is_no_stream(self, open_journal: Open, name: str) -> None:
        with pytest.raises(JournalError), open_journal().alone(name):
            pass

    def test_nobody_is_alone_in_a_closed_journal(self, open_journal: Open) -> None:
        journal = open_journal()
        journal.close()
        with pytest.raises(JournalError), journal.alone(M):
            pass
