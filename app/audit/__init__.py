"""Audit trail: who did what and who read what, in the same transaction as the act; and each form acted upon only once."""

from app.audit import idempotency
from app.audit.store import read, record

__all__ = ["idempotency", "read", "record"]
