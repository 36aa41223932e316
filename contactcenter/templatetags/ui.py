"""Small pieces of the house look for templates: ``{% load ui %}``."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any, Final

from django import forms, template
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from contactcenter.web.live_ticket import live_ticket_for
from tickets.models import Agent

register: Final = template.Library()


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """A drawn symbol of ``icons.svg`` for the eye only; say its meaning in words beside it."""
    return _svg(name, classes)


@register.simple_tag(takes_context=True)
def live_ticket(context: dict[str, Any], queues: Collection[str] | str) -> str:
    """Leave for the page to hear what happens in these queues; empty without an agent."""
    agent = getattr(context.get("request"), "user", None)
    return live_ticket_for(agent, queues or ()) if isinstance(agent, Agent) else ""


@register.filter
def control(field: BoundField) -> SafeString:
    """A form field's widget in the house look, tied to its hint and its errors."""
    attrs: dict[str, str | bool] = {} if is_check(field) else {"class": "input"}
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


@register.filter
def is_check(field: BoundField) -> bool:
    """Whether the field is a single check box, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@lru_cache(maxsize=256)
def _svg(name: str, classes: str) -> SafeString:
    sprite = static("contactcenter/icons.svg")
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        f" {classes}" if classes else "",
        sprite,
        name,
    )
