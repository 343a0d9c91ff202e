"""Refreshing several assets, each with its own result (B12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application.asset.refresh_asset import RefreshAsset, Refreshed
from application.ports.rows import Page
from core.kernel.errors import Refused
from entrypoints.cli import naming
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import Problem
from entrypoints.refusals import DONE, exit_status


@dataclass(frozen=True)
class RefreshResult:
    """What one asset's refresh found, or why it was refused."""

    asset: str
    refreshed: Refreshed | None
    refused: Problem | None


def refreshed(desk: Desk, assets: Sequence[str]) -> tuple[Page[RefreshResult], int]:
    """Every result with the most serious exit status; one refusal does not stop the others."""
    results: list[RefreshResult] = []
    status = DONE
    for text in assets:
        try:
            found = desk.send(RefreshAsset(asset_id=naming.record_id("asset", text)))
            results.append(RefreshResult(text, found, None))
        except Refused as refused:
            results.append(RefreshResult(text, None, Problem.of(refused)))
            status = max(status, exit_status(refused))
        desk.progress.advance("Refreshing", done=len(results), total=len(assets))
    return Page(tuple(results), next=None), status
