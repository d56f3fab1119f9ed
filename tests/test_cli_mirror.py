"""The command line of the mirror: in lines with bars, as objects and rows for scripts; and for oneself alone."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from sociotui.cli import main
from sociotui.domain.customs import Customs
from sociotui.domain.refusal import Refused
from sociotui.room import caller, mirrored
from sociotui.room.beside import finished
from sociotui.room.caller import Caller
from sociotui.room.errands import carry_out
from sociotui.room.home import Home
from sociotui.room.identity import Identity
from tests.between import agreed, held
from tests.homes import home_in


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home in which the Garden circle, which keeps totals, has met once, Zoe facilitating."""
    home = home_in(tmp_path / "home")
    agreed(home, Customs(absence="present", keep_totals=True))
    held(home, "Tool-shed rota", taken_on="Cut a key", until="2026-03-20")
    return home


def said(home: Home, *words: str, code: int = 0, env: dict[str, str] | None = None) -> str:
    """Run the command and return what it says."""
    done = CliRunner(env={"LANG": "C.UTF-8", **(env or {})}).invoke(
        main, ["--home", str(home.folder), "mirror", *words], catch_exceptions=False
    )
    assert done.exit_code == code, done.output
    return done.output


def test_lines_objects_and_rows_tell_the_same(home: Home) -> None:
    lines = said(home, "Garden circle", "--from", "all")
    assert lines.startswith("Garden circle · one meeting")
    found = json.loads(said(home, "garden", "--from", "all", "--format", "json"))
    rows = list(csv.DictReader(StringIO(said(home, "garden", "--from", "all", "--format", "csv"))))
    rounds = next(f for f in found["figures"] if f["id"] == "rounds")
    assert rounds["count"] == rounds["of"] > 2
    assert f"{rounds['count']}/{rounds['of']}" in lines
    assert {"figure": "rounds", "part": "", "count": str(rounds["count"]), "of": str(rounds["of"])} in rows
    assert found["version"] == 1
    assert "█" in lines
    assert said(home, "garden", "--from", "all", env={"LANG": "C", "TERM": "linux"}).isascii()
    assert "How" not in lines
    assert "Turns given up" in said(home, "garden", "--from", "all", "--how")


def test_days_and_meetings_are_named_or_refused(home: Home) -> None:
    (id_,) = home.organisation().held
    assert "one meeting" in said(home, "--meeting", id_)
    assert "0 meetings" in said(home, "--from", "2026-03-03", "--to", "2026-04-01")
    assert "before it begins" in said(home, "--from", "2026-04-01", "--to", "2026-03-01", code=1)
    assert "meeting" in said(home, "--meeting", "garden-2026", code=1)


def test_one_s_own_are_of_whom_the_account_belongs_to(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (caller, mirrored):
        monkeypatch.setattr(module, "account", lambda: "zo")
    assert "sociotui change person NAME --login zo" in said(home, "--own", code=1)
    assert (
        CliRunner()
        .invoke(main, ["--home", str(home.folder), "change", "person", "zoe", "--login", "zo", "--why", "hers"])
        .exit_code
        == 0
    )
    mine = said(home, "--own", "--from", "all")
    assert mine.startswith("Zoe")
    assert "You facilitated 1 of 1 meetings." in mine


def test_through_a_server_nobody_sees_anothers(home: Home) -> None:
    ben = Caller(home, Identity(person="ben", door="socket"))
    steward = Caller(home, Identity(person="eli", door="socket", steward=True))
    own = finished(carry_out(home, ben, "mirror", {"own": True}))
    assert own["title"] == "Ben"
    assert finished(carry_out(home, ben, "mirror", {"own": True, "person": "ben"})) == own
    for who in (ben, steward):
        with pytest.raises(Refused, match="for that person alone"):
            carry_out(home, who, "mirror", {"own": True, "person": "zoe"})
    assert finished(carry_out(home, steward, "mirror", {"own": True}))["title"] == "Eli"
    stranger = Caller(home, Identity(person="mallory", door="socket"))
    with pytest.raises(Refused, match="nobody whom the organisation knows"):
        finished(carry_out(home, stranger, "mirror", {"own": True}))
