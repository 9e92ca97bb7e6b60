"""Sharing with others is asked for where it happens: what a case holds of the client's answer, and what to do about it.

An answer is never a gate that only an untrue entry passes: where law, danger or a duty of the office demands it, the
client is made known all the same, and whoever does so says that they looked.
"""

from collections.abc import Mapping

from app.capabilities import READ_CARE_RECORDS
from app.web.http.current_user import CurrentUser
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from workflows.conditions import Scalar
from workflows.definition import Definition

SHARING, PHOTOS = "consent_sharing", "consent_photos"
CONSENT = "consent"


def is_refused(facts: Mapping[str, Scalar], what: str = SHARING) -> bool:
    """Tell whether the client was asked and did not agree."""
    return facts.get(what) is False


def refused() -> str:
    """Say what is to be thought of before somebody outside comes to know."""
    return _(
        "The client has not agreed to sharing data with partners. Ask again and record the answer under consent; "
        "go on without it only where the law, danger or a duty of the office demands it."
    )


def refused_photo() -> str:
    """Say what is to be thought of before a picture of somebody who did not agree is kept."""
    return _(
        "The client has not agreed to photos. Tick that this one was agreed to or is demanded by law, "
        "or send the form without it."
    )


def where_asked(
    definition: Definition, number: str, facts: Mapping[str, Scalar], me: CurrentUser, what: str = SHARING
) -> str:
    """Give the address at which the answer is recorded; nothing where it was given, or *me* is not to record it."""
    if facts.get(what) is True or CONSENT not in definition.records or not me.may(READ_CARE_RECORDS):
        return ""
    return url("casework:record", number=number, name=CONSENT)
