"""Cases put straight into the table in whatever state a rule has to judge."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from app.cases import projection
from app.cases.numbers import new_number
from app.cases.tables import Case
from app.db import query_one
from app.scope import grants
from app.scope.restriction import restrict
from tests.reports.histories import add_client
from tests.supervision.oracle import Standing
from workflows.case_state import CaseState

NOW = datetime(2026, 11, 18, 3, 30, tzinfo=UTC)  # a Wednesday morning


async def stand(
    standing: Standing,
    *,
    unit: UUID,
    actor: UUID,
    pmks_type: str = "ABT",
    region: str = "36.04",
    worker: UUID | None = None,
    restricted: bool = True,
    grantees: tuple[str, ...] = (grants.DIVISION,),
    entered_at: datetime = NOW - timedelta(days=20),
) -> str:
    """Insert an open case that stands as *standing* says; return its number."""
    id_, number, client = uuid4(), new_number(), await add_client(actor)
    await Case.insert(
        Case(
            id=id_,
            number=number,
            client=client,
            pmks_type=pmks_type,
            journey=standing.journey,
            journey_version=1,
            definition_digest="d",
            stage=standing.stage,
            opened_at=entered_at,
            entered_at=entered_at,
            due_at=standing.due_at,
            legal_due_at=standing.legal_due_at,
            last_human_at=standing.last_human_at,
            contact_due_at=standing.contact_due_at,
            visit_due_at=standing.visit_due_at,
            review_due_at=standing.review_due_at,
            document_due_at=standing.document_due_at,
            answer_due_at=standing.answer_due_at,
            unassigned_since=standing.unassigned_since,
            worker=worker,
            region=region,
            level="PROVINSI",
            section="ANAK",
            unit=unit,
            source="KELUARGA",
            urgency="BIASA",
            state=projection.text_of(
                CaseState(
                    standing.journey,
                    1,
                    "d",
                    pmks_type,
                    region,
                    opened_at=entered_at,
                    stage=standing.stage,
                    entered_at=entered_at,
                    clock_at=entered_at,
                    ordinal=1,
                )
            ),
        )
    )
    if restricted:
        await restrict(client, "TYPE", case=id_, now=NOW)
    for grantee in grantees:
        await grants.grant(client, id_, grantee, "DIVISION", now=NOW)
    return number


async def id_of(number: str) -> UUID:
    row = await query_one("SELECT id FROM cases WHERE number = ?", number)
    assert row
    return row[0]
