"""People who answer and people who watch."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tickets.models.ids import PublicIdField


class AgentManager(BaseUserManager["Agent"]):
    """Creates sign-in accounts; a missing password makes one nobody can sign in with."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Agent":
        """An agent with a hashed password; raises ``ValueError`` without an e-mail address."""
        if not email:
            raise ValueError("An agent needs an e-mail address.")
        agent = self.model(email=email.strip().lower(), **fields)
        agent.set_password(password)
        agent.save(using=self._db)
        return agent

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Agent":
        """An agent with the admin role."""
        return self.create_user(email, password, **{"role": Agent.Role.ADMIN, **fields})

    def get_by_natural_key(self, username: str | None) -> "Agent":
        """The agent who signs in with this address, in any case of letters."""
        return self.get(email__iexact=username)


class Agent(AbstractBaseUser):
    """Someone who signs in: answers customers, watches the work or sets the product up."""

    class Role(models.TextChoices):
        AGENT = "agent", _("Agent")
        SUPERVISOR = "supervisor", _("Supervisor")
        ADMIN = "admin", _("Administrator")

    id = PublicIdField(prefix="agt")
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=150)
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.AGENT)
    extension = models.CharField(_("telephone extension"), max_length=16, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    timezone = models.CharField(_("time zone"), max_length=64, default="Europe/Prague")
    signature = models.TextField(_("signature"), blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects: ClassVar[AgentManager] = AgentManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("agent")
        verbose_name_plural = _("agents")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="agent_email_any_case_unique"),
            models.UniqueConstraint(
                "extension", name="agent_extension_unique", condition=~models.Q(extension="")
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["agent", "supervisor", "admin"]),
                name="agent_role_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Whether the set-up pages open for this person."""
        return self.role == self.Role.ADMIN

    @property
    def is_superuser(self) -> bool:
        """Administrators may change every set-up page; nobody else may change any."""
        return self.is_active and self.role == self.Role.ADMIN

    @property
    def watches(self) -> bool:
        """Whether reports and other people's work are shown."""
        return self.role in {self.Role.SUPERVISOR, self.Role.ADMIN}

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's question from the set-up pages: administrators only."""
        return self.is_superuser

    def has_perms(self, perm_list: Any, obj: object = None) -> bool:
        """As :meth:`has_perm`, for several at once."""
        return self.is_superuser

    def has_module_perms(self, app_label: str) -> bool:
        """Whether any set-up page of the app is shown."""
        return self.is_superuser
