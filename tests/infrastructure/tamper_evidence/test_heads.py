"""Heads are signed with a key of this installation, kept, and checked by anybody (B4)."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_public_key,
)

from application.ports.heads import Head, SigningKeyUnusable
from application.ports.ledger_chain import ChainPoint
from core.kernel.errors import Invalid
from infrastructure.database.database import Database
from infrastructure.tamper_evidence.heads import SqlHeads
from infrastructure.tamper_evidence.key_file import KeyFile

NOON = datetime(2026, 3, 1, 12, 0, 0, 987654, tzinfo=UTC)
POINT = ChainPoint(7, "ab" * 32, 6)


@pytest.fixture
def key(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "data" / "signing-key.pem")


def test_b4_the_signed_words_are_frozen(key: KeyFile) -> None:
    assert key.sign(POINT, NOON).statement == (
        b"perpetua ledger head v1\n"
        b"position 7\n"
        b"hash abababababababababababababababababababababababababababababababab\n"
        b"events 6\n"
        b"time 2026-03-01T12:00:00Z\n"
    )


def test_b4_a_head_is_genuine_and_none_of_its_facts_can_be_another(key: KeyFile) -> None:
    head = key.sign(POINT, NOON)
    assert key.is_genuine(head)
    assert KeyFile(Path("elsewhere")).is_genuine(head)
    for changed in (
        replace(head, position=8),
        replace(head, hash="ac" + head.hash[2:]),
        replace(head, events=7),
        replace(head, time=head.time + timedelta(seconds=1)),
        replace(head, signature="00" * 64),
        replace(head, signature="no signature"),
        replace(head, public_key=KeyFile(Path(f"{key._file}2")).sign(POINT, NOON).public_key),
    ):
        assert not key.is_genuine(changed)


def test_b4_the_key_is_made_once_for_its_owner_alone(key: KeyFile, tmp_path: Path) -> None:
    assert (key.public_key(), key.public_pem()) == (None, None)
    assert list(tmp_path.iterdir()) == []
    with ThreadPoolExecutor() as pool:
        heads = list(pool.map(lambda _: key.sign(POINT, NOON), range(20)))
    [file] = (tmp_path / "data").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {head.public_key for head in heads} == {key.public_key()}
    pem = key.public_pem() or ""
    load_pem_public_key(pem.encode())
    assert "PRIVATE" not in pem


@pytest.mark.parametrize("content", [b"", b"no key", "another kind"])
def test_b4_a_key_that_cannot_be_used_is_never_replaced(
    key: KeyFile, tmp_path: Path, content: bytes | str
) -> None:
    file = tmp_path / "data" / "signing-key.pem"
    file.parent.mkdir()
    pkcs8 = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    other = generate_private_key(SECP256R1()).private_bytes(*pkcs8)
    file.write_bytes(content if isinstance(content, bytes) else other)
    before = file.read_bytes()
    with pytest.raises(SigningKeyUnusable, match=r"signing-key\.pem"):
        key.sign(POINT, NOON)
    assert file.read_bytes() == before


def test_b4_heads_are_kept_once_and_listed_newest_first(database: Database, key: KeyFile) -> None:
    heads = SqlHeads(database)
    assert heads.latest() is None
    signed = [
        key.sign(replace(POINT, position=10 - day), NOON + timedelta(days=day)) for day in range(5)
    ]
    for head in (*signed, signed[0]):
        heads.keep(head)
    assert heads.latest() == signed[-1]
    assert list(heads.by_position()) == signed[::-1]
    assert _paged(heads) == signed[::-1]
    with pytest.raises(Invalid, match="no cursor"):
        heads.page("x", 2)


def _paged(heads: SqlHeads) -> list[Head]:
    found: list[Head] = []
    page = heads.page(None, 2)
    while page.next:
        found += page.items
        page = heads.page(page.next, 2)
    return [*found, *page.items]
