"""What the map's picture looks like: its measures, and its colours in light, in the dark and on paper.

Colours stand in the rules themselves: not every program that draws SVG for a wiki knows variables or media queries.
"""

from collections.abc import Mapping

GROUND = 1000.0
"""Units that the picture is wide; a wall has room for more, as it scales without loss."""
EDGE = 14.0
"""Units that stay free round the outermost circle."""

LIGHT: Mapping[str, str] = {
    "ground": "#fbf9f4",
    "ink": "#26303a",
    "soft": "#4f5963",
    "seat": "#40505e",
    "tie": "#9a4f10",
    "d0": "#eef2f1 #6f8a94",
    "d1": "#dcebe8 #2f7d77",
    "d2": "#fbeed3 #a8762a",
    "d3": "#f6dcd4 #a8503a",
    "d4": "#e6dcf0 #71559a",
    "over": "#f5cfc4 #a5301d",
    "soon": "#fae6b8 #8a6100",
    "calm": "#edf1f0 #7f8f93",
}
DARK: Mapping[str, str] = {
    "ground": "#14181d",
    "ink": "#ece7dc",
    "soft": "#b3bac1",
    "seat": "#c3ccd3",
    "tie": "#f2b866",
    "d0": "#1b2229 #6f8796",
    "d1": "#1d3234 #63b5ab",
    "d2": "#37301f #dcae5e",
    "d3": "#3b2723 #e08d76",
    "d4": "#2e2839 #ab94d4",
    "over": "#4a2620 #f28b7d",
    "soon": "#3f361e #f2c766",
    "calm": "#1e262c #6c7c84",
}
"""Text keeps a contrast of 4.5:1 or more on what lies beneath it (WCAG 2, level AA); a test computes it."""
FILLS = ("d0", "d1", "d2", "d3", "d4", "over", "soon", "calm")
"""The classes of circles; each has the colours of its ground and its border."""

_SHAPES = """\
text { font-family: "Source Sans 3", "Noto Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif; unicode-bidi: plaintext; }
.title { font-size: 30px; font-weight: 600; }
.told { font-size: 13px; }
.name { text-anchor: middle; }
.name.in { font-weight: 600; }
.aside { font-weight: 400; }
.until { stroke-dasharray: 5 4; }
.ended { opacity: 0.55; }
.tie { fill: none; stroke-width: 1.3; stroke-dasharray: 1 4; stroke-linecap: round; opacity: 0.8; }
"""


def _painted(colours: Mapping[str, str]) -> str:
    rules = [f".ground {{ fill: {colours['ground']}; }}", f"text {{ fill: {colours['ink']}; }}"]
    rules.append(f".told, .aside {{ fill: {colours['soft']}; }}")
    for kind in FILLS:
        fill, _gap, stroke = colours[kind].partition(" ")
        rules.append(f".{kind} {{ fill: {fill}; stroke: {stroke}; }}")
    rules.append(f".seat {{ fill: {colours['seat']}; stroke: none; }}")
    rules.append(f".linked {{ fill: none; stroke: {colours['seat']}; }}")
    rules.append(f".link, .knot {{ fill: {colours['tie']}; }}")
    rules.append(f".tie {{ stroke: {colours['tie']}; }}")
    return "\n".join(rules)


STYLE = f"""
{_SHAPES}{_painted(LIGHT)}
@media screen and (prefers-color-scheme: dark) {{
{_painted(DARK)}
}}
@media print {{
.ground {{ fill: #ffffff; }}
}}
"""
