#!/usr/bin/env python3
"""Verifies an exported ledger of Perpetua against a signed head: python verify_export.py --help

It needs this file, Python 3.11 and the package `cryptography`, and nothing of Perpetua.

An export has a line of JSON per event: position, stream, version, topic, state, hash. The hash of
each is SHA-256 over the hash before it (32 zero bytes before the first) and, each behind its length
(four bytes, big-endian), position (eight bytes, big-endian), stream, version (eight bytes,
big-endian), topic and state, in UTF-8. A field that is null has the length ffffffff and no bytes.
A head says what the hash at a position was, and is signed with Ed25519.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

GENUINE, UNUSABLE, BROKEN = 0, 2, 4
"""Exit statuses: all is well, a file cannot be used, the evidence contradicts."""
FIELDS = ("position", "stream", "version", "topic", "state")
_STATEMENT = (
    "perpetua ledger head v1\nposition {position}\nhash {hash}\nevents {events}\ntime {time}\n"
)


class Unusable(Exception):
    """A file is missing, or is not what it should be."""


@dataclass(frozen=True)
class Verdict:
    """`events` up to the head; `behind_head`: lines that the head is too old to vouch for."""

    events: int
    behind_head: int
    head: dict[str, Any]
    ok: bool
    first_bad_position: int | None
    problem: str | None


def verified(lines: Iterable[bytes], head: dict[str, Any], key: Ed25519PublicKey) -> Verdict:
    """Whether the head is genuine, and every line up to its position is what it vouches for."""
    chain = Chain()
    try:
        require_genuine(head, key)
        for line in lines:
            chain.add(line, head)
        chain.require_reached(head)
    except Contradiction as found:
        return Verdict(chain.events, chain.behind, head, False, found.position, found.problem)
    return Verdict(chain.events, chain.behind, head, True, None, None)


class Contradiction(Exception):
    """The evidence disagrees with itself, from a position on where one can be named."""

    def __init__(self, position: int | None, problem: str) -> None:
        super().__init__(problem)
        self.position = position
        self.problem = problem


class Chain:
    """The lines so far."""

    def __init__(self) -> None:
        self.position = self.events = self.behind = 0
        self.first: int | None = None
        self.hash = bytes(32)

    def add(self, line: bytes, head: dict[str, Any]) -> None:
        event = self._read(line)
        position = event["position"]
        if position <= self.position:
            raise Contradiction(position, f"Position {position} follows {self.position}.")
        if position > head["position"]:
            self._require_head(head)
            self.behind += 1
        else:
            self.events += 1
        self.first = position if self.first is None else self.first
        self.position, self.hash = position, linked(self.hash, event)
        if event["hash"] != self.hash.hex():
            raise Contradiction(position, f"Position {position} does not follow those before it.")

    def require_reached(self, head: dict[str, Any]) -> None:
        """The export does not end before its head."""
        if self.position < head["position"]:
            missing = f"The export ends at position {self.position}, before its head."
            raise Contradiction(self.position + 1, missing)
        self._require_head(head)

    def _require_head(self, head: dict[str, Any]) -> None:
        """Where the head's position was just passed, its hash must have been met."""
        if self.behind:
            return
        facts = (self.position, self.hash.hex(), self.events)
        if facts != (head["position"], head["hash"], head["events"]):
            problem = f"Its lines agree, but not with the head at position {head['position']}."
            raise Contradiction(self.first or head["position"], problem)

    def _read(self, line: bytes) -> dict[str, Any]:
        """The event of a line that is written exactly as an export writes it."""
        event: dict[str, Any] = {}
        try:
            event = json.loads(line)
            is_event = is_exact(event) and written(event) == line
        except (ValueError, TypeError, RecursionError):
            is_event = False
        if not is_event:
            number = self.events + self.behind + 1
            raise Contradiction(self.position + 1, f"Line {number} is no line of an export.")
        return event


def is_exact(event: dict[str, Any]) -> bool:
    """Whether it has the fields of an event, and no other text would stand for the same bytes."""
    texts = ("stream", "topic", "state", "hash")
    return (
        [*event] == [*FIELDS, "hash"]
        and _is_number(event["position"])
        and (event["version"] is None or _is_number(event["version"]))
        and all(event[name] is None or _is_text(event[name]) for name in texts)
    )


