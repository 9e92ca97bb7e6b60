"""Small PDFs for tests: one page that readers open, and what may be hung on it."""

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

Hang = Callable[[Pdf], None]


def saying(text: str) -> Hang:
    """Return what hangs a note on the page, whose words stand in the file for whoever looks for them."""

    def hang(pdf: Pdf) -> None:
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Rect=Array([9, 9, 99, 99]), Contents=String(text)
        )
        pdf.pages[0].obj.Annots.append(note)

    return hang


def paper(text: str = "Surat", *hang: Hang) -> bytes:
    """Write a page that shows *text*, and let each of *hang* add to it."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = pdf.make_stream(f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET".encode())
        page.Annots = Array([])
        for add in hang:
            add(pdf)
        kept = io.BytesIO()
        pdf.save(kept, static_id=True)
    return kept.getvalue()
