"""Grammar: what people say becomes the act that they mean, and what nobody can mean is refused with the nearest words."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain.refusal import Refused
from sociotui.room.actions import ACTIONS, BY_ID
from sociotui.room.asking import Options
from sociotui.room.by_ear import helping, missing, phrases
from sociotui.room.by_ear.around import Around, Open
from sociotui.room.by_ear.completing import completed
from sociotui.room.by_ear.days import day_said
from sociotui.room.by_ear.grammar import Act, Look, understood
from sociotui.room.by_ear.names import Several

AROUND = Around(
    people={"ana": "Ana", "ben": "Ben", "chidi": "Chidi", "dara": "Dara", "dan": "Dan Ode", "fay": "Fay", "gio": "Gio"},
    here=("ana", "ben", "chidi", "dara", "dan"),
    others={"kim": "Kim Lee"},
    today="2026-03-02",
    review="2027-03-02",
    ways=("modify", "shorten", "measure", "delegate"),
    sought={"delegate": "Delegate"},
    items={1: "Rota", 2: "Compost"},
    now="ana",
)
DAY = "2027-03-01"


@pytest.mark.parametrize(
    ("line", "action", "said"),
    [
        ("next", "next", {}),
        ("Next.", "next", {}),
        ("done", "next", {}),
        ("Ana has spoken", "next", {"person": "ana"}),
        ("next ben", "next", {"person": "ben"}),
        ("pass for BEN", "pass", {"person": "ben"}),
        ("ben passes", "pass", {"person": "ben"}),
        ("later chi", "later", {"person": "chidi"}),
        ("come back to me", "later", {}),
        ("consent for dan ode", "consent", {"person": "dan"}),
        ("Dan Ode consents.", "consent", {"person": "dan"}),
        ("object ana because the shed is too small", "object", {"person": "ana", "text": "the shed is too small"}),
        ("object for ana: the shed, for now, is small", "object", {"person": "ana", "text": "the shed, for now, is small"}),
        ("object because by winter it rains for ana", "object", {"text": "by winter it rains for ana"}),
        ("ana objects: it rains why: our first aim", "object", {"person": "ana", "text": "it rains", "why": "our first aim"}),
        ("object --for ana --text “it rains” --why aim", "object", {"person": "ana", "text": "it rains", "why": "aim"}),
        ("object Ana is late", "object", {"text": "Ana is late"}),
        ("object Ana", "object", {"person": "ana"}),
        ("propose For Ana we bake", "propose", {"text": "For Ana we bake"}),
        ("add For Ana", "agenda", {"title": "For Ana"}),
        ("take on for ben cut a key", "take-on", {"person": "ben", "text": "cut a key"}),
        ("release objection 2", "release", {"number": 2}),
        ("ana releases", "release", {"person": "ana"}),
        ("release for dara agreed: ana, ben and chidi", "release", {"person": "dara", "agreed": "ana,ben,chidi"}),
        ("raise hand ben", "hand", {"hand": True, "person": "ben"}),
        ("hand", "hand", {}),
        ("next step", "step", {}),
        ("step back", "back", {}),
        ("take it back", "undo", {}),
        ("round from ana to the left", "round", {"start": "ana", "direction": "left"}),
        ("round from ana left", "round", {"start": "ana", "direction": "left"}),
        ("round ben right", "round", {"start": "ben", "direction": "right"}),
        ("propose Two of us open the shed for Ana", "propose", {"text": "Two of us open the shed for Ana"}),
        ("propose for ana: “Two of us.”", "propose", {"person": "ana", "text": "Two of us."}),
        ("ana proposes Two  of us", "propose", {"person": "ana", "text": "Two  of us"}),
        ("proposal: Two of us", "propose", {"text": "Two of us"}),
        ("amend Three of us by 2027-03-01", "amend", {"text": "Three of us by 2027-03-01"}),
        ("integrate", "integrate", {}),
        ("integrate modify Two with keys", "integrate", {"way": "modify", "text": "Two with keys"}),
        ("integrate Two with keys", "integrate", {"text": "Two with keys"}),
        ("integrate shorten until 2027-03-01", "integrate", {"way": "shorten", "review": DAY}),
        ("integrate shorten in 6 months", "integrate", {"way": "shorten", "review": "2026-09-02"}),
        ("integrate 2 measure: fewer than 3 come", "integrate", {"number": 2, "measure": "fewer than 3 come"}),
        ("integrate measure fewer than 3 come", "integrate", {"way": "measure", "measure": "fewer than 3 come"}),
        ("integrate delegate to general", "integrate", {"way": "delegate", "to": "general"}),
        ("seek delegate until 2027-03-01", "seek", {"roles": "delegate", "until": DAY}),
        ("nominate ben for ana because he listens", "nominate", {"nominee": "ben", "person": "ana", "why": "he listens"}),
        ("Ana nominates Ben", "nominate", {"person": "ana", "nominee": "ben"}),
        ("select ben because all named him", "select", {"nominee": "ben", "why": "all named him"}),
        ("record 2027-03-01", "record", {"review": DAY}),
        ("record usual", "record", {"review": "2027-03-02"}),
        ("record looked", "record", {"why": "looked"}),
        ("record on 2027-03-01 responsible ana", "record", {"review": DAY, "responsible": "ana"}),
        ("outcome We have heard it", "outcome", {"text": "We have heard it"}),
        ("outcome dropped", "outcome", {"kind": "dropped"}),
        ("outcome delegated to general", "outcome", {"kind": "delegated", "to": "general"}),
        ("note Ana has the key", "note", {"text": "Ana has the key"}),
        ("note for the record: it rained", "note", {"text": "for the record: it rained"}),
        ("take on cut a key for ben until 2027-03-01", "take-on", {"text": "cut a key", "person": "ben", "until": DAY}),
        ("ben will cut a key in 2 weeks", "take-on", {"person": "ben", "text": "cut a key", "until": "2026-03-16"}),
        ("agenda Tool-shed rota by ana 10 minutes", "agenda", {"title": "Tool-shed rota", "presenter": "ana", "minutes": 10}),
        ("add Compost to explore", "agenda", {"title": "Compost", "aim": "explore"}),
        ("change item 2 Compost and soil", "change", {"item": 2, "title": "Compost and soil"}),
        ("move item 2 to 1", "move", {"item": 2, "place": 1}),
        ("remove 2", "remove", {"item": 2}),
        ("keep Painting by ana", "keep", {"title": "Painting", "presenter": "ana"}),
        ("fay is here", "arrive", {"person": "fay"}),
        ("arrive kim lee watching", "arrive", {"person": "kim", "joining": "watch"}),
        ("gio leaves", "leave", {"person": "gio"}),
        ("seat ben at 3", "seat", {"person": "ben", "place": 3}),
        ("hand over ana as secretary", "hand-over", {"person": "ana", "role": "secretary"}),
        ("next meeting 2027-03-01 19:30, in the shed", "arrange", {"next_meeting": "2027-03-01 19:30, in the shed"}),
        ("arrange 90 minutes", "arrange", {"minutes": 90}),
        ("close postpone", "close", {"postpone": True}),
        ("mood ana calm", "mood", {"person": "ana", "text": "calm"}),
        ("evaluate ana content: yes process: mostly: too long", "evaluate", {"person": "ana", "content": "yes", "process": "mostly: too long"}),
        ("found Compost circle text: Soil members: ana, ben leader: ana", "found", {"name": "Compost circle", "text": "Soil", "members": "ana,ben", "leader": "ana"}),
    ],
)  # fmt: skip
def test_what_people_say_is_understood(line: str, action: str, said: dict[str, Any]) -> None:
    assert understood(line, AROUND) == Act(action, said)


@pytest.mark.parametrize(
    ("line", "topic", "rest"),
    [
        ("who", "who", ""),
        ("Where?", "status", ""),
        ("agenda", "agenda", ""),
        ("say that again", "repeat", ""),
        ("what?", "repeat", ""),
        ("help object", "help", "object"),
        ("?", "help", ""),
        ("proposal", "wording", ""),
        ("why", "why", ""),
    ],
)
def test_what_people_ask_is_understood(line: str, topic: str, rest: str) -> None:
    assert understood(line, AROUND) == Look(topic, rest)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("consnt for ana", "I don't know “consnt for ana”. Do you mean: consent"),
        ("obejct", "Do you mean: object"),
        ("xyzzy", "I don't know “xyzzy”. “help” says all words"),
        ("later bne", "There is no person “bne”. Near it: ben"),
        ("object for di", "There is no person “di”."),
        ("consent for nobody", "There is no person “nobody”."),
        ("undo it all", "I understand “undo”, but not “it all” with it."),
        ("next --text x", "“next” takes no “text”. “help next” says what it takes."),
        ("record --review tomorrow", "“tomorrow” is not a day."),
        ("move --item two --place 1", "“two” is no number."),
        ("ana undoes", "I don't know “ana undoes”."),
    ],
)
def test_what_nobody_can_mean_is_refused(line: str, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        understood(line, AROUND)
    assert sentence in str(refusal.value)


def test_of_several_who_could_be_meant_all_are_named() -> None:
    with pytest.raises(Several, match=re.escape("“da” could be several: Dara, Dan Ode (dan). Which one?")) as several:
        understood("later da", AROUND)
    assert several.value.those == {"dara": "Dara", "dan": "Dan Ode"}


@pytest.mark.parametrize("action", [a for a in ACTIONS if a.command], ids=lambda a: a.id)
def test_every_action_can_be_said_by_its_id_and_by_each_of_its_examples(action: Any) -> None:
    for line in (action.id, action.id.replace("-", " "), *phrases.of(action.id)):
        meant = understood(line if action.id != "agenda" else f"{line} Rota", AROUND)
        assert isinstance(meant, Act), line
        assert meant.action == action.id, line
    assert helping.EXAMPLES[action.id]
    for example in helping.EXAMPLES[action.id]:
        meant = understood(example, AROUND)
        assert isinstance(meant, Act)
        assert meant.action == action.id, example
        assert {*meant.said} - {"hand"} <= {*action.takes}, example
        Options(**{name: value for name, value in meant.said.items() if name != "hand"})


@pytest.mark.parametrize("action", [a for a in ACTIONS if a.command], ids=lambda a: a.id)
def test_every_option_can_be_named(action: Any) -> None:
    for option in action.takes:
        value = {"person": "ana", "review": DAY, "until": DAY, "postpone": "yes"}.get(
            option, "3" if isinstance(getattr(Options(), option), int | None) else "ana"
        )
        meant = understood(f"{action.id} --{option.replace('_', '-')} {value}", AROUND)
        assert isinstance(meant, Act)
        assert option in meant.said


def test_what_is_missing_is_asked_for_one_after_the_other() -> None:
    asked = missing.question("integrate", {}, AROUND)
    assert asked
    assert asked.option == "way"
    assert missing.answered(asked, "Mod", AROUND) == "modify"
    with pytest.raises(Refused, match="“x” is none of these: modify, shorten, measure, delegate"):
        missing.answered(asked, "x", AROUND)
    asked = missing.question("integrate", {"way": "shorten"}, AROUND)
    assert asked
    assert asked.option == "review"
    assert missing.answered(asked, "in 6 months", AROUND) == "2026-09-02"
    assert missing.question("integrate", {"way": "shorten", "review": DAY}, AROUND) is None
    asked = missing.question("record", {}, AROUND)
    assert asked
    assert "“usual” is 2027-03-02" in asked.asks
    assert missing.answered(asked, "usual", AROUND) == "2027-03-02"


def test_of_several_objections_it_is_asked_which() -> None:
    both = Around(people=AROUND.people, open=tuple(Open(number=n, person="ana", reason="It rains") for n in (1, 2)))
    asked = missing.question("release", {}, both)
    assert asked
    assert "1, Ana: It rains; 2, Ana: It rains" in asked.asks
    assert missing.answered(asked, "2", both) == "2"


@pytest.mark.parametrize(
    ("text", "day"),
    [("2027-03-01", DAY), ("in a year", "2027-03-02"), ("in 3 days", "2026-03-05"), ("20270301", ""), ("soon", ""), ("in 900 weeks", "2043-06-01"), ("in 999 year", "3025-03-02")],
)  # fmt: skip
def test_days(text: str, day: str) -> None:
    assert day_said(text, "2026-03-02") == day


@pytest.mark.parametrize(
    ("before", "begun", "words"),
    [
        ("", "con", ["consent"]),
        ("consent ", "f", ["fay", "for"]),
        ("object for ana ", "te", ["text:"]),
        ("integrate ", "sh", ["shorten"]),
        ("help ", "ob", ["object", "objections"]),
        ("ana ", "obj", ["object", "objection", "objections", "objects"]),
    ],
)
def test_tab_completes(before: str, begun: str, words: list[str]) -> None:
    assert completed(before, begun, AROUND) == words


WORDS = st.sampled_from([w for phrase in phrases.first_words() for w in phrase.split()] + [
    *AROUND.people, "for", "by", "because", ":", "“", "”", '"', "--", "--for", "--text", "text:", "until", DAY, "in", "6", "months", "to", "as", "2", "#", "é", "\t", "‑",
])  # fmt: skip


@given(st.lists(WORDS | st.text(max_size=6), min_size=1, max_size=9))
def test_whatever_is_said_is_understood_or_refused(words: list[str]) -> None:
    line = " ".join(words).strip()
    if not line:
        return
    try:
        meant = understood(line, AROUND)
    except Refused as refusal:
        assert str(refusal)
        return
    if isinstance(meant, Act):
        assert {*meant.said} - {"hand"} <= {*BY_ID[meant.action].takes}
        missing.question(meant.action, meant.said, AROUND)


def test_help_tells_of_every_word() -> None:
    said = "\n".join(helping.overview())
    for word in (*phrases.LOOKING, *(a.id for a in ACTIONS if a.command)):
        assert word in said
        assert helping.about(word)
    with pytest.raises(Refused, match="There is no word “xyzzy”"):
        helping.about("xyzzy")
