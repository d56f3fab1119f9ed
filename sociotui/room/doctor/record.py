"""On record: whether what the organisation has on record of its meetings, and the meetings' journals, agree."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.journal.places import FOLDERS, MEETING, PRIVATE
from sociotui.room.clock import Clock
from sociotui.room.doctor.findings import Finding, Level, Mend
from sociotui.words import _


def check_record(
    home: Path, organisation: Organisation | None, meetings: Mapping[str, Meeting | None], clock: Clock
) -> Iterator[Finding]:
    """Compare `organisation` with the `meetings` of which there are journals, by id; None is what can't be read."""
    if organisation is None:
        said = _("The organisation's journal can't be read, so nothing can be compared with it.")
        yield _finding("organisation", "look", said)
        return
    if organisation.about is None:
        yield from _unfounded(meetings)
        return
    found = [*_missing(organisation, meetings), *_late(home, organisation, meetings, clock)]
    yield from found
    if not found:
        under_way = sum(1 for m in meetings.values() if m and not m.closed)
        said = _(
            "“{name}”: people: {people}, circles: {circles}, meetings held: {held}, under way: {under_way}. "
            "The outcomes of each meeting that was closed are on record.",
            name=organisation.about.name,
            people=len(organisation.people),
            circles=len(organisation.circles),
            held=f"{len(organisation.held):,}",
            under_way=under_way,
        )
        yield _finding("record", "well", said)


def _finding(check: str, level: Level, said: str, about: str = "", mend: Mend | None = None) -> Finding:
    return Finding(group="record", check=check, level=level, said=said, about=about, mend=mend)


def _unfounded(meetings: Mapping[str, Meeting | None]) -> Iterator[Finding]:
    if meetings:
        said = _(
            "There are meetings here ({n}), and no organisation that they could be of. Put organisation.journal back "
            "from a backup; or, if an import was cut short, do it again.",
            n=f"{len(meetings):,}",
        )
        yield _finding("organisation", "wrong", said)
    else:
        said = _("There is no organisation here yet. Begin one with “sociotui init”.")
        yield _finding("organisation", "look", said)


def _missing(organisation: Organisation, meetings: Mapping[str, Meeting | None]) -> Iterator[Finding]:
    for id_, held in organisation.held.items():
        # All data that is brought into a new home has no private meetings in it.
        if id_ not in meetings and not held.private:
            said = _(
                "{meeting} was held, and its journal is not there. What was decided is on record still; its minutes "
                "aren't. Put meetings/{meeting}.journal back from a backup.",
                meeting=id_,
            )
            yield _finding("missing", "wrong", said, id_)


def _late(
    home: Path, organisation: Organisation, meetings: Mapping[str, Meeting | None], clock: Clock
) -> Iterator[Finding]:
    """What a crash has left half done, or an older copy of a file has brought back."""
    for id_, meeting in meetings.items():
        if meeting is None:
            continue
        held = organisation.held.get(id_)
        if held is None and meeting.closed:
            said = _(
                "{meeting} is closed, and its outcomes are not on record yet. They will be when sociotui is next opened.",
                meeting=id_,
            )
            what = _("put the outcomes of {meeting} on record", meeting=id_)
            yield _finding("outcomes", "look", said, id_, Mend(what, _keeping(home, id_, clock)))
        elif held and not meeting.closed:
            said = _(
                "{meeting} is on record as held, and its journal says that it goes on: the journal is older than the "
                "record. Put the newest backup of {folder}/{meeting}.journal back.",
                folder=FOLDERS[PRIVATE if meeting.private else MEETING],
                meeting=id_,
            )
            yield _finding("older", "wrong", said, id_)
        elif held and not (meeting.sealed and held.sealed):
            said = _(
                "{meeting} is over, and who spoke when and who said what is not discarded yet.",
                meeting=id_,
            )
            what = _("discard who spoke when and who said what in {meeting}", meeting=id_)
            yield _finding("sealed", "look", said, id_, Mend(what, _keeping(home, id_, clock)))


def _keeping(home: Path, id_: str, clock: Clock) -> Callable[[], list[str]]:
    """What does again what a crash left undone after a meeting was closed; however often that is done."""

    def keep() -> list[str]:
        from sociotui.room.home import Home

        opened = Home(home, clock)
        try:
            meeting = opened.course(id_).meeting
            if meeting and meeting.closed:
                opened.keep_outcomes(meeting)
        finally:
            opened.close()
        return [_("{meeting}: its outcomes are on record, and its turns are discarded.", meeting=id_)]

    return keep
