"""YAML of other programs: texts, lists and mappings, each mapping with its line, and nothing else that YAML can do.

PyYAML makes the tree of it; what is in the tree is only taken as text, so that no tag and no type of YAML's is ever
followed. Aliases are refused: a few lines of them can stand for more than any memory holds.
"""

from collections.abc import Iterator
from typing import Any

from sociotui.domain.refusal import Refused
from sociotui.exchange.imports.bytes_in import Given
from sociotui.exchange.imports.draft import Lefts
from sociotui.exchange.imports.entries import Entry
from sociotui.extras import lacking
from sociotui.words import _

MOST = 4 * 1024 * 1024
"""Bytes of a list. The real one has 200,000; each takes a hundred as soon as it is a tree."""
MOST_EVENTS = 300_000
"""Texts, lists and mappings, and the ends of these. The real one has 9,000; so many take three seconds."""
_DEEPEST = 20
"""Lists and mappings that may stand in each other; the real list has six."""


def read_yaml(given: Given, text: str, left: Lefts) -> "YamlEntry":
    """Return the mapping that a YAML text is. Raises `Misread` with the line, and where PyYAML is not installed."""
    try:
        import yaml
    except ImportError as error:
        raise Refused(lacking("imports", _("To read YAML"))) from error
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the fast one, where it was built
    try:
        _check(given, yaml, yaml.parse(text, loader))
        found = _plain(yaml.compose(text, loader), yaml)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _misread(given, error.problem or error.context or "", mark.line + 1 if mark else None) from error
    except (yaml.YAMLError, RecursionError, UnicodeError) as error:
        raise _misread(given, str(error), None) from error
    if not isinstance(found, Lined):
        raise given.misread(_("the whole of it is to be a mapping, like “sigs:” with a list below it."), 1)
    return YamlEntry(found, given.name, left)


class Lined(dict[str, Any]):
    """A mapping that knows its line."""

    line = 0


class YamlEntry(Entry):
    """An entry of a YAML file; the objects of its lists are told by their lines."""

    def at(self, field: str) -> str:
        """Return where one of its fields stands."""
        return _("{place}, “{field}”", place=self.place, field=field)

    def entries(self, field: str) -> Iterator[Entry]:
        """Yield the objects of a list."""
        value = self.data.get(field)
        file = self.place.partition(", ")[0]
        for item in value if isinstance(value, list) else []:
            if isinstance(item, Lined):
                yield YamlEntry(item, _("{file}, line {line}", file=file, line=item.line), self.left)
            else:
                self.left.add(self.at(field), _("an object is wanted here, and this is none."))

    def entry(self, field: str) -> Entry:
        """Return the object in a field."""
        found = super().entry(field)
        return YamlEntry(found.data, self.place, self.left)


def _check(given: Given, yaml: Any, events: Iterator[Any]) -> None:
    """Refuse aliases and depth, while nothing of them has been followed yet."""
    depth = 0
    for number, event in enumerate(events):
        if number > MOST_EVENTS:
            raise given.misread(_("there is more in this than in any such list. Is it the right file?"))
        if isinstance(event, yaml.AliasEvent):
            said = _("an alias (*{name}) stands here; write out what it stands for.", name=event.anchor)
            raise given.misread(said, event.start_mark.line + 1)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise given.misread(_("lists stand in lists too deep to follow."), event.start_mark.line + 1)


def _plain(node: Any, yaml: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        found = Lined()
        found.line = node.start_mark.line + 1
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                found[key.value] = _plain(value, yaml)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value, yaml) for value in node.value]
    if node is None or (node.style is None and node.value in ("", "~", "null")):
        return None
    return node.value


def _misread(given: Given, problem: str, line: int | None) -> Refused:
    return given.misread(_("this can't be read as YAML: {problem}.", problem=problem.strip().rstrip(".")), line)
