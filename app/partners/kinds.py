"""The kinds of record that come from partners or pass between them and the division."""

from app.partners.arrival import ARRIVAL
from app.partners.handover import HANDOVER
from app.partners.identity import IDENTITY
from app.partners.legal_status import LEGAL_STATUS
from app.partners.protection_order import PROTECTION_ORDER
from app.partners.release import RELEASE
from app.partners.repatriation import REPATRIATION
from app.partners.restitution import RESTITUTION
from app.partners.victim_process import VICTIM_PROCESS

KINDS = (
    ARRIVAL, IDENTITY, LEGAL_STATUS, VICTIM_PROCESS, PROTECTION_ORDER, RESTITUTION, RELEASE, REPATRIATION, HANDOVER,
)  # fmt: skip
