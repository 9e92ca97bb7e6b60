"""The work a client has or looks for, and whether the job counts for the quota of workers with a disability."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.records.kind import WITH_BOTH, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

WORKING = frozenset({"BEKERJA_FORMAL", "BEKERJA_INFORMAL", "WIRAUSAHA"})
EMPLOYED = "BEKERJA_FORMAL"
DISABLED = frozenset({"PD"})


class Work(
    Record,
    name="work",
    when=Words("Tanggal diketahui", "Day it was found out"),
    readers=WITH_BOTH,
    carries=True,
):
    """Work record: what work, where, since when."""

    work_status: Annotated[str, Code("work_status"), Ask("Pekerjaan", "Work", "radios")]
    occupation: Annotated[
        str | None, Meta(max_length=200), Ask("Pekerjaan klien", "What the client does", sometimes=True)
    ] = None
    employer: Annotated[
        str | None, Meta(max_length=200), Ask("Pemberi kerja atau usaha sendiri", "Employer or own business")
    ] = None
    started_on: Annotated[date | None, Ask("Sejak", "Since", sometimes=True)] = None
    hours_week: Annotated[int | None, Meta(ge=1, le=120), Ask("Jam per minggu", "Hours a week")] = None
    tools_used: Annotated[
        bool | None,
        Ask(
            "Apakah alat atau modal yang diserahkan masih dipakai?",
            "Are tools or capital handed over still in use?",
            "yesno",
            optional=True,
        ),
    ] = None
    quota: Annotated[
        str | None,
        Code("job_quota"),
        Ask(
            "Kuota pekerja penyandang disabilitas",
            "Quota for workers with a disability",
            heading=Words("Klien penyandang disabilitas", "Clients with a disability"),
            hint=Words(
                "Menurut undang-undang pemerintah mempekerjakan paling sedikit 2 persen, swasta paling sedikit 1 persen.",
                "By law the government employs at least 2 percent, private employers at least 1 percent.",
            ),
            sometimes=True,
        ),
    ] = None
    adjustments: Annotated[
        str | None,
        Meta(max_length=500),
        Ask("Penyesuaian di tempat kerja", "What the workplace adjusted", "text"),
    ] = None
    note: Annotated[str | None, Meta(max_length=2000), Ask("Catatan", "Note")] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask work for what it is and since when; only employment counts for the quota."""
        errors: dict[str, str] = {}
        if self.work_status in WORKING:
            if not self.occupation:
                errors["occupation"] = both("Tuliskan pekerjaan klien.", "Say what the client does.")
            if self.started_on is None:
                errors["started_on"] = both(
                    "Isi sejak kapan, paling tidak perkiraannya.", "Fill in since when, at least about."
                )
        if self.started_on and self.started_on > context.today:
            errors["started_on"] = both(
                "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
                "This day lies ahead. Fill in the day it happened.",
            )
        if self.quota in {"PEMERINTAH", "SWASTA"} and self.work_status != EMPLOYED:
            errors["quota"] = both(
                "Hanya pekerjaan formal yang dihitung dalam kuota.",
                "Only formal employment counts for the quota.",
            )
        if self.work_status == EMPLOYED and self.quota is None and context.state.pmks_type in DISABLED:
            errors["quota"] = both(
                "Nyatakan apakah pekerjaan ini dihitung dalam kuota.",
                "Say whether the job counts for the quota.",
            )
        return errors

    def facts(self, _context: FormContext) -> Facts:
        """Tell the case the work, its beginning and the quota."""
        return {
            "work_status": self.work_status,
            "work_since": str(self.started_on) if self.started_on and self.work_status in WORKING else "",
            "work_quota": self.quota or "",
        }
