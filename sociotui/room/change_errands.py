"""Errands that change the structure between meetings: what it would do, doing it, taking it back, looking at the history."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from sociotui.domain.calling import circle_meant
from sociotui.domain.changes import (
    AnyEdit,
    ChangeStructure,
    Describe,
    FormCircle,
    GiveRole,
    Join,
    SetCircle,
    SetPerson,
    SetRole,
    UndoChange,
)
from sociotui.domain.circles import PROCESS_ROLES
from sociotui.domain.history import Entry
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused, brief
from sociotui.domain.text import free_id, plain_date, slug
from sociotui.domain.touching import Preview
from sociotui.room.beside import AtHome, Beside
from sociotui.room.caller import Sent
from sociotui.words import _

VERSION = 1


def preview(sent: Sent) -> list[str]:
    """Return what edits would do, in lines; refused where they would be."""
    return _previewed(sent, _changing(sent))


def change(sent: Sent) -> str:
    """Make edits, all or none of them; answers with the sentence that says which change that is."""
    return _done(sent, _changing, _("This is change number {n}, {authority}."))


def undo_preview(sent: Sent) -> list[str]:
    """Return what taking a change back would do, in lines."""
    return _previewed(sent, _undoing(sent))


def undo(sent: Sent) -> str:
    """Take a change back; the latest that stands where no number is given."""
    return _done(sent, _undoing, _("Number {n}: {authority}."))


def history(sent: Sent) -> Beside:
    """Return the history of a circle, or of all, in lines, the latest last: a line on each act, then what it changed."""
    return _looked_back(sent, _lines)


def _lines(found: Sequence[Entry]) -> list[str]:
    if not found:
        return [_("Nothing has changed yet.")]
    width = max(len(str(entry.number)) for entry in found)
    lines = []
    for entry in found:
        head = _("{said}; taken back by number {n}", said=entry.authority, n=entry.undone)
        lines.append(f"{entry.on}  {entry.number:>{width}}  {head if entry.undone else entry.authority}")
        lines += [f"{'':{width + 14}}{told.said}" for told in entry.told]
    return lines


def history_object(sent: Sent) -> Beside:
    """Return the history as an object for scripts."""
    return _looked_back(sent, lambda found: _object(sent.said["circle"], found))


def _object(circle: str, found: Sequence[Entry]) -> Any:
    return {
        "version": VERSION,
        "circle": circle or None,
        "history": [
            {
                "number": entry.number,
                "on": entry.on.isoformat(),
                "at": entry.at,
                "actor": entry.actor,
                "kind": entry.kind,
                "changes": [{"circles": list(told.circles), "said": told.said} for told in entry.told],
                "authority": entry.authority,
                "decision": entry.decision or None,
                "meeting": entry.meeting or None,
                "undoes": entry.undoes or None,
                "undone": entry.undone or None,
            }
            for entry in found
        ],
    }


def _looked_back(sent: Sent, tell: Callable[[Sequence[Entry]], Any]) -> Beside:
    """Return what is left to do when the home was asked: to go through what is on record, and tell it."""
    home, circle, since = sent.home, sent.said["circle"], sent.said.get("since", "")
    home.founded()
    home.under_way()  # outcomes that had not arrived are part of it
    if circle:
        home.organisation().circle(circle)
    first, past = plain_date(since) if since else None, home.past()

    def work(_at_home: AtHome) -> Any:
        return tell([entry for entry in past.history(circle) if first is None or entry.on >= first])

    return Beside(work, light=True)


def _changing(sent: Sent) -> ChangeStructure:
    try:
        edits = msgspec.convert(sent.said["edits"], tuple[AnyEdit, ...], strict=False)
    except msgspec.ValidationError as error:
        raise Refused(_("This change can't be understood: {error}.", error=brief(str(error)))) from error
    o = sent.home.founded()
    edits = tuple(_with_ids(tuple(_meant(o, edit) for edit in edits), o))
    return sent.home.changing(edits, decision=sent.said["decision"], why=sent.said["why"])


def _meant(o: Organisation, edit: AnyEdit) -> AnyEdit:
    """Return an edit with the circles that it names by their ids; what is no circle's name stays as it is."""

    def ids(circles: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return circles if circles is None else tuple(circle_meant(o, each) if each else each for each in circles)

    match edit:
        case FormCircle():
            return replace(edit, circle=replace(edit.circle, parents=ids(edit.circle.parents)))
        case SetCircle():
            return replace(edit, circle=circle_meant(o, edit.circle), parents=ids(edit.parents))
        case Describe() | SetPerson():
            return edit
        case _:
            return replace(edit, circle=circle_meant(o, edit.circle))


def _with_ids(edits: tuple[AnyEdit, ...], o: Organisation) -> Iterator[AnyEdit]:
    """Yield edits in which who and what is new has an id that is free; those after it that leave it out mean that one."""
    person = role = ""
    for edit in edits:
        match edit:
            case SetPerson(new=True, person=""):
                person = free_id(slug(edit.name or ""), o.people)
                yield replace(edit, person=person)
            case Join(person="", name=""):
                yield replace(edit, person=person)
            case SetRole(new=True, role=""):
                there = o.circles[edit.circle].role if edit.circle in o.circles else ()
                role = free_id(slug(edit.name or "", "role"), {*PROCESS_ROLES, *(r.id for r in there)})
                yield replace(edit, role=role)
            case GiveRole(role=""):
                yield replace(edit, role=role)
            case _:
                yield edit


def _undoing(sent: Sent) -> UndoChange:
    return sent.home.undoing(int(sent.said["number"]), sent.said["why"])


def _previewed(sent: Sent, command: ChangeStructure | UndoChange) -> list[str]:
    sent.caller.allow_change(command)
    actor = sent.caller.actor(sent.said["by"])
    return lines_of(sent.home.preview(command, actor, resting=not sent.said["dry"]))


def lines_of(preview: Preview) -> list[str]:
    """Return what a preview says, a line each; what is touched besides comes last, and is marked."""
    return [*preview.changes, *(f"· {said}" for said in preview.touches)]


def _done(sent: Sent, make: Callable[[Sent], ChangeStructure | UndoChange], sentence: str) -> str:
    cmd = sent.said.get("cmd", "")
    done = sent.home.changed_by(cmd) if cmd else None
    if done is None:
        command = make(sent)
        sent.caller.allow_change(command)
        done = sent.home.change(command, sent.caller.actor(sent.said["by"]), cmd)
    return sentence.format(n=done.number, authority=done.authority)
