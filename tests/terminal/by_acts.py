"""Facilitating a meeting by the command line alone: each act is a process of its own."""

from .program import Program


class ByActs:
    """Facilitates with `sociotui act`."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.id = program.open("--facilitator", "zoe", "--secretary", "eli")

    def _act(self, action: str, *options: str) -> str:
        return self._program.ok("act", self.id, action, *options)

    def check_in(self) -> None:
        assert self._program.status(self.id)["step"]["id"] == "check-in"

    def turn(self, act: str) -> None:
        self._act(act)

    def ask_to_pass(self) -> None:
        assert "Still pass?" in self._act("pass")

    def object(self, reason: str, aim: str) -> None:
        self._act("object", "--text", reason, "--why", aim)

    def step(self, to: str) -> None:
        assert f"{to}”" in self._act("step")

    def arrange(self, minutes: int, next_meeting: str) -> None:
        self._act("arrange", "--minutes", str(minutes), "--next-meeting", next_meeting)

    def add(self, title: str, aim: str, minutes: int, presenter: str) -> None:
        self._act("agenda", "--title", title, "--aim", aim, "--minutes", str(minutes), "--presenter", presenter)

    def propose(self, text: str, person: str) -> None:
        self._act("propose", "--text", text, "--for", person)

    def amend(self, text: str) -> None:
        self._act("amend", "--text", text)

    def integrate(self, text: str) -> None:
        self._act("integrate", "--way", "modify", "--text", text)

    def record(self, review: str, responsible: str, why: str) -> None:
        self._act("record", "--review", review, "--responsible", responsible, "--why", why)

    def note(self, text: str) -> None:
        self._act("note", "--text", text)

    def end_item(self, text: str) -> None:
        self._act("outcome", "--kind", "decided", "--text", text)

    def keep(self, title: str) -> None:
        self._act("keep", "--title", title, "--aim", "decide")

    def close(self) -> None:
        self._act("close")
