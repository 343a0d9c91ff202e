"""The form of edit and save, with what was typed and why it was not taken (D9)."""

from __future__ import annotations

from starlette.responses import Response

from application.queries.asset_choices import ShowAssetChoices
from application.queries.asset_view import AssetView
from core.asset.values import SYSTEM_FIELDS
from core.kernel.errors import Refused, StaleVersion
from entrypoints.web.bss.asset.forms import EditForm
from entrypoints.web.pages import page
from entrypoints.web.visitor import Visitor


def edit_page(
    visitor: Visitor, asset: AssetView, form: EditForm, *, refusal: Refused | None = None
) -> Response:
    """What was typed stays; where somebody else saved meanwhile, theirs stands beside it."""
    may = visitor.ask(ShowAssetChoices(asset_id=asset.id))
    is_stale = isinstance(refusal, StaleVersion)
    if is_stale:
        form.version.raw_data, form.version.data = None, asset.version
    return page(
        visitor,
        "bss/asset/edit.html",
        asset=asset,
        form=form,
        asks=may.reprovision,
        refusal=refusal,
        theirs={"Name": asset.name, **asset.own_fields} if is_stale else {},
        system_fields={name: asset.custom_fields[name] for name in SYSTEM_FIELDS},
    )
