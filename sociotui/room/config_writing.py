"""Writing the config file: one setting at a time, with its comments and all else as they were."""

from pathlib import Path
from typing import Any

from sociotui.domain.refusal import Refused, unknown
from sociotui.exchange.toml_file import text_of
from sociotui.exchange.writing import write_file
from sociotui.room.config_file import Look, look_at
from sociotui.room.preferences import SETTINGS, Config, is_there
from sociotui.words import _


def put(path: Path, name: str, value: str) -> Look:
    """Write a setting into the file, and return what holds then. Raises Refused for what does not fit, and changes nothing."""
    _check(name)
    document = _document(path)
    table, key = _place(document, name, make=True)
    table[key] = _value(name, value)
    return _written(path, document.as_string(), name)


def drop(path: Path, name: str) -> bool:
    """Take a setting out of the file, so that it is as the program has it; return whether it was there."""
    document = _document(path)
    table, key = _place(document, name, make=False)
    if key not in table:
        _check(name)  # what is in the file by mistake can be taken out, too
        return False
    table.remove(key)
    write_file(path, document.as_string().encode())
    return True


def _check(name: str) -> None:
    """Refuse a setting that there is not; which keys there are is looked at with the whole file."""
    known = [s.name for s in SETTINGS]
    if name not in known and not name.startswith("keys."):
        raise unknown(_("setting"), name, [*known, "keys.ACTION"])


def _document(path: Path) -> Any:
    import tomlkit

    text = text_of(path) if is_there(path) else ""
    found = look_at(text, path, keys=False)
    if any(not passed.name for passed in found.passed):
        raise Refused(_("{reason} Put that right first; then this can be written.", reason=found.passed[0].said))
    return tomlkit.parse(text.removeprefix("\ufeff"))


def _place(document: Any, name: str, *, make: bool) -> tuple[Any, str]:
    """Return the table of the file in which a setting stands, or is to stand, and its name there."""
    import tomlkit

    if not name.startswith("keys."):
        return document, name
    keys = document.get("keys")
    if not isinstance(keys, dict):
        if keys is not None and make:
            raise Refused(
                _("“keys” is no table in this file. “sociotui config unset keys” takes it out; then try again.")
            )
        keys = tomlkit.table()
        if make:
            document["keys"] = keys
    return keys, name.removeprefix("keys.")


def _value(name: str, value: str) -> str | bool:
    """Return what somebody said as the file has it: text, or true and false."""
    text = name.startswith("keys.") or isinstance(getattr(Config(), name), str)
    return value if text or value.lower() not in ("true", "false") else value.lower() == "true"


def _written(path: Path, text: str, name: str) -> Look:
    found = look_at(text, path)
    wrong = next((passed for passed in found.passed if passed.name == name), None)
    if wrong:
        raise Refused(_("{reason} Nothing was written.", reason=wrong.reason))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, text.encode())
    return found
