"""Every channel kind, one line each."""

from functools import cache
from typing import Final

from django.utils.module_loading import import_string

from channels_app.driver import Driver
from tickets.errors import Refusal

DRIVERS: Final[dict[str, str]] = {
    "email": "channels_app.kinds.email.driver.EmailDriver",
    "phone": "channels_app.kinds.phone.driver.PhoneDriver",
    "webform": "channels_app.kinds.webform.driver.WebFormDriver",
    "api": "channels_app.kinds.generic.driver.GenericDriver",
}


class UnknownKind(Refusal):
    """No driver for this kind of channel."""

    code = "unknown_kind"


@cache
def driver(kind: str) -> Driver:
    """The driver of a channel kind; raises :class:`UnknownKind`."""
    if kind not in DRIVERS:
        raise UnknownKind(kind)
    made: Driver = import_string(DRIVERS[kind])()
    return made
