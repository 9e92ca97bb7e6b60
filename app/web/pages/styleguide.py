"""Every control on one page, for those who build pages and for the tests of contrast and width.

Served in development only. The texts are samples in Indonesian and in no catalogue.
"""

from datetime import date, timedelta
from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import HTTPException
from litestar.params import FromPath, FromQuery
from msgspec import Meta

from app import clock
from app.web.forms.decoding import Code, decode, read_form
from app.web.forms.decoding import Label as Named  # these samples are in no catalogue
from app.web.http.access import PUBLIC, may
from app.web.http.current_user import Anyone
from app.web.pages.render import fragment, page, wants_fragment


class SampleForm(msgspec.Struct, frozen=True):
    """One field of every kind."""

    name: Annotated[str, Meta(max_length=120), Named("Nama")]
    birth_date: Annotated[date, Named("Tanggal lahir")]
    seen_on: Annotated[date, Named("Tanggal kunjungan")]
    source: Annotated[str, Code("source"), Named("Sumber laporan")]
    urgency: Annotated[str, Code("urgency"), Named("Kedaruratan")]
    note: Annotated[str, Meta(max_length=200), Named("Catatan")]
    areas: Annotated[list[str], Meta(min_length=1), Code("goal_area"), Named("Bidang tujuan")]
    paper: Annotated[UploadFile, Named("Dokumen")]
    agreed: bool = False


TYPED = {"name": ["Suryana"], "birth_date": ["31/02/1990"], "note": ["Klien hadir. " * 20], "agreed": ["on"]}


def _samples() -> dict[str, Any]:
    now = clock.now()
    return {
        "steps": [
            {"label": "Penerimaan", "state": "done", "note": "12 Jun"},
            {"label": "Asesmen", "state": "done", "note": "3 Jul"},
            {"label": "Rencana", "state": "done", "note": "20 Jul"},
            {"label": "Intervensi", "state": "now", "note": "41 hari"},
            {"label": "Bimbingan keterampilan", "state": "todo", "note": ""},
            {"label": "Reintegrasi", "state": "todo", "note": ""},
            {"label": "Bina lanjut", "state": "todo", "note": ""},
        ],
        "tasks": [
            {
                "title": "Sertifikat pelatihan las",
                "status": "Terlambat",
                "tone": "bad",
                "href": "#",
                "hint": "Jatuh tempo 20 November 2026",
            },
            {
                "title": "Asesmen kesiapan pascabebas (T−1)",
                "status": "Belum mulai",
                "href": "#",
                "hint": "Wajib sebelum Reintegrasi",
            },
            {
                "title": "Aktivasi KTP-el di Dukcapil",
                "status": "Menunggu pihak lain",
                "tone": "warn",
                "href": "#",
                "hint": "Dikerjakan Bapas",
            },
            {
                "title": "Kunjungan keluarga",
                "status": "Selesai",
                "tone": "good",
                "href": "#",
                "hint": "2 November 2026",
            },
        ],
        "entries": [
            {
                "at": now,
                "title": "Catatan",
                "by": "Rina Hidayat",
                "text": "Klien hadir 9 dari 12 sesi; instruktur menilai mampu bekerja mandiri.",
            },
            {
                "at": now - timedelta(days=5),
                "title": "Tahap berubah: Rencana → Intervensi",
                "by": "S. Kurnia",
                "text": "Rencana disetujui.",
                "tone": "info",
            },
            {
                "at": now - timedelta(days=21),
                "title": "Dokumen ditambahkan",
                "by": "Rina Hidayat",
                "tone": "good",
            },
        ],
        "rows": [
            (
                "A.S. · BTN-2026-000142",
                "Bekas warga binaan",
                "Intervensi",
                41,
                30,
                11,
                "Sertifikat belum ada",
                "R. Hidayat",
            ),
            (
                "N.M. · BTN-2026-000077",
                "Anak balita terlantar",
                "Asesmen",
                33,
                14,
                19,
                "Kunjungan rumah belum dicatat",
                "D. Fitri",
            ),
            (
                "T.W. · BTN-2026-000008",
                "Anak berhadapan dengan hukum",
                "Reintegrasi",
                96,
                60,
                36,
                "Tidak ada tugas berjalan",
                "(belum ditugaskan)",
            ),
        ],
    }


@get("/styleguide", opt=may(PUBLIC), name="web:styleguide", include_in_schema=False)
async def styleguide(request: Anyone, *, errors: FromQuery[bool] = False) -> Response[Any]:
    """Show every control; with `?errors=1` as a refused form shows it."""
    form = decode(SampleForm, dict(TYPED)) if errors else None
    return page(request, "styleguide.html", form=form, status=200, **_samples())


@post("/styleguide", opt=may(PUBLIC), name="web:styleguide_sent", include_in_schema=False, status_code=200)
async def send(request: Anyone) -> Response[Any]:
    """Decode the sample form and show what is wrong with it."""
    form = await read_form(request, SampleForm)
    if wants_fragment(request):
        return fragment(request, "_styleguide_form.html", form=form, status=422)
    return page(request, "styleguide.html", form=form, status=422, **_samples())


@get("/styleguide/errors/{status:int}", opt=may(PUBLIC), name="web:styleguide_error", include_in_schema=False)
async def error(status: FromPath[int]) -> None:
    """Show the page of one error."""
    raise HTTPException("sample", status_code=status)


routes = [styleguide, send, error]
