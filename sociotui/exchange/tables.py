"""Tables: what an organisation has on record as CSV (RFC 4180), in UTF-8, a file a table, for spreadsheets.

Days are written as 2027-03-01, times in UTC; several entries of one cell stand on a line each. What a spreadsheet would
take for a formula gets an apostrophe before it, which tells that it is text.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

from sociotui.domain.circles import PROCESS_ROLES, Circle
from sociotui.domain.consent import Given
from sociotui.domain.evaluating import QUESTIONS, evaluations
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Term
from sociotui.domain.refusal import Refused
from sociotui.exchange.page import Table
from sociotui.exchange.writing import plain_name, write_file
from sociotui.words import _

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_MEANS = ("room", "phone", "terminal", "lapse")

Cell = str | int | date | bool | tuple[str, ...] | None
Row = tuple[Cell, ...]


# --- files -----------------------------------------------------------------------------------------


def write_tables(folder: Path, tables: Mapping[str, Table], *, force: bool = False) -> None:
    """Write each table to a file in `folder`, which is made where it is missing.

    Tables that were written before are brought up to date. Other files of the same names are left as they are: then
    it is refused and nothing is written, unless `force` says to write over them.
    """
    files = {folder / f"{plain_name(name)}.csv": table for name, table in tables.items()}
    others = [path.name for path, table in files.items() if path.exists() and not _own(path, table)]
    if others and not force:
        raise Refused(
            _(
                "In {folder} there is something else by the name of {files}. Nothing was written. Name another folder, "
                "or write over it with --force.",
                folder=folder,
                files=", ".join(others),
            )
        )
    folder.mkdir(parents=True, exist_ok=True)
    for path, table in files.items():
        write_file(path, written(table).encode())


def table_from(rows: Sequence[Sequence[str]]) -> Table:
    """Return a table from its rows, the head among them as the first."""
    head, *rest = map(tuple, rows)
    return Table(head, tuple(rest))


def _own(path: Path, table: Table) -> bool:
    """Tell whether a file is a table of ours: it begins with the same head."""
    head = written(Table(table.head, ())).encode()
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(head)) == head


def written(table: Table) -> str:
    """Return a table as CSV, with its head as the first row."""
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow(table.head)
    rows.writerows([harmless(cell) for cell in row] for row in table.rows)
    return text.getvalue()


def harmless(text: str) -> str:
    """Return text as a spreadsheet shows it and does not reckon with it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


# --- the tables ------------------------------------------------------------------------------------


def tables_of(o: Organisation, today: date) -> dict[str, Table]:
    """Return every table by its name. People and circles stand in them by id, as the tables of these have them."""
    return {
        "people": _table("id name pronouns login", ((p.id, p.name, p.pronouns, p.login) for p in o.people.values())),
        "circles": _table(
            "id name parents vision mission aims domain dialect until ended absence window_hours quorum minutes_approval "
            "minutes_window_hours review_months term_months watching keep_totals hearing unnamed",
            map(_circle, o.circles.values()),
        ),
        "memberships": _table("circle person name place linked_from", _memberships(o, today)),
        "roles": _table("circle role name person person_name until state purpose responsibilities", _roles(o, today)),
        "policies": _table(
            "id circle title text why responsible adopted review ended measures concerns published meeting "
            f"earlier_editions {_CONSENT}",
            _policies(o),
        ),
        "editions": _table("policy number text adopted review measures meeting", _editions(o)),
        "selections": _table(f"id circle role title person person_name on until meeting {_CONSENT}", _selections(o)),
        "waiting": _table(
            f"id circle meeting asked_on until title version text why responsible review missing {_CONSENT}",
            _waiting(o),
        ),
        "follow-ups": _table(
            "id circle text owner due done among how",
            ((f.id, f.circle, f.text, f.owner, f.due, f.done, f.among, f.how) for f in o.follow_ups.values()),
        ),
        "said": _table(
            "id circle role kind words by on answer answered answered_by meeting",
            (
                (v.id, v.circle, v.role, v.kind, v.words, v.by, v.on, v.answer, v.answered, v.answered_by, v.meeting)
                for v in o.voices.values()
            ),
        ),
        "meetings": _table(
            "id circle on facilitator secretary present absent guests next_meeting approved approved_on evaluation",
            _meetings(o),
        ),
        "evaluations": _table(
            "meeting circle on asked answered content process together said more less", _evaluations(o)
        ),
        "backlog": _table(
            "circle place title aim minutes added_by presenter due next_step format about policy roles", _backlog(o)
        ),
    }


_CONSENT = "consent_in_room consent_by_phone consent_at_terminal consent_by_lapse"


def _given(given: Iterable[Given]) -> tuple[int, ...]:
    counts = Counter(g.means for g in given)
    return tuple(counts[means] for means in _MEANS)  # type: ignore[index]


