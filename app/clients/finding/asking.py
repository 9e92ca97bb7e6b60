"""Sending somebody to the data officer: a restricted person out of their scope may be the one they typed.

They are told no more than that; the data officer finds the question on the first page, and every answer is in the log.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from app import audit
from app.clients.tables import DuplicateQuestion
from app.db import marks, query, query_one, transaction
from app.web.http.current_user import CurrentUser

SHOWN = 50


@transaction
async def send_to_data_officer(numbers: Sequence[str], me: CurrentUser, *, now: datetime) -> None:
    """Write down that *me* was sent to the data officer because of these people; one open question for each of them."""
    rows = await query(f"SELECT id, number FROM clients WHERE number IN ({marks(numbers)})", *numbers)
    for client, number in rows:
        await audit.record(
            "sent to the data officer", by=me.id, at=now, subject="client", subject_id=number, client=client
        )
        asked = await DuplicateQuestion.exists().where(
            DuplicateQuestion.client == client,
            DuplicateQuestion.by == me.id,
            DuplicateQuestion.seen_at.is_null(),
        )
        if not asked:
            await DuplicateQuestion.insert(DuplicateQuestion(id=uuid4(), client=client, by=me.id, at=now))


class Question(msgspec.Struct, frozen=True):
    """That somebody may have registered a restricted person anew, for the data officer to tell them."""

    id: UUID
    client_number: str
    client_name: str
    by_name: str
    by_place: str | None
    at: datetime


async def questions(*, limit: int = SHOWN) -> list[Question]:
    """Return the open questions, the longest waiting first."""
    rows = await query(
        f"""SELECT q.id, k.number, k.full_name, w.name, o.name, q.at FROM duplicate_questions q
            JOIN clients k ON k.id = q.client JOIN workers w ON w.id = q."by"
            LEFT JOIN organisations o ON o.id = w.organisation
            WHERE q.seen_at IS NULL ORDER BY q.at, q.id LIMIT {limit}"""
    )
    return [Question(*row) for row in rows]


async def open_questions() -> int:
    """Return how many questions wait for the data officer."""
    row = await query_one("SELECT count(*) FROM duplicate_questions WHERE seen_at IS NULL")
    return int(row[0]) if row else 0


@transaction
async def answer(question: UUID, *, by: UUID, now: datetime) -> bool:
    """Note that a data officer has seen to a question; False where there is none."""
    there = await DuplicateQuestion.exists().where(DuplicateQuestion.id == question)
    if there:
        await DuplicateQuestion.update({DuplicateQuestion.seen_at: now, DuplicateQuestion.seen_by: by}).where(
            DuplicateQuestion.id == question, DuplicateQuestion.seen_at.is_null()
        )
    return there
