"""A PDF with its pages and nothing beside them. It runs in a process of its own, on bytes that somebody sent.

    python -I bare_pdf.py < sent > answer

The answer is ``S`` for a PDF that carries a signature, which would not survive any change, or ``C`` and the bare PDF.
Exit codes say what cannot be taken: `PASSWORD`, `UNREADABLE`, and `ACTS`: signed, with programs or files in it, so that
it can neither be kept as it is nor be stripped. Nothing of the product is imported here but what stands beside, and what
the process may use is bounded: some kilobytes can unpack to gigabytes.
"""

import io
import resource
import sys
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

if __package__:
    from app.casework.documents.signatures import acts, is_signed
else:  # alone in its process, where the folder it lies in is not looked through
    sys.path.append(str(Path(__file__).parent))
    from signatures import acts, is_signed  # type: ignore[import-not-found, no-redef]

PASSWORD, UNREADABLE, ACTS = 3, 4, 5
SIGNED, BARE = b"S", b"C"
_MEMORY, _SECONDS = 1536 * 2**20, 20

_BESIDE = (
    *("/AA", "/Metadata", "/PieceInfo", "/LastModified", "/AF", "/EF", "/RF", "/JS", "/XFA", "/Thumb"),
    *("/OPI", "/Ref", "/Lock", "/SV"),
)
"""Keys that hold scripts, files, or what a program wrote about a page or a picture."""
_OF_THE_WHOLE = (
    "/Collection",
    "/Perms",
    "/DSS",
    "/Legal",
    "/Requirements",
    "/URI",
    "/SpiderInfo",
    "/Threads",
)
_LEADS_ON = ("/GoTo", "/Named")
_ADDRESSES = (b"http:", b"https:", b"mailto:", b"tel:")
_PLAYS = ("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")
_OWN = ("/Widget", "/Link")
"""Annotations whose /T is no author's name."""
_OF_A_NOTE = ("/T", "/CreationDate", "/M", "/NM", "/Subj")


class Acting(Exception):
    """The PDF is signed together with programs or files."""