def _table(head: str, rows: Iterable[Row]) -> Table:
    return Table(tuple(head.split()), tuple(tuple(_cell(cell) for cell in row) for row in rows))


def _cell(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return "\n".join(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _circle(c: Circle) -> Row:
    own = c.customs
    about = (c.id, c.name, c.parents, c.vision, c.mission, c.aims, c.domain, c.dialect, c.until, c.ended)
    deciding = (own.absence, own.window, own.quorum, own.minutes, own.minutes_window)
    return (*about, *deciding, own.review, own.term, own.watching, own.keep_totals, own.hearing, own.unnamed)


def _memberships(o: Organisation, today: date) -> Iterator[Row]:
    below = o.below
    for circle in o.circles.values():
        links, members = _linking(o, below.get(circle.id, ())), {*circle.members}
        for place, person in enumerate(o.full_members(circle.id, today), 1):
            from_ = () if person in members else tuple(links.get(person, ()))
            yield circle.id, person, _name(o, person), place, from_


def _linking(o: Organisation, circles: Iterable[str]) -> dict[str, list[str]]:
    """Return of these circles' leaders and delegates, by person, which of the circles they link."""
    links: dict[str, list[str]] = {}
    for circle in circles:
        roles = o.circles[circle].roles
        for person in {roles[role].person for role in ("leader", "delegate") if role in roles}:
            links.setdefault(person, []).append(circle)
    return links


def _roles(o: Organisation, today: date) -> Iterator[Row]:
    for circle in o.circles.values():
        for role in PROCESS_ROLES:
            yield (circle.id, role, role, *_term(o, circle.roles.get(role), today), "", ())
        for own in circle.role:
            yield (circle.id, own.id, own.name, *_term(o, own.term, today), own.purpose, own.responsibilities)


def _term(o: Organisation, term: Term | None, today: date) -> tuple[Cell, ...]:
    """Return who has or had a role, until when, and whether the term still runs: an expired one gives no power."""
    if term is None:
        return "", "", None, "vacant"
    return term.person, _name(o, term.person), term.until, "held" if term.holds(today) else "ended"


def _policies(o: Organisation) -> Iterator[Row]:
    for p in o.policies.values():
        about = (p.id, p.circle, p.title, p.text, p.why, p.responsible, p.adopted, p.review, p.ended)
        yield (*about, p.measures, p.concerns, p.published, p.meeting, len(p.editions), *_given(p.given))


def _editions(o: Organisation) -> Iterator[Row]:
    for policy in o.policies.values():
        for number, e in enumerate(policy.editions, 1):
            yield policy.id, number, e.text, e.adopted, e.review, e.measures, e.meeting


def _selections(o: Organisation) -> Iterator[Row]:
    for s in o.selections.values():
        who = (s.person, _name(o, s.person))
        yield (s.id, s.circle, s.role, s.title, *who, s.on, s.until, s.meeting, *_given(s.given))


def _waiting(o: Organisation) -> Iterator[Row]:
    for w in o.waiting.values():
        d = w.decision
        until = datetime.fromtimestamp(w.until // 1000, UTC).isoformat() if w.until else ""
        about = (w.id, w.circle, w.meeting, w.on, until, d.title, d.version, d.text, d.why, d.responsible, d.review)
        yield (*about, o.missing(w), *_given(w.given))


def _meetings(o: Organisation) -> Iterator[Row]:
    for h in o.held.values():
        m = h.minutes
        people = (m.facilitator, m.secretary, m.present, m.absent, m.guests) if m else ("", "", (), (), ())
        yield (h.id, h.circle, h.on, *people, h.next_meeting, h.approved, h.approved_on, h.evaluation)


def _evaluations(o: Organisation) -> Iterator[Row]:
    """Yield what people thought of each meeting: marks as “yes 3”, a line each, and nobody's own."""
    circles = {h.id: h.circle for h in o.held.values()}
    for e in evaluations(o):
        counts = [tuple(f"{mark} {n}" for mark, n in e.counts(q).items()) for q in QUESTIONS]
        said = tuple(f"{q}: {words}" for q in QUESTIONS for words in e.said.get(q, ()))
        yield (e.meeting, circles.get(e.meeting, ""), e.day, e.asked, e.answered, *counts, said, e.more, e.less)


def _backlog(o: Organisation) -> Iterator[Row]:
    for circle, topics in o.backlog.items():
        for place, t in enumerate(topics, 1):
            who = (t.added_by, t.presenter)
            yield (
                *(circle, place, t.title, t.aim, t.minutes, *who, t.due),
                *(t.next_step, t.format, t.about, t.policy, t.roles),
            )


def _name(o: Organisation, person: str) -> str:
    return o.people[person].name if person in o.people else person
