"""An exported ledger with a head and a key, made with nothing of Perpetua."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from entrypoints.offline.verify_export import Verdict, linked, verified, written

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
POSITIONS = (1, 2, 3, 5, 6, 9)


@dataclass(frozen=True)
class Export:
    """`lines` end at the head, unless more come behind it."""

    lines: list[bytes]
    head: dict[str, Any]
    key: Ed25519PublicKey = field(default_factory=KEY.public_key)

    def verified(self) -> Verdict:
        return verified(self.lines, self.head, self.key)


def export(*, upto: int = 9) -> Export:
    """Six events, the head at that of position `upto`."""
    lines, events, link = [], 0, bytes(32)
    for position in POSITIONS:
        event: dict[str, Any] = {
            "position": position,
            "stream": f"{position:032x}",
            "version": 1,
            "topic": "asset.renamed.v1",
            "state": f'{{"m":{{"reason":"λ \udcff {position}"}}}}',
        }
        link = linked(link, event)
        lines.append(written({**event, "hash": link.hex()}))
        events += position <= upto
    said = json.loads(lines[events - 1])
    return Export(lines, signed(said["position"], said["hash"], events))


def signed(position: int, link: str, events: int) -> dict[str, Any]:
    time = "2026-03-01T12:00:00Z"
    words = ["perpetua ledger head v1", f"position {position}", f"hash {link}", f"events {events}"]
    statement = "".join(f"{line}\n" for line in (*words, f"time {time}"))
    signature = KEY.sign(statement.encode()).hex()
    facts = {"position": position, "hash": link, "events": events, "time": time}
    return {**facts, "signature": signature}
