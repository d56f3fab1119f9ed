"""The command that draws an organisation as circles within circles. It holds no rule."""

from pathlib import Path

import click

from sociotui.cli_home import Place, carry, circle_option, looks, output_option, put_out


@click.command("map", epilog="Leaders are ▾, delegates ▴; who has several parents is ◇, in the first of them.")
@circle_option
@click.option("--format", "format_", type=click.Choice(["svg", "txt"]), default="txt", show_default=True)
@click.option("--width", type=click.IntRange(min=1), default=None, help="Columns of txt, or pixels of svg.")
@click.option("--height", type=click.IntRange(min=1), default=None, help="Rows of txt, or pixels of svg.")
@click.option(
    "--by", type=click.Choice(["depth", "due"]), default="depth", show_default=True, help="What is told of each circle."
)
@click.option(
    "--signs",
    type=click.Choice(["braille", "blocks", "ascii"]),
    default=None,
    help="What txt is drawn with; ascii is a tree. Else what this terminal has.",
)
@click.option("--on", "day", default="", metavar="DAY", help="As it stood at the end of that day, like 2026-03-01.")
@click.option(
    "--aims", is_flag=True, help="Say what each circle is there for, and how that serves the circles around it."
)
@output_option
@click.pass_obj
def map_(
    place: Place,
    circle: str,
    format_: str,
    width: int | None,
    height: int | None,
    by: str,
    signs: str | None,
    day: str,
    aims: bool,
    output: Path | None,
) -> None:
    """Draw the circles within circles.

    For a wiki or a wall (svg), or a mail (txt): with the people of each, what links them, and what is due.
    """
    said = {"circle": circle, "format": format_, "by": by, "signs": signs or _usual(output), "on": day}
    if aims:
        said["aims"] = "yes"
    put_out(carry(place, "map", **said, width=width or 0, height=height or 0), output)


def _usual(output: Path | None) -> str:
    """Return what a map is drawn with where nobody says: for a terminal, what it has; a file is drawn for all."""
    return "ascii" if output is None and looks().ascii.value else "braille"


COMMANDS: dict[str, click.Command] = {"map": map_}
