"""Pane: a widget that shows lines, and repaints only those that changed."""

from typing import Self

from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from sociotui.tui.signs import PLAIN, Signs
from sociotui.tui.widgets.lines import Line, to_strip


class Pane(Widget):
    """Shows what `content` returns. Call `show` when that may have changed; the lines that did are repainted.

    A pane is filled by setting what it is about, which its own class declares; it keeps no other truth.
    """

    signs: Signs = PLAIN

    def __init__(self, title: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._wording: list[Line] = []
        self._strips: list[Strip] = []
        self._styles_by_name: dict[str, Style] = {}
        self._entitled = title
        self._entitling = False
        if title:
            self._write_title()

    def entitle(self, title: str) -> None:
        """Write a title into the frame, unless it stands there already."""
        if title != self._entitled:
            self._entitled = title
            self._entitling = True
            self._write_title()
            self._entitling = False

    def _write_title(self) -> None:
        # As it is, a string would be read as markup.
        self.border_title = Content(self._entitled.translate(self.signs.spelling))

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Repaint; a title is new in the first line of the frame alone."""
        if self._entitling:
            left, top = self.content_offset
            regions = (Region(-left, -top, self.outer_size.width, 1),)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def content(self, width: int, height: int) -> list[Line]:
        """Return the lines to show in `width` by `height` cells; too few are filled up, too many cut off."""
        raise NotImplementedError

    def show(self) -> None:
        """Bring the screen to what `content` says now, line by line."""
        width, height = self.content_size
        if not self.is_mounted or not width or not height:
            return
        if not self._fits(width, height):
            self._draw(width, height)
            self.refresh()
            return
        changed = [y for y, line in enumerate(self._worded(width, height)) if self._redrawn(y, line, width)]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def on_mount(self) -> None:
        """Take the signs that this session's terminal can show; a title may have been written before."""
        self.signs = getattr(self.app, "signs", PLAIN)
        if self._entitled and self.signs.spelling:
            self._write_title()

    def _fits(self, width: int, height: int) -> bool:
        """Tell whether what was drawn last is of that size."""
        return len(self._strips) == height and self._strips[0].cell_length == width

    def _draw(self, width: int, height: int) -> None:
        self._wording = self._worded(width, height)
        self._strips = [to_strip(line, width, self._style) for line in self._wording]

    def _redrawn(self, y: int, line: Line, width: int) -> bool:
        """Draw a line anew where it says something else; tell whether it looks different by that."""
        if line == self._wording[y]:
            return False
        before, self._wording[y] = self._strips[y], line
        self._strips[y] = to_strip(line, width, self._style)
        return self._strips[y] != before

    def _worded(self, width: int, height: int) -> list[Line]:
        """Return as many lines as there are rows, in the signs that this terminal has."""
        lines = list(self.content(width, height))[:height]
        lines += [()] * (height - len(lines))
        spelling = self.signs.spelling
        if spelling:
            lines = [[(text.translate(spelling), style) for text, style in line] for line in lines]
        return lines

    def _style(self, name: str) -> Style:
        found = self._styles_by_name.get(name)
        if found is None:
            named = self.app.get_component_styles(f"line--{name}").partial_rich_style
            found = self._styles_by_name[name] = self.rich_style + named
        return found

    def notify_style_update(self) -> None:
        """Colours changed: draw all of it anew."""
        super().notify_style_update()
        self._styles_by_name.clear()
        self._strips = []

    def render_line(self, y: int) -> Strip:
        """Return one line of the content."""
        width, height = self.content_size
        if not width or not height:
            self._strips = []
        elif not self._fits(width, height):
            self._draw(width, height)
        return self._strips[y] if y < len(self._strips) else Strip.blank(width, self._style("plain"))

    def on_resize(self, _event: events.Resize) -> None:
        """Draw for the new size."""
        self._strips = []
