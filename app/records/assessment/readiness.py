"""Readiness of former inmates (IKPB): ten domains, each 0 to 4 or not answered, at points around the release.

The band decides what support the division gives. Release is decided by corrections, and no score moves a case.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta

from app.records.assessment import ikpb
from app.records.history import filled_in, level_words
from app.records.kind import WITH_BAPAS, FormContext, Record, Shown
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from app.web.i18n.formats import tenths
from app.web.i18n.lists import code_label
from workflows.instruments import Mark

FEWEST_SOURCES = 2
ALARMING_DROP = 150  # tenths between two points
LOW = 1  # a level from which down an action is planned
BEFORE = frozenset({"T-6", "T-3", "T-1"})
AFTER = frozenset({"T+1", "T+3", "T+6", "T+12"})


class Readiness(
    Record,
    name="ikpb",
    when=Words("Tanggal asesmen", "Day of the assessment"),
    intro=Words(
        "Untuk setiap aspek pilih yang paling sesuai saat penilaian. Yang tidak ditanyakan atau tidak dijawab tetap “tidak dijawab”.",
        "For each domain choose what fits best today. What was not asked or not answered stays “not answered”.",
    ),
    readers=WITH_BAPAS,
    instrument=ikpb.SHEET,
):
    """Post-release readiness (IKPB) record: one sheet. `levels` leaves out the domains that were not answered."""

    point: Annotated[
        str,
        Code("readiness_point"),
        Ask("Titik waktu", "Point in time", "choice", heading=Words("Penilaian ini", "This assessment")),
        Trait.SHARED,
    ]
    sources: Annotated[
        list[str],
        Code("readiness_source"),
        Meta(min_length=FEWEST_SOURCES),
        Ask(
            "Siapa yang ditanya",
            "Who was asked",
            hint=Words(
                "Paling sedikit dua sumber: klien, dan keluarga atau petugas.",
                "At least two sources: the client, and family or an officer.",
            ),
        ),
    ]
    manner: Annotated[str | None, Code("service_place"), Ask("Tempat dilakukan", "Where it was done")] = None
    officer: Annotated[
        str | None, Meta(max_length=200), Ask("Petugas Bapas yang ikut", "Bapas officer who took part")
    ] = None
    levels: Annotated[
        dict[str, Annotated[int, Meta(ge=0, le=4)]],
        Ask(
            "Sepuluh aspek",
            "Ten domains",
            "levels",
            items=ikpb.ITEMS,
            heading=Words("Sepuluh aspek", "Ten domains"),
            optional=True,
        ),
    ] = {}
    housing_by_family: Annotated[
        bool | None,
        Ask(
            "Apakah tempat tinggal bergantung pada keluarga?",
            "Does the housing depend on the family?",
            "yesno",
            heading=Words("Keadaan", "Circumstances"),
            hint=Words(
                "Jika keluarga menolak klien, tempat tinggal pun tidak aman.",
                "If the family then rejects the client, the housing is not safe either.",
            ),
        ),
    ] = None
    note: Annotated[str | None, Meta(max_length=4000), Ask("Catatan", "Note")] = None
    instrument_version: Annotated[int, Trait.DERIVED, Trait.SHARED] = ikpb.VERSION
    answered: Annotated[int, Trait.DERIVED] = 0
    score: Annotated[int | None, Trait.DERIVED, Trait.SHARED] = None
    """Tenths of a point, 0 to 1000."""
    band: Annotated[str, Trait.DERIVED, Trait.SHARED] = ""
    caps: Annotated[list[str], Trait.DERIVED] = []
    """Rules that held the band down."""

    @classmethod
    def begin(cls, context: FormContext) -> dict[str, str]:
        """Propose the point that lies nearest to today."""
        nearest = _nearest(context)
        return {"point": nearest} if nearest else {}

    @classmethod
    def advice(cls, context: FormContext) -> dict[str, str]:
        """Say which point lies nearest to today, where a release date is known."""
        nearest = _nearest(context)
        if nearest is None:
            return {"point": both("Tanggal bebas belum dicatat.", "No release date is recorded yet.")}
        return {
            "point": both(
                "Titik yang paling dekat dengan hari ini: %(point)s.",
                "Nearest today: %(point)s.",
                point=code_label(nearest, "readiness_point"),
            )
        }

    def check(self, context: FormContext) -> dict[str, str]:
        """Keep points before the release before it, and those after it after it."""
        errors: dict[str, str] = {}
        released = context.day("release_on")
        if self.point in BEFORE and released and context.occurred_on > released:
            errors["point"] = both(
                "Klien sudah bebas sebelum tanggal penilaian ini: pilih T0 atau titik sesudahnya.",
                "The client was released before this day: choose T0 or a point after it.",
            )
        if self.point in AFTER and (released is None or context.occurred_on < released):
            errors["point"] = both(
                "Belum ada pembebasan sebelum tanggal penilaian ini. Catat pembebasannya dahulu atau pilih titik penilaian sebelumnya.",
                "No release is recorded before this day. Record the release first, or choose a point before.",
            )
        if not ikpb.known(self.levels):
            errors["levels"] = both(
                "Pilih tingkat untuk paling sedikit satu aspek.", "Choose a level for at least one domain."
            )
        return errors

    def doubts(self, _context: FormContext) -> list[str]:
        """Say it when too little was answered for a band."""
        missing = len(ikpb.ITEMS) - len(ikpb.known(self.levels))
        if missing > len(ikpb.ITEMS) - ikpb.FEWEST_ANSWERS:
            return [
                both(
                    "%(missing)s aspek belum dijawab. Dengan kurang dari %(fewest)s jawaban tidak ada kategori.",
                    "%(missing)s domains are not answered. With fewer than %(fewest)s answers there is no band.",
                    missing=missing,
                    fewest=ikpb.FEWEST_ANSWERS,
                )
            ]
        return []

    def derive(self, _context: FormContext) -> dict[str, Any]:
        """Keep the levels of the instrument's own domains, and what came of them."""
        scored, levels = result(self), ikpb.known(self.levels)
        return {
            "levels": levels,
            "answered": len(levels),
            "score": scored.score,
            "band": scored.band,
            "caps": list(scored.caps),
        }

    def notice(self, context: FormContext) -> str:
        """Say after saving what came out, why the band is not higher, and what to do next."""
        sentences = [
            both("Kesiapan: %(score)s.", "Readiness: %(score)s.", score=_score_words(self.score, self.band))
        ]
        sentences += [
            both("Kategori dibatasi: %(cap)s.", "The band is held down: %(cap)s.", cap=_cap(code))
            for code in self.caps
        ]
        before = next((old["score"] for old in context.earlier if old["score"] is not None), None)
        if before is not None and self.score is not None and before - self.score >= ALARMING_DROP:
            sentences.append(
                both(
                    "Turun %(points)s poin sejak penilaian terakhir.",
                    "It fell by %(points)s points since the last time.",
                    points=tenths(before - self.score),
                )
            )
        low = [
            str(item.label)
            for item in ikpb.ITEMS
            if item.code in self.levels and self.levels[item.code] <= LOW
        ]
        if low:
            sentences.append(
                both(
                    "Rencanakan tindakan, penanggung jawab, dan harinya untuk: %(domains)s.",
                    "Plan an action with a person and a day for: %(domains)s.",
                    domains=", ".join(low),
                )
            )
        return " ".join(sentences)

    @classmethod
    def summary(cls, row: Mapping[str, Any]) -> Shown:
        """Say score, band and what held it down; then the levels, lowest first; then the rest."""
        head = [(both("Titik waktu", "Point in time"), code_label(row["point"], "readiness_point"))]
        head.append((both("Nilai", "Score"), _score_words(row["score"], row["band"])))
        if row["caps"]:
            head.append(
                (
                    both("Kategori dibatasi oleh", "Band held down by"),
                    "\n".join(_cap(code) for code in row["caps"]),
                )
            )
        levels = [(item, row["levels"].get(item.code)) for item in ikpb.ITEMS]
        answered = sorted((pair for pair in levels if pair[1] is not None), key=lambda pair: pair[1])
        rest = filled_in(cls, row, without=frozenset({"point", "levels"}))
        silent = [str(item.label) for item, level in levels if level is None]
        lines = [*head, *((str(item.label), level_words(item, level)) for item, level in answered)]
        if silent and answered:
            lines.append((both("Tidak dijawab", "Not answered"), ", ".join(silent)))
        return (*lines, *rest)


def result(form: Readiness) -> Mark:
    """Score the sheet."""
    return ikpb.score(form.levels, housing_by_family=bool(form.housing_by_family))


def _nearest(context: FormContext) -> str | None:
    release = context.day("release_on") or context.day("release_planned_on")
    if release is None:
        return None
    return min(ikpb.POINTS, key=lambda point: abs((context.occurred_on - ikpb.day_of(point, release)).days))


def _score_words(score: int | None, band: str) -> str:
    words = code_label(band, "readiness_band")
    return words if score is None else f"{tenths(score)} · {words}"


def _cap(code: str) -> str:
    return str(ikpb.CAPS.get(code, code))
