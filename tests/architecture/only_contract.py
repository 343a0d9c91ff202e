"""A contract of our own for import-linter: a layer imports the standard library and what is named.

The built-in `forbidden` contract must list every package that is not wanted; this one needs no
new line when a dependency is added.
"""

import sys
from collections.abc import Iterable
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyContract(Contract):
    type_name = "only"

    package = fields.StringField()
    allowed_imports = fields.SetField(subfield=fields.ImportExpressionField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        known = {*sys.stdlib_module_names, *self.session_options["root_packages"]}
        allowed = {
            (found["importer"], found["imported"])
            for expression in cast("Iterable[object]", self.allowed_imports)
            for found in graph.find_matching_direct_imports(str(expression))
        }
        package = str(self.package)
        strangers = {
            (importer, imported)
            for importer in {package, *graph.find_descendants(package)}
            for imported in graph.find_modules_directly_imported_by(importer)
            if imported.partition(".")[0] not in known
        }
        return ContractCheck(
            kept=strangers <= allowed, metadata={"strangers": sorted(strangers - allowed)}
        )

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["strangers"]:
            output.print_error(f"{importer} is not allowed to import {imported}", bold=False)
        output.new_line()
