"""The kinds of record that come from partners or pass between them and the division."""

from app.records.consent.identity import IDENTITY
from app.records.legal.arrival import ARRIVAL
from app.records.legal.handover import HANDOVER
from app.records.legal.legal_status import LEGAL_STATUS
from app.records.legal.protection_order import PROTECTION_ORDER
from app.records.legal.release import RELEASE
from app.records.legal.repatriation import REPATRIATION
from app.records.legal.restitution import RESTITUTION
from app.records.victims.victim_process import VICTIM_PROCESS

KINDS = (
    ARRIVAL,
    IDENTITY,
    LEGAL_STATUS,
    VICTIM_PROCESS,
    PROTECTION_ORDER,
    RESTITUTION,
    RELEASE,
    REPATRIATION,
    HANDOVER,
)
