"""Catalogue: every event there is, as one type, for a journal to read its documents with."""

from typing import Union

from sociotui.domain.events import MeetingEvent
from sociotui.domain.organisation_events import OrganisationEvent

AnyEvent = Union[MeetingEvent, OrganisationEvent]  # noqa: UP007
