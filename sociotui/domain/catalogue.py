"""Catalogue: every event there is, as one type, for a journal to read its documents with."""

from typing import Union

from sociotui.domain.access_events import AccessEvent
from sociotui.domain.events import MeetingEvent
from sociotui.domain.organisation_events import OrganisationEvent

SharedEvent = Union[MeetingEvent, OrganisationEvent]  # noqa: UP007
"""The events that exports tell and imports bring in: all but those of who may come in."""
AnyEvent = Union[MeetingEvent, OrganisationEvent, AccessEvent]  # noqa: UP007
