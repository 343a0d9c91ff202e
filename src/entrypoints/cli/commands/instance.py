"""perpetua instance: Partner Center tenants with their selling settings (S43, S44)."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from application.instances.edit_instance import EditInstance
from application.instances.register_instance import RegisterInstance
from application.queries.instances import ListInstances, ShowInstance
from application.queries.show_past import ShowPastInstance
from entrypoints import explanations
from entrypoints.cli import naming
from entrypoints.cli.answering import reading, writing
from entrypoints.cli.desk import Desk
from entrypoints.cli.failures import WrongUsage
from entrypoints.cli.options import At, ExpectVersion, InstanceArgument, Version, switch
from entrypoints.cli.then import show_then
from entrypoints.cli.views import setup

app = typer.Typer()

REMOVED, OFF = "none", "off"
_REPEATED = " Repeat for more."
_REPLACES = " What is named replaces all that was set before."

Tenant = Annotated[
    str, typer.Option("--tenant", metavar="GUID", help="Id of the Partner Center tenant.")
]
Language = Annotated[
    str | None, typer.Option("--language", metavar="LANG", help=explanations.LANGUAGE)
]
LanguageCountries = Annotated[
    list[str],
    typer.Option(
        "--language-country",
        metavar="LANG=CC",
        help=explanations.LANGUAGE_COUNTRIES + _REPEATED + _REPLACES + " none removes them all.",
    ),
]
Credentials = Annotated[
    str | None, typer.Option("--credentials", metavar="NAME", help=explanations.CREDENTIALS)
]
MpnId = Annotated[
    str | None,
    typer.Option("--mpn-id", metavar="NUMBER", help=explanations.MPN_ID + " none removes it."),
]
PublishNewProducts = Annotated[
    bool, typer.Option("--publish-new-products", help=explanations.PUBLISH_NEW_PRODUCTS)
]
NoPublishNewProducts = Annotated[
    bool, typer.Option("--no-publish-new-products", help="Let new products wait.")
]
MonthlySyncDay = Annotated[
    str | None,
    typer.Option(
        "--monthly-sync-day",
        metavar="DAY|off",
        help=explanations.MONTHLY_SYNC_DAY + " off for never.",
    ),
]


@app.command("create")
@writing
def create(
    desk: Desk,
    name: Annotated[str, typer.Argument(metavar="NAME", help="How people call it.")],
    tenant: Tenant,
    country: Annotated[
        list[str],
        typer.Option("--country", metavar="CC", help=explanations.COUNTRIES + _REPEATED),
    ],
    language: Language = None,
    language_country: LanguageCountries = [],  # noqa: B006 - Typer's way to say: none was given
    credentials: Credentials = None,
    mpn_id: MpnId = None,
    publish_new_products: PublishNewProducts = False,
    no_publish_new_products: NoPublishNewProducts = False,
    monthly_sync_day: MonthlySyncDay = None,
) -> None:
    """Register a Partner Center tenant as an instance.

    Unless given, its language is English, its credentials are the default ones, new products wait
    to be published, and the first day of the month refreshes it.

    Example: perpetua instance create main --tenant GUID --country DE --country GR
    """
    settings = _settings(
        language=language,
        language_country=language_country,
        credentials=credentials,
        mpn_id=mpn_id,
        publish_new_products=switch(publish_new_products, no_publish_new_products),
        monthly_sync_day=monthly_sync_day,
    )
    command = RegisterInstance(
        name=name, partner_tenant=tenant, countries=tuple(country), **settings
    )
    registered = desk.send(command)
    desk.show(desk.ask(ShowInstance(instance_id=registered)), setup.instance)
    desk.tell(f"Next: perpetua instance edit {registered} --currency EUR")


@app.command("list")
@reading
def list_instances(desk: Desk, at: At = None) -> None:
    """Every instance, by name.

    Example: perpetua instance list
    """
    desk.show_page(
        desk.ask(ListInstances(at=naming.time(at))),
        setup.instances,
        empty="No instance yet. Register one: perpetua instance create main --tenant GUID …",
    )


@app.command("show")
@reading
def show(
    desk: Desk, instance: InstanceArgument = None, at: At = None, version: Version = None
) -> None:
    """One instance with its countries, Active Currencies and every other setting.

    Example: perpetua instance show main

    Example: perpetua instance show main --at 2026-11-20T17:00:00Z
    """
    identity = naming.instance_id(desk, instance)
    if at or version:
        then = ShowPastInstance(instance_id=identity, at=naming.time(at), version=version)
        return show_then(desk, then, setup.instance)
    return desk.show(desk.ask(ShowInstance(instance_id=identity)), setup.instance)


@app.command("edit")
@writing
def edit(
    desk: Desk,
    instance: InstanceArgument = None,
    currency: Annotated[
        list[str],
        typer.Option(
            "--currency",
            metavar="CODE",
            help="Active Currencies (ISO 4217): "
            + explanations.ACTIVE_CURRENCIES
            + _REPEATED
            + _REPLACES,
        ),
    ] = [],  # noqa: B006 - Typer's way to say: none was given
    default: Annotated[
        str | None,
        typer.Option("--default", metavar="CODE", help=explanations.DEFAULT_CURRENCY),
    ] = None,
    country: Annotated[
        list[str],
        typer.Option(
            "--country", metavar="CC", help=explanations.COUNTRIES + _REPEATED + _REPLACES
        ),
    ] = [],  # noqa: B006
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="How people call it.")
    ] = None,
    language: Language = None,
    language_country: LanguageCountries = [],  # noqa: B006
    credentials: Credentials = None,
    mpn_id: MpnId = None,
    publish_new_products: PublishNewProducts = False,
    no_publish_new_products: NoPublishNewProducts = False,
    monthly_sync_day: MonthlySyncDay = None,
    expect_version: ExpectVersion = None,
) -> None:
    """Choose Active Currencies, countries and settings; what is not named stays as it is.

    Example: perpetua instance edit main --currency EUR --currency ILS --default EUR

    Example: perpetua instance edit main --language el --language-country el=GR

    Example: perpetua instance edit main --monthly-sync-day off
    """
    identity = naming.instance_id(desk, instance)
    settings = _settings(
        name=name,
        currencies=tuple(currency),
        default_currency=default,
        countries=tuple(country),
        language=language,
        language_country=language_country,
        credentials=credentials,
        mpn_id=mpn_id,
        publish_new_products=switch(publish_new_products, no_publish_new_products),
        monthly_sync_day=monthly_sync_day,
    )
    desk.send(EditInstance(instance_id=identity, expected_version=expect_version, **settings))
    desk.show(desk.ask(ShowInstance(instance_id=identity)), setup.instance)
    desk.tell(f"Next: perpetua catalogue preview {identity}")


def _settings(
    *,
    language_country: list[str],
    mpn_id: str | None,
    monthly_sync_day: str | None,
    **others: Any,
) -> dict[str, Any]:
    """Only what was given: a command leaves the rest as it is."""
    given = {name: value for name, value in others.items() if value not in (None, ())}
    if language_country:
        named = [] if language_country == [REMOVED] else language_country
        given["language_countries"] = tuple(naming.pairs(named).items())
    if mpn_id is not None:
        given["mpn_id"] = None if mpn_id == REMOVED else mpn_id
    if monthly_sync_day is not None:
        given["monthly_sync_day"] = _day(monthly_sync_day)
    return given


def _day(text: str) -> int | None:
    if text == OFF:
        return None
    try:
        return int(text)
    except ValueError:
        raise WrongUsage(
            f"{text!r} is no day of the month.", advice="Write a number from 1 to 28, or off."
        ) from None
