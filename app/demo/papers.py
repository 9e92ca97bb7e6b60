"""Documents of the demo: small real PDF files that say they are invented."""

from app.cases import files
from app.settings import settings
from app.web.i18n.lists import code_label

_PAGE = """BT /F1 16 Tf 72 760 Td ({title}) Tj 0 -28 Td /F1 11 Tf ({note}) Tj ET"""
_NOTE = "Dokumen contoh untuk peragaan. Bukan dokumen yang sah."


def paper(kind: str) -> tuple[str, int]:
    """Keep a PDF of this kind among the documents; return its SHA-256 and size."""
    content = pdf(code_label(kind, "document"))
    return files.keep(settings().documents, content), len(content)


def pdf(title: str) -> bytes:
    """Write a PDF of one page with a title, by hand: five objects and their table."""
    stream = _PAGE.format(title=_escaped(title), note=_NOTE).encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + head + table + tail


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
