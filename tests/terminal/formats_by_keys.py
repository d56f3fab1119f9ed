"""Facilitating the meetings of each format by keys alone; each form is filled in as a person would, field by field."""

import re
from functools import partial
from typing import NamedTuple

from .by_keys import no_dialog, now_and_next, opened
from .program import Program
from .screen import Terminal

_TITLES = {
    "consent": "decide",
    "consent-s3": "decide",
    "consent-holacracy": "decide",
    "report": "report",
    "explore": "explore",
    "selection": "Role selection",
    "forming": "Proposal forming",
    "improvement": "Role improvement",
    "review": "Policy review",
    "retrospective": "Retrospective",
    "joining": "Joining",
    "leaving": "Leaving",
    "removal": "Ending a membership",
    "founding": "Founding a circle",
    "helping": "Helping circle",
    "vma": "Vision, mission, aims",
    "feedback": "Feedback round",
}
"""What each format is called where it is chosen."""

_CHOSEN = re.compile(r"\[([^\]\n]+)\]")
"""What is chosen stands in brackets."""


class Pick(NamedTuple):
    """Choose the option of that label."""

    label: str


class Mark(NamedTuple):
    """Mark these of several options, none of which is marked so far."""

    labels: tuple[str, ...]
    options: tuple[str, ...] = ("Ana", "Ben", "Cleo")


class Anew(NamedTuple):
    """Write this in place of what stands in a line."""

    text: str


Answer = str | Pick | Mark | Anew | None


