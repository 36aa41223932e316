"""The repeat-contact report on D1: the same golden numbers as JSON and as a file."""

import csv
import io
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

from contactcenter.models import ApiKey
from feedback.journeys import upkeep
from feedback.models import JourneyProgress
from tests.feedback.asking import ADDRESS, BACKEND, MARCH, PAGE, api, compute, key
from tests.feedback.d1_tables import Tables
from tests.feedback.golden import DATA, EXPECTED, NOW
from tickets.models import Interaction, Queue

pytestmark = pytest.mark.django_db

VARIANTS = [
    (scope, window)
    for scope in ("same_reason", "any_reason")
    for window in ("24h", "3d", "7d", "14d", "30d")
]

DEFINITION = {
    "unit": "contact: one attempt of the customer to reach us, bursts folded",
    "from": "2025-03-01T00:00:00Z",
    "to": "2025-04-01T00:00:00Z",
    "tz": "UTC",
    "window": "7d",
    "scope": "same_reason",
    "causes": ["resolution", "chase", "access"],
    "burst_seconds": 1800,
    "chat_resume_seconds": 600,
    "short_abandon_seconds": 5,
    "excludes": [
        *("duplicate", "spam", "staff_or_test", "auto_reply", "feedback_reply", "ack"),
        *("short_abandon", "empty_chat", "solicited_turn", "event"),
    ],
    "verification": ["verified", "probable", "claimed"],
    "ruleset": "2025.1",
    "computed_at": "2025-04-01T00:00:00Z",
}
TOTALS = {
    "contacts": 14,
    "customers": 8,
    "issues": 10,
    "contacts_per_issue": 1.4,
    "repeat_contacts": 4,
    "repeat_share": 0.286,
    "by_cause": {"resolution": 1, "chase": 2, "access": 1},
    "repeat_customers": 4,
    "repeat_customers_share": 0.5,
    "by_window": {
        "same_reason": {"24h": 3, "3d": 4, "7d": 4, "14d": 5, "30d": 5},
        "any_reason": {"24h": 3, "3d": 4, "7d": 5, "14d": 6, "30d": 6},
    },
    "recontact_after_resolution": {
        "matured": 9,
        "recontacted": 1,
        "share": 0.111,
        "share_interval": [0.02, 0.435],
        "too_early": 1,
    },
    "returned_within": {"1h": 1, "24h": 1, "3d": 2, "7d": 0, "longer": 0},
    "channel_switches": 3,
    "unidentified_contacts": 0,
    "contacts_without_reason": 0,
}


def test_the_answer_has_the_promised_shape_and_the_golden_numbers(d1: Tables) -> None:
    answer = api(window="7d", scope="same_reason", group_by="reason").json()

    assert answer["definition"] == DEFINITION
    totals = answer["totals"]
    shown = {name: totals[name] for name in totals if "interval" not in name}
    assert shown == TOTALS | {"drill_down": totals["drill_down"]}
    assert totals["repeat_share_interval"] == [0.117, 0.546]
    assert answer["next"] is None


def test_groups_by_reason_hide_shares_of_fewer_than_five(d1: Tables) -> None:
    results = api(group_by="reason").json()["results"]

    rows = [
        {name: row[name] for name in row if name not in {"drill_down", "repeat_share_interval"}}
        for row in results
    ]
    assert rows[:2] == [
        {
            "reason": "delivery",
            "contacts": 6,
            "issues": 4,
            "repeat_contacts": 2,
            "repeat_share": 0.333,
            "channel_switches": 2,
        },
        {
            "reason": "billing",
            "contacts": 4,
            "issues": 3,
            "repeat_contacts": 1,
            "repeat_share": None,
            "channel_switches": 1,
        },
    ]
    assert results[0]["repeat_share_interval"] is not None
    assert results[1]["repeat_share_interval"] is None
    assert {row["reason"] for row in rows} == {"delivery", "billing", "outage", "login", "info"}


