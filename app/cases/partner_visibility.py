"""How much of a case in scope a role sees. The division's own people see all of it; partners what their work asks for.

The field reference draws the line: contact and course for the kecamatan, care for institutions and kabupaten, the
shared fields of an agreement for Bapas, no narrative for the data officer.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from app.capabilities import (
    READ_CARE_RECORDS,
    READ_EVERY_EVENT,
    READ_OWN_HOUSE,
    READ_WHOLE_CASE,
    SHARE_AGREEMENT,
    SHELTER_CLIENTS,
    WATCH_REGION,
    Capability,
)
from app.scope.predicate import Sql
from app.web.http.current_user import CurrentUser

COURSE = (
    "opened",
    "adopted",
    "moved",
    "voided",
    "hold_extended",
    "milestone_reached",
    "relocated_out",
    "relocated_in",
)
"""Events that tell how far a case is, and nothing of what was found or said."""

DOCUMENTS: Mapping[Capability, frozenset[str]] = {
    SHELTER_CLIENTS: frozenset(
        {
            "referral_letter",
            "consent_form",
            "case_plan",
            "handover_minutes",
            "birth_certificate",
            "attendance_list",
            "certificate",
            "death_certificate",
        }
    ),
    WATCH_REGION: frozenset(
        {
            "referral_letter",
            "case_plan",
            "handover_minutes",
            "closure_letter",
            "certificate",
            "death_certificate",
        }
    ),
    SHARE_AGREEMENT: frozenset({"release_letter", "handover_minutes", "certificate"}),
}
"""Kinds of documents that the work of a partner asks for, by how they come to a case."""

SHARED: Mapping[str, frozenset[str]] = {
    "release": frozenset(
        {
            "release_status",
            "two_thirds_on",
            "planned_on",
            "planned_before",
            "actual_on",
            "expiry_on",
            "guidance_ends_on",
            "change_reason",
            "decree_number",
            "institution",
            "bapas",
            "officer",
        }
    ),
    "legal_status": frozenset(
        {
            "legal_status",
            "abh_role",
            "diversion_started_on",
            "diversion_ended_on",
            "court_received_on",
            "court_order_on",
            "litmas_requested_at",
            "litmas_received",
            "litmas_received_on",
            "institution",
            "officer",
            "letter_number",
        }
    ),
    "risk_class": frozenset(
        {"rri_class", "assessed_on", "instrument", "instrument_version", "issued_by", "letter_number"}
    ),
    "ikpb": frozenset({"point", "score", "band", "instrument_version"}),
    "handover": frozenset({"direction", "partner", "number", "place", "signers", "signed", "on_paper"}),
    "skills": frozenset({"mode", "course", "done", "attendance", "passed", "started_on", "ended_on"}),
}
"""What of which record the agreement shares with Bapas, by column; everything else there is not theirs to read."""
_ALWAYS = frozenset({"id", "case", "occurred_at", "recorded_at", "by", "by_name", "stage", "episode"})


def is_inside(me: CurrentUser) -> bool:
    """Tell whether *me* reads a whole case."""
    return me.may(READ_WHOLE_CASE)


def only_bapas(me: CurrentUser) -> bool:
    """Tell whether *me* sees a case by an agreement alone."""
    return me.may(SHARE_AGREEMENT) and not me.may(READ_CARE_RECORDS)


def shared_row(kind: str, row: Mapping[str, Any], me: CurrentUser) -> Mapping[str, Any]:
    """Leave of a record what the agreement shares; what *me* wrote themselves stays whole."""
    if not only_bapas(me) or row["by"] == me.id:
        return row
    kept = SHARED.get(kind, frozenset()) | _ALWAYS
    return {name: value if name in kept else _blank(value) for name, value in row.items()}


SHARED_WITH = "bapas_office"
"""With whom the agreement is: never an officer's to see or change."""


def unshown_fields(
    kind: str, names: Collection[str], latest: Mapping[str, Any] | None, me: CurrentUser
) -> frozenset[str]:
    """Return the fields of a record's form that are not *me*'s: those whose last answer was kept from them."""
    if not only_bapas(me):
        return frozenset()
    others = latest is not None and latest["by"] != me.id
    shared = SHARED.get(kind, frozenset()) if others else names
    return frozenset(names) - frozenset(shared) | {SHARED_WITH}


def _blank(value: Any) -> Any:
    if not isinstance(value, str):
        return None
    return {"{": "{}", "[": "[]"}.get(value[:1], "")


def sees_document(me: CurrentUser, kind: str, *, by: UUID, house: UUID | None) -> bool:
    """Tell whether *me* may open a document: what they or their institution added, and kinds their work asks for."""
    return own_words(me, by=by, house=house) or any(
        me.may(capability) and kind in kinds for capability, kinds in DOCUMENTS.items()
    )


def own_words(me: CurrentUser, *, by: UUID, house: UUID | None) -> bool:
    """Tell whether *me* reads what somebody (*by*, of a *house*) wrote: all of it inside, else what is of their own."""
    if is_inside(me) or by == me.id:
        return True
    return me.may(READ_OWN_HOUSE) and house is not None and house == me.organisation


def seen_events(me: CurrentUser) -> Sql | None:
    """Say which events `e` of a case, by workers `w`, *me* sees at all; None: every one."""
    if me.may(READ_EVERY_EVENT):
        return None
    own, args = "e.actor = ?", [*COURSE, me.id]
    if me.may(READ_OWN_HOUSE) and me.organisation:
        own, args = f"({own} OR w.organisation = ?)", [*args, me.organisation]
    marks = ", ".join("?" * len(COURSE))
    return Sql(f"(e.kind IN ({marks}) OR {own})", tuple(args))
