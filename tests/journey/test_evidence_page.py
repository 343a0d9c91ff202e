"""B4: the commands of docs/evidence.md, as the page gives them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.journey.pages import blocks
from tests.journey.program import PERPETUA, Program


def test_the_commands_of_the_page_run_in_their_order(program: Program, tmp_path: Path) -> None:
    programs = [str(Path(PERPETUA).parent), str(Path(sys.executable).parent), os.environ["PATH"]]
    script = "set -e\n" + "\n".join(blocks("evidence.md", "sh"))
    done = subprocess.run(
        ["/bin/sh", "-c", script],
        env={**program.environment, "PATH": os.pathsep.join(programs)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert "The ledger is whole" in done.stdout
    assert sorted(each.name for each in (tmp_path / "elsewhere").iterdir()) == [
        "events.jsonl",
        "head.json",
        "key.pem",
        "verify_export.py",
    ]
