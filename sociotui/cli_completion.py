"""What lets a shell complete words: the script for it, and the answers to what it asks. It holds no rule.

click knows how shells ask, and completes commands, options and choices. What people type besides are names of what there is in
their home: which parameters take which, stands in `KINDS`.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stderr
from io import StringIO
from typing import Any

import click
from click import shell_completion as shells
from click.shell_completion import CompletionItem

from sociotui.cli_home import ALL, carry, place_of
from sociotui.cli_table import COMPLETING

_NAMES = ("bash", "zsh", "fish")
_SOON = {"act", "follow", "talk", "join"}
"""Commands for a meeting that is under way; others may be asked for one that was held."""
_PEOPLE = (
    "person",
    "by",
    "facilitator",
    "secretary",
    "presenter",
    "witness",
    "responsible",
    "nominee",
    "leader",
    "delegate",
)
KINDS: dict[str, str] = {
    **dict.fromkeys(_PEOPLE, "person"),
    **dict.fromkeys(("other", "about", "start"), "person"),
    **dict.fromkeys(("present", "people", "members", "agreed"), "person,"),
    "circle": "circle",
    **dict.fromkeys(("circles", "parents"), "circle,"),
    "meeting": "meeting",
    **dict.fromkeys(("role", "roles"), "role"),
    "step": "step",
    "action": "action",
    "setting": "setting",
    "value": "value",
    "lesson": "lesson",
}
"""What a parameter of that name takes; with a comma several of it."""
_ELSE: dict[tuple[str, str], str] = {
    ("answer", "decision"): "answerable",
    ("change", "decision"): "decision",
    ("add", "decision"): "decision",
    ("end", "decision"): "decision",
    ("add", "role"): "",
    ("act", "role"): "",
    ("act", "roles"): "",
}
"""What it takes in a command of that name, where that is something else."""

Items = Iterable[tuple[str, str]]


# --- which words there are ---------------------------------------------------------------------------


def _kind(ctx: click.Context, param: click.Parameter) -> str:
    """Return what a parameter takes; "" where click knows better, or nobody does."""
    name = param.name or ""
    if isinstance(param.type, click.Choice | click.Path | click.File):
        return ""
    command = ctx
    while command.parent is not None and command.parent.parent is not None:
        command = command.parent
    return _ELSE.get((command.info_name or "", name), KINDS.get(name, ""))


def _named(ctx: click.Context, kind: str) -> Items:
    """Return the ids of a kind in the home that is meant, with their names."""
    place = place_of(ctx.find_root())
    if not place.socket and not place.folder.is_dir():
        return []
    found: Mapping[str, list[tuple[str, str]]] = carry(place, "names")
    if kind == "circle":
        every = [(ALL, "")] if ctx.info_name in ("due", "said", "formats") and place.circle("") else []
        return [*found[kind], *every]
    if kind == "meeting":
        return found["meeting"] if ctx.info_name in _SOON else [*found["meeting"], *found["held"]]
    if kind == "role":
        return found.get(f"role {ctx.params.get('circle') or place.circle('')}", [])
    return found[kind]


def _actions(_ctx: click.Context) -> Items:
    from sociotui.room.actions import ACTIONS

    return [(action.id, action.help) for action in ACTIONS if action.command]


def _settings(_ctx: click.Context) -> Items:
    from sociotui.room.actions import ACTIONS
    from sociotui.room.preferences import SETTINGS

    return [*((s.name, s.what) for s in SETTINGS), *((f"keys.{a.id}", a.help) for a in ACTIONS if a.key)]


def _values(ctx: click.Context) -> Items:
    """Return what a setting can be."""
    from typing import get_args

    from sociotui.room.preferences import THEMES, Animations

    setting = ctx.params.get("setting") or ""
    if setting in ("circle", "me"):
        return _named(ctx, "circle" if setting == "circle" else "person")
    choices = {"theme": THEMES, "animations": get_args(Animations)}
    yes_no = ("true", "false") if setting in ("color", "ascii", "bell", "hints") else ()
    return [(value, "") for value in choices.get(setting, yes_no)]


def _lessons(ctx: click.Context) -> Items:
    from sociotui.room.files import card_folders, lesson_folders

    place = place_of(ctx.find_root())
    home = None if place.socket else place.folder
    folders = [*lesson_folders(home), *card_folders(home)]
    return [(path.stem, "") for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.toml"))]


_SOURCES: dict[str, Callable[[click.Context], Items]] = {
    "action": _actions,
    "setting": _settings,
    "value": _values,
    "lesson": _lessons,
}


def _words(ctx: click.Context, kind: str, incomplete: str) -> list[CompletionItem[Any]]:
    """Return what an incomplete word could become; of several with commas the last."""
    one, comma, _rest = kind.partition(",")
    before, _comma, begun = incomplete.rpartition(",") if comma else ("", "", incomplete)
    gone = before.split(",") if before else []
    source = _SOURCES.get(one)
    items = source(ctx) if source else _named(ctx, one)
    return [
        CompletionItem(",".join([*gone, id_]), help=" ".join(name.split()) if name != id_ else "")
        for id_, name in dict(items).items()
        if id_ not in gone and _begins(id_, begun)
    ]


def _begins(id_: str, begun: str) -> bool:
    return id_.casefold().startswith(begun.casefold())


# --- how shells ask ----------------------------------------------------------------------------------


class _Own(shells.ShellComplete):
    """Completes what is in a home, and leaves the rest to click. Whatever goes wrong, there is just nothing to complete."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
        """Return what an incomplete word could become."""
        # What is told of on stderr a shell would show in the midst of the line that is being typed.
        with redirect_stderr(StringIO()):
            try:
                return self._found(args, incomplete)
            except (Exception, SystemExit):  # the command tells of it when it is run
                return []

    def _found(self, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
        ctx = shells._resolve_context(self.cli, self.ctx_args, self.prog_name, args)
        found, incomplete = shells._resolve_incomplete(ctx, args, incomplete)
        kind = _kind(ctx, found) if isinstance(found, click.Parameter) else ""
        if not kind:
            return found.shell_complete(ctx, incomplete)
        with ctx:
            return _words(ctx, kind, incomplete)


class Bash(_Own, shells.BashComplete):
    """Bash."""

    def source(self) -> str:
        """Return the script; which bash will read it, is not to be found out here."""
        return shells.ShellComplete.source(self)


class Zsh(_Own, shells.ZshComplete):
    """Zsh. The script is called by its file's name each time, not only when it is loaded."""

    source_template = shells.ZshComplete.source_template.replace(
        "$zsh_eval_context[-1] == loadautofunc", "$funcstack[1] == _%(prog_name)s"
    )


class Fish(_Own, shells.FishComplete):
    """Fish. A word may have commas, so only the first one parts it from its type."""

    source_template = shells.FishComplete.source_template.replace('string split ","', 'string split -m 1 ","')


def begin_completing() -> None:
    """Let these answer when a shell asks."""
    for kind in (Bash, Zsh, Fish):
        shells.add_completion_class(kind)


@click.command(epilog="The README says where each shell looks for it.")
@click.argument("shell", type=click.Choice(_NAMES))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what lets your shell complete words.

    Commands, options, and the circles, people, meetings and decisions of your home.
    """
    kinds: dict[str, type[_Own]] = {"bash": Bash, "zsh": Zsh, "fish": Fish}
    click.echo(kinds[shell](ctx.find_root().command, {}, "sociotui", COMPLETING).source())


COMMANDS: dict[str, click.Command] = {"completion": completion}
