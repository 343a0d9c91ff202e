"""A read model that stands still names the event that it cannot take (B7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect

from application.ports.projections import (
    EventNotProjected,
    ProjectionControl,
    ProjectionState,
    ProjectionStatus,
    Stop,
)
from application.projections.history import HISTORY
from entrypoints.bootstrap import upgrade_schema
from entrypoints.settings import Settings
from tests.browser.shop import AUDITOR, Shop
from tests.browser.test_every_page import violations
from tests.browser.visiting import visiting
from tests.entrypoints.http.served import done, served

_STOP = Stop(1, "organisation.founded.v1", UUID(int=1), "It has no name.")


class Stopped:
    """One read model stands still, until its fold is mended."""

    def __init__(self) -> None:
        self.is_mended = False

    def status(self, *, counting: bool = True) -> tuple[ProjectionStatus, ...]:
        live = ProjectionStatus(
            HISTORY.name, HISTORY.version, 1, True, ProjectionState.LIVE, 4, 0, None, 4, None
        )
        stopped = replace(
            live, name="bss_assets", state=ProjectionState.STOPPED, position=0, lag=4, error=_STOP
        )
        return (live,) if self.is_mended else (live, stopped)

    def retry(self, name: str) -> None:
        if not self.is_mended:
            raise EventNotProjected(_STOP, name=name)


@pytest.fixture
def control() -> Stopped:
    return Stopped()


@pytest.fixture
def own(control: Stopped, tmp_path: Path) -> Iterator[Shop]:
    settings = Settings(data_dir=tmp_path, partner_center_url="http://[::1]")
    upgrade_schema(settings)
    with served(settings, {ProjectionControl: control}) as api:
        done(api.patch("/organisation", {"name": "Demo", "currencies": ["EUR"]}))
        yield Shop(api, {})


def test_an_engineer_sees_why_it_stopped_and_lets_it_try_again(
    browser: Browser, own: Shop, control: Stopped
) -> None:
    with visiting(browser, own, "engineer:niko") as page:
        page.goto("/audit/projections")
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("bss_assets stands still at position 0")
        expect(alert.get_by_role("link", name="#1")).to_have_attribute("href", "/audit/events/1")
        expect(page.get_by_role("row").nth(1)).to_contain_text("stopped")
        assert violations(page) == ""
        page.get_by_role("button", name="Try again").click()
        expect(alert.first).to_contain_text("Mend the fold")
        control.is_mended = True
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_role("status")).to_have_text("bss_assets goes on.")
        expect(alert).to_have_count(0)


def test_an_auditor_only_looks(browser: Browser, own: Shop) -> None:
    with visiting(browser, own, AUDITOR) as page:
        page.goto("/audit/projections")
        page.get_by_role("alert").get_by_role("link", name="#1").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Event #1")
        page.go_back()
        expect(page.get_by_role("button", name="Try again")).to_have_count(0)
