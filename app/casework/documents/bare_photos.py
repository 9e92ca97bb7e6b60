"""Photos within a PDF, to the bit what they show, and nothing of what a camera or a program wrote into them."""

_START, _END, _SCAN, _JFIF, _ADOBE = 0xD8, 0xD9, 0xDA, 0xE0, 0xEE
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Marks of no segment: they have no length."""
_NEEDED = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xE0)})
"""Segments without which there is no picture: frames, tables, scans."""


def bare_jpeg(photo: bytes) -> bytes:
    """Keep what a JPEG is painted from: no EXIF, XMP, comment or small picture, in whatever place it stands."""
    if photo[:2] != bytes((0xFF, _START)):
        raise ValueError("a photo that is no JPEG")
    kept, place, seen = [photo[:2]], 2, False
    while place + 2 <= len(photo):
        if photo[place] != 0xFF:  # noqa: PLR2004  the mark of a segment
            raise ValueError("a JPEG whose segments do not follow each other")
        marker = photo[place + 1]
        if marker == _END:  # telephones hang films and second pictures behind it
            kept.append(photo[place : place + 2])
            break
        if marker == 0xFF or marker in _ALONE:  # noqa: PLR2004  filling
            place += 1 if marker == 0xFF else 2  # noqa: PLR2004
            continue
        end = place + 2 + int.from_bytes(photo[place + 2 : place + 4])
        kept.append(_segment(marker, photo[place:end]))
        if marker == _SCAN:
            place, seen = _end_of_scan(photo, end), True
            kept.append(photo[end:place])
        else:
            place = end
    if not seen:
        raise ValueError("a JPEG without an image")
    return b"".join(kept)


def _segment(marker: int, segment: bytes) -> bytes:
    """Return what is kept of a segment: of those of programs, how colours and points are to be read."""
    if marker in _NEEDED:
        return segment
    if marker == _JFIF and segment[4:9] == b"JFIF\0":
        return segment[:2] + b"\0\x10" + segment[4:16].ljust(12, b"\0") + b"\0\0"  # and no small picture
    if marker == _ADOBE and segment[4:9] == b"Adobe":
        return segment[:2] + b"\0\x0e" + segment[4:16].ljust(12, b"\0")
    return b""


def _end_of_scan(photo: bytes, place: int) -> int:
    """Find the next mark that is neither a point of the picture nor one to start anew from."""
    while (place := photo.find(b"\xff", place)) != -1 and place + 1 < len(photo):
        if photo[place + 1] not in _WITHIN:
            return place
        place += 2
    return len(photo)


_WITHIN = frozenset({0x00, *range(0xD0, 0xD8)})


_TELLS = (b"uuid", b"xml ", b"uinf")


def bare_jpeg_2000(photo: bytes) -> bytes:
    """Do the same for JPEG 2000, a row of boxes; a bare codestream has none."""
    if photo[4:8] != b"jP  ":
        return photo
    kept, place = [], 0
    while place + 8 <= len(photo):
        length, name = int.from_bytes(photo[place : place + 4]), photo[place + 4 : place + 8]
        if length == 1:
            length = int.from_bytes(photo[place + 8 : place + 16])
        if length == 0:
            length = len(photo) - place
        if length < 8:  # noqa: PLR2004  a box's own head
            raise ValueError("a JPEG 2000 whose boxes do not follow each other")
        if name not in _TELLS:
            kept.append(photo[place : place + length])
        place += length
    return b"".join(kept)