def main() -> int:
    """Read a PDF, write the answer."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    sent = sys.stdin.buffer.read()
    try:
        answer = BARE + _without_pages() if _shows_nothing(sent) else answered(sent)
    except pikepdf.PasswordError:
        return PASSWORD
    except Acting:
        return ACTS
    except Exception:  # noqa: BLE001  whatever is wrong with it, it is not taken
        return UNREADABLE
    sys.stdout.buffer.write(answer)
    return 0


def answered(sent: bytes) -> bytes:
    """Return what is kept of a PDF."""
    with pikepdf.open(io.BytesIO(sent)) as pdf:
        if not is_signed(pdf, sent):
            return BARE + _bare(pdf)
        if acts(pdf):
            raise Acting
        return SIGNED


def _shows_nothing(sent: bytes) -> bool:
    """Tell whether there is not one page in it, nor anything packed that might be one."""
    return b"/Page" not in sent and b"stream" not in sent and b"/Catalog" in sent


def _without_pages() -> bytes:
    kept = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.save(kept, deterministic_id=True)
    return kept.getvalue()


def _bare(pdf: Pdf) -> bytes:
    """Take everything away but what is seen, and write the PDF anew: earlier versions of it do not come along."""
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    _of_the_whole(pdf.Root)
    for one in pdf.objects:
        _strip(one)
    kept = io.BytesIO()
    pdf.save(kept, encryption=False, deterministic_id=True, fix_metadata_version=False)
    return kept.getvalue()


def _of_the_whole(root: Any) -> None:
    for key in _OF_THE_WHOLE:
        _drop(root, key)
    opens, names = root.get("/OpenAction"), root.get("/Names")
    if opens is not None and not isinstance(
        opens, Array
    ):  # an array is a place in the document, anything else acts
        _drop(root, "/OpenAction")
    if isinstance(names, Dictionary):
        for key in list(names.keys()):
            if key != "/Dests":
                del names[key]
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary):
        _drop(form, "/CO")


def _drop(holder: Any, key: str) -> None:
    if key in holder:
        del holder[key]


def _strip(one: Any) -> None:
    """Strip a container and the containers directly within it; what it refers to is stripped by itself."""
    if isinstance(one, Dictionary | Stream):
        _strip_dictionary(one)
        inner = [one.get(key) for key in list(one.keys())]
    elif isinstance(one, Array):
        inner = list(one)
    else:
        return
    for value in inner:
        if isinstance(value, Dictionary | Array) and not value.is_indirect:
            _strip(value)


def _strip_dictionary(one: Any) -> None:
    for key in _BESIDE:
        _drop(one, key)
    for key in ("/A", "/PA", "/Next"):
        if _acts(one.get(key)):
            del one[key]
    if isinstance(one.get("/Annots"), Array):
        one.Annots = Array([note for note in one.Annots if not _plays(note)])
    if isinstance(one.get("/Subtype"), Name) and "/Rect" in one and str(one.Subtype) not in _OWN:
        for key in _OF_A_NOTE:
            _drop(one, key)
    if isinstance(one, Stream):
        _strip_stream(one)


def _acts(action: Any) -> bool:
    """Tell whether a value is an action that does more than lead to a page or to a plain address."""
    if isinstance(action, Array):
        return any(_acts(one) for one in action)
    if not isinstance(action, Dictionary) or not isinstance(action.get("/S"), Name):
        return False
    if str(action.S) == "/URI":
        return not bytes(action.get("/URI", pikepdf.String(""))).lower().startswith(_ADDRESSES)
    return str(action.S) not in _LEADS_ON


def _plays(note: Any) -> bool:
    return isinstance(note, Dictionary) and str(note.get("/Subtype", "")) in _PLAYS


def _strip_stream(one: Stream) -> None:
    """Let no stream lie in a file outside, and no photo tell where it was taken."""
    for key in ("/F", "/FFilter", "/FDecodeParms"):
        _drop(one, key)
    filters = one.get("/Filter")
    last = filters[-1] if isinstance(filters, Array) and len(filters) else filters
    bare = {"/DCTDecode": bare_jpeg, "/JPXDecode": bare_jpeg_2000}.get(str(last))
    if bare is None or (isinstance(filters, Array) and len(filters) > 1):
        return _unwrapped(one) if bare else None
    parms: Any = one.get("/DecodeParms")
    one.write(bare(one.read_raw_bytes()), filter=Name(str(last)), decode_parms=parms)
    return None


def _unwrapped(one: Stream) -> None:
    """Write a photo that was packed a second time as the photo alone."""
    *outer, name = (str(one_of) for one_of in one.Filter)
    parms: Any = one.get("/DecodeParms")
    inner = list(parms) if isinstance(parms, Array) else []
    one.write(
        one.read_raw_bytes(),
        filter=Array([Name(known) for known in outer]),
        decode_parms=Array(inner[: len(outer)]) if inner else None,
    )
    bare = bare_jpeg if name == "/DCTDecode" else bare_jpeg_2000
    last = inner[-1] if len(inner) > len(outer) and isinstance(inner[-1], Dictionary) else None
    one.write(bare(one.read_bytes()), filter=Name(name), decode_parms=last)


_START, _IMAGE, _COMMENT, _ADOBE = 0xD8, 0xDA, 0xFE, 0xEE
_APPLICATION = range(0xE1, 0xF0)


def bare_jpeg(photo: bytes) -> bytes:
    """Take out of a JPEG what a camera or a program wrote: EXIF, XMP, comments. Its pixels stay to the bit."""
    if photo[:2] != bytes((0xFF, _START)):
        raise ValueError("a photo that is no JPEG")
    kept, place = [photo[:2]], 2
    while place + 4 <= len(photo):
        if photo[place] != 0xFF:  # noqa: PLR2004  the mark of a segment
            raise ValueError("a JPEG whose segments do not follow each other")
        marker, length = photo[place + 1], int.from_bytes(photo[place + 2 : place + 4])
        if marker == 0xFF:  # noqa: PLR2004  filling
            place += 1
            continue
        if marker == _IMAGE:
            return b"".join([*kept, _until_its_end(photo[place:])])
        if marker != _COMMENT and (marker not in _APPLICATION or marker == _ADOBE):
            kept.append(photo[place : place + 2 + length])
        place += 2 + length
    raise ValueError("a JPEG without an image")


def _until_its_end(scans: bytes) -> bytes:
    """Cut off what follows the image: telephones hang films and second pictures there."""
    end = scans.rfind(b"\xff\xd9")
    first = scans.find(b"\xff\xd9\xff\xd8")
    if first != -1:
        end = first
    return scans[: end + 2] if end != -1 else scans


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


if __name__ == "__main__":
    sys.exit(main())
