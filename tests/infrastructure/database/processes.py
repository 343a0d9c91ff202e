"""Processes that start their work at the same moment."""

import subprocess
import sys
from collections.abc import Sequence

_START_TOGETHER = "import sys\n{imports}\nprint('ready', flush=True)\nsys.stdin.readline()\n{work}"


def start(imports: str, work: str, arguments: Sequence[str]) -> subprocess.Popen[str]:
    """A Python process that has imported and waits for `begin`; arguments are in `sys.argv[1:]`."""
    script = _START_TOGETHER.format(imports=imports, work=work)
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", script, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def begin(processes: Sequence[subprocess.Popen[str]]) -> None:
    """Let all of them work now."""
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()


def finish(processes: Sequence[subprocess.Popen[str]]) -> None:
    """Wait until all have ended well."""
    for process in processes:
        output, _ = process.communicate(timeout=60)
        assert process.returncode == 0, output
