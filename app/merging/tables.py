"""Which client was merged into which, with what it takes to undo it."""

from piccolo.columns import BigSerial, ForeignKey, OnDelete, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.accounts.tables import Worker
from app.clients.tables import Client
from app.db.guards import Guard


class ClientMerge(Table, tablename="client_merges"):
    """One merge. ``taken`` holds, per column that came from the other record, what stood before and what came.

    ``moved`` are the rows that went over by table, ``held`` those that were there already, ``told`` the ordinals of the
    events that the cases got: all JSON.
    """

    id = BigSerial(primary_key=True)
    kept = ForeignKey(Client, null=False, on_delete=OnDelete.restrict)
    gone = ForeignKey(Client, null=False, on_delete=OnDelete.restrict)
    merged_at = Timestamptz(null=False)
    merged_by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    reason = Varchar(length=500, null=False)
    taken = Text(null=False)
    moved = Text(null=False)
    held = Text(null=False)
    told = Text(null=False)
    undone_at = Timestamptz(null=True, default=None)
    undone_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    undone_reason = Varchar(length=500, null=False, default="")


INDEXES = (
    "CREATE INDEX client_merges_kept ON client_merges (kept)",
    "CREATE INDEX client_merges_gone ON client_merges (gone)",
)
GUARDS = {
    "client_merges": Guard(once=("undone_at", "undone_by", "undone_reason", "taken", "moved", "held", "told"))
}
