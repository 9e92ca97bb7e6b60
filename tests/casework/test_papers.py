"""What is kept of a PDF shows what it showed, and holds nothing beside its pages; what is signed stays as it came."""

import io
import zlib
from collections.abc import Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from app.casework.documents import papers
from app.casework.documents.bare_photos import bare_jpeg, bare_jpeg_2000
from tests.paper import Hang, paper

CANARY = b"Jalan-Melati-7"
TOLD = CANARY.decode()


def a_script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{TOLD}')"))


def a_launch() -> Dictionary:
    return Dictionary(S=Name.Launch, F=String(f"/bin/{TOLD}"))


def photo(**more: object) -> bytes:
    """Make a JPEG whose EXIF holds a place."""
    exif = Image.Exif()
    exif[0x010F] = TOLD
    exif.get_ifd(0x8825)[1] = "S"
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(kept, "JPEG", exif=exif, comment=CANARY, **more)
    return kept.getvalue() + b"\xff\xd8" + CANARY  # as telephones hang a film behind the picture


def info(pdf: Pdf) -> None:
    pdf.docinfo["/Author"] = TOLD


def xmp(pdf: Pdf) -> None:
    with pdf.open_metadata() as told:
        told["dc:creator"] = [TOLD]


def of_a_page(pdf: Pdf) -> None:
    page = pdf.pages[0].obj
    page.Metadata = pdf.make_stream(CANARY, Type=Name.Metadata, Subtype=Name.XML)
    page.PieceInfo = Dictionary(Editor=Dictionary(Private=String(TOLD)))


def script_on_opening(pdf: Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(a_script())


def script_by_name(pdf: Pdf) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), a_script()])))


def script_of_a_page(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=a_script())


def script_of_a_field(pdf: Pdf) -> None:
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("nama"), Rect=Array([9, 9, 99, 99]),
        AA=Dictionary(K=a_script()), A=a_launch(),
    )  # fmt: skip
    held = pdf.make_indirect(field)
    pdf.pages[0].obj.Annots.append(held)
    pdf.Root.AcroForm = Dictionary(Fields=Array([held]), XFA=pdf.make_stream(CANARY), CO=Array([held]))


def launch(pdf: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([9, 9, 99, 99]), A=a_launch())
    pdf.pages[0].obj.Annots.append(link)


def launch_after_a_plain_step(pdf: Pdf) -> None:
    step = Dictionary(S=Name.URI, URI=String("https://example.go.id"), Next=Array([a_launch(), a_script()]))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([9, 9, 99, 99]), A=step)
    pdf.pages[0].obj.Annots.append(pdf.make_indirect(link))


def odd_address(pdf: Pdf) -> None:
    step = Dictionary(S=Name.URI, URI=String(f"file:///{TOLD}"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([9, 9, 99, 99]), A=step)
    pdf.pages[0].obj.Annots.append(link)


def attachment(pdf: Pdf) -> None:
    pdf.attachments[TOLD] = CANARY


def associated_file(pdf: Pdf) -> None:
    held = pdf.make_stream(CANARY, Type=Name.EmbeddedFile)
    pdf.Root.AF = Array([Dictionary(Type=Name.Filespec, F=String(TOLD), EF=Dictionary(F=held))])


def pinned_file(pdf: Pdf) -> None:
    held = Dictionary(Type=Name.Filespec, EF=Dictionary(F=pdf.make_stream(CANARY)))
    pin = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([9, 9, 99, 99]), FS=held)
    pdf.pages[0].obj.Annots.append(pin)


def film(pdf: Pdf) -> None:
    shown = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([9, 9, 99, 99]))
    shown.RichMediaContent = Dictionary(
        Assets=Dictionary(Names=Array([String(TOLD), pdf.make_stream(CANARY)]))
    )
    pdf.pages[0].obj.Annots.append(shown)


def author_of_a_note(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([9, 9, 99, 99]), T=String(TOLD))
    pdf.pages[0].obj.Annots.append(note)


def portfolio(pdf: Pdf) -> None:
    pdf.Root.Collection = Dictionary(D=String(TOLD))


def photo_within(pdf: Pdf) -> None:
    held = pdf.make_stream(b"")
    held.write(photo(), filter=Name.DCTDecode)
    held.Type, held.Subtype, held.Width, held.Height = Name.XObject, Name.Image, 40, 30
    held.ColorSpace, held.BitsPerComponent = Name.DeviceRGB, 8
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im0=held)


