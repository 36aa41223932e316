"""Learning: surveys, journeys, reports, the closed loop."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = _("Feedback")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the ticks of this app, and what surveys add to tickets."""
        from feedback.journeys import upkeep
        from feedback.surveys import wiring
        from feedback.web import survey_rows
        from tickets import ticks

        ticks.register("journeys", 15, upkeep.catch_up, wakes_on=("resolved",))
        ticks.register("check_journeys", 86_400, upkeep.check_sample)
        wiring.register()
        survey_rows.register()
