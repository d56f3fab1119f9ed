"""The terminal: what it promises to show, told from its environment alone."""

from collections.abc import Mapping


def has_true_colour(environ: Mapping[str, str]) -> bool:
    """Whether sixteen million colours are promised (COLORTERM)."""
    return environ.get("COLORTERM", "").lower() in ("truecolor", "24bit")


def is_console(environ: Mapping[str, str]) -> bool:
    """Whether this is a console whose letters hold few signs besides ASCII, whatever the locale says."""
    return environ.get("TERM", "") in ("linux", "vt100", "vt220", "ansi")


def locale_of(environ: Mapping[str, str]) -> str:
    """Return the locale that decides how signs are written; "" where none is named."""
    return environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""


def has_unicode(environ: Mapping[str, str]) -> bool:
    """Whether the locale has all signs; where none is named, it is taken to."""
    locale = locale_of(environ)
    return "utf" in locale.lower() or not locale
