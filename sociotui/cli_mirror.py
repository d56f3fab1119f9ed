"""The command that holds the mirror up: how power is shared in a meeting, a circle or all. It holds no rule."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from sociotui.cli_home import Place, carry, looks
from sociotui.words import _, printable

WIDTH = 72
"""Columns of a line."""
_BAR, _LABEL = 20, 42


@click.command(
    epilog="No figure names anybody, and none is in order of persons. In the screen: 5. Without --from it is of the last twelve months."
)
@click.argument("circle", default="")
@click.option("--meeting", default="", metavar="ID", help="Of one meeting, also of one under way.")
@click.option(
    "--from",
    "first",
    default="",
    metavar="DAY",
    help="From that day on, like 2026-03-01; all for all that is on record.",
)
@click.option("--to", "last", default="", metavar="DAY", help="Until that day.")
@click.option("--own", is_flag=True, help="Your own figures, for you alone: of whom this account belongs to.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["plain", "json", "csv"]),
    default="plain",
    show_default=True,
    help="Json and csv are for scripts.",
)
@click.option("--how", is_flag=True, help="With how each figure is counted.")
@click.pass_obj
def mirror(place: Place, circle: str, meeting: str, first: str, last: str, own: bool, format_: str, how: bool) -> None:
    """Look into the mirror of a circle, or of all.

    Speaking time and starts shared, rounds, passes, roles rotated, objections, reviews, agreements, evaluations; sums of all.
    """
    found = carry(
        place, "mirror", circle=circle, meeting=meeting, first=_begin(first, last, meeting), last=last, own=own
    )
    if format_ == "json":
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    elif format_ == "csv":
        click.echo("\n".join(_rows(found)))
    else:
        from sociotui.room.bars import LETTERS
        from sociotui.room.spelling import spelled

        blocks = _blocks()
        told = "\n".join(printable(line) for line in _lines(found, blocks, how=how))
        click.echo(spelled(told) if blocks is LETTERS else told)


def _begin(first: str, last: str, meeting: str) -> str:
    """Return the first day: what was said, "" for all there is, and where nothing is said a year before the last."""
    if first == "all" or meeting:
        return ""
    if first:
        return first
    from sociotui.domain.text import plain_date

    end = plain_date(last) if last else date.today()
    return end.replace(year=end.year - 1, day=min(end.day, 28)).isoformat()


def _rows(found: dict[str, Any]) -> Iterator[str]:
    import csv
    from io import StringIO

    into = StringIO()
    table = csv.writer(into)
    table.writerow(["figure", "part", "count", "of"])
    for figure in found["figures"]:
        table.writerow([figure["id"], "", figure["count"], figure["of"]])
        table.writerows([figure["id"], part["label"], part["count"], part["of"]] for part in figure["parts"])
    yield into.getvalue().rstrip("\r\n").replace("\r\n", "\n")


# --- plain ---------------------------------------------------------------------------------------------


def _lines(found: dict[str, Any], blocks: Any, *, how: bool) -> Iterator[str]:
    from sociotui.exchange.plain import wrap
    from sociotui.room.bars import spark
    from sociotui.words import with_keys

    first, last = found["from"], found["to"]
    period = f"{first} – {last}" if first and last else ""
    if not period:
        period = _("from {day}", day=first) if first else _("until {day}", day=last) if last else ""
    about = _("one meeting") if found["meetings"] == 1 else _("{n} meetings", n=found["meetings"])
    yield " · ".join(part for part in (found["title"], period, about) if part)
    for figure in found["figures"]:
        yield ""
        yield _drawn(figure["title"], figure["share"], _worth(figure), blocks)
        yield from (f"  {line}" for line in wrap(with_keys(figure["said"], _commands()), WIDTH - 2))
        for part in figure["parts"]:
            share = part["count"] / part["of"] if part["of"] else None
            yield _drawn(f"    {part['label']}", share, f"{part['count']}/{part['of']}", blocks)
        if figure["trend"]:
            ends = figure["trend"][0]["when"], figure["trend"][-1]["when"]
            yield f"    {ends[0]} {spark([p['share'] for p in figure['trend']], WIDTH - 30, blocks)} {ends[1]}"
        if how or figure["hidden"]:
            told = [figure["consented"] or ""] + ([figure["how"], figure["try"]] if how else [])
            for sentence in told:
                yield from (f"    {line}" for line in wrap(with_keys(sentence, _commands()), WIDTH - 4) if sentence)


def _worth(figure: dict[str, Any]) -> str:
    if not figure["of"]:
        return ""
    return f"{figure['count']} %" if figure["of"] == 100 else f"{figure['count']}/{figure['of']}"


def _drawn(label: str, share: float | None, worth: str, blocks: Any) -> str:
    from sociotui.room.bars import bar

    if share is None:
        return label
    return f"{label:{_LABEL}}{''.join(bar(share, _BAR, blocks))}  {worth}"


def _commands() -> dict[str, str]:
    from sociotui.room.actions import commands_by_name

    return commands_by_name(acting=False)


def _blocks() -> Any:
    """Return what bars are drawn with: what this terminal has, and this person wants."""
    from sociotui.room.bars import FINE, LETTERS

    return LETTERS if looks().ascii.value else FINE


COMMANDS: dict[str, click.Command] = {"mirror": mirror}
