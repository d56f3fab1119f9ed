"""Facilitating a meeting by keys alone, looking at the screen after each of them as a person would."""

import re
from typing import Any

from .meeting import REASON
from .program import Program
from .screen import Terminal

TURN_KEYS = {"next": "space", "pass": "p", "later": "l", "consent": "c"}
NAMES = {p: p.capitalize() for p in ("ana", "ben", "chidi", "dara", "eli", "zoe", "gio")}
FRAME = tuple("╭│╰├╮╯┤")
AIMS = ("decide", "explore", "report")


class ByKeys:
    """Facilitates in a terminal; compares what it shows with what another process finds in the same home."""

    def __init__(self, program: Program, terminal: Terminal) -> None:
        self._program = program
        self._terminal = terminal
        self.id = ""

    # --- before the meeting

    def open(self) -> None:
        """Go from the home screen into a meeting of the Garden circle, with Fay missing."""
        t = self._terminal
        t.wait_for("enter meet")
        t.press("down")
        t.wait_for("Beds, compost, tools, the shed")
        t.press("enter")
        t.wait_for("Garden circle meets. Who is here?")
        t.press(*["down"] * 5, "space")
        t.wait_for("◦ Fay")
        t.press("enter")
        t.wait_for(lambda t: t.pane("Speaking"))

    def check_in(self) -> None:
        t = self._terminal
        t.wait_for("How are you here today?")
        self._compare()
        assert "absent Fay" in t.pane("Room")

    # --- what is in sight

    def _compare(self) -> dict[str, Any]:
        """See that circle map, round, now and next are in sight, and are what another process finds."""
        t = self._terminal
        status = self._program.status(self.id)
        self.id = status["meeting"]
        current = status["round"] or {}
        expected = NAMES.get(current.get("now") or "", ""), NAMES.get(current.get("next") or "", "")
        t.wait_for(lambda t: now_and_next(t) == expected)
        assert "Garden ●" in t.pane("Circles"), t.drawn()
        if current:
            assert t.pane(status["step"]["title"].capitalize()), t.drawn()
        if current.get("now"):
            assert f"▸ {expected[0]}" in t.text, t.drawn()
            assert expected[0].upper() in t.text, t.drawn()
        if current.get("next"):
            assert f"{expected[1]} ◂ next" in t.text, t.drawn()
        return status

    # --- turns

    def turn(self, act: str) -> None:
        t = self._terminal
        before = now_and_next(t)
        t.press(TURN_KEYS[act])
        t.wait_for(lambda t: now_and_next(t) != before)
        status = self._compare()
        if act == "later":
            assert f"later {before[0]}" in t.pane("Speaking"), t.drawn()
        if act == "consent" and not status["round"]["complete"]:
            assert f"✓ {len(status['consents'])}" in t.pane("Consent"), t.drawn()

    def ask_to_pass(self) -> None:
        t = self._terminal
        before = now_and_next(t)
        t.press("p")
        t.wait_for("Still pass?")
        assert now_and_next(t) == before

    def object(self, reason: str, aim: str) -> None:
        t = self._terminal
        name, _next = now_and_next(t)
        t.press("o")
        t.wait_for(f"{name} brings an objection")
        opened(t)
        t.press_each(reason, "tab", "right", "enter")
        assert t.shows(aim), t.drawn()
        t.press("enter")
        t.wait_for(f"{name} brings an objection. Thank you")
        t.wait_for(no_dialog)
        assert name not in now_and_next(t)
        status = self._compare()
        assert [o["reason"] for o in status["objections"]] == [reason]
        assert "✗ 1" in t.pane("Consent"), t.drawn()

    # --- the way

    def step(self, to: str) -> None:
        t = self._terminal
        t.press("n")
        t.wait_for(lambda t: re.search(rf"On to “[^”]*{to}”", " ".join(t.text.split())))
        t.wait_for(lambda t: f"▸ {to}" in t.pane("Agenda"))
        assert self._compare()["step"]["title"] == to

    def arrange(self, minutes: int, next_meeting: str) -> None:
        self._form("e", "This meeting and the next", str(minutes), "enter", next_meeting, said="Agreed.")
        self._terminal.wait_for(lambda t: f"{minutes} min" in t.pane("Time"))

    def add(self, title: str, aim: str, minutes: int, presenter: str) -> None:
        aims = ["right"] * AIMS.index(aim)
        names = ["right"] * (list(NAMES).index(presenter) + 1)
        answers = [title, "enter", *aims, "enter", str(minutes), "enter", *names]
        self._form("i", "A new item", *answers, said=f"On the agenda: “{title}”.")
        self._terminal.wait_for(lambda t: title[:14] in t.pane("Agenda"))

    # --- what a step is about

    def propose(self, text: str, person: str) -> None:
        self._form("e", "Propose", text, "tab", "enter", said="The proposal is written.")
        self._sees_wording(1, text)
        assert NAMES[person] in self._terminal.pane("Speaking")

    def amend(self, text: str) -> None:
        self._form("e", "Amend · version 2", "f7", text, "tab", said="Version 2 of the proposal", more=())
        self._sees_wording(2, text)

    def integrate(self, text: str) -> None:
        t = self._terminal
        assert f"“{REASON}”" in " ".join(t.pane("Ask").split()), t.drawn()
        answers = ["enter", "f7", text, "tab", "enter", "enter"]
        self._form("e", "Integrate ", *answers, said="Version 3 of the proposal", more=())
        self._sees_wording(3, text)

    def record(self, review: str, responsible: str, why: str) -> None:
        on = ["right"] * (list(NAMES).index(responsible) - list(NAMES).index("ana"))
        answers = [review, "enter", *on, "enter", why]
        said = "All who are here consent. It waits"  # for Fay, who is absent
        self._form("e", "On record", *answers, said=said, more=("enter", "enter"))

    def note(self, text: str) -> None:
        self._form("M", "A note for the minutes", text, more=("tab",), said="Noted.")

    def end_item(self, text: str) -> None:
        self._form("e", "How does ", "enter", text, "tab", said="Outcome: decided.", more=())

    def keep(self, title: str) -> None:
        self._form("b", "Backlog", title, "enter", said=f"Kept for later: “{title}”.")

    def close(self) -> None:
        t = self._terminal
        t.press("m")
        t.wait_for("Minutes, as they stand")
        opened(t)
        t.press("escape")
        t.wait_for(no_dialog)
        self._form("X", "Close this meeting?", more=(), said="The meeting is closed.")

    def _form(self, key: str, title: str, *answers: str, said: str, more: tuple[str, ...] = ("enter",)) -> None:
        """Open a dialog, answer it with keys and words, accept it, and see what is said then."""
        t = self._terminal
        t.press(key)
        t.wait_for(f"─ {title}")
        opened(t)
        t.press_each(*answers, *more, "enter")
        t.wait_for(said)
        t.wait_for(no_dialog)

    def _sees_wording(self, version: int, text: str) -> None:
        def seen(t: Terminal) -> bool:
            aim, _end, wording = t.pane(f"Proposal · version {version}").partition("\n")
            return aim.startswith("aim Food for") and " ".join(wording.split()) == text

        self._terminal.wait_for(seen)


