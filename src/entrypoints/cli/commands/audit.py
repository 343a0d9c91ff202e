"""perpetua audit: proofs from the ledger, and against Microsoft's own orders (B3)."""

from __future__ import annotations

from typing import Annotated

import typer

from application.queries.prove_purchases import ProvePurchases
from application.queries.prove_purchases_at_vendor import ProvePurchasesAtVendor
from entrypoints.cli.answering import reading
from entrypoints.cli.desk import Desk
from entrypoints.cli.views import operations as views
from entrypoints.refusals import BROKEN, DONE

app = typer.Typer()


@app.command("prove-purchases")
@reading
def prove_purchases(
    desk: Desk,
    with_vendor: Annotated[
        bool, typer.Option("--with-vendor", help="Against every order at Microsoft as well.")
    ] = False,
) -> None:
    """Prove that no licence was bought twice; exit status 4 names the pair that contradicts.

    Exit status 3: not every customer could be read at Microsoft, so nothing is proved. What a
    reconciliation accepted is still there at Microsoft, and so still breaks the proof.

    Example: perpetua audit prove-purchases --as auditor:eva

    Example: perpetua audit prove-purchases --with-vendor
    """
    proof = desk.ask(ProvePurchasesAtVendor() if with_vendor else ProvePurchases())
    desk.show(proof, views.proof)
    raise typer.Exit(DONE if proof.ok else BROKEN)
