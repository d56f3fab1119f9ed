"""Days as people say them: 2027-03-01, or “in 6 months”. Pure."""

import re
from contextlib import suppress
from datetime import date, timedelta

from sociotui.domain.proposing import in_months

_IN = re.compile(r"in (\d{1,3}|a|an|one) (day|week|month|year)s?")


def day_said(text: str, today: str) -> str:
    """Return the day that a text says, as 2027-03-01; "" where it says none."""
    plain = " ".join(text.casefold().split()).rstrip(".")
    if len(plain) == len("2027-03-01"):
        with suppress(ValueError):
            return date.fromisoformat(plain).isoformat()
    if match := _IN.fullmatch(plain):
        n, now = int(match[1]) if match[1].isdigit() else 1, date.fromisoformat(today)
        with suppress(OverflowError, ValueError):
            match match[2]:
                case "day":
                    return (now + timedelta(days=n)).isoformat()
                case "week":
                    return (now + timedelta(weeks=n)).isoformat()
                case unit:
                    return in_months(now, n * (12 if unit == "year" else 1)).isoformat()
    return ""
