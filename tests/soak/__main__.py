"""Two hundred kills under write load: `make soak`."""

import asyncio
import sys
import time

from tests import databases
from tests.soak import installation
from tests.soak.installation import empty_folder
from tests.soak.kills import series

KILLS = 200


def main() -> None:
    """Run them all, and say what survived."""
    kills, seed = int(sys.argv[1]) if sys.argv[1:] else KILLS, int(time.time())
    began = time.monotonic()
    print(f"{kills} kills, seed {seed}", flush=True)
    with empty_folder("pulih-soak-") as folder:
        template = folder / "template"
        template.mkdir()
        numbers = asyncio.run(installation.make(folder, databases.sqlite_template(template)))
        survived = asyncio.run(series(folder, numbers, kills, whole=True, seed=seed))
    print(
        f"{survived.kills} servers killed in {time.monotonic() - began:.0f} s: {survived.acknowledged} acknowledged forms, none "
        f"lost, none twice, none by halves; {survived.unanswered} cut off, each settled by its key; {survived.events} events."
    )


if __name__ == "__main__":
    main()