def photo_packed_twice(pdf: Pdf) -> None:
    photo_within(pdf)
    held = pdf.pages[0].obj.Resources.XObject.Im0
    held.write(zlib.compress(photo()), filter=Array([Name.FlateDecode, Name.DCTDecode]))


def photo_by_its_short_name(pdf: Pdf) -> None:
    photo_within(pdf)
    pdf.pages[0].obj.Resources.XObject.Im0.write(photo(), filter=Name("/DCT"))


def photo_in_a_drawing(pdf: Pdf) -> None:
    head = b"q 40 0 0 30 0 0 cm\nBI /W 40 /H 30 /CS /RGB /BPC 8 /F /DCT ID "
    seen = pdf.make_stream(
        head + photo() + b"\nEI\nQ", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 40, 30])
    )
    pdf.pages[0].obj.Resources.XObject = Dictionary(Fm0=seen)


BESIDE: tuple[Hang, ...] = (
    info, xmp, of_a_page, script_on_opening, script_by_name, script_of_a_page, script_of_a_field, launch,
    launch_after_a_plain_step, odd_address, attachment, associated_file, pinned_file, film, author_of_a_note,
    portfolio, photo_within, photo_packed_twice, photo_by_its_short_name, photo_in_a_drawing,
)  # fmt: skip


def everything_in(content: bytes) -> bytes:
    """Return a PDF with all its streams unpacked, as somebody who looks for something would have it."""
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(
            kept, qdf=True, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )  # fmt: skip
    return kept.getvalue() + b"".join(_packed_twice(content))


