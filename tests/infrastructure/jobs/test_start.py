"""Short commands do not wait for the engine."""

import subprocess
import sys

WIRED = "import sys, entrypoints.bootstrap; sys.exit('procrastinate' in sys.modules)"


def test_the_engine_is_imported_by_those_who_use_it_only() -> None:
    subprocess.run([sys.executable, "-c", WIRED], check=True)
