"""Celery: the doorbell. What has to be done stands in tables; see docs/architecture.md."""

import os
import threading
from typing import Any, Final

import structlog
from celery import Celery
from celery.signals import beat_init, setup_logging, worker_init, worker_shutting_down

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contactcenter.settings")

app = Celery("contactcenter")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

POLL_SECONDS: Final = 15
_log = structlog.get_logger(__name__)
_stopping: Final = threading.Event()


@beat_init.connect
def _schedule_ticks(sender: Any, **_: Any) -> None:
    """Beat rings for every registered tick; a ring that waited too long is dropped."""
    from tickets import ticks

    sender.scheduler.update_from_dict(
        {
            tick.name: {
                "task": "tickets.tick",
                "schedule": tick.every_seconds,
                "args": (tick.name,),
                "options": {"expires": tick.every_seconds * 2, "ignore_result": True},
            }
            for tick in ticks.registered()
        }
    )


@setup_logging.connect
def _keep_our_logging(**_: Any) -> None:
    """Django has configured logging already; Celery must not add its own handlers."""


@worker_init.connect
def _start_polling(**_: Any) -> None:
    """Without a broker or beat nobody rings, so each worker also looks by itself."""
    threading.Thread(target=_poll, name="overdue-ticks", daemon=True).start()


@worker_shutting_down.connect
def _stop_polling(**_: Any) -> None:
    _stopping.set()


def _poll() -> None:
    from django.db import close_old_connections, connection
    from django.utils import timezone

    from tickets import ticks

    while not _stopping.wait(POLL_SECONDS):
        try:
            close_old_connections()
            ticks.run_overdue(at=timezone.now())
        except Exception as error:  # noqa: BLE001  # the database may be away in many ways
            _log.warning("poll_failed", error=type(error).__name__)
        finally:
            connection.close()
