"""The minutes of a case conference: who met, what was decided, who disagreed, what is to be done."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta

from app.records.kind import Desk, Facts, FormContext, Record
from app.records.marks import Ask, Item, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from app.web.i18n.lists import CODES

PARTIES = tuple(Item(code, words) for code, words in CODES["conference_party"].items())
FEWEST = 2  # bodies at the table: one body alone confers with nobody; design choice


class Conference(Record, name="conference", when=Words("Tanggal pembahasan kasus", "Day of the conference")):
    """Case conference record: the plain first form of the minutes. `tasks`: one a line."""

    purpose: Annotated[
        str,
        Code("conference_purpose"),
        Ask("Yang dibahas", "What it was about", "choice", heading=Words("Pertemuan", "The meeting")),
    ]
    place: Annotated[str | None, Meta(max_length=200), Ask("Tempat", "Place")] = None
    chair: Annotated[
        str,
        Meta(max_length=200),
        Ask("Pemimpin pembahasan", "Chair", hint=Words("Biasanya supervisor.", "Usually the supervisor.")),
    ]
    chair_worker: Annotated[
        UUID | None,
        Ask(
            "Petugas yang memimpin",
            "Worker who chairs",
            hint=Words(
                "Pembahasan berikutnya tampil di meja kerjanya.",
                "The next conference stands on this worker's desk.",
            ),
        ),
        Trait.COLLEAGUE,
    ] = None
    participants: Annotated[
        dict[str, Annotated[str, Meta(max_length=300)]],
        Ask(
            "Siapa yang ikut",
            "Who took part",
            "names",
            items=PARTIES,
            hint=Words(
                "Nama di samping lembaganya, pisahkan dengan koma. Kosongkan yang tidak hadir.",
                "Names beside their organisation, with commas between. Leave out who was not there.",
            ),
            sometimes=True,
        ),
    ] = {}
    confidentiality: Annotated[
        bool,
        Ask(
            "Semua diingatkan bahwa isi pembahasan bersifat rahasia",
            "Everyone was reminded that what is said here stays here",
            sometimes=True,
        ),
    ] = False
    discussion: Annotated[
        str | None,
        Meta(max_length=8000),
        Ask("Ringkasan pembicaraan", "What was said, in short", heading=Words("Hasil akhir", "Outcome")),
    ] = None
    decision: Annotated[str, Code("conference_decision"), Ask("Keputusan", "Decision", "choice")]
    decision_text: Annotated[
        str, Meta(max_length=4000), Ask("Keputusan dalam kalimat", "The decision in words")
    ]
    tasks: Annotated[
        str | None,
        Meta(max_length=4000),
        Ask(
            "Yang akan dikerjakan",
            "What is to be done",
            hint=Words("Satu tugas satu baris: apa, siapa, kapan.", "One task a line: what, who, by when."),
        ),
    ] = None
    dissent: Annotated[
        str | None,
        Meta(max_length=4000),
        Ask(
            "Siapa yang berbeda pendapat, dan mengapa",
            "Who disagreed, and why",
            hint=Words("Kosongkan bila semua setuju.", "Leave empty when everyone agreed."),
        ),
    ] = None
    next_on: Annotated[date | None, Ask("Pembahasan berikutnya", "Next conference")] = None

    @classmethod
    def begin(cls, context: FormContext) -> dict[str, Any]:
        """Propose whoever records the minutes as the chair."""
        return {"chair_worker": context.colleague("chair_worker", str(context.by))}

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask for several bodies at the table, all reminded of confidentiality."""
        errors: dict[str, str] = {}
        present = _present(self)
        if not present:
            errors["participants"] = both("Isi siapa yang ikut.", "Fill in who took part.")
        elif len(present) < FEWEST:
            errors["participants"] = both(
                "Pembahasan kasus memerlukan paling sedikit %(count)s lembaga atau pihak.",
                "A conference needs at least %(count)s organisations or sides.",
                count=FEWEST,
            )
        if not self.confidentiality:
            errors["confidentiality"] = both(
                "Ingatkan semua tentang kerahasiaan, lalu centang ini.",
                "Remind everyone of confidentiality, then tick this.",
            )
        if self.next_on and self.next_on <= context.occurred_on:
            errors["next_on"] = both(
                "Pembahasan berikutnya harus setelah yang ini.", "The next conference comes after this one."
            )
        return errors

    def facts(self, context: FormContext) -> Facts:
        """Tell the case that it was held, when, and what was decided."""
        return {
            "conference_held": True,
            "conference_on": str(context.occurred_on),
            "conference_decision": self.decision,
        }

    def derive(self, _context: FormContext) -> dict[str, Any]:
        """Keep who was there in the order of the form, and one task a line."""
        tasks = [line.strip() for line in (self.tasks or "").splitlines() if line.strip()]
        return {"participants": _present(self), "tasks": "\n".join(tasks) or None}

    def on_desk(self) -> Desk | None:
        """Stand on the chair's desk, by the next conference."""
        return Desk(self.chair_worker, self.next_on) if self.chair_worker else None


def _present(form: Conference) -> dict[str, str]:
    return {item.code: form.participants[item.code] for item in PARTIES if form.participants.get(item.code)}
