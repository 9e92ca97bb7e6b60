"""Where a client is sheltered for now. The place of a secret shelter is told to nobody who need not know it.

The place stands in this record alone: no fact, event, note of the system or list holds it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from msgspec import Meta

from app.cases.locking import LockedCase
from app.records.history import filled_in
from app.records.kind import WITH_CARE, Facts, FormContext, Options, Reader, Record, Shown
from app.records.marks import Ask, Trait
from app.records.plan.institutions import Institution, of_kinds
from app.scope import grants, restriction
from app.scope.need_to_know import may_know_place
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

ALWAYS_SECRET = frozenset({"RPTC", "RUMAH_AMAN"})
"""A trauma centre and a safe house protect only while nobody knows where they are."""
OWN_HOME = "RUMAH_SENDIRI"
"""No shelter at all: the client stays, the offender is gone. Nobody has to be told where that is."""
IN, OUT = "MASUK", "KELUAR"


class Shelter(
    Record,
    name="shelter",
    when=Words("Tanggal masuk atau keluar", "Day of coming in or leaving"),
    intro=Words(
        "Sebelum menulis: adakah yang dapat membaca layar Anda? Tempat ini tidak ditampilkan kepada orang lain.",
        "Before you write: can anybody read over your shoulder? The place is shown to nobody else.",
    ),
    readers=WITH_CARE,
    in_pack=False,
):
    """Shelter record: coming in, or going out. Moving to another shelter is coming in there."""

    status: Annotated[
        str, Code("shelter_status"), Ask("Masuk atau keluar?", "Coming in or going out?", "radios")
    ]
    shelter_kind: Annotated[
        str | None,
        Code("shelter_kind"),
        Ask(
            "Jenis tempat perlindungan",
            "Kind of shelter",
            "choice",
            heading=Words("Saat klien masuk", "When the client comes in"),
            sometimes=True,
        ),
    ] = None
    secret: Annotated[
        bool | None,
        Ask(
            "Apakah tempatnya harus dirahasiakan?",
            "Must the place stay secret?",
            "yesno",
            optional=True,
            hint=Words(
                "Jika ya, hanya petugas kasus, supervisornya, dan petugas tempat itu yang melihatnya.",
                "Then only the worker, their supervisor and the shelter's own staff see it.",
            ),
            sometimes=True,
        ),
        Trait.SECRET,
    ] = None
    place: Annotated[
        str | None,
        Meta(max_length=300),
        Ask(
            "Nama atau alamat",
            "Name or address",
            "text",
            hint=Words("Hanya di sini boleh dituliskan.", "The only place where it may be written down."),
            sometimes=True,
        ),
    ] = None
    contact: Annotated[
        str | None,
        Meta(max_length=200),
        Ask(
            "Kontak di sana",
            "Whom to call there",
            hint=Words("Dirahasiakan seperti tempatnya.", "Kept as secret as the place."),
        ),
    ] = None
    organisation: Institution = None
    until: Annotated[date | None, Ask("Direncanakan sampai", "Planned until")] = None
    left_to: Annotated[
        str | None,
        Code("shelter_left_to"),
        Ask(
            "Tujuan klien",
            "Where the client went",
            "radios",
            heading=Words("Saat klien keluar", "When the client leaves"),
            sometimes=True,
        ),
    ] = None
    note: Annotated[
        str | None,
        Meta(max_length=2000),
        Ask(
            "Catatan",
            "Note",
            hint=Words(
                "Dibaca semua orang dalam kasus: tanpa nama, tanpa alamat.",
                "Read by everybody on the case: no names, no address.",
            ),
        ),
    ] = None

    @classmethod
    async def options(cls) -> Options:
        """Offer the institutions of this product."""
        return await of_kinds("organisation", "UPTD", "LKS")

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask coming in for its place and going out for where to; keep what must be secret so."""
        return _coming(self, context) if self.status == IN else _going(self, context)

    def gives_out(self) -> bool:
        """Tell whether the staff of a shelter see the case."""
        return self.organisation is not None and self.status == IN

    def facts(self, context: FormContext) -> Facts:
        """Tell the case that the client is sheltered, in what kind of place and until when; never where."""
        day = str(context.occurred_on)
        if self.status == OUT:
            return {"sheltered": False, "shelter_until": "", "shelter_left_on": day}
        return {
            "sheltered": True,
            "shelter_kind": self.shelter_kind or "",
            "shelter_secret": bool(self.secret),
            "sheltered_on": _since(context) or day,
            "shelter_until": str(self.until or ""),
            "shelter_left_on": "",
        }

    def derive(self, _context: FormContext) -> dict[str, Any]:
        """Keep no answer about secrecy where there is no place."""
        return {"secret": bool(self.secret)}

    async def keep(self, case: LockedCase, now: datetime) -> None:
        """Let the shelter's staff see the case while the client is with them; who was hidden once stays masked."""
        await grants.end(case.id, "SHELTER", why="LEFT", now=now)
        if self.secret:
            await restriction.restrict(case.client, "SHELTER", case=case.id, now=now)
        if self.status == IN and self.organisation:
            await grants.grant(
                case.client, case.id, grants.organisation(self.organisation), "SHELTER", now=now
            )

    @classmethod
    def redact(cls, row: Mapping[str, Any], reader: Reader) -> Mapping[str, Any]:
        """Take the place out of a secret shelter's row for whoever need not know it."""
        if not row["secret"]:
            return row
        shelter = row["organisation"]
        if may_know_place(reader.me, worker=reader.worker, unit=reader.unit, shelter=shelter):
            return row
        return {**row, "place": "", "contact": "", "organisation": None}

    @classmethod
    def summary(cls, row: Mapping[str, Any]) -> Shown:
        """Say what is known; of a place that this reader need not know, that it is a safe one."""
        shown = filled_in(cls, row, without=frozenset({"organisation"}))
        if row["status"] == IN and not row["place"]:
            return (
                *shown,
                (both("Nama atau alamat", "Name or address"), both("Di tempat aman", "A safe place")),
            )
        return shown


