"""Consent: given, refused or withdrawn; or a lawful exception that must be made good within seven days."""

from datetime import date, timedelta
from typing import Annotated, Any

from msgspec import Meta

from app.records.consent import grounds
from app.records.consent.grounds import ADULT, ASSENT_AGE, CHILD_BASES, age_is_clear, may_be_a_child
from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.records.victims.protection import refused_giver
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

REPAIR_DAYS = 7  # calendar days within which an exception must be made good; design choice
SERVICE, SHARING, PHOTOS = "LAYANAN", "BERBAGI", "FOTO"  # what may be agreed to apart from each other


class Consent(
    Record,
    name="consent",
    when=Words("Tanggal persetujuan atau penolakan", "Day it was given or refused"),
    intro=Words(
        "Jelaskan layanan dengan kata yang dipahami klien. Lampirkan formulir bertanda tangan sebagai dokumen.",
        "Explain the service in words the client understands. Attach the signed form as a document.",
    ),
    readers=WITH_CARE,
):
    """Consent record: who agreed to what, on which ground, or why it was not asked."""

    status: Annotated[str, Code("consent_status"), Ask("Persetujuan", "Consent")]
    basis: Annotated[
        str, Code("consent_basis"), Ask("Siapa yang berhak menyetujui", "Who may consent", "radios")
    ]
    exception: Annotated[
        str | None,
        Code("consent_exception"),
        Ask(
            "Pengecualian yang sah",
            "Lawful exception",
            heading=Words("Hanya bila tidak ada yang dapat ditanya", "Only when nobody could be asked"),
            hint=Words(
                "Hanya bila persetujuan tidak sempat diminta.",
                "Only when the consent could not be asked in time.",
            ),
            sometimes=True,
        ),
    ] = None
    repair_by: Annotated[
        date | None,
        Ask(
            "Persetujuan menyusul paling lambat",
            "Consent to follow by",
            hint=Words("Paling lama tujuh hari kalender kemudian.", "At most seven calendar days later."),
            sometimes=True,
        ),
    ] = None
    reason: Annotated[
        str | None,
        Meta(max_length=1000),
        Ask(
            "Alasan",
            "Reason",
            hint=Words(
                "Diperlukan untuk pengecualian, penolakan, dan bila negara yang bertindak.",
                "Needed for an exception, for a refusal, and when the state acts.",
            ),
            sometimes=True,
        ),
    ] = None
    giver_name: Annotated[
        str | None,
        Meta(max_length=200),
        Ask(
            "Siapa yang memberi atau menolak",
            "Who gave or refused it",
            heading=Words("Cara diberikan", "How it was given"),
        ),
    ] = None
    giver_relation: Annotated[
        str | None,
        Code("relation"),
        Ask(
            "Hubungan dengan klien",
            "Relation to the client",
            hint=Words("Kosongkan bila klien sendiri.", "Leave empty when it is the client."),
        ),
    ] = None
    scope: Annotated[list[str], Code("consent_scope"), Ask("Yang disetujui", "What was agreed to")] = []
    manner: Annotated[str | None, Code("consent_manner"), Ask("Cara menyatakan", "How it was expressed")] = (
        None
    )
    expires_on: Annotated[
        date | None,
        Ask(
            "Berlaku sampai",
            "Valid until",
            hint=Words(
                "Kosongkan bila berlaku sampai dicabut.", "Leave empty when it holds until it is withdrawn."
            ),
        ),
    ] = None
    assent: Annotated[
        bool | None,
        Ask(
            "Apakah anak setuju?",
            "Does the child agree?",
            "yesno",
            optional=True,
            heading=Words("Pendapat anak sendiri", "The child's own view"),
            hint=Words("Untuk klien di bawah 18 tahun.", "For clients under 18."),
            asked=may_be_a_child,
            sometimes=True,
        ),
    ] = None
    assent_note: Annotated[
        str | None,
        Meta(max_length=1000),
        Ask("Kata anak", "What the child said", asked=may_be_a_child, sometimes=True),
    ] = None
    note: Annotated[str | None, Meta(max_length=4000), Ask("Catatan", "Note")] = None

    @classmethod
    def choices(cls, context: FormContext) -> dict[str, tuple[str, ...]]:
        """Leave out who cannot consent for this client: by the journey, and by an age that is known for certain."""
        possible = grounds.possible(context)
        return {"basis": possible} if possible else {}

    @classmethod
    def advice(cls, context: FormContext) -> dict[str, str]:
        """Say what the client's age means for this form."""
        if context.age is None or context.age >= ADULT:
            return {}
        if context.age < ASSENT_AGE:
            return {
                "assent": both(
                    "Klien berusia %(age)s: di bawah 10 tahun pendapatnya boleh dicatat, tidak wajib.",
                    "The client is %(age)s: under 10 a view is welcome but not needed.",
                    age=context.age,
                )
            }
        return {
            "assent": both(
                "Klien berusia %(age)s: mulai 10 tahun pendapat anak dicatat.",
                "The client is %(age)s: from 10 on the child's own view is recorded.",
                age=context.age,
            )
        }

    def check(self, context: FormContext) -> dict[str, str]:
        """Find what only several answers together show."""
        return (
            _exception(self, context)
            | _reasons(self)
            | _age(self, context)
            | _child(self, context)
            | _suspected(self, context)
            | _scope(self)
            | _days(self)
        )

    def doubts(self, context: FormContext) -> list[str]:
        """Ask again where an estimated age makes the ground uncertain."""
        if context.age is None or age_is_clear(context):
            return []
        if self.basis == "OWN" and context.age < ADULT:
            return [
                both(
                    "Menurut perkiraan tanggal lahir, klien di bawah 18 tahun. Anak tidak dapat menyetujui sendiri.",
                    "By the estimated birth date the client is under 18. A child cannot consent alone.",
                )
            ]
        if self.basis in CHILD_BASES and context.age >= ADULT:
            return [
                both(
                    "Menurut perkiraan tanggal lahir, klien sudah dewasa dan memutuskan sendiri.",
                    "By the estimated birth date the client is an adult, who decides personally.",
                )
            ]
        return []

    def facts(self, _context: FormContext) -> Facts:
        """Consent is valid once given; an exception stands beside it until it is made good."""
        given = self.status == "DIBERIKAN"
        excepted = given and self.basis == "EXCEPTION"
        facts: Facts = {
            "consent_valid": given and not excepted,
            "consent_basis": self.basis,
            "consent_exception": (self.exception or "") if excepted else "",
            "consent_repair_by": str(self.repair_by) if excepted else "",
        }
        if given and not excepted:
            facts |= {"consent_sharing": SHARING in self.scope, "consent_photos": PHOTOS in self.scope}
        elif not given:
            facts |= {"consent_sharing": False, "consent_photos": False}
        return facts if self.assent is None else facts | {"assent": self.assent}

    def derive(self, _context: FormContext) -> dict[str, Any]:
        """Drop the repair date where there is nothing to repair."""
        return {"repair_by": self.repair_by if self.basis == "EXCEPTION" else None}


