"""Who did what and who read what, in the same transaction as the act; and each form acted upon only once."""

from app.audit.store import led_to, once, read, record, remember

__all__ = ["led_to", "once", "read", "record", "remember"]