def now_and_next(t: Terminal) -> tuple[str, str]:
    """Return who speaks now and next, as the pane about speaking says, or a smaller screen; "" for nobody."""
    said = t.pane("Speaking") or t.text
    found = [re.search(rf"(?:^|  ) ?{word} +(\w+)", said, re.MULTILINE) for word in ("(?:now|▸)", "next")]
    now, next_ = (match[1] if match else "" for match in found)
    return now, next_


def no_dialog(t: Terminal) -> bool:
    """Whether nothing lies on top of the screen: each dialog says in its last line how escape leaves it."""
    return not (t.shows("escape: ") or t.shows("esc: "))


def opened(t: Terminal) -> None:
    """Wait until a dialog has come up whole, as people do before they write into it."""
    t.wait_for(lambda t: not no_dialog(t))
    t.settle()


def whole(t: Terminal) -> bool:
    """The frames of the meeting's panes stand where they belong: all of them are there, nothing has pushed them aside."""
    rows = t.lines[1:-1]
    while rows and rows[-1][:1] not in FRAME:
        rows.pop()  # what was said, below the panes
    return len(rows) > 14 and all(row[:1] in FRAME and row[-1:] in FRAME for row in rows)


def in_meeting(program: Program) -> Terminal:
    """Start the program and go on with the meeting under way."""
    terminal = program.start()
    terminal.wait_for("go on with this meeting")
    terminal.press("enter")
    terminal.wait_for(lambda t: now_and_next(t)[0] and t.shows("undo"))
    terminal.settle()
    return terminal
