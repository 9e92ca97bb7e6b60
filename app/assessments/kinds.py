"""The kinds of record and the instruments of assessment."""

from app.assessments.consent import CONSENT
from app.assessments.family_tracing import FAMILY_TRACING
from app.assessments.readiness import READINESS
from app.assessments.result import ASSESSMENT
from app.assessments.risk_class import RISK_CLASS
from app.assessments.safety_check import SAFETY_CHECK
from app.assessments.social_functioning import SOCIAL_FUNCTIONING
from app.assessments.social_report import SOCIAL_REPORT

KINDS = (
    CONSENT, ASSESSMENT, SAFETY_CHECK, RISK_CLASS, SOCIAL_REPORT, FAMILY_TRACING, SOCIAL_FUNCTIONING, READINESS,
)  # fmt: skip
