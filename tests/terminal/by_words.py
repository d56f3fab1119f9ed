"""A whole meeting of three by words alone: what is said, line by line, and what is heard then."""

ORGANISATION = """
[organisation]
name = "Three"

[[person]]
id = "ana"
name = "Ana"

[[person]]
id = "ben"
name = "Ben"

[[person]]
id = "cleo"
name = "Cleo"

[[circle]]
id = "house"
name = "House"
aims = ["A house in which we live well"]
members = ["ana", "ben", "cleo"]
roles = { facilitator = "ana", secretary = "ben" }
"""
DECIDED = "Bikes stand in the yard, under the lamp"
_SPOKEN = ("next", "has spoken.")
_CONSENT = ("consent", "consent")
_ON = "On to “{}”."


def _on(to: str) -> tuple[str, str]:
    return "step", _ON.format(to)


SAID: tuple[tuple[str, str], ...] = (
    # check-in
    _SPOKEN,
    ("later", "comes later."),
    _SPOKEN,
    ("pass", "passes. Everybody has spoken."),
    _on("Admin"),
    ("next meeting in a week, same place", "The next meeting: in a week, same place."),
    # the agenda, and consent to it
    _on("Agenda"),
    ("add Bikes by cleo 10 minutes", "On the agenda: “Bikes”."),
    ("add Who writes format: selection roles: secretary", "On the agenda: “Who writes”."),
    ("agenda", "1: Bikes, decide, 10 minutes, by Cleo."),
    _CONSENT,
    _CONSENT,
    ("consent", "Everybody consents."),
    # a proposal, with an objection that is integrated
    _on("Bikes · present"),
    ("cleo proposes Bikes stand in the yard", "The proposal is written. “Bikes stand in the yard.”"),
    _on("Bikes · clarify"),
    _SPOKEN,
    _SPOKEN,
    _on("Bikes · react"),
    _SPOKEN,
    _SPOKEN,
    _SPOKEN,
    _on("Bikes · amend"),
    _on("Bikes · restate"),
    ("repeat", "Version 1: “Bikes stand in the yard.”"),
    _on("Bikes · consent"),
    ("consent", " consents."),
    ("undo", "Taken back: "),
    _CONSENT,
    ("object because nobody finds theirs in the dark why: a house to live in", "Objection 1: nobody finds theirs in the dark."),
    ("consent", "Everybody has spoken."),
    ("objections", "open: nobody finds theirs in the dark."),
    _on("Bikes · integrate"),
    (f"integrate modify {DECIDED}", f"“{DECIDED}.”"),
    _on("Bikes · restate"),
    _on("Bikes · consent"),
    _CONSENT,
    _CONSENT,
    ("consent", "Everybody consents."),
    _on("Bikes · record"),
    ("record 2099-03-01 responsible cleo", "On record; looked at again on 2099-03-01."),
    ("ben will hang the lamp until 2099-01-31", "Ben takes it on. hang the lamp. Until 2099-01-31."),
    # a selection
    _on("Who writes · role and term"),
    ("seek secretary until 2099-06-30", "Sought: secretary."),
    _on("Who writes · qualifications"),
    _SPOKEN,
    _SPOKEN,
    _SPOKEN,
    _on("Who writes · the list"),
    ("propose Writes fast, asks back", "“Writes fast, asks back.”"),
    _on("Who writes · consent to the list"),
    _CONSENT,
    _CONSENT,
    ("consent", "Everybody consents."),
    _on("Who writes · nominate"),
    ("ana nominates cleo because she writes fast", "Ana has written."),
    ("ben nominates ben because he asks back", "Ben has written."),
    ("nominate cleo for cleo because I would like to", "Cleo has written."),
    ("step", "Ana nominates Cleo: she writes fast."),
    _SPOKEN,
    _SPOKEN,
    _SPOKEN,
    _on("Who writes · change"),
    ("next", "has spoken."),
    _SPOKEN,
    _SPOKEN,
    _on("Who writes · propose"),
    ("select cleo because all but one named her", "The proposal is written."),
    _on("Who writes · consent"),
    _CONSENT,
    _CONSENT,
    ("consent", "Everybody consents."),
    _on("Who writes · record"),
    ("record usual", "On record"),
    # the end
    _on("Backlog"),
    ("keep Painting the door", "Kept for later: “Painting the door”."),
    _on("Check-out"),
    _SPOKEN,
    _SPOKEN,
    _SPOKEN,
    _on("Close"),
)  # fmt: skip
"""Each line that is said, and something that is heard after it."""
CLOSED = "The meeting is closed. Its outcomes are on record."
