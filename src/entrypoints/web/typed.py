"""What somebody typed into a form, for the forms that check it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.requests import Request


async def typed(request: Request) -> FormData:
    return await request.form()


Typed = Annotated[FormData, Depends(typed)]
