"""When each periodic tick ran last."""

from django.db import models


class TickRun(models.Model):
    """One row a tick: written by whoever ran it, read by health and by the poll thread."""

    name = models.CharField(max_length=60, primary_key=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "tick"

    def __str__(self) -> str:
        return self.name
