"""The container of the program: tests of use cases make their handlers without it."""

from pathlib import Path
from typing import Any

import pytest

from application.ports.heads import Heads, HeadSigner
from application.ports.ledger_chain import LedgerChain
from application.use_cases import HANDLERS
from entrypoints.wiring import wired
from infrastructure.database.database import Database
from infrastructure.tamper_evidence.chain import SqlLedgerChain
from infrastructure.tamper_evidence.heads import SqlHeads
from infrastructure.tamper_evidence.key_file import KeyFile
from tests.support.fakes_shop import Shop
from tests.support.wiring import Wiring


@pytest.mark.parametrize("message", HANDLERS, ids=lambda message: message.__name__)
def test_the_container_makes_the_handler_of_every_message(message: type, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/perpetua.db")
    adapters: dict[type[Any], Any] = {
        **Shop().adapters,
        LedgerChain: SqlLedgerChain(database),
        Heads: SqlHeads(database),
        HeadSigner: KeyFile(tmp_path / "signing-key.pem"),
    }
    made = wired(adapters).resolve(HANDLERS[message])
    alike = Wiring(adapters).resolve(HANDLERS[message])
    assert {name: type(part) for name, part in vars(made).items()} == {
        name: type(part) for name, part in vars(alike).items()
    }
