"""One asset as answers show it: its fields, and where in the ledger they stand."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response

from application.past.moment import AsOf
from application.queries.asset_view import CostedAssetView
from application.queries.show_asset import AssetAsOf
from application.quick import quick
from entrypoints.http.answers import answer
from entrypoints.rendering import to_plain


@quick
class Asset(CostedAssetView):
    """An asset and where in the ledger the answer stands.

    `sync_status` is null while `provisioning_in_progress` (D6). `cost`, `rate_id` and `run_id` are
    left out for engineers, who do not see what licences cost.
    """

    as_of: AsOf


def answer_asset(found: AssetAsOf, status: int = HTTPStatus.OK) -> Response:
    fields = {**to_plain(found.asset), "as_of": found.as_of}
    return answer(fields, status, version=found.asset.version)
