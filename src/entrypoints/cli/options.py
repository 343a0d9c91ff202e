"""Options and arguments that several commands share, in the words of SPEC section 1."""

from __future__ import annotations

from typing import Annotated

import typer

from entrypoints import explanations
from entrypoints.cli.failures import WrongUsage

Json = Annotated[bool, typer.Option("--json", help="Answer in JSON on stdout; problems on stderr.")]
Csv = Annotated[bool, typer.Option("--csv", help="Answer as CSV on stdout, for spreadsheets.")]
As = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="ROLE:NAME",
        help="Who acts: operator:maria, auditor:eva, reseller:ACCOUNT_ID … You by default.",
        show_default=False,
    ),
]
Reason = Annotated[
    str | None,
    typer.Option("--reason", metavar="TEXT", help="Why; the history keeps it."),
]


def switch(on: bool, off: bool) -> bool | None:
    """Of two options, such as `--x` and `--no-x`; None when neither is given.

    Raises:
        WrongUsage: both are.
    """
    if on and off:
        raise WrongUsage("Yes and no at once cannot be.", advice="Leave one of both out.")
    return on if on or off else None


def require_no_option(*options: object) -> None:
    """
    Raises:
        WrongUsage: a buyer gave an option of the back office.
    """
    if any(option is not None for option in options):
        raise WrongUsage(
            "That option belongs to the back office.", advice="Leave it out, or act as staff."
        )


Limit = Annotated[int, typer.Option("--limit", min=1, max=500, help="Entries per page.")]
After = Annotated[
    str | None, typer.Option("--after", metavar="CURSOR", help="Go on behind this entry.")
]
All = Annotated[bool, typer.Option("--all", help="Every page, to the end.")]
ExpectVersion = Annotated[
    int | None,
    typer.Option("--expect-version", metavar="N", min=1, help="Refuse if it changed since."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask; needed where nobody can be asked.")]

At = Annotated[
    str | None,
    typer.Option("--at", metavar="TIME", help="As it was then: ISO 8601 with zone."),
]
Version = Annotated[
    int | None,
    typer.Option("--version", metavar="N", min=1, help="As it was in this version."),
]

InstanceOption = Annotated[
    str | None,
    typer.Option("--instance", metavar="NAME|ID", help="Needed when there are several."),
]
InstanceFilter = Annotated[
    str | None, typer.Option("--instance", metavar="NAME|ID", help="Of this instance only.")
]
InstanceArgument = Annotated[
    str | None,
    typer.Argument(metavar="[INSTANCE]", help="Name or id; needed when there are several."),
]
Quantity = Annotated[
    int, typer.Option("--quantity", metavar="N", min=1, help="Licences; tiers may cost less.")
]
Customer = Annotated[
    str | None,
    typer.Option("--customer", metavar="NAME|ID", help="The end customer; a buyer itself."),
]
Country = Annotated[
    str | None,
    typer.Option("--country", metavar="CC", help="ISO 3166 code; decides the payable price."),
]
City = Annotated[str, typer.Option("--city", help="Of the billing address.")]
PostalCode = Annotated[str, typer.Option("--postal-code", help="Of the billing address.")]
Street = Annotated[str, typer.Option("--street", help="Of the billing address.")]
ResellerMpnId = Annotated[
    str | None,
    typer.Option("--mpn-id", metavar="NUMBER", help=explanations.RESELLER_MPN_ID),
]

CodeArgument = Annotated[
    str, typer.Argument(metavar="CODE", help="Product code, such as DG7GMGF0DWM3:0002:SEG0001.")
]
OrderArgument = Annotated[str, typer.Argument(metavar="ORDER", help="Id of the order.")]
AssetArgument = Annotated[str, typer.Argument(metavar="ASSET", help="Id of the asset.")]
ReconciliationArgument = Annotated[
    str, typer.Argument(metavar="RUN", help="Id of the reconciliation.")
]
