"""The set-up page: an edit is a new version, and what cannot be used is refused."""

import pytest
from django.contrib.admin import site
from django.test import Client, RequestFactory

from feedback.models import SurveyDefinition
from feedback.surveys import definitions
from tests.feedback.surveys.scenes import a_survey
from tests.support.world import NOW, an_agent

pytestmark = pytest.mark.django_db
LIST = "/admin/feedback/surveydefinition/"


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(an_agent(role="admin"))
    return client


def _fields(**changes: object) -> dict[str, object]:
    return {
        "name": "Effort", "key": "effort", "active": "on", "position": "0", "queue": "",
        "instrument": "ces2", "wording": "{}", "policy": "soft_opt_in", "quarantine_days": "30",
        "sampling_rate": "1.0", "active_from_0": "", "active_from_1": "", "active_to_0": "",
        "active_to_1": "", "delay_written": "1440", "delay_phone": "120", "delay_chat": "60",
        "delay_social": "120", "window_opens": "09:00:00", "window_closes": "20:00:00",
        "weekends": "on", "expiry_days": "14", **changes,
    }  # fmt: skip


def test_a_survey_is_made_edited_and_never_overwritten(admin: Client) -> None:
    assert admin.post(LIST + "add/", _fields()).status_code == 302
    first = SurveyDefinition.objects.get()
    assert (first.version, first.created_at is not None) == (1, True)

    response = admin.post(f"{LIST}{first.id}/change/", _fields(expiry_days="7"))
    assert response.status_code == 302
    versions = SurveyDefinition.objects.order_by("version").values_list("version", "expiry_days")
    assert list(versions) == [(1, 14), (2, 7)]
    assert SurveyDefinition.objects.current().get().version == 2


def test_saving_without_a_change_makes_no_version(admin: Client) -> None:
    definition = a_survey()
    admin.post(f"{LIST}{definition.id}/change/", _fields())
    assert SurveyDefinition.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"wording": '{"cs": {"subject": "{price}"}}'},
        {"key": "taken"},
        {"window_opens": "21:00:00"},
        {"sampling_rate": "0"},
    ],
)
def test_what_cannot_be_used_is_refused_on_the_form(
    rf: RequestFactory, wrong: dict[str, object]
) -> None:
    a_survey(key="taken")
    request = rf.get(LIST)
    request.user = an_agent(role="admin")
    form = site.get_model_admin(SurveyDefinition).get_form(request)
    assert form(_fields()).is_valid()
    assert not form(_fields(**wrong)).is_valid()


def test_a_survey_is_switched_off_and_never_deleted(rf: RequestFactory) -> None:
    request = rf.get(LIST)
    request.user = an_agent(role="admin")
    assert not site.get_model_admin(SurveyDefinition).has_delete_permission(request)


def test_the_standard_question_is_made_once() -> None:
    first = definitions.create_standard(at=NOW)
    assert definitions.create_standard(at=NOW) == first
    assert (first.instrument, first.quarantine_days, first.expiry_days) == ("ces2", 30, 14)
