"""Which question is asked, and how a definition changes: always by a new version."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from feedback.models.surveys import SurveyDefinition
from feedback.surveys import wording
from feedback.surveys.scales import instrument
from feedback.surveys.timing import Delays, Window
from tickets.models.ids import PublicIdField

STANDARD_KEY: Final = "effort"
_MADE_HERE: Final = frozenset({"id", "key", "version", "created_at", "superseded_at"})


def fitting(*, queue_id: str | None, at: datetime) -> SurveyDefinition | None:
    """The first active definition for a resolution in this queue, or ``None``."""
    return (
        SurveyDefinition.objects.active(at)
        .filter(Q(queue=None) | Q(queue=queue_id))
        .order_by(*SurveyDefinition.ORDER)
        .first()
    )


def is_switched_on(definition: SurveyDefinition | None) -> bool:
    """Whether the definition, in whatever version it is now, is still in use."""
    if definition is None:
        return False
    return SurveyDefinition.objects.current().filter(key=definition.key, active=True).exists()


def create(*, key: str, name: str, at: datetime, **fields: Any) -> SurveyDefinition:
    """The first version of a new definition; raises :class:`wording.BadWording`."""
    wording.check(fields.get("wording", {}))
    definition = SurveyDefinition(key=key, name=name, created_at=at, **fields)
    definition.instrument_version = instrument(definition.instrument).version
    definition.save(force_insert=True)
    return definition


def create_standard(*, at: datetime) -> SurveyDefinition:
    """The CES 2.0 question with every default; the one there is, if there is one."""
    found = SurveyDefinition.objects.current().filter(key=STANDARD_KEY).first()
    return found or create(key=STANDARD_KEY, name="Customer effort (CES 2.0)", at=at)


def revise(definition_id: str, changes: Mapping[str, Any], *, at: datetime) -> SurveyDefinition:
    """A new version with these changes; what was asked before keeps the version it had.

    No difference makes no version. Raises :class:`wording.BadWording`.
    """
    wording.check(changes.get("wording", {}))
    with transaction.atomic():
        present = SurveyDefinition.objects.select_for_update().get(
            key=SurveyDefinition.objects.get(id=definition_id).key, superseded_at=None
        )
        if all(getattr(present, name) == value for name, value in changes.items()):
            return present
        following = _copy(present, changes, at=at)
        present.superseded_at = at
        present.save(update_fields=["superseded_at"])
        following.save(force_insert=True)
    return following


def _copy(
    present: SurveyDefinition, changes: Mapping[str, Any], *, at: datetime
) -> SurveyDefinition:
    values = {
        field.name: getattr(present, field.name)
        for field in SurveyDefinition._meta.concrete_fields
        if field.name not in _MADE_HERE and not isinstance(field, PublicIdField)
    }
    values |= {name: value for name, value in changes.items() if name not in _MADE_HERE}
    values["instrument_version"] = instrument(values["instrument"]).version
    return SurveyDefinition(key=present.key, version=present.version + 1, created_at=at, **values)


def delays_of(definition: SurveyDefinition) -> Delays:
    """How long the definition waits."""
    return Delays(
        written=timedelta(minutes=definition.delay_written),
        phone=timedelta(minutes=definition.delay_phone),
        chat=timedelta(minutes=definition.delay_chat),
        social=timedelta(minutes=definition.delay_social),
    )


def window_of(definition: SurveyDefinition) -> Window:
    """When the definition sends."""
    return Window(
        opens=definition.window_opens,
        closes=definition.window_closes,
        weekends=definition.weekends,
    )
