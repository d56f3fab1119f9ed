"""The config file as it lies there: what holds of it, on which lines, and what is passed over, as it does not fit."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from sociotui.domain.refusal import Refused, nearest, unknown
from sociotui.room.preferences import SETTINGS, Config, is_there, wrong_key
from sociotui.words import _, printable

if TYPE_CHECKING:
    from sociotui.domain.organisation import Organisation
    from sociotui.exchange.toml_file import Misread

_WHERE = ("home", "socket")
"""The settings that say where a command is done: nothing is done elsewhere because one of them can't be read."""
_NAMED = re.compile(r"^[ \t]*[\"']?(?:home|socket)\b", re.MULTILINE)


class Passed(Struct, frozen=True):
    """Something in the file that is passed over: the setting (`keys.next` for a key, "" for all of the file), and why.

    `said` is the whole sentence, with file and line.
    """

    name: str
    reason: str
    said: str
    line: int | None = None


class Look(Struct, frozen=True, kw_only=True):
    """What was found on looking at the file. `lines` has the settings that hold, with their lines.

    `unsure`: it may say where the home is, and it can't be told where.
    """

    path: Path
    there: bool = False
    config: Config = Config()
    lines: dict[str, int] = {}
    passed: tuple[Passed, ...] = ()
    unsure: bool = False

    def line(self, name: str) -> str:
        """Return the words for the line on which a setting stands."""
        return _("{path}, line {line}", path=self.path, line=self.lines[name])

    def passing(self, name: str, reason: str) -> Passed:
        """Return what is told of a setting that holds as far as the file goes, and is none in what lies around it."""
        return Passed(name, reason, f"{self.line(name)}: {reason}", self.lines[name])


def look(path: Path, *, keys: bool = True) -> Look:
    """Look at a config file; nothing in it makes that fail. Without `keys` it is not looked at whether those are any."""
    if not is_there(path):
        return Look(path=path)
    from sociotui.exchange.toml_file import Misread, text_of  # most have no such file

    try:
        text = text_of(path)
    except Misread as misread:
        return _unread(path, misread, unsure=True)
    return look_at(text, path, keys=keys)


def look_at(text: str, path: Path, *, keys: bool = True) -> Look:
    """Look at the text of a config file, likewise."""
    from sociotui.exchange.toml_file import Misread, Source

    source = Source(text, str(path))
    try:
        data = source.data() if source.text.strip() else {}
    except Misread as misread:
        return _unread(path, misread, unsure=bool(_NAMED.search(text)))
    passed = []
    for where, reason in _mistakes(data, keys=keys):
        passed.append(_passed(".".join(where), source.misread(where, reason)))
        _drop(data, where)
    config = msgspec.convert(data, Config)
    names = [(name,) for name in data if name != "keys"] + [("keys", id_) for id_ in config.keys]
    lines = {".".join(where): line for where in names if (line := source.misread(where, "").line)}
    return Look(
        path=path,
        there=True,
        config=config,
        lines=lines,
        passed=tuple(sorted(passed, key=lambda p: p.line or 0)),
        unsure=any(_may_be_where(p.name) for p in passed),
    )


def _unread(path: Path, misread: "Misread", *, unsure: bool) -> Look:
    return Look(path=path, there=True, passed=(_passed("", misread),), unsure=unsure)


def _passed(name: str, misread: "Misread") -> Passed:
    return Passed(name, misread.reason, str(misread), misread.line)


def _may_be_where(name: str) -> bool:
    """Whether somebody may have meant the home, or the socket, by the name of a setting."""
    near = nearest(name, [s.name for s in SETTINGS], most=1, cutoff=0.6)
    return name in _WHERE or (bool(near) and near[0] in _WHERE)


def _drop(data: dict[str, Any], where: tuple[str, ...]) -> None:
    if len(where) > 1 and isinstance(data.get("keys"), dict):
        data["keys"].pop(where[1], None)
    else:
        data.pop(where[0], None)


def _mistakes(data: dict[str, Any], *, keys: bool) -> Iterator[tuple[tuple[str, ...], str]]:
    """Return what does not fit, and where; whoever asks takes each of it out before going on."""
    from sociotui.domain.text import clean_name
    from sociotui.exchange.toml_file import Word
    from sociotui.exchange.toml_mistakes import mistakes

    for mistake in mistakes(data, Config, {Config: Word(_("this file"))}):
        yield tuple(map(str, mistake.where[:2])), mistake.reason
    for name in [name for name in ("home", "socket", "circle", "me") if name in data]:
        try:
            (_check_path if name in _WHERE else clean_name)(data[name])
        except Refused as refusal:
            yield (name,), str(refusal)
    if keys:
        for id_, key in list(data.get("keys", {}).items()):
            if wrong := _wrong_action(id_) or wrong_key(id_, key, data["keys"]):
                yield ("keys", id_), wrong


def brief_path(text: str) -> str:
    """Return a text with this account's own folder written as ~."""
    own = str(Path("~").expanduser())
    return text.replace(f"{own}/", "~/") if len(own) > 1 else text


def circle_named(look: Look, o: "Organisation") -> str:
    """Return the id of the circle that the file names as one's own; "" where there is none, or several are called so."""
    from sociotui.domain.calling import circle_meant

    try:
        circle = circle_meant(o, look.config.circle)
    except Refused:
        return ""
    return circle if circle in o.circles else ""


def unknown_in(look: Look, circles: Mapping[str, str], people: Mapping[str, str] | None) -> Iterator[Passed]:
    """Tell which circle, and who, the file names that are none of these (ids with names); nothing where there is no circle yet.

    Where `people` are None it does not matter who one says to be.
    """
    from sociotui.domain.calling import person_meant

    said = look.config.circle
    if (
        said
        and circles
        and said not in circles
        and said.casefold() not in (name.casefold() for name in circles.values())
    ):
        yield look.passing("circle", str(unknown(_("circle"), said, circles)))
    said = look.config.me
    try:
        if said and people and person_meant(people, said) not in people:
            raise unknown(_("person"), said, people)
    except Refused as refusal:
        yield look.passing("me", str(refusal))


def _check_path(text: str) -> None:
    """Refuse what is no whole path: from where it would be meant hangs on the folder in which one happens to be."""
    whole = text.startswith(("/", "~")) and printable(text) == text
    try:
        Path(text).expanduser()
    except (RuntimeError, ValueError):  # the ~ of somebody who is not there
        whole = False
    if text and not whole:
        raise Refused(
            _(
                "“{path}” is no whole path. Begin it with / or ~, like ~/circles.",
                path=printable(text).replace("\n", "·"),
            )
        )


def _wrong_action(id_: str) -> str:
    from sociotui.room.actions import ACTIONS

    known = [a.id for a in ACTIONS if a.key]
    return "" if id_ in known else str(unknown(_("action"), id_, known))
