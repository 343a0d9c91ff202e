import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.checkout import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS = PROJECT["dependency-groups"]
DECLARED = {
    "uv.txt": GROUPS["bootstrap"],
    "cluster.txt": GROUPS["cluster"],
    "dev.txt": [*PROJECT["project"]["dependencies"], *GROUPS["dev"]],
}
LOCKED = re.compile(r"(?P<name>[\w.-]+)(?:\[[\w,-]+\])?==(?P<version>[^\s;\\]+)")


def requirements(lock: str) -> list[str]:
    """One string per locked requirement, with its hashes; comments are dropped."""
    text = (ROOT / "requirements" / lock).read_text()
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    return "\n".join(lines).replace("\\\n", "").splitlines()


def test_every_lock_is_read_here() -> None:
    assert {path.name for path in (ROOT / "requirements").iterdir()} == set(DECLARED)


@pytest.mark.parametrize("lock", DECLARED)
def test_every_requirement_is_pinned_by_hash_and_names_no_index(lock: str) -> None:
    assert requirements(lock)
    for requirement in requirements(lock):
        assert LOCKED.match(requirement), requirement
        assert "--hash=sha256:" in requirement
        options = set(re.findall(r"(?:^|\s)(-[-\w]+)", requirement))
        assert options == {"--hash"}, requirement


@pytest.mark.parametrize("lock", DECLARED)
def test_the_lock_answers_every_declared_dependency(lock: str) -> None:
    found = [LOCKED.match(requirement) for requirement in requirements(lock)]
    versions = {canonicalize_name(pin["name"]): pin["version"] for pin in found if pin}
    for declared in map(Requirement, DECLARED[lock]):
        version = versions.get(canonicalize_name(declared.name))
        assert version, f"{declared.name} is not in {lock}: run make lock"
        assert version in declared.specifier, f"{declared} is {version} in {lock}: run make lock"
