"""Many seeds on all cores: python -m tests.simulation --seeds 1000 --database postgresql."""

import sys

from tests.simulation.runner import main

if __name__ == "__main__":
    sys.exit(main())
