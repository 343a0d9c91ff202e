"""What an asset's decisions go by: more than the record that people see (B6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from application.ports.ledger import Recorded
from core.asset.asset import Asset
from core.asset.facts import AssetFacts

_SHOWN_ELSEWHERE = frozenset({"details", "name", "custom_fields"})
_INSIDE = [name for name in AssetFacts.__annotations__ if name not in _SHOWN_ELSEWHERE]


def insides(story: Iterable[Recorded]) -> Iterator[Mapping[str, Any]]:
    """The state after each event of an asset, with the step that provisioning stands before."""
    asset: Any = None
    for each in story:
        asset = each.event.mutate(asset)
        yield {"next_step": step_of(asset), **{name: getattr(asset, name) for name in _INSIDE}}


def step_of(asset: Asset) -> str:
    """`check-out`, or `nothing`."""
    return asset.next_step.name.lower().replace("_", "-")