def _coming(form: Shelter, context: FormContext) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not form.shelter_kind:
        errors["shelter_kind"] = both("Pilih jenis tempat perlindungan.", "Choose the kind of shelter.")
    if form.secret is None:
        errors["secret"] = both("Pilih ya atau tidak.", "Choose yes or no.")
    elif form.shelter_kind in ALWAYS_SECRET and not form.secret:
        errors["secret"] = both(
            "RPTC atau rumah aman selalu dirahasiakan: pilih ya.",
            "A trauma centre or safe house is always secret: choose yes.",
        )
    if not form.place and form.shelter_kind != OWN_HOME:
        errors["place"] = both(
            "Isi di mana klien berada, supaya yang perlu tahu dapat menemukannya.",
            "Fill in where the client is, so that those who need to know can find them.",
        )
    if form.until and form.until < context.occurred_on:
        errors["until"] = both(
            "Masa tinggal tidak dapat berakhir sebelum dimulai.", "The stay cannot end before it begins."
        )
    if form.left_to:
        errors["left_to"] = both(
            "Kosongkan selama klien tinggal.", "Leave this empty while the client stays."
        )
    return errors


def _going(form: Shelter, context: FormContext) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not context.state.facts.get("sheltered"):
        errors["status"] = both(
            "Belum ada tempat perlindungan yang dicatat.",
            "No shelter is recorded that the client could leave.",
        )
    if not form.left_to:
        errors["left_to"] = both("Tuliskan tujuan klien.", "Say where the client went.")
    for name in ("shelter_kind", "secret", "place", "contact", "organisation", "until"):
        if getattr(form, name) is not None:
            errors[name] = both("Kosongkan bila klien keluar.", "Leave this empty when the client leaves.")
    return errors


def _since(context: FormContext) -> str:
    """Give the day an unbroken stay began: moving from one shelter to another does not begin it anew."""
    known = context.state.facts
    return str(known.get("sheltered_on") or "") if known.get("sheltered") else ""
