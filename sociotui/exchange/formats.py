"""Formats as files: read one, or all of several folders, where a later folder's file stands for an earlier one's."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.formats import PASS, Aim, Format, Makes, Step, StepKind, stricter
from sociotui.domain.refusal import unknown
from sociotui.domain.rounds import round_kind
from sociotui.domain.text import NAME_LENGTH, clean_name
from sociotui.exchange.toml_file import Misread, Source, Word, Words, text_of
from sociotui.exchange.toml_folder import files_in
from sociotui.exchange.toml_lines import Where
from sociotui.words import _

LONGEST = 600
"""Minutes that a step may be given."""

_OF_A_MEETING: frozenset[StepKind] = frozenset({"admin", "minutes", "agenda", "items", "backlog", "approve", "closing"})
_OF_AN_ITEM: frozenset[StepKind] = frozenset(
    {"amend", "consent", "integrate", "record", "outcome", "roles", "nominate", "stuck"}
)
_ID = re.compile("[a-z0-9_-]+")
_AIMS: tuple[Aim, ...] = get_args(Aim)

Found = Iterator[tuple[Where, str]]
"""Mistakes as they are found: where each stands, and why it will not do."""


class FormatShelf(Struct, frozen=True):
    """The formats that can be used, by id; and a complaint for each file that cannot, with line and reason."""

    formats: dict[str, Format]
    complaints: tuple[str, ...]


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A format as its file has it: its id is the file's name."""

    title: str
    about: str = ""
    step: tuple[Step, ...] = ()
    items: dict[Aim, str] = {}
    makes: Makes = "policy"


# --- one file ------------------------------------------------------------------------------------


def read_format(text: str, id: str, source: str) -> Format:
    """Return the format that a text describes; `id` is its file's name without `.toml`.

    Raises `Misread` with line and reason: what is unknown, and what its steps' meaning does not allow.
    """
    file = Source(text, source, _words())
    if len(id) > NAME_LENGTH or clean_name(id) != id:
        raise file.misread(
            (), _("the file's name is the format's id. Give it a short one of letters, like weekly.toml.")
        )
    data = file.data()
    if "id" in data:
        raise file.misread(("id",), _("a format's id is the name of its file. Please leave this line out."))
    read = file.convert(data, _File)
    head = file.cleaned(replace(read, step=()), ())
    steps = tuple(file.cleaned(s, ("step", n)) for n, s in enumerate(read.step))
    format_ = Format(id=id, title=head.title, about=head.about, steps=steps, items=head.items, makes=head.makes)
    for where, reason in _mistakes(format_, data):
        raise file.misread(where, reason)
    return format_


def _words() -> Words:
    return {_File: Word(_("a format")), Step: Word(_("a step"))}


def _mistakes(format_: Format, data: dict[str, Any]) -> Found:
    if not format_.title:
        yield ("title",), _("a format needs a title, which people see when they choose it.")
    if not format_.steps:
        yield (), _("a format needs a step at least. Begin each with a line [[step]].")
    seen: set[str] = set()
    for number, step in enumerate(format_.steps):
        where: Where = ("step", number)
        for field, reason in _mistakes_in(step, written=data["step"][number]):
            yield (*where, field), reason
        if step.id in seen:
            yield (*where, "id"), _("there are two steps of the id “{id}”. Give one of them another.", id=step.id)
        seen.add(step.id)
    yield from _unlike_kinds(format_.steps)
    yield from _steps_astray(format_.steps)
    yield from _decision_without_consent(format_.steps)
    yield from _items(format_)


