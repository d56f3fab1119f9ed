"""Disk: what may be left of a folder when the power is cut, told from what a program did to it.

The program works on real files, and each change that it makes is noted. What was synced is sure to be left. Of the
changes to a file after that, any first part may be left, and of the next one a part: half of it, nothing but its length,
or some of its sectors. The names in a folder are a file of their own in this, changed by one name at a time. Nothing is
said of the order among files and folders: each may be further than the others.
"""

import errno
import fcntl
import os
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise, product
from math import prod
from pathlib import Path
from typing import Any

from .layer import SYNCS, WRITES, Call, Do, Layer

SECTOR = 512
MOST = 200  # states that are tried for one moment, drawn by lot where there are more
_DRAWN = 8  # ways, of each kind, in which a part of a write is missing


@dataclass
class Put:
    """Bytes written to a file. They are `gone` when a sync failed: the kernel shows them, and won't write them again."""

    at: int
    data: bytes
    gone: bool = False

    def on(self, content: bytes) -> bytes:
        """Return what a file with `content` holds after this."""
        content = content.ljust(self.at, b"\0")
        return content[: self.at] + self.data + content[self.at + len(self.data) :]


@dataclass
class Cut:
    """A file's length set."""

    size: int
    gone: bool = False

    def on(self, content: bytes) -> bytes:
        """Return what a file with `content` holds after this."""
        return content[: self.size].ljust(self.size, b"\0")


@dataclass
class Named:
    """Names in a folder, each given to a node, or to none; all in one step."""

    names: dict[str, int | None]
    gone: bool = False


Change = Put | Cut | Named


@dataclass
class Node:
    """A file or a folder: what it held at first, and what was done to it since, by the moment at which that was."""

    folder: bool
    content: bytes = b""
    names: dict[str, int] = field(default_factory=dict)
    changes: list[tuple[int, Change]] = field(default_factory=list)
    synced: list[tuple[int, int]] = field(default_factory=list)  # the moment, and how many changes were sure by then

    def by(self, moment: int) -> tuple[list[Change], list[Change]]:
        """Return the changes that were sure to last at `moment`, and those that had been made beside them."""
        made = [change for at, change in self.changes if at <= moment]
        sure = max((count for at, count in self.synced if at <= moment), default=0)
        return [c for c in made[:sure] if not c.gone], made[sure:]


@dataclass
class Tape:
    """What was done: the first node is the folder that was watched. Moments count what happened."""

    nodes: list[Node] = field(default_factory=list)
    told: list[int] = field(default_factory=list)  # the moments at which a command was confirmed
    moment: int = 0

    def told_by(self, moment: int) -> int:
        """Return how many commands had been confirmed."""
        return sum(at <= moment for at in self.told)


class Recorder(Layer):
    """Notes on `tape` what a program does to the files under `place`; `tell` notes what it confirmed.

    The sync with number `failing` fails, and what it was to make last never reaches the disk.
    """

    def __init__(self, place: Path, failing: int = -1) -> None:
        super().__init__(place)
        self.tape = Tape()
        self.failed = False
        self._told: set[str] = set()
        self._fds: dict[int, int] = {}
        self._syncs = 0
        self._failing = failing
        self._take(place)

    def tell(self, cmd: str) -> None:
        """Note that a command was confirmed, the first time."""
        if cmd not in self._told:
            self._told.add(cmd)
            self.tape.moment += 1
            self.tape.told.append(self.tape.moment)

    def _take(self, path: Path) -> int:
        number = len(self.tape.nodes)
        node = Node(path.is_dir())
        self.tape.nodes.append(node)
        if node.folder:
            node.names = {each.name: self._take(each) for each in sorted(path.iterdir())}
        else:
            node.content = path.read_bytes()
        return number

    def meet(self, call: Call, do: Do) -> Any:
        """As in Layer."""
        if call.name in SYNCS:
            self._sync(self._fds[call.args[0]])
        before = self._size(call.args[0]) if call.name in {"write", "ftruncate"} else 0
        at = os.lseek(call.args[0], 0, os.SEEK_CUR) if call.name == "write" else 0
        if call.name == "write" and _appends(call.args[0]):
            at = before
        result = do(*call.args)
        self._note(call, result, at)
        return result

    def _note(self, call: Call, result: Any, at: int) -> None:
        if call.name == "open":
            self._note_open(call, result)
        elif call.name == "pwrite":
            self._change(self._fds[call.args[0]], Put(call.args[2], call.data[:result]))
        elif call.name in WRITES:
            self._change(self._fds[call.args[0]], Put(at, call.data[:result]))
        elif call.name == "ftruncate":
            self._change(self._fds[call.args[0]], Cut(call.args[1]))
        elif call.name == "mkdir":
            self._create(call.path, folder=True)
        elif call.name in {"unlink", "remove", "rmdir"}:
            self._change(self._node(call.path.parent), Named({call.path.name: None}))
        elif call.name in {"replace", "rename", "link"}:
            self._rename(call)
        elif call.name == "truncate":
            raise NotImplementedError(call.name)

    def _note_open(self, call: Call, fd: int) -> None:
        self._fds[fd] = self._create(call.path, folder=False) if call.creates else self._node(call.path)
        if call.args[1] & os.O_TRUNC and not call.creates:
            self._change(self._fds[fd], Cut(0))

    def _rename(self, call: Call) -> None:
        to = Path(call.args[1])
        if to.parent != call.path.parent:
            raise NotImplementedError("a name that goes from one folder to another")
        names: dict[str, int | None] = {to.name: self._node(call.path)}
        if call.name != "link":
            names[call.path.name] = None
        self._change(self._node(to.parent), Named(names))

    def _create(self, path: Path, *, folder: bool) -> int:
        self.tape.nodes.append(Node(folder))
        number = len(self.tape.nodes) - 1
        self._change(self._node(path.parent), Named({path.name: number}))
        return number

    def _change(self, node: int, change: Change) -> None:
        self.tape.moment += 1
        self.tape.nodes[node].changes.append((self.tape.moment, change))

    def _sync(self, number: int) -> None:
        self.tape.moment += 1
        node = self.tape.nodes[number]
        self._syncs += 1
        if self._syncs - 1 == self._failing:
            self.failed = True
            sure = max((count for _at, count in node.synced), default=0)
            for _at, change in node.changes[sure:]:
                change.gone = isinstance(change, Put)
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        node.synced.append((self.tape.moment, len(node.changes)))

    def _node(self, path: Path) -> int:
        """Return the node that has this path now."""
        number = 0
        for name in path.relative_to(self.place).parts:
            node = self.tape.nodes[number]
            number = _names(node.names, [change for _at, change in node.changes])[name]
        return number

    def _size(self, fd: int) -> int:
        return os.fstat(fd).st_size


