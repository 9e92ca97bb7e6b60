"""When two records may be merged, and what their NIKs say about it. Pure."""

from collections.abc import Mapping
from typing import Any

from app.capabilities import MERGE_TWO_NIKS
from app.merging.forms import MergeForm
from app.web.i18n.catalogue import gettext as _

SAME, TWO_VALID, DIFFERENT, SILENT = "SAME", "TWO_VALID", "DIFFERENT", ""


def nik_verdict(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> str:
    """Say what the two NIKs tell: one person (SAME), two people by the registry (TWO_VALID), doubt, or nothing."""
    if not kept["nik"] or not gone["nik"]:
        return SILENT
    if kept["nik"] == gone["nik"]:
        return SAME
    both_valid = kept["nik_status"] == gone["nik_status"] == "VALID"
    return TWO_VALID if both_valid else DIFFERENT


def complaints(form: MergeForm, verdict: str, roles: frozenset[str]) -> dict[str, str]:
    """Return what stands against the merge, by field."""
    if verdict != TWO_VALID:
        return {}
    if not MERGE_TWO_NIKS.held_by(roles):
        return {"": _("Two different verified NIKs: only a supervisor may merge these records.")}
    if not form.checked:
        return {"checked": _("Compare both identity cards first, then tick this.")}
    return {}