def _exception(form: Consent, context: FormContext) -> dict[str, str]:
    errors: dict[str, str] = {}
    if form.basis != "EXCEPTION":
        if form.exception:
            errors["exception"] = both(
                "Kosongkan, atau pilih “pengecualian yang sah” di atas.",
                "Leave this empty, or choose “lawful exception” above.",
            )
        return errors
    if not form.exception:
        errors["exception"] = both(
            "Pilih pengecualian sah yang berlaku.", "Choose which lawful exception applies."
        )
    last = context.occurred_on + timedelta(days=REPAIR_DAYS)
    if form.repair_by is None:
        errors["repair_by"] = both(
            "Isi paling lambat kapan persetujuan menyusul.", "Fill in by when the consent will follow."
        )
    elif not context.occurred_on <= form.repair_by <= last:
        errors["repair_by"] = both(
            "Pilih hari dalam %(days)s hari kalender sejak pengecualian.",
            "Choose a day within %(days)s calendar days of the exception.",
            days=REPAIR_DAYS,
        )
    return errors


def _reasons(form: Consent) -> dict[str, str]:
    if form.reason:
        return {}
    if form.status in {"DITOLAK", "DICABUT"}:
        return {
            "reason": both(
                "Tuliskan alasannya, dengan kata orang yang memutuskan.",
                "Write down why, in the words of who decided.",
            )
        }
    if form.basis == "STATE":
        return {
            "reason": both(
                "Tuliskan mengapa orang tua atau wali tidak dapat ditanya.",
                "Say why no parent or guardian could be asked.",
            )
        }
    if form.basis == "EXCEPTION":
        return {
            "reason": both(
                "Tuliskan kejadian yang membuat pengecualian perlu.",
                "Say what happened that made the exception necessary.",
            )
        }
    return {}


def _age(form: Consent, context: FormContext) -> dict[str, str]:
    if context.age is None or not age_is_clear(context):
        return {}
    if form.basis == "OWN" and context.age < ADULT:
        return {
            "basis": both(
                "Klien berusia %(age)s belum dapat menyetujui sendiri: orang tua atau wali yang menyetujui.",
                "A client of %(age)s cannot consent alone: a parent or guardian must.",
                age=context.age,
            )
        }
    if form.basis in CHILD_BASES and context.age >= ADULT:
        return {
            "basis": both(
                "Klien berusia %(age)s tahun dan memutuskan sendiri.",
                "The client is %(age)s years old and decides personally.",
                age=context.age,
            )
        }
    return {}


def _scope(form: Consent) -> dict[str, str]:
    """Ask what was agreed to: nothing ticked is no consent, and what else is shared is asked for where it is used."""
    if form.status != "DIBERIKAN" or form.basis == "EXCEPTION" or SERVICE in form.scope:
        return {}
    return {
        "scope": both(
            "Pilih paling sedikit layanan rehabilitasi: tanpa itu tidak ada persetujuan layanan.",
            "Choose at least the rehabilitation services: without them there is no consent to the service.",
        )
    }


def _suspected(form: Consent, context: FormContext) -> dict[str, str]:
    if form.status != "DIBERIKAN" or form.basis not in CHILD_BASES:
        return {}
    refused = refused_giver(form.giver_relation, context)
    return {"giver_relation": refused} if refused else {}


def _child(form: Consent, context: FormContext) -> dict[str, str]:
    if form.status != "DIBERIKAN" or form.basis != "PG_A" or form.assent:
        return {}
    if context.age is not None and context.age < ASSENT_AGE:
        return {}
    if form.assent is None:
        return {
            "assent": both(
                "Tanyakan kepada anak: persetujuan ini memerlukan pendapat anak sendiri.",
                "Ask the child: this consent needs the child's own view.",
            )
        }
    return (
        {}
        if form.assent_note
        else {
            "assent_note": both(
                "Tuliskan kata anak dan bagaimana diperhatikan.",
                "Write down what the child said and how it was heeded.",
            )
        }
    )


def _days(form: Consent) -> dict[str, str]:
    if form.expires_on and form.repair_by and form.expires_on < form.repair_by:
        return {
            "expires_on": both(
                "Ini sebelum hari persetujuan harus menyusul.",
                "This lies before the day by which the consent is to follow.",
            )
        }
    return {}
