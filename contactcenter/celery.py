"""Celery: the doorbell. What has to be done stands in tables; see docs/architecture.md."""

import os
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contactcenter.settings")

app = Celery("contactcenter")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_finalize.connect
def _schedule_ticks(sender: Any, **_: Any) -> None:
    from tickets import ticks

    for tick in ticks.registered():
        sender.add_periodic_task(
            tick.every_seconds,
            app.signature("tickets.tick", args=(tick.name,), ignore_result=True),
            name=tick.name,
            expires=tick.every_seconds * 2,
        )
