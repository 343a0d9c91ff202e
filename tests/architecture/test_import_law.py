import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from grimp import ImportGraph

from tests.architecture.checkout import ROOT
from tests.architecture.only_contract import OnlyContract


@pytest.mark.parametrize("package", ["core", "application", "infrastructure", "entrypoints"])
def test_the_packages_under_test_are_ours(package: str) -> None:
    assert import_module(package).__file__ == str(ROOT / "src" / package / "__init__.py")


def test_the_import_law_of_pyproject_is_kept() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    law = subprocess.run(
        [lint_imports, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert law.returncode == 0, law.stdout + law.stderr


def test_a_layer_imports_only_the_standard_library_ours_and_what_is_named() -> None:
    graph = ImportGraph()
    for module in ("core", "core.kernel", "core.asset"):
        graph.add_module(module)
    for external in ("decimal", "eventsourcing"):
        graph.add_module(external, is_squashed=True)
    graph.add_import(importer="core.asset", imported="decimal")
    graph.add_import(importer="core.asset", imported="core.kernel")
    graph.add_import(importer="core.kernel", imported="eventsourcing")
    contract = OnlyContract(
        name="law",
        session_options={"root_packages": ["core"]},
        contract_options={
            "package": "core",
            "allowed_imports": ["core.kernel -> eventsourcing"],
        },
    )
    assert contract.check(graph, verbose=False).kept

    graph.add_import(importer="core.asset", imported="eventsourcing")

    broken = contract.check(graph, verbose=False)
    assert not broken.kept
    assert broken.metadata["strangers"] == [("core.asset", "eventsourcing")]
