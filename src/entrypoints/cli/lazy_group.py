"""How `perpetua --help` stays quick and orderly: groups are imported when somebody uses them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from typer.core import TyperGroup
from typer.main import get_group

_COMMANDS = "entrypoints.cli.commands"


def in_order(*panels: str) -> type[TyperGroup]:
    """A group whose help shows its panels in this order."""

    class OrderedGroup(TyperGroup):
        def list_commands(self, ctx: Any) -> list[str]:
            return sorted(super().list_commands(ctx), key=self._place)

        def _place(self, name: str) -> int:
            return panels.index(getattr(self.commands[name], "rich_help_panel", panels[-1]))

    return OrderedGroup


def lazy(*modules: str) -> type[TyperGroup]:
    """A group that takes its commands from the `app` of each of these modules."""

    class LazyGroup(TyperGroup):
        def list_commands(self, ctx: Any) -> list[str]:
            self._load()
            return super().list_commands(ctx)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            self._load()
            return super().get_command(ctx, cmd_name)

        def _load(self) -> None:
            if not self.commands:
                for module in modules:
                    group = get_group(import_module(f"{_COMMANDS}.{module}").app)
                    self.commands.update(group.commands)

    return LazyGroup
