"""The kinds of record and the instruments of assessment."""

from app.assessments.basic_needs import BASIC_NEEDS
from app.assessments.begging_screen import BEGGING_SCREEN
from app.assessments.consent import CONSENT
from app.assessments.daily_living import DAILY_LIVING
from app.assessments.disability import DISABILITY
from app.assessments.elder_screen import ELDER_SCREEN
from app.assessments.family_capacity import FAMILY_CAPACITY
from app.assessments.family_tracing import FAMILY_TRACING
from app.assessments.health_referral import HEALTH_REFERRAL
from app.assessments.health_screen import HEALTH_SCREEN
from app.assessments.need import NEED
from app.assessments.outreach import OUTREACH
from app.assessments.protection import PROTECTION
from app.assessments.protection_group import PROTECTION_GROUP
from app.assessments.readiness import READINESS
from app.assessments.result import ASSESSMENT
from app.assessments.risk_class import RISK_CLASS
from app.assessments.safety_check import SAFETY_CHECK
from app.assessments.social_functioning import SOCIAL_FUNCTIONING
from app.assessments.social_report import SOCIAL_REPORT
from app.assessments.street_status import STREET_STATUS
from app.assessments.trafficking_screen import TRAFFICKING_SCREEN
from app.assessments.victim_service import VICTIM_SERVICE

KINDS = (
    CONSENT, NEED, BASIC_NEEDS, ELDER_SCREEN, TRAFFICKING_SCREEN, BEGGING_SCREEN, HEALTH_SCREEN, VICTIM_SERVICE, ASSESSMENT, SAFETY_CHECK, PROTECTION, PROTECTION_GROUP,
    RISK_CLASS, SOCIAL_REPORT, FAMILY_TRACING, FAMILY_CAPACITY, OUTREACH, STREET_STATUS, DISABILITY, HEALTH_REFERRAL, SOCIAL_FUNCTIONING,
    DAILY_LIVING, READINESS,
)  # fmt: skip
