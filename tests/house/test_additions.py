"""To add one of each takes no more files than the aim; the whole run also proves that what was added works."""

import pytest

from tests import rotation
from tests.house.additions.changes import ADDITIONS, Addition
from tests.house.additions.proof import faults, made
from tests.house.additions.scratch import Scratch


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    return Scratch(tmp_path_factory.mktemp("tree"))


@pytest.mark.parametrize("addition", ADDITIONS, ids=lambda addition: addition.name)
def test_adding_one_touches_no_more_files_than_the_aim(tree: Scratch, addition: Addition) -> None:
    assert len(made(addition, tree)) <= addition.aim


@pytest.mark.skipif(
    not rotation.is_whole(), reason="takes minutes: `make soak`, or python -m tests.house.additions"
)
def test_what_was_added_works_and_breaks_nothing(tree: Scratch) -> None:
    assert faults(tree) == ""
