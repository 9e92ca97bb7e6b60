"""`pulih check` names the files that are not what they were; `--all` reads every one and finds those of nobody."""

import os
from collections.abc import Awaitable, Callable
from uuid import uuid4

import msgspec
import pytest

from app.cases import files
from app.cases.tables import Document
from app.db import transaction
from app.deploy import cli, documents
from app.settings import Settings, settings
from tests.cases.case_driver import case_of
from tests.paper import paper

Add = Callable[[bytes], Awaitable[str]]


@pytest.fixture
async def config(db, tmp_path) -> Settings:
    return msgspec.structs.replace(settings(), data=str(tmp_path / "data"))


@pytest.fixture
async def add(config) -> Add:
    case = await case_of("BWBLP")
    view = await case.view()

    @transaction
    async def put(sha256: str) -> None:
        row = Document(
            id=uuid4(), case=view.id, kind="photo", title="", media_type="application/pdf", size=1, sha256=sha256,
            added_at=case.now, added_by=case.staff.me["PEKSOS"].id,
        )  # fmt: skip
        await Document.insert(row)

    async def added(content: bytes) -> str:
        sha256 = files.keep(config.documents, content)
        await put(sha256)
        return sha256

    return added


async def test_each_sort_of_damage_is_named_with_its_case_and_the_rest_passes(config, add):
    missing, emptied, changed, right = [await add(paper(word)) for word in ("satu", "dua", "tiga", "empat")]
    assert await documents.look(config.documents, everything=True) == []
    files.path_of(config.documents, missing).unlink()
    files.path_of(config.documents, emptied).write_bytes(b"")
    files.path_of(config.documents, changed).write_bytes(paper("lain"))

    told = await documents.look(config.documents, everything=False)

    words = {missing: "is missing", emptied: "is empty", changed: "is damaged"}
    assert len(told) == 3
    for sha256, said in words.items():
        assert [line for line in told if sha256 in line and said in line and "of case" in line]
    assert not any(right in line for line in told)


async def test_a_sample_is_read_unless_all_are_asked_for(config, add, monkeypatch):
    monkeypatch.setattr(documents, "SAMPLE", 2)
    for word in ("satu", "dua", "tiga", "empat", "lima"):
        files.path_of(config.documents, await add(paper(word))).unlink()
    assert len(await documents.look(config.documents, everything=False)) == 2
    assert len(await documents.look(config.documents, everything=True)) == 5


async def test_files_of_nobody_are_found_among_all_once_they_have_lain_there(config, add):
    known = await add(paper("satu"))
    stray = files.path_of(config.documents, files.keep(config.documents, paper("dua")))
    begun = stray.with_name("tmpabc")
    begun.write_bytes(b"half")
    elsewhere = config.documents / "zz" / known
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(paper("satu"))
    assert await documents.look(config.documents, everything=True) == []  # a row may still follow
    for path in (stray, begun, elsewhere):
        os.utime(path, (1, 1))
    told = await documents.look(config.documents, everything=True)
    assert [
        str(path) in line for path, line in zip(sorted((stray, begun, elsewhere)), told, strict=True)
    ] == [True] * 3
    assert await documents.look(config.documents, everything=False) == []


async def test_the_command_asks_the_files_too(config, add):
    files.path_of(config.documents, await add(paper("satu"))).unlink()
    faults, damaged = await cli._database(config, deploy=False)
    assert [line for line in faults if "document" in line] == []
    assert len(damaged) == 1
