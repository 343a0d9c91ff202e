"""A simulated Microsoft for all, and a furnished data folder for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.entrypoints.cli import cast
from tests.entrypoints.cli.microsoft import settle, simulated_microsoft
from tests.entrypoints.cli.terminal import Terminal
from tests.support.homes import vouch_for


@pytest.fixture(scope="session")
def microsoft(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The simulator as a process of its own; the client reaches its controls."""
    with simulated_microsoft(tmp_path_factory.mktemp("microsoft")) as client:
        yield client


@pytest.fixture(scope="session")
def furnished(microsoft: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> cast.Furnished:
    """The folder of which each test gets a copy."""
    folder = tmp_path_factory.mktemp("furnished")
    with pytest.MonkeyPatch.context() as patch:
        settle(patch, folder, microsoft)
        return cast.enter(Terminal(), folder)


@pytest.fixture
def empty(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, microsoft: httpx.Client
) -> Iterator[Terminal]:
    """A terminal on a folder in which nothing is yet."""
    settle(monkeypatch, tmp_path / "data", microsoft)
    yield Terminal()
    microsoft.delete("/_simulator/faults")


@pytest.fixture
def perpetua(empty: Terminal, furnished: cast.Furnished, tmp_path: Path) -> Terminal:
    """A terminal on a furnished folder."""
    shutil.copytree(furnished.folder, tmp_path / "data")
    vouch_for(tmp_path / "data")
    return empty


@pytest.fixture
def copied(empty: Terminal, furnished: cast.Furnished, tmp_path: Path) -> Terminal:
    """A terminal on a copy of a furnished folder that nobody vouched for."""
    shutil.copytree(furnished.folder, tmp_path / "data")
    return empty


@pytest.fixture
def untouched(
    monkeypatch: pytest.MonkeyPatch, microsoft: httpx.Client, furnished: cast.Furnished
) -> Terminal:
    """A terminal on the folder that all tests share, for those that only look."""
    settle(monkeypatch, furnished.folder, microsoft)
    return Terminal()


@pytest.fixture
def fault(microsoft: httpx.Client) -> cast.Fault:
    """Order a fault that strikes the next checkout."""

    def order(name: str, **options: Any) -> None:
        answer = microsoft.post("/_simulator/faults", json={"fault": name, **options})
        assert answer.is_success, answer.text

    return order
