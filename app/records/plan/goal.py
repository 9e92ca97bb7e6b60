"""A goal of the case plan. It counts only with an indicator and an owner, and only while it was not replaced."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID, uuid4

from msgspec import Meta

from app.records.kind import WITH_CARE, Desk, Facts, FormContext, Record
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

DRAFTING = frozenset({"INTAKE", "ASESMEN", "RENCANA"})
"""Stages before the plan's approval; a change made later begins a new version of the plan."""
SETTLED = frozenset({"TERCAPAI", "TIDAK_TERCAPAI", "DIGANTI"})


class Goal(
    Record,
    name="goal",
    when=Words("Tanggal disepakati", "Day it was agreed"),
    intro=Words(
        "Satu tujuan setiap kali. Rencana dibuat bersama klien, bukan untuk klien.",
        "One goal at a time. The plan is made with the client, not for the client.",
    ),
    readers=WITH_CARE,
    several="goal",
):
    """Goal record: one goal. `goal` names the one that is brought up to date; without it the goal is new."""

    goal: Annotated[UUID | None, Ask("Tujuan", "Goal", "hidden")] = None
    area: Annotated[str, Code("goal_area"), Ask("Bidang", "Area", "choice")]
    statement: Annotated[
        str,
        Meta(max_length=500),
        Ask(
            "Yang ingin dicapai",
            "What is to be reached",
            hint=Words("Dengan kata yang dipakai klien.", "In words the client would use."),
        ),
    ]
    indicator: Annotated[
        str | None,
        Meta(max_length=500),
        Ask(
            "Indikator",
            "Indicator",
            hint=Words(
                "Tanda yang dapat dilihat siapa pun bahwa tujuan tercapai.",
                "How anyone can see that it is reached.",
            ),
        ),
    ] = None
    baseline: Annotated[
        str | None,
        Meta(max_length=300),
        Ask(
            "Sekarang", "Now", "text", hint=Words("Keadaan klien saat ini.", "Where the client stands today.")
        ),
    ] = None
    target: Annotated[str | None, Meta(max_length=300), Ask("Sasaran", "Target", "text")] = None
    owner: Annotated[
        str | None,
        Code("goal_owner"),
        Ask(
            "Siapa yang mengurus",
            "Who sees to it",
            "choice",
            heading=Words("Siapa dan kapan", "Who and by when"),
        ),
    ] = None
    owner_name: Annotated[
        str | None,
        Meta(max_length=200),
        Ask(
            "Nama",
            "Name",
            hint=Words(
                "Hanya bila belum jelas siapa yang dimaksud.", "Only when it is not clear who is meant."
            ),
        ),
    ] = None
    owner_worker: Annotated[
        UUID | None,
        Ask(
            "Petugas penanggung jawab",
            "Worker in charge",
            hint=Words("Tujuan ini tampil di meja kerjanya.", "The goal stands on this worker's desk."),
        ),
        Trait.COLLEAGUE,
    ] = None
    due_on: Annotated[date | None, Ask("Paling lambat", "By when")] = None
    status: Annotated[
        str,
        Code("goal_status"),
        Ask("Status", "Status", "radios", heading=Words("Keadaannya", "How it stands"), later=True),
    ] = "BELUM"
    status_note: Annotated[
        str | None,
        Meta(max_length=1000),
        Ask("Yang tercapai, atau mengapa tidak", "What was reached, or why not", later=True, sometimes=True),
    ] = None
    plan_version: Annotated[int, Trait.DERIVED] = 1
    counts: Annotated[bool, Trait.DERIVED] = False
    """It has an indicator and somebody who sees to it, and was not replaced."""

    @classmethod
    def begin(cls, context: FormContext) -> dict[str, Any]:
        """Propose the case's worker as the one in charge."""
        return {"status": "BELUM", "owner_worker": context.colleague("owner_worker", context.state.worker)}

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask a goal that failed why, and a new one for a day to come."""
        errors: dict[str, str] = {}
        if self.goal and self.goal not in _latest(context):
            errors[""] = both(
                "Tujuan ini bukan milik kasus ini. Buka lagi dari daftar di bawah.",
                "This goal does not belong to the case. Open it again from the list below.",
            )
        if self.status in SETTLED - {"TERCAPAI"} and not self.status_note:
            errors["status_note"] = both(
                "Tuliskan mengapa tujuan tidak tercapai atau diganti.",
                "Say why the goal was not reached or was replaced.",
            )
        if self.status in SETTLED and not self.goal and not context.earlier:
            errors["status"] = both(
                "Tujuan pertama masih harus dicapai.", "A first goal is still to be reached."
            )
        if self.due_on and self.due_on < context.occurred_on and self.status not in SETTLED:
            errors["due_on"] = both(
                "Pilih hari yang masih akan datang.", "Choose a day that is still to come."
            )
        return errors

    def doubts(self, _context: FormContext) -> list[str]:
        """Say it when the goal will not count."""
        if is_whole(self.indicator, self.owner, self.status) or self.status == "DIGANTI":
            return []
        return [
            both(
                "Tanpa indikator dan penanggung jawab, tujuan ini belum dihitung dalam rencana.",
                "Without an indicator and somebody who sees to it, this goal does not count for the plan yet.",
            )
        ]

    def facts(self, context: FormContext) -> Facts:
        """Count the goals as they will stand with this one."""
        others = sum(bool(row["counts"]) for goal, row in _latest(context).items() if goal != self.goal)
        own = is_whole(self.indicator, self.owner, self.status)
        return {"goals": others + own, "plan_version": plan_version(context)}

    def on_desk(self) -> Desk | None:
        """Stand on the desk of the worker in charge until it is settled."""
        is_open = self.owner_worker is not None and self.status not in SETTLED
        return Desk(self.owner_worker, self.due_on) if is_open and self.owner_worker else None

    def derive(self, context: FormContext) -> dict[str, Any]:
        """Give a new goal its key, and work out the version and whether it counts."""
        return {
            "goal": self.goal or uuid4(),
            "plan_version": plan_version(context),
            "counts": is_whole(self.indicator, self.owner, self.status),
        }


def is_whole(indicator: str | None, owner: str | None, status: str) -> bool:
    """Tell whether a goal counts for the plan."""
    return bool(indicator and owner) and status != "DIGANTI"


def _latest(context: FormContext) -> dict[UUID, Mapping[str, Any]]:
    """Return each goal of the case as it stands now."""
    latest_by_goal: dict[UUID, Mapping[str, Any]] = {}
    for row in context.earlier:
        latest_by_goal.setdefault(UUID(str(row["goal"])), row)
    return latest_by_goal


def plan_version(context: FormContext) -> int:
    """Return the plan's version with this entry: changes within one later stage make one new version together."""
    if not context.earlier:
        return 1
    version = max(int(row["plan_version"]) for row in context.earlier)
    if context.state.stage in DRAFTING:
        return version
    newest = max(row["recorded_at"] for row in context.earlier)
    return version if newest > context.state.entered_at else version + 1
