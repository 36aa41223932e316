"""Who calls: the holder of a key, or an agent's browser."""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, cast

from django.db import connection, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from contactcenter.api.counting import Counter
from contactcenter.api.refusals import ForeignOrigin, RateLimited, Unauthenticated
from contactcenter.models import ApiKey
from contactcenter.scopes import OF_ROLE
from tickets.contracts import Actor, Caller
from tickets.models import Agent, QueueMember
from tickets.models.ids import encode

USED_EVERY: Final = timedelta(minutes=1)
WRONG_KEYS_A_MINUTE: Final = 60
_wrong_keys: Final = Counter(seconds=60)

# One round trip with the key's queues; the ORM would spend more time on it than PostgreSQL.
_KEY: Final = """
    SELECT k.id, k.secret_hash, k.scopes, k.channel_id, k.trust_identifiers, k.last_used_at,
           ARRAY(SELECT q.queue_id FROM contactcenter_apikey_queues q WHERE q.apikey_id = k.id)
      FROM contactcenter_apikey k
     WHERE k.key_id = %s AND k.revoked_at IS NULL
       AND (k.expires_at IS NULL OR k.expires_at > %s)
"""


class KeyAuthentication(BaseAuthentication):
    """``Authorization: Bearer cc_<key id>_<secret>``; ``request.auth`` becomes a ``Caller``."""

    def authenticate(self, request: Request) -> tuple[None, Caller] | None:
        """The caller, or ``None`` without such a header; one query. Raises Unauthenticated."""
        scheme, _, text = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        caller = caller_of_key(text.strip(), at=timezone.now())
        if caller is None:
            _count_wrong_key(request.META)
            raise Unauthenticated("unknown key")
        return None, caller

    def authenticate_header(self, request: Request) -> str:
        """What a caller without a key is told."""
        return "Bearer"


class AgentSessionAuthentication(SessionAuthentication):
    """The desk's own session; writes need the token that only our pages have."""

    def authenticate(self, request: Request) -> tuple[Agent, Caller] | None:
        """The agent and their rights, or ``None``. Raises ForeignOrigin."""
        try:
            found = super().authenticate(request)
        except PermissionDenied as error:
            raise ForeignOrigin("no CSRF token") from error
        if found is None:
            return None
        agent = cast("Agent", found[0])
        return agent, caller_of_agent(agent)


def caller_of_key(text: str, *, at: datetime) -> Caller | None:
    """The rights of a key's full text; ``None`` for one that is unknown, revoked or expired."""
    head, _, rest = text.partition("_")
    key_id, _, secret = rest.partition("_")
    if head != "cc" or not key_id.isalnum() or not secret or len(text) > 200:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_KEY, [key_id, at])
        row = cursor.fetchone()
    if row is None or not ApiKey(secret_hash=row[1]).matches(secret):
        return None
    key = encode("key", row[0])
    if row[5] is None or at - row[5] >= USED_EVERY:
        _note_use(key, at=at)
    return Caller(
        actor=Actor(kind="key", id=key),
        scopes=frozenset(row[2]),
        channel_id=row[3] and encode("chn", row[3]),
        queue_ids=frozenset(encode("que", item) for item in row[6]) or None,
        trust_identifiers=row[4],
    )


def caller_of_agent(agent: Agent) -> Caller:
    """The rights of a signed-in agent: the role's scopes in the agent's queues."""
    access = dict(agent.memberships.values_list("queue_id", "access"))
    read_only = (queue for queue, level in access.items() if level == QueueMember.Access.READ)
    return Caller(
        actor=Actor.agent(agent.id),
        scopes=OF_ROLE[agent.role],
        queue_ids=frozenset(access),
        read_only_queue_ids=frozenset(read_only),
        trust_identifiers=True,
    )


def caller_of(request: HttpRequest) -> Caller | None:
    """The caller of a plain request, for what has to know before the endpoint runs."""
    wrapped = Request(request)
    try:
        for door in (KeyAuthentication(), AgentSessionAuthentication()):
            found: tuple[Any, Caller] | None = door.authenticate(wrapped)
            if found is not None:
                return found[1]
    except (Unauthenticated, ForeignOrigin, RateLimited):
        return None
    return None


def _note_use(key: str, *, at: datetime) -> None:
    """At most once a minute, and never waiting for another request that notes the same."""
    stale = Q(last_used_at=None) | Q(last_used_at__lte=at - USED_EVERY)
    free = ApiKey.objects.filter(stale, id=key).select_for_update(skip_locked=True, no_key=True)
    with transaction.atomic():
        ApiKey.objects.filter(id__in=free.values("id")).update(last_used_at=at)


def _count_wrong_key(meta: Mapping[str, Any]) -> None:
    """Slows down guessing; a valid key from the same address is not affected."""
    used = _wrong_keys.count(str(meta.get("REMOTE_ADDR", "")), now=time.monotonic())
    if used.number > WRONG_KEYS_A_MINUTE:
        raise RateLimited("too many wrong keys", retry_after=used.resets_in)


def forget_wrong_keys() -> None:
    """Starts the count of wrong keys over."""
    _wrong_keys.clear()
