"""Whether a PDF is signed: a signature that is built as one, over the whole file, in the gap it leaves for itself."""

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_SEQUENCE, _SET, _INTEGER, _OID, _GIVEN = 0x30, 0x31, 0x02, 0x06, 0xA0
_DEEPEST = 20
_ACTS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition"})
_HOLDS = ("/JS", "/EF", "/EmbeddedFiles", "/XFA", "/RichMediaContent")
_ADDED_LATER = ("/DSS", "/Extensions")
"""What may be hung on a signed file so that its signature can be checked for many years."""


def is_signed(pdf: Pdf, sent: bytes) -> bool:
    """Tell whether a field of the form holds a signature over these very bytes."""
    form = pdf.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    return isinstance(fields, Array) and any(_signs(one, pdf, sent) for one in _values(fields))


def acts(pdf: Pdf) -> bool:
    """Tell whether a PDF holds a program or a file: what it is signed for would have to be kept with them."""
    return any(_holds(one) for one in pdf.objects)


def _holds(one: Any, deep: int = 0) -> bool:
    if deep > _DEEPEST:
        return True
    if isinstance(one, Dictionary | Stream):
        kind = one.get("/S")
        if any(key in one for key in _HOLDS) or (isinstance(kind, Name) and str(kind) in _ACTS):
            return True
        inner = [one.get(key) for key in list(one.keys())]
    else:
        inner = list(one) if isinstance(one, Array) else []
    within = (value for value in inner if isinstance(value, Dictionary | Array) and not value.is_indirect)
    return any(_holds(value, deep + 1) for value in within)


def _values(fields: Array, deep: int = 0) -> Iterator[Dictionary]:
    """Yield the values of signature fields; a field may have fields of its own."""
    for field in fields:
        if not isinstance(field, Dictionary):
            continue
        kids, value = field.get("/Kids"), field.get("/V")
        if isinstance(kids, Array) and deep < _DEEPEST:
            yield from _values(kids, deep + 1)
        if isinstance(value, Dictionary) and "/ByteRange" in value:
            yield value


def _signs(value: Dictionary, pdf: Pdf, sent: bytes) -> bool:
    """Tell whether a signature lies where it says, as it stands in the file, and covers all the rest."""
    ranges, contents = value.get("/ByteRange"), value.get("/Contents")
    if not isinstance(ranges, Array) or not isinstance(contents, pikepdf.String):
        return False
    numbers = [int(one) for one in ranges]
    if len(numbers) != 4 or numbers[0] != 0 or not 0 < numbers[1] < numbers[2]:  # noqa: PLR2004  two ranges
        return False
    gap, signature = sent[numbers[1] : numbers[2]].strip(), bytes(contents)
    stands = gap[1:-1].lower() == signature.hex().encode()
    return stands and is_signed_data(signature) and _covers(numbers[2] + numbers[3], pdf, sent)


def _covers(end: int, pdf: Pdf, sent: bytes) -> bool:
    """Tell whether nothing follows what is signed but what a later check of the signature needs."""
    if end > len(sent):
        return False
    if not sent[end:].strip():
        return True
    try:
        with pikepdf.open(io.BytesIO(sent[:end])) as signed:
            return _only_hung_on(signed, pdf)
    except pikepdf.PdfError:
        return False


def _only_hung_on(signed: Pdf, pdf: Pdf) -> bool:
    """Tell whether every object is the one that was signed; new ones are reached from what may be added alone."""
    roots = [
        {key: value for key, value in one.Root.items() if key not in _ADDED_LATER} for one in (signed, pdf)
    ]
    if _plain(roots[0]) != _plain(roots[1]) or signed.Root.objgen != pdf.Root.objgen:
        return False
    return all(
        one.objgen == pdf.Root.objgen or _bytes(one) == _bytes(pdf.get_object(one.objgen))
        for one in signed.objects
    )


def _plain(root: dict[str, Any]) -> dict[str, bytes]:
    return {
        key: b"%d %d R" % value.objgen if value.is_indirect else value.unparse()
        for key, value in root.items()
    }


def _bytes(one: Any) -> bytes:
    body = one.read_raw_bytes() if isinstance(one, Stream) else b""
    return bytes(one.unparse(resolved=True)) + body


class _Element(NamedTuple):
    """An element of a signature: its kind, where what it holds begins and ends, and where the next one begins."""

    tag: int
    begin: int
    end: int
    next: int


def is_signed_data(signature: bytes) -> bool:
    """Tell whether bytes are built as CMS SignedData with somebody's signature in it (RFC 5652, 5.1)."""
    try:
        outer = _element(signature, 0)
        kind, given = _children(signature, outer)
        (data,) = _children(signature, given)
        version, digests, content, *rest = _children(signature, data)
        signers = _children(signature, rest[-1])
    except (ValueError, IndexError):
        return False
    tags = [one.tag for one in (outer, kind, given, data, version, digests, content, rest[-1])]
    built = tags == [_SEQUENCE, _OID, _GIVEN, _SEQUENCE, _INTEGER, _SET, _SEQUENCE, _SET]
    named = signature[kind.begin : kind.end] == _SIGNED_DATA
    return built and named and bool(signers) and all(_is_signer(signature, one) for one in signers)


def _is_signer(signature: bytes, signer: _Element) -> bool:
    """Tell whether it says its version, whose it is, and what was signed how."""
    parts = _children(signature, signer) if signer.tag == _SEQUENCE else []
    return len(parts) > 4 and parts[0].tag == _INTEGER and any(one.tag == 0x04 for one in parts)  # noqa: PLR2004


def _children(data: bytes, parent: _Element) -> list[_Element]:
    at, found = parent.begin, []
    while at < parent.end:
        one = _element(data, at)
        if one.next > parent.end:
            raise ValueError("an element that reaches beyond its own")
        found.append(one)
        at = one.next
    return found


def _element(data: bytes, at: int, deep: int = 0) -> _Element:
    """Read the head of an element; one without a length ends with two noughts."""
    if deep > _DEEPEST:
        raise ValueError("elements within elements without end")
    tag, length, begin = data[at], data[at + 1], at + 2
    if length == 0x80:  # noqa: PLR2004  no length is said
        end = begin
        while data[end : end + 2] != b"\0\0":
            end = _element(data, end, deep + 1).next
        return _Element(tag, begin, end, end + 2)
    if length > 0x80:  # noqa: PLR2004  so many bytes hold the length
        size = length - 0x80
        length, begin = int.from_bytes(data[begin : begin + size]), begin + size
    if begin + length > len(data):
        raise ValueError("an element that reaches beyond the end")
    return _Element(tag, begin, begin + length, begin + length)
