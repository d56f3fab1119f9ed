"""Facilitating the meetings of each format by words, as they are said in “sociotui talk”."""

from collections.abc import Iterator
from contextlib import contextmanager

from sociotui.room.by_ear.following import Follower, Said
from sociotui.room.by_ear.source import Here
from sociotui.room.by_ear.talking import Talk
from sociotui.room.home import Home

from .program import Program


class ByWords:
    """Facilitates with lines of words; what is asked is never answered, so each says it all."""

    def __init__(self, home: Home, meeting: str) -> None:
        self.id, self._home = meeting, home
        source = Here(home, staying=True)
        follower = Follower(source, meeting)
        follower.find()
        self._talk = Talk(source, follower, self)
        self._talk.news()
        self._heard: list[str] = []
        self._refused: list[str] = []

    # --- as company

    def tell(self, said: Said) -> None:
        self._heard.append(said.text)

    def refuse(self, sentence: str) -> None:
        self._refused.append(sentence)

    def ask(self, _question: str, *, unseen: bool = False) -> str | None:
        assert isinstance(unseen, bool)
        return None

    def forget(self) -> None:
        self._heard.append("")

    # --- as facilitator

    def _say(self, line: str) -> str:
        self._heard.clear()
        assert self._talk.take(line), f"{line}: {self._refused}"
        return " ".join(self._heard)

    def add(self, title: str, format_: str, about: str = "", people: tuple[str, ...] = (), policy: str = "") -> None:
        aim = {"report": "report", "explore": "explore"}.get(format_, "decide" if format_.startswith("consent") else "")
        line = f"add {title} to {aim}" if aim else f"add {title} format: {format_}"
        named = {"about": about, "people": ", ".join(people), "policy": policy}
        self._say(line + "".join(f" {name}: {value}" for name, value in named.items() if value))

    def guest(self, person: str) -> None:
        self._say(f"{person} is here")

    def everybody(self, act: str = "next") -> None:
        while (r := self._home.meeting(self.id).round) and not r.complete:
            self._say(act)

    def object(self, reason: str) -> None:
        self._say(f"object because {reason}")

    def step(self, to: str) -> None:
        assert f"{to}”" in self._say("step")

    def write(self, text: str) -> None:
        self._say(f"propose {text}")

    def seek(self, role: str, until: str) -> None:
        self._say(f"seek {role} until {until}")

    def nominate(self, nominations: dict[str, str], reason: str) -> None:
        for person, nominee in nominations.items():
            assert self._say(f"{person} nominates {nominee} because {reason}").strip() == (
                f"{person.capitalize()} has written."
            )

    def change(self, nominee: str, reason: str) -> None:
        r = self._home.meeting(self.id).round
        assert r
        self._say(f"nominate {nominee} for {r.speaking} because {reason}")

    def select(self, nominee: str, reason: str) -> None:
        self._say(f"select {nominee} because {reason}")

    def found(self, name: str, aim: str, members: tuple[str, ...], leader: str, until: str = "") -> None:
        ends = f" until: {until}" if until else ""
        self._say(f"found {name} text: {aim} members: {', '.join(members)} leader: {leader}{ends}")

    def describe(self, aims: str, mission: str, vision: str) -> None:
        self._say(f"describe aims: {aims} mission: {mission} vision: {vision}")

    def member(self, text: str) -> None:
        self._say(f"member text: {text}" if text else "member")

    def review(self, kind: str) -> None:
        self._say(f"review {kind}")

    def integrate(self, text: str) -> None:
        self._say(f"integrate modify {text}")

    def record(self, review: str = "", responsible: str = "") -> None:
        words = [word for word in (review, f"responsible {responsible}" if responsible else "") if word]
        self._say(" ".join(["record", *words]))

    def take_on(self, text: str, owner: str, until: str) -> None:
        self._say(f"{owner} will {text} until {until}")

    def end(self, text: str) -> None:
        self._say(f"outcome {text}")

    def close(self) -> None:
        self._say("close")


@contextmanager
def talking(program: Program) -> Iterator[ByWords]:
    """Talk in a new meeting of three."""
    id_ = program.ok("open", "house", "--format", "check-in", "--present", "ana,ben,cleo").strip()
    home = Home(program.home)
    try:
        yield ByWords(home, id_)
    finally:
        home.close()
