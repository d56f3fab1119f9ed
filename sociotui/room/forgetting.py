"""Forgetting: somebody is taken out of all that a home has on record, and a pseudonym stands there instead.

What was decided stays, and the chain of hashes still fits: only the texts that told who it was are
replaced, and what they were can't be found out by trying.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from sociotui.domain.event import Event
from sociotui.domain.forgetting import Forgetting, Remaining, Remnant
from sociotui.domain.mending.talk import Talk
from sociotui.domain.text import clean
from sociotui.domain.traces import everybody, next_pseudonym, refuse_forgetting
from sociotui.journal.places import PRIVATE, id_of
from sociotui.room.access import AccessBook
from sociotui.room.copies import Copies, copies_in
from sociotui.room.home import ORGANISATION, Home
from sociotui.words import _

_SHOWN = 20  # texts that are told one by one


class Plan(Struct, frozen=True):
    """What forgetting somebody would do: in how many commits of how many streams, and what may still point to them.

    Of `private` meetings it is only told in which of them something may. `comes_in` says that a key, an account or an
    invitation of theirs ends with it. `copies` lie in the home or beside it.
    """

    person: str
    name: str
    forgetting: Forgetting
    commits: int
    streams: int
    remnants: tuple[Remnant, ...]
    private: tuple[str, ...] = ()
    comes_in: bool = False
    copies: Copies = Copies()


def plan(home: Home, person: str, also: Sequence[str] = ()) -> Plan:
    """Return what forgetting `person` would do; `also` are names by which texts call them besides.

    Refuses where nobody is known by that id, or they still take part.
    """
    home.founded()
    under_way = home.under_way()  # puts outcomes on record that had not arrived
    organisation = home.organisation()
    known = everybody(_events(home, stream) for stream in _streams(home))
    refuse_forgetting(organisation, under_way, known, person, home.clock.today())
    pseudonym = next_pseudonym({*organisation.people, *known.forgotten})
    forgetting = Forgetting(known.traces(person), pseudonym, [name for each in also if (name := clean(each))])
    remaining, commits, streams = Remaining(forgetting), 0, 0
    remnants: dict[Remnant, None] = {}
    private: dict[str, None] = {}
    for stream in _streams(home):
        changed = set()
        for recorded in home.journal.read(stream):
            event = msgspec.json.decode(msgspec.json.encode(recorded.event))
            after = forgetting.event(event)
            if after != event or forgetting.actor(recorded.actor) != recorded.actor:
                changed.add(recorded.cmd)
            found = remaining.of(after)
            if not stream.startswith(PRIVATE):
                remnants.update(dict.fromkeys(found))
            elif found:
                private[id_of(stream)] = None
        commits += len(changed)
        streams += bool(changed)
    comes_in = person in AccessBook(home).access().people()
    return Plan(
        person,
        known.labels()[person],
        forgetting,
        commits + comes_in,  # it is on record that this ended
        streams,
        tuple(remnants),
        tuple(private),
        comes_in,
        copies_in(home.folder, _texts(forgetting)),
    )


def preview(planned: Plan) -> list[str]:
    """Return what is about to be done, in sentences."""
    return [
        _(
            "{name} becomes “{pseudonym}” in {n} acts of {streams} journals. This can't be undone.",
            name=planned.name,
            pseudonym=planned.forgetting.name,
            n=planned.commits,
            streams=planned.streams,
        ),
        *_access(planned),
        *_remnants(planned),
        *_private(planned),
        *_lines_that_go(planned),
        *_that_stay(planned),
    ]


def _access(planned: Plan) -> Iterator[str]:
    if planned.comes_in:
        yield _(
            "The keys and accounts by which {name} comes in go too, with their labels; and an invitation that is open.",
            name=planned.name,
        )


def _private(planned: Plan) -> Iterator[str]:
    if planned.private:
        yield _(
            "In what was said in private, something may still point to {name} as well; those who took part find it with "
            "“sociotui export meeting”: {meetings}.",
            name=planned.name,
            meetings=", ".join(planned.private),
        )


def _lines_that_go(planned: Plan) -> Iterator[str]:
    if planned.copies.lines:
        yield _(
            "These copies of former or damaged lines are deleted with it, whatever they hold: {files}. Look at them first, if "
            "something was to be saved from them.",
            files=_names(planned.copies.lines),
        )


def _that_stay(planned: Plan, *, done: bool = False) -> Iterator[str]:
    """Tell what forgetting can't change, and what to do with it."""
    if planned.copies.backups:
        before = _(
            "These backups name {name}, or may, and can't be changed. Afterwards make a new one (“sociotui backup FILE”), "
            "then delete these: {files}."
        )
        after = _(
            "These backups still name {name}, or may. Make a new one (“sociotui backup FILE”), then delete these: {files}."
        )
        yield (after if done else before).format(name=planned.name, files=_names(planned.copies.backups))
    if planned.copies.others:
        yield _(
            "These are copies or left-overs that no journal goes by, and may still name {name}. Look at them, then delete "
            "them: {files}.",
            name=planned.name,
            files=_names(planned.copies.others),
        )


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(map(str, paths))


def _texts(forgetting: Forgetting) -> list[str]:
    """Return what a copy has in it that names the person: their name, or in quotes, as records have it, an id."""
    return [*forgetting.names, *(f'"{id_}"' for id_ in (forgetting.traces.id, *forgetting.traces.logins))]


def _remnants(planned: Plan) -> Iterator[str]:
    if not planned.remnants:
        return
    yield _(
        "These may still point to {name}, and stay as they are; --also NAME takes further names out of texts:",
        name=planned.name,
    )
    for remnant in planned.remnants[:_SHOWN]:
        text = " ".join(remnant.text.split())
        yield _("  “{part}” in: {text}", part=remnant.part, text=text if len(text) <= 100 else text[:99] + "…")
    if len(planned.remnants) > _SHOWN:
        yield _("  … and {n} more.", n=len(planned.remnants) - _SHOWN)


def forget(home: Home, planned: Plan, actor: str) -> str:
    """Carry it out, and return the sentences that say so, and what is left to do.

    The organisation comes last: cut short, it is completed by doing it again.
    """
    forgetting = planned.forgetting

    def replace(record: Any) -> Any:
        return {**record, "actor": forgetting.actor(record["actor"]), "event": forgetting.event(record["event"])}

    AccessBook(home).end(planned.person, actor)  # first, so that nobody comes in as the pseudonym
    home.talks.forget(lambda talk: forgetting.thing(talk, Talk))
    commits = sum(home.journal.rewrite(stream, replace) for stream in _streams(home))
    home.note_forgotten(forgetting.id, commits, forgetting.actor(actor))
    said = _(
        "Done: {n} acts now say “{pseudonym}”. Backups, exports and printed pages from before still name who it was, "
        "and so may the organisation's file that you import: make them anew, and delete the old ones.",
        n=commits,
        pseudonym=forgetting.name,
    )
    return "\n".join([said, *_that_stay(planned, done=True)])


def _streams(home: Home) -> list[str]:
    """Return all streams, the organisation last."""
    return sorted(home.journal.streams(), key=lambda name: (name == ORGANISATION, name))


def _events(home: Home, stream: str) -> Iterator[Event]:
    return (recorded.event for recorded in home.journal.read(stream))
