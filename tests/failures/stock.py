"""Stock TinyDB put through the same faults, which shows that the tests can tell a store that loses."""

from pathlib import Path

from tinydb import TinyDB, where

from sociotui.journal.port import JournalError

from .scenario import Scenario, State, Tell


class Stock(Scenario):
    """Documents inserted into a TinyDB as it comes, and one taken out."""

    name = "stock TinyDB"
    TEXTS = ("a" * 700, "b" * 700, "c" * 700)

    def prepare(self, home: Path) -> None:
        """As in Scenario."""
        home.mkdir()
        with TinyDB(home / "db.json") as db:
            for text in self.TEXTS[:2]:
                db.insert({"text": text})

    def work(self, home: Path, tell: Tell) -> None:
        """As in Scenario."""
        try:
            with TinyDB(home / "db.json") as db:
                if not db.contains(where("text") == self.TEXTS[2]):
                    db.insert({"text": self.TEXTS[2]})
                    tell("insert")
                db.remove(where("text") == self.TEXTS[1])
                tell("remove")
        except (ValueError, OSError) as error:
            raise JournalError(repr(error)) from error

    def states(self, home: Path) -> list[State]:
        """As in Scenario."""
        return [_state(*self.TEXTS[:2]), _state(*self.TEXTS), _state(self.TEXTS[0], self.TEXTS[2])]

    def read(self, home: Path) -> State:
        """As in Scenario."""
        try:
            with TinyDB(home / "db.json", access_mode="r") as db:
                return _state(*[document["text"] for document in db])
        except (ValueError, OSError) as error:
            raise JournalError(repr(error)) from error


def _state(*texts: str) -> State:
    return {"db": [(0, "", text) for text in texts]}
