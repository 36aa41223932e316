"""Who may open an account: nobody; administrators make them."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # the package ships no types
    """Sign-in for the agents that an administrator created."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts come from the set-up pages or ``manage.py create_agent``."""
        return False
