"""Every list of codes with its words: `CODES[group][code]`, shown by `{{ code | code_label("outcome") }}`.

Codes are kept in the database and in definitions for good; words may change. The lists stand in
the `codes_*` modules beside this one.
"""

from collections.abc import Collection, Mapping

from app.web.codes_audit import AUDIT_ACTION, AUDIT_SUBJECT, UNMASKING
from app.web.codes_care import CARE_LISTS
from app.web.codes_case import CASE_LISTS
from app.web.codes_forms import FORM_LISTS
from app.web.codes_needs import NEEDS_LISTS
from app.web.codes_person import PERSON_LISTS
from app.web.codes_pmks import IN_SCOPE, PMKS, PMKS_LISTS, RESTRICTED, PmksType
from app.web.codes_record import EVENT, RECORD_LISTS
from app.web.codes_service import SERVICE_LISTS
from app.web.codes_victims import VICTIM_LISTS
from app.web.codes_welfare import WELFARE_LISTS
from app.web.i18n.catalogue import Lazy

__all__ = ["CODES", "IN_SCOPE", "PMKS", "RESTRICTED", "PmksType", "code_label", "options"]

CODES: Mapping[str, Mapping[str, Lazy]] = {
    **CASE_LISTS,
    **SERVICE_LISTS,
    **RECORD_LISTS,
    **FORM_LISTS,
    **CARE_LISTS,
    **NEEDS_LISTS,
    **VICTIM_LISTS,
    **PERSON_LISTS,
    **WELFARE_LISTS,
    **PMKS_LISTS,
    "audit_action": {**EVENT, **AUDIT_ACTION},
    "audit_subject": AUDIT_SUBJECT,
    "unmasking": UNMASKING,
}


def code_label(code: object, group: str) -> str:
    """Return a code's words in the reader's language; an unknown code shows itself, nothing shows nothing."""
    if code is None or code == "":
        return ""
    key = str(code).lower() if isinstance(code, bool) else str(code)
    found = CODES[group].get(key)
    return str(found) if found else str(code)


def options(group: str, only: Collection[str] | None = None) -> list[tuple[str, str]]:
    """Return (code, words) pairs of a group in its order, for a form's choices."""
    return [(code, str(words)) for code, words in CODES[group].items() if only is None or code in only]
