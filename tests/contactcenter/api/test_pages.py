"""Lists page by page: every row once, whatever arrives meanwhile."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.api import Caller, a_key
from tests.support.world import NOW, a_channel, received

pytestmark = pytest.mark.django_db


def walk(caller: Caller, path: str, link: str = "next") -> list[list[str]]:
    """Ids page by page, following the links to the end."""
    pages = []
    where: str | None = path
    while where is not None:
        answer = caller.get(where).json()
        pages.append([row["id"] for row in answer["results"]])
        where = answer[link]
    return pages


def test_pages_meet_without_gap_or_repeat_when_times_are_equal() -> None:
    channel = a_channel()
    for number in range(11):
        received(channel, f"c{number}@example.cz", occurred_at=NOW)
    caller = a_key()

    pages = walk(caller, "interactions/?limit=3")
    assert [len(page) for page in pages] == [3, 3, 3, 2]
    flat = [row for page in pages for row in page]
    assert flat == sorted(set(flat), reverse=True)


def test_rows_that_arrive_while_one_reads_disturb_nothing() -> None:
    channel = a_channel()
    before = [
        received(channel, f"c{number}@example.cz", occurred_at=NOW - timedelta(hours=number))
        for number in range(6)
    ]
    caller = a_key()
    first = caller.get("interactions/?limit=2").json()
    new = received(channel, "new@example.cz", occurred_at=NOW + timedelta(hours=1))
    late = received(channel, "late@example.cz", occurred_at=NOW - timedelta(minutes=90))
    rest = walk(caller, first["next"])

    seen = [row["id"] for row in first["results"]] + [row for page in rest for row in page]
    assert new.interaction_id not in seen
    assert set(seen) == {receipt.interaction_id for receipt in [*before, late]}
    assert len(seen) == len(set(seen))


def test_one_can_go_back_to_where_one_came_from() -> None:
    channel = a_channel()
    for number in range(7):
        received(channel, f"c{number}@example.cz")
    caller = a_key()
    forward = walk(caller, "tickets/?limit=3")

    second = caller.get(caller.get("tickets/?limit=3").json()["next"]).json()
    third = caller.get(second["next"]).json()
    assert third["next"] is None
    back = caller.get(third["previous"]).json()
    assert [row["id"] for row in back["results"]] == forward[1]
    start = caller.get(back["previous"]).json()
    assert [row["id"] for row in start["results"]] == forward[0]
    assert start["previous"] is None


def test_filters_and_limit_stay_in_the_links() -> None:
    channel = a_channel()
    for number in range(3):
        received(channel, f"c{number}@example.cz")
    link = a_key().get("tickets/?limit=1&status=new,open").json()["next"]

    asked = parse_qs(urlsplit(link).query)
    assert asked["limit"] == ["1"]
    assert asked["status"] == ["new,open"]
    assert link.startswith("/api/v1/tickets/?")


@pytest.mark.parametrize("limit", ["0", "-1", "201", "1e9", "10000000000", "x", "", "٣", "1.0"])
def test_a_limit_that_is_none_is_refused(limit: str) -> None:
    response = a_key().get(f"tickets/?limit={limit}")

    assert (response.status_code, response.json()["code"]) == (400, "malformed")


def test_a_cursor_belongs_to_its_list_and_order() -> None:
    channel = a_channel()
    for number in range(3):
        received(channel, f"c{number}@example.cz")
    caller = a_key()
    link = caller.get("tickets/?limit=1").json()["next"]
    cursor = parse_qs(urlsplit(link).query)["cursor"][0]

    for path in (f"tickets/?order=due_at&cursor={cursor}", f"interactions/?cursor={cursor}"):
        assert caller.get(path).status_code == 400
    assert caller.get(f"tickets/?cursor={cursor[:-1]}").status_code == 400


@pytest.mark.django_db(transaction=True)
@given(text=st.text(max_size=80))
@settings(max_examples=40, deadline=None)
def test_a_forged_cursor_is_never_more_than_a_refusal(text: str) -> None:
    caller = a_key()
    response = caller.client.get("/api/v1/tickets/", {"cursor": text}, headers=caller.headers)

    assert response.status_code == 400


@pytest.mark.parametrize("order", ["-updated_at", "due_at", "priority"])
def test_every_order_is_total(order: str) -> None:
    channel = a_channel()
    for number in range(5):
        received(channel, f"c{number}@example.cz")
    pages = walk(a_key(), f"tickets/?limit=2&order={order}")

    flat = [row for page in pages for row in page]
    assert len(flat) == len(set(flat)) == 5


def test_the_order_of_recording_leaves_nothing_out() -> None:
    channel = a_channel()
    receipts = [received(channel, f"c{number}@example.cz") for number in range(4)]
    # Rows of this very transaction may still be taken back, so they are not shown yet.
    assert walk(a_key(), "interactions/?seq_after=0") == [[]]
    assert [receipt.seq for receipt in receipts] == sorted(receipt.seq for receipt in receipts)


@pytest.mark.django_db(transaction=True)
def test_a_reader_that_follows_the_order_of_recording_gets_each_entry_once() -> None:
    channel = a_channel()
    receipts = [received(channel, f"c{number}@example.cz") for number in range(4)]
    caller = a_key()
    seen: list[int] = []
    while True:
        after = seen[-1] if seen else receipts[0].seq - 1
        rows = caller.get(f"interactions/?seq_after={after}&limit=2").json()["results"]
        if not rows:
            break
        seen += [row["seq"] for row in rows]

    assert seen == [receipt.seq for receipt in receipts]
