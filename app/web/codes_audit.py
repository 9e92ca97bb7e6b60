"""The words for acts in the audit log; the events of a case have their own, in `codes_case`."""

from app.web.i18n import lazy

AUDIT_ACTION = {
    "read": lazy("Opened to read"),
    "audit_read": lazy("Audit log read"),
    "audit_exported": lazy("Audit log saved as a file"),
    "signed_in": lazy("Signed in"),
    "signed_out": lazy("Signed out"),
    "signed_out_everywhere": lazy("Signed out on every device"),
    "password_changed": lazy("Password changed"),
    "password_set_by_code": lazy("Password set by a code"),
    "password_code_made": lazy("Code for a password made"),
    "worker_added": lazy("Account made"),
    "worker_changed": lazy("Account changed"),
    "worker_closed": lazy("Account closed"),
    "worker_reopened": lazy("Account opened again"),
    "organisation_added": lazy("Organisation added"),
    "organisation_changed": lazy("Organisation changed"),
    "registered": lazy("Client registered"),
    "changed": lazy("Client data changed"),
    "clients merged": lazy("Two client records merged"),
    "clients parted": lazy("Client records taken apart again"),
    "relation added": lazy("Relation added"),
    "relation ended": lazy("Relation ended"),
    "outreach kept": lazy("Outreach entered"),
    "outreach changed": lazy("Outreach changed"),
    "outreach person": lazy("Person of an outreach entered"),
    "referral answered": lazy("Referral answered"),
    "restored": lazy("Restored from a backup"),
}

AUDIT_SUBJECT = {
    "case": lazy("Case"),
    "client": lazy("Client"),
    "worker": lazy("Account"),
    "organisation": lazy("Organisation"),
    "audit": lazy("Audit log"),
    "installation": lazy("Installation"),
}
