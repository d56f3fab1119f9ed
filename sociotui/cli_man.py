"""The manual page, made from the definitions of the commands: `sociotui man`. It holds no rule."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from inspect import cleandoc
from pathlib import Path

import click

from sociotui import __version__
from sociotui.cli_home import output_option, put_out
from sociotui.exchange import roff
from sociotui.words import _

_NAME = "sociotui"
EXIT_CODES = {
    0: _("Done."),
    1: _("Refused; the reason, and what to do instead, is on standard error."),
    2: _("The words were not understood."),
    3: _("The store is damaged or locked."),
    70: _("A server came upon a mistake of its own."),
}
_VARIABLES = {
    "TERM": _("Which terminal this is. Where it is not set, or is dumb, the screen does not open; all else works."),
    "COLORTERM": _("truecolor or 24bit: the terminal shows all colours."),
    "LC_ALL, LC_CTYPE, LANG": _(
        "Whether the terminal takes all letters and signs; the first of them that is set counts."
    ),
    "XDG_CONFIG_HOME": _("Where settings are, instead of ~/.config."),
    "XDG_DATA_HOME": _("Where the home is that nobody has named, instead of ~/.local/share."),
    "XDG_STATE_HOME": _("Where what is yours alone is kept, instead of ~/.local/state."),
}
_FILES = {
    "~/.config/sociotui/config.toml": _("Your settings; “sociotui config” shows what holds of them."),
    "~/.local/share/sociotui/": _(
        "Your home, where none is named: organisation.journal, and a journal for each meeting."
    ),
    "~/.local/state/sociotui/own/": _(
        "What you read, practised and kept for yourself. No home, backup or export has it."
    ),
    "HOME/formats/, lessons/, cards/, practice/": _(
        "Formats, lessons, cards and exercises of your own, beside the program's."
    ),
    "/run/sociotui/socket": _("Where the machine's own server listens."),
}
_EXAMPLES = {
    _("Begin, and look around:"): ["sociotui demo", "sociotui import org organisation.toml", "sociotui"],
    _("Hold a meeting without the screen:"): [
        "sociotui open garden --present ana,ben,zoe     # prints the meeting's id",
        "sociotui act MEETING next",
        "sociotui act MEETING consent --for ana",
        "sociotui act MEETING object --for ben --text 'Two each week is more than we have.'",
        "sociotui minutes MEETING --format txt",
    ],
    _("Your own settings:"): [
        "sociotui config",
        "sociotui config set circle garden",
        "sociotui config set keys.next enter",
    ],
}


@click.command(epilog="“sociotui man | man -l -” shows it.")
@output_option
@click.pass_context
def man(ctx: click.Context, output: Path | None) -> None:
    """Print the manual page.

    Of all commands and options, made from what the program says of them itself.
    """
    put_out(page(ctx.find_root().command), output)


def page(root: click.Command) -> str:
    """Return the manual page, in roff: the same bytes wherever, and whenever, it is made."""
    top = click.Context(root, info_name=_NAME, color=False, **root.context_settings)
    lines = [
        f'.\\" Made by "{_NAME} man" from the definitions of its commands.',
        roff.macro("TH", _NAME.upper(), "1", "", f"{_NAME} {__version__}"),
        *_head(top),
        roff.macro("SH", _("COMMANDS")),
    ]
    for command in _commands(top):
        lines += _command(command)
    lines += [*_settings(), *_around()]
    return "\n".join(roff.tidied(lines)) + "\n"


def _head(top: click.Context) -> list[str]:
    first, *more = _texts(top.command.help)
    about, _dot, rest = first.partition(". ")
    return [
        roff.macro("SH", _("NAME")),
        f"{_NAME} \\- {roff.escaped(about[:1].lower() + about[1:].rstrip('.'))}",
        roff.macro("SH", _("SYNOPSIS")),
        *_usage(top),
        roff.macro("SH", _("DESCRIPTION")),
        *roff.paragraphs([rest, *more] if rest else more),
        *roff.paragraphs(
            [
                _(
                    "Everything that a key of the screen does is a command too. Each command has `--help`; `?` lists the keys of a screen."
                ),
            ]
        ),
        roff.macro("SH", _("OPTIONS")),
        *_options(top),
    ]


def _settings() -> list[str]:
    from sociotui.room.config_example import example
    from sociotui.room.preferences import SETTINGS

    lines = [
        roff.macro("SH", _("SETTINGS")),
        *roff.paragraphs([_("In ~/.config/sociotui/config.toml, a file in TOML; none of them is needed.")]),
    ]
    values = dict(re.findall(r"^(?:# )?([a-z]+) = (.+)$", example(), re.MULTILINE))
    for setting in SETTINGS:
        lines += roff.tagged(roff.bold(f"{setting.name} = {values[setting.name]}"), [setting.what])
    return lines + roff.tagged(
        roff.bold("[keys]"),
        [_('Keys of your own: an action\'s name, and its key, like `next = "enter"`. `sociotui actions` lists them.')],
    )


def _around() -> list[str]:
    from sociotui.room.preferences import SETTINGS

    said = {s.variable: _("Goes before the setting “{name}”.", name=s.name) for s in SETTINGS if s.variable}
    lines = [roff.macro("SH", _("ENVIRONMENT"))]
    for name, text in {**said, **_VARIABLES}.items():
        lines += roff.tagged(roff.bold(name), [text])
    lines += [roff.macro("SH", _("FILES"))]
    for name, text in _FILES.items():
        lines += roff.tagged(f"\\fI{roff.escaped(name, literal=True)}\\fR", [text])
    lines += [roff.macro("SH", _("EXIT STATUS"))]
    for code, text in EXIT_CODES.items():
        lines += roff.tagged(roff.bold(str(code)), [text])
    lines += [roff.macro("SH", _("EXAMPLES"))]
    for text, typed in _EXAMPLES.items():
        lines += [*roff.paragraphs([text]), *roff.example(typed)]
    return lines


# --- one command -------------------------------------------------------------------------------------


def _commands(ctx: click.Context) -> Iterator[click.Context]:
    """Yield the contexts of all commands below one, in the order in which its help lists them."""
    group = ctx.command
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is None or command.hidden:
            continue
        below = click.Context(command, info_name=name, parent=ctx, color=False)
        yield below
        yield from _commands(below)


def _command(ctx: click.Context) -> list[str]:
    command = ctx.command
    return [
        roff.macro("SS", roff.escaped(ctx.command_path.partition(" ")[2], literal=True)),
        *_usage(ctx),
        *roff.paragraphs(_texts(command.help)),
        *_options(ctx),
        *roff.paragraphs(_texts(command.epilog)),
    ]


def _usage(ctx: click.Context) -> list[str]:
    pieces = " ".join(ctx.command.collect_usage_pieces(ctx))
    return roff.filled(f"{roff.bold(ctx.command_path)} \\fI{roff.escaped(pieces, literal=True)}\\fR")


def _texts(text: str | None) -> list[str]:
    """Return the paragraphs of a help."""
    return [each for each in re.split(r"\n\s*\n", cleandoc(text or "")) if each.strip()]


class _Sections(click.HelpFormatter):
    """Takes down what a command's help has of options, in which sections, rather than writing it for a terminal."""

    def __init__(self) -> None:
        super().__init__(width=80)
        self.found: list[tuple[str, list[tuple[str, str]]]] = []
        self._title = ""

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Begin a section."""
        self._title = name
        yield

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Take a list down."""
        self.found.append((self._title, list(rows)))


def _options(ctx: click.Context) -> list[str]:
    """Return what can be said with a command, in the groups that its help has."""
    sections = _Sections()
    if isinstance(ctx.command, click.Group):  # its commands have sections of their own
        click.Command.format_options(ctx.command, ctx, sections)
    else:
        ctx.command.format_options(ctx, sections)
    lines: list[str] = []
    for title, rows in sections.found:
        if len(sections.found) > 1:
            lines += [roff.macro("PP"), f"\\fI{roff.escaped(title)}\\fR"]
        for flags, text in rows:
            lines += roff.tagged(roff.bold(flags), [text])
    return lines


COMMANDS: dict[str, click.Command] = {"man": man}
