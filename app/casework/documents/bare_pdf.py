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
    from app.casework.documents.bare_photos import bare_jpeg, bare_jpeg_2000
    from app.casework.documents.signatures import acts, is_signed
else:  # alone in its process, where the folder it lies in is not looked through
    sys.path.append(str(Path(__file__).parent))
    from bare_photos import bare_jpeg, bare_jpeg_2000  # type: ignore[import-not-found, no-redef]
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


_PHOTOS = {
    "/DCTDecode": ("/DCTDecode", bare_jpeg),
    "/DCT": ("/DCTDecode", bare_jpeg),  # the short name, which readers take here too
    "/JPXDecode": ("/JPXDecode", bare_jpeg_2000),
}


def _strip_stream(one: Stream) -> None:
    """Let no stream lie in a file outside, and no photo tell where it was taken."""
    for key in ("/F", "/FFilter", "/FDecodeParms"):
        _drop(one, key)
    filters = one.get("/Filter")
    last = str(filters[-1] if isinstance(filters, Array) and len(filters) else filters)
    if last not in _PHOTOS:
        return None if str(one.get("/Subtype")) == "/Image" or "/Length1" in one else _strip_drawing(one)
    if isinstance(filters, Array) and len(filters) > 1:
        return _unwrapped(one)
    name, bare = _PHOTOS[last]
    parms: Any = one.get("/DecodeParms")
    one.write(bare(one.read_raw_bytes()), filter=Name(name), decode_parms=parms)
    return None


def _strip_drawing(one: Stream) -> None:
    """Write a drawing anew in whose midst a photo stands."""
    try:
        drawn = one.read_bytes()
    except pikepdf.PdfError:  # packed in a way that is no drawing's
        return
    if b"DCT" in drawn and b"BI" in drawn:
        steps = [_step(step) for step in pikepdf.parse_content_stream(one)]
        one.write(b"\n".join(steps))


def _step(step: Any) -> bytes:
    written = bytes(pikepdf.unparse_content_stream([step]))
    if not isinstance(step, pikepdf.ContentStreamInlineImage) or "/DCTDecode" not in step.iimage.filters:
        return written
    if len(step.iimage.filters) > 1:
        raise ValueError("a photo in a drawing that is packed twice")
    photo = bytes(step.iimage._data._inline_image_raw_bytes())  # noqa: SLF001  no other way leads to it
    head, _photo, _end = written.partition(photo)
    return head + bare_jpeg(photo) + b"\nEI"


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
    name, bare = _PHOTOS[name]
    last = inner[-1] if len(inner) > len(outer) and isinstance(inner[-1], Dictionary) else None
    one.write(bare(one.read_bytes()), filter=Name(name), decode_parms=last)


if __name__ == "__main__":
    sys.exit(main())
