"""A file is what its bytes say, not what its name says."""

import errno

import pytest

from app.cases import files
from app.db import Full
from tests.paper import paper

PDF = paper()
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c494441"
    "54789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 20


def test_pdf_png_and_jpg_are_known_by_their_bytes():
    assert files.media_type_of(PDF) == "application/pdf"
    assert files.media_type_of(PNG) == "image/png"
    assert files.media_type_of(JPG) == "image/jpeg"


def test_a_page_a_script_and_a_cut_off_pdf_are_not_taken():
    for content in (b"<html><script>alert(1)</script></html>", b"#!/bin/sh\n", PDF[:20], b""):
        assert files.media_type_of(content) is None


@pytest.mark.parametrize(
    "padding", [b"\0" * 4000, b" " * 3000, b"\r\n" * 2000, b"\xff" * 5000, b"\x1a", b"\0\n" * 9000]
)
def test_a_pdf_is_one_whatever_fills_it_up(padding):
    assert files.media_type_of(PDF + padding) == "application/pdf"
    assert files.media_type_of(padding + PDF) == "application/pdf"
    assert files.media_type_of(PDF[:20] + padding) is None


def test_the_same_bytes_are_kept_once_outside_the_tree(tmp_path):
    first, second = files.keep(tmp_path, PDF), files.keep(tmp_path, PDF)
    assert first == second
    assert files.path_of(tmp_path, first).read_bytes() == PDF
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("bytes_now", "sort"),
    [(None, "MISSING"), (b"", "EMPTY"), (b"%PDF-1.7 other", "DAMAGED"), (PDF[:-1], "DAMAGED")],
)
def test_a_file_that_is_not_what_it_was_is_never_read_and_the_same_bytes_mend_it(tmp_path, bytes_now, sort):
    sha256 = files.keep(tmp_path, PDF)
    place = files.path_of(tmp_path, sha256)
    if bytes_now is None:
        place.unlink()
    else:
        place.write_bytes(bytes_now)

    assert files.fault(tmp_path, sha256) == sort
    with pytest.raises(files.Unlike) as told:
        files.read(tmp_path, sha256)
    assert told.value.sort == sort

    assert files.keep(tmp_path, PDF) == sha256
    assert files.read(tmp_path, sha256) == PDF


def test_a_document_for_which_there_is_no_room_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(Full):
        files.keep(tmp_path, PDF)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