def test_every_variant_counts_repeats_issues_and_recontacts(d1: Tables) -> None:
    for scope, window in VARIANTS:
        totals = api(scope=scope, window=window).json()["totals"]
        expected = EXPECTED["repeats"][scope][window]
        followed, matured, share = EXPECTED["recontact_forward"][scope][window]
        recontact = totals["recontact_after_resolution"]

        assert totals["repeat_contacts"] == expected["repeats"]
        assert totals["issues"] == expected["chains"]
        assert (recontact["recontacted"], recontact["matured"]) == (followed, matured)
        assert recontact["share"] == (share and pytest.approx(share / 100, abs=5e-4))


def test_every_way_of_grouping_adds_up(d1: Tables) -> None:
    for group in ("channel", "queue", "week"):
        answer = api(group_by=group).json()

        for name in ("contacts", "issues", "repeat_contacts", "channel_switches"):
            assert sum(row[name] for row in answer["results"]) == answer["totals"][name]
        assert all(row[group] for row in answer["results"])


def test_filters_narrow_every_number(d1: Tables) -> None:
    by_phone = api(channel="phone").json()["totals"]
    by_reason = api(reason="delivery").json()["totals"]
    by_queue = api(queue="technical").json()["totals"]
    by_certainty = api(verification="claimed").json()["totals"]
    by_id = api(reason=d1.reasons["DELIVERY"].id).json()["totals"]

    assert (by_phone["contacts"], by_phone["repeat_contacts"]) == (5, 3)
    assert (by_reason["contacts"], by_reason["repeat_contacts"]) == (6, 2)
    assert by_id == {**by_reason, "drill_down": by_id["drill_down"]}
    assert by_queue["contacts"] == by_certainty["contacts"] == 0
    assert by_queue["repeat_share"] is None


def test_a_reason_includes_those_below_it(d1: Tables) -> None:
    child, parent = d1.reasons["LOGIN"], d1.reasons["INFO"]
    child.parent = parent
    child.save()

    assert api(reason="info").json()["totals"]["contacts"] == 2


def test_a_month_ends_where_it_ends_in_the_zone_of_the_report(d1: Tables) -> None:
    case = DATA["time_cases"][0]
    entry = d1.interactions["h1"]
    Interaction.objects.filter(id=entry.id).update(occurred_at=case["at"], ended_at=None)
    compute()
    april = {"from": "2025-04-01", "to": "2025-05-01"}

    assert api(tz="UTC").json()["totals"]["contacts"] == 14
    assert api(tz=case["zone"]).json()["totals"]["contacts"] == 13
    assert api(**april, tz=case["zone"]).json()["totals"]["contacts"] == 1
    assert api(**april, tz=case["zone"]).json()["definition"]["from"] == "2025-03-31T22:00:00Z"


@pytest.mark.parametrize(
    "wrong",
    [
        {"window": "8d"},
        {"scope": "no_reason"},
        {"group_by": "agent"},
        {"tz": "Europe/Atlantis"},
        {"tz": "../../etc/passwd"},
        {"from": "yesterday"},
        {"from": "9999-12-31"},
        {"from": "2025-04-01"},
        {"to": "2025-03-01T10:00"},
        {"verification": "sworn"},
        {"queue": "a\x00b"},
        {"format": "xls"},
        {"from": "1999-01-01"},
    ],
)
def test_what_cannot_be_used_is_422_and_named(wrong: dict[str, str]) -> None:
    response = api(**wrong)

    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "validation"
    assert response.json()["errors"]


def test_a_filter_that_does_not_exist_is_400(d1: Tables) -> None:
    response = api(agent="anna")

    assert response.status_code == 400
    assert response.json()["errors"][0]["code"] == "unknown_filter"


def test_only_who_may_read_reports_reads_them(d1: Tables) -> None:
    pbx = ApiKey.issue(name="PBX", scopes=["calls:write"])
    refused = Client().get(ADDRESS, headers={"authorization": f"Bearer {pbx.text}"})
    agent = Client()
    agent.force_login(d1.agents["anna"], BACKEND)

    assert refused.status_code == 403
    assert Client().get(ADDRESS).status_code == 401
    assert agent.get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302


