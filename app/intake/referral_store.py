"""Questions about referrals out and handovers, in plain SQL, within the scope of their clients."""

from datetime import date
from uuid import UUID

import msgspec

from app.clients.finding.masked import searched
from app.db import query, query_one
from app.intake.referral_form import ReferralFilter
from app.scope.predicate import Sql, client_scope
from app.web.http.current_user import CurrentUser
from app.web.pages.pagination import PAGE_SIZE, Page, decode, page_of


class ReferralView(msgspec.Struct, frozen=True):
    """One referral or handover. ``restricted`` says whether lists hide the person's name."""

    id: UUID
    client: UUID
    kind: str
    pmks_type: str | None
    destination: str
    office: str
    letter_number: str
    letter_on: date
    sent_on: date
    status: str
    answered_on: date | None
    answer_letter: str
    return_reason: str
    version: int
    client_number: str
    client_name: str
    sent_by_name: str
    unit_name: str | None
    answered_by_name: str | None
    masked: bool

    @property
    def restricted(self) -> bool:
        """Hide who is referred to the centre, and whoever has a restricted case."""
        return self.masked or self.kind == "CENTRE"


_SELECT = """
SELECT r.id, r.client, r.kind, r.pmks_type, r.destination, r.office, r.letter_number, r.letter_on, r.sent_on, r.status,
       r.answered_on, r.answer_letter, r.return_reason, r.version, k.number, k.full_name, w.name, o.name, a.name,
       k.restricted
FROM referrals r JOIN clients k ON k.id = r.client JOIN workers w ON w.id = r.sent_by
LEFT JOIN organisations o ON o.id = r.unit LEFT JOIN workers a ON a.id = r.answered_by
WHERE """


async def referral_view(referral: UUID, me: CurrentUser) -> ReferralView | None:
    """Return one referral, or None when there is none within *me*'s scope."""
    scope = client_scope(me)
    row = await query_one(f"{_SELECT} r.id = ? AND {scope.text}", referral, *scope.args)
    return _view(row) if row else None


async def referrals(filters: ReferralFilter, me: CurrentUser) -> Page[ReferralView]:
    """Return a page of what was sent, latest first."""
    where, cursor = _where(filters, me), decode(filters.after, of="referrals")
    if cursor:
        key = (date.fromisoformat(str(cursor[0])), UUID(str(cursor[1])))
        where = Sql(f"{where.text} AND (r.sent_on, r.id) < (?, ?)", (*where.args, *key))
    rows = await query(
        f"{_SELECT} {where.text} ORDER BY r.sent_on DESC, r.id DESC LIMIT {PAGE_SIZE + 1}", *where.args
    )
    return page_of(
        [_view(row) for row in rows], key=lambda one: (one.sent_on.isoformat(), str(one.id)), of="referrals"
    )


class Count(msgspec.Struct, frozen=True):
    """How many of a kind stand how."""

    kind: str
    status: str
    count: int


async def counts(filters: ReferralFilter, me: CurrentUser) -> list[Count]:
    """Count what the filters leave, by kind and answer; the filter by answer itself is left out."""
    where = _where(msgspec.structs.replace(filters, status=""), me)
    rows = await query(
        f"""SELECT r.kind, r.status, COUNT(*) FROM referrals r JOIN clients k ON k.id = r.client
            WHERE {where.text} GROUP BY r.kind, r.status""",
        *where.args,
    )
    return [Count(row[0], row[1], int(row[2])) for row in rows]


def _where(filters: ReferralFilter, me: CurrentUser) -> Sql:
    scope = client_scope(me)
    texts, args = [scope.text], list(scope.args)
    for column, value in (("kind", filters.kind), ("status", filters.status)):
        if value:
            texts.append(f"r.{column} = ?")
            args.append(value)
    if filters.since:
        texts.append("r.sent_on >= ?")
        args.append(filters.since)
    if filters.until:
        texts.append("r.sent_on <= ?")
        args.append(filters.until)
    if filters.q:
        named = searched(filters.q, me)
        texts.append(named[0])
        args += named[1]
    return Sql(" AND ".join(texts), tuple(args))


def _view(row: object) -> ReferralView:
    values = list(row)  # type: ignore[call-overload]
    values[-1] = bool(values[-1])
    return ReferralView(*values)
