"""Every kind of record the product knows, made known to the pages of a case when this is imported."""

from app.assessments import kinds as assessments
from app.cases.records import register
from app.partners import kinds as partners
from app.plans import kinds as plans

KINDS = (*assessments.KINDS, *plans.KINDS, *partners.KINDS)
register(KINDS)
