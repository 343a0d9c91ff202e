"""A process that runs jobs until its input closes: `URL FILE [stuck]`; it notes what it does."""

import sys
import threading
import time
from pathlib import Path

from application.ports.jobs import Job
from infrastructure.database.database import Database
from infrastructure.jobs.postgres import PostgresJobs
from tests.infrastructure.jobs.samples import BRISK


class Noting:
    def __init__(self, file: Path, *, stuck: bool) -> None:
        self._file = file
        self._stuck = stuck

    def tick(self) -> None:
        self._note(f"tick {int(time.time())}")

    def run(self, job: Job) -> None:
        self._note(str(job))
        if self._stuck:
            time.sleep(60)

    def _note(self, line: str) -> None:
        with self._file.open("a") as file:
            file.write(f"{line}\n")


def main() -> None:
    url, file = sys.argv[1:3]
    stop = threading.Event()
    work = Noting(Path(file), stuck="stuck" in sys.argv)
    runner = threading.Thread(target=PostgresJobs(Database(url), BRISK).run, args=(work, stop))
    runner.start()
    sys.stdin.read()
    stop.set()
    runner.join()


if __name__ == "__main__":
    main()