def _packed_twice(content: bytes) -> Iterator[bytes]:
    """Unpack what is packed around a photo."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream) and isinstance(one.get("/Filter"), Array):
                yield zlib.decompress(one.read_raw_bytes())


def shown(content: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [page.Contents.read_bytes() for page in pdf.pages]


@pytest.mark.parametrize("beside", BESIDE, ids=lambda one: one.__name__)
def test_nothing_that_hangs_on_a_pdf_is_kept(beside):
    sent = paper("Surat", beside)
    assert CANARY in everything_in(sent)

    kept = papers.bare(sent)

    assert not kept.signed
    assert CANARY not in everything_in(kept.content)
    assert CANARY not in kept.content
    assert shown(kept.content) == shown(sent)


def test_all_of_it_at_once_leaves_no_script_file_or_place():
    kept = everything_in(papers.bare(paper("Surat", *BESIDE)).content)
    for name in (
        b"/JavaScript",
        b"/JS",
        b"/Launch",
        b"/EmbeddedFile",
        b"/Metadata",
        b"/Info",
        b"/AA",
        b"/XFA",
    ):
        assert name not in kept
    assert b"https://example.go.id" in kept  # a plain address on the page stays one


def test_an_earlier_version_and_what_follows_the_end_do_not_come_along():
    first = paper(TOLD)
    kept = io.BytesIO(first)
    place = first.rindex(b"startxref")
    assert CANARY in everything_in(first)
    with pikepdf.open(io.BytesIO(first)) as pdf:
        number = pdf.pages[0].Contents.objgen[0]
        size = int(pdf.trailer.Size)
    start = int(first[place:].split()[1])
    kept.seek(0, io.SEEK_END)
    now = kept.tell()
    stream = b"BT ET"
    kept.write(b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number, len(stream), stream))
    table = kept.tell()
    root = first[first.rindex(b"/Root") :].split(b" R")[0]
    kept.write(
        b"xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n" % (number, now)
        + b"trailer << /Size %d %s R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, start, table)
        + CANARY
    )
    sent = kept.getvalue()
    assert shown(sent) == [stream]

    assert CANARY not in everything_in(papers.bare(sent).content)
    assert shown(papers.bare(sent).content) == [stream]


def test_the_same_pdf_is_kept_as_the_same_bytes():
    sent = paper("Surat", info, attachment)
    assert papers.bare(sent) == papers.bare(sent)


def der(tag: int, *held: bytes) -> bytes:
    """Write one element of a signature."""
    body = b"".join(held)
    size = bytes([len(body)]) if len(body) < 128 else b"\x82" + len(body).to_bytes(2)
    return bytes([tag]) + size + body


def signed_data(*signers: bytes, kind: str = "2a864886f70d010702") -> bytes:
    """Write what a signing program puts into a PDF, as RFC 5652 has it; nothing of it was reckoned."""
    algorithm = der(0x30, der(0x06, bytes.fromhex("608648016503040201")))
    content = der(0x30, der(0x06, bytes.fromhex("2a864886f70d010701")))
    data = der(0x30, der(0x02, b"\x01"), der(0x31, algorithm), content, der(0x31, *signers))
    return der(0x30, der(0x06, bytes.fromhex(kind)), der(0xA0, data))


def signer() -> bytes:
    algorithm = der(0x30, der(0x06, bytes.fromhex("608648016503040201")))
    whose = der(0x30, der(0x30), der(0x02, b"\x07"))
    return der(0x30, der(0x02, b"\x01"), whose, algorithm, algorithm, der(0x04, b"\xab" * 64))


CMS = signed_data(signer()).ljust(300, b"\0")  # programs leave room


def signature(pdf: Pdf) -> None:
    """Hang a field on the form that is signed once the file stands."""
    value = Dictionary(
        Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 1111111111, 1111111111, 1])
    )
    value.Contents = String(CMS)
    field = Dictionary(FT=Name.Sig, T=String("tanda tangan"), V=pdf.make_indirect(value))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]), SigFlags=3)


def signed_paper(*hang: Hang, cms: bytes = CMS) -> bytes:
    """Write a paper with a signature that lies where it says."""
    sent = paper("Surat", *hang, signature)
    assert sent.count(CMS.hex().encode()) == 1
    found = b"<" + cms.ljust(len(CMS), b"\0").hex().encode() + b">"
    sent = sent.replace(b"<" + CMS.hex().encode() + b">", found)
    assert sent.count(found) == 1
    begin = sent.index(found)
    end = begin + len(found)
    blank = b"[ 0 1111111111 1111111111 1 ]"
    assert sent.count(blank) == 1
    size = len(sent) - len(blank) + 40
    shift = 40 - len(blank) if sent.index(blank) < begin else 0
    numbers = b"[ 0 %d %d %d ]" % (begin + shift, end + shift, size - end - shift)
    return sent.replace(blank, numbers.ljust(40))


def test_what_carries_a_signature_stays_to_the_byte_and_is_marked():
    sent = signed_paper()
    assert papers.bare(sent) == papers.Paper(sent, signed=True)


def test_saying_that_it_is_signed_keeps_no_script():
    sent = paper("Surat", signature, script_on_opening)  # its ranges lead nowhere
    kept = papers.bare(sent)
    assert not kept.signed
    assert CANARY not in everything_in(kept.content)


@pytest.mark.parametrize(
    "cms",
    [
        b"00000000",
        b"\x30" + b"\xab" * 63,
        der(0x30, der(0x04, CMS[:100])),
        signed_data(),
        signed_data(der(0x30)),
        signed_data(signer(), kind="2a864886f70d010703"),
        signed_data(signer())[:20],
        b"\x30\x80" * 140,
    ],
    ids=["digits", "a head", "a text", "nobody's", "an empty one", "a cover", "half", "without end"],
)
def test_what_is_not_built_as_a_signature_keeps_nothing(cms):
    kept = papers.bare(signed_paper(script_on_opening, info, cms=cms))
    assert not kept.signed
    assert CANARY not in everything_in(kept.content)


def updated(sent: bytes, changed: bytes, extra: bytes = b"") -> bytes:
    """Save a PDF once more as programs do that add to it: what was stays, what is new follows."""
    place = sent.rindex(b"startxref")
    start = int(sent[place:].split()[1])
    with pikepdf.open(io.BytesIO(sent)) as pdf:
        root, size = pdf.Root.objgen[0], int(pdf.trailer.Size)
        now = pdf.Root.unparse(resolved=True)
    new = b"%d 0 obj\n%s\nendobj\n" % (size, extra or b"<< >>")
    again = b"%d 0 obj\n%s\nendobj\n" % (
        root,
        now.rstrip()[:-2] + changed.replace(b"NEW", b"%d 0 R" % size) + b">>",
    )
    table = len(sent) + len(new) + len(again)
    rows = b"%d 1\n%010d 00000 n \n%d 1\n%010d 00000 n \n" % (root, len(sent) + len(new), size, len(sent))
    tail = b"trailer << /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        size + 1,
        root,
        start,
        table,
    )
    return sent + new + again + b"xref\n" + rows + tail


def test_a_signed_paper_to_which_the_proofs_of_its_signature_were_added_stays_signed():
    sent = updated(signed_paper(), b"/DSS NEW", b"<< /Type /DSS /Certs [] >>")
    assert papers.bare(sent) == papers.Paper(sent, signed=True)


def test_a_paper_that_was_changed_after_it_was_signed_is_signed_no_more():
    label = b"/PageLabels << /Nums [0 << /P (%s) >>] >>" % CANARY
    assert not papers.bare(updated(signed_paper(), label)).signed


@pytest.mark.parametrize(
    "beside",
    [script_on_opening, script_by_name, script_of_a_field, launch, attachment, pinned_file, film],
    ids=lambda one: one.__name__,
)
def test_what_is_signed_together_with_programs_or_files_is_refused_as_that(beside):
    with pytest.raises(papers.Acting):
        papers.bare(signed_paper(beside))


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4\n%%EOF\n", b"%PDF-1.7\n" + b"x" * 300 + b"%%EOF", paper()[:300] + b"%%EOF"]
)
def test_what_is_no_pdf_is_refused(content):
    with pytest.raises(papers.Unreadable):
        papers.bare(content)


def test_a_pdf_that_asks_for_a_password_is_refused_as_that_and_one_that_asks_nobody_is_taken():
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        pdf.save(kept, encryption=pikepdf.Encryption(user="rahasia", owner="rahasia"))
    with pytest.raises(papers.Locked):
        papers.bare(kept.getvalue())
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        pdf.save(kept, encryption=pikepdf.Encryption(user="", owner="rahasia"))
    assert shown(papers.bare(kept.getvalue()).content) == shown(paper())


@pytest.mark.parametrize(
    "more", [{}, {"progressive": True}, {"subsampling": 0, "quality": 30}, {"restart_marker_blocks": 1}]
)
def test_a_photo_within_keeps_its_pixels_to_the_bit(more):
    sent = photo(**more)
    kept = bare_jpeg(sent)
    assert CANARY not in kept
    assert Image.open(io.BytesIO(kept)).tobytes() == Image.open(io.BytesIO(sent)).tobytes()


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2) + content


def before_its_second_scan(plain: bytes, more: bytes) -> bytes:
    table = plain.index(b"\xff\xc4", plain.index(b"\xff\xda"))
    return plain[:table] + more + plain[table:]


@pytest.mark.parametrize(
    "told", [segment(marker, b"Exif\0\0" + CANARY) for marker in (0xE1, 0xED, 0xEF, 0xFE)]
)
@pytest.mark.parametrize("late", [True, False])
def test_what_a_camera_wrote_is_taken_away_wherever_it_stands(told, late):
    plain = bare_jpeg(photo(progressive=True))
    sent = before_its_second_scan(plain, told) if late else plain[:2] + told + plain[2:]
    assert Image.open(io.BytesIO(sent)).tobytes() == Image.open(io.BytesIO(plain)).tobytes()
    assert bare_jpeg(sent) == plain


@pytest.mark.parametrize(
    "small",
    [
        segment(0xE0, b"JFXX\0\x10" + CANARY),
        segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x04" + CANARY),
        segment(0xE0, b"CIFF" + CANARY),
        segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01" + CANARY),
        segment(0xEE, CANARY),
    ],
    ids=["JFXX", "JFIF", "other", "Adobe", "other again"],
)
def test_no_small_picture_of_the_picture_is_kept(small):
    plain = bare_jpeg(photo())
    kept = bare_jpeg(plain[:2] + small + plain[2:])
    assert CANARY not in kept
    assert Image.open(io.BytesIO(kept)).size == (40, 30)


def test_the_photo_in_a_drawing_is_painted_as_before():
    sent = paper("Surat", photo_in_a_drawing)
    with pikepdf.open(io.BytesIO(papers.bare(sent).content)) as pdf:
        drawing = pdf.pages[0].obj.Resources.XObject.Fm0
        steps = list(pikepdf.parse_content_stream(drawing))
        assert [str(step.operator) for step in steps] == ["q", "cm", "INLINE IMAGE", "Q"]
        raw = steps[2].iimage._data._inline_image_raw_bytes()
    assert Image.open(io.BytesIO(raw)).tobytes() == Image.open(io.BytesIO(photo())).tobytes()


def test_a_jpeg_2000_within_keeps_its_image_box_alone():
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(kept, "JPEG2000")
    plain = kept.getvalue()
    box = (len(CANARY) + 8).to_bytes(4) + b"uuid" + CANARY
    head = plain.index(b"jp2h") - 4
    told = plain[:head] + box + plain[head:]
    assert bare_jpeg_2000(told) == plain
    assert bare_jpeg_2000(plain) == plain
