"""What the list of assets is asked for in its address, and how it is told (S8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from starlette.datastructures import QueryParams
from wtforms import Form
from wtforms.fields import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    Field,
    SelectField,
    StringField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import UUID as AnId  # noqa: N811 - not the type
from wtforms.validators import Length, Optional

from application.queries.asset_filters import AssetOrder
from application.queries.list_assets import ListAssets
from core.asset.values import AssetStatus, CancellationState
from core.qualification import Qualification

LOOKS = 10_000
"""Assets that are looked at for one page; with more it has a way to go on."""
_PROVISIONING: Mapping[str, Mapping[str, str | bool]] = {
    "synchronized": {"sync_status": "synchronized"},
    "failed": {"sync_status": "failed"},
    "in-progress": {"in_progress": True, "outcome_unknown": False},
    "unknown": {"outcome_unknown": True},
}
_ORDERS = [
    SelectChoice(AssetOrder.NEWEST.value, "newest first"),
    SelectChoice(AssetOrder.OLDEST.value, "oldest first"),
    SelectChoice(AssetOrder.A_TO_Z.value, "name, A to Z"),
    SelectChoice(AssetOrder.Z_TO_A.value, "name, Z to A"),
]
_ANY = SelectChoice("", "any")
_LABELS = [_ANY, *(SelectChoice(each.label, each.label) for each in Qualification)]
_MOMENTS = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]


def _choices(words: Iterable[str]) -> list[SelectChoice]:
    """Any, or one of them."""
    told = (SelectChoice(each, each.replace("-", " ")) for each in words)
    return [_ANY, *told]


class AssetSearch(Form):
    """The fields above the list; each stands in the address under its name."""

    search = StringField("Search", [Length(max=200)])
    sync_status = SelectField("Provisioning", choices=_choices(_PROVISIONING), default="")
    status = SelectField("Status", choices=_choices(AssetStatus), default="")
    cancellation = SelectField("Cancellation", choices=_choices(CancellationState), default="")
    qualification = SelectField("Qualification", choices=_LABELS, default="")
    product = StringField("Product code", [Length(max=100)])
    purchased_from = DateField("Purchased from", [Optional()])
    purchased_until = DateField("Purchased until", [Optional()])
    instance_id = SelectField("Instance", default="")
    account = StringField("Account", [Length(max=200)])
    account_id = StringField("Account", [Optional(), AnId("No account has this id.")])
    order = SelectField("Sorted by", choices=_ORDERS, default=AssetOrder.NEWEST.value)
    at = DateTimeLocalField("As of (UTC)", [Optional()], format=_MOMENTS)
    in_progress = BooleanField("Provisioning, in progress or unknown")

    def asked(self, after: str | None) -> ListAssets:
        """The list; times are UTC, and the day `purchased_until` belongs to it."""
        until: date | None = self.purchased_until.data
        return ListAssets.model_validate(
            {
                "search": self.search.data or "",
                "account_id": self.account_id.data or None,
                "status": self.status.data or None,
                "cancellation": self.cancellation.data or None,
                "qualification": self.qualification.data or None,
                "product": self.product.data.strip() or None if self.product.data else None,
                "instance_id": self.instance_id.data or None,
                "purchased_from": _midnight(self.purchased_from.data),
                "purchased_until": _midnight(until + timedelta(days=1)) if until else None,
                "in_progress": True if self.in_progress.data else None,
                **_PROVISIONING.get(self.sync_status.data, {}),
                "order": AssetOrder.NEWEST if self.at.data else self.order.data,
                "at": self.moment,
                "after": after,
                "looks": LOOKS,
            }
        )

    @property
    def moment(self) -> datetime | None:
        """As of when; None is now."""
        return self.at.data.replace(tzinfo=UTC) if self.at.data else None


@dataclass(frozen=True)
class Chip:
    """A filter that is in force; taking `name` out of the address takes it away."""

    name: str
    label: str
    words: str


def search_of(params: QueryParams, instances: Mapping[UUID, str]) -> AssetSearch:
    """What the address asks for; `instances` are those that may be chosen, by name."""
    form = AssetSearch(params)
    known = (SelectChoice(str(each), name) for each, name in instances.items())
    form.instance_id.choices = [_ANY, *known]
    return form


def chips_of(form: AssetSearch, named: Callable[[str], str]) -> Iterator[Chip]:
    """`named` tells how the account or instance of an id is called."""
    for field in form:
        given = field.raw_data[0] if field.raw_data else ""
        if not given or field.name in ("account", "order", "at") or field.errors:
            continue
        yield Chip(field.name, field.label.text, _words(field, given, named))


def _words(field: Field, given: str, named: Callable[[str], str]) -> str:
    if field.name.endswith("_id"):
        return named(given)
    if isinstance(field, BooleanField):
        return "yes"
    return given.replace("-", " ") if field.name == "sync_status" else given


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(tzinfo=UTC)) if day else None
