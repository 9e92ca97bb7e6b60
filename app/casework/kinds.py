"""Every kind of record the product knows, made known to the pages of a case when this is imported."""

from app.records.assessment import kinds as assessments
from app.records.kind import register
from app.records.legal import kinds as partners
from app.records.plan import kinds as plans

KINDS = (*assessments.KINDS, *plans.KINDS, *partners.KINDS)
register(KINDS)