def _appends(fd: int) -> bool:
    return bool(fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_APPEND)


def _names(names: Mapping[str, int], changes: list[Change]) -> dict[str, int]:
    now: dict[str, int | None] = dict(names)
    for change in changes:
        if isinstance(change, Named):
            now.update(change.names)
    return {name: node for name, node in now.items() if node is not None}


Left = dict[str, bytes | None]
"""What is left, by path: a file's content, or None for a folder."""


def left_by(tape: Tape, seed: int) -> Iterator[tuple[int, Left]]:
    """Return what may be left at each moment, and how many commands had been confirmed by then; nothing twice."""
    lot = random.Random(seed)
    seen: set[tuple[int, int]] = set()
    for moment in range(tape.moment + 1):
        told = tape.told_by(moment)
        for left in _left_at(tape.nodes, moment, lot):
            key = (told, hash(tuple(sorted(left.items(), key=lambda item: item[0]))))
            if key not in seen:
                seen.add(key)
                yield told, left


def _left_at(nodes: list[Node], moment: int, lot: random.Random) -> Iterator[Left]:
    ways = [_folders(node, moment) if node.folder else _files(node, moment, lot) for node in nodes]
    if prod(map(len, ways)) <= MOST:
        yield from (_tree(nodes, chosen) for chosen in product(*ways))
        return
    yield _tree(nodes, [each[0] for each in ways])
    yield _tree(nodes, [each[-1] for each in ways])
    for _draw in range(MOST - 2):
        yield _tree(nodes, [lot.choice(each) for each in ways])


def _folders(node: Node, moment: int) -> list[Any]:
    sure, loose = node.by(moment)
    return [_names(node.names, [*sure, *loose[:count]]) for count in range(len(loose) + 1)]


def _files(node: Node, moment: int, lot: random.Random) -> list[Any]:
    sure, loose = node.by(moment)
    content = node.content
    for change in sure:
        content = content if isinstance(change, Named) else change.on(content)
    ways = [content]
    for change in loose:
        if isinstance(change, Put):
            ways += [part.on(content) for part in _parts(change, content, lot)]
        if not change.gone and not isinstance(change, Named):
            content = change.on(content)
            ways.append(content)
    return list(dict.fromkeys(ways))


def _parts(put: Put, content: bytes, lot: random.Random) -> Iterator[Put]:
    """Return a write of which only a part reaches the disk: where the rest should be, there is what was, or zeros."""
    length = len(put.data)
    was = content.ljust(put.at + length, b"\0")[put.at : put.at + length]
    edges = [0, *range(SECTOR - put.at % SECTOR, length, SECTOR), length]
    for part in {1, length // 2, length - 1, *edges[1:-1], *(lot.randrange(length) for _draw in range(_DRAWN))}:
        yield Put(put.at, put.data[:part])
        yield Put(put.at, put.data[:part] + was[part:])
    yield Put(put.at, was)
    if len(edges) > 2:
        sectors = list(pairwise(edges))
        yield Put(put.at, was[: edges[1]] + put.data[edges[1] :])
        for _draw in range(_DRAWN):
            yield Put(put.at, b"".join((put.data if lot.random() < 0.5 else was)[a:b] for a, b in sectors))


def _tree(nodes: list[Node], chosen: Any) -> Left:
    left: Left = {}
    waiting = [("", 0)]
    while waiting:
        path, number = waiting.pop()
        if nodes[number].folder:
            if path:
                left[path] = None
            waiting += [(f"{path}/{name}" if path else name, each) for name, each in chosen[number].items()]
        else:
            left[path] = b"" if path.endswith(".lock") else chosen[number]
    return left


def put_down(left: Left, place: Path) -> None:
    """Make `place`, an empty folder, hold what is left."""
    for name in sorted(left):
        content = left[name]
        if content is None:
            (place / name).mkdir()
        else:
            (place / name).write_bytes(content)
