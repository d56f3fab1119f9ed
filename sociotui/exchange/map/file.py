"""The map as a file: in SVG or as text, in the size that was asked for, where one can be drawn."""

from typing import Literal, get_args

from sociotui.domain.refusal import Refused, unknown
from sociotui.exchange.map import plain, svg
from sociotui.exchange.map.chart import Chart, alone
from sociotui.exchange.map.scene import By, Kind, View
from sociotui.words import _

MapFormat = Literal["svg", "txt"]
USUAL = 120, 50
"""Columns and rows of a map as text, where nobody says otherwise."""
SMALLEST, LARGEST = (20, 12), (500, 250)
_PIXELS = 20_000


def checked(format_: str, by: str, kind: str, size: tuple[int, int]) -> None:
    """Refuse a form that there is none of, and a size in which no map can be drawn, with those there are.

    A size of 0 stands for what is usual.
    """
    for said, known in ((format_, get_args(MapFormat)), (by, get_args(By)), (kind, get_args(Kind))):
        if said not in known:
            raise unknown(_("form of map"), str(said), list(known))
    width, height = size
    if format_ == "svg":
        if not (0 <= width <= _PIXELS and 0 <= height <= _PIXELS):
            raise Refused(
                _(
                    "A picture can be up to {most} pixels wide or high. Without a size it fits wherever it is shown.",
                    most=_PIXELS,
                )
            )
    elif any(n and not least <= n <= most for n, least, most in zip(size, SMALLEST, LARGEST, strict=True)):
        raise Refused(
            _(
                "As text, a map has {least_wide} to {most_wide} columns and {least_high} to {most_high} rows. Without a size, it has {width} and {height}.",
                least_wide=SMALLEST[0],
                most_wide=LARGEST[0],
                least_high=SMALLEST[1],
                most_high=LARGEST[1],
                width=USUAL[0],
                height=USUAL[1],
            )
        )


_DEEP = 40
"""How deep a circle lies from which on it is laid out alone: beside all that is around it, numbers would not tell it apart."""


def render(
    chart: Chart, circle: str, format_: MapFormat, *, by: By, size: tuple[int, int], kind: Kind, aims: bool = False
) -> str:
    """Return the map of a circle and all in it, or of the whole organisation for "", as a text that ends a line.

    With `aims` it says what circles are there for.
    `size` is width and height in pixels (svg) or in columns and rows (txt), of which an outline has as many as it needs.
    """
    width, height = size
    if circle and chart.nodes[circle].depth > _DEEP:
        chart = alone(chart, circle)
    if format_ == "svg":
        return svg.write(chart, middle=circle, by=by, width=width, height=height, aims=aims)
    view = View(
        width=width or USUAL[0], height=height or USUAL[1], middle=circle, by=by, kind=kind, colour=False, aims=aims
    )
    return plain.write(chart, view)
