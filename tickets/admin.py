"""Set-up pages: people, queues, the words of the desk; and what happened, to read."""

from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import available_timezones

import phonenumbers
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.forms import AdminPasswordChangeForm
from unfold.paginator import InfinitePaginator
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldAdminSelectWidget

from tickets.models import (
    Agent,
    ContactReason,
    Delivery,
    Disposition,
    Queue,
    QueueMember,
    TicketEvent,
)

if TYPE_CHECKING:
    _Form = forms.ModelForm[Agent]
    _NewUserForm = BaseUserCreationForm[Agent]
else:
    _Form, _NewUserForm = forms.ModelForm, BaseUserCreationForm

_CHOICES: dict[str, Any] = {
    "language": lambda: settings.LANGUAGES,
    "timezone": lambda: [(name, name) for name in sorted(available_timezones())],
    "default_region": lambda: [(name, name) for name in sorted(phonenumbers.SUPPORTED_REGIONS)],
}


class SetUpPage(ModelAdmin):  # type: ignore[misc]  # the theme ships no types
    """A list of things with a sentence on what they are for, and what to do while it is empty."""

    about: Any = ""
    when_empty: Any = ""
    list_before_template = "tickets/setup/hint.html"
    list_per_page = 50
    ordering: ClassVar[Any] = ("-id",)

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Languages, time zones and regions are chosen, not typed."""
        choices = _CHOICES.get(db_field.name)
        if choices is None:
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.ChoiceField(
            choices=choices,
            label=capfirst(db_field.verbose_name),
            initial=db_field.get_default(),
            help_text=db_field.help_text,
            widget=UnfoldAdminSelectWidget(),
        )

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing that history points at is deleted; switch it off instead."""
        return False


class ReadOnlyPage(SetUpPage):
    """What happened: to look at, never to change. Lists are not counted, they are long."""

    paginator = InfinitePaginator
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows come from what happens."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The trail stays as it is."""
        return False


class NewAgentForm(_NewUserForm):
    """A person with a first password."""

    class Meta:
        model = Agent
        fields = ("email", "name", "role", "language", "timezone", "extension")
        field_classes: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("password1", "password2"):
            self.fields[name].widget = UnfoldAdminPasswordWidget(
                attrs={"autocomplete": "new-password"}
            )

    def clean_email(self) -> str:
        """The address in small letters; nobody else may have it."""
        return _free_email(self.cleaned_data["email"], None)


class AgentForm(_Form):
    """A person's account without the password, which has its own page."""

    class Meta:
        model = Agent
        fields = "__all__"  # the page's fieldsets say which

    def clean_email(self) -> str:
        """As for a new person."""
        return _free_email(self.cleaned_data["email"], self.instance.pk)


def _free_email(text: str, own_id: str | None) -> str:
    email = text.strip().lower()
    holder = Agent.objects.filter(email__iexact=email).first()
    if holder is not None and holder.id != own_id:
        raise ValidationError(_("Somebody has this address already."), code="unique")
    return email


class MembershipInline(TabularInline):  # type: ignore[misc]  # the theme ships no types
    """The queues of an agent, or the agents of a queue."""

    model = QueueMember
    extra = 0
    verbose_name = _("member")
    verbose_name_plural = _("members")
    tab = False


class OwnQueuesInline(MembershipInline):
    """The same from the agent's side."""

    verbose_name = _("queue")
    verbose_name_plural = _("queues")


@admin.register(Agent)
class AgentAdmin(UserAdmin, SetUpPage):  # type: ignore[type-arg]
    """People who sign in."""

    about = _("People who sign in: agents answer, supervisors watch, administrators set up.")
    form = AgentForm
    add_form = NewAgentForm
    change_password_form = AdminPasswordChangeForm
    inlines = (OwnQueuesInline,)
    list_display = ("name", "email", "role", "extension", "is_active")
    list_filter = ("role", "is_active", "queues")
    search_fields = ("name", "email", "extension")
    ordering = ("name", "id")
    filter_horizontal = ()
    readonly_fields = ("created_at", "last_login")
    fieldsets = (
        (None, {"fields": ("name", "email", "role", "is_active")}),
        (_("At work"), {"fields": ("extension", "language", "timezone", "signature")}),
        (_("History"), {"fields": ("created_at", "last_login"), "classes": ("collapse",)}),
    )
    add_fieldsets = (
        (None, {"fields": ("name", "email", "role", "password1", "password2")}),
        (_("At work"), {"fields": ("extension", "language", "timezone")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """Nobody locks themselves out: the own role is somebody else's to change."""
        own = ("role", "is_active") if obj is not None and obj.pk == request.user.pk else ()
        return (*self.readonly_fields, *own)


@admin.register(Queue)
class QueueAdmin(SetUpPage):
    """Where work waits, and who sees it."""

    about = _("Work waits in queues; their members see it and each other's.")
    when_empty = _("Add a first queue, then a channel that fills it.")
    inlines = (MembershipInline,)
    list_display = ("name", "key", "language", "answer_within_minutes", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "key")
    ordering = ("name", "id")
    prepopulated_fields = {"key": ("name",)}


@admin.register(ContactReason)
class ContactReasonAdmin(SetUpPage):
    """Why customers come."""

    about = _("Why customers come, in their words. Repeat contacts are counted by reason.")
    when_empty = _("Add the five to fifteen reasons your agents hear most.")
    list_display = ("name", "key", "parent", "demand", "is_sensitive", "is_active")
    list_filter = ("is_active", "demand", "is_complaint", "is_sensitive")
    search_fields = ("name", "key")
    ordering = ("key", "id")
    autocomplete_fields = ("parent",)


@admin.register(Disposition)
class DispositionAdmin(SetUpPage):
    """How tickets end."""

    about = _("How a ticket ended; agents choose one with a click when they resolve it.")
    when_empty = _("Add a few: solved, no answer needed, passed on …")
    list_display = ("name", "key", "position", "is_active")
    list_editable = ("position",)
    ordering = Disposition.ORDER
    prepopulated_fields = {"key": ("name",)}


@admin.register(TicketEvent)
class TicketEventAdmin(ReadOnlyPage):
    """The audit trail."""

    about = _("Everything that happened to tickets, newest first; it cannot be changed.")
    list_display = ("occurred_at", "kind", "ticket", "actor_kind", "agent", "queue")
    list_filter = ("kind", "actor_kind", "queue")
    list_select_related = ("ticket", "agent", "queue")
    search_fields = ("=ticket__number",)
    search_help_text = _("Ticket number")


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyPage):
    """The outbox."""

    about = _("What is on its way out or has left. Failed replies also show on their ticket.")
    list_display = ("created_at", "purpose", "state", "channel", "ticket", "attempt", "error")
    list_filter = ("state", "purpose", "channel")
    list_select_related = ("channel", "ticket")
    search_fields = ("=ticket__number",)
    search_help_text = _("Ticket number")
    exclude = ("content",)
