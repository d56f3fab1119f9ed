"""By ear through a server: two members talk, each for themselves and in an account of their own; a third one follows."""

import subprocess
import weakref
from pathlib import Path

from .circle import MILL
from .crowd import Seat
from .serving import SOON, Serving, until


def talk(server: Serving, person: str, *words: str) -> Seat:
    """Let somebody talk, at a terminal of their own."""
    assert server.machine
    seat = server.sit(
        server.machine.command(f"u-{person}", "--socket", str(server.socket), "talk", *words), size=(110, 40)
    )
    seat.wait_for("“bye” leaves.")
    return seat


def say(seat: Seat, line: str, heard: str) -> None:
    """Say a line, and wait for what is heard."""
    seat.type(f"{line}\r")
    seat.wait_for(lambda t: f"> {line}" in t.text and heard in " ".join(t.text.rpartition(f"> {line}")[2].split()))


class Following:
    """Somebody who follows a meeting, and what they have heard."""

    def __init__(self, server: Serving, person: str, meeting: str) -> None:
        assert server.machine
        self._file: Path = server.folder / f"heard-{person}"
        command = server.machine.command(f"u-{person}", "--socket", str(server.socket), "follow", meeting)
        with self._file.open("wb") as out:
            self._process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        weakref.finalize(self, self._process.kill)  # where a test ends before the meeting

    @property
    def text(self) -> str:
        """All that was heard."""
        return self._file.read_text("utf-8")

    def hears(self, what: str) -> None:
        """Wait until that is heard."""
        until(lambda: what in self.text, f"{what!r} in {self.text}")

    def ends(self) -> int:
        """Return the exit code, once it has ended."""
        return self._process.wait(SOON)


def test_two_who_talk_and_one_who_follows_hold_a_whole_meeting(shared: Serving) -> None:
    shared.start(ssh=False)
    machine = shared.machine
    assert machine

    def run(person: str, *words: str) -> "subprocess.CompletedProcess[str]":
        return machine.run(f"u-{person}", "--socket", str(shared.socket), *words)

    opened = run("hana", "open", "mill", "--present", ",".join(MILL), "--format", "check-in")
    id_ = opened.stdout.strip()
    assert id_, opened.stderr
    ivo, outside = Following(shared, "ivo", id_), Following(shared, "ben", id_)
    assert outside.ends() == 1  # its meetings are watched by its members
    assert "Check-in" not in outside.text
    ivo.hears("Ask: ")
    hana, gio = talk(shared, "hana"), talk(shared, "gio", id_)

    def round_of(people: int) -> None:
        for number in range(people):
            say(hana, "next", "Everybody has spoken." if number == people - 1 else "has spoken.")

    say(hana, "add Flour by gio", "On the agenda: “Flour”.")
    gio.wait_for("On the agenda: “Flour”.")
    round_of(3)
    say(gio, "step", "who facilitate and write")
    say(hana, "step", "On to “Flour · present”.")
    say(gio, "propose Flour goes out on Mondays", "“Flour goes out on Mondays.”")
    hana.wait_for("“Flour goes out on Mondays.”")
    say(hana, "step", "On to “Flour · clarify”.")
    round_of(2)
    say(hana, "step", "On to “Flour · react”.")
    round_of(3)
    for step in ("amend", "restate", "consent"):
        say(hana, "step", f"On to “Flour · {step}”.")
    say(gio, "consent for ivo", "Ivo")  # who is there, and answers for himself
    assert "Ivo consents" not in ivo.text
    answered = ""
    for _person in MILL:
        until(lambda: _now(ivo.text) != answered, "the next one")  # noqa: B023
        answered = _now(ivo.text)
        if answered == "ivo":
            assert run("ivo", "act", id_, "consent").returncode == 0
        else:
            say(hana if answered == "hana" else gio, "consent", "consent")
    ivo.hears("Everybody consents.")
    say(hana, "step", "On to “Flour · record”.")
    say(hana, "record in 6 months", "On record; looked at again on ")
    say(hana, "step", "On to “Check-out”.")
    round_of(3)
    say(hana, "step", "On to “Close”.")
    say(hana, "close", "Close the meeting?")
    say_yes(hana)
    for seat in (hana, gio):
        seat.wait_for("The meeting is closed. Its outcomes are on record.")
        say(seat, "bye", "Goodbye.")
        assert seat.wait_for_end() == 0
    assert ivo.ends() == 0
    assert ivo.text.splitlines()[-1] == "The meeting is closed. Its outcomes are on record."
    assert "Flour goes out on Mondays" in run("ivo", "minutes", id_).stdout


def say_yes(seat: Seat) -> None:
    """Be sure."""
    seat.type("yes\r")


def _now(text: str) -> str:
    """Return whose turn it is by what was heard last."""
    return text.rpartition("Now ")[2].partition(",")[0].casefold()
