"""Facilitating the meetings of each format by `sociotui act`, in one process so that all of them can be held."""

import json
from typing import Any

from click.testing import CliRunner

from sociotui.cli import main

from .program import Program


class ByActs:
    """Facilitates with the command line's own commands."""

    def __init__(self, program: Program) -> None:
        self._home = str(program.home)
        self.id = self._run("open", "house", "--format", "check-in", "--present", "ana,ben,cleo").strip()

    def _run(self, *arguments: str) -> str:
        done = CliRunner().invoke(main, ["--home", self._home, *arguments], catch_exceptions=False)
        assert done.exit_code == 0, f"{arguments}: {done.output}"
        return str(done.output)

    def _act(self, action: str, **said: str) -> str:
        given = [part for name, value in said.items() if value for part in (f"--{name.rstrip('_')}", value)]
        return self._run("act", self.id, action, *given)

    def status(self) -> dict[str, Any]:
        """Return where the meeting stands."""
        found: dict[str, Any] = json.loads(self._run("status", self.id, "--json"))
        return found

    def add(self, title: str, format_: str, about: str = "", people: tuple[str, ...] = (), policy: str = "") -> None:
        aim = {"report": "report", "explore": "explore"}.get(format_, "decide" if format_.startswith("consent") else "")
        way = {"aim": aim} if aim else {"format": format_}
        self._act("agenda", title=title, about=about, people=",".join(people), policy=policy, **way)

    def guest(self, person: str) -> None:
        self._act("arrive", for_=person)

    def everybody(self, act: str = "next") -> None:
        while not self.status()["round"]["complete"]:
            self._act(act)

    def object(self, reason: str) -> None:
        self._act("object", text=reason)

    def step(self, to: str) -> None:
        assert f"{to}”" in self._act("step")

    def write(self, text: str) -> None:
        self._act("propose", text=text)

    def seek(self, role: str, until: str) -> None:
        self._act("seek", roles=f"{role}={until}")

    def nominate(self, nominations: dict[str, str], reason: str) -> None:
        for person, nominee in nominations.items():
            assert nominee.capitalize() not in self._act("nominate", for_=person, nominee=nominee, why=reason).replace(
                f"{person.capitalize()} has written.", ""
            )

    def change(self, nominee: str, reason: str) -> None:
        self._act("nominate", for_=self.status()["round"]["now"], nominee=nominee, why=reason)

    def select(self, nominee: str, reason: str) -> None:
        self._act("select", nominee=nominee, why=reason)

    def found(self, name: str, aim: str, members: tuple[str, ...], leader: str, until: str = "") -> None:
        self._act("found", name=name, text=aim, members=",".join(members), leader=leader, until=until)

    def describe(self, aims: str, mission: str, vision: str) -> None:
        self._act("describe", aims=aims, mission=mission, vision=vision)

    def member(self, text: str) -> None:
        self._act("member", text=text)

    def review(self, kind: str) -> None:
        self._act("review", kind=kind)

    def integrate(self, text: str) -> None:
        self._act("integrate", way="modify", text=text)

    def record(self, review: str = "", responsible: str = "") -> None:
        self._act("record", review=review, responsible=responsible)

    def take_on(self, text: str, owner: str, until: str) -> None:
        self._act("take-on", text=text, for_=owner, until=until)

    def end(self, text: str) -> None:
        self._act("outcome", kind="decided", text=text)

    def close(self) -> None:
        self._act("close")
