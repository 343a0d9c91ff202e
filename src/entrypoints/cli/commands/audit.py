"""perpetua audit: proofs from the ledger alone (B3)."""

from __future__ import annotations

import typer

from application.queries.prove_purchases import ProvePurchases
from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk
from entrypoints.cli.views import operations as views
from entrypoints.refusals import BROKEN, DONE

app = typer.Typer()


@app.command("prove-purchases")
@reading
def prove_purchases(desk: Desk) -> None:
    """Prove that no licence was bought twice; exit status 4 names the pair that contradicts.

    Example: perpetua audit prove-purchases --as auditor:eva
    """
    proof = desk.ask(ProvePurchases())
    desk.show(proof, views.proof)
    raise typer.Exit(DONE if proof.ok else BROKEN)
