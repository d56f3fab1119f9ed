"""Event: what happened, as a fact that is never changed again; Command: what somebody asks for.

Both are frozen msgspec structs that carry their kind in the field `is`, so that a stored
document tells what it is by itself.
"""

from msgspec import Struct


class Event(Struct, frozen=True, tag_field="is", kw_only=True, omit_defaults=True):
    """Something that happened at `at`, in milliseconds since 1970 (UTC)."""

    at: int


class Command(Struct, frozen=True, tag_field="is", kw_only=True, omit_defaults=True):
    """Something that a person asks for; `decide` answers with events or refuses."""
