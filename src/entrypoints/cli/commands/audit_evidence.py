"""perpetua audit: the hash chain over the ledger, and its signed heads (B4)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from application.audit.list_heads import ListHeads
from application.audit.show_public_key import ShowPublicKey
from application.audit.sign_head import SignHead
from application.audit.verify_ledger import VerifyLedger
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.desk import Desk
from entrypoints.cli.files import written_to
from entrypoints.cli.head_file import head_in
from entrypoints.cli.options import After, All, Limit
from entrypoints.cli.screen import on_stdout
from entrypoints.cli.views import evidence as views
from entrypoints.refusals import BROKEN, DONE
from entrypoints.rendering import to_json

app = typer.Typer()


@app.command("verify")
@reading
def verify(
    desk: Desk,
    head: Annotated[
        Path | None,
        typer.Option("--head", metavar="FILE", help="A head that was kept elsewhere."),
    ] = None,
) -> None:
    """Prove that no event was changed, deleted, inserted or cut off; exit status 4 says where.

    Every event is read as it is stored, and every signed head is checked. Only a head that was kept
    elsewhere shows that the whole end of the ledger is missing: --head.

    Example: perpetua audit verify --as auditor:eva

    Example: perpetua audit verify --head head.json
    """
    found = desk.ask(VerifyLedger(head=head_in(head) if head else None))
    desk.show(found, views.verification)
    if found.ok and head is None:
        desk.tell("Whether its end was cut off, only a head kept elsewhere tells: --head FILE.")
    raise typer.Exit(DONE if found.ok else BROKEN)


@app.command("head")
@writing
def sign_head(
    desk: Desk,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write it there as well.")
    ] = None,
) -> None:
    """Sign what the ledger is now; keep the head where nobody reaches who reaches the database.

    Example: perpetua audit head --to head.json
    """
    head = desk.send(SignHead())
    desk.show(head, views.head)
    if to:
        with written_to(to) as file:
            file.write(to_json(head) + b"\n")
        desk.tell(f"It is in {to}. Check it later: perpetua audit verify --head {to}")


@app.command("heads")
@reading
def heads(desk: Desk, limit: Limit = 50, after: After = None, everything: All = False) -> None:
    """Every signed head, newest first; one is signed each day by perpetua serve or worker.

    Example: perpetua audit heads

    Example: perpetua audit heads --all --json
    """
    desk.show_page(
        desk.page(ListHeads(limit=limit, after=after), everything=everything),
        views.heads,
        empty="Nothing was signed yet. Sign the first head: perpetua audit head",
    )


@app.command("public-key")
@reading
def public_key(desk: Desk) -> None:
    """The public key of this installation, as PEM; give it to auditors by another way.

    Example: perpetua audit public-key > key.pem
    """
    key = desk.ask(ShowPublicKey())
    if desk.as_json:
        return desk.write_json(key)
    return on_stdout().out(key.pem, end="", highlight=False)
