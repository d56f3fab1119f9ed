"""Log: a file of checksummed lines that only grows at its end, until it is sealed; a commit is one line."""

import os
from pathlib import Path

from sociotui.journal.chain import Ready, forge, root
from sociotui.journal.damage import (
    bad_line,
    bad_start,
    bad_sum,
    changed_beneath,
    check_header,
    in_newer_format,
    torn,
    torn_kept,
)
from sociotui.journal.ends import has_line, version_of
from sociotui.journal.files import full, keep_copy, read_range, refusal, sync_folder
from sociotui.journal.handle import Handle
from sociotui.journal.lines import (
    HEADER,
    LINK,
    ROOT,
    VERSION,
    chained,
    frame,
    header_body,
    is_tail,
    is_torn_header,
    last_line,
    plain,
    whole_lines,
)
from sociotui.journal.lock import FileLock
from sociotui.journal.places import FORMER, TORN, copies_of
from sociotui.journal.rewrite import Replace, rewritten
from sociotui.journal.seal import put_in_place
from sociotui.journal.upgrade import upgraded
from sociotui.words import _


class Log:
    """The lines of the file at `path`, which need not be there yet.

    Nothing is opened before it is needed. Reading takes no lock; writing is done `with log.lock`.
    One thread at a time may use a log. `notices` gathers sentences for people about what was
    found and dealt with.
    """

    def __init__(self, path: Path, *, lock_wait: float, notices: list[str], writable: bool = True) -> None:
        self.path = path
        self.lock = FileLock(path.with_name(path.name + ".lock"), lock_wait)
        self.notices = notices
        self.edition = 0  # counts up whenever offsets that were returned no longer hold
        self.link = b""  # of the last line that was returned or written; none in a former format
        self.last = 0  # where that line starts
        self._writable = writable
        self._file = Handle(path, writable=writable)
        self._version = 0  # of the file's format, where it is known
        self._far = 0  # how far lines were known to go in this edition
        self._astray = False  # whether the file was found to be another one than that, in the same place
        self._told = -1  # where the torn tail begins that readers were told of

    def follow(self) -> int:
        """Turn to the file that is at `path` now, if it took the place of the one that was; return the `edition` it is.

        With the lock held, a file in a former format is brought into today's. Raises Damaged when
        any other file is there, or none, and Unreadable.
        """
        try:
            if not self._file.is_there():
                self._use(self._file.successor(), writes=False)
            if self._version < VERSION and self._writable and self.lock.held and self._former():
                self._upgrade()
        except OSError as error:
            raise refusal(self.path, error, writing=False) from error
        return self.edition

    def lines(self, start: int) -> tuple[list[bytes], int]:
        """Return the JSON of each whole line from offset `start`, and the offset where they end.

        `start` is 0 (then the header is checked, and left out) or an end that was returned in this edition.
        A torn tail is left out and told; with the lock held, it is set aside and cut off.
        Raises Damaged, Newer or Unreadable.
        """
        try:
            return self._lines(start)
        except OSError as error:
            raise refusal(self.path, error, writing=False) from error

    def again(self, end: int) -> list[bytes]:
        """Return the JSON of each line up to `end`, to which `lines` or `resume` came in this edition.

        Raises Damaged, Newer or Unreadable.
        """
        try:
            fd = self._file.to_read()
            data = read_range(fd, 0, end) if fd is not None else b""
        except OSError as error:
            raise refusal(self.path, error, writing=False) from error
        if fd is None or len(data) < end:
            raise changed_beneath(self.path)
        bodies, good = whole_lines(data)
        if good < end:
            raise bad_line(self.path, data[:good].count(b"\n") + 1, bad_sum()) if good else bad_start(self.path, data)
        return bodies[1:]

    def resume(self, start: int, end: int, link: bytes, file: int) -> bool:
        """Go on after `end`, in this very `file`, if a whole line with that `link` is there from `start` to `end`.

        Nothing before it is looked at. False, and nothing is changed, where it isn't so.
        """
        try:
            fd = self._file.to_read()
            if fd is None or self.file != file or not has_line(fd, start, end, link):
                return False
        except OSError:
            return False  # whoever reads it is told why
        self.link, self.last, self._version, self._far = link, start, VERSION, end
        return True

    @property
    def file(self) -> int:
        """The number of the file on its disk, 0 where none is open."""
        return self._file.number

    def write(self, end: int, body: bytes, made: Ready | None = None) -> int:
        """Add a line with `body` at `end`, where the lines end, and return their new end; the lock is held.

        Raises Full or ReadOnly when nothing was added, OutcomeUnknown when the disk didn't confirm.
        """
        fd = self._file.to_write()
        if self._astray or not self._last_is_known(fd):
            self._astray = True
            raise changed_beneath(self.path)
        line = forge(self.link if end else ROOT, body, made)
        data = frame(line) if end else HEADER + frame(line)
        try:
            written = os.pwrite(fd, data, end)
        except OSError as error:
            self._file.cut_back(end)
            raise refusal(self.path, error, writing=True) from error
        if written < len(data):
            self._file.cut_back(end)
            raise full(self.path, _("only a part fitted"))
        self._file.sync(end + len(data))
        self.link, self._version, self.last = line.link, VERSION, end or len(HEADER)
        self._far = end + len(data)
        return end + len(data)

    def replace(self, body: bytes) -> None:
        """Make a line with `body` all that there is, in one step: a new edition. The lock is held, all lines are known.

        Raises Full or ReadOnly when all is as it was, OutcomeUnknown when the disk didn't confirm.
        """
        header = header_body(self.link)
        self.give_way(plain(header) + frame(forge(root(header), body)))

    def give_way(self, data: bytes, *, copies: bool = False) -> None:
        """Make `data`, all the lines of a file, all that there is, in one step: a new edition. The lock is held.

        `copies` of former lines beside it are removed, unless they may stay. Raises as `replace` does.
        """
        try:
            fd = put_in_place(self.path, data, os.fstat(self._file.to_write()), copies=copies)
        except OSError as error:
            raise refusal(self.path, error, writing=True) from error
        self._use(fd, writes=True)
        self._file.sync(len(data))

    def rewrite(self, end: int, replace: Replace) -> int:
        """Replace texts in all lines up to `end`, where they end; return in how many. The lock is held, all are known.

        Copies of former lines beside the file are removed, whether anything was replaced or not.
        Raises as `give_way` does.
        """
        fd = self._file.to_write()
        try:
            data, count = rewritten(read_range(fd, 0, end), replace)
        except OSError as error:
            raise refusal(self.path, error, writing=False) from error
        if count or copies_of(self.path):
            self.give_way(data)
        return count

    def remove_copies(self) -> None:
        """Remove the copies of former lines beside the file; for good on return. The lock is held."""
        try:
            for copy in copies_of(self.path):
                copy.unlink(missing_ok=True)
            sync_folder(self.path.parent)
        except FileNotFoundError:
            return  # the folder is not there, and no copies are
        except OSError as error:
            raise refusal(self.path, error, writing=True) from error

    def make_sure(self, end: int) -> None:
        """Return when all before `end` has reached the disk, whoever wrote it; the lock is held."""
        self._file.to_write()
        if self._file.synced < end:
            self._file.sync(end)

    def close(self) -> None:
        """Let go of the file; it is opened again when next needed. The lock is closed by itself."""
        self._use(None, writes=False)

    def _use(self, fd: int | None, *, writes: bool) -> None:
        """Begin a new edition, with the file `fd`."""
        self._told = -1
        self.link, self._version, self.last = b"", 0, 0
        self._far, self._astray = 0, False
        self.edition += 1
        self._file.turn_to(fd, writes=writes)

    def _lines(self, start: int, *, certain: bool = False) -> tuple[list[bytes], int]:
        fd = self._file.to_read()
        if fd is None:
            if start:
                raise changed_beneath(self.path)
            return [], 0
        size = os.fstat(fd).st_size
        if size < self._far or self._astray:
            self._astray = True  # for good: what comes to be there later isn't what was known either
            raise changed_beneath(self.path)
        if size == start:
            return [], start  # nearly always: nothing is new
        data = read_range(fd, start, size)
        bodies, good = self._whole(fd, start, data)
        if good < len(data):
            suspect = data[good:]
            certain = certain or self.lock.held
            if not certain:
                # A line that another process is writing this moment looks torn, too.
                with self.lock.no_writer() as quiet:
                    if quiet:
                        return self._lines(start, certain=True)
                # Where a torn tail is just being replaced, it may have been seen half old and half new.
                certain = not is_tail(suspect) and read_range(fd, start, size) == data
            if certain:
                self._judge(fd, start + good, suspect)
        # A header alone is as good as nothing: its writer may yet take it back with a short write.
        end = start + good if start or bodies else 0
        self._far = max(self._far, end)
        return bodies, end

    def _whole(self, fd: int, start: int, data: bytes) -> tuple[list[bytes], int]:
        """Return the JSON of the whole lines that `data`, from `start`, begins with, and where they end in it."""
        bodies, good = whole_lines(data)
        if not start and bodies:
            self._version = check_header(self.path, bodies.pop(0)).version
        if bodies:
            last = last_line(data[:good])
            line, self.last = chained(last), start + good - len(last) - 1
            if line is None and self._version > 1:
                number = read_range(fd, 0, start + good).count(b"\n")
                raise bad_line(self.path, number, _("it isn't chained to the line before it"))
            self.link = line.link if line else b""
        return bodies, good

    def _judge(self, fd: int, offset: int, suspect: bytes) -> None:
        """Deal with a bad line at `offset`, `suspect` being all from there on: torn, or damaged."""
        if not offset and not is_torn_header(suspect):
            raise bad_start(self.path, suspect)
        if not is_tail(suspect):
            raise bad_line(self.path, read_range(fd, 0, offset).count(b"\n") + 1, bad_sum())
        if self.lock.held:
            self._set_aside(offset, suspect)
        elif self._told != offset:
            self._told = offset
            self.notices.append(torn(self.path))

    def _set_aside(self, offset: int, tail: bytes) -> None:
        fd = self._file.to_write()
        copy = self._keep(f"{TORN}{offset}", tail)
        try:
            os.ftruncate(fd, offset)
        except OSError as error:
            raise refusal(self.path, error, writing=True) from error
        self.notices.append(torn_kept(self.path, copy))

    def _keep(self, what: str, data: bytes) -> Path:
        """Write `data` to a file beside this one, whose name goes on with `what`; return where it lies."""
        try:
            return keep_copy(self.path.with_name(self.path.name + what), data)
        except OSError as error:
            raise refusal(self.path, error, writing=True) from error

    def _former(self) -> bool:
        """Whether the file is in a former format; looks at its first line where that isn't known yet."""
        if not self._version:
            fd = self._file.to_read()
            self._version = version_of(fd) if fd is not None else 0
        return 0 < self._version < VERSION

    def _upgrade(self) -> None:
        """Bring the file into today's format, in one step, and keep it as it was beside it."""
        fd = self._file.to_write()
        bodies, end = self._lines(0, certain=True)
        if end:  # else there are no lines yet, and the first write brings today's header
            copy = self._keep(f"{FORMER}{self._version}", read_range(fd, 0, end))
            self.give_way(upgraded(bodies), copies=True)
            self.notices.append(in_newer_format(self.path, copy))

    def _last_is_known(self, fd: int) -> bool:
        """Whether the link of the last line that is known is where it was: else other bytes were put in its place."""
        try:
            return os.pread(fd, len(self.link), self.last + LINK) == self.link
        except OSError as error:
            raise refusal(self.path, error, writing=False) from error
