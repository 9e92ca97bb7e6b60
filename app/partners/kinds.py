"""The kinds of record that come from partners or pass between them and the division."""

from app.partners.handover import HANDOVER
from app.partners.legal_status import LEGAL_STATUS
from app.partners.release import RELEASE
from app.partners.victim_process import VICTIM_PROCESS

KINDS = (LEGAL_STATUS, VICTIM_PROCESS, RELEASE, HANDOVER)
