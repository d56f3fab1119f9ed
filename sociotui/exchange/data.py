"""Data: all that a home holds as JSON, one line an event, and back into an empty home without loss; or one meeting's record.

What is in private meetings goes out with nothing else. DATA.md says how it is laid out.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from sociotui.domain.course import Course, advance
from sociotui.domain.event import Event
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused, brief
from sociotui.exchange.records import VERSION, Act, Record, misfit, read_data
from sociotui.exchange.streams import ACCESS, ORGANISATION, PRIVATE, Kept, Streams, public_streams
from sociotui.words import _

# --- out -----------------------------------------------------------------------------------------


def export_data(journal: Streams) -> bytes:
    """Return everything that a journal holds but private meetings, as JSON in UTF-8.

    A journal leaves out streams of whose files it cannot make sense, and says so in its notices: tell them. It raises
    its errors where one proves damaged as it is read.
    """
    return _written(journal, public_streams(journal))


def export_stream(journal: Streams, stream: str) -> bytes:
    """Return what a single stream holds, in the same form."""
    return _written(journal, [stream])


def _written(journal: Streams, names: Iterable[str]) -> bytes:
    streams = [(name, [_line(kept) for kept in journal.read(name)]) for name in names]
    parts = [f'    "{name}": [\n' + ",\n".join(lines) + "\n    ]" for name, lines in streams if lines]
    held = "{\n" + ",\n".join(parts) + "\n  }" if parts else "{}"
    return f'{{\n  "sociotui": {VERSION},\n  "streams": {held}\n}}\n'.encode()


def _line(kept: Kept) -> str:
    return "      " + msgspec.json.encode({"cmd": kept.cmd, "actor": kept.actor, "event": kept.event}).decode()


# --- in ------------------------------------------------------------------------------------------


def import_data(data: bytes, journal: Streams) -> int:
    """Bring an export into an empty journal; return how many events it then holds.

    Nothing is written before all has been checked; `Refused` says what is wrong, and where. An import that was cut
    short is completed by doing it again: what a journal holds already has to be the beginning of what comes in. A
    journal raises its errors where it proves damaged.
    """
    streams = {name: _acts(name, records) for name, records in read_data(data).items()}
    for name, acts in streams.items():
        _check_course(name, acts)
    _check_whole(streams)
    # Of all that there are: one that nobody can make sense of has no head, and is not nothing. Who may come in goes out
    # with no export: a home that knows it already, and nothing else, is a new one.
    there = {name: journal.read(name) for name in {ORGANISATION, *journal.streams(), *streams} - {ACCESS}}
    done = {name: _done(streams.get(name, []), kept) for name, kept in there.items()}
    if None in done.values():
        raise Refused(
            _(
                "There is something in this home already, and an import would mix with it. Nothing was changed. "
                "Import into a new home: name an empty folder with --home."
            )
        )
    # The organisation comes last: without it a home has not begun, so that half an import never passes for a whole one.
    for name in sorted(streams, key=lambda name: (name == ORGANISATION, name)):
        head = there[name][-1].seq if there[name] else 0
        for act in streams[name][done[name] :]:
            journal.append(name, head, [record.event for record in act], cmd=act[0].cmd, actor=act[0].actor)
            head += len(act)
    return sum(len(act) for acts in streams.values() for act in acts)


def _check_whole(streams: Iterable[str]) -> None:
    """Refuse the record of a single meeting, which no home can begin with, and private meetings, which never go along."""
    names = set(streams)
    if names and ORGANISATION not in names:
        raise Refused(
            _(
                "This is the record of {meetings} and of no organisation, so no home can begin with it. Nothing was "
                "changed. It is there to be read and kept; a home comes back whole from what “export data” or “backup” "
                "has written.",
                meetings=", ".join(brief(name.rpartition("/")[2]) for name in sorted(names)),
            )
        )
    private = sorted(name.removeprefix(PRIVATE) for name in names if name.startswith(PRIVATE))
    if private:
        raise Refused(
            _(
                "There are private meetings in this ({meetings}), and an import brings none in: they stay with those who "
                "took part. Nothing was changed. Take the file as “export data” has written it; with a “backup”, private "
                "meetings come along.",
                meetings=", ".join(private),
            )
        )


# --- acts ----------------------------------------------------------------------------------------


def _acts(stream: str, records: Sequence[Record]) -> list[Act]:
    """Return the acts of a stream. A journal takes each command once, whose records stand together, of one actor."""
    acts, number, seen = [tuple(act) for _cmd, act in groupby(records, key=lambda r: r.cmd)], 1, set[str]()
    for act in acts:
        cmd = act[0].cmd
        if not cmd:
            raise misfit(stream, number, _("Its “cmd” is empty, and each command has its own."))
        if cmd in seen:
            raise misfit(stream, number, _("There was a command “{cmd}” before it, further up.", cmd=brief(cmd)))
        if any(record.actor != act[0].actor for record in act):
            raise misfit(stream, number, _("The command “{cmd}” has several actors.", cmd=brief(cmd)))
        seen.add(cmd)
        number += len(act)
    return acts


def _done(acts: Sequence[Act], kept: Sequence[Kept]) -> int | None:
    """Return how many of a stream's acts a journal holds already; None where it holds anything else."""
    found = [_triples(act) for _cmd, act in groupby(kept, key=lambda k: k.cmd)]
    return len(found) if found == [_triples(act) for act in acts[: len(found)]] else None


def _triples(act: Iterable[Kept | Record]) -> list[tuple[str, str, Event]]:
    return [(record.cmd, record.actor, record.event) for record in act]


def _check_course(stream: str, acts: Iterable[Act]) -> None:
    """Refuse events that no home could go by: each has to make sense after those before it."""
    organisation, course, number = Organisation(), Course(), 1
    for act in acts:
        events = [record.event for record in act]
        try:
            if stream == ORGANISATION:
                for event in events:
                    organisation = evolve_organisation(organisation, event)
            else:
                course = advance(course, events)
        except Exception as error:  # whatever the domain stumbles over, a home would too
            raise misfit(stream, number, _("It does not follow from what stands before it.")) from error
        number += len(act)
    if course.meeting and course.meeting.id != stream.rpartition("/")[2]:
        raise misfit(stream, 1, _("It opens another meeting, “{id}”.", id=brief(course.meeting.id)))
