"""What is kept on a person beside the records of their cases, in lines for the pack: codes, days and amounts, no words."""

from uuid import UUID

from app.clients.verification.rules import LISTED, aid_words
from app.db import query
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day, number
from app.web.i18n.lists import code_label

Lines = list[tuple[str, str]]


async def verifications(client: UUID) -> Lines:
    """Tell when the client's data were held against a source, and what the welfare register said."""
    rows = await query(
        """SELECT verified_on, data_source, dtsen_status, dtsen_decile, aid FROM verifications
           WHERE client = ? ORDER BY verified_on, recorded_at""",
        client,
    )
    return [
        (
            day(row.verified_on),
            _some(
                code_label(row.data_source, "data_source"),
                code_label(row.dtsen_status, "dtsen_status"),
                _("decile %(n)s", n=row.dtsen_decile)
                if row.dtsen_status == LISTED and row.dtsen_decile
                else "",
                aid_words(row.aid) if row.aid else "",
            ),
        )
        for row in rows
    ]


async def outreach(client: UUID) -> Lines:
    """Tell at which outreach or raid the client was met; who else was there is nobody's business."""
    rows = await query(
        """SELECT e.held_at, e.kind, r.name AS region FROM outreach_people n JOIN outreach_events e ON e.id = n.event
           JOIN regions r ON r.code = e.region WHERE n.client = ? ORDER BY e.held_at""",
        client,
    )
    return [(day(row.held_at), _some(code_label(row.kind, "outreach_kind"), row.region)) for row in rows]


async def services(case: UUID) -> Lines:
    """Tell which services a case brought; what was written about them stays out."""
    rows = await query(
        """SELECT occurred_on, kind, place, quantity, next_on FROM services
           WHERE "case" = ? ORDER BY occurred_on, recorded_at""",
        case,
    )
    return [
        (
            day(row.occurred_on),
            _some(
                code_label(row.kind, "service"),
                code_label(row.place, "service_place"),
                _("amount %(n)s", n=number(row.quantity)) if row.quantity else "",
                _("next on %(day)s", day=day(row.next_on)) if row.next_on else "",
            ),
        )
        for row in rows
    ]


async def asked(client: UUID) -> Lines:
    """Tell which requests to know there were."""
    rows = await query(
        "SELECT asked_on, asked_by FROM access_requests WHERE client = ? ORDER BY made_at", client
    )
    return [(day(row.asked_on), code_label(row.asked_by, "asked_by")) for row in rows]


def _some(*texts: str) -> str:
    return ", ".join(filter(None, texts))
