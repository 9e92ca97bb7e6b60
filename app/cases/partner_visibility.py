"""How much of a case in scope a role sees. The division's own people see all of it; partners what their work asks for.

The field reference draws the line: contact and course for the kecamatan, care for institutions and kabupaten, the
shared fields of an agreement for Bapas, no narrative for the data officer.
"""

from collections.abc import Mapping
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


def is_inside(me: CurrentUser) -> bool:
    """Tell whether *me* reads a whole case."""
    return me.may(READ_WHOLE_CASE)


def only_bapas(me: CurrentUser) -> bool:
    """Tell whether *me* sees a case by an agreement alone."""
    return me.may(SHARE_AGREEMENT) and not me.may(READ_CARE_RECORDS)


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