def test_a_key_bound_to_a_queue_or_channel_counts_only_there(d1: Tables) -> None:
    bound = ApiKey.issue(name="One", scopes=["reports:read"], channel=d1.channels["phone"])
    elsewhere = ApiKey.issue(name="Two", scopes=["reports:read"])
    elsewhere.key.queues.add(Queue.objects.get(key="technical"))

    def contacts(text: str) -> int:
        response = Client().get(ADDRESS, MARCH, headers={"authorization": f"Bearer {text}"})
        found: int = response.json()["totals"]["contacts"]
        return found

    assert contacts(bound.text) == 5
    assert contacts(elsewhere.text) == 0


def test_the_file_says_the_same_and_runs_nothing(d1: Tables) -> None:
    reason = d1.reasons["LOGIN"]
    reason.key = "=login"
    reason.save()

    response = api(group_by="reason", format="csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert response["Content-Type"].startswith("text/csv")
    total = rows[0]
    assert (total["reason"], total["contacts"], total["repeat_contacts"]) == ("total", "14", "4")
    assert (total["repeat_share"], total["channel_switches"]) == ("0.286", "3")
    assert (rows[1]["reason"], rows[1]["repeat_share"]) == ("delivery", "0.333")
    assert (rows[2]["reason"], rows[2]["repeat_share"]) == ("billing", "")
    assert "'=login" in {row["reason"] for row in rows}
    assert {row["window"] for row in rows} == {"7d"}


def test_every_number_leads_to_the_contacts_behind_it(d1: Tables) -> None:
    headers = key()
    group = api(group_by="reason").json()["results"][0]

    listed = Client().get(group["drill_down"], headers=headers).json()["results"]
    repeats = Client().get(f"{group['drill_down']}&only=repeats", headers=headers).json()
    chases = Client().get(f"{ADDRESS}contacts/?{urlencode(MARCH)}&cause=chase", headers=headers)

    assert len(listed) == group["contacts"]
    assert [d1.name_of(row["interaction"]) for row in repeats["results"]] == ["e3", "a6"]
    a6 = repeats["results"][1]
    assert (a6["cause"], d1.name_of(a6["trigger"]), a6["gap_seconds"], a6["position"]) == (
        "resolution",
        "a1",
        248400,
        2,
    )
    assert [d1.name_of(row["interaction"]) for row in chases.json()["results"]] == ["k2", "e3"]


def test_the_list_goes_page_by_page_without_gap_or_repeat(d1: Tables) -> None:
    headers = key()
    address: str | None = f"{ADDRESS}contacts/?{urlencode(MARCH)}&limit=4"
    found: list[str] = []
    while address:
        answer = Client().get(address, headers=headers).json()
        found += [d1.name_of(row["interaction"]) for row in answer["results"]]
        address = answer["next"]

    assert found == EXPECTED["contacts"]["ids"][::-1]


@pytest.mark.parametrize(
    "wrong",
    [
        "limit=0",
        "limit=x",
        "limit=201",
        "cursor=x",
        "cause=bad+luck",
        "only=first",
        "group_by=week&group=soon",
        "group_by=week&group=",
        "group_by=reason&group=%00",
    ],
)
def test_a_list_that_cannot_be_asked_for_is_422(wrong: str) -> None:
    headers = key()

    assert Client().get(f"{ADDRESS}contacts/?{wrong}", headers=headers).status_code == 422


def test_the_moment_of_the_last_reading_is_printed(d1: Tables) -> None:
    JourneyProgress.objects.filter(source="interaction").update(read_at=NOW - timedelta(hours=1))

    assert upkeep.computed_at() == NOW - timedelta(hours=1)
    assert api().json()["definition"]["computed_at"] == "2025-03-31T23:00:00Z"