def _mistakes_in(step: Step, written: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Find what is wrong within one step; `written` are its fields as they stand in the file."""
    if not _ID.fullmatch(step.id):
        yield (
            "id",
            _("“{id}” will not do as an id. Use small letters, digits and hyphens, like “check-in”.", id=step.id),
        )
    if not step.title:
        yield "title", _("a step needs a title, which people see in the agenda.")
    if not 0 <= step.minutes <= LONGEST:
        yield "minutes", _("a step takes from 0 to {most} minutes, 0 where no time is agreed.", most=LONGEST)
    kind = round_kind(step) or step.round
    if "passing" in written and stricter(PASS[kind], step.passing) != step.passing:
        yield "passing", _looser(kind, PASS[kind])


def _looser(kind: str, rule: str) -> str:
    if rule == "no":
        return _(
            '{kind} knows no pass: everybody is asked, and each answer counts. Write passing = "no", or leave this line out.',
            kind=kind,
        )
    return _(
        'in a round of the kind {kind} a pass is met with one more invitation. Write passing = "ask" or "no", or leave '
        "this line out.",
        kind=kind,
    )


def _unlike_kinds(steps: Sequence[Step]) -> Found:
    """A format is for a whole meeting or for an item; a step of the other sort would have nothing to work on."""
    meeting = next((s for s in steps if s.kind in _OF_A_MEETING), None)
    for number, step in enumerate(steps):
        if meeting and step.kind in _OF_AN_ITEM:
            yield (
                ("step", number, "kind"),
                _(
                    "a step of the kind {kind} belongs to an item, and “{meeting}” makes this the format of a whole "
                    "meeting. Put it into a format of its own, and name that one under [items].",
                    kind=step.kind,
                    meeting=meeting.id,
                ),
            )
        if step.kind == "items" and any(s.kind == "items" for s in steps[:number]):
            yield ("step", number, "kind"), _("the items come once in a meeting; there are two such steps. Keep one.")


def _steps_astray(steps: Sequence[Step]) -> Found:
    """A step that is gone back to is there, and stands before."""
    for number, step in enumerate(steps):
        before = {s.id: s.title for s in steps[:number]}
        if step.again and step.again not in before:
            yield ("step", number, "again"), str(unknown(_("step before this one"), step.again, before))


def _decision_without_consent(steps: Sequence[Step]) -> Found:
    kinds = [s.kind for s in steps]
    for number, kind in enumerate(kinds):
        if kind == "consent" and "record" not in kinds[number:]:
            yield (
                ("step", number),
                _("after a consent step comes one of the kind record, so that the decision is kept. Please add it."),
            )
        if kind == "record" and "consent" not in kinds[:number]:
            yield (
                ("step", number),
                _(
                    "what is recorded was consented to: a step of the kind consent stands before this one. Please add it."
                ),
            )


def _items(format_: Format) -> Found:
    number = next((n for n, s in enumerate(format_.steps) if s.kind == "items"), None)
    if number is None and format_.items:
        yield ("items",), _("[items] is for a format with a step of the kind items. Add that step, or take this out.")
    if number is not None and not format_.items:
        yield (
            ("step", number),
            _('this step needs to know the format of an item. Add a part [items], with lines like decide = "consent".'),
        )
    missing = [aim for aim in _AIMS if aim not in format_.items]
    if format_.items and missing:
        yield (
            ("items",),
            _("[items] names a format for every aim of an item. Still missing: {aims}.", aims=", ".join(missing)),
        )


# --- folders -------------------------------------------------------------------------------------


class _Version(NamedTuple):
    """A format as one folder has it."""

    format: Format
    file: Source


def load_formats(folders: Sequence[Path]) -> FormatShelf:
    """Return the formats of several folders, and what could not be used.

    A later folder's file stands for an earlier one's of the same name, unless there is a mistake in it: then it is
    named among the complaints, and the earlier one goes on standing. A folder that is not there is empty.
    """
    versions: defaultdict[str, list[_Version]] = defaultdict(list)
    complaints: list[str] = []
    for folder in folders:
        for path in files_in(folder, _("formats"), complaints):
            try:
                versions[path.stem].append(_version(path, versions[path.stem]))
            except Misread as misread:
                complaints.append(str(misread))
    _check_items(versions, complaints)
    formats = {id_: found[-1].format for id_, found in sorted(versions.items()) if found}
    return FormatShelf(formats=formats, complaints=tuple(complaints))


def _version(path: Path, earlier: Sequence[_Version]) -> _Version:
    """Read a file that stands for `earlier` ones: those that count on them being for items, or not, still can."""
    text = text_of(path)
    read = _Version(read_format(text, path.stem, str(path)), Source(text, str(path)))
    for kinds, others in ((_OF_A_MEETING, _OF_AN_ITEM), (_OF_AN_ITEM, _OF_A_MEETING)):
        odd = next((n for n, step in enumerate(read.format.steps) if step.kind in kinds), None)
        if odd is not None and any(step.kind in others for version in earlier for step in version.format.steps):
            raise read.file.misread(("step", odd, "kind"), _other_sort(path.stem, kinds))
    return read


def _other_sort(id_: str, kinds: frozenset[StepKind]) -> str:
    if kinds is _OF_A_MEETING:
        return _(
            "“{id}” is the format of an item, and this step is for a whole meeting. Give the file a new name.", id=id_
        )
    return _("“{id}” is the format of a whole meeting, and this step is for an item. Give the file a new name.", id=id_)


def _check_items(versions: dict[str, list[_Version]], complaints: list[str]) -> None:
    """Take out each version that sends items to a format which is not there, or is one for a whole meeting."""
    while True:
        standing = {id_: found[-1].format for id_, found in versions.items() if found}
        astray = [(found, said) for found in versions.values() if found and (said := _astray(found[-1], standing))]
        if not astray:
            return
        for found, misread in astray:
            found.pop()
            complaints.append(str(misread))


def _astray(version: _Version, standing: Mapping[str, Format]) -> Misread | None:
    for_items = [id_ for id_, format_ in standing.items() if not _of_a_meeting(format_)]
    for aim, id_ in version.format.items.items():
        if id_ not in standing:
            return version.file.misread(("items", aim), str(unknown(_("format"), id_, for_items)))
        if id_ not in for_items:
            return version.file.misread(
                ("items", aim),
                _("“{id}” is the format of a whole meeting. An item needs one that is made for items.", id=id_),
            )
    return None


def _of_a_meeting(format_: Format) -> bool:
    return any(step.kind in _OF_A_MEETING for step in format_.steps)
