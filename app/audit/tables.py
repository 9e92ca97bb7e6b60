"""Who did what, and who read what; and which forms were already acted upon."""

from piccolo.columns import UUID, BigSerial, Text, Timestamptz, Varchar
from piccolo.table import Table


class Audit(Table, tablename="audit"):
    """One act or one read. No foreign keys: a row must outlive whatever it speaks of. Rows are only added."""

    seq = BigSerial(primary_key=True)
    at = Timestamptz(null=False)
    by = UUID(null=True, default=None)
    action = Varchar(length=60, null=False)
    subject = Varchar(length=40, null=False)
    subject_id = Varchar(length=60, null=False)
    case = UUID(null=True, default=None)
    client = UUID(null=True, default=None)
    detail = Text(null=False, default="{}")


class CommandKey(Table, tablename="command_keys"):
    """A form that was sent once. Sent again, it has no second effect and leads to the same place."""

    key = UUID(primary_key=True, default=None, null=False)
    worker = UUID(null=False, default=None)
    content = Varchar(length=64, null=False, default="")  # SHA-256 of what was sent, and to where
    location = Varchar(length=500, null=False)
    at = Timestamptz(null=False)


INDEXES = (
    'CREATE INDEX audit_case ON audit ("case", at, seq) WHERE "case" IS NOT NULL',
    "CREATE INDEX audit_client ON audit (client, at, seq) WHERE client IS NOT NULL",
    "CREATE INDEX audit_subject ON audit (subject, subject_id, seq)",
    'CREATE INDEX audit_by ON audit ("by", at, seq)',
    "CREATE INDEX audit_at ON audit (at, seq)",
    "CREATE INDEX command_keys_at ON command_keys (at)",
)
APPEND_ONLY = ("audit",)
UNGUARDED = {"command_keys": "what keeps a form from counting twice; it may be forgotten after a while"}
