"""Pane: a widget that shows lines, and repaints only those that changed."""

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
        self._strips: list[Strip] = []
        self._styles_by_name: dict[str, Style] = {}
        self._entitled = title
        if title:
            self.border_title = Content(title)  # as it is; a string would be read as markup

    def entitle(self, title: str) -> None:
        """Write a title into the frame, unless it stands there already."""
        if title != self._entitled:
            self._entitled = title
            self.border_title = Content(title)  # as it is; a string would be read as markup

    def content(self, width: int, height: int) -> list[Line]:
        """Return the lines to show in `width` by `height` cells; too few are filled up, too many cut off."""
        raise NotImplementedError

    def show(self) -> None:
        """Bring the screen to what `content` says now, line by line."""
        width, height = self.content_size
        if not self.is_mounted or not width or not height:
            return
        old, new = self._strips, self._drawn(width, height)
        if old == new:
            return
        self._strips = new
        if len(old) != len(new):
            self.refresh()
            return
        changed = [y for y, (before, after) in enumerate(zip(old, new, strict=True)) if before != after]
        self.refresh(*(Region(0, y, width, 1) for y in changed))

    def on_mount(self) -> None:
        """Take the signs that this session's terminal can show."""
        self.signs = getattr(self.app, "signs", PLAIN)

    def _drawn(self, width: int, height: int) -> list[Strip]:
        lines = list(self.content(width, height))[:height]
        lines += [()] * (height - len(lines))
        spelling = self.signs.spelling
        if spelling:
            lines = [[(text.translate(spelling), style) for text, style in line] for line in lines]
        return [to_strip(line, width, self._style) for line in lines]

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
        if len(self._strips) != height or (self._strips and self._strips[0].cell_length != width):
            self._strips = self._drawn(width, height) if width and height else []
        return self._strips[y] if y < len(self._strips) else Strip.blank(width, self._style("plain"))

    def on_resize(self, _event: events.Resize) -> None:
        """Draw for the new size."""
        self._strips = []
