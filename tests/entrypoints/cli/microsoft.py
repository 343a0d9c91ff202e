"""The simulator as a program of its own, for terminals to ask."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from entrypoints.simulator.login.credentials import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN

AT_ONCE = {"completion_seconds": 0, "export_seconds": 0, "export_retry_after_seconds": 0}
"""Settings of a Microsoft for which nobody waits."""


@contextmanager
def simulated_microsoft(folder: Path) -> Iterator[httpx.Client]:
    """The client reaches its controls."""
    state = folder / "state.sqlite"
    serve = [sys.executable, "-m", "entrypoints.simulator", "serve", "--state", str(state)]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().rpartition(" ")[2].strip()
            with httpx.Client(base_url=address, timeout=10) as client:
                client.patch("/_simulator/settings", json=AT_ONCE).raise_for_status()
                yield client
        finally:
            process.terminate()


def settle(patch: pytest.MonkeyPatch, folder: Path, microsoft: httpx.Client) -> None:
    """Settings of the process, as a person would set them; the terminal is 80 wide."""
    patch.setenv("COLUMNS", "80")
    patch.setenv("PERPETUA_DATA_DIR", str(folder))
    for host in ("LOGIN", "PARTNER_CENTER", "PARTNER_API", "GRAPH"):
        patch.setenv(f"PERPETUA_{host}_URL", str(microsoft.base_url))
    patch.setenv("PERPETUA_PARTNER_CENTER_CLIENT_ID", CLIENT_ID)
    patch.setenv("PERPETUA_PARTNER_CENTER_CLIENT_SECRET", CLIENT_SECRET)
    patch.setenv("PERPETUA_PARTNER_CENTER_REFRESH_TOKEN", REFRESH_TOKEN)
