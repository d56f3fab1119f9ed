"""Scenarios as files: read one, or all of several folders, where a later folder's file stands for an earlier one's."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.practising.scenario import (
    Candidate,
    CircleSaid,
    Clause,
    Cue,
    Member,
    Offer,
    Reason,
    RoleSaid,
    Saying,
    Scenario,
    Topic,
)
from sociotui.domain.refusal import unknown
from sociotui.domain.text import clean_text, is_id
from sociotui.exchange.toml_file import Source, Word, Words
from sociotui.exchange.toml_folder import gathered
from sociotui.exchange.toml_lines import Where
from sociotui.words import _

Found = Iterator[tuple[Where, str]]
"""Mistakes as they are found: where each stands, and why it will not do."""


class ScenarioShelf(Struct, frozen=True):
    """The scenarios that can be practised, by id; and a complaint for each file that cannot, with line and reason."""

    scenarios: dict[str, Scenario]
    complaints: tuple[str, ...] = ()


def _words() -> Words:
    return {
        Scenario: Word(_("an exercise")),
        CircleSaid: Word(_("a circle")),
        Member: Word(_("a member")),
        Reason: Word(_("a reason")),
        Clause: Word(_("a clause")),
        Offer: Word(_("an offer")),
        Candidate: Word(_("a candidate")),
        Saying: Word(_("a saying")),
        Cue: Word(_("a cue")),
        RoleSaid: Word(_("a role")),
        Topic: Word(_("a topic")),
    }


def read_scenario(text: str, id: str, source: str) -> Scenario:
    """Return the scenario that a text describes; `id` is its file's name without `.toml`.

    Raises `Misread` with line and reason: what is unknown, what names nobody, and a reason that nothing could meet.
    """
    file = Source(text, source, _words())
    if not is_id(id):
        raise file.misread((), _("the file's name is the exercise's id: small letters, digits and hyphens, please."))
    data = file.data()
    if "id" in data:
        raise file.misread(("id",), _("an exercise's id is the name of its file. Please leave this line out."))
    scenario: Scenario = _cleaned(file.convert(data | {"id": id}, Scenario))
    for where, reason in _mistakes(scenario):
        raise file.misread(where, reason)
    return scenario


def _cleaned(value: Any) -> Any:
    """Return a struct with every text in it cleaned, however deep."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Struct):
        return replace(value, **{name: _cleaned(getattr(value, name)) for name in value.__struct_fields__})
    if isinstance(value, tuple):
        return tuple(_cleaned(each) for each in value)
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(each) for key, each in value.items()}
    return value


# --- mistakes ---------------------------------------------------------------------------------------


def _mistakes(s: Scenario) -> Found:
    if not s.member:
        yield (), _("an exercise needs a member at least. Begin each with a line [[member]].")
    yield from _ids(s)
    yield from _people(s)
    yield from _texts(s)
    yield from _unmet(s)
    yield from _sayings(s)


def _ids(s: Scenario) -> Found:
    for part in ("member", "clause", "offer", "saying", "cue"):
        seen: set[str] = set()
        for number, each in enumerate(getattr(s, part)):
            if not is_id(each.id):
                yield (
                    (part, number, "id"),
                    _("“{id}” will not do as an id. Use small letters, digits and hyphens.", id=each.id),
                )
            if each.id in seen:
                yield (part, number, "id"), _("there are two of the id “{id}”. Give one of them another.", id=each.id)
            seen.add(each.id)


def _people(s: Scenario) -> Found:
    members = {m.id: m.name for m in s.member}
    named: list[tuple[Where, str]] = [(("secretary",), s.secretary)]
    named += [(("topic", "by"), s.topic.by)] if s.topic else []
    named += [(("saying", n, "who"), each.who) for n, each in enumerate(s.saying)]
    named += [(("cue", n, "who"), each.who) for n, each in enumerate(s.cue)]
    for where, person in named:
        if person and person not in members:
            yield where, str(unknown(_("member"), person, members))
    for number, candidate in enumerate(s.candidate):
        if candidate.person not in members:
            yield ("candidate", number, "person"), str(unknown(_("member"), candidate.person, members))


def _texts(s: Scenario) -> Found:
    """What tells one wording from another by its sentences needs sentences that are not within each other."""
    clauses = {c.id: c.text for c in s.clause}
    texts = [("clause", n, c.id, c.text) for n, c in enumerate(s.clause)]
    texts += [("offer", n, o.id, o.text) for n, o in enumerate(s.offer) if o.way == "modify"]
    for part, number, id_, text in texts:
        where = (part, number)
        if not text:
            yield where, _("this needs a text, which is read out word for word.")
        if any(text in other for _part, _n, id_other, other in texts if id_other != id_):
            yield where, _("“{text}” stands within another sentence, so nobody could tell them apart.", text=text)
    for number, offer in enumerate(s.offer):
        shared = sum(o.replaces == offer.replaces for o in s.offer) > 1
        if offer.replaces and offer.replaces not in clauses and not shared:
            yield ("offer", number, "replaces"), str(unknown(_("clause"), offer.replaces, list(clauses)))
        if (offer.way == "shorten") != bool(offer.days):
            yield ("offer", number), _("a shorter term has days = …, and nothing else has.")
        if offer.way == "measure" and not offer.text:
            yield ("offer", number), _("a measure needs a text: what is measured, and at which value to stop.")


def _unmet(s: Scenario) -> Found:
    """A reason that nothing here could meet would leave whoever practises stuck."""
    tags = {tag for part in (s.clause, s.offer, s.candidate, s.saying) for each in part for tag in each.carries}
    for number, member in enumerate(s.member):
        for place, reason in enumerate(member.reason):
            where = ("member", number, "reason", place)
            if not reason.needs and not reason.against:
                yield where, _("a reason needs to say what would meet it (needs), or against what it stands (against).")
            for tag in (*reason.needs, *reason.against):
                if tag not in tags:
                    yield (
                        where,
                        _("nothing in this exercise carries “{tag}”, so this reason would stand for ever.", tag=tag),
                    )


def _sayings(s: Scenario) -> Found:
    cues = {c.id for c in s.cue}
    for number, saying in enumerate(s.saying):
        if saying.cue and saying.cue not in cues:
            yield ("saying", number, "cue"), str(unknown(_("cue"), saying.cue, list(cues)))
        if not (saying.at or saying.cue or saying.to):
            yield ("saying", number), _('when can this be said? Name steps (at), a cue, or to = "objector".')
    for number, cue in enumerate(s.cue):
        if not cue.says:
            yield ("cue", number, "says"), _("a cue needs something that is said or seen.")
        if not any(saying.cue == cue.id and saying.fits for saying in s.saying):
            yield (
                ("cue", number),
                _("nothing that fits can be said to this. Add a [[saying]] with cue = “{id}”.", id=cue.id),
            )


# --- folders ----------------------------------------------------------------------------------------


def load_scenarios(folders: Sequence[Path]) -> ScenarioShelf:
    """Return the scenarios of several folders, and what could not be used; a later folder's stand for an earlier one's."""
    complaints: list[str] = []
    scenarios = gathered(folders, _("exercises"), read_scenario, complaints)
    return ScenarioShelf(scenarios, tuple(complaints))
