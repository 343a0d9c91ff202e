"""Confirmations of Get Services Definition: several at a time, sent twice, or come too late."""

from __future__ import annotations

from http import HTTPStatus

from playwright.sync_api import expect

from tests.browser.catalogue import awaited, begun_preview, run_states
from tests.browser.conftest import Visit
from tests.browser.shop import Shop
from tests.browser.signed_in import signed_in, slip_of
from tests.entrypoints.http.shop import new_instance, new_key


def test_two_instances_run_at_the_same_time(shop: Shop) -> None:
    """S33, D22."""
    both = [new_instance(shop.api), new_instance(shop.api)]
    with signed_in(shop) as client:
        seen = [(each, awaited(client, begun_preview(client, each))) for each in both]
        confirmed = [
            client.post(
                str(shown.url.path),
                data={
                    "slip": slip_of(client, shown.url.path),
                    "confirmed": shown.text.split('name="confirmed" value="')[1].split('"')[0],
                },
            ).headers["Location"]
            for _, shown in seen
        ]
        ended = [awaited(client, address).headers["Location"] for address in confirmed]
    assert [run_states(shop, each) for each in both] == [["applied"], ["applied"]]
    assert [each in address for each, address in zip(both, ended, strict=True)] == [True, True]


def test_a_confirmation_that_is_sent_twice_runs_once(shop: Shop) -> None:
    """D22: a double click is one command."""
    instance = new_instance(shop.api)
    with signed_in(shop) as client:
        shown = awaited(client, begun_preview(client, instance))
        form = {
            "slip": slip_of(client, shown.url.path),
            "confirmed": shown.text.split('name="confirmed" value="')[1].split('"')[0],
        }
        first, second = (client.post(shown.url.path, data=form) for _ in range(2))
        assert first.headers["Location"] == second.headers["Location"]
        ended = awaited(client, first.headers["Location"])
    assert ended.status_code == HTTPStatus.SEE_OTHER
    assert run_states(shop, instance) == ["applied"]


def test_a_preview_that_is_not_known_any_more_leads_to_the_run_log(
    shop: Shop, visit: Visit
) -> None:
    """S80."""
    page = visit(f"/bss/instances/{shop.ids['instance']}/definition/{new_key()}")
    expect(page.get_by_role("heading", name="Run log of Main")).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("not known here any more")


def test_a_page_that_watches_leaves_for_the_run_log_when_its_work_is_not_known_any_more(
    shop: Shop,
) -> None:
    """S80: the process was started again meanwhile."""
    instance = f"/bss/instances/{shop.ids['instance']}"
    with signed_in(shop) as client:
        answer = client.get(f"{instance}/definition/{new_key()}", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == f"{instance}/runs"
