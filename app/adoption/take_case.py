"""Taking over one running case, told on its client's page or in a sheet's row: adopted, marked, or refused with its reasons."""

from datetime import datetime
from uuid import UUID

from app.adoption.tables import AdoptionMark
from app.audit import idempotency
from app.cases.outcomes import Again, Refused
from app.db import Duplicate, query_one, transaction
from app.explain.adoption import sentence
from app.opening.import_case import Adoption, adopt_case
from app.opening.open_case import Opened
from app.web.http.current_user import CurrentUser
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from workflows.definition import Definition
from workflows.reasons import Reason


class NotTaken(Exception):
    """Rolls back and says why; *reasons* where it was the engine that refused."""

    def __init__(self, complaints: list[str], reasons: tuple[Reason, ...] = ()) -> None:
        super().__init__()
        self.said, self.reasons = complaints, reasons


async def adopt_one(
    form: Adoption,
    mark: str,
    reference: str,
    definition: Definition,
    *,
    me: CurrentUser,
    now: datetime,
    key: UUID | None,
) -> str | tuple[list[str], tuple[Reason, ...]]:
    """Adopt one case from its page; return where it can be seen, or all that speaks against it."""
    if seen := await idempotency.result(key, worker=me.id):
        return seen
    try:
        number = await _adopt_one(form, mark, reference, definition, me=me, now=now, key=key)
    except NotTaken as refused:
        return refused.said, refused.reasons
    except Duplicate:
        return [_("Somebody else has just taken this case over.")], ()
    return url("casework:case", number=number)


@transaction
async def _adopt_one(
    form: Adoption,
    mark: str,
    reference: str,
    definition: Definition,
    *,
    me: CurrentUser,
    now: datetime,
    key: UUID | None,
) -> str:
    case = await take_case(form, mark, reference, definition, sheet=None, me=me, now=now, key=key)
    row = await query_one("SELECT number FROM cases WHERE id = ?", case)
    return str(row[0]) if row else ""


async def take_case(
    form: Adoption,
    mark: str,
    reference: str,
    definition: Definition,
    *,
    sheet: UUID | None,
    me: CurrentUser,
    now: datetime,
    key: UUID | None = None,
) -> UUID:
    """Adopt a case inside the caller's transaction and remember its telling; return the case's id."""
    if before := await query_one(
        'SELECT c.number FROM adoptions a JOIN cases c ON c.id = a."case" WHERE a.fingerprint = ?', mark
    ):
        raise NotTaken([_("Taken over before: %(case)s.", case=before[0])])
    if await query_one(
        """SELECT 1 FROM cases c JOIN clients k ON c.client = COALESCE(k.merged_into, k.id)
           WHERE k.number = ? AND c.pmks_type = ? AND c.closed_at IS NULL""",
        form.opening.client,
        form.opening.pmks_type,
    ):
        raise NotTaken([_("The client has an open case of this type already.")])
    outcome = await adopt_case(form, me=me, now=now, key=key)
    if isinstance(outcome, Refused):
        raise NotTaken([sentence(one, definition) for one in outcome.reasons], outcome.reasons)
    number = outcome.number if isinstance(outcome, Opened) else _number(outcome)
    row = await query_one("SELECT id FROM cases WHERE number = ?", number)
    if row is None:
        raise LookupError(number)
    case: UUID = row[0]
    await AdoptionMark.insert(
        AdoptionMark(fingerprint=mark, case=case, reference=reference, sheet=sheet, as_of=form.as_of, at=now)
    )
    return case


def _number(again: Again) -> str:
    return again.location.rpartition("/")[2]
