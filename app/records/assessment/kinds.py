"""The kinds of record and the instruments of assessment."""

from app.records.assessment.basic_needs import BASIC_NEEDS
from app.records.assessment.daily_living import DAILY_LIVING
from app.records.assessment.disability import DISABILITY
from app.records.assessment.family_capacity import FAMILY_CAPACITY
from app.records.assessment.family_tracing import FAMILY_TRACING
from app.records.assessment.health_referral import HEALTH_REFERRAL
from app.records.assessment.readiness import READINESS
from app.records.assessment.result import ASSESSMENT
from app.records.assessment.social_functioning import SOCIAL_FUNCTIONING
from app.records.assessment.social_report import SOCIAL_REPORT
from app.records.consent.consent import CONSENT
from app.records.consent.need import NEED
from app.records.consent.outreach import OUTREACH
from app.records.legal.risk_class import RISK_CLASS
from app.records.screening.begging_screen import BEGGING_SCREEN
from app.records.screening.elder_screen import ELDER_SCREEN
from app.records.screening.health_screen import HEALTH_SCREEN
from app.records.screening.protection_group import PROTECTION_GROUP
from app.records.screening.street_status import STREET_STATUS
from app.records.screening.trafficking_screen import TRAFFICKING_SCREEN
from app.records.victims.protection import PROTECTION
from app.records.victims.safety_check import SAFETY_CHECK
from app.records.victims.victim_service import VICTIM_SERVICE

KINDS = (
    CONSENT,
    NEED,
    BASIC_NEEDS,
    ELDER_SCREEN,
    TRAFFICKING_SCREEN,
    BEGGING_SCREEN,
    HEALTH_SCREEN,
    VICTIM_SERVICE,
    ASSESSMENT,
    SAFETY_CHECK,
    PROTECTION,
    PROTECTION_GROUP,
    RISK_CLASS,
    SOCIAL_REPORT,
    FAMILY_TRACING,
    FAMILY_CAPACITY,
    OUTREACH,
    STREET_STATUS,
    DISABILITY,
    HEALTH_REFERRAL,
    SOCIAL_FUNCTIONING,
    DAILY_LIVING,
    READINESS,
)
