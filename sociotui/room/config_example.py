"""The example of a config file: every setting, with what it does and the value that it has anyway, ready to be written."""

from sociotui.exchange.plain import wrap
from sociotui.room.preferences import SETTINGS, Config
from sociotui.words import _

_WIDTH = 78


def example() -> str:
    """Return a whole config file that changes nothing until something in it is changed."""
    config = Config()
    lines = _comment(_("Settings of sociotui. All are as they would be without this file; change what you like."))
    for setting in SETTINGS:
        more = [_also(setting.option, setting.variable)] if setting.variable or setting.option else []
        lines += ["", *_comment(" ".join([setting.what, *more]))]
        value = getattr(config, setting.name)
        lines.append(f"# {setting.name} = {setting.like}" if value is None else f"{setting.name} = {written(value)}")
    lines += [
        "",
        *_comment(
            _("Keys of your own: an action's name, and its key. “sociotui actions --markdown” lists all actions.")
        ),
        "[keys]",
        '# next = "enter"',
        '# undo = "ctrl+z"',
    ]
    return "\n".join(lines) + "\n"


def written(value: str | bool) -> str:
    """Return a value as it is written in the file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _also(option: str, variable: str) -> str:
    flag = f"--{option}" if option else ""
    return _("Goes before this: {which}.", which=_(" and ").join(filter(None, [flag, variable])))


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(text, _WIDTH)]