class ByKeys:
    """Facilitates in a terminal."""

    def __init__(self, program: Program) -> None:
        self.id = program.ok("open", "house", "--format", "check-in", "--present", "ana,ben,cleo").strip()
        self._t = t = program.start()
        t.wait_for("go on with this meeting")
        t.press("enter")
        t.wait_for("How are you here today?")
        t.wait_for(lambda t: now_and_next(t)[0])

    # --- forms

    def _fill(self, key: str, title: str, *answers: Answer, said: str = "") -> None:
        """Open a form with a key, fill its fields in from the first on, and accept it."""
        t = self._t
        if key:
            t.press(key)
        t.wait_for(f"─ {title}")
        opened(t)
        for n, answer in enumerate(answers):
            if n:
                t.press("tab")
            self._answer(answer)
        t.press("ctrl+s")
        t.wait_for(lambda t: no_dialog(t) or (title and not t.shows(f"─ {title}")))
        if said:
            t.wait_for(said)

    def _answer(self, answer: Answer) -> None:
        t = self._t
        match answer:
            case str():
                t.type(answer)
            case Anew(text):
                t.settle(0.1)
                before = t.picture
                t.press("end", "ctrl+u")
                t.wait_for(partial(_is_drawn_otherwise, before))
                t.settle(0.2)
                t.type(text)
            case Pick(label):
                self._pick(label)
            case Mark(labels, options):
                for label in labels:
                    t.press("home", *["right"] * options.index(label), "space")
                    t.wait_for(partial(_shows_marked, label))

    def _pick(self, label: str) -> None:
        """Go through the options that begin so, as typing the letter does, until this one is chosen."""
        t = self._t
        for _option in range(12):
            t.settle(0.15)  # what is asked besides comes and goes with each option
            chosen = _CHOSEN.findall(t.text)
            if any(c.startswith(label) for c in chosen):
                return
            t.press(label[0].lower())
            t.wait_for(partial(_chooses_otherwise, chosen))
        raise AssertionError(f"there is no {label} to choose\n{t.drawn()}")

    # --- the way

    def step(self, to: str) -> None:
        t = self._t
        t.press("n")
        t.wait_for(lambda t: re.search(rf"On to “[^”]*{re.escape(to)}”", " ".join(t.text.split())))
        t.wait_for(no_dialog)

    def everybody(self, act: str = "next") -> None:
        t = self._t
        key = {"next": "space", "consent": "c"}[act]
        t.wait_for(lambda t: now_and_next(t)[0])
        for _turn in range(12):
            before = t.pane("Speaking")
            now = now_and_next(t)[0]
            if not now:
                return
            t.press(key)
            said = {"next": f"{now} has spoken.", "consent": "consents."}[act]
            t.wait_for(partial(_speaks_otherwise, before))
            t.wait_for(said)
        raise AssertionError(f"the round does not come round\n{t.drawn()}")

    def guest(self, person: str) -> None:
        t = self._t
        t.press("a")
        opened(t)
        t.press("g")
        self._fill("", "A guest", person.capitalize())
        t.press("escape")
        t.wait_for(no_dialog)

    def close(self) -> None:
        t = self._t
        t.press("X")
        t.wait_for("─ Close this meeting?")
        opened(t)
        t.press("ctrl+s")
        t.wait_for("The meeting is closed")

    # --- items

    def add(self, title: str, format_: str, about: str = "", people: tuple[str, ...] = (), policy: str = "") -> None:
        more: list[Answer] = []
        if policy:
            more.append(None)
        if about:
            more.append(Pick(about.capitalize()))
        if format_ in ("improvement", "feedback"):
            more.append(Mark(tuple(p.capitalize() for p in people)))
        if format_ == "selection":
            more.append(None)
        t = self._t
        t.press("i")
        if policy:  # what is due comes first; this is to be looked at under another title
            t.wait_for("1 Review: Quiet hours")
            opened(t)
            t.press("2")
        self._fill("", "A new item", title, Pick(_TITLES[format_]), *more, said=f"On the agenda: “{title}”.")

    def write(self, text: str) -> None:
        self._fill("e", "", text)

    def object(self, reason: str) -> None:
        name, _next = now_and_next(self._t)
        self._fill("o", f"{name} brings an objection", reason, said="Thank you: it helps us all.")

    def integrate(self, text: str) -> None:
        t = self._t
        t.press("e")
        t.wait_for("─ Integrate")
        opened(t)
        t.press_each("tab", "f7")
        t.settle(0.1)
        t.type(text)
        t.press("ctrl+s")
        t.wait_for(no_dialog)
        t.wait_for("Version 2 of the proposal")

    def seek(self, role: str, until: str) -> None:
        self._fill(
            "e",
            "Role and term",
            Mark((role,), ("leader", "facilitator", "secretary", "delegate")),
            Anew(until),
            said="Sought",
        )

    def nominate(self, nominations: dict[str, str], reason: str) -> None:
        t = self._t
        t.press("e")
        for person, nominee in nominations.items():
            name = person.capitalize()
            t.wait_for(f"Hand the keyboard to {name}")
            opened(t)
            t.press("enter")
            self._fill("", f"{name} writes", Pick(nominee.capitalize()), reason)
            assert reason not in t.text, t.drawn()
        t.wait_for("All have written")
        t.press("escape")
        t.wait_for(no_dialog)

    def change(self, nominee: str, reason: str) -> None:
        name, _next = now_and_next(self._t)
        self._fill("e", f"{name} changes", Pick(nominee.capitalize()), Anew(reason), said="nominates otherwise now")

    def select(self, nominee: str, reason: str) -> None:
        self._fill("e", "Whom do we propose?", Pick(nominee.capitalize()), reason, said="The proposal is written.")

    def found(self, name: str, aim: str, members: tuple[str, ...], leader: str, until: str = "") -> None:
        marked, led = Mark(tuple(p.capitalize() for p in members)), Pick(leader.capitalize())
        said = "The proposal is written."
        if until:
            self._fill("e", "A helping circle", name, aim, marked, led, Anew(until), said=said)
        else:
            self._fill("e", "A new circle", name, aim, None, marked, led, said=said)

    def describe(self, aims: str, mission: str, vision: str) -> None:
        title = "What we are there for"
        self._fill("e", title, Anew(aims), mission, vision, said="The proposal is written.")

    def member(self, text: str) -> None:
        t = self._t
        t.press("e")
        t.wait_for(lambda t: t.shows("─ Joining") or t.shows("─ Leaving"))
        title = "Joining" if t.shows("─ Joining") else "Leaving"
        self._fill("", title, None, text, said="The proposal is written.")

    def review(self, kind: str) -> None:
        label = {"keep": "it stays"}[kind]
        self._fill("e", "What becomes of", Pick(label), said="The proposal is written.")

    def record(self, review: str = "", responsible: str = "") -> None:
        self._fill("e", "On record", *([Anew(review)] if review else []), said="On record")

    def take_on(self, text: str, owner: str, until: str) -> None:
        self._fill("T", "A next step", text, Pick(owner.capitalize()), until, said="takes it on")

    def end(self, text: str) -> None:
        self._fill("e", "How does", None, text, said="Outcome: decided.")


def _shows_marked(label: str, t: Terminal) -> bool:
    return re.search(rf"● {label}\b", t.text) is not None


def _chooses_otherwise(chosen: list[str], t: Terminal) -> bool:
    return _CHOSEN.findall(t.text) != chosen


def _is_drawn_otherwise(picture: object, t: Terminal) -> bool:
    return t.picture != picture


def _speaks_otherwise(before: str, t: Terminal) -> bool:
    return t.pane("Speaking") != before
