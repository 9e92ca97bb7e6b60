"""The additions made in a scratch copy: which files each touched, and whether all of them work there."""

from collections.abc import Iterable
from pathlib import PurePath

from tests.house.additions.changes import PROOFS, Addition
from tests.house.additions.scratch import Scratch

HELD = (
    "tests/web/test_words.py",
    "tests/web/test_addresses.py",
    "tests/access/test_capabilities.py",
    "tests/access/test_filters.py",
    "tests/access/test_matrix.py::test_who_gets_a_page_who_is_refused_and_for_whom_it_does_not_exist[peneliti]",
    "tests/lists",
    "tests/records/test_kinds.py",
    "tests/records/test_home_repair.py",
    "tests/workflows/test_journeys.py::test_a_journey_is_as_its_golden_table_says",
    "tests/workflows/test_reference.py",
)
"""What the house holds anybody to who adds something, beside the proof that it works."""


def made(addition: Addition, tree: Scratch) -> list[str]:
    """Make one addition; return the files touched for it."""
    tree.touched = []
    addition.make(tree)
    return tree.touched


def is_test(name: str) -> bool:
    """Tell whether a file touched is of the tests, and not of the product."""
    return PurePath(name).parts[0] == "tests"


def table(additions: Iterable[Addition], tree: Scratch) -> str:
    """Make them all in one tree, and write down what each took."""
    lines = ["| to add | files touched | aim | which |", "|---|---|---|---|"]
    for one in additions:
        touched = made(one, tree)
        tests = sum(map(is_test, touched))
        count = f"{len(touched)} ({tests} of tests)" if tests else str(len(touched))
        lines.append(f"| {one.name} | {count} | {one.aim} | {', '.join(touched)} |")
    return "\n".join(lines)


def faults(tree: Scratch) -> str:
    """Run the proofs and what the house holds, in the tree; return what fails, nothing where all is well."""
    proofs = [tree.prove(f"prove_{name}.py") for name in PROOFS.values()]
    run = tree.run("-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *proofs, *HELD)
    checked = tree.run("-c", "from app.cli import main; main(['sop', 'check'])")
    wrong = [one for one in (run, checked) if one.returncode]
    return "\n".join(
        f"{one.args}: {one.returncode}\n{one.stdout[-6000:]}{one.stderr[-2000:]}" for one in wrong
    )
