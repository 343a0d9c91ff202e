"""Inputs that many endpoints share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Query
from pydantic import BaseModel, ConfigDict, Field

from core.kernel.errors import Invalid

Text = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""A line of text that a person typed."""

OptionalText = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]

CurrencyCode = Annotated[Text, Field(examples=["EUR"], description="ISO 4217 code.")]
CountryCode = Annotated[Text, Field(examples=["DE"], description="ISO 3166 alpha-2 code.")]
ProductCodeText = Annotated[
    Text,
    Field(
        examples=["DG7GMGF0DWM3:0002:SEG0001"],
        description="Product code `ProductID:SKUID:SegmentID`.",
    ),
]

QuantityAsked = Annotated[
    int,
    Query(ge=1, le=1_000_000_000, description="Licences: of more, each may cost less (tiers)."),
]

_ETAG = re.compile(r'"(\d{1,9})"')


class Body(BaseModel):
    """A request body: a field that is not known is a mistake, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Paging:
    limit: int
    after: str | None


def paging(
    limit: Annotated[int, Query(ge=1, le=500, description="Length of a page.")] = 50,
    after: Annotated[
        str | None, Query(description="Cursor: the `next` of the page before.", max_length=2000)
    ] = None,
) -> Paging:
    return Paging(limit, after)


def expected_version(
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description='The ETag that the change was decided on, such as `"3"`: 412 '
            "`stale_version` when somebody changed the resource since.",
        ),
    ] = None,
) -> int | None:
    """The version that the caller saw.

    Raises:
        Invalid: it is no ETag of ours.
    """
    if if_match is None or if_match == "*":
        return None
    matched = _ETAG.fullmatch(if_match)
    if matched is None:
        raise Invalid(
            f"{if_match!r} in If-Match is no ETag of Perpetua.",
            advice='Send the ETag of the answer that you decided on, such as "3".',
        )
    return int(matched[1])


InPages = Annotated[Paging, Depends(paging)]
ExpectedVersion = Annotated[int | None, Depends(expected_version)]

Reason = Annotated[
    str,
    Field(
        min_length=3,
        max_length=500,
        pattern=r"^[^\x00-\x1f\x7f]+$",
        description="A person's own words; kept in the history.",
    ),
]
