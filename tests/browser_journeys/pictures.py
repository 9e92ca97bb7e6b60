"""A photo as a phone takes it: large, and of a kind that can be made smaller."""

import struct
import zlib
from random import Random

WIDE, HIGH = 2000, 1500
"""Pixels: longer than what the product keeps."""


def photo() -> dict[str, str | bytes]:
    """Give a grey, grainy PNG of about 3 MB, as a file to choose."""
    grain = Random(7)
    rows = b"".join(b"\0" + grain.randbytes(WIDE) for _ in range(HIGH))
    head = struct.pack(">IIBBBBB", WIDE, HIGH, 8, 0, 0, 0, 0)
    content = (
        b"\x89PNG\r\n\x1a\n"
        + _part(b"IHDR", head)
        + _part(b"IDAT", zlib.compress(rows, 1))
        + _part(b"IEND", b"")
    )
    return {"name": "halaman.png", "mimeType": "image/png", "buffer": content}


def _part(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
