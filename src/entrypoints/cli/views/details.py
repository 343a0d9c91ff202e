"""What a refusal shows below its words."""

from __future__ import annotations

from functools import singledispatch

from rich.console import RenderableType

from application.catalogue.preview import Preview
from entrypoints.cli.views import preview


@singledispatch
def details(shown: object) -> RenderableType:
    return str(shown)


@details.register
def _(shown: Preview) -> RenderableType:
    return preview.preview(shown)
