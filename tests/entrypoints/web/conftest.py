"""Pages of a Perpetua without data, and somebody's program that asks for them."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from entrypoints.bootstrap import upgrade_schema
from entrypoints.settings import Settings
from tests.entrypoints.http.served import Api, served


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("pages"), partner_center_url="http://[::1]"
    )
    upgrade_schema(settings)
    with served(settings) as api:
        yield api


@pytest.fixture
def nobody(pages: Api) -> Iterator[httpx.Client]:
    """A browser without a session; redirects are not followed."""
    with httpx.Client(base_url=pages.http.base_url, timeout=20) as client:
        yield client


@pytest.fixture
def operator(nobody: httpx.Client) -> httpx.Client:
    nobody.post("/sign-in", data={"who": "operator:maria"})
    return nobody
