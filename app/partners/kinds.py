"""The kinds of record that come from partners or pass between them and the division."""

from app.partners.handover import HANDOVER
from app.partners.legal_status import LEGAL_STATUS
from app.partners.release import RELEASE

KINDS = (LEGAL_STATUS, RELEASE, HANDOVER)