def _is_number(value: object) -> bool:
    return type(value) is int and abs(value) < 2**63


def _is_text(value: object) -> bool:
    if not isinstance(value, str):
        return False
    stored = value.encode("utf-8", "surrogateescape")
    return stored.decode("utf-8", "surrogateescape") == value


def written(event: dict[str, Any]) -> bytes:
    """The line of an event."""
    return json.dumps(event, separators=(",", ":")).encode() + b"\n"


def linked(previous: bytes, event: dict[str, Any]) -> bytes:
    """The hash of an event that follows another one."""
    found = hashlib.sha256(previous)
    for field in FIELDS:
        stored = _bytes(event[field])
        found.update(b"\xff\xff\xff\xff" if stored is None else len(stored).to_bytes(4, "big"))
        found.update(stored or b"")
    return found.digest()


def _bytes(value: int | str | None) -> bytes | None:
    if isinstance(value, int):
        return value.to_bytes(8, "big", signed=True)
    return value if value is None else value.encode("utf-8", "surrogateescape")


def require_genuine(head: dict[str, Any], key: Ed25519PublicKey) -> None:
    """
    Raises:
        Contradiction: the key did not sign what the head says.
    """
    try:
        key.verify(bytes.fromhex(head["signature"]), _STATEMENT.format(**head).encode())
    except (InvalidSignature, ValueError):
        raise Contradiction(None, "The public key did not sign this head.") from None


def head_of(content: bytes) -> dict[str, Any]:
    """
    Raises:
        Unusable: it is no head.
    """
    kinds = {"position": int, "events": int, "hash": str, "time": str, "signature": str}
    try:
        said = json.loads(content)
        head = {name: said[name] for name, kind in kinds.items() if type(said[name]) is kind}
    except (ValueError, TypeError, KeyError, RecursionError):
        head = {}
    if not head.keys() == kinds.keys():
        raise Unusable("The head is no head: perpetua audit head --to head.json")
    return head


def key_of(content: bytes) -> Ed25519PublicKey:
    """A public key as PEM.

    Raises:
        Unusable: it is none, or of another kind.
    """
    try:
        key = load_pem_public_key(content)
    except Exception:
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise Unusable("The public key is no Ed25519 key (PEM): perpetua audit public-key")
    return key


def verified_files(export: Path, head: Path, public_key: Path) -> Verdict:
    """Reads a line at a time, whatever the length of the export.

    Raises:
        Unusable: one of the files is missing, or is not what it should be.
    """
    try:
        signed, key = head_of(head.read_bytes()), key_of(public_key.read_bytes())
        with export.open("rb") as lines:
            return verified(lines, signed, key)
    except OSError as missing:
        raise Unusable(f"{missing.filename} cannot be read: {missing.strerror}") from missing


def said(verdict: Verdict) -> str:
    """The verdict in words."""
    head = f"the head signed at {verdict.head['time']}"
    if not verdict.ok:
        where = f" First bad position: {verdict.first_bad_position}."
        return f"BROKEN: {verdict.problem}" + (where if verdict.first_bad_position else "")
    behind = f" {verdict.behind_head} later events have no head yet." if verdict.behind_head else ""
    return f"Genuine: {verdict.events} events are what {head} vouches for.{behind}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Verifies an exported ledger of Perpetua.")
    parser.add_argument("export", type=Path, help="JSON Lines, as perpetua audit export writes")
    parser.add_argument("--head", type=Path, required=True, help="a signed head, kept elsewhere")
    parser.add_argument("--public-key", type=Path, required=True, help="PEM, got by another way")
    parser.add_argument("--json", action="store_true", help="the verdict as JSON")
    asked = parser.parse_args(arguments)
    try:
        verdict = verified_files(asked.export, asked.head, asked.public_key)
    except Unusable as fault:
        sys.stderr.write(f"{fault}\n")
        return UNUSABLE
    sys.stdout.write(f"{json.dumps(asdict(verdict)) if asked.json else said(verdict)}\n")
    return GENUINE if verdict.ok else BROKEN


if __name__ == "__main__":
    sys.exit(main())
