"""Print what it takes to add one of each: `python -m tests.house.additions`."""

import sys
import tempfile
from pathlib import Path

from tests.house.additions.changes import ADDITIONS
from tests.house.additions.proof import faults, table
from tests.house.additions.scratch import Scratch


def main() -> int:
    """Add everything to one scratch copy, prove all of it there, print the table."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Scratch(Path(folder))
        print(table(ADDITIONS, tree))
        found = faults(tree)
    print(found or "\nEach was added to a copy of the tree and works there.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
