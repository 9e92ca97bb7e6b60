"""A killed server loses nothing that it had acknowledged and leaves nothing by halves; broken ones are found out."""

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.soak import installation
from tests.soak.kills import series
from tests.soak.load import Lost
from tests.soak.mutants import MUTANTS

MOST = 40
"""Kills after which a mutant that is still alive has survived."""


@pytest.fixture(scope="session")
def made(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Make the installation once; each test kills a copy."""
    folder = tmp_path_factory.mktemp("soak")
    with ThreadPoolExecutor(1) as apart:
        return folder, apart.submit(lambda: asyncio.run(installation.make(folder, sqlite_template))).result()


@pytest.fixture
def numbers(made: tuple[Path, list[str]], tmp_path: Path) -> list[str]:
    shutil.copytree(made[0], tmp_path, dirs_exist_ok=True)
    return made[1]


async def test_eight_kills_under_load_lose_nothing(tmp_path, numbers, tell):
    survived = await series(tmp_path, numbers, 8)
    assert survived.acknowledged >= 8
    assert survived.events > survived.acknowledged
    tell("servers killed under write load", kills=survived.kills, acknowledged=survived.acknowledged)


async def test_a_slow_disk_alone_loses_nothing(tmp_path, numbers):
    survived = await series(tmp_path, numbers, 2, mutant="slow disk")
    assert survived.acknowledged


@pytest.mark.parametrize("mutant", sorted(MUTANTS))
async def test_a_faulty_server_is_found_out(tmp_path, numbers, mutant):
    with pytest.raises(Lost):
        await series(tmp_path, numbers, MOST, mutant=mutant)
